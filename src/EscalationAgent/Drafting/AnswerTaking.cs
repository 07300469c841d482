using System.Globalization;
using Escalations;
using Escalations.Drafting;
using Escalations.Intake;
using TextAnalysis.Checking;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting;

/// <summary>
/// Makes a draft of a model's answer: only known words, only bounded texts, only quotes that stand in the sources. What does not
/// fit is left out.
/// </summary>
/// <param name="by">What people are told made it.</param>
/// <param name="masking">Puts back what was masked.</param>
internal sealed class AnswerTaking(DraftRequest request, string by, Masking masking)
{
    private const int LongestHeadline = 300;
    private const int LongestReason = 300;
    private const int LongestQuestion = 250;
    private const int MostReasons = 3;
    private const int MostQuestions = 6;
    private const int MostFindings = 5;
    private const int MostEvidence = 60;
    private const double MostMoney = 1e12;

    private readonly SourceQuotes quotes = new(SourcesOf(request));

    /// <summary>What the CSM wrote: what a draft may be made of.</summary>
    public static IEnumerable<string> SourcesOf(DraftRequest request) =>
        request
            .Notes.Concat(request.SoFar.Passages.OrderBy(p => p.Key).Select(p => p.Value.Text))
            .Concat(request.SoFar.Account is { } account ? [account] : Array.Empty<string>());

    public Draft Take(DraftBriefAnswer answer)
    {
        var known = request.SoFar;
        return new(
            known.Account is null && Line(answer.Account, Interview.LongestAccount) is { } account && account.Length < Interview.LongestAccount
                ? account
                : null,
            Sections(answer),
            known.ArrAtRisk is null ? MoneyOf(answer.ArrAtRisk) : null,
            known.Renewal is null ? DayOf(answer.Renewal) : null,
            known.Sentiment is null ? SentimentOf(answer.Sentiment) : null,
            SuggestionOf(answer)
        )
        {
            MissingParts = answer.Missing is null
                ? null
                : [.. answer.Missing.Select(key => BriefParts.TryParse(key, out var part) ? part : (BriefPart?)null).OfType<BriefPart>().Distinct().Order()],
            Evidence =
            [
                .. Some(answer.Evidence)
                    .Select(e => (Sentence: Lines(e.Sentence, Interview.LongestAnswer), Quotes: Some(e.Quotes).Select(masking.Restore).ToList()))
                    .Where(e => e.Sentence is not null && e.Quotes.Count > 0)
                    .Select(e => new Evidence(e.Sentence!, e.Quotes))
                    .Take(MostEvidence),
            ],
            Contradictions = [.. Some(answer.Contradictions).Select(Contradiction).OfType<Contradiction>().Take(MostFindings)],
            Duplicates = [.. Some(answer.PossibleDuplicates).Select(Duplicate).OfType<PossibleDuplicate>().DistinctBy(d => d.Id).Take(MostFindings)],
            MissingInformation = [.. Some(answer.MissingInformation).Select(q => Line(q, LongestQuestion)).OfType<string>().Distinct().Take(MostQuestions)],
        };
    }

    private Dictionary<BriefSection, string> Sections(DraftBriefAnswer answer)
    {
        var sections = new Dictionary<BriefSection, string>();
        foreach (var section in BriefSections.All.Where(s => request.SoFar.TextOf(s) is null && !request.SoFar.Skipped.Contains(s)))
        {
            var text = answer.Sections!.GetValueOrDefault(section.Key());
            if ((section == BriefSection.Headline ? Line(text, LongestHeadline) : Lines(text, Interview.LongestAnswer)) is { } said)
            {
                sections[section] = said;
            }
        }

        return sections;
    }

    /// <summary>Category and severity for themselves: that one of them cannot be read says nothing of the other.</summary>
    private Suggestion? SuggestionOf(DraftBriefAnswer answer)
    {
        var (category, severity) = (CategoryOf(answer.Category), SeverityOf(answer.Severity));
        return category is null && severity is null
            ? null
            : new(category, category is null ? [] : Reasons(answer.CategoryReasons), severity, severity is null ? [] : Reasons(answer.SeverityReasons), by)
            {
                CategoryConfidence = category is null ? null : Share(answer.CategoryConfidence),
                SeverityConfidence = severity is null ? null : Share(answer.SeverityConfidence),
                OtherCategory = CategoryOf(answer.OtherCategory) is var otherCategory && otherCategory == category ? null : otherCategory,
                OtherSeverity = SeverityOf(answer.OtherSeverity) is var otherSeverity && otherSeverity == severity ? null : otherSeverity,
            };
    }

    private string? CategoryOf(string? said) => request.Categories.FirstOrDefault(c => c.Key.Equals(said?.Trim(), StringComparison.OrdinalIgnoreCase))?.Key;

    private static Severity? SeverityOf(string? said) => Severities.TryParse(said, out var severity) ? severity : null;

    private static double? Share(double? share) => share is >= 0 and <= 1 ? share : null;

    private IReadOnlyList<Reason> Reasons(IReadOnlyList<AnsweredReason?>? reasons) =>
        [.. Some(reasons).Select(r => Line(r.Text, LongestReason) is { } text ? new Reason(text, Quote(r.Quote)) : null).OfType<Reason>().Take(MostReasons)];

    private Contradiction? Contradiction(AnsweredContradiction found)
    {
        string[] standing = [.. Some(found.Quotes).Select(Quote).OfType<string>().Distinct().Take(MostFindings)];
        return standing.Length > 1 && Line(found.About, LongestReason) is { } about ? new(about, standing) : null;
    }

    private PossibleDuplicate? Duplicate(AnsweredDuplicate found) =>
        request.OpenMatters.FirstOrDefault(m => m.Id.ToString().Equals(found.Id?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } matter
            ? new(matter.Id, Line(found.Why, LongestReason) ?? "")
            : null;

    private string? Quote(string? quote) => quotes.Find(quote is null ? null : masking.Restore(quote));

    private static Money? MoneyOf(AnsweredMoney? money) =>
        money?.Amount is > 0 and <= MostMoney and var amount
            ? new((decimal)amount, money.Currency?.Trim().ToUpperInvariant() is { Length: 3 } currency && currency.All(char.IsAsciiLetter) ? currency : null)
            : null;

    /// <summary>From a year before the notes to twenty after: a renewal is neither long past nor forever away.</summary>
    private DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day >= request.WrittenOn.AddYears(-1)
        && day <= request.WrittenOn.AddYears(20)
            ? day
            : null;

    private static Sentiment? SentimentOf(string? text) =>
        text?.Trim() switch
        {
            "patient" => Sentiment.Patient,
            "frustrated_but_patient" => Sentiment.FrustratedButPatient,
            "frustrated" => Sentiment.Frustrated,
            "threatening_churn" => Sentiment.ThreateningChurn,
            _ => null,
        };

    private string? Line(string? text, int most) =>
        Lines(text?.ReplaceLineEndings(" "), most) is { } line ? string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null;

    /// <summary>Clean and bounded; null when nothing is left, or when it only says that there is nothing.</summary>
    private string? Lines(string? text, int most)
    {
        var clean = text is null ? "" : UntrustedText.Clean(masking.Restore(text)).Trim();
        return clean.Length == 0 || Nothing.Contains(clean.TrimEnd('.').ToLowerInvariant()) ? null
            : clean.Length <= most ? clean
            : string.Concat(clean.AsSpan(0, CutAt(clean, most - 1)).TrimEnd(), "…");
    }

    private static readonly HashSet<string> Nothing =
    [
        "null",
        "none",
        "n/a",
        "-",
        "unknown",
        "not mentioned",
        "not specified",
        "not stated",
        "unbekannt",
        "nicht erwähnt",
        "keine angaben",
        "keine angabe",
        "inconnu",
        "non mentionné",
        "non précisé",
        "desconocido",
        "no mencionado",
        "no especificado",
        "desconhecido",
        "não mencionado",
        "não especificado",
    ];

    /// <summary>The end of the last word that fits.</summary>
    private static int CutAt(string text, int most) =>
        text.LastIndexOfAny([' ', '\n'], most, most / 2) is > 0 and var space ? space : Graphemes.BorderBefore(text, most);

    private static IEnumerable<T> Some<T>(IReadOnlyList<T?>? list)
        where T : class => (list ?? []).OfType<T>();
}
