using System.Globalization;

namespace TestSupport.Samples;

/// <summary>A day of another year, and a value by another unit of time.</summary>
internal static class LiesOfTime
{
    private static readonly Dictionary<string, string[]> Rates = new()
    {
        ["en"] = [" an hour", " a day", " a week", " a month", " a year"],
        ["de"] = [" pro Stunde", " am Tag", " pro Tag", " pro Woche", " im Monat", " pro Monat", " im Jahr", " pro Jahr"],
        ["fr"] = [" par heure", " par jour", " par semaine", " par mois", " par an"],
        ["es"] = [" por hora", " al día", " por semana", " al mes", " al año"],
        ["pt"] = [" por hora", " por dia", " por semana", " por mês", " por ano"],
    };

    public static IEnumerable<Lie> Of(IReadOnlyList<LyingCase> cases, Random random) =>
        from one in cases
        from draft in one.Drafts
        from at in Enumerable.Range(0, draft.Parts.Count)
        where draft.Parts[at] is Slot
        from lie in YearOff(one, draft, at, (Slot)draft.Parts[at], random).Concat(OtherRate(one, draft, at, (Slot)draft.Parts[at], random))
        select lie;

    private static IEnumerable<Lie> YearOff(LyingCase one, DraftTemplate draft, int at, Slot slot, Random random)
    {
        if (slot.Kind != "date")
        {
            yield break;
        }

        var day = DateOnly.ParseExact(slot.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var years in (int[])[-1, 1])
        {
            var other = day.AddYears(years).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (!one.Drafts.SelectMany(d => d.Slots).Any(s => s.Value == other))
            {
                yield return Lies.LieOf("year off", one, draft, [(at, slot with { Kind = "dated", Value = other })], random)[0];
            }
        }
    }

    /// <summary>Where a rate is right behind a value, another one.</summary>
    private static List<Lie> OtherRate(LyingCase one, DraftTemplate draft, int at, Slot slot, Random random)
    {
        var rates = Rates[draft.Language];
        if (
            at + 1 >= draft.Parts.Count
            || draft.Parts[at + 1] is not string behind
            || rates.FirstOrDefault(r => behind.StartsWith(r, StringComparison.Ordinal)) is not { } rate
        )
        {
            return [];
        }

        string[] others = [.. rates.Where(r => r.Split(' ')[^1] != rate.Split(' ')[^1])];
        var parts = draft.Parts.ToList();
        parts[at + 1] = Lies.Pick(random, others) + behind[rate.Length..];
        return Lies.LieOf("wrong rate", one, draft with { Parts = parts }, [(at, slot)], random);
    }
}
