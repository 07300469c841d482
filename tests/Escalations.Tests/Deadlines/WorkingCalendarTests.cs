using System.Globalization;
using Escalations.Deadlines;
using TextAnalysis.Facts;
using static TestSupport.Samples.Calendars;

namespace Escalations.Tests.Deadlines;

/// <summary>Open hours, counted over nights, weekends, holidays and clock changes.</summary>
public sealed class WorkingCalendarTests
{
    private static readonly CalendarRule Lunch = Office("UTC", "09:00-12:00, 13:00-17:00", new(15, 0));
    private static readonly CalendarRule Nights = Office("UTC", "22:00-06:00", new(23, 0));
    private static readonly CalendarRule Always = Utc with { Week = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => Hours("00:00-24:00")) };

    // 2026-11-20 is a Friday.
    [Theory]
    [InlineData("2026-11-18T03:00Z", "2026-11-18T17:00Z")] // before opening: the end of the day
    [InlineData("2026-11-18T09:00Z", "2026-11-18T17:00Z")]
    [InlineData("2026-11-18T15:00Z", "2026-11-18T17:00Z")] // exactly at the cut-off
    [InlineData("2026-11-18T15:00:00.001Z", "2026-11-19T12:00Z")] // after it: noon of the next
    [InlineData("2026-11-20T16:59Z", "2026-11-23T12:00Z")] // Friday evening: noon of Monday
    [InlineData("2026-11-21T10:00Z", "2026-11-23T12:00Z")] // Saturday
    [InlineData("2026-11-22T23:59Z", "2026-11-23T12:00Z")] // Sunday
    public void Same_day_ends_with_the_business_day_or_at_noon_of_the_next(string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.Of(Utc).SameDay(At(from)));

    [Theory]
    [InlineData("2026-11-18T15:00Z", "2026-11-18T17:00Z")]
    [InlineData("2026-11-20T16:59Z", "2026-11-21T12:00Z")] // Friday evening: noon of Saturday
    [InlineData("2026-11-22T23:59Z", "2026-11-23T12:00Z")]
    public void Same_day_that_does_not_wait_for_working_days_ends_at_the_next_noon(string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.Of(Utc).SameDay(At(from), closedDaysCount: true));

    [Fact]
    public void Same_day_is_measured_in_the_calendars_zone() =>
        Assert.Equal(At("2026-11-19T11:00Z"), WorkingCalendar.Of(Berlin).SameDay(At("2026-11-18T14:30Z")));

    [Fact]
    public void Where_noon_is_no_working_hour_the_end_of_the_next_day_counts() =>
        Assert.Equal(At("2026-11-19T22:00Z"), WorkingCalendar.Of(Office("UTC", "14:00-22:00", new(20, 0))).SameDay(At("2026-11-18T21:00Z")));

    [Fact]
    public void A_day_that_closes_before_the_cut_off_ends_its_same_day_with_its_closing()
    {
        var shortFriday = WorkingCalendar.Of(
            Utc with
            {
                Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>(Utc.Week) { [DayOfWeek.Friday] = Hours("09:00-13:00") },
            }
        );

        Assert.Equal(At("2026-11-20T13:00Z"), shortFriday.SameDay(At("2026-11-20T12:59Z")));
        Assert.Equal(At("2026-11-23T12:00Z"), shortFriday.SameDay(At("2026-11-20T13:00Z")));
    }

    [Theory]
    [InlineData("2026-11-18T23:00Z", "2026-11-19T06:00Z")] // at the cut-off
    [InlineData("2026-11-19T02:00Z", "2026-11-20T06:00Z")] // still Wednesday's night, past its cut-off
    [InlineData("2026-11-21T02:00Z", "2026-11-24T06:00Z")] // Friday's night, on Saturday
    public void A_night_belongs_to_the_day_on_which_it_begins(string from, string due) => Assert.Equal(At(due), WorkingCalendar.Of(Nights).SameDay(At(from)));

    [Theory]
    [InlineData("2026-11-18T23:30Z", "2026-11-19T06:00Z")]
    [InlineData("2026-11-19T02:00Z", "2026-11-19T06:00Z")]
    [InlineData("2026-11-19T02:01Z", "2026-11-20T06:00Z")]
    public void A_cut_off_after_midnight_is_that_of_the_night(string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.Of(Nights with { CutOff = new(2, 0) }).SameDay(At(from)));

    [Theory]
    [InlineData(1, "2026-11-18T11:30Z", "2026-11-19T11:30Z")]
    [InlineData(1, "2026-11-20T16:59Z", "2026-11-23T16:59Z")] // Friday to Monday
    [InlineData(5, "2026-11-18T11:30Z", "2026-11-25T11:30Z")]
    [InlineData(10, "2026-11-18T11:30Z", "2026-12-02T11:30Z")]
    [InlineData(1, "2026-11-18T05:00Z", "2026-11-19T09:00Z")] // before opening: from the opening
    [InlineData(1, "2026-11-18T17:00Z", "2026-11-20T09:00Z")] // at closing: from the next opening
    [InlineData(1, "2026-11-20T20:00Z", "2026-11-24T09:00Z")] // Friday night: from Monday's opening
    [InlineData(5, "2026-11-21T12:00Z", "2026-11-30T09:00Z")] // Saturday
    [InlineData(2000, "2026-11-18T11:30Z", "2034-07-19T11:30Z")]
    public void Business_days_skip_the_weekend_and_begin_within_the_hours(int amount, string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.Of(Utc).AfterDays(At(from), amount));

    [Fact]
    public void Business_days_skip_holidays_and_begin_after_breaks()
    {
        var calendar = WorkingCalendar.Of(Lunch with { Holidays = [new DatedHoliday("Bridge day", new(2026, 11, 23))] });

        Assert.Equal(At("2026-11-24T13:00Z"), calendar.AfterDays(At("2026-11-20T12:10Z"), 1));
        Assert.Equal(At("2026-11-25T09:00Z"), calendar.AfterDays(At("2026-11-23T12:10Z"), 1));
    }

    [Fact]
    public void A_business_day_that_begins_after_midnight_of_a_night_ends_after_midnight_of_the_next() =>
        Assert.Equal(At("2026-11-24T02:00Z"), WorkingCalendar.Of(Nights).AfterDays(At("2026-11-21T02:00Z"), 1));

    [Theory]
    [InlineData("2026-03-27T10:00Z", "2026-03-30T09:00Z")] // Friday 11:00 CET to Monday 11:00 CEST: an hour less
    [InlineData("2026-10-23T09:00Z", "2026-10-26T10:00Z")] // Friday 11:00 CEST to Monday 11:00 CET: an hour more
    public void A_business_day_over_the_clock_change_keeps_the_clock_time(string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.Of(Berlin).AfterDays(At(from), 1));

    // In Cairo the clock jumps on the night to Friday, 2026-04-24: 00:00 is followed by 01:00; it is set back on the night to Friday, 2026-10-30.
    [Fact]
    public void A_skipped_clock_time_is_moved_on_by_what_was_skipped() =>
        Assert.Equal(At("2026-04-23T22:30Z"), WorkingCalendar.Of(Office("Africa/Cairo", "00:00-08:00", new(7, 0))).AfterDays(At("2026-04-22T22:30Z"), 1));

    [Fact]
    public void Of_a_clock_time_that_comes_twice_the_earlier_counts() =>
        Assert.Equal(At("2026-10-29T20:30Z"), WorkingCalendar.Of(Office("Africa/Cairo", "00:00-23:45", new(7, 0))).AfterDays(At("2026-10-28T20:30Z"), 1));

    [Fact]
    public void A_term_that_begins_in_the_repeated_hour_ends_in_it_too()
    {
        var night = WorkingCalendar.Of(Office("Africa/Cairo", "00:00-23:45", new(23, 40)));

        Assert.Equal(At("2026-10-29T20:45Z"), night.SameDay(At("2026-10-29T20:10Z")));
        Assert.Equal(At("2026-10-29T21:45Z"), night.SameDay(At("2026-10-29T21:10Z")));
    }

    [Theory]
    [InlineData(1, "2026-11-20T16:58Z", "2026-11-20T16:59Z")]
    [InlineData(1, "2026-11-20T16:59Z", "2026-11-20T17:00Z")] // exactly at closing: closing, not Monday's opening
    [InlineData(1, "2026-11-20T17:00Z", "2026-11-23T09:01Z")]
    [InlineData(480, "2026-11-20T09:00Z", "2026-11-20T17:00Z")]
    [InlineData(481, "2026-11-20T09:00Z", "2026-11-23T09:01Z")]
    [InlineData(2400, "2026-11-18T11:30Z", "2026-11-25T11:30Z")]
    public void Working_minutes_run_in_the_hours_alone(int minutes, string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.Of(Utc).After(At(from), TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData(1, "2026-11-20T16:59Z", "2026-11-20T16:58Z")]
    [InlineData(1, "2026-11-23T09:00Z", "2026-11-20T16:59Z")]
    [InlineData(60, "2026-11-23T10:00Z", "2026-11-23T09:00Z")] // exactly from the opening: the opening, not Friday's closing
    [InlineData(61, "2026-11-23T10:00Z", "2026-11-20T16:59Z")]
    public void A_warning_lies_so_many_working_minutes_ahead(int minutes, string until, string warning) =>
        Assert.Equal(At(warning), WorkingCalendar.Of(Utc).Before(At(until), TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("2026-11-20T16:00Z", "2026-11-23T10:00Z", 120)]
    [InlineData("2026-11-21T00:00Z", "2026-11-23T09:00Z", 0)]
    [InlineData("2026-11-23T10:00Z", "2026-11-20T16:00Z", -120)]
    public void Working_time_between_two_instants_leaves_out_what_is_closed(string from, string until, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), WorkingCalendar.Of(Utc).Between(At(from), At(until)));

    [Fact]
    public void Hours_hold_their_opening_and_not_their_closing()
    {
        var calendar = WorkingCalendar.Of(Utc);

        Assert.True(calendar.IsOpen(At("2026-11-20T09:00Z")));
        Assert.False(calendar.IsOpen(At("2026-11-20T17:00Z")));
        Assert.Equal(At("2026-11-23T09:00Z"), calendar.NextOpen(At("2026-11-20T17:00Z")));
        Assert.Equal(At("2026-11-20T16:59:59.999Z"), calendar.NextOpen(At("2026-11-20T16:59:59.999Z")));
    }

    [Fact]
    public void Around_the_clock_is_by_the_clock_on_the_nights_of_change_too()
    {
        var calendar = WorkingCalendar.Of(Always with { TimeZone = "Europe/Berlin" });

        Assert.Equal(At("2026-03-29T04:30Z"), calendar.After(At("2026-03-29T00:30Z"), TimeSpan.FromHours(4)));
        Assert.Equal(At("2026-10-25T04:30Z"), calendar.After(At("2026-10-25T00:30Z"), TimeSpan.FromHours(4)));
    }

    [Theory]
    [InlineData("2026-03-28T21:00Z", 7)] // Saturday's night in spring lacks an hour
    [InlineData("2026-10-24T20:00Z", 9)] // the one in autumn has one more
    public void A_night_of_change_is_as_long_as_it_is(string opens, int hours)
    {
        var calendar = WorkingCalendar.Of(
            Always with
            {
                TimeZone = "Europe/Berlin",
                Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> { [DayOfWeek.Saturday] = Hours("22:00-06:00") },
                CutOff = new(23, 0),
            }
        );

        Assert.Equal(At(opens), calendar.NextOpen(At(opens).AddHours(-5)));
        Assert.Equal(TimeSpan.FromHours(hours), calendar.Between(At(opens), At(opens).AddDays(1)));
        Assert.Equal(At(opens).AddHours(hours), calendar.After(At(opens), TimeSpan.FromHours(hours)));
    }

    [Fact]
    public void A_holiday_closes_the_whole_night_that_begins_on_it_and_none_of_the_one_before()
    {
        var calendar = WorkingCalendar.Of(Nights with { Holidays = [new DatedHoliday("Thursday off", new(2026, 11, 19))] });

        Assert.True(calendar.IsOpen(At("2026-11-19T05:59Z")));
        Assert.Equal(At("2026-11-20T22:00Z"), calendar.NextOpen(At("2026-11-19T06:00Z")));
    }

    /// <summary>In Samoa Thursday, 29 December 2011, was followed by Saturday.</summary>
    [Fact]
    public void A_date_that_never_was_is_no_business_day()
    {
        var calendar = WorkingCalendar.Of(Utc with { TimeZone = "Pacific/Apia" });

        Assert.Equal(At("2012-01-01T20:00Z"), calendar.AfterDays(At("2011-12-29T20:00Z"), 1));
        Assert.Equal("no such day", calendar.Skipped(At("2011-12-29T20:00Z"), At("2012-01-01T20:00Z"))[0].Why);
    }

    [Fact]
    public void What_was_skipped_is_known_by_name()
    {
        var calendar = WorkingCalendar.Of(
            Utc with
            {
                Week = Utc.Week.Where(d => d.Key != DayOfWeek.Wednesday).ToDictionary(),
                Holidays = [new YearlyHoliday("Christmas Day", 12, 25), new YearlyHoliday("Boxing Day", 12, 26), new YearlyHoliday("New Year's Eve", 12, 30)],
            }
        );

        Assert.Equal(
            [
                new(new(2026, 12, 25), "Christmas Day"),
                new(new(2026, 12, 26), "weekend"),
                new(new(2026, 12, 27), "weekend"),
                new(new(2026, 12, 30), "New Year's Eve"),
                new SkippedDay(new(2027, 1, 2), "weekend"),
            ],
            calendar.Skipped(At("2026-12-24T10:00Z"), At("2027-01-02T10:00Z"))
        );
        Assert.Equal([new SkippedDay(new(2026, 12, 23), "closed")], calendar.Skipped(At("2026-12-22T10:00Z"), At("2026-12-23T10:00Z")));
        Assert.Empty(calendar.Skipped(At("2027-01-02T10:00Z"), At("2026-12-24T10:00Z")));
    }

    [Fact]
    public void A_yearly_holiday_begins_with_its_first_year_and_29_February_waits_for_leap_years()
    {
        var calendar = WorkingCalendar.Of(Always with { Holidays = [new YearlyHoliday("Unity Day", 10, 3, 2025), new YearlyHoliday("Leap day", 2, 29)] });

        Assert.Equal(
            [
                new(new(2024, 2, 29), "Leap day"),
                new(new(2025, 10, 3), "Unity Day"),
                new(new(2026, 10, 3), "Unity Day"),
                new(new(2027, 10, 3), "Unity Day"),
                new SkippedDay(new(2028, 2, 29), "Leap day"),
            ],
            calendar.Skipped(At("2024-01-01T00:00Z"), At("2028-06-01T00:00Z"))
        );
    }

    /// <summary>Noon of Friday, 30 December 2011, would be noon of Saturday in Samoa, after a closing at 11:00.</summary>
    [Fact]
    public void On_a_date_that_never_was_there_is_no_noon_to_be_earlier() =>
        Assert.Equal(
            At("2011-12-30T21:00Z"),
            WorkingCalendar
                .Of(
                    Always with
                    {
                        TimeZone = "Pacific/Apia",
                        Week = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => Hours("08:00-11:00")),
                        CutOff = new(10, 0),
                    }
                )
                .SameDay(At("2011-12-30T02:31Z"), closedDaysCount: true)
        );

    [Fact]
    public void Easter_is_found_in_every_year()
    {
        var calendar = WorkingCalendar.Of(Always with { Holidays = [new EasterHoliday("Easter Monday", 1), new EasterHoliday("Good Friday", -2)] });

        var days = new[] { "2008-03-24", "2011-04-25", "2024-04-01", "2025-04-21", "2026-04-06", "2027-03-29", "2038-04-26", "2049-04-19", "2076-04-20" };
        Assert.All(days, day =>
            Assert.Equal(
                [
                    new(DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(-3), "Good Friday"),
                    new SkippedDay(DateOnly.Parse(day, CultureInfo.InvariantCulture), "Easter Monday"),
                ],
                calendar.Skipped(At($"{day}T12:00Z").AddDays(-20), At($"{day}T12:00Z").AddDays(20))
            )
        );
    }

    [Fact]
    public void Nothing_to_count_moves_nothing_and_less_is_refused()
    {
        var calendar = WorkingCalendar.Of(Utc);

        Assert.Equal(At("2026-11-21T10:00Z"), calendar.After(At("2026-11-21T10:00Z"), TimeSpan.Zero));
        Assert.Equal(At("2026-11-21T10:00Z"), calendar.Before(At("2026-11-21T10:00Z"), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.After(At("2026-11-21T10:00Z"), TimeSpan.FromMinutes(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.Before(At("2026-11-21T10:00Z"), TimeSpan.FromMinutes(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.AfterDays(At("2026-11-21T10:00Z"), -1));
    }

    internal static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
