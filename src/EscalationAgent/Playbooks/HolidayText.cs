using System.Globalization;
using System.Text.RegularExpressions;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>
/// Reads days as a playbook writes them: <c>2026-12-24</c> once; each year <c>12-25</c>, <c>last monday of may</c>
/// (or first to fourth), <c>easter</c>, <c>easter+1</c>, <c>easter-2</c> (at most 99 days from Easter Sunday); and from one
/// day to another, <c>2026-12-24..2027-01-02</c> or each year <c>12-24..01-02</c>. Behind a single date, <c>observed</c> and
/// <c>stays</c> say whether it moves when it falls on a free day.
/// </summary>
internal static partial class HolidayText
{
    private const int MostDays = 60;
    private const int LeapYear = 2024;

    private static readonly string[] Orders = ["last", "first", "second", "third", "fourth"];
    private static readonly string[] Months =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    /// <param name="observed">Where dates of each year go that do not say so themselves.</param>
    /// <param name="fault">What is wrong with it; null when it was read.</param>
    /// <returns>Empty when it could not be read.</returns>
    public static IReadOnlyList<Holiday> Read(string name, string text, ObservedOn observed, out string? fault)
    {
        var said = MoveShape().Match(text);
        if (!said.Success)
        {
            return Days(name, text, observed, out fault);
        }

        var moves =
            said.Groups[2].Value == "stays" ? ObservedOn.TheDayItself
            : observed == ObservedOn.TheDayItself ? ObservedOn.NextWorkingDay
            : observed;
        var days = Days(name, said.Groups[1].Value, observed, out fault);
        if (fault is null && days is not [DatedHoliday or YearlyHoliday])
        {
            fault = $"'{text}': only a single date, such as 12-25, can be observed on another day";
        }

        return fault is null ? [days[0] with { Observed = moves }] : [];
    }

    private static IReadOnlyList<Holiday> Days(string name, string text, ObservedOn observed, out string? fault)
    {
        fault = null;
        if (text.Split("..") is [var begins, var ends])
        {
            return Range(name, text, begins, ends, out fault);
        }

        if (Date(text) is { } date)
        {
            return [new DatedHoliday(name, date)];
        }

        if (Yearly(text) is { } yearly)
        {
            return [new YearlyHoliday(name, yearly.Month, yearly.Day) { Observed = observed }];
        }

        if (EasterShape().Match(text) is { Success: true } easter)
        {
            return [new EasterHoliday(name, easter.Groups[1].Length == 0 ? 0 : int.Parse(easter.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
        }

        if (
            WeekdayShape().Match(text) is { Success: true } nth
            && Array.IndexOf(Orders, nth.Groups[1].Value) is >= 0 and var order
            && Array.IndexOf(Months, nth.Groups[3].Value) is >= 0 and var month
            && Enum.GetValues<DayOfWeek>().Where(d => d.ToString().Equals(nth.Groups[2].Value, StringComparison.OrdinalIgnoreCase)).ToArray() is [var weekday]
        )
        {
            return [new WeekdayHoliday(name, order, weekday, month + 1)];
        }

        fault = $"can't read the day '{text}'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1";
        return [];
    }

    /// <summary>All days of it, whatever weekday; none of them moves.</summary>
    private static IReadOnlyList<Holiday> Range(string name, string text, string begins, string ends, out string? fault)
    {
        var dated = (Date(begins), Date(ends)) is ({ } firstDate, { } lastDate) ? (First: firstDate, Last: lastDate) : ((DateOnly First, DateOnly Last)?)null;
        var yearly = (Yearly(begins), Yearly(ends)) is ({ } firstDay, { } lastDay)
            ? (First: firstDay, Last: lastDay < firstDay ? lastDay.AddYears(1) : lastDay)
            : ((DateOnly First, DateOnly Last)?)null;
        var range = dated ?? yearly;
        fault = range switch
        {
            null => $"can't read the days '{text}'; write such as 2026-12-24..2027-01-02, or 12-24..01-02 for each year",
            var (first, last) when last < first => $"'{text}' ends before it begins",
            var (first, last) when last.DayNumber - first.DayNumber >= MostDays => $"'{text}' is longer than {MostDays} days",
            _ => null,
        };
        return fault is not null || range is not { } days
            ? []
            :
            [
                .. Enumerable
                    .Range(0, days.Last.DayNumber - days.First.DayNumber + 1)
                    .Select(days.First.AddDays)
                    .Select(day => dated is null ? (Holiday)new YearlyHoliday(name, day.Month, day.Day) : new DatedHoliday(name, day)),
            ];
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1 and < 9999
            ? date
            : null;

    private static DateOnly? Yearly(string text) =>
        DateOnly.TryParseExact($"{LeapYear}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(@"^(.+) (observed|stays)\z", RegexOptions.CultureInvariant)]
    private static partial Regex MoveShape();

    [GeneratedRegex(@"^easter([+-][1-9][0-9]?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex EasterShape();

    [GeneratedRegex(@"^([a-z]+) ([a-z]+) of ([a-z]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex WeekdayShape();
}
