using TextAnalysis.Tokens;

namespace Escalations.Drafting;

/// <summary>Which sections of a brief a change of the notes concerns.</summary>
public static class EditedNotes
{
    private const int ShortestSentence = 3;

    /// <summary>The sections that hold a sentence which stood in the notes as they were, and is in them no more; in the order of the brief.</summary>
    public static IReadOnlyList<BriefSection> SectionsTouched(Brief brief, string before, string now)
    {
        var (was, became) = (SentenceMatch.Folded(before), SentenceMatch.Folded(now));
        return
        [
            .. BriefSections.All.Where(section =>
                brief.TextOf(section) is { } text
                && text.Split('\n')
                    .SelectMany(SentenceSplitter.Sentences)
                    .Select(SentenceMatch.Core)
                    .Any(sentence => sentence.Length > ShortestSentence && SentenceMatch.Holds(was, sentence) && !SentenceMatch.Holds(became, sentence))
            ),
        ];
    }
}
