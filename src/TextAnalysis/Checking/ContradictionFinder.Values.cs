using System.Globalization;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <content>Which values are said of revenue and of the renewal, and which of them agree.</content>
public static partial class ContradictionFinder
{
    /// <summary>Days: where "in 67 days" points moves with the day it is read on, and people round.</summary>
    private const int Slack = 14;

    /// <summary>Of those who speak for a value, and of the value itself; what else is said beside a sum makes it another sum.</summary>
    private static readonly HashSet<string> Attributing =
    [
        .. (
            "accor crm sfdc vence expir stehe steht thoug altho howev wobei obwoh jedoc quoiq aunqu embor sales hubsp erp dynam netsu sap "
            + "zoho shows state lists liste says sagt zeigt indiq montr indic muest mostr value figur amoun numbe total wert betra monta valor "
            + "contr vertr syste recor notes note sheet deck confo gemas selon segun segund"
        ).Split(' '),
        "*finance",
        "*arr",
    ];

    private const int MostBeforeEnd = 14;

    /// <summary>How many words may stand between the end and its day.</summary>
    private const int NearEnd = 6;

    private static readonly HashSet<string> Contracts = WordList.Of("contradictions", "contract");

    private static readonly HashSet<string> ContractEnds = WordList.Of("contradictions", "contract_end");

    private static readonly HashSet<string> NoContractEnd = WordList.Of("contradictions", "no_contract_end");

    /// <summary>Whose contract is another one.</summary>
    private static readonly HashSet<string> Others = WordList.Of("contradictions", "other_contract");

    private static readonly HashSet<string> Starts = WordList.Of("contradictions", "start");

    /// <summary>Words that hand a value over to somebody who says it.</summary>
    private static readonly HashSet<string> Attribution = WordList.Of("contradictions", "attribution");

    private static readonly HashSet<string> OtherSums =
    [
        "*more",
        "*offer",
        "*loss",
        "*penalty",
        "*refund",
        "*discount",
        "*invoice",
        "*licence",
        "*upkeep",
        "*analytics",
    ];

    private static readonly HashSet<string> RevenueWords = WordList.Of("contradictions", "revenue");

    /// <summary>Every sum that is said to be the revenue: also one without its currency, and one that somebody else is named for right after it.</summary>
    private static IEnumerable<(string Value, ReadSource Source, FactFound Found)> Revenues(SaidFacts said)
    {
        foreach (var source in said.Sources)
        {
            FactContext? last = null;
            foreach (
                var context in source
                    .Contexts.Where(c => c.Found.Fact is { Kind: FactKind.Amount or FactKind.Number, Readings.Count: 1 })
                    .OrderBy(c => c.Found.Start)
            )
            {
                var fact = context.Found.Fact;
                var isAmount = fact.Kind == FactKind.Amount;
                if (!isAmount && !IsSum(source, context.Found))
                {
                    continue;
                }

                var isIt =
                    !IsChanging(source, context)
                    && !IsMonthly(source, context.Found)
                    && (
                        isAmount
                            ? IsRecurring(context.Terms) || IsSecondOpinion(source, last, context)
                            : (IsRecurring(context.Terms) && IsToldOfRevenue(source, context.Found)) || IsSecondOpinion(source, last, context)
                    );
                last =
                    isIt ? context
                    : isAmount ? null
                    : last;
                if (isIt)
                {
                    yield return (
                        $"{fact.Currency} {fact.Readings[0]}",
                        source,
                        isAmount ? context.Found : context.Found with { Fact = fact with { Kind = FactKind.Amount } }
                    );
                }
            }
        }
    }

    /// <summary>"6,250 a month" is no other value than 75k a year.</summary>
    private static bool IsMonthly(ReadSource source, FactFound found) =>
        source
            .Read.Tokens.Skip(Token.IndexFrom(source.Read.Tokens, found.End))
            .Take(3)
            .Any(l => l.Folded is "month" or "monthly" or "monat" or "monatlich" or "mois" or "mes" or "mensuel" or "quarter" or "quartal");

    /// <summary>A number that can be a sum of money: thousands, no year, and nothing that it counts behind it.</summary>
    private static bool IsSum(ReadSource source, FactFound found)
    {
        var tokens = source.Read.Tokens;
        var next = Token.IndexFrom(tokens, found.End);
        var isYear = found.Length == 4 && found.Fact.Text.All(char.IsAsciiDigit) && found.Fact.Text[0] is '1' or '2';
        return decimal.TryParse(found.Fact.Readings[0], NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            && amount >= 1_000
            && !isYear
            && (
                next >= tokens.Count
                || !tokens[next].IsWord
                || tokens[next].Line != source.Read.Tokens[next - 1].Line
                || RevenueWords.Contains(tokens[next].Folded)
                || Concepts.IsSmall(tokens[next].Folded)
                || Concepts.Of(tokens[next].Folded) is null or "*year" or "*arr"
                || Attribution.Contains(tokens[next].Folded)
            );
    }

    /// <summary>Whether the revenue is named beside it, with no other value between.</summary>
    private static bool IsToldOfRevenue(ReadSource source, FactFound found)
    {
        var tokens = source.Read.Tokens;
        var (first, next) = (Token.IndexFrom(tokens, found.Start), Token.IndexFrom(tokens, found.End));
        var before = tokens.FindLastIndex(Math.Max(0, first - 1), Math.Min(first, 10), l => RevenueWords.Contains(l.Folded));
        return (next < tokens.Count && RevenueWords.Contains(tokens[next].Folded) && tokens[next].Line == tokens[first].Line)
            || (
                before >= 0
                && !source.Facts.Any(f => f.Start > tokens[before].Start && f.Start < found.Start && f.Fact.Kind is not (FactKind.Name or FactKind.Quotation))
            );
    }

    /// <summary>"ARR 85k EUR, according to CRM 95k EUR": right after the revenue, another source is named for a sum of which nothing else is said.</summary>
    private static bool IsSecondOpinion(ReadSource source, FactContext? revenue, FactContext context)
    {
        if (
            revenue is null
            || context.Sentence - revenue.Sentence > 1
            || context.Terms.Overlaps(OtherSums)
            || context.Terms.Any(t => t[0] is not ('=' or '@') && !Attributing.Contains(t))
        )
        {
            return false;
        }

        var tokens = source.Read.Tokens;
        var (first, next) = (Token.IndexFrom(tokens, context.Found.Start), Token.IndexFrom(tokens, context.Found.End));
        return tokens
            .Skip(Math.Max(0, first - 6))
            .Take(Math.Min(first, 6))
            .Where(l => l.Start >= revenue.Found.End)
            .Concat(tokens.Skip(next).Take(4))
            .Any(l => l.Line == tokens[first].Line && Attribution.Contains(l.Folded));
    }

    /// <summary>The same sum; one without a currency is in that of the other.</summary>
    private static bool IsSameSum(FactFound one, FactFound other) =>
        one.Fact.Readings[0] == other.Fact.Readings[0]
        && (one.Fact.Currency is null || other.Fact.Currency is null || one.Fact.Currency == other.Fact.Currency);

    /// <summary>Days and months of the renewal, also those that are told by how far off they are, and those on which the contract ends.</summary>
    private static IEnumerable<(string Value, ReadSource Source, FactFound Found)> Renewals(SaidFacts said, DateOnly writtenOn)
    {
        foreach (var source in said.Sources)
        {
            FactContext? last = null;
            foreach (var context in source.Contexts.Where(c => c.Found.Fact.Kind is FactKind.Date or FactKind.Duration).OrderBy(c => c.Found.Start))
            {
                var found = context.Found.Fact.Kind == FactKind.Date ? context.Found : DayAhead(source, context.Found, writtenOn);
                var isIt =
                    found is { Fact.Readings.Count: 1 }
                    && (DayOf(found.Value) ?? MonthOf(found.Value)) is not null
                    && !IsChanging(source, context)
                    && (
                        (context.Terms.Contains("*renew") && !Before(source, context).Exists(w => Others.Contains(w.Folded)))
                        || IsContractEnd(source, context)
                        || IsSecondOpinion(source, last, context)
                    );
                last = isIt ? context : null;
                if (isIt)
                {
                    yield return (DayOf(found!.Value) ?? MonthOf(found.Value)!, source, found.Value);
                }
            }
        }
    }

    /// <summary>"The contract runs until 3 March", "fin du contrat : 3 mars"; not that of a supplier, nor the notice.</summary>
    private static bool IsContractEnd(ReadSource source, FactContext context)
    {
        var words = Before(source, context);
        var end = words.FindLastIndex(w => ContractEnds.Contains(w.Folded));
        return end >= 0
            && words.Count - end <= NearEnd
            && words.Exists(w => Contracts.Contains(w.Folded))
            && !words.Exists(w => NoContractEnd.Contains(w.Folded) || Others.Contains(w.Folded))
            && !words.Skip(end + 1).Any(w => w.IsNumber || Starts.Contains(w.Folded));
    }

    /// <summary>The words of its sentence that stand before a fact.</summary>
    private static List<Token> Before(ReadSource source, FactContext context)
    {
        var tokens = source.Read.Tokens;
        var first = Token.IndexFrom(tokens, context.Found.Start);
        var from = first;
        while (
            from > 0
            && first - from < MostBeforeEnd
            && (from == first || tokens[from - 1].Line == tokens[from].Line)
            && !(tokens[from - 1].Folded is ";" or "!" or "?" or "|" || (from < tokens.Count && tokens[from - 1].Is(".") && tokens[from].IsCapital))
        )
        {
            from--;
        }

        return tokens[from..first];
    }

    /// <summary>"In 67 days" as a day.</summary>
    private static FactFound? DayAhead(ReadSource source, FactFound found, DateOnly writtenOn) =>
        found.Fact.Readings.Count == 1 && SaidFacts.Direction(source.Read, found) > 0 && Units.DaysOf(found.Fact.Readings[0]) is > 0 and var days
            ? found with
            {
                Fact = new(FactKind.Date, found.Fact.Text, [Days.Key(writtenOn.AddDays(days))]),
            }
            : null;

    private static string? MonthOf(FactFound found) => found.Fact.Readings[0] is ['m', _, _] or [_, _, _, _, '-', not 'Q', _] ? found.Fact.Readings[0] : null;

    /// <summary>Whether they can be the same day: what one leaves open, such as the year or the day, the other may say.</summary>
    private static bool IsSameDay(FactFound one, FactFound other, DateOnly writtenOn)
    {
        if (IsAhead(one) || IsAhead(other))
        {
            return DayIn(one, writtenOn) is not { } near
                || DayIn(other, writtenOn) is not { } far
                || Math.Abs(near.DayNumber - far.DayNumber) <= Slack + (MonthOf(one) is null && MonthOf(other) is null ? 0 : 16);
        }

        var ((year, month, day), (otherYear, otherMonth, otherDay)) = (Parts(one), Parts(other));
        return month == otherMonth && (day is null || otherDay is null || day == otherDay) && (year is null || otherYear is null || year == otherYear);

        static bool IsAhead(FactFound found) => FactReader.In(found.Fact.Text) is [{ Fact.Kind: FactKind.Duration }];
        static DateOnly? DayIn(FactFound found, DateOnly writtenOn) =>
            Parts(found) is var (y, m, d) ? NextDay(y is { } said ? $"{said:0000}-{m:00}-{d ?? 15:00}" : $"{m:00}-{d ?? 15:00}", writtenOn) : null;
    }

    private static (int? Year, int Month, int? Day) Parts(FactFound found) =>
        found.Fact.Readings[0] switch
        {
            ['m', .. var month] => (null, Number(month), null),
            { Length: 10 } full => (Number(full[..4]), Number(full[5..7]), Number(full[8..])),
            { Length: 7 } month => (Number(month[..4]), Number(month[5..]), null),
            var day => (null, Number(day[..2]), Number(day[3..])),
        };

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
