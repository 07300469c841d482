using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Tells which way 03/04 is read, where the text or its other dates make it clear.</summary>
internal static class SlashedDates
{
    /// <summary>True when the day comes first, false when the month does, null when nothing tells.</summary>
    public static bool? Order(IEnumerable<FactFound> found, IEnumerable<Language> languages)
    {
        bool? order = null;
        foreach (var fact in found)
        {
            if (
                fact.Fact is { Kind: FactKind.Date, Readings.Count: 1, Text: var text }
                && text.Split('/') is [{ Length: <= 2 } first, { Length: <= 2 } second, ..]
                && int.TryParse(first, out var one)
                && int.TryParse(second, out var two)
                && one != two
            )
            {
                order =
                    one > 12 ? true
                    : two > 12 ? false
                    : order;
            }
        }

        return order ?? (languages.All(t => t != Language.English) ? true : null);
    }

    public static FactFound Read(FactFound found, bool? dayFirst) =>
        dayFirst is { } first && IsAmbiguous(found.Fact) ? found with { Fact = found.Fact with { Readings = [found.Fact.Readings[first ? 0 : 1]] } } : found;

    public static bool IsAmbiguous(Fact fact) => fact is { Kind: FactKind.Date, Readings.Count: 2 } && fact.Text.Contains('/');
}

/// <summary>All facts of a text, names and quotations among them, without overlaps.</summary>
internal static class DraftFacts
{
    public static IEnumerable<FactFound> WithNames(string text, Language language, IEnumerable<FactFound> facts) =>
        Merge(facts.Concat(NameReader.In(text, language)));

    public static IEnumerable<FactFound> WithQuotations(string text, Language language, IEnumerable<FactFound> facts) =>
        Merge(Quotations.In(text).Concat(WithNames(text, language, facts)));

    /// <summary>What comes first, and of two at one place the longer.</summary>
    private static IEnumerable<FactFound> Merge(IEnumerable<FactFound> facts)
    {
        var end = 0;
        foreach (var fact in facts.OrderBy(f => f.Start).ThenByDescending(f => f.Length))
        {
            if (fact.Start >= end && fact.Length > 0)
            {
                end = fact.End;
                yield return fact;
            }
        }
    }
}
