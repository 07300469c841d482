using System.Globalization;
using NodaTime;

namespace Escalations.Deadlines;

/// <summary>Something that makes a calendar impossible.</summary>
/// <param name="Reason">To be read after the calendar's name: "it has no open hours".</param>
/// <param name="Weekday">The weekday whose hours are at fault, when it is a matter of one.</param>
/// <param name="Entry">The date or the short day that is at fault, as it is written, when it is a matter of one.</param>
public sealed record CalendarFault(CalendarPart Part, string Reason, DayOfWeek? Weekday = null, string? Entry = null);

/// <summary>Where in a calendar a fault lies.</summary>
public enum CalendarPart
{
    TimeZone,
    Hours,
    CutOff,
    Holidays,
    ShortDays,
    WorkingDays,
}

/// <summary>Finds calendars by which no term could be counted.</summary>
internal static class CalendarCheck
{
    public const int TooManyClosedDays = 60;

    private static readonly long Day = TimeSpan.TicksPerDay;

    /// <summary>The faults that show without the holidays.</summary>
    public static IReadOnlyList<CalendarFault> OfWeek(CalendarRule rule)
    {
        var faults = new List<CalendarFault>();
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(rule.TimeZone) is null)
        {
            faults.Add(new(CalendarPart.TimeZone, $"there is no time zone '{rule.TimeZone}'; use an IANA name such as Europe/Berlin"));
        }

        faults.AddRange(Overlaps(rule));
        faults.AddRange(rule.ShortDays.Select(d => OfDay(rule, CalendarPart.ShortDays, d.When.Name, d.Hours)).OfType<CalendarFault>());
        faults.AddRange(rule.WorkingDays.Select(d => OfDay(rule, CalendarPart.WorkingDays, $"{d.Date:yyyy-MM-dd}", d.Hours)).OfType<CalendarFault>());
        if (faults.Count > 0)
        {
            return faults;
        }

        var hours = WeekHours.Of(rule);
        var week = Enumerable.Range(0, 7).Sum(weekday => hours.On(weekday).Worth);
        if (week < TimeSpan.TicksPerHour)
        {
            faults.Add(new(CalendarPart.Hours, week == 0 ? "it has no open hours" : "it is open for less than an hour a week"));
        }
        else if (!Enumerable.Range(0, 7).Any(weekday => HoldsCutOff(hours, weekday, rule.CutOff.Ticks)))
        {
            faults.Add(new(CalendarPart.CutOff, $"its cut-off {rule.CutOff:HH\\:mm} does not lie between opening and closing on any day"));
        }

        return faults;
    }

    /// <summary>The hours of all days in the order of their openings, each against the one before it; Monday's first against Sunday's last.</summary>
    private static IEnumerable<CalendarFault> Overlaps(CalendarRule rule)
    {
        var week = (
            from day in Enum.GetValues<DayOfWeek>()
            from open in rule.Week.GetValueOrDefault(day, [])
            let start = (((int)day + 6) % 7 * Day) + open.Opens.Ticks
            orderby start
            select (Day: day, Open: open, From: start, To: start + (open.Closes - open.Opens).Ticks)
        ).ToArray();
        for (var i = 0; i < week.Length; i++)
        {
            var before = i == 0 ? week[^1] with { To = week[^1].To - (7 * Day) } : week[i - 1];
            if (before.To > week[i].From)
            {
                yield return new(CalendarPart.Hours, $"{Text(week[i].Day, week[i].Open)} overlaps {Text(before.Day, before.Open)}", week[i].Day);
            }
        }
    }

    private static CalendarFault? OfDay(CalendarRule rule, CalendarPart part, string entry, IReadOnlyList<OpenHours>? hours)
    {
        var ordered = hours?.OrderBy(h => h.Opens).ToArray() ?? [];
        return ordered.Zip(ordered.Skip(1)).Any(pair => pair.First.Closes > pair.Second.Opens) ? new(part, $"the hours of {entry} overlap", Entry: entry)
            : hours is not null && !DayHours.Of(hours, rule.Breaks).HasAny ? new(part, $"its breaks leave nothing of the hours of {entry}", Entry: entry)
            : null;
    }

    private static string Text(DayOfWeek day, OpenHours open) => $"{day} {Clock(open.Opens)}-{Clock(open.Closes)}";

    private static string Clock(TimeSpan time) =>
        (time > TimeSpan.FromDays(1) ? time - TimeSpan.FromDays(1) : time) switch
        {
            { TotalHours: 24 } => "24:00",
            var clock => clock.ToString(@"hh\:mm", CultureInfo.InvariantCulture),
        };

    private static bool HoldsCutOff(WeekHours hours, int weekday, long cutOff) =>
        hours.On(weekday).HasAny && (Within(hours, weekday, cutOff) || Within(hours, weekday, cutOff + Day));

    private static bool Within(WeekHours hours, int weekday, long cutOff) => cutOff > hours.On(weekday).FirstOpening && cutOff < hours.On(weekday).LastClosing;
}
