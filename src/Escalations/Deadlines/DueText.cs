using NodaTime;

namespace Escalations.Deadlines;

/// <summary>Writes an instant as the reader does: <c>Tue 24 Nov, 14:05 CET</c>.</summary>
public static class DueText
{
    /// <param name="timeZone">The reader's IANA zone; UTC, and it says so, when null or unknown.</param>
    public static string For(DateTimeOffset at, string? timeZone)
    {
        var zone = (timeZone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone)) ?? DateTimeZone.Utc;
        var instant = Instant.FromDateTimeOffset(at);
        var local = instant.InZone(zone).LocalDateTime;
        return $"{local.ToString(DomainWords.Say("culture.time"), DomainWords.Book.Culture)} {Abbreviation(zone, instant)}";
    }

    /// <summary>The day of an instant, by UTC: <c>10 March</c>.</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString(DomainWords.Say("culture.day"), DomainWords.Book.Culture);

    /// <summary>Zones without an abbreviation of their own are named by their offset in the tz database: "+04".</summary>
    private static string Abbreviation(DateTimeZone zone, Instant at)
    {
        var name = zone.GetZoneInterval(at).Name;
        return name[0] is '+' or '-' ? $"UTC{name}" : name;
    }
}
