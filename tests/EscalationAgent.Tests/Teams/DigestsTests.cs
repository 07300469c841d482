using System.Globalization;
using EscalationAgent.Teams;

namespace EscalationAgent.Tests.Teams;

/// <summary>When what was kept for somebody is told, by their own clock.</summary>
public sealed class DigestsTests
{
    private static readonly Digests Digests = new(10, [new(8, 30), new(17, 0)], day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    [Theory]
    [InlineData("2026-03-10T07:29:59Z", "Europe/Paris", "2026-03-10T07:30:00Z")]
    [InlineData("2026-03-10T07:30:00Z", "Europe/Paris", "2026-03-10T16:00:00Z")] // the point itself is over
    [InlineData("2026-03-10T16:00:00Z", "Europe/Paris", "2026-03-11T07:30:00Z")]
    [InlineData("2026-03-27T20:00:00Z", "Europe/Paris", "2026-03-30T06:30:00Z")] // over a weekend, of which one night is an hour shorter
    [InlineData("2026-03-10T12:00:00Z", null, "2026-03-10T17:00:00Z")]
    [InlineData("2026-03-10T12:00:00Z", "Nowhere/At_all", "2026-03-10T17:00:00Z")]
    [InlineData("2026-03-10T12:00:00Z", "Pacific/Kiritimati", "2026-03-10T18:30:00Z")]
    public void The_next_quiet_point(string now, string? zone, string at) =>
        Assert.Equal(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), Digests.NextAfter(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), zone));

    [Fact]
    public void A_calendar_that_never_opens_keeps_nothing_for_ever() =>
        Assert.Equal(
            new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero),
            new Digests(10, [new(12, 0)], _ => false).NextAfter(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero), null)
        );

    [Fact]
    public void Ten_are_enough_unless_none_are_counted()
    {
        Assert.Equal((false, true), (Digests.IsEnough(9), Digests.IsEnough(10)));
        Assert.False(Digests.Off.IsEnough(1_000));
        Assert.False(new Digests(0, [new(8, 30)], _ => true).IsEnough(1_000));
    }

    [Theory]
    [InlineData("08:30, 17:00", 2)]
    [InlineData("12:00", 1)]
    [InlineData("", null)]
    [InlineData("noon", null)]
    [InlineData("08:30, 25:00", null)]
    public void Times_are_read_or_refused(string text, int? count) => Assert.Equal(count, Digests.Times(text)?.Count);
}
