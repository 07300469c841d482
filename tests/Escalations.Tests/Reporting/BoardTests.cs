using Escalations.Reporting;
using TextAnalysis.Facts;

namespace Escalations.Tests.Reporting;

/// <summary>What the board counts, and what lies behind each of its figures.</summary>
public sealed class BoardTests
{
    private const string Paris = "Europe/Paris";

    // A Tuesday.
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly OutlineGroup Engineering = OutlineGroup.Of(
        new Escalation
        {
            Id = new(2026, 1),
            Tenant = "tenant",
            Csm = new("ann", "Ann"),
            Playbook = new("customer-escalation", "1"),
            Version = 3,
            Status = Status.Routed,
            StartedAt = Now,
            LastEventAt = Now,
            Assignment = new() { Teams = ["engineering"] },
        }
    );

    [Fact]
    public void The_median_of_an_even_number_is_the_mean_of_its_middle_and_nine_in_ten_a_time_that_something_took()
    {
        Assert.Equal(new BoardTimes(0, null, null), BoardTimes.Of([]));
        Assert.Equal(new BoardTimes(1, 3, 3), BoardTimes.Of([TimeSpan.FromHours(3)]));
        Assert.Equal(new BoardTimes(10, 5.5, 9), BoardTimes.Of([.. Enumerable.Range(1, 10).Reverse().Select(hours => TimeSpan.FromHours(hours))]));
    }

    /// <summary>Midnight between Sunday and Monday is that of the zone: 23:00 UTC in Paris' winter.</summary>
    [Fact]
    public void A_week_begins_where_the_calendar_is()
    {
        var board = Board.Of(
            [Routed(1, new(2026, 3, 8, 22, 59, 0, TimeSpan.Zero)), Routed(2, new(2026, 3, 8, 23, 1, 0, TimeSpan.Zero)), Routed(3, Now.AddDays(-400))],
            0,
            4,
            _ => true,
            Now,
            Paris
        );
        Assert.Equal(["2026-W08", "2026-W09", "2026-W10", "2026-W11"], board.Weeks.Select(week => week.Week.ToString()));
        Assert.Equal([0, 0, 1, 1], board.Weeks.Select(week => week.Opened));
        Assert.Equal(3, board.Open);
    }

    [Fact]
    public void A_term_is_near_with_a_quarter_of_it_left_and_over_at_its_end()
    {
        var term = Routed(1, Now) with { DueAt = Now.AddHours(4), RiskAt = Now.AddHours(3) };
        Assert.False(term.IsAtRisk(Now.AddHours(2.9)));
        Assert.True(term.IsAtRisk(Now.AddHours(3)));
        Assert.True(term.IsOverdue(Now.AddHours(4)));
        Assert.False(term.IsAtRisk(Now.AddHours(4)));
        Assert.False((term with { Status = Status.Closed }).IsOverdue(Now.AddHours(9)));
        Assert.True((Routed(2, Now) with { Status = Status.Stalled }).IsAtRisk(Now));
    }

    [Fact]
    public void Money_is_summed_by_currency_where_it_may_be_read_and_drafts_are_in_no_figure()
    {
        EscalationOutline[] all =
        [
            Routed(1, Now) with
            {
                AtStake = new Money(100, "EUR"),
            },
            Routed(2, Now) with
            {
                AtStake = new Money(50, "EUR"),
            },
            Routed(3, Now) with
            {
                AtStake = new Money(7, null),
            },
            Routed(4, Now) with
            {
                AtStake = new Money(1_000, "EUR"),
            },
            Routed(5, Now) with
            {
                RoutedAt = null,
                Status = Status.Draft,
                AtStake = new Money(9_999, "EUR"),
            },
            Routed(6, Now) with
            {
                Status = Status.Closed,
                EndedAt = Now,
                AtStake = new Money(9_999, "EUR"),
            },
        ];
        var board = Board.Of(all, 2, 4, outline => outline.Id.Number != 4, Now, Paris);
        Assert.Equal([new BoardMoney("EUR", 150, 2), new BoardMoney(null, 7, 1)], board.AtStake);
        Assert.Equal((4, 2, 1), (board.Open, board.Confidential, board.Weeks[^1].Ended));
        Assert.Equal(["engineering"], board.Teams.Select(team => team.Key));
    }

    /// <summary>Times go from when the team that acknowledged was asked, and from the first routing to the resolution that stands.</summary>
    [Fact]
    public void Both_times_have_their_own_beginning()
    {
        var done = Routed(1, Now.AddHours(-60)) with
        {
            AskedAt = Now.AddHours(-50),
            AcknowledgedAt = Now.AddHours(-48),
            ResolvedAt = Now.AddHours(-10),
            Status = Status.Resolved,
        };
        var board = Board.Of([done], 0, 4, _ => true, Now, Paris);
        Assert.Equal((2d, 50d), (board.Acknowledge.Median!.Value, board.Resolve.Median!.Value));
    }

    private static EscalationOutline Routed(int number, DateTimeOffset at) =>
        new(new(2026, number), "ann", [], null, null, Engineering, Status.Routed, at, at, at, null, null, null, null, null, null);
}
