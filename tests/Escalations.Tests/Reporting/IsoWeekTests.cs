using System.Globalization;
using Escalations.Reporting;
using TextAnalysis.Facts;

namespace Escalations.Tests.Reporting;

/// <summary>Weeks as ISO 8601 counts them.</summary>
public sealed class IsoWeekTests
{
    [Theory]
    [InlineData("2026-W11", "2026-03-09")]
    [InlineData(" 2026-w11 ", "2026-03-09")]
    [InlineData("2026W11", "2026-03-09")]
    [InlineData("2026-W01", "2025-12-29")] // begins in the old year
    [InlineData("2026-W53", "2026-12-28")] // a year of 53 weeks
    [InlineData("2024-W52", "2024-12-23")]
    public void A_week_is_read_and_has_its_monday(string text, string monday)
    {
        Assert.True(IsoWeek.TryParse(text, out var week, out var refusal), refusal);
        Assert.Equal(monday, week.Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(week, IsoWeek.Of(week.Monday.AddDays(6)));
    }

    [Theory]
    [InlineData("2025-W53", "2025 has no week 53: its ISO weeks go from W01 to W52.")]
    [InlineData("2026-W54", "2026 has no week 54: its ISO weeks go from W01 to W53.")]
    [InlineData("2026-W00", "2026 has no week 0: its ISO weeks go from W01 to W53.")]
    [InlineData("1999-W10", "The year 1999 is out of reach. Ask for one from 2000 to 2999.")]
    [InlineData("2026-11", "'2026-11' is not a week. Write the year and the ISO week, such as 2026-W11.")]
    [InlineData("2026-W1", "'2026-W1' is not a week. Write the year and the ISO week, such as 2026-W11.")]
    [InlineData("२०२६-W११", "'२०२६-W११' is not a week. Write the year and the ISO week, such as 2026-W11.")]
    [InlineData("", "'' is not a week. Write the year and the ISO week, such as 2026-W11.")]
    [InlineData(null, "'' is not a week. Write the year and the ISO week, such as 2026-W11.")]
    public void What_is_no_week_is_refused_with_a_sentence(string? text, string sentence)
    {
        Assert.False(IsoWeek.TryParse(text, out _, out var refusal));
        Assert.Equal(sentence, refusal);
    }

    [Theory]
    [InlineData("2025-12-29", "2026-W01")]
    [InlineData("2026-12-31", "2026-W53")]
    [InlineData("2027-01-03", "2026-W53")]
    [InlineData("2027-01-04", "2027-W01")]
    public void Around_new_year_a_day_may_belong_to_the_other_years_week(string day, string week) =>
        Assert.Equal(week, IsoWeek.Of(DateOnly.Parse(day, CultureInfo.InvariantCulture)).ToString());

    [Theory]
    [InlineData("2026-W11", "UTC", "2026-03-09T00:00Z", "2026-03-16T00:00Z")]
    [InlineData("2026-W13", "Europe/Berlin", "2026-03-22T23:00Z", "2026-03-29T22:00Z")] // the clock goes forward on its Sunday
    [InlineData("2026-W43", "Europe/Berlin", "2026-10-18T22:00Z", "2026-10-25T23:00Z")]
    public void The_borders_are_midnights_in_the_zone(string text, string zone, string start, string end)
    {
        Assert.True(IsoWeek.TryParse(text, out var week, out _));
        Assert.Equal((Instant(start), Instant(end)), week.Borders(zone));
    }

    [Fact]
    public void A_report_speaks_of_now_while_the_week_lasts_of_its_end_afterwards_and_of_nothing_before()
    {
        Assert.True(IsoWeek.TryParse("2026-W11", out var week, out _));

        Assert.Equal(Instant("2026-03-10T16:00Z"), week.ReportInstant(Instant("2026-03-10T16:00Z"), "UTC"));
        Assert.Equal(Instant("2026-03-16T00:00Z").AddTicks(-1), week.ReportInstant(Instant("2026-03-16T00:00Z"), "UTC"));
        Assert.Null(week.ReportInstant(Instant("2026-03-08T23:59Z"), "UTC"));
    }

    [Fact]
    public void Every_day_of_forty_years_lies_in_the_week_that_is_said_and_the_week_is_read_back()
    {
        for (var day = new DateOnly(2010, 1, 1); day.Year < 2050; day = day.AddDays(1))
        {
            var week = IsoWeek.Of(day);

            Assert.InRange(day.DayNumber - week.Monday.DayNumber, 0, 6);
            Assert.True(IsoWeek.TryParse(week.ToString(), out var again, out _));
            Assert.Equal(week, again);
        }
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
