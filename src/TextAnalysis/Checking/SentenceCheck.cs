using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>
/// Holds the words of a draft against those of the sources: each sentence against the sentences that it rests on. It marks
/// what they deny or affirm, how much of something they say, who did it, which post somebody holds, and the direction of a
/// change, where the draft says another thing; and keeps silent where it cannot tell.
/// </summary>
/// <remarks>Not seen: what is said in altogether other words, and what no sentence of the sources is near to.</remarks>
internal sealed partial class SentenceCheck
{
    /// <summary>How many sentences of the sources one of a draft is held against.</summary>
    private const int MostCandidates = 60;

    /// <summary>How many sentences of a draft are held against the sources.</summary>
    private const int MostSentences = 400;

    private readonly SaidSentences sentences;
    private readonly IReadOnlyList<ReadSentence> said;
    private readonly Dictionary<string, List<(ReadSentence Said, int Word, int Sign)>> byAxis = [];
    private readonly People people;
    private readonly IReadOnlyList<FoldedText> folded;
    private readonly IReadOnlyList<Source> sources;

    public SentenceCheck(SaidSentences sentences, IReadOnlyList<FoldedText> folded)
    {
        (this.sentences, said, sources, this.folded) = (sentences, sentences.All, sentences.Sources, folded);
        foreach (var sentence in said)
        {
            foreach (var cue in sentence.Cues("opposite"))
            {
                var (axis, sign) = EndOf(sentence, cue);
                (byAxis.TryGetValue(axis, out var ends) ? ends : byAxis[axis] = []).Add((sentence, cue.At, sign));
            }
        }

        people = new(said, [.. sources.Where(s => s.IsCustomersName).Select(s => s.Text)]);
    }

    /// <summary>The stretches of a draft that the sources say otherwise, in their order and without overlaps.</summary>
    /// <param name="facts">Those of the draft, with their names.</param>
    public IReadOnlyList<Claim> Claims(ReadText draft, IReadOnlyList<FactFound> facts)
    {
        var claims = new List<Claim>();
        foreach (var sentence in ReadSentence.Of(draft, facts, null, draft.Language, sentences.NameWords).Take(MostSentences))
        {
            if (sentence.IsQuestion || sentence.Words.Count < 3 || IsCopied(draft.Text, sentence))
            {
                continue;
            }

            foreach (var difference in Differences(sentence))
            {
                if (ClaimOf(draft.Text, sentence, difference) is { } claim && !claims.Exists(c => c.Start < claim.End && claim.Start < c.End))
                {
                    claims.Add(claim);
                }
            }
        }

        claims.Sort((one, other) => one.Start.CompareTo(other.Start));
        return claims;
    }

    private IEnumerable<Difference> Differences(ReadSentence draft) =>
        [.. Posts(draft), .. Doers(draft), .. Opposites(draft), .. Order(draft), .. Quantities(draft), .. Denied(draft)];

    /// <summary>The words from one to another that are wrong, and the place of a source that says it otherwise.</summary>
    private readonly record struct Difference(int From, int To, ReadSentence Said, int Word);

    /// <summary>Whether it stands in a source exactly so, and no "not" before or behind it was left out.</summary>
    private bool IsCopied(string text, ReadSentence sentence)
    {
        var wanted = QuoteText.Fold(text[sentence.Start..sentence.End]).TrimEnd('.', '!', ';', ',');
        return wanted.Length > 0 && folded.Any(f => f.Find(wanted) is not null || IsWholeOf(f, AfterCustomer(wanted))) && !Holding(sentence).Any();
    }

    /// <summary>What is said behind "Norvia Energy: ", as a headline begins; null for all else.</summary>
    private string? AfterCustomer(string folded) =>
        sources
            .Where(s => s.IsCustomersName)
            .Select(s => $"{QuoteText.Fold(s.Text)}: ")
            .FirstOrDefault(name => name.Length > 2 && folded.StartsWith(name, StringComparison.Ordinal))
            is { } begin
        && folded[begin.Length..] is { Length: > 0 } rest
            ? rest
            : null;

    /// <summary>Whether words begin a line or a sentence of a source, so that nothing before them denies them.</summary>
    private static bool IsWholeOf(FoldedText source, string? words) =>
        words is not null
        && source.PlaceOf(words) is { } place
        && place.Source.Text[..place.Start].TrimEnd(' ') is "" or [.., '\n' or '.' or ':' or '!' or '?' or ';'];

    /// <summary>The sentences of the sources that have all its words in a row, and deny one of them from outside.</summary>
    private IEnumerable<ReadSentence> Holding(ReadSentence sentence)
    {
        var rarest = sentence.Words.Where(w => w.Term is not null).Select(w => sentences.With(w.Term!)).MinBy(p => p.Count) ?? [];
        foreach (var place in rarest.Take(MostCandidates).Select(p => said[p]))
        {
            for (var at = 0; at + sentence.Words.Count <= place.Words.Count; at++)
            {
                var (first, last) = (at, at + sentence.Words.Count);
                if (
                    Enumerable.Range(0, sentence.Words.Count).All(i => sentence.Words[i].Token.Folded == place.Words[first + i].Token.Folded)
                    && place.Denials.Any(d => (d.At < first || d.At >= last) && ((d.Head >= first && d.Head < last) || (d.Second >= first && d.Second < last)))
                )
                {
                    yield return place;
                }
            }
        }
    }

    private Claim? ClaimOf(string text, ReadSentence sentence, Difference difference)
    {
        var (start, end) = (sentence.Words[difference.From].Token.Start, sentence.Words[difference.To].Token.End);
        // What a person confirmed is a source of its own.
        var confirmed = sources.FirstOrDefault(s =>
            s.Text.Length >= end - start && text.IndexOf(s.Text, StringComparison.Ordinal) is >= 0 and var at && at <= start && at + s.Text.Length >= end
        );
        if (confirmed is not null)
        {
            var from = text.IndexOf(confirmed.Text, StringComparison.Ordinal);
            return new(FactOf(confirmed.Text), from, confirmed.Text.Length, new(confirmed.Name, confirmed.Text));
        }

        (start, end) = Alone(text, sentence, difference);
        var words = difference.Said.Words[difference.Word].Token;
        var quote = QuoteText.Around(difference.Said.Text, words.Start, words.Length);
        return new(FactOf(text[start..end]), start, end - start, null, $"{difference.Said.Source!.Name} say: \"{quote}\"");
    }

    public static Fact FactOf(string text) => new(FactKind.Statement, text, [QuoteText.Fold(text)]);

    /// <summary>The stretch with as many words beside it as make it the only one of the text: what a person takes out is found by its words.</summary>
    private static (int Start, int End) Alone(string text, ReadSentence sentence, Difference difference)
    {
        var (from, to) = (difference.From, difference.To);
        while (true)
        {
            var (start, end) = (sentence.Words[from].Token.Start, sentence.Words[to].Token.End);
            var first = text.IndexOf(text[start..end], StringComparison.Ordinal);
            var isAlone = text.IndexOf(text[start..end], first + 1, StringComparison.Ordinal) < 0;
            if (isAlone || (from == 0 && to == sentence.Words.Count - 1))
            {
                return (start, end);
            }

            (from, to) = to + 1 < sentence.Words.Count ? (from, to + 1) : (from - 1, to);
        }
    }

    /// <summary>
    /// The sentences of the sources that have a word, with their number of it; of several in one sentence that with the most of
    /// what is beside it.
    /// </summary>
    private IEnumerable<(ReadSentence Said, int Word)> With(ReadSentence draft, int word)
    {
        if (draft.Words[word].Term is not { } term)
        {
            yield break;
        }

        foreach (var place in sentences.With(term).Take(MostCandidates))
        {
            var words = said[place].Words;
            List<int> same = [.. Enumerable.Range(0, words.Count).Where(i => words[i].Name < 0 && ReadSentence.IsSameWord(words[i], draft.Words[word]))];
            var best = same.Count < 2 ? 0 : same.Max(i => Beside(draft, word, said[place], i));
            foreach (var at in same.Where(i => same.Count < 2 || Beside(draft, word, said[place], i) == best))
            {
                yield return (said[place], at);
            }
        }
    }

    /// <summary>How many words the segments of two words have in common.</summary>
    private static int Beside(ReadSentence draft, int word, ReadSentence said, int other)
    {
        HashSet<string> beside = [.. said.Words.Where(w => w.Segment == said.Words[other].Segment && w.Term is not null).Select(w => w.Term!)];
        return (draft.Words[word].Token.Folded == said.Words[other].Token.Folded ? 1 : 0)
            + draft.Words.Count(w => w.Segment == draft.Words[word].Segment && w.Term is not null && beside.Contains(w.Term));
    }

    /// <summary>How much of a part of a draft a sentence of the sources is about.</summary>
    /// <param name="Shared">How many of its words they have in common.</param>
    /// <param name="Of">How many there are.</param>
    private readonly record struct Alignment(int Shared, int Of)
    {
        public bool IsClose(int atLeast) => Shared >= atLeast && Shared * 3 >= Of * 2;

        public bool IsWhole => Shared > 0 && Shared == Of;
    }

    /// <summary>Of the segment of a word, or of the whole sentence where that says little; without the words that are judged.</summary>
    private static Alignment Align(ReadSentence draft, int word, ReadSentence said, Func<int, bool> isJudged)
    {
        var segment = draft.Words[word].Segment;
        var inSegment = Align(draft, i => draft.Words[i].Segment == segment, said, isJudged);
        return inSegment.Of > 1 ? inSegment : Align(draft, _ => true, said, isJudged);
    }

    /// <summary>A name that opens its segment may be "they" in the sources; "in Porto" may not.</summary>
    private static bool IsSubjectName(ReadSentence draft, int word)
    {
        var first = word;
        while (
            first > 0
            && draft.Words[first - 1].Segment == draft.Words[word].Segment
            && (draft.Words[first - 1].Name >= 0 || draft.Words[first - 1].Term is null && draft.IsCue("title", first - 1))
        )
        {
            first--;
        }

        return draft.Words[word].Name >= 0 && (first == 0 || draft.Words[first - 1].Segment != draft.Words[word].Segment);
    }

    private static Alignment Align(ReadSentence draft, Func<int, bool> isIn, ReadSentence said, Func<int, bool> isJudged)
    {
        var (shared, of, numbers) = (new HashSet<string>(), new HashSet<string>(), 0);
        for (var i = 0; i < draft.Words.Count; i++)
        {
            if (draft.Words[i].Term is not { } term || !isIn(i) || isJudged(i))
            {
                continue;
            }

            if (said.Terms.Contains(term))
            {
                shared.Add(term);
                of.Add(term);
            }
            else if (!IsSubjectName(draft, i) && !draft.IsCue("role", i) && of.Add(term))
            {
                // Another figure is another matter.
                numbers += draft.Words[i].Token.IsNumber ? 1 : 0;
            }
        }

        return new(shared.Count, of.Count + numbers);
    }
}
