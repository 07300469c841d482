using System.Globalization;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>
/// Finds places of the sources that cannot both be so: two values of one thing that has only one. What was and is now, a
/// list price, another ticket, a range are no contradictions.
/// </summary>
public static partial class ContradictionFinder
{
    /// <summary>The three subjects that have one value each, whoever names them.</summary>
    public const string Arr = "ARR";

    public const string Renewal = "renewal date";

    public const string Customer = "customer";

    private const int MostValues = 4;

    private static readonly HashSet<string> Changing = WordList.Of("contradictions", "changing");

    /// <param name="writtenOn">The day by which "in 67 days" is a date.</param>
    public static IReadOnlyList<Contradiction> Find(IReadOnlyList<Source> sources, DateOnly writtenOn)
    {
        var said = new SaidFacts(sources, writtenOn);
        return
        [
            .. Two(Arr, Revenues(said).OrderBy(v => v.Found.Fact.Currency is null ? 1 : 0), writtenOn, IsSameSum),
            .. Two(Renewal, Renewals(said, writtenOn), writtenOn, (one, other) => IsSameDay(one, other, writtenOn)),
            .. Two("affected users", Values(said, FactKind.Number, terms => terms.Contains("user") && terms.Contains("affected")), writtenOn),
            .. Two(
                "start of the problem",
                Values(said, FactKind.Date, terms =>
                    terms.Contains("start")
                    && !terms.Overlaps([
                        "*renew",
                        "meeting",
                        "repair",
                        "restart",
                        "rollback",
                        "release",
                        "replace",
                        "call",
                        "answer",
                        "tell",
                        "order",
                        "booking",
                        "project",
                        "*project",
                    ])
                ),
                writtenOn
            ),
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
        where
            fact.Kind == kind
            && isIt(context.Terms)
            && !IsChanging(source, context)
            && !(kind == FactKind.Number && (fact.Readings[0][^1] is '%' || fact.Readings[0][0] is '#'))
        let value = kind == FactKind.Date ? DayOf(context.Found)
        : fact.Readings.Count == 1 ? fact.Readings[0]
        : null
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
        var tokens = source.Read.Tokens;
        var at = Token.IndexFrom(tokens, context.Found.Start);
        return tokens
            .Skip(Math.Max(0, at - 7))
            .Take(16)
            .Where((l, i) => l.Folded != "from" || IsBeforeFigure(tokens, Math.Max(0, at - 7) + i))
            .Any(l =>
                l.IsWord
                && Changing.Contains(l.Folded)
                && Math.Abs(l.Start - context.Found.Start) < 50
                && !IsBehindSentence(source.Source.Text, context.Found, l)
                && l.Line == tokens[Math.Min(at, tokens.Count - 1)].Line
            );
    }

    private static bool IsBehindSentence(string text, FactFound found, Token word) =>
        word.Start > found.End
        && text.AsSpan(found.End, word.Start - found.End).IndexOf(". ") is >= 0 and var end
        && char.IsUpper(text[Math.Min(text.Length - 1, found.End + end + 2)]);

    /// <summary>"From 85k to 95k" is a change, "from them" is none.</summary>
    private static bool IsBeforeFigure(List<Token> tokens, int at) => tokens.Skip(at + 1).Take(2).Any(l => l.IsNumber);

    /// <param name="areSame">Whether two values that are written differently say the same; null where they never do.</param>
    internal static IEnumerable<Contradiction> Two(
        string about,
        IEnumerable<(string Value, ReadSource Source, FactFound Found)> values,
        DateOnly writtenOn,
        Func<FactFound, FactFound, bool>? areSame = null
    )
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
            ?
            [
                new(about, [.. distinct.Select(v => v.Source.Around(v.Found)).Distinct()])
                {
                    Values = [.. distinct.Select(v => Stated(v.Found.Fact, v.Source.Around(v.Found), v.Value, writtenOn))],
                },
            ]
            : [];
    }

    /// <summary>Which of the three a contradiction is about: a model says in words of its own what it speaks of. Null for another.</summary>
    public static string? SubjectOf(string about)
    {
        var words = Token.Of(about).Where(l => l.IsWord).Select(l => l.Folded).ToHashSet();
        return words.Contains("arr") || (words.Contains("revenue") && (words.Overlaps(["annual", "recurring"]) || words.Count == 1)) ? Arr
            : words.Overlaps(["renewal", "renews"]) ? Renewal
            : words.Overlaps(["customer", "account"]) && words.IsSubsetOf(["the", "of", "s", "customer", "account", "name", "names", "identity"]) ? Customer
            : null;
    }

    /// <summary>The values in the quotes of a contradiction that a model named; a quote that holds several, or none, is taken whole.</summary>
    public static Contradiction WithValues(Contradiction named, DateOnly writtenOn)
    {
        FactKind? kind = SubjectOf(named.About) switch
        {
            Arr => FactKind.Amount,
            Renewal => FactKind.Date,
            _ => null,
        };
        return kind is null
            ? named
            : named with
            {
                Values =
                [
                    .. named
                        .Quotes.Select(quote =>
                            FactReader.In(quote, writtenOn, isSource: true).Found.Where(f => f.Fact.Kind == kind && f.Fact.Readings.Count == 1).ToList()
                                is [var only]
                                ? Stated(only.Fact, quote, kind == FactKind.Amount ? $"{only.Fact.Currency} {only.Fact.Readings[0]}" : DayOf(only), writtenOn)
                                : new StatedValue(quote, quote)
                        )
                        .DistinctBy(v => v.Key ?? v.Text),
                ],
            };
    }

    private static StatedValue Stated(Fact fact, string quote, string? key, DateOnly writtenOn) =>
        new(
            fact.Text,
            quote,
            key,
            fact.Kind == FactKind.Amount && decimal.TryParse(fact.Readings[0], NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
                ? new(amount, fact.Currency)
                : null,
            fact.Kind == FactKind.Date ? NextDay(fact.Readings[0], writtenOn) : null
        );

    private static DateOnly? NextDay(string reading, DateOnly writtenOn)
    {
        if (DateOnly.TryParseExact(reading, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        // 29 February waits for its year.
        return Enumerable
            .Range(writtenOn.Year, 9)
            .Select(year =>
                DateOnly.TryParseExact($"{year:0000}-{reading}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var inYear)
                    ? inYear
                    : (DateOnly?)null
            )
            .FirstOrDefault(inYear => inYear >= writtenOn);
    }
}
