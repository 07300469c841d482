using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Words that say no more than when or how much, so that they mean nothing without what is beside them.</summary>
internal static class TimeWords
{
    private static readonly HashSet<string> Small = WordList.Of("times", "small");

    public static bool IsSmall(string folded) => Small.Contains(folded);

    /// <summary>"7k and 9k offered": a number with its scale, which counts nothing.</summary>
    public static bool BeginsWithBareAmount(IReadOnlyList<Token> words) =>
        words is [{ IsNumber: true } first, ..] && first.Folded[^1] is 'k' or 'm' && (words.Count == 1 || Small.Contains(words[1].Folded));

    /// <summary>"in 67 days", "16 May", "the 16th", "7k a month".</summary>
    public static bool IsAllOf(IReadOnlyList<Token> words) =>
        words.Count > 0
        && words.Any(w => w.IsNumber || Months.IsMonth(w.Folded) || w.Folded is "q1" or "q2" or "q3" or "q4")
        && words.All(w => w.IsNumber || Months.IsMonth(w.Folded) || Small.Contains(w.Folded));
}
