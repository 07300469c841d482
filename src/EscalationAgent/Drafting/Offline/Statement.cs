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
}

/// <summary>One sentence or list item of the notes, with what its surroundings say about it.</summary>
/// <param name="Text">Its own words; only white space was tidied.</param>
internal sealed record Statement(string Text, int Order)
{
    private IReadOnlyList<Token>? words;
    private IReadOnlyList<FactFound>? facts;
    private IReadOnlyList<DateFound>? dates;
    private IReadOnlyList<AmountFound>? amounts;

    /// <summary>Null when it is not certain. Phrases of other languages are not looked for in it.</summary>
    public Language? Language { get; init; }

    /// <summary>The time and speaker that stood before it in a chat, word for word.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>The section that a label or heading put it under.</summary>
    public BriefSection? Label { get; init; }

    public Field Field { get; init; }

    /// <summary>Given as title, subject or summary.</summary>
    public bool IsTitle { get; init; }

    /// <summary>From an older mail that was quoted.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>The day of the mail or chat line it is in; null when that is not known.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>A word of commerce that only says which feature is meant, as in "renewal invoice", reads as no word at all.</summary>
    public IReadOnlyList<Token> Words => words ??= WithoutFeatureNames(Text, Token.WordsOf(Text, Language));

    public IReadOnlyList<DateFound> Dates => dates ??= WrittenDates.In(Facts);

    public IReadOnlyList<AmountFound> Amounts => amounts ??= WrittenAmounts.In(Facts);

    /// <summary>Whether it counts or measures something; the day of it does not.</summary>
    public bool HasFigure => Facts.Any(f => f.Fact.Kind is FactKind.Number or FactKind.Amount or FactKind.Duration && f.Fact.Text.Any(char.IsAsciiDigit));

    private IReadOnlyList<FactFound> Facts => facts ??= Text.Any(char.IsAsciiDigit) ? FactReader.In(Text) : [];

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
