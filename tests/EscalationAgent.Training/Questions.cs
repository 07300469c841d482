using EscalationAgent.Drafting.Offline;
using Escalations;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Training;

/// <summary>What one example looks like, and what it is.</summary>
/// <param name="Note">The number of the note that it is from.</param>
internal sealed record Example(int Note, IReadOnlyList<(int Place, float Value)> Features, string Answer);

/// <summary>A question that a linear model answers, with the examples that it learns from.</summary>
/// <param name="IsBalanced">Whether rare answers count for more.</param>
internal sealed record Question(string Name, IReadOnlyList<string> Answers, bool IsBalanced, Func<PartedNote, int, IEnumerable<Example>> Of)
{
    private const string No = "no";
    private const string Yes = "yes";

    /// <param name="common">The words by which names in small letters are told from others.</param>
    public static IReadOnlyList<Question> All(CommonWords common) =>
        [
            new("role", Roles.All, false, Parted(RolesIn)),
            new("account", [No, Yes], false, Parted(AccountsIn)),
            new("small account", [No, Yes], false, Parted((note, number) => SmallAccountsIn(note, number, common))),
            new("value", [No, Yes], false, Parted(ValuesIn)),
            new("renewal", [No, Yes], false, Parted(RenewalsIn)),
            new("category", [.. OfflineCues.KnownCategories.Order(StringComparer.Ordinal)], true, (note, number) => [Whole(note, number, note.Category)]),
            new("severity", [.. Severities.All.Select(s => s.ToString())], true, (note, number) => [Whole(note, number, note.Severity)]),
        ];

    private static Func<PartedNote, int, IEnumerable<Example>> Parted(Func<PartedNote, int, IEnumerable<Example>> of) =>
        (note, number) => note.IsWhole ? [] : of(note, number);

    private static NotesRead Read(PartedNote note) => NotesReader.Read([note.Text], note.WrittenOn);

    private static IEnumerable<Example> RolesIn(PartedNote note, int number)
    {
        var statements = Read(note).Statements;
        var roles = Roles.Of(note, statements);
        return from i in Enumerable.Range(0, statements.Count)
            from role in roles[i]
            select new Example(number, StatementFeatures.Of(statements, i, note.WrittenOn), role);
    }

    private static IEnumerable<Example> AccountsIn(PartedNote note, int number)
    {
        var mentions = new Mentions(Read(note), note.WrittenOn);
        var names = mentions.Names().ToList();
        var times = Mentions.TimesOf(names);
        var right = note.Account is { } account ? Folding.Squeeze(account) : null;
        return names.Select(m => new Example(number, mentions.Of(m, times), Folding.Squeeze(m.Text) == right ? Yes : No));
    }

    /// <summary>Few write so, but each note can be written so.</summary>
    private static IEnumerable<Example> SmallAccountsIn(PartedNote note, int number, CommonWords common)
    {
        var right = note.Account is { } account ? Folding.Squeeze(account) : null;
        return ((PartedNote[])[note.InSmallLetters, note.WithSmallAccount]).SelectMany(small =>
        {
            var mentions = new Mentions(Read(small), small.WrittenOn);
            var names = mentions.SmallNames(common).ToList();
            var times = Mentions.TimesOf(names);
            return names.Select(m => new Example(number, mentions.Of(m, times, common), Folding.Squeeze(m.Text) == right ? Yes : No));
        });
    }

    private static IEnumerable<Example> ValuesIn(PartedNote note, int number)
    {
        var mentions = new Mentions(Read(note), note.WrittenOn);
        return mentions.Amounts().Select(a => new Example(number, mentions.Of(a.Mention, a.Money), a.Money.Amount == note.Value?.Amount ? Yes : No));
    }

    private static IEnumerable<Example> RenewalsIn(PartedNote note, int number)
    {
        var mentions = new Mentions(Read(note), note.WrittenOn);
        return mentions.Days().Select(d => new Example(number, mentions.Of(d.Mention, d.Day), d.Day == note.RenewalDay ? Yes : No));
    }

    /// <summary>A whole note, by its labels: which sentences are of the matter, the value and the renewal.</summary>
    private static Example Whole(PartedNote note, int number, string answer)
    {
        var statements = Read(note).Statements;
        var roles = Roles.Of(note, statements);
        var kept = statements.Where((_, i) => roles[i].Count == 0 || !(Role.LeftOut.Contains(roles[i][0]) || Role.Frame.Contains(roles[i][0]))).ToList();
        var value = note.Value is { } amount ? new Money(amount.Amount, amount.Currency) : null;
        (int, string)? renewal = note.RenewalDay is { } day && day >= note.WrittenOn ? (day.DayNumber - note.WrittenOn.DayNumber, "") : null;
        return new(number, NoteFeatures.Of(kept, FeatureExtractor.Of(kept, value, renewal)), answer);
    }
}
