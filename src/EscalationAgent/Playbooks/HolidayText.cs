using System.Globalization;
using System.Text.RegularExpressions;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>
/// Reads a holiday as a playbook writes it: <c>2026-12-24</c> once; each year <c>12-25</c>, <c>last monday of may</c>
/// (or first to fourth), <c>easter</c>, <c>easter+1</c>, <c>easter-2</c> (at most 99 days from Easter Sunday).
/// </summary>
internal static partial class HolidayText
{
    private const int LeapYear = 2024;

    private static readonly string[] Orders = ["last", "first", "second", "third", "fourth"];
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <param name="fault">What is wrong with it; null when it was read.</param>
    public static Holiday? Read(string name, string text, out string? fault)
    {
        fault = null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return new DatedHoliday(name, date);
        }

        if (DateOnly.TryParseExact($"{LeapYear}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var yearly))
        {
            return new YearlyHoliday(name, yearly.Month, yearly.Day);
        }

        if (EasterShape().Match(text) is { Success: true } easter)
        {
            return new EasterHoliday(name, easter.Groups[1].Length == 0 ? 0 : int.Parse(easter.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        }

        if (WeekdayShape().Match(text) is { Success: true } nth
            && Array.IndexOf(Orders, nth.Groups[1].Value) is >= 0 and var order
            && Array.IndexOf(Months, nth.Groups[3].Value) is >= 0 and var month
            && Enum.GetValues<DayOfWeek>().Where(d => d.ToString().Equals(nth.Groups[2].Value, StringComparison.OrdinalIgnoreCase)).ToArray() is [var weekday])
        {
            return new WeekdayHoliday(name, order, weekday, month + 1);
        }

        fault = $"can't read the day '{text}'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1";
        return null;
    }

    [GeneratedRegex(@"^easter([+-][1-9][0-9]?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex EasterShape();

    [GeneratedRegex(@"^([a-z]+) ([a-z]+) of ([a-z]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex WeekdayShape();
}
