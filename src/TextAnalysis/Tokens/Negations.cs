namespace TextAnalysis.Tokens;

/// <summary>Words that turn what is beside them round.</summary>
public static class Negations
{
    // "t" is what is left of "isn't" and "can't".
    private static readonly HashSet<string> Words = WordList.Of("grammar", "negation");

    /// <param name="folded">As <see cref="Folding"/> writes it.</param>
    public static bool IsOne(string folded) => Words.Contains(folded);
}
