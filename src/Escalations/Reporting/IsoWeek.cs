using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Escalations.Reporting;

/// <summary>A week from Monday to Sunday as ISO 8601 counts it: <c>2026-W11</c>.</summary>
public readonly partial record struct IsoWeek
{
    private const int FirstYear = 2000;
    private const int LastYear = 2999;

    private IsoWeek(int year, int number) => (Year, Number) = (year, number);

    public int Year { get; }

    public int Number { get; }

    public DateOnly Monday => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");

    /// <summary>The week that a day lies in; around New Year it may belong to the other year.</summary>
    public static IsoWeek Of(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return new(ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date));
    }

    /// <summary>The week that an instant lies in, in a zone.</summary>
    public static IsoWeek Of(DateTimeOffset at, string timeZone) => Of(DayOf(at, timeZone));

    /// <summary>Reads a week as typed.</summary>
    /// <param name="refusal">A sentence for the person who asked; null when it was read.</param>
    public static bool TryParse(string? text, out IsoWeek week, out string? refusal)
    {
        week = default;
        var match = Shape().Match(text ?? "");
        if (!match.Success)
        {
            refusal = DomainWords.Say("report.week.unreadable", text);
            return false;
        }

        var year = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var number = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        if (year is < FirstYear or > LastYear)
        {
            refusal = DomainWords.Say("report.year", year, FirstYear, LastYear);
            return false;
        }

        var weeks = ISOWeek.GetWeeksInYear(year);
        if (number < 1 || number > weeks)
        {
            refusal = DomainWords.Say("report.week.none", year, number, weeks);
            return false;
        }

        week = new(year, number);
        refusal = null;
        return true;
    }

    /// <summary>From Monday's first instant up to, and without, the next Monday's, UTC.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Borders(string timeZone) => (StartOf(Monday, timeZone), StartOf(Monday.AddDays(7), timeZone));

    /// <summary>The instant that a report on this week speaks of: its last one, or now while it lasts; null when it has not begun.</summary>
    public DateTimeOffset? ReportInstant(DateTimeOffset now, string timeZone)
    {
        var (start, end) = Borders(timeZone);
        return now < start ? null
            : now < end ? now.ToUniversalTime()
            : end.AddTicks(-1);
    }

    /// <summary>The day of an instant in a zone.</summary>
    public static DateOnly DayOf(DateTimeOffset at, string timeZone) =>
        Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[timeZone]).Date.ToDateOnly();

    private static DateTimeOffset StartOf(DateOnly day, string timeZone) =>
        DateTimeZoneProviders.Tzdb[timeZone].AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToDateTimeOffset();

    [GeneratedRegex(@"^\s*([0-9]{4})-?W([0-9]{2})\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
