using System.Globalization;
using Escalations.Deadlines;
using TextAnalysis.Facts;
using static TestSupport.Samples.Calendars;

namespace Escalations.Tests.Deadlines;

/// <summary>Days that are not as the week says: half days, make-up working days, holidays that move, shutdowns.</summary>
public sealed class SpecialDaysTests
{
    private static readonly CalendarRule HalfDay = Utc with { ShortDays = [new(new YearlyHoliday("12-24", 12, 24), Hours("09:00-13:00"))] };

    // 2026-12-24 is a Thursday.
    [Fact]
    public void A_half_day_ends_at_its_own_closing()
    {
        var calendar = WorkingCalendar.Of(HalfDay);

        Assert.Equal(At("2026-12-25T10:00Z"), calendar.After(At("2026-12-24T12:00Z"), TimeSpan.FromHours(2)));
        Assert.Equal(At("2026-12-24T13:00Z"), calendar.SameDay(At("2026-12-24T10:00Z")));
        Assert.Equal(At("2026-12-25T12:00Z"), calendar.SameDay(At("2026-12-24T13:00Z")));
        Assert.Equal(TimeSpan.FromHours(12), calendar.Between(At("2026-12-24T00:00Z"), At("2026-12-26T00:00Z")));
        Assert.Equal([new(new(2026, 12, 24), "09:00-13:00")], calendar.OtherHours(At("2026-12-23T10:00Z"), At("2026-12-25T10:00Z")));
        Assert.Empty(calendar.OtherHours(At("2026-12-25T10:00Z"), At("2027-12-23T10:00Z")));
    }

    [Fact]
    public void A_half_day_that_falls_on_a_closed_day_opens_nothing()
    {
        Assert.False(WorkingCalendar.Of(HalfDay).IsOpen(At("2028-12-24T10:00Z"))); // a Sunday
        Assert.False(WorkingCalendar.Of(HalfDay with { Holidays = [new DatedHoliday("Off", new(2026, 12, 24))] }).IsOpen(At("2026-12-24T10:00Z")));
    }

    // 2026-11-20 is a Friday.
    [Theory]
    [InlineData(1, "2026-11-19T16:30Z", "2026-11-20T13:00Z")] // past Friday's closing: at it
    [InlineData(1, "2026-11-19T12:59Z", "2026-11-20T12:59Z")]
    [InlineData(2, "2026-11-19T16:30Z", "2026-11-23T16:30Z")] // on the way it does not matter
    [InlineData(1, "2026-11-20T12:00Z", "2026-11-23T12:00Z")]
    public void Business_days_that_would_end_after_that_days_closing_end_at_closing(int days, string from, string due)
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>(Utc.Week) { [DayOfWeek.Friday] = Hours("09:00-13:00") };

        Assert.Equal(At(due), WorkingCalendar.Of(Utc with { Week = week }).AfterDays(At(from), days));
        Assert.Equal(
            At(due),
            WorkingCalendar
                .Of(Utc with { ShortDays = [new(new DatedHoliday("2026-11-20", new(2026, 11, 20)), Hours("09:00-13:00"))] })
                .AfterDays(At(from), days)
        );
    }

    [Fact]
    public void A_make_up_day_is_worked_like_the_weekday_before_it_or_by_its_own_hours()
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>(Utc.Week) { [DayOfWeek.Friday] = Hours("08:00-12:00") };
        var calendar = WorkingCalendar.Of(
            Utc with
            {
                Week = week,
                Holidays = [new DatedHoliday("Bridge day", new(2026, 11, 25))],
                WorkingDays = [new(new(2026, 11, 21)), new(new(2026, 11, 22), Hours("10:00-11:00")), new(new(2026, 11, 25))],
            }
        );

        Assert.Equal(At("2026-11-21T08:00Z"), calendar.NextOpen(At("2026-11-20T12:00Z"))); // Saturday, like Friday
        Assert.Equal(At("2026-11-22T10:00Z"), calendar.NextOpen(At("2026-11-21T12:00Z")));
        Assert.Equal(At("2026-11-21T10:00Z"), calendar.AfterDays(At("2026-11-20T10:00Z"), 1));
        Assert.True(calendar.IsOpen(At("2026-11-25T16:00Z"))); // in spite of the holiday
        Assert.Equal(
            [new(new(2026, 11, 21), "08:00-12:00"), new(new(2026, 11, 22), "10:00-11:00")],
            calendar.OtherHours(At("2026-11-16T10:00Z"), At("2026-11-30T10:00Z"))
        );
        Assert.Empty(calendar.Skipped(At("2026-11-20T10:00Z"), At("2026-11-23T10:00Z")));
    }

    /// <summary>In St John's the clock went back at 00:01, so that 7 November 2010 began, and was 6 November again for 59 minutes.</summary>
    [Fact]
    public void A_day_whose_midnight_comes_twice_has_no_open_time_of_the_day_before()
    {
        var calendar = WorkingCalendar.Of(
            new()
            {
                Key = "default",
                Title = "Saturdays",
                TimeZone = "America/St_Johns",
                CutOff = new(18, 0),
                Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> { [DayOfWeek.Saturday] = Hours("17:15-24:00") },
            }
        );

        Assert.True(calendar.IsOpen(At("2010-11-07T02:45Z")));
        Assert.Equal([new DateOnly(2010, 11, 7)], calendar.Skipped(At("2010-11-07T02:04Z"), At("2010-11-08T02:21Z")).Select(day => day.Date));
    }

    // 25 December is a Saturday in 2027, a Sunday in 2022, a Friday in 2026.
    [Theory]
    [InlineData(ObservedOn.TheDayItself, 2027, "")]
    [InlineData(ObservedOn.NextWorkingDay, 2027, "Mon 27 Christmas Day (observed), Tue 28 Boxing Day (observed)")]
    [InlineData(ObservedOn.NearestWorkingDay, 2027, "Fri 24 Christmas Day (observed), Mon 27 Boxing Day (observed)")]
    [InlineData(ObservedOn.NextWorkingDay, 2022, "Mon 26 Boxing Day, Tue 27 Christmas Day (observed)")]
    [InlineData(ObservedOn.NextWorkingDay, 2026, "Fri 25 Christmas Day, Mon 28 Boxing Day (observed)")]
    public void A_holiday_on_a_weekend_is_observed_on_a_working_day(ObservedOn observed, int year, string closed)
    {
        var calendar = WorkingCalendar.Of(
            Utc with
            {
                Holidays =
                [
                    new YearlyHoliday("Christmas Day", 12, 25) { Observed = observed },
                    new YearlyHoliday("Boxing Day", 12, 26) { Observed = observed },
                ],
            }
        );

        var skipped = calendar.Skipped(new(year, 12, 20, 0, 0, 0, TimeSpan.Zero), new(year, 12, 31, 0, 0, 0, TimeSpan.Zero)).Where(d => d.Why != "weekend");
        Assert.Equal(closed, string.Join(", ", skipped.Select(d => $"{d.Date.ToString("ddd d", CultureInfo.InvariantCulture)} {d.Why}")));
    }

    [Fact]
    public void An_observed_holiday_passes_over_a_make_up_day() =>
        Assert.Equal(
            ["Christmas Day (observed)"],
            WorkingCalendar
                .Of(
                    Utc with
                    {
                        Holidays = [new YearlyHoliday("Christmas Day", 12, 25) { Observed = ObservedOn.NextWorkingDay }],
                        WorkingDays = [new(new(2027, 12, 27))],
                    }
                )
                .Skipped(At("2027-12-27T00:00Z"), At("2027-12-29T00:00Z"))
                .Select(d => d.Why)
        );

    /// <summary>Friday's night goes on into Saturday: that Saturday was not left out.</summary>
    [Fact]
    public void A_day_whose_first_hours_were_still_worked_is_not_told_as_left_out()
    {
        var nights = WorkingCalendar.Of(Office("UTC", "22:00-06:00", new(23, 0)));

        Assert.Equal([new(2026, 11, 22)], nights.Skipped(At("2026-11-20T22:00Z"), At("2026-11-23T23:00Z")).Select(d => d.Date));
        // that night was over
        Assert.Equal([new(2026, 11, 21), new DateOnly(2026, 11, 22)], nights.Skipped(At("2026-11-21T06:00Z"), At("2026-11-23T23:00Z")).Select(d => d.Date));
    }

    [Fact]
    public void What_ends_at_midnight_leaves_out_nothing_of_the_day_after() =>
        Assert.Empty(WorkingCalendar.Of(Office("UTC", "16:00-24:00", new(20, 0))).Skipped(At("2026-11-20T18:00Z"), At("2026-11-21T00:00Z")));

    [Fact]
    public void Days_that_could_not_be_counted_are_refused()
    {
        var nights = Office("UTC", "22:00-06:00", new(23, 0));
        var eve = new YearlyHoliday("12-24", 12, 24);

        Fault(HalfDay with { Breaks = Hours("08:00-14:00") }, CalendarPart.ShortDays, "its breaks leave nothing of the hours of 12-24", "12-24");
        Fault(Utc with { ShortDays = [new(eve, Hours("09:00-12:00, 11:00-13:00"))] }, CalendarPart.ShortDays, "the hours of 12-24 overlap", "12-24");
        Fault(
            Utc with
            {
                WorkingDays = [new(new(2026, 11, 21), Hours("09:00-12:00, 11:00-13:00"))],
            },
            CalendarPart.WorkingDays,
            "the hours of 2026-11-21 overlap",
            "2026-11-21"
        );
        Fault(
            nights with
            {
                WorkingDays = [new(new(2026, 11, 21), Hours("05:00-07:00"))],
            },
            CalendarPart.WorkingDays,
            "the hours of 2026-11-20 run into those of 2026-11-21",
            "2026-11-21"
        );
        Fault(
            nights with
            {
                ShortDays = [new(new DatedHoliday("2026-11-19", new(2026, 11, 19)), Hours("05:00-06:30"))],
            },
            CalendarPart.ShortDays,
            "the hours of 2026-11-18 run into those of 2026-11-19",
            "2026-11-19"
        );

        static void Fault(CalendarRule rule, CalendarPart part, string reason, string entry) =>
            Assert.Equal([new CalendarFault(part, reason, Entry: entry)], WorkingCalendar.Faults(rule));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
