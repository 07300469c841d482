using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Escalations.Reporting;

/// <summary>A month of the calendar: <c>2026-11</c>.</summary>
public readonly partial record struct ReportMonth
{
    private const int FirstYear = 2000;
    private const int LastYear = 2999;

    private ReportMonth(DateOnly first) => First = first;

    /// <summary>Its first day.</summary>
    public DateOnly First { get; }

    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static ReportMonth Of(DateOnly day) => new(new(day.Year, day.Month, 1));

    /// <summary>The month that an instant lies in, in a zone.</summary>
    public static ReportMonth Of(DateTimeOffset at, string timeZone) => Of(IsoWeek.DayOf(at, timeZone));

    /// <summary>So many months later; earlier where it is negative.</summary>
    public ReportMonth Plus(int months) => new(First.AddMonths(months));

    /// <summary>From its first instant up to, and without, the next month's, UTC.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Borders(string timeZone) => (StartOf(First, timeZone), StartOf(First.AddMonths(1), timeZone));

    /// <summary>Reads a month as typed.</summary>
    /// <param name="refusal">A sentence for the person who asked; null when it was read.</param>
    public static bool TryParse(string? text, out ReportMonth month, out string? refusal)
    {
        month = default;
        var match = Shape().Match(text ?? "");
        if (!match.Success || int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) is < 1 or > 12)
        {
            refusal = DomainWords.Say("report.month.unreadable", text);
            return false;
        }

        var year = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (year is < FirstYear or > LastYear)
        {
            refusal = DomainWords.Say("report.year", year, FirstYear, LastYear);
            return false;
        }

        month = new(new(year, int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), 1));
        refusal = null;
        return true;
    }

    private static DateTimeOffset StartOf(DateOnly day, string timeZone) =>
        DateTimeZoneProviders.Tzdb[timeZone].AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToDateTimeOffset();

    [GeneratedRegex(@"^\s*([0-9]{4})-([0-9]{2})\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
