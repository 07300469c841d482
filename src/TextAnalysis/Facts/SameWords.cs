using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Words of names that one language writes otherwise than another: titles, and towns and countries.</summary>
internal static class SameWords
{
    /// <summary>What may stand before or in a name without being told in the notes: how one addresses people, and how posts are called.</summary>
    private static readonly HashSet<string> Titles = WordList.Of("names", "title");

    /// <summary>One entry a place, with its names in all languages; of a word that names two places, the first counts.</summary>
    private static readonly Dictionary<string, string> Places = LexiconFile
        .Read("names", "place")
        .GroupBy(row => row.Entry)
        .SelectMany((place, i) => place.Select(row => (Word: row.Phrase, Key: $"place {i}")))
        .DistinctBy(name => name.Word)
        .ToDictionary(name => name.Word, name => name.Key);

    public static bool IsTitle(string folded) => Titles.Contains(folded);

    /// <summary>What the word shares with its like in another language; null where it has none that is known.</summary>
    public static string? KeyOf(string folded) => Places.GetValueOrDefault(folded) ?? (Concepts.IsListed(folded) ? Concepts.Of(folded) : null);
}
