using System.Globalization;
using System.Text.RegularExpressions;

namespace Escalations.Reporting;

/// <summary>A quarter of the calendar: <c>2026-Q3</c>.</summary>
public readonly partial record struct ReportQuarter
{
    private ReportQuarter(ReportMonth first) => First = first;

    /// <summary>Its first month.</summary>
    public ReportMonth First { get; }

    /// <summary>1 to 4.</summary>
    public int Number => ((First.First.Month - 1) / 3) + 1;

    public int Year => First.First.Year;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}-Q{Number}");

    public static ReportQuarter Of(DateOnly day) => new(ReportMonth.Of(new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1)));

    /// <summary>The quarter that an instant lies in, in a zone.</summary>
    public static ReportQuarter Of(DateTimeOffset at, string timeZone) => Of(IsoWeek.DayOf(at, timeZone));

    /// <summary>So many quarters later; earlier where it is negative.</summary>
    public ReportQuarter Plus(int quarters) => new(First.Plus(3 * quarters));

    /// <summary>From its first instant up to, and without, the next quarter's, UTC.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Borders(string timeZone) => (First.Borders(timeZone).Start, Plus(1).First.Borders(timeZone).Start);

    public static bool TryParse(string? text, out ReportQuarter quarter)
    {
        quarter = default;
        if (Shape().Match(text ?? "") is not { Success: true } match)
        {
            return false;
        }

        var month = ((match.Groups[2].Value[0] - '1') * 3) + 1;
        quarter = Of(new DateOnly(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), month, 1));
        return true;
    }

    [GeneratedRegex(@"^(2[0-9]{3})-Q([1-4])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
