using System.Globalization;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Launches;
using Escalations.Reporting;
using Escalations.UseCases;
using TextAnalysis.Redaction;

namespace EscalationAgent.Teams.Tab;

/// <summary>One launch in a list.</summary>
/// <param name="Readiness">How many criteria are met, in words.</param>
/// <param name="Alarms">How many criteria are beyond their threshold.</param>
/// <param name="Open">How many matters are open that the reader may see.</param>
internal sealed record TabLaunchRow(
    string Id,
    string Name,
    string Status,
    string StatusTitle,
    DateOnly? Day,
    string Readiness,
    int Alarms,
    int Open,
    int OpenS1,
    int OpenS2,
    string StartedBy,
    DateTimeOffset StartedAt
)
{
    public static TabLaunchRow Of(FoundLaunch found, LaunchStanding standing)
    {
        var launch = found.Launch;
        return new(
            launch.Id,
            launch.Name,
            launch.Status.ToString().ToLowerInvariant(),
            LaunchCards.StatusOf(launch),
            launch.Day,
            LaunchCards.Readiness(launch, standing),
            launch.IsOpen ? launch.Alarms.Count : 0,
            standing.OpenIds.Count,
            standing.OpenS1,
            standing.OpenS2,
            launch.StartedBy.Name,
            launch.StartedAt
        );
    }
}

/// <summary><c>GET /api/me/launches</c>: those that the reader may see.</summary>
internal sealed record TabLaunchList(IReadOnlyList<TabLaunchRow> Launches);

/// <summary>How long fixing took, in hours by the clock; null over none.</summary>
internal sealed record LaunchTimes(int Count, double? Median, double? P90)
{
    public static LaunchTimes Of(FixTimes times) => new(times.Count, Hours(times.Median), Hours(times.Ninetieth));

    private static double? Hours(TimeSpan? took) => took is { } time ? Math.Round(time.TotalHours, 2) : null;
}

/// <summary>A criterion, and what was measured of it last.</summary>
/// <param name="Kind"><c>service_level</c>, <c>defects</c> or <c>experience</c>.</param>
/// <param name="Limit">What was agreed, in words.</param>
/// <param name="Threshold">In <paramref name="Unit"/>, as all values.</param>
/// <param name="Value">Null while nothing was measured, as all that follows but <paramref name="Count"/>.</param>
/// <param name="Shown">The value with its unit, as the reader writes numbers.</param>
/// <param name="IsAlarm">Whether its alarm is raised.</param>
/// <param name="Count">How many measures there are.</param>
internal sealed record TabCriterion(
    string Key,
    string Name,
    string Kind,
    string Limit,
    decimal Threshold,
    string? Unit,
    decimal? Value,
    string? Shown,
    DateTimeOffset? MeasuredAt,
    string? Source,
    bool? IsMet,
    bool IsAlarm,
    int Count
)
{
    public static TabCriterion Of(FoundLaunch found, Criterion criterion)
    {
        var soFar = found.Head.Measured.GetValueOrDefault(criterion.Key);
        return new(
            criterion.Key,
            criterion.Name,
            criterion.Kind == CriterionKind.ServiceLevel ? "service_level" : criterion.Kind.ToString().ToLowerInvariant(),
            PlainText.Of(LaunchCards.Limit(criterion)),
            criterion.Threshold,
            criterion.Unit is { } unit ? Secrets.Hide(unit) : null,
            soFar?.Newest.Value,
            soFar is null ? null : PlainText.Of(LaunchCards.Number(soFar.Newest.Value, criterion)),
            soFar?.Newest.At,
            soFar is null ? null : Secrets.Hide(soFar.Newest.Source),
            soFar is null ? null : criterion.IsMetBy(soFar.Newest.Value),
            found.Launch.IsOpen && found.Launch.Alarms.Contains(criterion.Key),
            soFar?.Count ?? 0
        );
    }
}

/// <summary>A milestone.</summary>
/// <param name="State"><c>planned</c>, <c>reached</c>, <c>reached_late</c> or <c>missed</c>.</param>
/// <param name="MovedFrom">The day that was planned first; null where it was not moved, as the reason.</param>
internal sealed record TabMilestone(string Name, DateOnly Due, string State, DateOnly? ReachedOn, DateOnly? MovedFrom, string? Because)
{
    public bool IsLate => State is "reached_late" or "missed";

    public static TabMilestone Of(Escalations.Launches.Milestone milestone, DateOnly today) =>
        new(
            milestone.Name,
            milestone.Due,
            (milestone.MetOn is not null, milestone.IsMissed(today)) switch
            {
                (true, true) => "reached_late",
                (true, false) => "reached",
                (false, true) => "missed",
                _ => "planned",
            },
            milestone.MetOn,
            milestone.IsMoved ? milestone.FirstDue : null,
            milestone.IsMoved ? milestone.Because : null
        );
}

/// <summary>A week of a launch; its first three figures are of defects.</summary>
/// <param name="Open">Open at its end, from S1 to S4.</param>
internal sealed record TabLaunchWeek(string Week, DateOnly Monday, int Opened, int Fixed, IReadOnlyList<int> Open, LaunchTimes ToFix);

/// <summary>How many open matters hurt customers so much on their way.</summary>
/// <param name="Key">Empty where nobody has said.</param>
internal sealed record TabJourney(string Key, string Title, int Count);

/// <summary>A customer who is known to be hurt, with how many matters tell of them.</summary>
internal sealed record TabCustomer(string Name, int Count);

/// <summary>Defects: what was opened, fixed and is open, from S1 to S4.</summary>
internal sealed record LaunchDefects(int Opened, int Fixed, int Open, IReadOnlyList<int> BySeverity);

/// <summary><c>GET /api/me/launches/ID</c>: a launch in figures, of what the reader may see.</summary>
/// <param name="MovedFrom">The day that was planned first; null where it was not moved, as the reason.</param>
/// <param name="Met">How many of the criteria their last measure meets.</param>
/// <param name="FirstDecision">By when the first decision is due; null for none.</param>
/// <param name="CutAt">The figures are of so many matters alone, those that were routed last; null where they are of all.</param>
internal sealed record TabLaunch(
    TabLaunchRow Row,
    DateTimeOffset AsOf,
    DateTimeOffset? LiveAt,
    DateOnly? MovedFrom,
    string? MovedBecause,
    string? Outcome,
    LaunchDefects Defects,
    LaunchTimes ToFix,
    IReadOnlyList<TabLaunchWeek> Weeks,
    int Met,
    IReadOnlyList<TabCriterion> Criteria,
    IReadOnlyList<TabMilestone> Milestones,
    int DecisionsDue,
    DateTimeOffset? FirstDecision,
    IReadOnlyList<TabCustomer> Customers,
    IReadOnlyList<TabJourney> Journeys,
    IReadOnlyList<BoardMoney> AtStake,
    int Matters,
    int? CutAt
)
{
    /// <param name="levelOf">What a level of the triage is called.</param>
    public static TabLaunch Of(LaunchBoard board, Func<string, string> levelOf)
    {
        var launch = board.Found.Launch;
        var today = DateOnly.FromDateTime(board.AsOf.UtcDateTime);
        return new(
            TabLaunchRow.Of(board.Found, board.Standing),
            board.AsOf,
            launch.LiveAt,
            launch.MovedBecause is null ? null : launch.FirstDay,
            launch.MovedBecause,
            launch.Outcome is { } outcome ? PlainText.Of(LaunchCards.Ending(outcome, null).Text) : null,
            new(
                board.Count(new(LaunchFigure.Opened, OnlyDefects: true)),
                board.Count(new(LaunchFigure.Fixed, OnlyDefects: true)),
                board.Count(new(LaunchFigure.Open, OnlyDefects: true)),
                [.. Severities.All.Select(severity => board.Count(new(LaunchFigure.Open, OnlyDefects: true, Severity: severity)))]
            ),
            LaunchTimes.Of(board.Standing.ToFix),
            [
                .. board.Weeks.Select(week => new TabLaunchWeek(
                    week.Week.ToString(),
                    week.Week.Monday,
                    week.Opened,
                    week.Fixed,
                    week.Open,
                    LaunchTimes.Of(week.ToFix)
                )),
            ],
            board.Standing.Met,
            [.. launch.Criteria.Select(agreed => TabCriterion.Of(board.Found, agreed.Criterion))],
            [.. launch.Milestones.Select(milestone => TabMilestone.Of(milestone, today))],
            board.Standing.DecisionsDue,
            board.Standing.FirstDecision,
            [.. board.Customers.Select(customer => new TabCustomer(customer.Name, customer.Count))],
            [.. board.Journeys.Select(journey => new TabJourney(journey.Level, levelOf(journey.Level), journey.Count))],
            board.AtStake,
            board.Matters,
            board.IsCut ? board.Matters : null
        );
    }
}

/// <summary><c>GET /api/me/launches/ID/matters</c>: the matters behind a figure, a page of them.</summary>
/// <param name="Title">Which ones they are.</param>
internal sealed record TabLaunchMatters(string Launch, string Title, IReadOnlyList<TabRow> Escalations, int Total, int Page, int Pages);

/// <summary>One measure.</summary>
internal sealed record TabMeasure(DateTimeOffset At, decimal Value, string Shown, string Source, bool IsMet);

/// <summary><c>GET /api/me/launches/ID/measures</c>: what was measured of a criterion, the newest first, a page of it.</summary>
/// <param name="Trend">The last values, the oldest first.</param>
internal sealed record TabMeasures(
    string Launch,
    TabCriterion Criterion,
    IReadOnlyList<TabMeasure> Measures,
    IReadOnlyList<TabMeasure> Trend,
    int Total,
    int Page,
    int Pages
);

/// <summary>A launch as a table: one figure a line, so that any program can sort and sum it.</summary>
internal static class LaunchCsv
{
    public static string Of(TabLaunch launch)
    {
        var csv = new CsvText();
        Line(csv, "group", "of", "figure", "value");
        Line(csv, "launch", launch.Row.Name, "status", launch.Row.Status);
        Line(csv, "launch", launch.Row.Name, "day", Day(launch.Row.Day));
        Line(csv, "launch", launch.Row.Name, "day_moved_from", Day(launch.MovedFrom));
        Line(csv, "launch", launch.Row.Name, "live_at", Instant(launch.LiveAt));
        Line(csv, "launch", launch.Row.Name, "as_of", Instant(launch.AsOf));
        Line(csv, "defects", "", "opened", Number(launch.Defects.Opened));
        Line(csv, "defects", "", "fixed", Number(launch.Defects.Fixed));
        foreach (var (severity, count) in Severities.All.Zip(launch.Defects.BySeverity))
        {
            Line(csv, "defects", $"{severity}", "open", Number(count));
        }

        Times(csv, "time_to_fix", "", launch.ToFix);
        Line(csv, "readiness", "", "criteria", Number(launch.Criteria.Count));
        Line(csv, "readiness", "", "criteria_met", Number(launch.Met));
        Line(csv, "readiness", "S1", "open", Number(launch.Row.OpenS1));
        Line(csv, "readiness", "S2", "open", Number(launch.Row.OpenS2));
        Line(csv, "readiness", "", "decisions_due", Number(launch.DecisionsDue));
        foreach (var criterion in launch.Criteria)
        {
            Line(csv, "criterion", criterion.Name, "kind", criterion.Kind);
            Line(csv, "criterion", criterion.Name, "threshold", CsvText.Number(criterion.Threshold));
            Line(csv, "criterion", criterion.Name, "unit", criterion.Unit ?? "");
            Line(csv, "criterion", criterion.Name, "value", CsvText.Number(criterion.Value));
            Line(csv, "criterion", criterion.Name, "measured_at", Instant(criterion.MeasuredAt));
            Line(csv, "criterion", criterion.Name, "is_met", criterion.IsMet is { } met ? (met ? "true" : "false") : "");
        }

        foreach (var milestone in launch.Milestones)
        {
            Line(csv, "milestone", milestone.Name, "due", Day(milestone.Due));
            Line(csv, "milestone", milestone.Name, "state", milestone.State);
            Line(csv, "milestone", milestone.Name, "reached_on", Day(milestone.ReachedOn));
            Line(csv, "milestone", milestone.Name, "moved_from", Day(milestone.MovedFrom));
        }

        foreach (var customer in launch.Customers)
        {
            Line(csv, "customer", customer.Name, "matters", Number(customer.Count));
        }

        foreach (var journey in launch.Journeys)
        {
            Line(csv, "customer_journey", journey.Key, "open", Number(journey.Count));
        }

        foreach (var money in launch.AtStake)
        {
            Line(csv, "at_stake", money.Currency ?? "", "amount", CsvText.Number(money.Amount));
        }

        foreach (var week in launch.Weeks)
        {
            Line(csv, "week", week.Week, "defects_opened", Number(week.Opened));
            Line(csv, "week", week.Week, "defects_fixed", Number(week.Fixed));
            foreach (var (severity, count) in Severities.All.Zip(week.Open))
            {
                Line(csv, "week", week.Week, $"defects_open_{severity}", Number(count));
            }

            Times(csv, "week", week.Week, week.ToFix);
        }

        return csv.ToString();
    }

    private static void Times(CsvText csv, string group, string of, LaunchTimes times)
    {
        Line(csv, group, of, "fixed_count", Number(times.Count));
        Line(csv, group, of, "fixed_median_hours", CsvText.Number(times.Median));
        Line(csv, group, of, "fixed_p90_hours", CsvText.Number(times.P90));
    }

    private static void Line(CsvText csv, params IEnumerable<string> cells) => csv.Line(cells);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day is { } known ? CardFormat.Iso(known) : "";

    private static string Instant(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
