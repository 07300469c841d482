using Escalations.Deadlines;
using TextAnalysis.Facts;
using static TestSupport.Samples.Calendars;

namespace Escalations.Tests.Deadlines;

/// <summary>Calendars by which nothing could be counted are refused with a reason.</summary>
public sealed class CalendarFaultTests
{
    [Fact]
    public void The_samples_hold()
    {
        Assert.Empty(WorkingCalendar.Faults(Utc));
        Assert.Empty(WorkingCalendar.Faults(Of("00:00-24:00")));
        Assert.Empty(WorkingCalendar.Faults(Of("22:00-06:00") with { CutOff = new(2, 0) }));
        Assert.Empty(WorkingCalendar.Faults(Of("09:00-12:00, 12:00-17:00")));
    }

    [Fact]
    public void An_unknown_zone() =>
        Fault(Utc with { TimeZone = "Europe/Bonn" }, CalendarPart.TimeZone, "there is no time zone 'Europe/Bonn'; use an IANA name such as Europe/Berlin");

    [Fact]
    public void Hours_that_overlap_on_a_day() =>
        Assert.Contains(
            new(CalendarPart.Hours, "Monday 11:00-17:00 overlaps Monday 09:00-12:00", DayOfWeek.Monday),
            WorkingCalendar.Faults(Of("09:00-12:00, 11:00-17:00"))
        );

    [Fact]
    public void Hours_that_run_into_the_next_days() =>
        Fault(With(DayOfWeek.Tuesday, "20:00-09:30"), CalendarPart.Hours, "Wednesday 09:00-17:00 overlaps Tuesday 20:00-09:30", DayOfWeek.Wednesday);

    [Fact]
    public void Hours_of_Sunday_that_run_into_Monday() =>
        Fault(With(DayOfWeek.Sunday, "20:00-09:30"), CalendarPart.Hours, "Monday 09:00-17:00 overlaps Sunday 20:00-09:30", DayOfWeek.Monday);

    [Fact]
    public void No_hours_at_all() =>
        Fault(Utc with { Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>() }, CalendarPart.Hours, "it has no open hours");

    [Fact]
    public void Breaks_that_leave_nothing() => Fault(Utc with { Breaks = Hours("08:00-18:00") }, CalendarPart.Hours, "it has no open hours");

    [Fact]
    public void Too_few_hours_to_count_with() =>
        Fault(
            Utc with
            {
                Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> { [DayOfWeek.Monday] = Hours("14:30-15:29") },
            },
            CalendarPart.Hours,
            "it is open for less than an hour a week"
        );

    [Theory]
    [InlineData(9, 0)]
    [InlineData(17, 0)]
    [InlineData(20, 0)]
    public void A_cut_off_that_no_day_holds(int hour, int minute) =>
        Fault(
            Utc with
            {
                CutOff = new(hour, minute),
            },
            CalendarPart.CutOff,
            $"its cut-off {hour:00}:{minute:00} does not lie between opening and closing on any day"
        );

    [Fact]
    public void Sixty_days_without_an_open_one()
    {
        Fault(Closed(60), CalendarPart.Holidays, "it has no open hours for 60 days after 2026-06-01");
        Assert.Empty(WorkingCalendar.Faults(Closed(59)));

        static CalendarRule Closed(int days) =>
            Of("00:00-24:00") with
            {
                Week = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => Hours("00:00-24:00")),
                Holidays = [.. Enumerable.Range(0, days).Select(i => new DatedHoliday("Works holiday", new DateOnly(2026, 6, 2).AddDays(i)))],
            };
    }

    [Fact]
    public void Nothing_is_counted_by_an_impossible_calendar() =>
        Assert.Throws<ArgumentException>(() => WorkingCalendar.Of(Utc with { TimeZone = "Europe/Bonn" }));

    private static CalendarRule Of(string hours) =>
        Office("UTC", hours, new(15, 0)) is var rule && hours.StartsWith('2') ? rule with { CutOff = new(23, 0) } : rule;

    private static CalendarRule With(DayOfWeek day, string hours) =>
        Utc with
        {
            Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>(Utc.Week) { [day] = Hours(hours) },
        };

    private static void Fault(CalendarRule rule, CalendarPart part, string reason, DayOfWeek? day = null) =>
        Assert.Equal([new CalendarFault(part, reason, day)], WorkingCalendar.Faults(rule));
}
