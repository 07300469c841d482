using Escalations.Launches;
using Escalations.Reporting;
using Escalations.UseCases;

namespace Escalations.Tests.Launches;

/// <summary>What a launch's board counts over its weeks (A037), and that what lies behind a figure is what it counts (A068).</summary>
public sealed class LaunchBoardTests
{
    private const string Berlin = "Europe/Berlin";

    private static readonly Person Ann = new("ann", "Ann");

    // A Tuesday.
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_fixed_is_measured_from_its_first_routing()
    {
        Assert.Equal(new(0, null, null), FixTimes.Of([Matter(1, Now.AddDays(-1), null)]));
        Assert.Equal(new(1, Hours(3), Hours(3)), FixTimes.Of([Matter(1, Now.AddDays(-1), 3)]));

        // Between the two in the middle, and the ninth of ten.
        var ten = Enumerable.Range(1, 10).Reverse().Select(hours => Matter(hours, Now.AddDays(-9), hours));
        Assert.Equal(new(10, Hours(5.5), Hours(9)), FixTimes.Of(ten));
    }

    /// <summary>Midnight between Sunday and Monday is that of the zone; a launch without a matter has the week in which it began.</summary>
    [Fact]
    public void Its_weeks_are_those_from_its_begin_or_its_first_matter_until_now_or_its_end()
    {
        Assert.Equal(["2026-W11"], Weeks(Board([], begun: Now)));
        Assert.Equal(["2026-W10", "2026-W11"], Weeks(Board([], begun: new(2026, 3, 8, 22, 59, 0, TimeSpan.Zero))));
        Assert.Equal(["2026-W11"], Weeks(Board([], begun: new(2026, 3, 8, 23, 1, 0, TimeSpan.Zero))));
        Assert.Equal(["2026-W09", "2026-W10", "2026-W11"], Weeks(Board([Matter(1, Now.AddDays(-14), null)], begun: Now)));
        Assert.Equal(["2026-W08", "2026-W09"], Weeks(Board([Matter(1, Now.AddDays(-17), null)], begun: Now.AddDays(-21), closed: Now.AddDays(-10))));

        // A long one shows its last half year.
        Assert.Equal(26, Board([], begun: Now.AddDays(-400)).Weeks.Count);
    }

    [Fact]
    public void What_was_reopened_is_open_in_all_weeks_since_and_what_went_back_to_its_CSM_is_open_no_more()
    {
        var open = Matter(1, Now.AddDays(-14), null);
        var back = open with { Outline = open.Outline with { Status = Status.Draft } };
        Assert.Equal([1, 1, 1], Board([open], begun: Now).Weeks.Select(week => week.Open.Sum()));
        Assert.Equal([1, 1, 0], Board([back], begun: Now).Weeks.Select(week => week.Open.Sum()));
    }

    [Fact]
    public void Money_is_summed_where_it_may_be_read_alone()
    {
        LaunchMatter With(int number, decimal amount) =>
            Matter(number, Now.AddDays(-1), null) is var matter ? matter with { Outline = matter.Outline with { AtStake = new(amount, "EUR") } } : null!;
        LaunchMatter[] matters = [With(1, 100), With(2, 50), With(3, 10) with { Outline = With(3, 10).Outline with { Csm = "ben" } }];
        Assert.Equal([new("EUR", 150, 2)], Board(matters, begun: Now).AtStake);
    }

    /// <summary>Levels that the playbook names are counted; what somebody wrote in its place is a text, and shown nowhere here.</summary>
    [Fact]
    public void Only_levels_that_can_be_chosen_are_counted()
    {
        LaunchMatter Says(int number, string? journey) => Matter(number, Now.AddDays(-1), null) with { Journey = journey };
        Assert.Equal([("high", 2), ("none", 0), ("", 2)], Board([Says(1, "high"), Says(2, "high"), Says(3, "Acme cannot pay"), Says(4, null)], Now).Journeys);
        Assert.Equal([("high", 1), ("none", 0)], Board([Says(1, "high")], Now).Journeys);
    }

    /// <summary>Whatever happened when: weeks add up to the whole, and what was open is what had come and had not gone.</summary>
    [Fact]
    public void Weeks_add_up()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var matters = Enumerable.Range(1, random.Next(0, 30)).Select(number => Any(random, number)).ToList();
            var board = Board(matters, begun: Now.AddDays(-random.Next(0, 60)));
            var (defects, weeks) = (matters.Where(m => m.IsDefect).ToList(), board.Weeks);
            Assert.Equal(defects.Count, weeks.Sum(week => week.Opened));
            Assert.Equal(board.Count(new(LaunchFigure.Fixed, OnlyDefects: true)), weeks.Sum(week => week.Fixed));
            Assert.Equal(board.Standing.ToFix.Count, weeks.Sum(week => week.ToFix.Count));
            Assert.Equal(board.Standing.OpenDefects, weeks[^1].Open.Sum());
            Assert.Equal(weeks.Select(week => week.Week).Distinct().Count(), weeks.Count);
            var left = 0;
            foreach (var week in weeks)
            {
                left += week.Opened - week.Fixed;
                Assert.Equal(left, week.Open.Sum());
                foreach (var severity in Severities.All)
                {
                    LaunchFilter filter = new(LaunchFigure.Open, OnlyDefects: true, Severity: severity, Week: week.Week);
                    Assert.Equal(week.Open[(int)severity], board.Matching(filter).Count);
                    Assert.All(board.Matching(filter), outline => Assert.Equal(severity, outline.Around.Severity));
                }
            }
        }
    }

    private static IEnumerable<string> Weeks(LaunchBoard board) => board.Weeks.Select(week => week.Week.ToString());

    private static LaunchMatter Any(Random random, int number)
    {
        var at = Now.AddHours(-random.Next(1, 24 * 70));
        double? took = random.Next(3) == 0 || Now - at < Hours(2) ? null : random.Next(1, (int)(Now - at).TotalHours + 1);
        return Matter(number, at, took, (Severity)random.Next(4)) with { IsDefect = random.Next(4) > 0 };
    }

    /// <param name="took">Hours until it was resolved; null while it is open.</param>
    private static LaunchMatter Matter(int number, DateTimeOffset at, double? took, Severity severity = Severity.S2)
    {
        var escalation = new Escalation
        {
            Id = new(2026, number),
            Tenant = "tenant",
            Csm = Ann,
            Playbook = new("launch-protocol", "1"),
            Version = 3,
            Status = took is null ? Status.Routed : Status.Resolved,
            StartedAt = at,
            LastEventAt = at,
            RoutedAt = at,
            Decision = new("launch_issue", severity, null, Ann, at),
            Outcome = new() { ResolvedAt = took is { } hours ? at.AddHours(hours) : null },
        };
        return new(EscalationOutline.Of(escalation, OutlineGroup.Of(escalation)), IsDefect: true, IsDecision: false, Journey: null);
    }

    private static LaunchBoard Board(IReadOnlyList<LaunchMatter> matters, DateTimeOffset begun, DateTimeOffset? closed = null)
    {
        List<LaunchRecorded> life = [new(1, begun, Ann, new LaunchStarted("Orion", null))];
        if (closed is { } at)
        {
            life.Add(new(2, at, Ann, new LaunchClosed("Done.", RiskPosture.OnTrack, RiskPosture.OnTrack)));
        }

        var sight = new OutlineSight(Ann.Id, new HashSet<Target>(), [], _ => [], _ => [], (_, _) => Audience.Technical);
        return new(new(LaunchHead.Empty("orion"), Launch.Fold("tenant", "orion", life)), matters, sight, false, ["high", "none"], Now, Berlin);
    }

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);
}
