namespace TextAnalysis.Checking;

/// <summary>The sentences of the sources, found by what they are about and by their place.</summary>
internal sealed class SaidSentences
{
    private readonly List<ReadSentence> all = [];
    private readonly Dictionary<string, List<int>> byTerm = [];
    private readonly Dictionary<Source, (int First, int Next)> bySource = new(ReferenceEqualityComparer.Instance);

    public SaidSentences(SaidFacts facts)
    {
        Sources = [.. facts.Sources.Select(s => s.Source)];
        NameWords = [.. facts.Sources.SelectMany(s => ReadSentence.NameWords(s.Read, s.Facts, s.Read.Language))];
        foreach (var source in facts.Sources)
        {
            var first = all.Count;
            foreach (var sentence in ReadSentence.Of(source.Read, source.Facts, source.Source, source.Read.Language, NameWords))
            {
                foreach (var term in sentence.Terms)
                {
                    (byTerm.TryGetValue(term, out var places) ? places : byTerm[term] = []).Add(all.Count);
                }

                all.Add(sentence);
            }

            bySource[source.Source] = (first, all.Count);
        }
    }

    public IReadOnlyList<Source> Sources { get; }

    /// <summary>Words of their names, folded.</summary>
    public HashSet<string> NameWords { get; }

    public IReadOnlyList<ReadSentence> All => all;

    /// <summary>The numbers of those that are about this.</summary>
    public IReadOnlyList<int> With(string term) => byTerm.TryGetValue(term, out var places) ? places : [];

    /// <summary>Those that a stretch of a source touches.</summary>
    public IEnumerable<ReadSentence> At(FoundText place)
    {
        if (!bySource.TryGetValue(place.Source, out var own))
        {
            yield break;
        }

        var (low, high) = (own.First, own.Next);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = all[middle].End <= place.Start ? (middle + 1, high) : (low, middle);
        }

        for (; low < own.Next && all[low].Start < place.End; low++)
        {
            yield return all[low];
        }
    }

    /// <summary>How much of a sentence the one has in which a fact stands.</summary>
    public double Shared(IReadOnlyList<SentenceWord> words, SaidFact fact)
    {
        HashSet<string> terms = [.. At(new(fact.Source.Source, fact.Found.Start, fact.Found.End)).SelectMany(s => s.Terms)];
        return words.Where(w => w.Term is not null && terms.Contains(w.Term)).DistinctBy(w => w.Term).Sum(WeightOf);
    }

    /// <summary>How much it says that two sentences share this: a rare word more than one that stands everywhere, a number or a name twice as much.</summary>
    public double WeightOf(SentenceWord word) =>
        word.Term is { } term ? Math.Log(2 + ((double)all.Count / (1 + With(term).Count))) * (word.Name >= 0 || word.Token.IsNumber ? 2 : 1) : 0;
}
