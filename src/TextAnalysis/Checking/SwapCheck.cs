using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>
/// Sees that two facts of a draft have changed places: what the draft says of both agrees clearly better with the sources
/// when the one is where the other does. Each may look likely alone.
/// </summary>
internal sealed class SwapCheck
{
    /// <summary>How many facts of its kind behind a fact are held against it.</summary>
    private const int Reach = 16;

    private static readonly HashSet<string> Joining =
    [
        "of",
        "von",
        "sur",
        "de",
        "des",
        "der",
        "to",
        "until",
        "till",
        "bis",
        "auf",
        "au",
        "a",
        "al",
        "hasta",
        "ate",
        "ao",
        "and",
        "und",
        "et",
        "y",
        "e",
        "-",
        "zum",
    ];

    private static readonly HashSet<string> Part = ["davon", "darunter", "dont", "thereof", "which", "cuales", "quais", "eso", "dele"];

    private static readonly HashSet<string> Belonging = ["of", "at", "from", "von", "bei", "de", "du", "des", "chez", "da", "do", "del"];

    private readonly Dictionary<int, string> doubts = [];

    /// <param name="text">The draft.</param>
    /// <param name="draft">Its facts with what their words are about.</param>
    /// <param name="placesOf">Where the sources have a fact.</param>
    public SwapCheck(ReadText text, IReadOnlyList<FactContext> draft, Func<FactFound, IReadOnlyList<SaidFact>> placesOf)
    {
        foreach (var group in draft.GroupBy(d => FactContexts.ClassOf(d.Found.Fact)))
        {
            var facts = group.OrderBy(d => d.Found.Start).Select(d => (Draft: d, Own: Own.Of(placesOf(d.Found)))).Where(p => p.Own is not null).ToList();
            for (var one = 0; one < facts.Count; one++)
            {
                for (var other = one + 1; other < Math.Min(facts.Count, one + Reach); other++)
                {
                    var (first, second) = (facts[one].Draft.Found, facts[other].Draft.Found);
                    if (CanBeTaken(first.Fact, second.Fact) && !(other == one + 1 && IsJoined(text, first, second)) && Gain(facts[one], facts[other]) > 0)
                    {
                        doubts.TryAdd(first.Start, facts[one].Own!.Quote);
                        doubts.TryAdd(second.Start, facts[other].Own!.Quote);
                    }
                }
            }
        }
    }

    /// <summary>What the sources say of a fact that has changed places with another.</summary>
    public string? DoubtOf(FactFound found) => doubts.GetValueOrDefault(found.Start);

    /// <summary>A day is not taken for a month, nor "twice" for a count.</summary>
    private static bool CanBeTaken(Fact one, Fact other) =>
        !AttributionCheck.IsSameValue(one, other)
        && (one.Kind != FactKind.Date || IsDay(one) == IsDay(other))
        && (one.Kind != FactKind.Number || IsCount(one) == IsCount(other));

    private static bool IsDay(Fact fact) => fact.Readings[0] is { Length: 5 or 10 } or ['~', ..] or ['w', ..];

    private static bool IsCount(Fact fact) =>
        Folding.Fold(fact.Text) is not ("once" or "twice" or "thrice" or "einmal" or "zweimal" or "dreimal" or "viermal" or "doppelt");

    /// <summary>"312 of 1,250", "from 13 to 20 May": both are about the same, and their order is seen to by <see cref="Derivation"/>.</summary>
    private static bool IsJoined(ReadText text, FactFound one, FactFound other)
    {
        if (other.Start - one.End is < 1 or > 40)
        {
            return false;
        }

        var between = Token.Of(text.Text[one.End..other.Start]);
        if (
            between.Any(l => Part.Contains(l.Folded))
            || (one.Fact.Kind == FactKind.Name && between.Count <= 6 && between.Any(l => Belonging.Contains(l.Folded)))
        )
        {
            // "412,000, of which 268,000 ..."; "Ann Lee, head of claims at Norvia".
            return true;
        }

        var joint = Token.Of(text.Text[one.End..other.Start]);
        return joint.Count is > 0 and <= 3
            && joint.All(l => l.IsWord || l.Folded is "-" or "/")
            && Joining.Contains(
                joint[
                    joint.Count > 1
                    && joint[^1].Folded
                        is "the"
                            or "their"
                            or "its"
                            or "our"
                            or "ihrer"
                            or "unserer"
                            or "leurs"
                            or "ses"
                            or "sus"
                            or "seus"
                            or "las"
                            or "los"
                            or "le"
                            or "les"
                            or "den"
                            or "der"
                            or "dem"
                        ? ^2
                        : ^1
                ].Folded
            );
    }

    /// <summary>How much better the draft agrees with the sources when the two change places.</summary>
    private static int Gain((FactContext Draft, Own? Own) one, (FactContext Draft, Own? Own) other)
    {
        var (mine, theirs) = (Agreement(one.Draft, one.Own!), Agreement(other.Draft, other.Own!));
        var (first, second) = (Agreement(one.Draft, other.Own!) - mine, Agreement(other.Draft, one.Own!) - theirs);

        // What speaks against the exchange at one of the two places weighs less than a place that has nothing for itself.
        // Counts share their nouns with too much for that.
        var isClear =
            Math.Min(first, second) >= 0
            || (one.Draft.Found.Fact.Kind != FactKind.Number && (IsBare(first, mine, one.Own!) || IsBare(second, theirs, other.Own!)));
        return isClear ? first + second : 0;
    }

    /// <summary>Nothing speaks for its place, though the sources say something of it: of the "9 March" of "and 12 on 9 March" they say nothing.</summary>
    private static bool IsBare(int gain, int agreement, Own own) => gain >= 2 && agreement == 0 && own.Terms.Count > 0;

    /// <summary>People are told apart by what they are; what else is said beside them may be said of both.</summary>
    private static int Agreement(FactContext draft, Own own) =>
        draft.Terms.Sum(t =>
            own.Terms.Contains(t) && (draft.Found.Fact.Kind != FactKind.Name || Concepts.IsLabel(t, FactKind.Name)) ? AttributionCheck.WeightOf(t) : 0
        );

    /// <summary>What the sources have around a value, wherever they say it; only where they do not, around what it follows from.</summary>
    private sealed record Own(HashSet<string> Terms, string Quote)
    {
        public static Own? Of(IReadOnlyList<SaidFact> places)
        {
            var contexts = (places.Any(p => p.Rule is null) ? places.Where(p => p.Rule is null) : places)
                .Select(p => (p.Source, Context: p.Source.ContextOf(p.Found)))
                .Where(p => p.Context is not null)
                .Distinct()
                .ToList();
            return contexts.Count == 0
                ? null
                : new(
                    [.. contexts.SelectMany(c => c.Context!.Terms)],
                    $"{contexts[0].Source.Source.Name} say: \"{contexts[0].Source.Around(contexts[0].Context!.Found)}\""
                );
        }
    }
}
