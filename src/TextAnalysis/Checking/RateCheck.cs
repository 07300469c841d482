using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>Sees that a draft tells another rate than the sources: "4 hours a day" where they say "4 hours a week".</summary>
internal static class RateCheck
{
    /// <summary>"9,400 small parcels a day".</summary>
    private const int Reach = 3;

    private static readonly Dictionary<string, string> Adverbs = (
        ((string Unit, string Words)[])
            [
                ("h", "hourly stundlich"),
                ("d", "daily taglich taglichen diarias diarios diaria diario quotidien quotidiens quotidienne quotidiennes"),
                ("w", "weekly wochentlich wochentlichen hebdomadaire hebdomadaires semanal semanales semanais"),
                ("mo", "monthly monatlich monatlichen mensuel mensuels mensuelle mensuelles mensual mensuales mensal mensais"),
                ("q", "quarterly trimestral trimestrales trimestrais trimestriel"),
                ("y", "yearly annually jahrlich jahrlichen annuel annuels annuelle annuelles anual anuales anuais annum"),
            ]
    )
        .SelectMany(r => r.Words.Split(' ').Select(word => (word, r.Unit)))
        .ToDictionary(p => p.word, p => p.Unit);

    /// <summary>What the sources say, when they have the value only at another rate.</summary>
    public static string? DoubtOf(ReadText draft, FactFound found, IReadOnlyList<SaidFact> places)
    {
        if (found.Fact.Kind is not (FactKind.Amount or FactKind.Duration or FactKind.Number) || Of(draft, found) is not { } rate)
        {
            return null;
        }

        var said = places
            .Where(p => p.Found.Fact.Kind == found.Fact.Kind)
            .Select(p =>
                (
                    Place: p,
                    Rate: Of(p.Source.Read, p.Found)
                        ?? Before(p.Source.Read.Tokens, p.Found)
                        ?? (found.Fact.Kind == FactKind.Amount && p.Source.ContextOf(p.Found)?.Terms.Contains("*arr") == true ? "y" : null)
                )
            )
            .ToList();
        var isOther =
            said.Count > 0
            && said.All(s => s.Rate != rate)
            && (found.Fact.Kind == FactKind.Number ? said.All(s => s.Rate is not null) : said.Any(s => s.Rate is not null));
        return isOther
            ? $"{said[0].Place.Source.Source.Name} say: "
                + $"\"{said.First(s => s.Rate is not null).Place.Source.Around(said.First(s => s.Rate is not null).Place.Found)}\""
            : null;
    }

    /// <summary>The unit that a value is told by: "a week", "pro Tag", "par an", "diarias"; null where there is none.</summary>
    private static string? Of(ReadText text, FactFound found)
    {
        var tokens = text.Tokens;
        var next = Token.IndexFrom(tokens, found.End);
        var hasNoun = found.Fact.Kind == FactKind.Number;
        for (var at = next; at < tokens.Count && at <= next + (hasNoun ? Reach : 1) && tokens[at].Line == tokens[Math.Max(0, next - 1)].Line; at++)
        {
            if (tokens[at].Folded == "/" && UnitAt(tokens, at + 1) is { } slashed)
            {
                return slashed;
            }

            if (!tokens[at].IsWord)
            {
                return null;
            }

            if (Adverbs.TryGetValue(tokens[at].Folded, out var unit))
            {
                return unit;
            }

            var of = tokens[at].Folded switch
            {
                "a" when at + 1 < tokens.Count && tokens[at + 1].Folded == "la" => at + 2,
                "in" when at + 1 < tokens.Count && tokens[at + 1].Folded == "der" => at + 2,
                "a"
                or "an"
                or "per"
                or "each"
                or "every"
                or "pro"
                or "je"
                or "am"
                or "im"
                or "jede"
                or "jeden"
                or "jedes"
                or "die"
                or "par"
                or "chaque"
                or "por"
                or "al"
                or "cada"
                or "ao" => at + 1,
                _ => 0,
            };
            if (
                of > 0
                && UnitAt(tokens, of) is { } said
                && !(
                    of + 1 < tokens.Count
                    && tokens[of + 1].Folded
                        is "ago"
                            or "earlier"
                            or "later"
                            or "before"
                            or "after"
                            or "danach"
                            or "davor"
                            or "nach"
                            or "vor"
                            or "der"
                            or "des"
                            or "late"
                )
            )
            {
                return said;
            }
        }

        return null;
    }

    /// <summary>"Each hour costs 2,000".</summary>
    private static string? Before(List<Token> tokens, FactFound found)
    {
        var first = Token.Search(tokens, found.Start);
        for (var at = first - 1; at > 0 && at >= first - Reach && tokens[at].IsWord; at--)
        {
            if (
                tokens[at - 1].Folded is "per" or "each" or "every" or "pro" or "je" or "jede" or "jeden" or "jedes" or "par" or "chaque" or "por" or "cada"
                && UnitAt(tokens, at) is { } unit
            )
            {
                return unit;
            }
        }

        return null;
    }

    private static string? UnitAt(List<Token> tokens, int at) => at < tokens.Count && tokens[at].Folded.Length > 1 ? Units.Of(tokens[at].Folded) : null;
}
