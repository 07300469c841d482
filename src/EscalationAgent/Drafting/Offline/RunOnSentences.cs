using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>
/// Takes breathless sentences apart where somebody new begins to do something, so that each part can stand in its section. Sentences of
/// a usual length, quotations and what is in brackets stay whole; "Norvia just called:" is parted from what they said.
/// </summary>
internal static class RunOnSentences
{
    /// <summary>In words.</summary>
    private const int Longest = 28;

    /// <summary>In words: less says nothing alone.</summary>
    private const int ShortestPart = 4;

    /// <summary>In words.</summary>
    private const int LongestContact = 9;

    private static readonly HashSet<string> Subjects = WordList.Of("grammar", "subject");
    private static readonly HashSet<string> Determiners = WordList.Of("grammar", "determiner");
    private static readonly HashSet<string> Adding = WordList.Of("grammar", "adding");

    /// <summary>Behind these, somebody goes on with the same clause: "what they", "because we".</summary>
    private static readonly HashSet<string> Binding =
    [
        .. WordList.Of("grammar", "before_clause"),
        .. WordList.Of("grammar", "relative"),
        .. WordList.Of("grammar", "hanging"),
        .. WordList.Of("grammar", "condition"),
        .. WordList.Of("grammar", "explaining"),
        .. WordList.Of("grammar", "cannot_end"),
    ];

    /// <summary>The parts in their order, each word for word, without the marks and words that only join them.</summary>
    public static IEnumerable<string> Of(string sentence)
    {
        var words = Token.WordsOf(sentence);
        var (start, first) = (0, WordsOfContact(sentence, words));
        if (first > 0)
        {
            start = words[first].Start;
            yield return sentence[..start].TrimEnd();
        }

        if (words.Count - first <= Longest)
        {
            yield return sentence[start..];
            yield break;
        }

        var hasMarks = sentence.AsSpan(start).ContainsAny(',', ';');
        for (var at = first + 1; at < words.Count; at++)
        {
            if (
                at - first >= ShortestPart
                && words.Count - at >= ShortestPart
                && BeginsClause(sentence, words, at, hasMarks)
                && IsOpen(sentence, start, words[at].Start)
            )
            {
                yield return sentence[start..words[at].Start].TrimEnd(' ', ',', ';', '-', '–', '—');
                first = Adding.Contains(words[at].Folded) ? at + 1 : at;
                start = words[first].Start;
            }
        }

        yield return sentence[start..];
    }

    /// <summary>"Norvia just called:" says who brought the news that follow, and nothing of them.</summary>
    public static bool IsContact(string part) =>
        part.EndsWith(':') && Token.WordsOf(part) is { Count: > 0 and <= LongestContact } words && OfflineCues.Contacted.In(words).Count > 0;

    /// <summary>Of how many words such a beginning is; 0 where there is none.</summary>
    private static int WordsOfContact(string sentence, IReadOnlyList<Token> words)
    {
        var colon = sentence.IndexOf(": ", StringComparison.Ordinal);
        var count = colon < 0 ? 0 : words.TakeWhile(w => w.Start < colon).Count();
        return words.Count - count >= ShortestPart && colon > 0 && IsContact(sentence[..(colon + 1)]) ? count : 0;
    }

    private static bool BeginsClause(string text, IReadOnlyList<Token> words, int at, bool hasMarks)
    {
        var joins = Adding.Contains(words[at].Folded) && at + 1 < words.Count;
        if (text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End).ContainsAny(",;–—"))
        {
            return Subjects.Contains(words[at].Folded) || (joins && IsSomebody(words[at + 1].Folded));
        }

        // "and it did not help" goes on with what was done.
        return joins
            ? (Subjects.Contains(words[at + 1].Folded) && words[at + 1].Folded != "it") || (!hasMarks && IsSomebody(words[at + 1].Folded))
            : !hasMarks && Subjects.Contains(words[at].Folded) && !Adding.Contains(words[at - 1].Folded) && !Binding.Contains(words[at - 1].Folded);
    }

    private static bool IsSomebody(string folded) => Subjects.Contains(folded) || Determiners.Contains(folded);

    /// <summary>Whether no quotation or bracket is open.</summary>
    private static bool IsOpen(string text, int from, int to)
    {
        var part = text.AsSpan(from, to - from);
        return part.Count('"') % 2 == 0 && part.Count('(') == part.Count(')') && part.Count('“') <= part.Count('”') && part.Count('«') == part.Count('»');
    }
}
