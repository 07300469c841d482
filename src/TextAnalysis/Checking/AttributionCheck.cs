using TextAnalysis.Facts;

namespace TextAnalysis.Checking;

/// <summary>
/// Sees that a value belongs to something else: the words around it in the draft are those that the sources have around
/// another value of its kind, and not around it.
/// </summary>
internal sealed class AttributionCheck(IReadOnlyDictionary<string, ContextIndex> shelves, string text, IReadOnlyList<FactContext> draft)
{
    /// <summary>In letters.</summary>
    private const int LongestLabel = 60;

    private readonly Dictionary<int, FactContext> byPlace = draft.GroupBy(c => c.Found.Start).ToDictionary(g => g.Key, g => g.First());
    private readonly HashSet<int> partners = [];
    private readonly ILookup<string, FactContext> byReading = draft
        .SelectMany(d => d.Found.Fact.Readings.Take(2).Select(r => (Key: KeyOf(d.Found.Fact, r), Context: d)))
        .ToLookup(p => p.Key, p => p.Context);

    /// <summary>Where the facts stand with which doubted ones have changed places, as far as they were asked for.</summary>
    public IReadOnlySet<int> Partners => partners;

    /// <summary>What the sources say of this value, when the draft clearly gives it to something else.</summary>
    /// <param name="places">Where the sources have the value.</param>
    public string? DoubtOf(FactFound found, IReadOnlyList<SaidFact> places)
    {
        if (
            places.Count == 0
            || IsLabel(found)
            || !byPlace.TryGetValue(found.Start, out var here)
            || here.Terms.Count == 0
            || !shelves.TryGetValue(FactContexts.ClassOf(found.Fact), out var contextIndex)
        )
        {
            return null;
        }

        var own = places.Select(p => (p.Source, Context: p.Source.ContextOf(p.Found))).Where(p => p.Context is not null).Distinct().ToList();
        var ownTerms = own.SelectMany(o => o.Context!.Terms).ToHashSet();
        var isDerived = places.All(p => p.Rule is not null);
        var mine = own.Select(o => o.Context).ToHashSet();
        var sentences = own.Select(o => (o.Source, o.Context!.Sentence)).ToHashSet();
        return
            own.Count > 0
            && contextIndex
                .With(here.Terms.Except(ownTerms))
                .Any(other =>
                    !mine.Contains(other.Context)
                    && !IsSameValue(found.Fact, other.Context.Found.Fact)
                    && IsTheirs(here, ownTerms, other.Context, contextIndex, sentences.Contains((other.Source, other.Context.Sentence)), isDerived)
                )
            ? $"{own[0].Source.Source.Name} say: \"{own[0].Source.Around(own[0].Context!.Found)}\""
            : null;
    }

    /// <summary>"Acme Corp: the export fails" at the beginning of a text says whose matter it is, of all its words.</summary>
    private bool IsLabel(FactFound found)
    {
        var paragraph = text.LastIndexOf("\n\n", found.Start, StringComparison.Ordinal);
        var start = paragraph < 0 ? 0 : paragraph + 2;
        var colon = text.IndexOf(": ", start, StringComparison.Ordinal);
        return found.Fact.Kind is FactKind.Name or FactKind.Identifier
            && found.End <= colon
            && colon - start <= LongestLabel
            && text.AsSpan(start, colon - start).IndexOfAny('\n', '.', ',') < 0;
    }

    /// <summary>"312 of 1,250 scanners": both are about the same.</summary>
    private bool IsPartOf(FactFound one, FactFound other) => one.Start < other.Start ? IsOf(one, other) : IsOf(other, one);

    private bool IsOf(FactFound part, FactFound whole) =>
        whole.Start > part.End
        && whole.Start - part.End < 14
        && text.AsSpan(part.End, whole.Start - part.End).Trim()
            is "of"
                or "of the"
                or "out of"
                or "of their"
                or "von"
                or "sur"
                or "de"
                or "de las"
                or "de los"
                or "der"
                or "des";

    /// <summary>For a value that no source has: what they say in its place.</summary>
    public string? NearestTo(FactFound found)
    {
        if (!byPlace.TryGetValue(found.Start, out var here))
        {
            return null;
        }

        var (source, context, shared) = shelves.TryGetValue(FactContexts.ClassOf(found.Fact), out var contextIndex)
            ? contextIndex
                .With(here.Terms)
                .Select(o => (o.Source, o.Context, Shared: o.Context.Terms.Count(here.Terms.Contains)))
                .OrderByDescending(o => o.Shared)
                .FirstOrDefault()
            : default;
        return shared > 0 ? $"{source.Source.Name} say: \"{source.Around(context.Found)}\"" : null;
    }

    private bool IsTheirs(FactContext here, HashSet<string> ownTerms, FactContext other, ContextIndex contextIndex, bool isSameSentence, bool isDerived)
    {
        if (Drafted(other.Found.Fact).Any(d => d != here && IsPartOf(d.Found, here.Found)))
        {
            return false;
        }

        var (theirs, mine) = (Exclusive(here, other.Terms, ownTerms), Exclusive(here, ownTerms, other.Terms));
        if (theirs.Count == 0 || Weight(theirs) <= Weight(mine))
        {
            return false;
        }

        var partner = Drafted(other.Found.Fact)
            .FirstOrDefault(d => d != here && Weight(Exclusive(d, ownTerms, other.Terms)) > Weight(Exclusive(d, other.Terms, ownTerms)));
        if (partner is not null || mine.Count > 0)
        {
            if (partner is not null)
            {
                partners.Add(partner.Found.Start);
            }

            return partner is not null;
        }

        var kind = here.Found.Fact.Kind;
        var rare = theirs.Where(t => contextIndex.Count(t) <= Math.Max(1, contextIndex.Size / 3)).ToList();
        return (!(kind == FactKind.Name && isSameSentence) && rare.Any(t => Concepts.IsLabel(t, kind))) || (isDerived && rare.Count > 0);
    }

    /// <summary>What the draft has in common with the one and not with the other.</summary>
    private static List<string> Exclusive(FactContext draft, HashSet<string> one, HashSet<string> other) =>
        [.. draft.Terms.Where(t => one.Contains(t) && !other.Contains(t))];

    private static int Weight(List<string> terms) => terms.Sum(WeightOf);

    /// <summary>A label or a name tells more than another word.</summary>
    public static int WeightOf(string term) => term[0] is '*' or '@' ? 2 : 1;

    /// <summary>Where the draft has the value.</summary>
    private IEnumerable<FactContext> Drafted(Fact fact) => fact.Readings.Take(2).SelectMany(r => byReading[KeyOf(fact, r)]).Take(20);

    /// <summary>A day without its year, a name by its last word.</summary>
    private static string KeyOf(Fact fact, string reading) =>
        fact.Kind
        + fact.Kind switch
        {
            FactKind.Date when reading.Length is 5 or 10 => reading[^5..],
            FactKind.Name => reading.Split(' ')[^1],
            _ => reading,
        };

    public static bool IsSameValue(Fact one, Fact other) =>
        one.Kind == FactKind.Name
            ? NameProof.IsSame(one.Text, other.Text)
            : one.Readings.Any(r =>
                other.Readings.Any(s =>
                    r == s
                    || (
                        one.Kind == FactKind.Date
                        && ((r.Length == 5 && s.EndsWith(r, StringComparison.Ordinal)) || (s.Length == 5 && r.EndsWith(s, StringComparison.Ordinal)))
                    )
                )
            );
}
