using Escalations;
using TextAnalysis.Facts;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>What the label before a text says it is about, where that is not a section.</summary>
internal enum Field
{
    None,
    Account,
    Fact,

    /// <summary>Who wrote it, when, for whom: about the notes, and not about the matter.</summary>
    Meta,
}

/// <summary>One sentence or list item of the notes, with what its surroundings say about it.</summary>
/// <param name="Text">Its own words; only white space was tidied.</param>
internal sealed record Statement(string Text, int Order)
{
    private static readonly string[] DayWords = ["day", "tag", "jour", "dia"];

    private IReadOnlyList<Token>? words;
    private IReadOnlyList<FactFound>? facts;
    private IReadOnlyList<DateFound>? dates;
    private IReadOnlyList<AmountFound>? amounts;

    /// <summary>Null when it is not certain. Phrases of other languages are not looked for in it.</summary>
    public Language? Language { get; init; }

    /// <summary>Whether 03/04 is the third of April in these notes; null when nothing tells.</summary>
    public bool? DayFirst { get; init; }

    /// <summary>The time and speaker that stood before it in a chat, word for word.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>The section that a label or heading put it under.</summary>
    public BriefSection? Label { get; init; }

    /// <summary>The heading or the words before a colon that it stands under, known or not; empty when there are none.</summary>
    public string Heading { get; init; } = "";

    public Field Field { get; init; }

    /// <summary>Given as title, subject or summary.</summary>
    public bool IsTitle { get; init; }

    /// <summary>Given as the headline itself.</summary>
    public bool IsHeadline { get; init; }

    /// <summary>A row of a table.</summary>
    public bool IsRow { get; init; }

    /// <summary>From an older mail that was quoted.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>The day of the mail or chat line it is in; null when that is not known.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>A word of commerce that only says which feature is meant, as in "renewal invoice", reads as no word at all.</summary>
    public IReadOnlyList<Token> Words => words ??= WithoutFeatureNames(Text, Token.WordsOf(Text, Language));

    public IReadOnlyList<DateFound> Dates => dates ??= WrittenDates.In(Facts, DayFirst);

    public IReadOnlyList<AmountFound> Amounts => amounts ??= WrittenAmounts.In(Facts);

    /// <summary>Stretches told in days, and where: "in 67 days". Weeks and months are too vague for a day.</summary>
    public IEnumerable<(int Start, int End, int Days)> InDays =>
        from found in Facts
        where
            found.Fact is { Kind: FactKind.Duration, Readings.Count: 1 }
            && DayWords.Any(w => Folding.Fold(found.Fact.Text).Contains(w, StringComparison.Ordinal))
        let days = Units.DaysOf(found.Fact.Readings[0])
        where days is not null
        select (found.Start, found.End, days.Value);

    /// <summary>Whether it counts or measures something; the day of it does not.</summary>
    public bool HasFigure => Facts.Any(f => f.Fact.Kind is FactKind.Number or FactKind.Amount or FactKind.Duration && f.Fact.Text.Any(char.IsAsciiDigit));

    private IReadOnlyList<FactFound> Facts =>
        facts ??= Text.Any(char.IsAsciiDigit) || Words.Any(w => w.Length > 2 && MoneyWords.IsScale(w.Folded)) ? FactReader.In(Text) : [];

    private static IReadOnlyList<Token> WithoutFeatureNames(string text, IReadOnlyList<Token> words) =>
        FeatureNames.CommerceIn(text) is { Count: > 0 } names
            ? [.. words.Select(word => names.Any(name => name.Start <= word.Start && word.End <= name.End) ? word with { Folded = "x" } : word)]
            : words;

    /// <summary>The number of the first word at or after a position.</summary>
    public int WordAt(int position)
    {
        var at = 0;
        while (at < Words.Count && Words[at].End <= position)
        {
            at++;
        }

        return at;
    }
}
