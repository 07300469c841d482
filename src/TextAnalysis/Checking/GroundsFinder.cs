using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>
/// Finds what each sentence of a draft rests on: itself, where it was copied; the words that its writer named for it, if they
/// stand in the sources and are about the same; else the sentence of the sources that is nearest.
/// </summary>
internal sealed class GroundsFinder(SaidSentences said, IReadOnlyList<FoldedText> folded)
{
    /// <summary>A sentence of which one sentence of the sources has so much is carried by it, whatever its writer named.</summary>
    private const double Carried = 0.7;

    /// <summary>How much of a sentence the words that its writer named must have at least; paraphrases have their own.</summary>
    private const double Held = 0.2;

    /// <summary>How much of what a sentence says the nearest one must have to be shown for it.</summary>
    private const double Near = 0.3;

    /// <summary>What is left of a nearest sentence that names somebody else.</summary>
    private const double OfOthers = 0.8;

    private const int FewestWords = 3;
    private const int MostCandidates = 400;

    /// <summary>How many sentences of a draft are looked at.</summary>
    private const int MostSentences = 400;
    private const int LongestQuote = 120;

    private static readonly string[] Omissions = ["[...]", "[…]", "(...)", "(…)", "...", "…"];
    private static readonly char[] Around = [' ', '"', '\'', '.', ',', ';', ':', '!', '?', '-', '•', '*', '(', ')'];

    private readonly HashSet<string> customer = [.. said.Sources.Where(s => s.IsCustomersName).SelectMany(s => NameProof.WordsOf(s.Text))];

    /// <summary>The sentences of a draft in their order.</summary>
    /// <param name="facts">Those of the draft, with their names.</param>
    /// <param name="setAside">Sentences of the sources that are about something else.</param>
    /// <param name="onlyNamed">Without those for which the writer named nothing.</param>
    public IEnumerable<Grounds> Of(
        ReadText draft,
        IReadOnlyList<FactFound> facts,
        IReadOnlyList<Evidence> evidence,
        IReadOnlyList<string> setAside,
        bool onlyNamed
    )
    {
        List<SentenceWord> words = [.. ReadSentence.Of(draft, facts, null, draft.Language, said.NameWords).SelectMany(s => s.Words)];
        List<(string Key, IReadOnlyList<string> Quotes)> named = [.. evidence.Select(e => (KeyOf(e.Sentence), e.Quotes)).Where(e => e.Item1.Length > 0)];
        HashSet<string> apart = [.. setAside.Select(KeyOf)];
        var (start, next, judged) = (0, 0, 0);
        foreach (var line in draft.Text.Split('\n'))
        {
            foreach (var sentence in SentenceSplitter.Sentences(line))
            {
                var (from, to) = (start, start + sentence.TrimEnd().Length);
                start += sentence.Length;
                var own = new List<SentenceWord>();
                for (; next < words.Count && words[next].Token.Start < to; next++)
                {
                    own.Add(words[next]);
                }

                if (!own.Exists(w => w.Term is not null) || judged++ >= MostSentences)
                {
                    continue;
                }

                var key = KeyOf(sentence);
                List<string> quotes = [.. named.Where(e => IsOf(e.Key, key)).SelectMany(e => e.Quotes).Distinct()];
                if (quotes.Count > 0 || !onlyNamed)
                {
                    yield return Of(from, sentence.TrimEnd(), key, own, quotes, apart);
                }
            }

            start++;
        }
    }

    private Grounds Of(int start, string sentence, string key, List<SentenceWord> words, List<string> quotes, HashSet<string> apart)
    {
        var length = sentence.Length;
        bool IsApart(ReadSentence s) => apart.Contains(KeyOf(s.Text[s.Start..s.End]));
        if (folded.Select(f => f.PlaceOf(key)).FirstOrDefault(p => p is not null) is { } copy && !(quotes.Count > 0 && said.At(copy).All(IsApart)))
        {
            return new(start, length, GroundsKind.Copied, [ProofOf(copy)]);
        }

        List<(string Quote, FoundText Place)> found = [.. quotes.SelectMany(q => PlacesOf(q).Select(place => (q, place)))];
        List<FoundText> places = found.ConvertAll(f => f.Place);
        List<ReadSentence> sentences = [.. places.SelectMany(said.At).Distinct()];
        var doubt =
            quotes.Count == 0 || words.Count < FewestWords || MostCarried(words, IsApart) >= Carried ? null
            : places.Count == 0 ? $"its writer quotes \"{Short(quotes[0])}\" for it, which you did not write"
            : sentences.TrueForAll(IsApart) ? $"its writer quotes \"{Short(places[0].Text)}\" for it, which is about something else"
            : ShareOf(words, sentences.SelectMany(s => s.Terms).ToHashSet()) < Held
                ? $"its writer quotes \"{Short(places[0].Text)}\" for it, which does not say that"
            : null;
        if (places.Count > 0 && doubt is null)
        {
            return new(start, length, GroundsKind.Quoted, [.. places.Select(ProofOf).Distinct()])
            {
                Believed = new(sentence, [.. found.Select(f => f.Quote).Distinct()]),
            };
        }

        return Nearest(words) is { } nearest ? new(start, length, GroundsKind.Found, [nearest], doubt) : new(start, length, GroundsKind.None, [], doubt);
    }

    /// <summary>Where the words of a quote stand; nowhere, where one of the pieces between its omissions stands nowhere.</summary>
    private List<FoundText> PlacesOf(string quote)
    {
        var places = new List<FoundText>();
        foreach (var piece in quote.Split(Omissions, StringSplitOptions.None).Select(KeyOf).Where(p => p.Count(char.IsLetterOrDigit) >= 2))
        {
            if (folded.Select(f => f.PlaceOf(piece)).FirstOrDefault(p => p is not null) is not { } place)
            {
                return [];
            }

            places.Add(place);
        }

        return places;
    }

    /// <summary>The sentence of the sources that says most of the same; what is rare, is a figure or names somebody counts for more.</summary>
    private Proof? Nearest(List<SentenceWord> words)
    {
        List<SentenceWord> content = [.. words.Where(w => w.Term is not null).DistinctBy(w => w.Term)];
        var names = words.Where(w => w.Name >= 0).Select(w => w.Token.Folded).Concat(customer).ToHashSet();
        var all = content.Sum(said.WeightOf);
        var best = Candidates(content)
            .Select(s =>
                (
                    Said: s,
                    Share: content.Where(w => s.Terms.Contains(w.Term!)).Sum(said.WeightOf)
                        / all
                        * (s.Words.Any(w => w.Name >= 0 && !names.Contains(w.Token.Folded)) ? OfOthers : 1)
                )
            )
            .OrderByDescending(s => s.Share)
            .ThenBy(s => s.Said.Words.Count)
            .FirstOrDefault();
        return best.Said is { } sentence && best.Share >= Near ? ProofOf(new(sentence.Source!, sentence.Start, sentence.End)) : null;
    }

    private double MostCarried(List<SentenceWord> words, Func<ReadSentence, bool> isApart) =>
        Candidates(words).Where(s => !isApart(s)).Select(s => ShareOf(words, s.Terms)).DefaultIfEmpty(0).Max();

    private IEnumerable<ReadSentence> Candidates(IEnumerable<SentenceWord> words) =>
        words.Where(w => w.Term is not null).SelectMany(w => said.With(w.Term!).Take(MostCandidates)).Distinct().Select(place => said.All[place]);

    /// <summary>How many of the words that say something are among these.</summary>
    private static double ShareOf(List<SentenceWord> words, HashSet<string> terms)
    {
        List<string> own = [.. words.Select(w => w.Term).OfType<string>().Distinct()];
        return own.Count == 0 ? 1 : (double)own.Count(terms.Contains) / own.Count;
    }

    /// <summary>Writers name a sentence with or without its mark, and two of them as one.</summary>
    private static bool IsOf(string named, string sentence) =>
        named == sentence
        || named.Contains(sentence, StringComparison.Ordinal)
        || (named.Length * 2 > sentence.Length && sentence.Contains(named, StringComparison.Ordinal));

    private static string KeyOf(string text) => QuoteText.Fold(text).Trim(Around);

    private static Proof ProofOf(FoundText place) => new(place.Source.Name, QuoteText.Around(place.Source.Text, place.Start, place.End - place.Start));

    private static string Short(string quote) => quote.Length <= LongestQuote ? quote : $"{Graphemes.Head(quote, LongestQuote - 1).TrimEnd()}…";
}
