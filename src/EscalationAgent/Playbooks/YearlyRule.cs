using System.Globalization;
using System.Text.RegularExpressions;

namespace EscalationAgent.Playbooks;

/// <summary>How an event comes again each year, or every few years: on its own date, or on such a weekday of its month.</summary>
/// <param name="Every">Years from one to the next.</param>
/// <param name="Until">The last day on which it can begin; null for no end.</param>
/// <param name="Count">How often it comes in all; null for no end.</param>
/// <param name="Weekday">1 to 4, or 0 for the last, and the weekday; null for its date.</param>
internal sealed partial record YearlyRule(int Every, DateOnly? Until, int? Count, (int Nth, DayOfWeek Day)? Weekday = null)
{
    private const string OnlyYearly = "only FREQ=YEARLY is understood";
    private const string Understood = "only the same date each year, or such a weekday of the same month as BYMONTH=5;BYDAY=-1MO, is understood";
    private const string OtherDay = "that is another day than its first one, DTSTART";

    // Calendars know no holidays after this year.
    private const int LastYear = 2199;

    private static readonly string[] Weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    public bool GoesOn => Until is null && Count is null;

    /// <summary>Each year, forever.</summary>
    public bool IsPlain => GoesOn && Every == 1;

    /// <param name="first">The day on which the event begins.</param>
    /// <param name="fault">What is wrong with it; null when it was read.</param>
    public static YearlyRule? Read(string text, DateOnly first, out string? fault)
    {
        var parts = text.ToUpperInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToList();
        fault = parts.Any(p => p.Length < 2) || parts.DistinctBy(p => p[0]).Count() < parts.Count ? Understood : null;
        if (fault is not null)
        {
            return null;
        }

        var says = parts.ToDictionary(p => p[0], p => p[1]);
        if (says.GetValueOrDefault("FREQ") != "YEARLY")
        {
            fault = OnlyYearly;
            return null;
        }

        var (every, count, until) = (Number(says, "INTERVAL", 1), Number(says, "COUNT", null), Day(says));
        var month = Number(says, "BYMONTH", first.Month);
        var day = Number(says, "BYMONTHDAY", first.Day);
        var weekday = says.TryGetValue("BYDAY", out var byDay) ? Nth(byDay) : null;
        var known = says.Keys.All(k => k is "FREQ" or "INTERVAL" or "COUNT" or "UNTIL" or "BYMONTH" or "BYMONTHDAY" or "BYDAY" or "WKST");
        var rule = new YearlyRule(every ?? 0, until, count, weekday);

        // Without a month, a day or a weekday means each month's, or the year's.
        fault =
            !known
            || rule.Every < 1
            || (says.ContainsKey("COUNT") && count is not >= 1)
            || (says.ContainsKey("UNTIL") && (until is null || says.ContainsKey("COUNT")))
            || ((says.ContainsKey("BYMONTHDAY") || says.ContainsKey("BYDAY")) && !says.ContainsKey("BYMONTH"))
            || (says.ContainsKey("BYDAY") && (weekday is null || says.ContainsKey("BYMONTHDAY")))
                ? Understood
            : month != first.Month || day != first.Day || rule.In(first.Year, first) != first || until < first ? OtherDay
            : null;
        return fault is null ? rule : null;
    }

    /// <summary>The days on which it begins, in order; of an endless one those that calendars can know.</summary>
    public IEnumerable<DateOnly> Starts(DateOnly first)
    {
        var left = Count ?? int.MaxValue;
        for (var year = first.Year; year <= Math.Max(LastYear, first.Year) && left > 0; year += Every)
        {
            if (In(year, first) is not { } start)
            {
                continue;
            }

            if (start > Until)
            {
                yield break;
            }

            left--;
            yield return start;
        }
    }

    private DateOnly? In(int year, DateOnly first)
    {
        var days = DateTime.DaysInMonth(year, first.Month);
        if (Weekday is not (var nth, var weekday))
        {
            return first.Day <= days ? new DateOnly(year, first.Month, first.Day) : null;
        }

        var same = Enumerable.Range(1, days).Select(day => new DateOnly(year, first.Month, day)).Where(date => date.DayOfWeek == weekday).ToArray();
        return nth == 0 ? same[^1] : same[nth - 1];
    }

    private static int? Number(Dictionary<string, string> says, string key, int? without) =>
        !says.TryGetValue(key, out var text) ? without
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static DateOnly? Day(Dictionary<string, string> says) =>
        says.TryGetValue("UNTIL", out var text)
        && UntilShape().IsMatch(text)
        && DateOnly.TryParseExact(text[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static (int Nth, DayOfWeek Day)? Nth(string text) =>
        NthShape().Match(text) is { Success: true } match
            ? (
                match.Groups[1].Value == "-1" ? 0 : int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                (DayOfWeek)Array.IndexOf(Weekdays, match.Groups[2].Value)
            )
            : null;

    [GeneratedRegex(@"^\+?([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU)\z", RegexOptions.CultureInvariant)]
    private static partial Regex NthShape();

    [GeneratedRegex(@"^[0-9]{8}(T[0-9]{6}Z?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex UntilShape();
}
