using System.Globalization;
using Escalations.Deadlines;
using Escalations.Reporting;

namespace EscalationAgent.Teams;

/// <summary>
/// When somebody has had enough for a day: what comes beyond, and neither is of an S1 nor asks them to act, is told together at the next quiet
/// point (R22).
/// </summary>
/// <param name="perDay">How many lines a day come by themselves; 0 for all.</param>
/// <param name="at">The quiet points of a working day, by the reader's own clock.</param>
/// <param name="isWorkingDay">Which days are: no digest is a reason to look on a Sunday.</param>
internal sealed class Digests(int perDay, IReadOnlyList<TimeOnly> at, Func<DateOnly, bool> isWorkingDay)
{
    /// <summary>A calendar that opens on none of so many days is read as if it always did.</summary>
    private const int MostDays = 31;

    /// <summary>Everything comes by itself.</summary>
    public static readonly Digests Off = new(0, [], _ => true);

    /// <summary>Whether what comes now is beyond a day's.</summary>
    /// <param name="told">How many came by themselves that day.</param>
    public bool IsEnough(int told) => perDay > 0 && at.Count > 0 && told >= perDay;

    /// <summary>The day of an instant by somebody's clock.</summary>
    public static DateOnly DayOf(DateTimeOffset now, string? zone) => IsoWeek.DayOf(now, ZoneOf(zone));

    /// <summary>The next quiet point after an instant.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now, string? zone)
    {
        var (known, today) = (ZoneOf(zone), DayOf(now, zone));
        var days = Enumerable.Range(0, MostDays).Select(today.AddDays).ToList();
        var working = days.Where(isWorkingDay).ToList();
        return (working.Count > 1 ? working : days)
            .SelectMany(day => at.Select(time => Shifts.InstantOf(day.ToDateTime(time), known)))
            .Where(instant => instant > now)
            .Min();
    }

    /// <summary>Times such as <c>08:30, 17:00</c>; null where one is none.</summary>
    public static IReadOnlyList<TimeOnly>? Times(string text)
    {
        var times = new List<TimeOnly>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TimeOnly.TryParseExact(part, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                return null;
            }

            times.Add(time);
        }

        return times.Count == 0 ? null : times;
    }

    private static string ZoneOf(string? zone) => zone is not null && Shifts.IsZone(zone) ? zone : "UTC";
}
