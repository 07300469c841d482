using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Takes revenue and renewal from the notes where words and figure stand together. Vague or contradictory is null.</summary>
internal static class Figures
{
    /// <summary>In days: a day without a year that was only so long ago is told of the past, not of the next year.</summary>
    private const int LongestPast = 21;

    private const int Near = 5;

    private static readonly Lexicon<string> Recurring = OfflineCues.Hints("recurring");
    private static readonly Lexicon<string> Yearly = OfflineCues.Hints("yearly");
    private static readonly Lexicon<string> Paying = OfflineCues.Hints("paying");
    private static readonly Lexicon<string> OtherMoney = OfflineCues.Hints("other_money");
    private static readonly Lexicon<string> Renewing = OfflineCues.Hints("renewing");

    public static Money? Revenue(IEnumerable<Statement> statements)
    {
        var found = statements.Select(RevenueIn).OfType<Money>().Distinct().ToList();
        return found is [var only] ? only
            : found.Select(f => f.Amount).Distinct().Count() == 1 ? found.First(f => f.Currency is not null)
            : null;
    }

    public static (DateOnly Day, Statement Source)? Renewal(IEnumerable<Statement> statements, DateOnly writtenOn)
    {
        var found = statements
            .Select(s => (Day: RenewalIn(s, writtenOn), Source: s))
            .Where(f => f.Day is not null)
            .Select(f => (f.Day!.Value, f.Source))
            .ToList();
        found = found.Any(f => f.Source.Field == Field.Fact) ? [.. found.Where(f => f.Source.Field == Field.Fact)] : found;
        return found.DistinctBy(f => f.Value).Count() == 1 ? found[0] : null;
    }

    private static Money? RevenueIn(Statement statement)
    {
        if (statement.Amounts.Count == 0)
        {
            return null;
        }

        var marks = Recurring.In(statement.Words);
        var isYearly = marks.Count == 0 && Paying.In(statement.Words).Count > 0;
        marks = isYearly ? Yearly.In(statement.Words) : marks;
        var others = OtherMoney.In(statement.Words);
        return statement
            .Amounts.Where(a =>
                a.IsMoney || (a.Money.Amount >= 1000 && a.Money.Amount is < 1900 or > 2100 && !statement.Dates.Any(d => d.Start <= a.Start && a.Start < d.End))
            )
            .Select(a => (Amount: a, Far: Distance(statement, a, marks), Other: Distance(statement, a, others)))
            .Where(a => a.Far <= (a.Amount.IsMoney ? Near : 1) && a.Other >= a.Far)
            .OrderBy(a => a.Far)
            .ThenByDescending(a => a.Amount.IsMoney)
            .Select(a => a.Amount.Money)
            .FirstOrDefault();
    }

    private static DateOnly? RenewalIn(Statement statement, DateOnly writtenOn)
    {
        var marks = Renewing.In(statement.Words);
        if (marks.Count == 0)
        {
            return null;
        }

        var dated = statement
            .Dates.Where(d =>
                !IsDueBy(statement, d) && !(d.Year is null && d.Before(writtenOn) is var last && last < writtenOn && last > writtenOn.AddDays(-LongestPast))
            )
            .Select(d => (Day: d.From(writtenOn), Far: Distance(statement, d.Start, d.End, marks)))
            .Where(d => d.Far <= Near && d.Day >= writtenOn)
            .OrderBy(d => d.Far)
            .Select(d => (DateOnly?)d.Day)
            .FirstOrDefault();
        return dated ?? InDays(statement, marks, writtenOn);
    }

    private static bool IsDueBy(Statement statement, DateFound date) =>
        statement.WordAt(date.Start) is var at and > 0 && statement.Words[at - 1].Folded == "by";

    /// <summary>"renewal in 67 days", "67 days to renewal". Weeks and months are too vague for a date.</summary>
    private static DateOnly? InDays(Statement statement, IReadOnlyList<Hit<string>> marks, DateOnly writtenOn)
    {
        var words = statement.Words;
        for (var at = 1; at + 1 < words.Count; at++)
        {
            if (
                int.TryParse(words[at].Folded, out var days)
                && days is > 0 and < 2000
                && words[at + 1].Folded is "days" or "tagen" or "jours" or "dias" or "tage"
                && (
                    marks.Any(m => at > m.Last && at - m.Last <= 3 && words[at - 1].Folded is "in" or "dans" or "en" or "em")
                    || marks.Any(m => m.First > at && m.First - at <= 4 && words[at + 2].Folded is "to" or "until" or "till" or "before" or "bis")
                )
            )
            {
                return writtenOn.AddDays(days);
            }
        }

        return
            words is [{ Folded: var first }, { Folded: "days" or "tage" }, { Folded: "to" or "until" or "before" or "bis" }, ..]
            && int.TryParse(first, out var count)
            && count is > 0 and < 2000
            && marks.Any(m => m.First <= 4)
            ? writtenOn.AddDays(count)
            : null;
    }

    private static int Distance(Statement statement, AmountFound amount, IReadOnlyList<Hit<string>> marks) =>
        Distance(statement, amount.Start, amount.End, marks);

    private static int Distance(Statement statement, int start, int end, IReadOnlyList<Hit<string>> marks)
    {
        var (first, next) = (statement.WordAt(start), statement.WordAt(end));
        return marks.Select(m => m.First >= next ? m.First - next : Math.Max(first - m.Last - 1, 0)).DefaultIfEmpty(int.MaxValue).Min();
    }
}
