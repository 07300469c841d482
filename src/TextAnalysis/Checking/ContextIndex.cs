namespace TextAnalysis.Checking;

/// <summary>The contexts of one kind of facts, found by their terms.</summary>
internal sealed class ContextIndex
{
    private const int MostContexts = 2_000;
    private const int MostCandidates = 40;

    private readonly Dictionary<string, List<(ReadSource Source, FactContext Context)>> byTerm = [];

    public ContextIndex(List<(ReadSource Source, FactContext Context)> contexts)
    {
        Size = contexts.Count;
        foreach (var place in contexts)
        {
            foreach (var term in place.Context.Terms)
            {
                (byTerm.TryGetValue(term, out var places) ? places : byTerm[term] = []).Add(place);
            }
        }
    }

    /// <summary>A shelf for each kind of fact that the sources hold.</summary>
    public static IReadOnlyDictionary<string, ContextIndex> All(SaidFacts said) =>
        said
            .Sources.SelectMany(s => s.Contexts.Select(c => (s, c)))
            .GroupBy(p => FactContexts.ClassOf(p.c.Found.Fact))
            .ToDictionary(g => g.Key, g => new ContextIndex([.. g.Take(MostContexts)]));

    public int Size { get; }

    public int Count(string term) => byTerm.TryGetValue(term, out var places) ? places.Count : 0;

    /// <summary>Those with one of the terms, once each.</summary>
    public IEnumerable<(ReadSource Source, FactContext Context)> With(IEnumerable<string> terms) =>
        terms.SelectMany(t => byTerm.TryGetValue(t, out var places) ? places.Take(MostCandidates) : []).Distinct();
}
