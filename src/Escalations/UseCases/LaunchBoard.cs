using Escalations.Launches;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>What of a launch's matters is counted.</summary>
public enum LaunchFigure
{
    /// <summary>Routed; of a week, in that week.</summary>
    Opened,

    /// <summary>Called resolved; of a week, in that week.</summary>
    Fixed,

    /// <summary>Still to be fixed or decided; of a week, at its end.</summary>
    Open,

    /// <summary>Open, and ending in a decision such as go or no-go.</summary>
    Decision,
}

/// <summary>
/// Which matters of a launch are meant. Its board counts by it and lists are made by it, so that what lies behind a figure is as many as
/// the figure says.
/// </summary>
/// <param name="OnlyDefects">Only what a defect has set off.</param>
/// <param name="Severity">Null for any.</param>
/// <param name="Week">Null for all.</param>
/// <param name="Currency">Only what has money at stake in it; empty for money without one, null for any.</param>
/// <param name="Journey">What the triage says of the customer's way; empty where it says nothing, null for any.</param>
/// <param name="Customer">Only what a brief of this customer was combined with; null for any.</param>
public sealed record LaunchFilter(
    LaunchFigure Figure,
    bool OnlyDefects = false,
    Severity? Severity = null,
    IsoWeek? Week = null,
    string? Currency = null,
    string? Journey = null,
    string? Customer = null
);

/// <summary>One week of a launch.</summary>
/// <param name="Opened">Defects.</param>
/// <param name="Fixed">Defects.</param>
/// <param name="Open">Defects that were open at its end, from S1 to S4 as they are classified now.</param>
/// <param name="ToFix">Of all matters that were resolved in it.</param>
public sealed record LaunchWeek(IsoWeek Week, int Opened, int Fixed, IReadOnlyList<int> Open, FixTimes ToFix);

/// <summary>A launch in figures, of what one person may see (A037), and the matters behind each of them (A068).</summary>
public sealed class LaunchBoard
{
    /// <summary>A launch of half a year is seen whole; of a longer one the last weeks are.</summary>
    private const int MostWeeks = 26;

    private readonly IReadOnlyList<Dated> matters;
    private readonly string timeZone;

    /// <param name="visible">The matters that the reader may see; nothing that is confidential.</param>
    /// <param name="isCut">Whether there are more of it than are looked at.</param>
    /// <param name="levels">What the triage can say of the customer's way, the worst first.</param>
    /// <param name="timeZone">IANA zone of the weeks.</param>
    public LaunchBoard(
        FoundLaunch found,
        IReadOnlyList<LaunchMatter> visible,
        OutlineSight sight,
        bool isCut,
        IReadOnlyList<string> levels,
        DateTimeOffset now,
        string timeZone
    )
    {
        (Found, Sight, IsCut, AsOf, this.timeZone) = (found, sight, isCut, now, timeZone);

        // What a company's playbook asks in words is a text, and read where the matter is read.
        visible = [.. visible.Select(m => m.Journey is { } said && !levels.Contains(said) ? m with { Journey = null } : m)];
        matters = [.. visible.Select(m => new Dated(m, IsoWeek.Of(m.Outline.RoutedAt!.Value, timeZone), WeekOf(m.Outline.ResolvedAt)))];
        Standing = LaunchStanding.Of(found, visible);
        Weeks = [.. WeeksOf(found.Launch, visible).Select(Of)];
        AtStake =
        [
            .. visible
                .Where(m => m is { IsOpen: true, Outline.AtStake: not null } && sight.ReadsMoney(m.Outline))
                .GroupBy(m => m.Outline.AtStake!.Currency)
                .Select(money => new BoardMoney(money.Key, money.Sum(m => m.Outline.AtStake!.Amount), money.Count()))
                .OrderByDescending(money => money.Count)
                .ThenBy(money => money.Currency, StringComparer.Ordinal),
        ];
        Customers =
        [
            .. visible
                .SelectMany(m => m.Customers)
                .GroupBy(Launch.KeyOf, (_, names) => (Name: names.First(), Count: names.Count()))
                .OrderByDescending(customer => customer.Count)
                .ThenBy(customer => customer.Name, StringComparer.Ordinal),
        ];
        Journeys =
            levels.Count == 0
                ? []
                : [.. levels.Append("").Select(level => (level, Count(new(LaunchFigure.Open, Journey: level)))).Where(j => j.level.Length > 0 || j.Item2 > 0)];
    }

    public FoundLaunch Found { get; }

    public OutlineSight Sight { get; }

    public LaunchStanding Standing { get; }

    public bool IsCut { get; }

    public DateTimeOffset AsOf { get; }

    /// <summary>From its begin, or its first matter, to now, or to the last that happened after its close; oldest first.</summary>
    public IReadOnlyList<LaunchWeek> Weeks { get; }

    /// <summary>Annual revenue at risk by open matters, where the reader may read it.</summary>
    public IReadOnlyList<BoardMoney> AtStake { get; }

    /// <summary>How many open matters hurt customers how much on their way; an empty level for those of which nobody has said.</summary>
    public IReadOnlyList<(string Level, int Count)> Journeys { get; }

    /// <summary>The customers who are known to be hurt, each with how many matters a brief of theirs was combined with.</summary>
    public IReadOnlyList<(string Name, int Count)> Customers { get; }

    /// <summary>How many matters there are that the reader may see.</summary>
    public int Matters => matters.Count;

    public int Count(LaunchFilter filter) => Filtered(filter).Count();

    /// <summary>Those that a figure counts, the most severe of what is open first, then what moved last.</summary>
    public IReadOnlyList<EscalationOutline> Matching(LaunchFilter filter) =>
        [
            .. Filtered(filter)
                .Select(m => m.Outline)
                .OrderBy(o => o.Status.IsEnded())
                .ThenBy(o => o.Around.Severity ?? Severity.S4)
                .ThenByDescending(o => o.LastEventAt),
        ];

    private IEnumerable<LaunchMatter> Filtered(LaunchFilter filter)
    {
        var end = filter.Week?.Borders(timeZone).End;
        return matters.Where(m => Includes(filter, m, end)).Select(m => m.Matter);
    }

    private bool Includes(LaunchFilter filter, Dated dated, DateTimeOffset? end)
    {
        var matter = dated.Matter;
        return (!filter.OnlyDefects || matter.IsDefect)
            && (filter.Severity is not { } severity || matter.Severity == severity)
            && (filter.Journey is not { } journey || (matter.Journey ?? "") == journey)
            && (filter.Customer is not { } customer || matter.Customers.Any(name => Launch.KeyOf(name) == Launch.KeyOf(customer)))
            && (
                filter.Currency is not { } currency
                || (matter.Outline.AtStake is { } money && (money.Currency ?? "") == currency && Sight.ReadsMoney(matter.Outline))
            )
            && filter.Figure switch
            {
                LaunchFigure.Opened => filter.Week is not { } week || dated.OpenedIn == week,
                LaunchFigure.Fixed => dated.FixedIn is { } fixedIn && (filter.Week is not { } week || fixedIn == week),
                LaunchFigure.Decision => matter is { IsOpen: true, IsDecision: true },
                _ => end is { } at && at <= AsOf ? matter.WasOpenAt(at.AddTicks(-1)) : matter.IsOpen,
            };
    }

    private LaunchWeek Of(IsoWeek week) =>
        new(
            week,
            Count(new(LaunchFigure.Opened, OnlyDefects: true, Week: week)),
            Count(new(LaunchFigure.Fixed, OnlyDefects: true, Week: week)),
            [.. Severities.All.Select(severity => Count(new(LaunchFigure.Open, OnlyDefects: true, Severity: severity, Week: week)))],
            FixTimes.Of(Filtered(new(LaunchFigure.Fixed, Week: week)))
        );

    private List<IsoWeek> WeeksOf(Launch launch, IReadOnlyList<LaunchMatter> visible)
    {
        var since = visible.Select(m => m.Outline.RoutedAt!.Value).Append(launch.StartedAt).Min();
        var until = launch.Outcome is { At: var closed } ? visible.Select(m => m.Outline.ResolvedAt ?? m.Outline.RoutedAt!.Value).Append(closed).Max() : AsOf;
        var weeks = new List<IsoWeek>();
        for (var at = until; weeks.Count < MostWeeks && (at >= since || weeks.Count == 0); at = weeks[0].Borders(timeZone).Start.AddTicks(-1))
        {
            weeks.Insert(0, IsoWeek.Of(at, timeZone));
        }

        return weeks;
    }

    private IsoWeek? WeekOf(DateTimeOffset? at) => at is { } instant ? IsoWeek.Of(instant, timeZone) : null;

    private sealed record Dated(LaunchMatter Matter, IsoWeek OpenedIn, IsoWeek? FixedIn);
}
