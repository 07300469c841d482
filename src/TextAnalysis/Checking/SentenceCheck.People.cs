using TextAnalysis.Facts;

namespace TextAnalysis.Checking;

/// <content>Who said or did it, and which post they hold.</content>
internal sealed partial class SentenceCheck
{
    /// <summary>How far behind somebody what they do may begin.</summary>
    private const int ToDeed = 6;

    /// <summary>How many words may say who somebody is before what they do is told.</summary>
    private const int LongestAside = 6;

    /// <summary>A post that the sources give to somebody else, or to nobody.</summary>
    private IEnumerable<Difference> Posts(ReadSentence draft)
    {
        foreach (var person in people.In(draft).Where(p => p.Posts.Count > 0))
        {
            foreach (var role in draft.Cues("role").Where(r => person.Posts.Contains(r.Entry)))
            {
                var held = people.PostsOf(person.Names);
                if (person.Names.Count > 0 && held.Count > 0)
                {
                    if (!People.IsCalled(held, role.Entry) && Holding(person.Names, held) is { Said: not null } place)
                    {
                        yield return new(role.At, role.End - 1, place.Said, place.Word);
                    }
                }
                else if (
                    person.Names.Count > 0
                    && people.NamesOf(role.Entry) is { Count: > 0 } holders
                    && People.IsSingle(role.Entry)
                    && !holders.Overlaps(person.Names)
                )
                {
                    if (Holding(holders, [role.Entry]) is { Said: not null } place)
                    {
                        yield return new(role.At, role.End - 1, place.Said, place.Word);
                    }
                }
                else if (
                    person.Names.Count > 0
                    && !people.IsHeld(role.Entry)
                    && People.IsOffice(role.Entry)
                    && Naming(draft, person, role) is { Said: not null } named
                )
                {
                    yield return new(role.At, role.End - 1, named.Said, named.Word);
                }
                else if (!people.IsHeld(role.Entry) && People.IsSingle(role.Entry))
                {
                    var nearest = said.Select(s => (Said: s, Near: Align(draft, _ => true, s, role.Covers)))
                        .Where(s => s.Near.IsClose(2) && s.Said.Cues("role").Any(r => !People.IsCalled([r.Entry], role.Entry)))
                        .OrderByDescending(s => s.Near.Shared)
                        .FirstOrDefault();
                    if (nearest.Said is not null)
                    {
                        yield return new(role.At, role.End - 1, nearest.Said, nearest.Said.Cues("role").First().At);
                    }
                }
            }
        }
    }

    /// <summary>Where the sources first tell of somebody; nowhere, where they may give them the post in words of their own.</summary>
    private (ReadSentence Said, int Word) Naming(ReadSentence draft, Person person, SentenceCue role)
    {
        HashSet<string> post = [.. Enumerable.Range(role.At, role.Length).Select(i => draft.Words[i].Term).OfType<string>()];
        var places = said.Select(s => (Said: s, Word: s.Words.TakeWhile(w => w.Name < 0 || !person.Names.Contains(w.Token.Folded)).Count()))
            .Where(p => p.Word < p.Said.Words.Count)
            .ToList();
        return places.Exists(p => p.Said.Terms.Overlaps(post) || p.Said.Words.Any(w => w.Token.IsWord && Concepts.IsRole(w.Token.Folded)))
            ? default
            : places.FirstOrDefault();
    }

    /// <summary>Where the sources give one of these posts to one of these names.</summary>
    private (ReadSentence Said, int Word) Holding(HashSet<string> names, HashSet<string> posts) =>
        said.SelectMany(s => people.In(s).Where(p => p.Names.Overlaps(names) && p.Posts.Overlaps(posts)).Select(p => (s, p.From))).FirstOrDefault();

    /// <summary>Somebody does what the sources say of somebody else.</summary>
    private IEnumerable<Difference> Doers(ReadSentence draft)
    {
        var named = people.In(draft);
        foreach (var doer in named.Where(p => !IsPronoun(draft, p)))
        {
            var deeds = DeedsOf(draft, doer, named);
            if (deeds.Count == 0)
            {
                continue;
            }

            var end = named
                .Where(p => p.From > deeds[0] && draft.Words[p.From].Segment != draft.Words[deeds[0]].Segment)
                .Select(p => p.From)
                .DefaultIfEmpty(draft.Words.Count)
                .Min();
            var from = Math.Min(deeds[^1], doer.From);
            bool IsJudged(int i) => named.Any(p => i >= p.From && i <= p.To);
            var near = With(draft, deeds[0])
                .Concat(deeds.Count > 1 ? With(draft, deeds[1]) : [])
                .DistinctBy(s => s.Said)
                .Select(s => (s.Said, s.Word, Near: Align(draft, i => i >= from && i < Math.Max(end, deeds[^1] + 1), s.Said, IsJudged)))
                .Where(s => s.Near.IsClose(2))
                .OrderByDescending(s => s.Near.Shared)
                .ToList();
            near.RemoveAll(s => !s.Said.Terms.Contains(draft.Words[deeds[0]].Term!));
            if (near.Count == 0 || near.Exists(s => s.Near.Shared * 2 >= near[0].Near.Shared && Mentions(s.Said, doer)))
            {
                continue;
            }

            foreach (var place in near.Where(s => s.Near.Shared == near[0].Near.Shared))
            {
                var others = people.In(place.Said);
                var does = others
                    .Select(o => (Other: o, Deeds: DeedsOf(place.Said, o, others)))
                    .Where(o => o.Deeds.Exists(t => deeds.Exists(d => ReadSentence.IsSameWord(place.Said.Words[t], draft.Words[d]))))
                    .OrderByDescending(o => Beside(draft, deeds[0], place.Said, o.Deeds[0]))
                    .Select(o => o.Other)
                    .FirstOrDefault();
                if (does is not null && people.AreOthers(doer, does))
                {
                    yield return new(doer.From, doer.To, place.Said, does.From);
                    break;
                }
            }
        }
    }

    /// <summary>"They" may be anybody.</summary>
    private static bool IsPronoun(ReadSentence draft, Person person) =>
        person.Side == People.Them && draft.Cues(People.Them).Any(c => c.At == person.From && c.Entry == "they");

    private bool Mentions(ReadSentence sentence, Person person)
    {
        var known = people.Known(person);
        return known.Names.Overlaps(sentence.Words.Select(w => w.Token.Folded))
            || (sentence.Speaker is { } speaker && known.Names.Contains(speaker))
            || people.In(sentence) is var others
                && others.Any(p =>
                    (p.Side is not null && p.Side == person.Side && DeedsOf(sentence, p, others).Count > 0)
                    || (p.Posts.Count > 0 && person.Posts.Overlaps(p.Posts))
                );
    }

    /// <summary>The mark that is before a word; a space where there is none.</summary>
    private static char MarkBefore(ReadSentence sentence, int word)
    {
        var between = sentence.Text.AsSpan(sentence.Words[word - 1].Token.End, sentence.Words[word].Token.Start - sentence.Words[word - 1].Token.End);
        return between.IndexOfAnyExcept(' ') is >= 0 and var at ? between[at] : ' ';
    }

    /// <summary>The first words of what somebody does: behind them, or before them where they are named with "by".</summary>
    private static List<int> DeedsOf(ReadSentence sentence, Person doer, IReadOnlyList<Person> named)
    {
        var words = sentence.Words;
        if (
            doer.From > 0 && Enumerable.Range(Math.Max(0, doer.From - 2), Math.Min(2, doer.From)).Any(i => sentence.IsCue("by", i))
            || sentence.IsCue("by", doer.From)
        )
        {
            return
            [
                .. Enumerable
                    .Range(0, doer.From)
                    .Reverse()
                    .Take(ToDeed)
                    .TakeWhile(i => words[i].Segment == words[doer.From].Segment)
                    .Where(i => words[i].IsContent && !words[i].Token.IsNumber)
                    .Take(2),
            ];
        }

        var deeds = new List<int>();
        var (segment, at) = (words[doer.To].Segment, doer.To + 1);
        // "Dana Whitfield, the CFO, told us"; "Karim, from our team, restored it".
        if (at < words.Count && words[at].Segment == segment + 1 && MarkBefore(sentence, at) is ',' or '(')
        {
            var next = Enumerable.Range(at, words.Count - at).FirstOrDefault(i => words[i].Segment > segment + 1, words.Count);
            if (next < words.Count && next - at <= LongestAside && MarkBefore(sentence, next) is ',' or ')')
            {
                (at, segment) = (next, words[next].Segment);
            }
        }

        var start = at < words.Count && words[at].Segment == segment ? segment : -1;
        for (var i = at; i < words.Count && i < at + ToDeed && words[i].Segment == start && deeds.Count < 2; i++)
        {
            if (named.Any(p => p != doer && i >= p.From && i <= p.To && p.Posts.Count > 0 && p.Names.Count == 0))
            {
                continue;
            }

            if (words[i].IsContent && !words[i].Token.IsNumber && !sentence.IsCue("role", i))
            {
                deeds.Add(i);
            }
        }

        return deeds;
    }
}
