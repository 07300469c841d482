using System.Globalization;

namespace Escalations.Drafting;

/// <content>Which contradictions are open, and which of them hold a brief back.</content>
public static partial class ContradictionFinder
{
    private const string Arr = "ARR";
    private const string Renewal = "renewal date";
    internal const string Customer = "customer";

    private const int MostValues = 4;

    /// <summary>
    /// Those that the CSM has neither settled nor left open: what rules see in what was said, and what the last draft named;
    /// first those that hold the brief back. What is said later opens a question again.
    /// </summary>
    public static IReadOnlyList<Contradiction> Open(Escalation escalation)
    {
        var writtenOn = Sources.DayOf(escalation);
        return
        [
            .. Find(Sources.Of(escalation), writtenOn)
                .Concat((escalation.LastDraft?.Contradictions ?? []).Select(c => Read(c, writtenOn)))
                .Where(c => !escalation.Brief.Settled.Any(s => IsAnsweredBy(c, s)))
                .DistinctBy(c => KindOf(c.About) ?? c.About, StringComparer.OrdinalIgnoreCase)
                .OrderBy(c => HoldsBack(c) ? 0 : 1),
        ];
    }

    /// <summary>Whether a brief must not go out before somebody has said what holds, or has left it open by name: revenue, renewal, customer.</summary>
    public static bool HoldsBack(Contradiction contradiction) => KindOf(contradiction.About) is not null;

    /// <summary>What the value means for the brief, as the CSM's own word; null when it is only noted.</summary>
    public static EscalationEvent? Taken(Contradiction contradiction, StatedValue value) => (KindOf(contradiction.About), value) switch
    {
        (Arr, { Amount: { } amount }) => new CommercialFactsFound(amount, null, Origin.Stated),
        (Renewal, { Day: { } day }) => new CommercialFactsFound(null, day, Origin.Stated),
        (Customer, { Text: var name }) when name != value.Quote || name.Length <= 60 => new AccountNamed(name, Origin.Stated),
        _ => null,
    };

    /// <summary>What leaving it open takes back: the value that the CSM had ticked for it before. A customer keeps its name: there is none without.</summary>
    public static CommercialFact? TakenBack(Brief brief, Contradiction contradiction) =>
        !brief.Settled.Any(before => before.Value is not null && string.Equals(KindOf(before.About) ?? before.About, KindOf(contradiction.About) ?? contradiction.About, StringComparison.OrdinalIgnoreCase))
            ? null
            : KindOf(contradiction.About) switch
            {
                Arr     => CommercialFact.ArrAtRisk,
                Renewal => CommercialFact.Renewal,
                _       => null,
            };

    /// <summary>A model says in words of its own what it speaks of.</summary>
    private static string? KindOf(string about)
    {
        var words = Lexeme.Of(about).Where(l => l.IsWord).Select(l => l.Folded).ToHashSet();
        return words.Contains("arr") || (words.Contains("revenue") && (words.Overlaps(["annual", "recurring"]) || words.Count == 1)) ? Arr
            : words.Overlaps(["renewal", "renews"]) ? Renewal
            : words.Overlaps(["customer", "account"]) && words.IsSubsetOf(["the", "of", "s", "customer", "account", "name", "names", "identity"]) ? Customer
            : null;
    }

    private static bool IsAnsweredBy(Contradiction contradiction, ContradictionSettled settled) =>
        string.Equals(KindOf(contradiction.About) ?? contradiction.About, KindOf(settled.About) ?? settled.About, StringComparison.OrdinalIgnoreCase)
        && (settled.Among is not { } among || contradiction.Values.All(v => v.Key is null || among.Contains(v.Key)));

    /// <summary>The values in the quotes of a contradiction that a model named; a quote that holds several, or none, is taken whole.</summary>
    private static Contradiction Read(Contradiction named, DateOnly writtenOn)
    {
        FactKind? kind = KindOf(named.About) switch { Arr => FactKind.Amount, Renewal => FactKind.Date, _ => null };
        return kind is null ? named : named with
        {
            Values =
            [
                .. named.Quotes.Select(quote => FactReader.In(quote, writtenOn, isSource: true).Found.Where(f => f.Fact.Kind == kind && f.Fact.Readings.Count == 1).ToList() is [var only]
                    ? Stated(only.Fact, quote, kind == FactKind.Amount ? $"{only.Fact.Currency} {only.Fact.Readings[0]}" : DayOf(only), writtenOn)
                    : new StatedValue(quote, quote)).DistinctBy(v => v.Key ?? v.Text),
            ],
        };
    }

    private static StatedValue Stated(Fact fact, string quote, string? key, DateOnly writtenOn) => new(
        fact.Text,
        quote,
        key,
        fact.Kind == FactKind.Amount && decimal.TryParse(fact.Readings[0], NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? new(amount, fact.Currency) : null,
        fact.Kind == FactKind.Date ? NextDay(fact.Readings[0], writtenOn) : null);

    private static DateOnly? NextDay(string reading, DateOnly writtenOn)
    {
        if (DateOnly.TryParseExact(reading, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        // 29 February waits for its year.
        return Enumerable.Range(writtenOn.Year, 9)
            .Select(year => DateOnly.TryParseExact($"{year:0000}-{reading}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var inYear) ? inYear : (DateOnly?)null)
            .FirstOrDefault(inYear => inYear >= writtenOn);
    }
}
