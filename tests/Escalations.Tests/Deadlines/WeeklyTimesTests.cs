using Escalations.Deadlines;
using TextAnalysis.Facts;

namespace Escalations.Tests.Deadlines;

public sealed class WeeklyTimesTests
{
    [Theory]
    [InlineData("UTC", "2026-03-16T08:00:00Z", "2026-03-16T08:00:00Z")]
    [InlineData("UTC", "2026-03-16T07:59:59Z", "2026-03-09T08:00:00Z")]
    [InlineData("UTC", "2026-03-22T23:00:00Z", "2026-03-16T08:00:00Z")]
    [InlineData("Europe/Paris", "2026-03-16T07:00:00Z", "2026-03-16T07:00:00Z")]
    [InlineData("Europe/Paris", "2026-03-30T06:00:00Z", "2026-03-30T06:00:00Z")]
    [InlineData("America/New_York", "2026-03-16T02:00:00Z", "2026-03-09T12:00:00Z")]
    public void Monday_at_eight_in_the_zone_summer_and_winter(string zone, string now, string last) =>
        Assert.Equal(DateTimeOffset.Parse(last, null), WeeklyTimes.LastAt(new(DayOfWeek.Monday, new(8, 0)), zone, DateTimeOffset.Parse(now, null)));

    /// <summary>B085: Easter Monday, 6 April 2026, is no working Monday; the next one is.</summary>
    [Theory]
    [InlineData("2026-03-01", "2026-03-02T08:00:00Z")]
    [InlineData("2026-04-01", "2026-04-13T08:00:00Z")]
    [InlineData("2026-06-01", "2026-06-01T08:00:00Z")]
    public void The_first_working_Monday_of_a_month(string first, string expected)
    {
        var calendar = Calendars.Utc with { Holidays = [new EasterHoliday("Easter Monday", 1)] };

        Assert.Equal(
            DateTimeOffset.Parse(expected, null),
            WeeklyTimes.FirstWorkingIn(DateOnly.Parse(first, null), new(DayOfWeek.Monday, new(8, 0)), WorkingCalendar.Of(calendar), "UTC")
        );
    }

    [Fact]
    public void A_time_that_the_clock_change_skips_is_moved_on() =>
        Assert.Equal(
            new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero),
            WeeklyTimes.LastAt(new(DayOfWeek.Sunday, new(2, 30)), "Europe/Paris", new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero))
        );
}
