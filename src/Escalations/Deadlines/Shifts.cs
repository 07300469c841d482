using NodaTime;
using NodaTime.TimeZones;

namespace Escalations.Deadlines;

/// <summary>Counts the shifts of a rota. A shift begins at a local time, so one over a change of the clock is an hour shorter or longer.</summary>
public static class Shifts
{
    private static readonly ZoneLocalMappingResolver Mapping = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>Whether there is a time zone of this name.</summary>
    public static bool IsZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

    /// <summary>A local time as an instant. One that the clock change skips is moved on; of one that comes twice the earlier counts.</summary>
    public static DateTimeOffset InstantOf(DateTime local, string timeZone) =>
        DateTimeZoneProviders
            .Tzdb[timeZone]
            .ResolveLocal(LocalDateTime.FromDateTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)), Mapping)
            .ToDateTimeOffset()
            .ToUniversalTime();

    /// <summary>Who is on call at an instant, from when until when.</summary>
    /// <param name="said">What was said in chat besides what the rota's file says.</param>
    public static Shift At(Rota rota, IEnumerable<ShiftOverride> said, DateTimeOffset now)
    {
        var (who, from, until) = Turn(rota, now);
        IReadOnlyList<ShiftOverride> overrides = [.. rota.Overrides, .. said.Where(o => o.Team == rota.Team)];
        var governing = overrides.LastOrDefault(o => o.From <= now && now < o.Until);
        if (governing is not null)
        {
            (who, from, until) = (governing.Who, governing.From, governing.Until);
        }

        // What begins or ends meanwhile and goes before it cuts it short.
        var rank = governing is null ? -1 : overrides.ToList().LastIndexOf(governing);
        foreach (var later in overrides.Skip(rank + 1))
        {
            (from, until) = (later.Until <= now && later.Until > from ? later.Until : from, later.From > now && later.From < until ? later.From : until);
        }

        return new(who ?? rota.Fallback, from, until, who is null);
    }

    /// <summary>The shifts from an instant on, for so long.</summary>
    public static IEnumerable<Shift> From(Rota rota, IReadOnlyList<ShiftOverride> said, DateTimeOffset now, TimeSpan length)
    {
        for (var at = now; at < now + length; )
        {
            var shift = At(rota, said, at);
            yield return shift;
            at = shift.Until;
        }
    }

    /// <summary>Whose turn it is by the order alone: null for nobody's.</summary>
    private static (RotaMember? Who, DateTimeOffset From, DateTimeOffset Until) Turn(Rota rota, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb[rota.TimeZone];
        var first = LocalDate.FromDateOnly(rota.FirstDay);
        var today = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        var number = (int)Math.Floor(Period.DaysBetween(first, today) / (double)rota.DaysEach);
        if (Beginning(number) > now)
        {
            number--;
        }
        else if (Beginning(number + 1) <= now)
        {
            number++;
        }

        var day = first.PlusDays(number * rota.DaysEach);
        var isOver = rota.LastDay is { } last && day > LocalDate.FromDateOnly(last);
        return (number < 0 || isOver ? null : rota.People[number % rota.People.Count], Beginning(number), Beginning(number + 1));

        DateTimeOffset Beginning(int shift) =>
            InstantOf(first.PlusDays(shift * rota.DaysEach).ToDateTimeUnspecified().Add(rota.HandOverAt.ToTimeSpan()), rota.TimeZone);
    }
}
