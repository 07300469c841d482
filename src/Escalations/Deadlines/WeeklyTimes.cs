using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;

namespace Escalations.Deadlines;

/// <summary>Finds the instants of something that happens every week at the same local time.</summary>
public static class WeeklyTimes
{
    /// <summary>
    /// The latest time at or before <paramref name="now"/>, UTC. A local time that the clock change skips is moved on; of one that
    /// comes twice the earlier counts.
    /// </summary>
    public static DateTimeOffset LastAt(WeeklySlot slot, string timeZone, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb[timeZone];
        var day = slot.Day.ToIsoDayOfWeek();
        var today = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        var date = today.DayOfWeek == day ? today : today.Previous(day);
        var at = At(zone, date, slot.At);
        return at <= now ? at : At(zone, date.PlusWeeks(-1), slot.At);
    }

    /// <summary>The first time in a month whose day is a working one, UTC; null where none is. Clock changes as in <see cref="LastAt"/>.</summary>
    /// <param name="first">The month's first day.</param>
    public static DateTimeOffset? FirstWorkingIn(DateOnly first, WeeklySlot slot, WorkingCalendar calendar, string timeZone)
    {
        var zone = DateTimeZoneProviders.Tzdb[timeZone];
        var month = LocalDate.FromDateOnly(first);
        var day = slot.Day.ToIsoDayOfWeek();
        for (var date = month.DayOfWeek == day ? month : month.Next(day); date.Month == month.Month; date = date.PlusWeeks(1))
        {
            if (calendar.IsWorkingDay(date.ToDateOnly()))
            {
                return At(zone, date, slot.At);
            }
        }

        return null;
    }

    /// <summary>A local time of a day as an instant, UTC; clock changes as in <see cref="LastAt"/>.</summary>
    public static DateTimeOffset At(string timeZone, DateOnly day, TimeOnly time) =>
        At(DateTimeZoneProviders.Tzdb[timeZone], LocalDate.FromDateOnly(day), time);

    private static DateTimeOffset At(DateTimeZone zone, LocalDate date, TimeOnly time) =>
        zone.ResolveLocal(date + LocalTime.FromTimeOnly(time), Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted))
            .ToDateTimeOffset()
            .ToUniversalTime();
}
