using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace Escalations.Intake;

/// <summary>Questions that somebody who is asked something puts back: "can I change it later?". They are no part of a brief.</summary>
internal static class ShortQuestions
{
    /// <summary>In words. A longer one tells something of the matter.</summary>
    private const int Longest = 9;

    private static readonly HashSet<string> Asking = WordList.Of("grammar", "asking");

    /// <summary>
    /// Whether a text is one: a single sentence with a question mark that begins as questions do ("what", "can", "à quoi", "o que"), and
    /// neither counts anything nor says that something fails.
    /// </summary>
    public static bool IsOne(string text) =>
        text.TrimEnd().EndsWith('?')
        && !text.Trim().Contains('\n')
        && Token.WordsOf(text) is { Count: > 1 and <= Longest } words
        && words.Take(2).Any(word => Asking.Contains(word.Folded))
        && !words.Any(word => word.IsNumber)
        && !Symptom.IsIn(text);
}
