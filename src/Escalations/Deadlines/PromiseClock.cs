using System.Globalization;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;
using TextAnalysis.Facts;

namespace Escalations.Deadlines;

/// <summary>Turns a promised time into an instant.</summary>
public static class PromiseClock
{
    private static readonly Duration Longest = Duration.FromDays(90);
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);
    private static readonly ZoneLocalMappingResolver Lenient = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>The promised instant, UTC; null when it has passed, lies more than 90 days ahead, or its zone is not known.</summary>
    /// <param name="timeZone">The IANA zone of the person who promises; it holds where they named none.</param>
    /// <param name="calendar">By which a day closes where no time was named.</param>
    public static DateTimeOffset? At(PromisedTime promised, DateTimeOffset now, string timeZone, CalendarRule calendar)
    {
        var instant = Instant.FromDateTimeOffset(now);
        return Meant(promised, now, timeZone, calendar) is { } at && at > instant && at <= instant + Longest ? at.ToDateTimeOffset() : null;
    }

    /// <summary>Whether a time that is meant lies behind: "today 09:00", said at 15:00.</summary>
    public static bool HasPassed(PromisedTime promised, DateTimeOffset now, string timeZone, CalendarRule calendar) =>
        Meant(promised, now, timeZone, calendar) is { } at
            ? at <= Instant.FromDateTimeOffset(now)
            : promised is { Wait: null, BusinessDays: null } && ZoneOf(promised.Zone, timeZone, now) is not null;

    /// <summary>Whether a zone is known by the name that somebody gave it.</summary>
    public static bool Knows(string zone) => ZoneOf(zone, "", DateTimeOffset.UnixEpoch) is not null;

    /// <summary>Null when no time that is meant is still to come, or the zone is not known.</summary>
    private static Instant? Meant(PromisedTime promised, DateTimeOffset now, string timeZone, CalendarRule calendar)
    {
        if (ZoneOf(promised.Zone, timeZone, now) is not { } zone)
        {
            return null;
        }

        var instant = Instant.FromDateTimeOffset(now);
        return promised switch
        {
            { Wait: { } wait } => instant + Duration.FromTimeSpan(wait),
            { BusinessDays: { } days } => Instant.FromDateTimeOffset(WorkingCalendar.Of(calendar).AfterDays(now, days)),
            _ => OnDay(promised, instant, zone, calendar),
        };
    }

    private static Instant? OnDay(PromisedTime promised, Instant now, DateTimeZone zone, CalendarRule calendar)
    {
        var today = now.InZone(zone).Date;
        LocalDate[] days = promised switch
        {
            { DaysAhead: { } ahead } => [today.PlusDays(ahead)],
            { Weekday: { } weekday } when weekday.ToIsoDayOfWeek() is var day => today.DayOfWeek == day ? [today, today.PlusWeeks(1)] : [today.Next(day)],
            { Date: (0, var month, var day) } =>
            [
                .. new[] { today.Year, today.Year + 1 }
                    .Where(year => day <= CalendarSystem.Iso.GetDaysInMonth(year, month))
                    .Select(year => new LocalDate(year, month, day)),
            ],
            { Date: var (year, month, day) } => [new(year, month, day)],
            _ => [today, today.PlusDays(1)],
        };
        return days.SelectMany(day => Times(promised, day, zone, calendar)).Select(at => (Instant?)at).FirstOrDefault(at => at > now);
    }

    /// <summary>The instants that are meant on a day, the likeliest first: "at 5" is that of the afternoon, and past closing the day itself ends.</summary>
    private static Instant[] Times(PromisedTime promised, LocalDate day, DateTimeZone zone, CalendarRule calendar) =>
        promised switch
        {
            { Clock: { } clock, IsHalfDay: true } => [On(day, clock + Noon, zone)],
            { Clock: { } clock } => [On(day, clock, zone)],
            { Part: DayPart.Morning } => [Opening(day, zone, calendar), On(day, Noon, zone)],
            { Part: DayPart.LateMorning } => [On(day, Noon, zone)],
            { Part: DayPart.Afternoon } => [On(day, TimeSpan.FromHours(18), zone)],
            { Part: DayPart.Evening } => [On(day, TimeSpan.FromHours(21), zone)],
            _ => [Closing(day, calendar) ?? On(day, TimeSpan.FromHours(18), zone), On(day, TimeSpan.FromHours(24), zone)],
        };

    /// <summary>When the calendar closes that day; null when it stays closed.</summary>
    private static Instant? Closing(LocalDate day, CalendarRule calendar)
    {
        var working = WorkingCalendar.Of(calendar);
        var date = day.ToDateOnly();
        return working.DateOf(working.OpeningOn(date)) == date ? Instant.FromDateTimeOffset(working.ClosingOn(date)) : null;
    }

    /// <summary>When the calendar opens that day; at nine where it stays closed, or opens at no time of a morning.</summary>
    private static Instant Opening(LocalDate day, DateTimeZone zone, CalendarRule calendar)
    {
        var working = WorkingCalendar.Of(calendar);
        var date = day.ToDateOnly();
        var opens = working.OpeningOn(date);
        return working.DateOf(opens) == date && Instant.FromDateTimeOffset(opens).InZone(zone) is { Hour: >= 5 and < 12 } morning && morning.Date == day
            ? morning.ToInstant()
            : On(day, Morning, zone);
    }

    private static Instant On(LocalDate day, TimeSpan clock, DateTimeZone zone) =>
        zone.ResolveLocal(day.AtMidnight().PlusTicks(clock.Ticks), Lenient).ToInstant();

    /// <summary>The zone that was named. A short name that the person's own zone has means that one: CST is not the same in Chicago and Shanghai.</summary>
    private static DateTimeZone? ZoneOf(string? named, string timeZone, DateTimeOffset now)
    {
        var tzdb = DateTimeZoneProviders.Tzdb;
        var own = tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
        if (named is null)
        {
            return own;
        }

        if (PromisedZones.SummerOffsetOf(named) is { } hours)
        {
            return DateTimeZone.ForOffset(NodaTime.Offset.FromHours(hours));
        }

        var year = Instant.FromDateTimeOffset(now);
        if (own.GetZoneIntervals(year - Duration.FromDays(183), year + Duration.FromDays(183)).Any(i => i.Name == named))
        {
            return own;
        }

        if (PromisedZones.PlaceOf(named) is { } place)
        {
            return tzdb[place];
        }

        if (named.Length > 3 && named[3] is '+' or '-')
        {
            return Offset(named[3..]);
        }

        var city = $"/{named.Replace(' ', '_')}";
        return tzdb.Ids.FirstOrDefault(id => id.EndsWith(city, StringComparison.OrdinalIgnoreCase)) is { } known ? tzdb[known] : null;
    }

    private static DateTimeZone? Offset(string text)
    {
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        var (hours, minutes) = digits.Length > 2 ? (digits[..^2], digits[^2..]) : (digits, "0");
        var total = (60 * int.Parse(hours, CultureInfo.InvariantCulture)) + int.Parse(minutes, CultureInfo.InvariantCulture);
        return total <= 14 * 60 ? DateTimeZone.ForOffset(NodaTime.Offset.FromSeconds((text[0] == '-' ? -60 : 60) * total)) : null;
    }
}
