using Escalations.Reporting;

namespace Escalations.Tests.Reporting;

/// <summary>Quarters of the calendar, in the zone of whoever is asked (A075).</summary>
public sealed class ReportQuarterTests
{
    [Theory]
    [InlineData("2026-01-01", "2026-Q1")]
    [InlineData("2026-03-31", "2026-Q1")]
    [InlineData("2026-04-01", "2026-Q2")]
    [InlineData("2026-12-31", "2026-Q4")]
    public void A_day_lies_in_one(string day, string quarter)
    {
        var of = ReportQuarter.Of(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(quarter, of.ToString());
        Assert.True(ReportQuarter.TryParse(quarter, out var read));
        Assert.Equal(of, read);
    }

    [Fact]
    public void They_follow_each_other_without_a_gap()
    {
        for (var quarter = ReportQuarter.Of(new DateOnly(2025, 10, 1)); quarter.Year < 2028; quarter = quarter.Plus(1))
        {
            Assert.Equal(quarter.Borders("Europe/Berlin").End, quarter.Plus(1).Borders("Europe/Berlin").Start);
            Assert.Equal(quarter, quarter.Plus(5).Plus(-5));
        }
    }

    /// <summary>In Auckland the new year begins while it is still the old one elsewhere.</summary>
    [Fact]
    public void An_instant_lies_in_the_one_of_its_zone()
    {
        var at = new DateTimeOffset(2026, 12, 31, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(("2026-Q4", "2027-Q1"), ($"{ReportQuarter.Of(at, "UTC")}", $"{ReportQuarter.Of(at, "Pacific/Auckland")}"));
    }

    [Theory]
    [InlineData("2026-Q5")]
    [InlineData("2026-Q0")]
    [InlineData("1999-Q1")]
    [InlineData("2026-11")]
    [InlineData("2026-Q1 ")]
    [InlineData(null)]
    public void Nothing_else_is_one(string? text) => Assert.False(ReportQuarter.TryParse(text, out _));
}
