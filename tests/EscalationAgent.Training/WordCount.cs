using TextAnalysis.Tokens;

namespace EscalationAgent.Training;

/// <summary>Counts which words notes have in common.</summary>
internal static class WordCount
{
    /// <summary>The words that so many notes use, each note counted once; the commonest first.</summary>
    /// <param name="notes">Without the names of their customers.</param>
    public static IReadOnlyList<string> In(IEnumerable<string> notes, int fewestNotes) =>
        [
            .. notes
                .SelectMany(text => Token.WordsOf(text).Select(word => word.Folded).Where(word => word.All(char.IsLetter)).Distinct())
                .CountBy(word => word)
                .Where(word => word.Value >= fewestNotes)
                .OrderByDescending(word => word.Value)
                .ThenBy(word => word.Key, StringComparer.Ordinal)
                .Select(word => word.Key),
        ];
}
