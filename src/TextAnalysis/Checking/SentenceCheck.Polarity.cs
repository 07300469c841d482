namespace TextAnalysis.Checking;

/// <content>What is denied and what is so.</content>
internal sealed partial class SentenceCheck
{
    /// <summary>Words that the sources deny and the draft does not, and the reverse.</summary>
    private IEnumerable<Difference> Denied(ReadSentence draft)
    {
        for (var i = 0; i < draft.Words.Count; i++)
        {
            var (word, at) = (draft.Words[i], i);
            if (!word.IsContent || word.Token.IsNumber || draft.IsUnsettled(word.Segment))
            {
                continue;
            }

            var isDenied = draft.IsDenied(i, loosely: false);
            if (!isDenied && draft.IsNegative(word.Segment))
            {
                continue;
            }

            var near = With(word)
                .Select(s => (s.Said, s.Word, Near: Align(draft, at, s.Said, j => j == at || draft.IsCue("negation", j))))
                .Where(s => s.Near.IsClose(1))
                .ToList();
            var best = near.Count == 0 ? 0 : near.Max(s => s.Near.Shared);
            if (near.Exists(s => s.Near.Shared * 2 >= best && s.Said.IsDenied(s.Word, loosely: isDenied) == isDenied))
            {
                continue;
            }

            var other = near.Where(s => s.Near.Shared * 2 >= best && (isDenied ? IsPlain(s.Said, s.Word) && s.Near.IsClose(2) : IsDeniedFlatly(s.Said, s.Word)))
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

    /// <summary>Said as so, with nothing near that takes it back.</summary>
    private static bool IsPlain(ReadSentence said, int word) =>
        !said.IsDenied(word, loosely: true) && !said.IsNegative(said.Words[word].Segment) && !said.IsUnsettled(said.Words[word].Segment);

    private static bool IsDeniedFlatly(ReadSentence said, int word) => said.IsDenied(word, loosely: true) && !said.IsQuestion && !said.Has("unsettled", said.Words[word].Segment);

    /// <summary>Words of which the sources have the opposite.</summary>
    private IEnumerable<Difference> Opposites(ReadSentence draft)
    {
        foreach (var cue in draft.Cues("opposite"))
        {
            var (axis, sign) = EndOf(draft, cue);
            var segment = draft.Words[cue.At].Segment;
            if (draft.IsUnsettled(segment))
            {
                continue;
            }

            var near = byAxis
                .GetValueOrDefault(axis, [])
                .Select(s => (s.Said, s.Word, s.Sign, Near: Align(draft, cue.At, s.Said, j => draft.IsCue("opposite", j) || draft.IsCue("negation", j))))
                .Where(s => s.Near.IsClose(1))
                .ToList();
            var best = near.Count == 0 ? 0 : near.Max(s => s.Near.Shared);
            var other = near.Where(s => s.Near.Shared == best && !s.Said.IsUnsettled(s.Said.Words[s.Word].Segment)).FirstOrDefault();
            if (other.Said is not null && near.TrueForAll(s => s.Sign != sign))
            {
                var denial = draft.Denials.FirstOrDefault(d => cue.Covers(d.Head) || cue.Covers(d.Second), new(cue.At, 1, -1, -1));
                yield return new(Math.Min(denial.At, cue.At), Math.Max(denial.At, cue.End - 1), other.Said, other.Word);
            }
        }
    }

    /// <summary>"Not refused" is at the other end than "refused".</summary>
    private static (string Axis, int Sign) EndOf(ReadSentence sentence, SentenceCue cue)
    {
        var sign = cue.Entry[^1] == '+' ? 1 : -1;
        return (cue.Entry[..^1], Enumerable.Range(cue.At, cue.Length).Any(i => sentence.IsDenied(i, loosely: true)) ? -sign : sign);
    }
}
