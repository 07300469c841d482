using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Whether a clause tells of what was or of what is to come, as far as its verbs and small words say.</summary>
internal static class Tenses
{
    private const int Reach = 9;

    private static readonly HashSet<string> Past = WordList.Of("times", "past");

    private static readonly HashSet<string> Ahead = WordList.Of("times", "ahead");

    /// <summary>-1 for what was, 1 for what is to come, 0 where the words say both or nothing.</summary>
    public static int Of(List<Token> tokens, int at, Language language)
    {
        var (isPast, isAhead) = (false, false);
        foreach (var step in (int[])[-1, 1])
        {
            for (
                var i = at + step;
                i >= 0 && i < tokens.Count && Math.Abs(i - at) <= Reach && tokens[i].Line == tokens[at].Line && !IsEnd(tokens, i);
                i += step
            )
            {
                var word = tokens[i].Folded;
                isAhead |= tokens[i].IsWord && Ahead.Contains(word);
                isPast |=
                    tokens[i].IsWord
                    && (
                        Past.Contains(word)
                        || (
                            language == Language.English
                            && word.Length > 4
                            && word.EndsWith("ed", StringComparison.Ordinal)
                            && !word.EndsWith("eed", StringComparison.Ordinal)
                        )
                        || (
                            language == Language.Spanish
                            && word.Length > 5
                            && (word.EndsWith("aron", StringComparison.Ordinal) || word.EndsWith("ieron", StringComparison.Ordinal))
                        )
                        || (
                            language == Language.Portuguese
                            && word.Length > 5
                            && (word.EndsWith("aram", StringComparison.Ordinal) || word.EndsWith("iram", StringComparison.Ordinal))
                        )
                    );
            }
        }

        return isPast == isAhead ? 0
            : isPast ? -1
            : 1;
    }

    private static bool IsEnd(List<Token> tokens, int at) =>
        tokens[at].Folded is ";" or "!" or "?" or "(" or ")" || (tokens[at].Folded is "." && at > 0 && !tokens[at - 1].IsNumber);
}
