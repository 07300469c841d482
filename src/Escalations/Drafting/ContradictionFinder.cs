namespace Escalations.Drafting;

/// <summary>
/// Finds places of the sources that cannot both be so: two values of one thing that has only one. What was and is now, a
/// list price, another ticket, a range are no contradictions.
/// </summary>
public static partial class ContradictionFinder
{
    private static readonly HashSet<string> Changing = ["was", "were", "previously", "formerly", "originally", "before", "earlier", "last", "old", "instead", "from", "increase", "increased", "grew", "reduced", "dropped", "list", "next", "new", "expansion", "upsell", "after", "plus", "more", "would", "could", "proposal", "offer", "offered", "moved", "postponed", "changed",
        "war", "waren", "bisher", "fruher", "zuvor", "vorher", "statt", "letztes", "alt", "neu", "neue", "neuen", "listenpreis", "erweiterung", "angebot", "verschoben", "nachste", "nachstes",
        "etait", "avant", "ancien", "ancienne", "dernier", "derniere", "lieu", "nouveau", "nouvelle", "offre", "reporte", "prochain", "prochaine", "era", "antes", "anterior", "pasado", "nuevo", "nueva", "oferta", "proximo", "proxima", "passado", "passada", "novo", "nova", "vez"];

    /// <param name="writtenOn">The day by which "in 67 days" is a date.</param>
    public static IReadOnlyList<Contradiction> Find(IReadOnlyList<Source> sources, DateOnly writtenOn)
    {
        var said = new SaidFacts(sources, writtenOn);
        return
        [
            .. Two(Arr, Revenues(said).OrderBy(v => v.Found.Fact.Currency is null ? 1 : 0), writtenOn, IsSameSum),
            .. Two(Renewal, Renewals(said, writtenOn), writtenOn, (one, other) => IsSameDay(one, other, writtenOn)),
            .. Two("affected users", Values(said, FactKind.Number, terms => terms.Contains("user") && terms.Contains("affected")), writtenOn),
            .. Two("start of the problem", Values(said, FactKind.Date, terms => terms.Contains("start") && !terms.Overlaps(["*renew", "meeting", "repair", "restart", "rollback", "release", "replace", "call", "answer", "tell", "order", "booking", "project", "*project"])), writtenOn),
            .. StatedLines.Customers(said),
            .. StatedLines.Severities(said),
        ];
    }

    private static bool IsRecurring(HashSet<string> terms) => terms.Contains("*arr") && !terms.Overlaps(OtherSums);

    /// <summary>Each value of the thing with a place where it is said, the amounts as "EUR 85000", the days in full.</summary>
    private static IEnumerable<(string Value, ReadSource Source, FactFound Found)> Values(SaidFacts said, FactKind kind, Func<HashSet<string>, bool> isIt) =>
        from source in said.Sources
        from context in source.Contexts
        let fact = context.Found.Fact
        where fact.Kind == kind && isIt(context.Terms) && !IsChanging(source, context) && !(kind == FactKind.Number && (fact.Readings[0][^1] is '%' || fact.Readings[0][0] is '#'))
        let value = kind == FactKind.Date ? DayOf(context.Found) : fact.Readings.Count == 1 ? fact.Readings[0] : null
        where value is not null
        select (kind == FactKind.Amount ? $"{fact.Currency} {value}" : value, source, context.Found);

    /// <summary>The one day that it means; null when it may be several, or is only a month.</summary>
    private static string? DayOf(FactFound found)
    {
        var fact = found.Fact;
        return !fact.Text.Any(char.IsAsciiDigit) || fact.Readings.Count != 1 ? null
            : fact.Readings[0] is { Length: 10 } full && full[4] == '-' ? full[5..]
            : fact.Readings[0] is { Length: 5 } day && day[2] == '-' ? day
            : null;
    }

    private static bool IsChanging(ReadSource source, FactContext context)
    {
        var lexemes = source.Read.Lexemes;
        var at = lexemes.BinarySearch(new(LexemeKind.Word, context.Found.Start, 0, "", 0), Lexeme.ByStart);
        at = at < 0 ? ~at : at;
        return lexemes.Skip(Math.Max(0, at - 7)).Take(16).Any(l => l.IsWord && Changing.Contains(l.Folded) && Math.Abs(l.Start - context.Found.Start) < 50 && l.Line == lexemes[Math.Min(at, lexemes.Count - 1)].Line);
    }

    /// <param name="areSame">Whether two values that are written differently say the same; null where they never do.</param>
    internal static IEnumerable<Contradiction> Two(string about, IEnumerable<(string Value, ReadSource Source, FactFound Found)> values, DateOnly writtenOn, Func<FactFound, FactFound, bool>? areSame = null)
    {
        var distinct = new List<(string Value, ReadSource Source, FactFound Found)>();
        foreach (var value in values.DistinctBy(v => areSame is null ? v.Value : $"{v.Value}|{v.Found.Fact.Readings[0]}"))
        {
            if (distinct.Count < MostValues && !distinct.Exists(d => areSame?.Invoke(d.Found, value.Found) is true))
            {
                // One day of two years is two values.
                distinct.Add(distinct.Exists(d => d.Value == value.Value) ? value with { Value = value.Found.Fact.Readings[0] } : value);
            }
        }

        return distinct.Count > 1
            ? [new(about, [.. distinct.Select(v => v.Source.Around(v.Found)).Distinct()]) { Values = [.. distinct.Select(v => Stated(v.Found.Fact, v.Source.Around(v.Found), v.Value, writtenOn))] }]
            : [];
    }
}
