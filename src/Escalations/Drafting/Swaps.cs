namespace Escalations.Drafting;

/// <summary>
/// Sees that a value belongs to something else: the words around it in the draft are those that the sources have around
/// another value of its kind, and not around it.
/// </summary>
internal sealed class Swaps(SaidFacts said, string text, IReadOnlyList<FactContext> draft)
{
    private readonly Dictionary<int, FactContext> byPlace = draft.GroupBy(c => c.Found.Start).ToDictionary(g => g.Key, g => g.First());
    private readonly Dictionary<string, List<(ReadSource Source, FactContext Context)>> byClass =
        said.Sources.SelectMany(s => s.Contexts.Select(c => (s, c))).GroupBy(p => FactContexts.ClassOf(p.c.Found.Fact)).ToDictionary(g => g.Key, g => g.Take(400).ToList());

    /// <summary>What the sources say of this value, when the draft clearly gives it to something else.</summary>
    /// <param name="places">Where the sources have the value.</param>
    public string? DoubtOf(FactFound found, IReadOnlyList<SaidFact> places)
    {
        if (places.Count == 0 || !byPlace.TryGetValue(found.Start, out var here) || here.Terms.Count == 0 || IsPartOfWhole(found) || Others(found) is not { Count: > 0 } all)
        {
            return null;
        }

        var own = all.Where(o => places.Any(p => p.Source == o.Source && p.Found.Start == o.Context.Found.Start)).ToList();
        if (own.Count == 0)
        {
            return null;
        }

        var ownTerms = own.SelectMany(o => o.Context.Terms).ToHashSet();
        foreach (var (source, other) in all)
        {
            if (own.Any(o => o.Source == source && o.Context == other) || !IsTheirs(here, ownTerms, other, all, own))
            {
                continue;
            }

            var mine = own[0];
            return $"{mine.Source.Source.Name} say: \"{mine.Source.Around(mine.Context.Found)}\"";
        }

        return null;
    }

    /// <summary>"312 of 1,250 scanners": both are about the same.</summary>
    private bool IsPartOfWhole(FactFound found) => draft.Any(d => d.Found.Fact.Kind == found.Fact.Kind && d.Found.Start != found.Start
        && (d.Found.Start > found.Start ? IsOf(found, d.Found) : IsOf(d.Found, found)));

    private bool IsOf(FactFound part, FactFound whole) =>
        whole.Start > part.End && whole.Start - part.End < 14 && text.AsSpan(part.End, whole.Start - part.End).Trim() is "of" or "of the" or "out of" or "of their" or "von" or "sur" or "de" or "de las" or "de los" or "der" or "des";

    /// <summary>For a value that no source has: what they say in its place.</summary>
    public string? NearestTo(FactFound found)
    {
        if (!byPlace.TryGetValue(found.Start, out var here))
        {
            return null;
        }

        var (source, context, shared) = Others(found).Select(o => (o.Source, o.Context, Shared: o.Context.Terms.Count(here.Terms.Contains))).OrderByDescending(o => o.Shared).FirstOrDefault();
        return shared > 0 ? $"{source.Source.Name} say: \"{source.Around(context.Found)}\"" : null;
    }

    private List<(ReadSource Source, FactContext Context)> Others(FactFound found) => byClass.TryGetValue(FactContexts.ClassOf(found.Fact), out var all) ? all : [];

    private bool IsTheirs(FactContext here, HashSet<string> ownTerms, FactContext other, List<(ReadSource Source, FactContext Context)> all, List<(ReadSource Source, FactContext Context)> own)
    {
        var theirs = here.Terms.Where(t => other.Terms.Contains(t) && !ownTerms.Contains(t)).ToList();
        var mine = here.Terms.Where(t => ownTerms.Contains(t) && !other.Terms.Contains(t)).ToList();
        if (theirs.Count == 0 || mine.Count > 0)
        {
            return false;
        }

        var isSameSentence = own.Any(o => o.Context.Sentence == other.Sentence);
        var rare = theirs.Where(t => all.Count(a => a.Context.Terms.Contains(t)) <= Math.Max(1, all.Count / 3)).ToList();
        var isLabelled = rare.Any(t => Concepts.IsLabel(t, here.Found.Fact.Kind));
        var isMutual = draft.Any(d => d != here && IsSameValue(d.Found.Fact, other.Found.Fact) && d.Terms.Any(t => ownTerms.Contains(t) && !other.Terms.Contains(t)) && !d.Terms.Any(t => other.Terms.Contains(t) && !ownTerms.Contains(t)));
        return isMutual || isLabelled || (!isSameSentence && rare.Count >= 2 && here.Found.Fact.Kind != FactKind.Name);
    }

    private static bool IsSameValue(Fact one, Fact other) =>
        one.Kind == FactKind.Name ? NameProof.IsSame(one.Text, other.Text)
        : one.Readings.Any(r => other.Readings.Any(s => r == s || (one.Kind == FactKind.Date && ((r.Length == 5 && s.EndsWith(r, StringComparison.Ordinal)) || (s.Length == 5 && r.EndsWith(s, StringComparison.Ordinal))))));
}
