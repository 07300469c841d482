using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <content>What is denied and what is so.</content>
internal sealed partial class SentenceCheck
{
    private static readonly HashSet<string> First = WordList.Of("sentences", "first");

    /// <summary>Words that the sources deny and the draft does not, and the reverse.</summary>
    private IEnumerable<Difference> Denied(ReadSentence draft)
    {
        for (var i = 0; i < draft.Words.Count; i++)
        {
            var (word, at) = (draft.Words[i], i);
            if (!word.IsContent || word.Token.IsNumber)
            {
                continue;
            }

            var isDenied = draft.IsDenied(i, loosely: false);
            if (isDenied ? draft.Cues("against").Any() : draft.IsNegative(word.Segment, but: i) || IsUnless(draft))
            {
                continue;
            }

            var moods = draft.MoodsOf(i);
            if (moods.Contains("order"))
            {
                continue;
            }

            var near = With(draft, i)
                .Select(s => (s.Said, s.Word, Near: Align(draft, at, s.Said, j => j == at || draft.IsCue("negation", j))))
                .Where(s => s.Near.IsClose(1) && IsOfTheSameTime(draft, s.Said, s.Word))
                .ToList();
            var best = near.Count == 0 ? 0 : near.Max(s => s.Near.Shared);
            near.RemoveAll(s => s.Near.Shared * 2 < best);
            if (near.Exists(s => s.Said.IsDenied(s.Word, loosely: true) == isDenied))
            {
                continue;
            }

            var other = near.Where(s =>
                    s.Said.MoodsOf(s.Word) is var theirs
                    && moods.IsSubsetOf(theirs)
                    && (
                        isDenied
                            ? IsPlain(s.Said, s.Word, s.Near, draft, at) && theirs.IsSubsetOf(moods)
                            : IsDeniedMore(s.Said, draft) && IsDeniedFlatly(s.Said, s.Word, draft, at)
                    )
                )
                .OrderByDescending(s => s.Near.Shared)
                .FirstOrDefault();
            if (other.Said is not null)
            {
                var denial = draft.Denials.FirstOrDefault(d => d.Head == at);
                yield return isDenied
                    ? new(Math.Min(denial.At, at), Math.Max(denial.At + denial.Length - 1, at), other.Said, other.Word)
                    : new(at, at, other.Said, other.Word);
            }
        }
    }

    /// <summary>"She escalates unless we deliver" is "she does not if we do".</summary>
    private static bool IsUnless(ReadSentence draft) => draft.Cues("negative").Any(c => draft.IsCue("unsettled", c.At));

    /// <summary>Said as so, with nothing in the sentence that takes it back.</summary>
    private static bool IsPlain(ReadSentence said, int word, Alignment near, ReadSentence draft, int drafted) =>
        !said.IsNegative()
        && !said.Cues("unsettled").Any()
        && IsOfTheSame(draft, drafted, said)
        && (near.IsClose(2) || (near.IsWhole && said.Words[word].Segment == said.Words[0].Segment));

    /// <summary>A draft that denies as often as the other sentence has dropped no "not": it may stand at another word.</summary>
    private static bool IsDeniedMore(ReadSentence said, ReadSentence draft) => draft.Denials.Count == 0 || said.Denials.Count > draft.Denials.Count;

    /// <summary>"Without it we cannot close": who is unable to close, and what lets them, is all the same.</summary>
    private static bool IsNotWithout(ReadSentence said) => said.Denials.Count > 1 && said.Denials.Any(d => d.IsWithout);

    /// <summary>A thing without which something is done may be there all the same, unless it is done with it.</summary>
    private static bool IsDeniedFlatly(ReadSentence said, int word, ReadSentence draft, int drafted)
    {
        var denial = said.Denials.First(d => d.Head == word || d.Second == word);
        return !said.IsQuestion
            && !IsNotWithout(said)
            && (denial.Head == word || said.IsDone(denial))
            && IsOfTheSame(draft, drafted, said)
            && IsBesideTheSame(draft, drafted, said, word)
            && !said.MoodsOf(word).Contains("condition")
            && !IsOfTheExcepted(draft, said)
            && (!denial.IsWithout || Enumerable.Range(Math.Max(0, drafted - 2), Math.Min(2, drafted)).Any(i => draft.IsCue("with", i)));
    }

    /// <summary>What was so before something may not be so now.</summary>
    private static bool IsOfTheSameTime(ReadSentence draft, ReadSentence said, int word)
    {
        var segment = said.Words[word].Segment;
        return draft.Cues("before").Any() ? said.Cues("before").Any() : !said.Cues("before").Any(c => said.Words[c.At].Segment - segment is 0 or 1);
    }

    /// <summary>Whether the draft speaks of those that the other sentence takes out: "nobody except those in Oslo".</summary>
    private static bool IsOfTheExcepted(ReadSentence draft, ReadSentence said) => draft.Words.Any(w => w.Term is { } term && said.IsExcepted(term));

    /// <summary>Nothing is named before the word of which the other sentence does not speak: what we do not offer, a competitor may.</summary>
    private static bool IsOfTheSame(ReadSentence draft, int word, ReadSentence said) =>
        Enumerable
            .Range(0, word)
            .Where(i =>
                draft.Words[i].Segment == draft.Words[word].Segment && draft.Words[i].IsContent && !draft.IsCue("degree", i) && !draft.IsCue("negation", i)
            )
            .All(i => said.Terms.Contains(draft.Words[i].Term!));

    /// <summary>The parts of the two sentences that have the word have another one in common, where they have others.</summary>
    private static bool IsBesideTheSame(ReadSentence draft, int word, ReadSentence said, int other)
    {
        var (mine, theirs) = (Others(draft, word), Others(said, other));
        return (mine.Count == 0 || theirs.Count == 0 || mine.Overlaps(theirs))
            && (Which(said, other) is not { } which || Which(draft, word) is not { } ours || ours == which);

        // What the first one did not do, the second may have done.
        static decimal? Which(ReadSentence sentence, int at) =>
            sentence
                .Words.Where(w => w.Segment == sentence.Words[at].Segment && w.Token.IsWord)
                .Select(w => First.Contains(w.Token.Folded) ? 1 : NumberWords.OrdinalOf(w.Token.Folded))
                .FirstOrDefault(o => o is not null);

        static HashSet<string> Others(ReadSentence sentence, int at) =>
            [.. sentence.Words.Where((w, i) => i != at && w.Segment == sentence.Words[at].Segment && w.Term is not null).Select(w => w.Term!)];
    }

    /// <summary>Words of which the sources have the opposite.</summary>
    private IEnumerable<Difference> Opposites(ReadSentence draft)
    {
        foreach (var cue in draft.Cues("opposite"))
        {
            var (axis, sign) = EndOf(draft, cue);
            var moods = draft.MoodsOf(cue.At);
            bool IsJudged(int j) => draft.Cues("opposite").Any(c => j == c.At || j == c.End - 1) || draft.IsCue("negation", j);
            var near = byAxis
                .GetValueOrDefault(axis, [])
                .Select(s => (s.Said, s.Word, s.Sign, Near: Align(draft, cue.At, s.Said, IsJudged)))
                .Where(s => s.Near.IsClose(1) || (s.Sign == sign && s.Near.Shared > 0 && SharesThings(draft, cue.At, s.Said, s.Word)))
                .ToList();
            var best = near.Count == 0 ? 0 : near.Max(s => s.Near.Shared);
            var other = near.Where(s =>
                    s.Near.Shared == best
                    && s.Near.IsClose(1)
                    && s.Said.MoodsOf(s.Word).SetEquals(moods)
                    && IsOfTheSameTime(draft, s.Said, s.Word)
                    && IsBesideTheSame(draft, cue.At, s.Said, s.Word)
                    && !IsOfTheExcepted(draft, s.Said)
                    && !IsNotWithout(s.Said)
                )
                .FirstOrDefault();
            if (other.Said is not null && near.TrueForAll(s => s.Sign != sign))
            {
                var denial = draft.Denials.FirstOrDefault(d => cue.Covers(d.Head) || cue.Covers(d.Second), new(cue.At, 1, -1, -1));
                yield return new(Math.Min(denial.At, cue.At), Math.Max(denial.At, cue.End - 1), other.Said, other.Word);
            }
        }
    }

    /// <summary>Whether the parts of the two sentences are about one thing, whoever does it.</summary>
    private static bool SharesThings(ReadSentence draft, int word, ReadSentence said, int other)
    {
        HashSet<string> things = [.. said.Words.Where((w, i) => i != other && w.IsContent && w.Segment == said.Words[other].Segment).Select(w => w.Term!)];
        return draft.Words.Where((w, i) => i != word && w.IsContent && w.Segment == draft.Words[word].Segment).Any(w => things.Contains(w.Term!));
    }

    /// <summary>"Not refused" is at the other end than "refused".</summary>
    private static (string Axis, int Sign) EndOf(ReadSentence sentence, SentenceCue cue)
    {
        var sign = cue.Entry[^1] == '+' ? 1 : -1;
        return (cue.Entry[..^1], Enumerable.Range(cue.At, cue.Length).Any(i => sentence.IsDenied(i, loosely: true)) ? -sign : sign);
    }
}
