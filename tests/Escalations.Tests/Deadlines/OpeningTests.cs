using System.Globalization;
using Escalations.Deadlines;
using TextAnalysis.Facts;
using static Escalations.Tests.Case;
using static TestSupport.Samples.Calendars;

namespace Escalations.Tests.Deadlines;

/// <summary>When dates open and close, and what lies within the hours.</summary>
public sealed class OpeningTests
{
    private const string Lunch = "09:00-12:00, 13:00-17:00";
    private const string Nights = "22:00-06:00";

    // 2026-11-20 is a Friday. The clocks of Berlin go forward on 2026-03-29 at two and back on 2026-10-25 at three.
    [Theory]
    [InlineData("UTC", Lunch, "2026-11-20", "2026-11-20T09:00Z", "2026-11-20T17:00Z")]
    [InlineData("UTC", Lunch, "2026-11-21", "2026-11-23T09:00Z", "2026-11-23T17:00Z")] // closed: the next that opens
    [InlineData("Europe/Berlin", Lunch, "2026-03-27", "2026-03-27T08:00Z", "2026-03-27T16:00Z")]
    [InlineData("Europe/Berlin", Lunch, "2026-03-28", "2026-03-30T07:00Z", "2026-03-30T15:00Z")] // over the change
    [InlineData("Europe/Berlin", Lunch, "2026-10-24", "2026-10-26T08:00Z", "2026-10-26T16:00Z")]
    [InlineData("UTC", Nights, "2026-11-16", "2026-11-16T22:00Z", "2026-11-17T06:00Z")] // Monday, after a weekend
    [InlineData("UTC", Nights, "2026-11-17", "2026-11-17T22:00Z", "2026-11-18T06:00Z")] // Monday's night is not Tuesday's
    [InlineData("UTC", Nights, "2026-11-20", "2026-11-20T22:00Z", "2026-11-21T06:00Z")]
    [InlineData("UTC", Nights, "2026-11-21", "2026-11-23T22:00Z", "2026-11-24T06:00Z")]
    public void A_date_opens_with_its_own_first_hour_and_closes_with_its_last(string zone, string hours, string date, string opens, string closes)
    {
        var calendar = WorkingCalendar.Of(Office(zone, hours));
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);

        Assert.Equal((At(opens), At(closes)), (calendar.OpeningOn(day), calendar.ClosingOn(day)));
    }

    [Theory]
    [InlineData("2026-03-28", "2026-03-28T21:00Z", "2026-03-29T04:00Z")] // the night is seven hours long
    [InlineData("2026-03-29", "2026-03-29T20:00Z", "2026-03-30T04:00Z")]
    [InlineData("2026-10-24", "2026-10-24T20:00Z", "2026-10-25T05:00Z")] // nine
    [InlineData("2026-10-25", "2026-10-25T21:00Z", "2026-10-26T05:00Z")]
    public void Nights_of_the_clock_change_open_and_close_by_the_clock_on_the_wall(string date, string opens, string closes)
    {
        var calendar = WorkingCalendar.Of(Daily("Europe/Berlin", Nights));
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);

        Assert.Equal((At(opens), At(closes)), (calendar.OpeningOn(day), calendar.ClosingOn(day)));
    }

    [Theory]
    [InlineData("02:30-10:00", "2026-03-29", "2026-03-29T01:00Z")] // half past two never was: open from three on
    [InlineData("02:30-10:00", "2026-10-25", "2026-10-25T00:30Z")] // it came twice: the first time counts
    [InlineData("22:00-02:30", "2026-10-25", "2026-10-25T21:00Z")] // the night before ends with the second half past two
    public void An_opening_in_the_hour_of_the_change_is_the_first_open_instant(string hours, string date, string opens)
    {
        var calendar = WorkingCalendar.Of(Daily("Europe/Berlin", hours));

        Assert.Equal(At(opens), calendar.OpeningOn(DateOnly.Parse(date, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void What_never_closes_opens_at_midnight_and_closes_at_the_next()
    {
        var calendar = WorkingCalendar.Of(Daily("Europe/Berlin", "00:00-24:00"));

        Assert.Equal((At("2026-10-24T22:00Z"), At("2026-10-25T23:00Z")), (calendar.OpeningOn(new(2026, 10, 25)), calendar.ClosingOn(new(2026, 10, 25))));
    }

    [Fact]
    public void A_holiday_opens_with_the_next_working_day()
    {
        var paris = WorkingCalendar.Of(House.Paris);

        Assert.Equal((At("2026-11-24T08:00Z"), At("2026-11-24T16:00Z")), (paris.OpeningOn(new(2026, 11, 23)), paris.ClosingOn(new(2026, 11, 23))));
    }

    [Theory]
    [InlineData(Lunch, "2026-11-20T08:59Z", "2026-11-20T09:00Z")]
    [InlineData(Lunch, "2026-11-20T09:00Z", "2026-11-20T09:00Z")]
    [InlineData(Lunch, "2026-11-20T12:00Z", "2026-11-20T12:00Z")] // ends the hours
    [InlineData(Lunch, "2026-11-20T12:00:01Z", "2026-11-20T13:00Z")]
    [InlineData(Lunch, "2026-11-20T17:00Z", "2026-11-20T17:00Z")]
    [InlineData(Lunch, "2026-11-20T17:00:01Z", "2026-11-23T09:00Z")]
    [InlineData(Nights, "2026-11-21T06:00Z", "2026-11-21T06:00Z")]
    [InlineData(Nights, "2026-11-21T00:00Z", "2026-11-21T00:00Z")]
    [InlineData(Nights, "2026-11-21T06:01Z", "2026-11-23T22:00Z")]
    [InlineData(Nights, "2026-11-23T00:00Z", "2026-11-23T22:00Z")] // midnight of a Sunday is no night of work
    public void An_instant_that_ends_the_hours_is_still_within_them(string hours, string at, string within) =>
        Assert.Equal(At(within), WorkingCalendar.Of(Office("UTC", hours)).InHours(At(at)));

    [Theory]
    [InlineData("2026-11-20T22:59Z", 20)]
    [InlineData("2026-11-20T23:00Z", 21)]
    public void The_date_is_that_on_the_wall(string at, int day) => Assert.Equal(new(2026, 11, day), WorkingCalendar.Of(Berlin).DateOf(At(at)));
}
