using Escalations;

namespace TestSupport.Samples;

/// <summary>Calendars to count with.</summary>
internal static class Calendars
{
    public static readonly CalendarRule Utc = Office("UTC", "09:00-17:00", new(15, 0));

    public static readonly CalendarRule Berlin = Office("Europe/Berlin", "09:00-17:00", new(15, 0));

    /// <summary>Monday to Friday, the same hours each day; several are parted by a comma.</summary>
    public static CalendarRule Office(string zone, string hours, TimeOnly cutOff) =>
        new()
        {
            Key = CalendarRule.DefaultKey,
            Title = "Office hours",
            TimeZone = zone,
            Week = Enum.GetValues<DayOfWeek>()[1..6].ToDictionary(d => d, _ => Hours(hours)),
            CutOff = cutOff,
        };

    /// <summary>The same, with a cut-off an hour after the first opening.</summary>
    public static CalendarRule Office(string zone, string hours) => Office(zone, hours, TimeOnly.FromTimeSpan(Hours(hours)[0].Opens).AddHours(1));

    /// <summary>Such hours on all seven days.</summary>
    public static CalendarRule Daily(string zone, string hours) =>
        Office(zone, hours) with
        {
            Week = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => Hours(hours)),
        };

    /// <summary>"22:00-06:00" ends on the next day.</summary>
    public static IReadOnlyList<OpenHours> Hours(string text) =>
        [
            .. text.Split(", ")
                .Select(part =>
                {
                    var (opens, closes) = (Time(part[..5]), Time(part[6..]));
                    return new OpenHours(opens, closes > opens ? closes : closes + TimeSpan.FromDays(1));
                }),
        ];

    private static TimeSpan Time(string text) =>
        text == "24:00" ? TimeSpan.FromDays(1) : TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan();
}
