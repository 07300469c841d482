using NodaTime;
using NodaTime.TimeZones;

namespace Escalations.Sla;

/// <summary>Counts the terms of a playbook in the zone and hours of its working day.</summary>
public static class WorkingCalendar
{
    /// <summary>
    /// When a term ends that begins at <paramref name="from"/>, UTC. Minutes, hours, days and weeks go by the clock,
    /// at night and on weekends too; business days and "same day" keep to Monday to Friday.
    /// </summary>
    public static DateTimeOffset After(WorkingDay day, Term term, DateTimeOffset from)
    {
        var start = Instant.FromDateTimeOffset(from);
        var due = term.Unit switch
        {
            TermUnit.Minutes => start + Duration.FromMinutes(term.Amount),
            TermUnit.Hours => start + Duration.FromHours(term.Amount),
            TermUnit.Days => start + Duration.FromHours(24 * term.Amount),
            TermUnit.Weeks => start + Duration.FromHours(7 * 24 * term.Amount),
            TermUnit.BusinessDays => InZone(day, start, local => BusinessDaysLater(day, local, term.Amount)),
            _ => InZone(day, start, local => SameDay(day, local)),
        };
        return due.ToDateTimeOffset();
    }

    /// <summary>The same clock time, so many working days later; what comes in outside the hours counts from the next opening.</summary>
    private static LocalDateTime BusinessDaysLater(WorkingDay day, LocalDateTime from, int amount)
    {
        var begin = from switch
        {
            _ when IsWeekend(from.Date) || from.TimeOfDay >= Time(day.Closes) => NextBusinessDay(from.Date) + Time(day.Opens),
            _ when from.TimeOfDay < Time(day.Opens) => from.Date + Time(day.Opens),
            _ => from,
        };
        var date = begin.Date;
        for (var i = 0; i < amount; i++)
        {
            date = NextBusinessDay(date);
        }

        return date + begin.TimeOfDay;
    }

    /// <summary>The end of the working day; after the cut-off or on a weekend, noon of the next one.</summary>
    private static LocalDateTime SameDay(WorkingDay day, LocalDateTime from) =>
        IsWeekend(from.Date) || from.TimeOfDay > Time(day.CutOff)
            ? NextBusinessDay(from.Date) + Noon(day)
            : from.Date + Time(day.Closes);

    /// <summary>Noon; where the hours do not contain it, the end of the day.</summary>
    private static LocalTime Noon(WorkingDay day) =>
        Time(day.Opens) < LocalTime.Noon && LocalTime.Noon <= Time(day.Closes) ? LocalTime.Noon : Time(day.Closes);

    private static LocalDate NextBusinessDay(LocalDate date)
    {
        do
        {
            date = date.PlusDays(1);
        }
        while (IsWeekend(date));

        return date;
    }

    private static bool IsWeekend(LocalDate date) => date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;

    private static LocalTime Time(TimeOnly time) => LocalTime.FromTimeOnly(time);

    private static Instant InZone(WorkingDay day, Instant from, Func<LocalDateTime, LocalDateTime> count)
    {
        var zone = DateTimeZoneProviders.Tzdb[day.TimeZone];
        var local = count(from.InZone(zone).LocalDateTime);
        var due = zone.ResolveLocal(local, Earlier).ToInstant();
        return due >= from ? due : zone.ResolveLocal(local, Later).ToInstant();
    }

    // A local time that the clock change skips is moved on by as much as was skipped. Of one that comes twice, the
    // earlier counts, unless the term begins after it.
    private static readonly ZoneLocalMappingResolver Earlier = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);
    private static readonly ZoneLocalMappingResolver Later = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);
}
