using TextAnalysis.Tokens;

namespace Escalations.Drafting;

/// <summary>Which sections of a brief a change of the notes concerns.</summary>
public static class EditedNotes
{
    private const int ShortestSentence = 3;

    /// <summary>The sections that hold a sentence which stood in the notes as they were, and is in them no more; in the order of the brief.</summary>
    public static IReadOnlyList<BriefSection> SectionsTouched(Brief brief, string before, string now)
    {
        var (was, became) = (Folded(before), Folded(now));
        return
        [
            .. BriefSections.All.Where(section =>
                brief.TextOf(section) is { } text
                && text.Split('\n')
                    .SelectMany(SentenceSplitter.Sentences)
                    .Select(sentence => Folded(sentence).Trim('.', '!', '?', ' ', '-', '*'))
                    .Any(sentence => sentence.Length > ShortestSentence && Holds(was, sentence) && !Holds(became, sentence))
            ),
        ];
    }

    private static string Folded(string text) => TypedText.Plain(text).ToLowerInvariant();

    /// <summary>Whether whole words of the text are the sentence: "4 stores" does not stand in "14 stores".</summary>
    private static bool Holds(string text, string sentence)
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
