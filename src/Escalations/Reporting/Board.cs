namespace Escalations.Reporting;

/// <summary>How long something took, over several.</summary>
/// <param name="Median">In hours by the clock; null over none.</param>
/// <param name="P90">Nine in ten took no longer.</param>
public sealed record BoardTimes(int Count, double? Median, double? P90)
{
    public static BoardTimes Of(List<TimeSpan> took)
    {
        took.Sort();
        return new(took.Count, Hours(Percentiles.Median(took)), Hours(Percentiles.Ninetieth(took)));
    }

    private static double? Hours(TimeSpan? time) => time is { } known ? Math.Round(known.TotalHours, 2) : null;
}

/// <summary>A team's part.</summary>
/// <param name="Key">Empty where none is accountable.</param>
/// <param name="BySeverity">Open ones, from S1 to S4.</param>
public sealed record BoardTeam(string Key, IReadOnlyList<int> BySeverity, int Overdue, int AtRisk)
{
    public int Open => BySeverity.Sum();
}

/// <summary>One week of the trend.</summary>
public sealed record BoardWeek(IsoWeek Week, int Opened, int Ended, BoardTimes Acknowledge, BoardTimes Resolve);

/// <summary>Money at stake in one currency.</summary>
/// <param name="Currency">Null where none was said.</param>
public sealed record BoardMoney(string? Currency, decimal Amount, int Count);

/// <summary>What somebody may see, in figures. What is confidential is in one of them alone, which names nothing.</summary>
/// <param name="BySeverity">Open ones, from S1 to S4.</param>
/// <param name="Confidential">Open people matters, beside all other figures.</param>
public sealed record Board(
    DateTimeOffset AsOf,
    int Open,
    int Overdue,
    int AtRisk,
    int Unacknowledged,
    int Stalled,
    IReadOnlyList<int> BySeverity,
    IReadOnlyList<BoardTeam> Teams,
    IReadOnlyList<BoardMoney> AtStake,
    BoardTimes Acknowledge,
    BoardTimes Resolve,
    IReadOnlyList<BoardWeek> Weeks,
    int Confidential
)
{
    /// <param name="visible">All that the reader may see.</param>
    /// <param name="confidential">How many people matters are open that the reader may count.</param>
    /// <param name="weeks">How many weeks the times and the trend go back, this one included.</param>
    /// <param name="readsMoney">Whether the reader may read what is at stake in one.</param>
    /// <param name="timeZone">IANA zone of the weeks.</param>
    public static Board Of(
        IEnumerable<EscalationOutline> visible,
        int confidential,
        int weeks,
        Func<EscalationOutline, bool> readsMoney,
        DateTimeOffset now,
        string timeZone
    )
    {
        IReadOnlyList<EscalationOutline> all = [.. visible.Where(o => o is { RoutedAt: not null, Around.IsConfidential: false })];
        IReadOnlyList<EscalationOutline> open = [.. all.Where(o => o.IsOpen)];
        var trend = Trend(all, weeks, now, timeZone);
        return new(
            now,
            open.Count,
            open.Count(o => o.IsOverdue(now)),
            open.Count(o => o.IsAtRisk(now)),
            open.Count(o => o.Status == Status.Routed),
            open.Count(o => o.Status == Status.Stalled),
            BySeverityOf(open),
            [
                .. open.GroupBy(o => o.Around.Team ?? "")
                    .Select(team => new BoardTeam(team.Key, BySeverityOf(team), team.Count(o => o.IsOverdue(now)), team.Count(o => o.IsAtRisk(now))))
                    .OrderByDescending(team => team.Overdue + team.AtRisk)
                    .ThenByDescending(team => team.Open)
                    .ThenBy(team => team.Key, StringComparer.Ordinal),
            ],
            [
                .. open.Where(o => o.AtStake is not null && readsMoney(o))
                    .GroupBy(o => o.AtStake!.Currency)
                    .Select(money => new BoardMoney(money.Key, money.Sum(o => o.AtStake!.Amount), money.Count()))
                    .OrderByDescending(money => money.Count)
                    .ThenBy(money => money.Currency, StringComparer.Ordinal),
            ],
            BoardTimes.Of([.. trend.SelectMany(week => week.Acknowledged)]),
            BoardTimes.Of([.. trend.SelectMany(week => week.Resolved)]),
            [.. trend.Select(week => new BoardWeek(week.Of, week.Opened, week.Ended, BoardTimes.Of(week.Acknowledged), BoardTimes.Of(week.Resolved)))],
            confidential
        );
    }

    private static int[] BySeverityOf(IEnumerable<EscalationOutline> outlines)
    {
        var counts = new int[Severities.All.Count];
        foreach (var severity in outlines.Select(o => o.Around.Severity).OfType<Severity>())
        {
            counts[(int)severity]++;
        }

        return counts;
    }

    private static List<WeekTally> Trend(IReadOnlyList<EscalationOutline> all, int weeks, DateTimeOffset now, string timeZone)
    {
        var tallies = new List<WeekTally>();
        for (var end = now; tallies.Count < weeks; end = tallies[0].Of.Borders(timeZone).Start.AddTicks(-1))
        {
            tallies.Insert(0, new(IsoWeek.Of(end, timeZone)));
        }

        IReadOnlyList<DateTimeOffset> starts = [.. tallies.Select(tally => tally.Of.Borders(timeZone).Start)];
        WeekTally? Tally(DateTimeOffset? at)
        {
            if (at is not { } instant || instant < starts[0] || instant > now)
            {
                return null;
            }

            var week = starts.Count - 1;
            while (starts[week] > instant)
            {
                week--;
            }

            return tallies[week];
        }

        foreach (var outline in all)
        {
            if (Tally(outline.RoutedAt) is { } opened)
            {
                opened.Opened++;
            }

            if (Tally(outline.EndedAt) is { } ended)
            {
                ended.Ended++;
            }

            if (Tally(outline.AcknowledgedAt) is { } acknowledged && outline.AskedAt is { } asked)
            {
                acknowledged.Acknowledged.Add(outline.AcknowledgedAt!.Value - asked);
            }

            if (Tally(outline.ResolvedAt) is { } resolved)
            {
                resolved.Resolved.Add(outline.ResolvedAt!.Value - outline.RoutedAt!.Value);
            }
        }

        return tallies;
    }

    private sealed record WeekTally(IsoWeek Of)
    {
        public int Opened { get; set; }

        public int Ended { get; set; }

        public List<TimeSpan> Acknowledged { get; } = [];

        public List<TimeSpan> Resolved { get; } = [];
    }
}
