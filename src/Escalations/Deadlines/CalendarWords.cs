using System.Globalization;

namespace Escalations.Deadlines;

/// <summary>A calendar's hours in words: "Mon-Fri 09:00-17:00".</summary>
internal static class CalendarWords
{
    private static readonly DayOfWeek[] Week = [.. Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7))];

    public static string Hours(CalendarRule rule)
    {
        var days = Week.Select(day => (Day: day, Hours: Of(rule.Week.GetValueOrDefault(day, [])))).Where(d => d.Hours.Length > 0).ToList();
        var breaks = rule.Breaks.Count == 0 ? "" : $", without {Of(rule.Breaks)}";
        if (days.Count == 7 && days.All(d => d.Hours == "00:00-24:00"))
        {
            return $"day and night{breaks}";
        }

        var groups = new List<(DayOfWeek First, DayOfWeek Last, string Hours)>();
        foreach (var (day, hours) in days)
        {
            if (groups is [.., var last] && last.Hours == hours && ((int)last.Last + 1) % 7 == (int)day)
            {
                groups[^1] = last with { Last = day };
            }
            else
            {
                groups.Add((day, day, hours));
            }
        }

        return string.Join(", ", groups.Select(g => $"{Name(g.First)}{(g.First == g.Last ? "" : $"-{Name(g.Last)}")} {g.Hours}")) + breaks;
    }

    /// <summary>"09:00-12:00 and 13:00-17:00".</summary>
    public static string Of(IReadOnlyList<OpenHours> hours) =>
        string.Join(" and ", hours.OrderBy(h => h.Opens).Select(h => $"{Time(h.Opens)}-{Time(h.Closes)}"));

    private static string Time(TimeSpan time) =>
        time == TimeSpan.FromDays(1)
            ? "24:00"
            : (time < TimeSpan.FromDays(1) ? time : time - TimeSpan.FromDays(1)).ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    private static string Name(DayOfWeek day) => CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedDayName(day);
}
