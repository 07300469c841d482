using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <content>What the sources say in fewer words than a draft: a day without its month, a number away from its unit.</content>
internal sealed partial class Derivation
{
    /// <summary>A day without a month is one of these many days around the day of writing.</summary>
    private const int DaysAround = 31;

    /// <summary>How many words may stand between a number and its unit: "6 nights of the last 10".</summary>
    private const int WordsApart = 6;

    /// <summary>How far back a draft's own count is looked for, in words.</summary>
    private const int MostWords = 200;

    private const int MostNumbers = 20;

    private Dictionary<decimal, List<SaidFact>>? numbers;

    private static readonly HashSet<string> DayCues = WordList.Of("derivations", "day_cue");

    private static readonly HashSet<string> First = WordList.Of("derivations", "first");

    /// <summary>"Opened on the 9th", "el 9", "le 26".</summary>
    private Proof? BareDay(FactFound claim) =>
        writtenOn is { } today && claim.Fact.Kind == FactKind.Date
            ? (
                from reading in claim.Fact.Readings
                from day in reading.Length == 5 && reading[2] == '-'
                    ? Days.InYears(
                        int.Parse(reading.AsSpan(0, 2), System.Globalization.CultureInfo.InvariantCulture),
                        int.Parse(reading.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture),
                        today
                    )
                : Days.Day(reading) is { } full ? [full]
                : Array.Empty<DateOnly>()
                where Math.Abs(day.DayNumber - today.DayNumber) <= DaysAround
                from number in NumbersOf(day.Day)
                where IsBareDay(number)
                select ProofOf(number, $"the {day.Day}. nearest to {Days.Name(today)}, the day of writing")
            ).FirstOrDefault()
            : null;

    /// <summary>Where the sources have a number, as far as so many tell.</summary>
    private List<SaidFact> NumbersOf(decimal value)
    {
        if (numbers is null)
        {
            numbers = [];
            foreach (var number in said.Written(FactKind.Number))
            {
                if (Value(number.Found.Fact) is { } key)
                {
                    var places = numbers.TryGetValue(key, out var known) ? known : numbers[key] = [];
                    if (places.Count < MostNumbers)
                    {
                        places.Add(number);
                    }
                }
            }
        }

        return numbers.GetValueOrDefault(value, []);
    }

    private static bool IsBareDay(SaidFact number) =>
        number.Found.Fact.Readings[0][0] == '#'
        || (
            number.Found.Fact.Text.All(char.IsAsciiDigit)
            && LexemesAround(number, 2, 0).LastOrDefault() is { IsWord: true } before
            && DayCues.Contains(before.Folded)
        );

    /// <summary>"Ten nights" where the sources have "6 nights of the last 10".</summary>
    private Proof? Apart(FactFound claim)
    {
        var words = Token.Of(claim.Fact.Text);
        if (
            claim.Fact.Kind != FactKind.Duration
            || claim.Fact.Readings.Count != 1
            || words.Select(l => Units.Of(l.Folded)).OfType<string>().FirstOrDefault() is not { } unit
        )
        {
            return null;
        }

        var told = words[0].IsNumber && decimal.TryParse(words[0].Folded, out var figure) ? figure : NumberWords.At(words, 0)?.Value;
        return told is not { } count || Units.Reading(count, unit) != claim.Fact.Readings[0]
            ? null
            : NumbersOf(count)
                .Where(n => LexemesAround(n, WordsApart, WordsApart).Any(l => Units.Of(l.Folded) == unit))
                .Select(n => ProofOf(n, $"of the {n.Found.Fact.Text}"))
                .FirstOrDefault();
    }

    /// <summary>"The first fix ..., the second fix": the draft counts what it tells itself.</summary>
    private Proof? Following(FactFound claim)
    {
        if (claim.Fact.Kind != FactKind.Number || claim.Fact.Readings[0] != "#2" || said.Sources.Count == 0)
        {
            return null;
        }

        var words = draft.Tokens;
        var at = Token.IndexFrom(words, claim.End);
        return
            at > 0
            && at < words.Count
            && Enumerable
                .Range(Math.Max(0, at - MostWords), Math.Min(MostWords, Math.Max(0, at - 2)))
                .Any(i => First.Contains(words[i].Folded) && words[i + 1] is { IsWord: true } what && what.Folded == words[at].Folded)
            ? new(said.Sources[0].Source.Name, QuoteText.Around(said.Sources[0].Source.Text, 0, 0), "the draft's own count")
            : null;
    }

    private static IEnumerable<Token> LexemesAround(SaidFact said, int before, int after)
    {
        var tokens = said.Source.Read.Tokens;
        var at = Token.IndexFrom(tokens, said.Found.Start);
        return tokens
            .Skip(Math.Max(0, at - before))
            .Take(Math.Min(at, before))
            .Concat(tokens.Skip(at + 1).Take(after))
            .Where(l => at < tokens.Count && l.Line == tokens[at].Line);
    }
}
