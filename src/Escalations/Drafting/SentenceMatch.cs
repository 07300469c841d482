using TextAnalysis.Tokens;

namespace Escalations.Drafting;

/// <summary>Whether a text holds a sentence, however it is typed.</summary>
internal static class SentenceMatch
{
    private const string Ends = ".!?,;: -*";

    /// <summary>A text as its sentences are looked for in it.</summary>
    public static string Folded(string text) => TypedText.Plain(text).ToLowerInvariant();

    /// <summary>A sentence as it is looked for: without the marks at its ends.</summary>
    public static string Core(string sentence) => Folded(sentence).Trim([.. Ends]);

    /// <summary>Whether whole words of a folded text are the sentence: "4 stores" does not stand in "14 stores".</summary>
    public static bool Holds(string text, string sentence)
    {
        for (var at = text.IndexOf(sentence, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sentence, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + sentence.Length == text.Length || !char.IsLetterOrDigit(text[at + sentence.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
