using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Words that begin sentences with a capital without being names. What is none of them and does something is somebody.</summary>
internal static class CommonOpeners
{
    private static readonly HashSet<string> Words = WordList.Of("openers", "opener");

    /// <summary>How words end that are made from verbs and adjectives: "Cancelling", "Reliability", "Facturación", "Exportação".</summary>
    private static readonly HashSet<string> Endings = WordList.Of("openers", "ending");

    /// <summary>Whether it is one of the words itself.</summary>
    public static bool IsWord(string folded) => Words.Contains(folded);

    /// <summary>How German nouns end; what ends otherwise and is no word of the trade is a name.</summary>
    private static readonly HashSet<string> GermanEndings = WordList.Of("openers", "german_ending");

    /// <summary>In German every noun has a capital: only what looks foreign is a name.</summary>
    public static bool IsCommonInGerman(string folded) => IsCommon(folded) || GermanEndings.Any(e => folded.EndsWith(e, StringComparison.Ordinal));

    /// <summary>A plural, a noun of action, or one of the words.</summary>
    public static bool IsCommon(string folded) =>
        folded.Length < 4
        || Words.Contains(folded)
        || Concepts.IsListed(folded)
        || Endings.Any(e => folded.Length > e.Length + 2 && folded.EndsWith(e, StringComparison.Ordinal));
}
