using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Takes from the notes what the customer pays in a year and when the contract renews or ends. Unsure or contradictory is null.</summary>
internal sealed class Figures(NotesRead notes, DateOnly writtenOn)
{
    private const double Enough = 0.4;

    /// <summary>Words between an amount and what says that it is another kind of money.</summary>
    private const int Near = 3;

    private static readonly Lexicon<string> Recurring = OfflineCues.Hints("recurring");
    private static readonly Lexicon<string> Yearly = OfflineCues.Hints("yearly");
    private static readonly Lexicon<string> OtherMoney = OfflineCues.Hints("other_money");
    private static readonly Lexicon<string> Renewing = OfflineCues.Hints("renewing");

    private readonly Mentions mentions = new(notes, writtenOn);

    public (Money Value, Statement Source)? Revenue()
    {
        var amounts = mentions.Amounts().Where(a => !IsOtherMoney(a.Mention)).ToList();
        return amounts.Where(a => Distance(a.Mention, Recurring.In(a.Mention.Statement.Words)) <= 1).DistinctBy(a => a.Money.Amount).Count() > 1
            ? null
            : OnlyOne(amounts.Select(a => (a.Money, a.Mention.Statement, LinearModel.Values.Sureness(mentions.Of(a.Mention, a.Money)))), money => money.Amount);
    }

    public (DateOnly Day, Statement Source)? Renewal() =>
        OnlyOne(
            mentions
                .Days()
                .Select(d => (d.Day, d.Mention.Statement, LinearModel.Renewals.Sureness(mentions.Of(d.Mention, d.Day))))
                .Where(d => d.Day >= writtenOn),
            day => day
        ) ?? InDays();

    /// <summary>The likeliest; none where another is nearly as likely.</summary>
    private static (T Found, Statement Source)? OnlyOne<T, TSame>(IEnumerable<(T Found, Statement Source, double Sureness)> candidates, Func<T, TSame> same)
    {
        const double Lead = 10;
        var ranked = candidates
            .Where(c => c.Sureness >= Enough)
            .GroupBy(c => same(c.Found))
            .Select(g => g.MaxBy(c => c.Sureness))
            .OrderByDescending(c => c.Sureness)
            .ToList();
        return ranked is [var best, .. var others] && (others is not [var second, ..] || Odds(best.Sureness) >= Lead * Odds(second.Sureness))
            ? (best.Found, best.Source)
            : null;
    }

    private (DateOnly Day, Statement Source)? InDays() =>
        notes
            .Statements.Select(s => (Day: InDays(s, Renewing.In(s.Words), writtenOn), Source: s))
            .Where(f => f.Day is not null)
            .Select(f => ((DateOnly, Statement)?)(f.Day!.Value, f.Source))
            .FirstOrDefault();

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

    /// <summary>A loss, an invoice, a month's sum: its words are nearer than those of a year's.</summary>
    private static bool IsOtherMoney(Mention mention)
    {
        var words = mention.Statement.Words;
        var other = Distance(mention, OtherMoney.In(words));
        return other <= Near && other < Math.Min(Distance(mention, Recurring.In(words)), Distance(mention, Yearly.In(words)));
    }

    private static int Distance(Mention mention, IReadOnlyList<Hit<string>> marks)
    {
        var (first, next) = (mention.Statement.WordAt(mention.Start), mention.Statement.WordAt(mention.End));
        return marks.Select(m => m.First >= next ? m.First - next : Math.Max(first - m.Last - 1, 0)).DefaultIfEmpty(int.MaxValue).Min();
    }

    private static double Odds(double sureness) => sureness / Math.Max(1e-9, 1 - sureness);
}
