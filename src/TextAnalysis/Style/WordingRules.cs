using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>
/// The phrases of <c>Lexicons/wording.tsv</c> that are looked for, those with one reason together. Accents are left out there and
/// apostrophes are spaces: <c>n auriez</c> for "n'auriez".
/// </summary>
internal static class WordingRules
{
    private const string File = "wording";

    public static readonly IReadOnlyList<WordingRule> All =
    [
        .. Read("blame", WordingKind.Blame),
        .. Read("guess", WordingKind.Speculation, isGuess: true),
        .. Read("promise", WordingKind.Speculation),
        .. Read("jargon", WordingKind.Jargon),
    ];

    private static IEnumerable<WordingRule> Read(string topic, WordingKind kind, bool isGuess = false)
    {
        var undone = LexiconFile.Read(File, $"{topic}_undone").ToLookup(row => row.Language, row => row.Phrase);
        return LexiconFile
            .Read(File, topic)
            .GroupBy(row => row.Reason)
            .Select(rows => new WordingRule(
                kind,
                rows.Key,
                isGuess,
                [.. rows.Select(row => row.Language).Distinct().SelectMany(language => undone[language])],
                [.. rows.SelectMany(row => row.Phrases)]
            ));
    }
}
