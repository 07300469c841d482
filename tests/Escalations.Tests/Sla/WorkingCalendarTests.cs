using System.Globalization;
using Escalations.Sla;
using FsCheck;
using FsCheck.Fluent;

namespace Escalations.Tests.Sla;

/// <summary>Terms, counted over nights, weekends and clock changes.</summary>
public sealed class WorkingCalendarTests
{
    private static readonly WorkingDay Utc = new("UTC", new(9, 0), new(17, 0), new(15, 0));
    private static readonly WorkingDay Berlin = Utc with { TimeZone = "Europe/Berlin" };

    // 2026-11-20 is a Friday.
    [Theory]
    [InlineData(15, TermUnit.Minutes, "2026-11-20T23:50Z", "2026-11-21T00:05Z")]
    [InlineData(4, TermUnit.Hours, "2026-11-20T16:59Z", "2026-11-20T20:59Z")]
    [InlineData(48, TermUnit.Hours, "2026-11-20T16:59Z", "2026-11-22T16:59Z")]
    [InlineData(1, TermUnit.Days, "2026-11-20T16:59Z", "2026-11-21T16:59Z")]
    [InlineData(2, TermUnit.Weeks, "2026-11-20T16:59Z", "2026-12-04T16:59Z")]
    public void Minutes_hours_days_and_weeks_go_by_the_clock(int amount, TermUnit unit, string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.After(Utc, new(amount, unit), At(from)));

    [Theory]
    [InlineData("2026-11-18T09:00Z", "2026-11-18T17:00Z")] // in the morning: the end of the day
    [InlineData("2026-11-18T03:00Z", "2026-11-18T17:00Z")] // before opening
    [InlineData("2026-11-18T15:00Z", "2026-11-18T17:00Z")] // exactly at the cut-off
    [InlineData("2026-11-18T15:00:00.001Z", "2026-11-19T12:00Z")] // after it: noon of the next
    [InlineData("2026-11-20T16:59Z", "2026-11-23T12:00Z")] // Friday evening: noon of Monday
    [InlineData("2026-11-21T10:00Z", "2026-11-23T12:00Z")] // Saturday
    [InlineData("2026-11-22T23:59Z", "2026-11-23T12:00Z")] // Sunday
    public void Same_day_ends_with_the_working_day_or_at_noon_of_the_next(string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.After(Utc, Term.SameDay, At(from)));

    [Fact]
    public void Same_day_is_measured_in_the_playbooks_zone() =>
        Assert.Equal(At("2026-11-19T11:00Z"), WorkingCalendar.After(Berlin, Term.SameDay, At("2026-11-18T14:30Z")));

    [Fact]
    public void Where_noon_is_no_working_hour_the_end_of_the_next_day_counts() =>
        Assert.Equal(At("2026-11-19T22:00Z"), WorkingCalendar.After(new("UTC", new(14, 0), new(22, 0), new(20, 0)), Term.SameDay, At("2026-11-18T21:00Z")));

    [Theory]
    [InlineData(1, "2026-11-18T11:30Z", "2026-11-19T11:30Z")]
    [InlineData(1, "2026-11-20T16:59Z", "2026-11-23T16:59Z")] // Friday to Monday
    [InlineData(5, "2026-11-18T11:30Z", "2026-11-25T11:30Z")]
    [InlineData(10, "2026-11-18T11:30Z", "2026-12-02T11:30Z")]
    [InlineData(1, "2026-11-18T05:00Z", "2026-11-19T09:00Z")] // before opening: from the opening
    [InlineData(1, "2026-11-18T17:00Z", "2026-11-20T09:00Z")] // at closing: from the next opening
    [InlineData(1, "2026-11-20T20:00Z", "2026-11-24T09:00Z")] // Friday night: from Monday's opening
    [InlineData(5, "2026-11-21T12:00Z", "2026-11-30T09:00Z")] // Saturday
    public void Business_days_skip_the_weekend_and_begin_within_the_hours(int amount, string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.After(Utc, new(amount, TermUnit.BusinessDays), At(from)));

    [Theory]
    [InlineData("2026-03-27T10:00Z", "2026-03-30T09:00Z")] // Friday 11:00 CET to Monday 11:00 CEST: an hour less
    [InlineData("2026-10-23T09:00Z", "2026-10-26T10:00Z")] // Friday 11:00 CEST to Monday 11:00 CET: an hour more
    public void A_business_day_over_the_clock_change_keeps_the_clock_time(string from, string due) =>
        Assert.Equal(At(due), WorkingCalendar.After(Berlin, new(1, TermUnit.BusinessDays), At(from)));

    [Fact]
    public void Hours_over_the_clock_change_stay_hours()
    {
        Assert.Equal(At("2026-03-29T04:30Z"), WorkingCalendar.After(Berlin, new(4, TermUnit.Hours), At("2026-03-29T00:30Z")));
        Assert.Equal(At("2026-10-25T04:30Z"), WorkingCalendar.After(Berlin, new(4, TermUnit.Hours), At("2026-10-25T00:30Z")));
    }

    // In Cairo the clock jumps on the night to Friday, 2026-04-24: 00:00 is followed by 01:00; it is set back on the night to Friday, 2026-10-30.
    [Fact]
    public void A_skipped_clock_time_is_moved_on_by_what_was_skipped()
    {
        var night = new WorkingDay("Africa/Cairo", new(0, 0), new(8, 0), new(7, 0));

        Assert.Equal(At("2026-04-23T22:30Z"), WorkingCalendar.After(night, new(1, TermUnit.BusinessDays), At("2026-04-22T22:30Z")));
    }

    [Fact]
    public void Of_a_clock_time_that_comes_twice_the_earlier_counts()
    {
        var night = new WorkingDay("Africa/Cairo", new(0, 0), new(23, 45), new(7, 0));

        Assert.Equal(At("2026-10-29T20:30Z"), WorkingCalendar.After(night, new(1, TermUnit.BusinessDays), At("2026-10-28T20:30Z")));
    }

    [Fact]
    public void A_term_that_begins_in_the_repeated_hour_ends_in_it_too()
    {
        var night = new WorkingDay("Africa/Cairo", new(0, 0), new(23, 45), new(23, 40));

        Assert.Equal(At("2026-10-29T20:45Z"), WorkingCalendar.After(night, Term.SameDay, At("2026-10-29T20:10Z")));
        Assert.Equal(At("2026-10-29T21:45Z"), WorkingCalendar.After(night, Term.SameDay, At("2026-10-29T21:10Z")));
    }

    [Fact]
    public void No_term_ends_before_it_begins_and_a_later_start_never_gives_an_earlier_business_day()
    {
        string[] zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo", "Australia/Lord_Howe"];
        var starts =
            from zone in Gen.Elements(zones)
            from minutes in Gen.Choose(0, 3 * 366 * 24 * 60)
            from later in Gen.Choose(0, 5000)
            from amount in Gen.Choose(1, 40)
            from unit in Gen.Elements(Enum.GetValues<TermUnit>())
            select (Utc with { TimeZone = zone }, At("2025-01-01T00:00Z").AddMinutes(minutes), later, unit == TermUnit.SameDay ? Term.SameDay : new Term(amount, unit));

        Prop.ForAll(starts.ToArbitrary(), start =>
        {
            var (day, from, later, term) = start;
            var due = WorkingCalendar.After(day, term, from);
            var dueLater = WorkingCalendar.After(day, term, from.AddMinutes(later));
            return due >= from && due.Offset == TimeSpan.Zero && (term.Unit == TermUnit.SameDay || dueLater >= due);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    internal static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
