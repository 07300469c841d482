using System.Globalization;
using System.Text;
using Escalations;
using TextAnalysis.Checking;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Evaluation;

/// <summary>How often something was found, was there, and both.</summary>
internal readonly record struct Tally(int Right, int Found, int There)
{
    /// <summary>Of what was found, how much was there.</summary>
    public double? Precision => Found > 0 ? (double)Right / Found : null;

    /// <summary>Of what was there, how much was found.</summary>
    public double? Recall => There > 0 ? (double)Right / There : null;

    public Tally With(bool found, bool there, bool right) => new(Right + (right ? 1 : 0), Found + (found ? 1 : 0), There + (there ? 1 : 0));

    public Tally With(bool found, bool there) => With(found, there, found && there);
}

/// <summary>What readings are worth against their labels. A note without a label does not count for that figure.</summary>
internal sealed class Scores
{
    /// <summary>They are asked of everybody.</summary>
    private static readonly string[] NeverCounted = [BriefSection.Headline.Key(), BriefSection.Recommendation.Key()];

    private readonly SortedDictionary<string, Tally> categories = new(StringComparer.Ordinal);

    public Tally Category { get; private set; }

    public Tally Severity { get; private set; }

    public Tally S1 { get; private set; }

    public Tally Missing { get; private set; }

    /// <summary>Right, too, where the reading is the second-best label.</summary>
    public Tally CategoryOrSecond { get; private set; }

    /// <inheritdoc cref="CategoryOrSecond"/>
    public Tally SeverityOrSecond { get; private set; }

    /// <summary>How many of S1 were taken for S3 or S4.</summary>
    public int S1Low { get; private set; }

    /// <summary>Of the notes that name the customer.</summary>
    public Tally Account { get; private set; }

    public Tally ArrAtRisk { get; private set; }

    public Tally Renewal { get; private set; }

    /// <summary>Headlines that name the customer, where the notes do.</summary>
    public Tally HeadlineAccount { get; private set; }

    /// <summary>Headlines that say what it is about.</summary>
    public Tally HeadlineAbout { get; private set; }

    /// <summary>Facts in drafts that stand outside what the label allows, with the note they are in.</summary>
    public List<string> Outside { get; } = [];

    public bool HasLabels => Category.There + Severity.There + Missing.There > 0 || factsLabelled > 0;

    private int factsLabelled;

    public void Add(LabelledNote note, NoteResult noteResult)
    {
        if (note.Category is { } category)
        {
            Category = new(
                Category.Right + (noteResult.Category == category ? 1 : 0),
                Category.Found + (noteResult.Category is null ? 0 : 1),
                Category.There + 1
            );
            CategoryOrSecond = CategoryOrSecond.With(
                noteResult.Category is not null,
                true,
                noteResult.Category == category || noteResult.Category == note.SecondCategory && noteResult.Category is not null
            );
            foreach (var key in new[] { category, noteResult.Category }.OfType<string>().Distinct())
            {
                categories[key] = categories.GetValueOrDefault(key).With(noteResult.Category == key, category == key);
            }
        }

        if (note.Severity is { } severity)
        {
            Severity = new(
                Severity.Right + (noteResult.Severity == severity ? 1 : 0),
                Severity.Found + (noteResult.Severity is null ? 0 : 1),
                Severity.There + 1
            );
            SeverityOrSecond = SeverityOrSecond.With(
                noteResult.Severity is not null,
                true,
                noteResult.Severity == severity || noteResult.Severity == note.SecondSeverity && noteResult.Severity is not null
            );
            S1Low += severity == "S1" && noteResult.Severity is "S3" or "S4" ? 1 : 0;
            S1 = S1.With(noteResult.Severity == "S1", severity == "S1");
        }

        foreach (
            var section in note.MissingSections is { } missing
                ? missing.Union(noteResult.MissingSections).Except(note.SoftSections).Except(note.Figures is null ? [.. NeverCounted, "account"] : NeverCounted)
                : []
        )
        {
            Missing = Missing.With(noteResult.MissingSections.Contains(section), note.MissingSections!.Contains(section));
        }

        if (note.Figures is { } figures)
        {
            AddFigures(figures, noteResult);
        }

        if (note.AllowedFacts is { } allowed)
        {
            factsLabelled++;
            var check = new FactCheck([.. allowed.Append(note.Id).Select(a => new Source("the facts allowed", a))], note.WrittenOn);
            Outside.AddRange(
                noteResult
                    .Draft.Values.SelectMany(check.Unproven)
                    .Where(f => IsLabelled(f) && !IsAllowed(allowed, f))
                    .Select(f => $"{note.Id}: {f.Text}")
                    .Distinct()
            );
        }
    }

    private void AddFigures(LabelledFigures figures, NoteResult noteResult)
    {
        Account = Account.With(
            noteResult.Account is not null,
            figures.Account is not null,
            figures.Account is not null && noteResult.Account is not null && Folding.Squeeze(figures.Account) == Folding.Squeeze(noteResult.Account)
        );
        ArrAtRisk = ArrAtRisk.With(
            noteResult.ArrAtRisk is not null,
            figures.ArrAtRisk is not null,
            figures.ArrAtRisk is not null && figures.ArrAtRisk == noteResult.ArrAtRisk
        );
        Renewal = Renewal.With(
            noteResult.Renewal is not null,
            figures.Renewal is not null,
            figures.Renewal is not null && figures.Renewal == noteResult.Renewal
        );
        var headline = noteResult.Draft.GetValueOrDefault("headline", "");
        if (figures.Account is { } account)
        {
            HeadlineAccount = HeadlineAccount.With(
                headline.Length > 0,
                true,
                Folding.Squeeze(headline).Contains(Folding.Squeeze(account), StringComparison.Ordinal)
            );
        }

        HeadlineAbout = HeadlineAbout.With(headline.Length > 0, true, figures.About.Any(word => headline.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The labels name figures, days and identifiers, neither words nor what is in quotation marks.</summary>
    private static bool IsLabelled(Fact fact) =>
        fact.Kind is not (FactKind.Name or FactKind.Quotation or FactKind.Statement) && fact.Text.Any(char.IsAsciiDigit);

    /// <summary>The labels name the figures of a duration, a time or a day without the words around them.</summary>
    private static bool IsAllowed(IReadOnlyList<string> allowed, Fact fact) =>
        fact.Kind is not (FactKind.Amount or FactKind.Identifier) && FiguresOf(fact.Text).All(allowed.SelectMany(FiguresOf).Contains);

    private static IEnumerable<string> FiguresOf(string text) =>
        text.Split([.. text.Where(c => !char.IsAsciiDigit(c))], StringSplitOptions.RemoveEmptyEntries).Select(f => f.TrimStart('0'));

    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"category accuracy        {Share(Category.Recall)}   {Category.Right} of {Category.There}");
        foreach (var (key, tally) in categories)
        {
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {key, -24} precision {Share(tally.Precision)}   recall {Share(tally.Recall)}   {tally.There} notes"
            );
        }

        table.AppendLine(CultureInfo.InvariantCulture, $"severity accuracy        {Share(Severity.Recall)}   {Severity.Right} of {Severity.There}");
        table.AppendLine(
            CultureInfo.InvariantCulture,
            $"S1 recall                {Share(S1.Recall)}   {S1.Right} of {S1.There}   precision {Share(S1.Precision)}   taken for S3 or S4 {S1Low}"
        );
        table.AppendLine(CultureInfo.InvariantCulture, $"missing sections         precision {Share(Missing.Precision)}   recall {Share(Missing.Recall)}");
        if (CategoryOrSecond.Right > Category.Right || SeverityOrSecond.Right > Severity.Right)
        {
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"with the second label    category {Share(CategoryOrSecond.Recall)}   severity {Share(SeverityOrSecond.Recall)}"
            );
        }

        foreach (var (what, tally) in new[] { ("account", Account), ("yearly value", ArrAtRisk), ("renewal", Renewal) }.Where(f => f.Item2.There > 0))
        {
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"{what, -24} precision {Share(tally.Precision)}   recall {Share(tally.Recall)}   {tally.There} notes"
            );
        }

        if (HeadlineAbout.There > 0)
        {
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"headline                 customer {Share(HeadlineAccount.Recall)}   matter {Share(HeadlineAbout.Recall)}"
            );
        }

        table.Append(CultureInfo.InvariantCulture, $"facts outside allowed    {Outside.Count}   in {factsLabelled} notes");
        foreach (var fact in Outside.Take(20))
        {
            table.AppendLine().Append("  ").Append(fact);
        }

        return table.ToString();
    }

    private static string Share(double? share) => share is { } known ? known.ToString("0.000", CultureInfo.InvariantCulture) : "  -  ";
}
