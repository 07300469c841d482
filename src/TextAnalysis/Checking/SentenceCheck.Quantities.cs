using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <content>How much of something, and what comes before what.</content>
internal sealed partial class SentenceCheck
{
    private const string All = "all";
    private const string Only = "only";
    private const string Many = "many";

    /// <summary>A quarter, a third.</summary>
    private const string Quarter = "quarter";

    /// <summary>A count where no share is said: "3 depots".</summary>
    private const string Count = "count";

    /// <summary>"3 of their 7 depots".</summary>
    private const string Part = "part";

    /// <summary>How far before its noun a word such as "all" may stand.</summary>
    private const int BeforeNoun = 4;

    /// <summary>"The 36 kiosks" are all of them.</summary>
    private static readonly HashSet<string> Known = WordList.Of("sentences", "known");

    private static readonly Dictionary<string, HashSet<string>> Excludes = new()
    {
        [All] = ["most", "some", "few", "half", "not_all", Many, Quarter, Part, Count],
        ["most"] = [All, "some", "few", "half", Quarter],
        ["some"] = [All, "most"],
        ["few"] = [All, "most", Many],
        ["half"] = [All, "most", "few", Quarter],
        [Many] = ["few"],
        [Quarter] = [All, "most", "half"],
    };

    /// <summary>"All drivers" where the sources have "most drivers", or 3 of them.</summary>
    private IEnumerable<Difference> Quantities(ReadSentence draft)
    {
        foreach (var cue in draft.Cues("quantity"))
        {
            var noun = Enumerable
                .Range(cue.End, Math.Max(0, Math.Min(BeforeNoun, draft.Words.Count - cue.End)))
                .TakeWhile(i =>
                    draft.Words[i].Segment == draft.Words[cue.At].Segment && (!draft.Words[i].Token.IsNumber || Known.Contains(draft.Words[i - 1].Token.Folded))
                )
                .FirstOrDefault(i => draft.Words[i].IsContent, -1);
            if (noun < 0 || draft.IsCue("time_unit", noun) && cue.Entry != Only || draft.MoodsOf(noun).Count > 0)
            {
                continue;
            }

            if (cue.Entry == Only)
            {
                var not = With(draft, noun).FirstOrDefault(s => s.Said.Cues("no_negation").Any(c => c.Entry == Only && s.Word >= c.End && s.Word - c.End < 3));
                if (not.Said is not null && !Align(draft, _ => true, not.Said, j => j == noun).Equals(default) && !draft.IsCue("no_negation", cue.At))
                {
                    yield return new(cue.At, cue.End - 1, not.Said, not.Word);
                }

                continue;
            }

            // "For all of them no login was possible" is "none could log in".
            if (!Excludes.TryGetValue(cue.Entry, out var excluded) || draft.Denials.Any(d => cue.Entry == All || (d.At < cue.At && cue.At - d.At < 2)))
            {
                continue;
            }

            var near = With(draft, noun)
                .Select(s => (s.Said, s.Word, Near: Align(draft, noun, s.Said, j => j == noun || cue.Covers(j)), Quantities: QuantitiesOf(s.Said, s.Word)))
                .Where(s => s.Near.IsClose(1) || GoesOnAlike(draft, noun, s.Said, s.Word))
                .ToList();
            var best = near.Count == 0 ? 0 : near.Max(s => s.Near.Shared);
            var other = near.Where(s => s.Near.Shared == best && s.Quantities.Overlaps(excluded)).FirstOrDefault();
            if (
                other.Said is not null
                && !near.Exists(s =>
                    s.Near.Shared * 2 >= best && (s.Quantities.Contains(cue.Entry) || (s.Near.Shared == best && !s.Quantities.Overlaps(excluded)))
                )
            )
            {
                yield return new(cue.At, cue.End - 1, other.Said, other.Word);
            }
        }
    }

    /// <summary>"Many clerks complained that …", where the sources have "few clerks complained".</summary>
    private static bool GoesOnAlike(ReadSentence draft, int noun, ReadSentence said, int place) =>
        After(draft, noun) is { } next && After(said, place) is { } other && ReadSentence.IsSameWord(next, other);

    /// <summary>The next word that says something.</summary>
    private static SentenceWord? After(ReadSentence sentence, int word)
    {
        var next = Enumerable.Range(word + 1, sentence.Words.Count - word - 1).FirstOrDefault(i => sentence.Words[i].Term is not null, -1);
        return next >= 0 && sentence.Words[next].Segment == sentence.Words[word].Segment ? sentence.Words[next] : null;
    }

    /// <summary>How much of a thing a sentence is about: the words and numbers that stand before it.</summary>
    private static HashSet<string> QuantitiesOf(ReadSentence said, int noun)
    {
        var words = said.Words;
        var found = new HashSet<string>();
        for (var i = noun - 1; i >= 0 && i >= noun - BeforeNoun - 1 && words[i].Segment == words[noun].Segment; i--)
        {
            if (said.Cues("quantity").FirstOrDefault(c => c.Covers(i)) is { } cue)
            {
                found.Add(cue.Entry);
            }
            else if (IsCount(words[i]))
            {
                found.Add(i >= 2 && (IsCount(words[i - 1]) || IsCount(words[i - 2]) || (i >= 3 && IsCount(words[i - 3]))) ? Part : Count);
            }
        }

        var isKnown = Enumerable.Range(Math.Max(0, noun - 3), Math.Min(3, noun)).Any(i => Known.Contains(words[i].Token.Folded));
        if (isKnown && !found.Contains(Part))
        {
            found.Remove(Count);
        }

        return found;
    }

    private static bool IsCount(SentenceWord word) =>
        word.Token.IsNumber ? word.Token.Folded.All(char.IsAsciiDigit) : NumberWords.At([word.Token], 0) is { Value: >= 2 };

    /// <summary>"Before the audit" where the sources have "after the audit".</summary>
    private IEnumerable<Difference> Order(ReadSentence draft)
    {
        foreach (var (topic, other) in ((string, string)[])[("before", "after"), ("after", "before")])
        {
            foreach (var cue in draft.Cues(topic))
            {
                var what = Behind(draft, cue);
                if (what < 0)
                {
                    continue;
                }

                var near = With(draft, what)
                    .Where(s => s.Said.Cues("before").Concat(s.Said.Cues("after")).Any(c => Behind(s.Said, c) == s.Word))
                    .Select(s => (s.Said, s.Word, Near: Align(draft, i => IsOnePart(draft, i, cue.At), s.Said, j => j == what || cue.Covers(j))))
                    .Where(s => s.Near.IsClose(1))
                    .ToList();
                var best = near.Count == 0 ? 0 : near.Max(s => s.Near.Shared);
                var found = near.FirstOrDefault(s =>
                    s.Near.Shared == best && s.Said.Cues(other).Any(c => Behind(s.Said, c) == s.Word) && IsEquallyNegative(draft, what, s.Said, s.Word)
                );
                if (found.Said is not null && !near.Exists(s => s.Said.Cues(topic).Any(c => Behind(s.Said, c) == s.Word)))
                {
                    yield return new(
                        cue.At,
                        Math.Max(cue.At, cue.End - 1),
                        found.Said,
                        found.Said.Cues(other).First(c => Behind(found.Said, c) == found.Word).At
                    );
                }
            }
        }
    }

    /// <summary>What a semicolon parts is said of two things.</summary>
    private static bool IsOnePart(ReadSentence sentence, int one, int other)
    {
        var (first, last) = (Math.Min(one, other), Math.Max(one, other));
        return !sentence.Text.AsSpan(sentence.Words[first].Token.Start, sentence.Words[last].Token.End - sentence.Words[first].Token.Start).Contains(';');
    }

    /// <summary>"It worked before the update" is no other thing than "it fails after the update".</summary>
    private static bool IsEquallyNegative(ReadSentence one, int word, ReadSentence other, int place) =>
        one.IsNegative(one.Words[word].Segment) == other.IsNegative(other.Words[place].Segment);

    /// <summary>The word that something is before or after; -1 where it is a length of time.</summary>
    private static int Behind(ReadSentence sentence, SentenceCue cue)
    {
        for (var i = cue.End; i < sentence.Words.Count && i < cue.End + 4 && sentence.Words[i].Segment == sentence.Words[cue.At].Segment; i++)
        {
            if (sentence.Words[i].Token.IsNumber && i + 1 < sentence.Words.Count && Units.Of(sentence.Words[i + 1].Token.Folded) is not null)
            {
                return -1;
            }

            if (sentence.Words[i].IsContent)
            {
                return i;
            }
        }

        return -1;
    }
}
