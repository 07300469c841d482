using BenchmarkDotNet.Attributes;
using Escalations;
using Escalations.Deadlines;

namespace EscalationAgent.Benchmarks;

/// <summary>Counting over years in a calendar with lunch breaks, twelve holidays a year and a zone that changes its clocks.</summary>
[MemoryDiagnoser]
public class CalendarBenchmarks
{
    private static readonly DateTimeOffset From = new(2026, 11, 18, 10, 30, 0, TimeSpan.Zero);

    private readonly CalendarRule rule = new()
    {
        Key = CalendarRule.DefaultKey,
        Title = "Berlin office",
        TimeZone = "Europe/Berlin",
        Week = Enum.GetValues<DayOfWeek>()[1..6].ToDictionary(d => d, _ => (IReadOnlyList<OpenHours>)[new(TimeSpan.FromHours(9), TimeSpan.FromHours(17))]),
        Breaks = [new(TimeSpan.FromHours(12), TimeSpan.FromHours(13))],
        Holidays =
        [
            new YearlyHoliday("New Year", 1, 1),
            new YearlyHoliday("Labour Day", 5, 1),
            new YearlyHoliday("Unity Day", 10, 3),
            new YearlyHoliday("Christmas Eve", 12, 24),
            new YearlyHoliday("Christmas Day", 12, 25),
            new YearlyHoliday("Boxing Day", 12, 26),
            new YearlyHoliday("New Year's Eve", 12, 31),
            new EasterHoliday("Good Friday", -2),
            new EasterHoliday("Easter Monday", 1),
            new EasterHoliday("Ascension", 39),
            new EasterHoliday("Whit Monday", 50),
            new WeekdayHoliday("Works outing", 1, DayOfWeek.Monday, 9),
        ],
        CutOff = new(15, 0),
    };

    private readonly WorkingCalendar calendar;

    public CalendarBenchmarks() => calendar = new(rule);

    [Benchmark]
    public DateTimeOffset Add2000WorkingDays() => calendar.AfterDays(From, 2000);

    [Benchmark]
    public DateTimeOffset Add100000WorkingMinutes() => calendar.After(From, TimeSpan.FromMinutes(100_000));

    [Benchmark]
    public TimeSpan WorkingTimeOverFiveYears() => calendar.Between(From, From.AddYears(5));

    [Benchmark]
    public DateTimeOffset NextOpenInstant() => calendar.NextOpen(From.AddDays(3));

    /// <summary>Once for each calendar of a playbook.</summary>
    [Benchmark]
    public WorkingCalendar MakeTheCalendar() => new(rule);
}
