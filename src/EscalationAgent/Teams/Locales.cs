namespace EscalationAgent.Teams;

/// <summary>How people of a locale write. The program runs without the culture data of its system, so what it needs is here.</summary>
internal static class Locales
{
    private static readonly HashSet<string> MonthFirst = new(StringComparer.OrdinalIgnoreCase)
    {
        "en-US",
        "en-PH",
        "en-PR",
        "en-GU",
        "en-AS",
        "en-VI",
        "es-US",
        "es-PR",
        "fil-PH",
    };

    /// <summary>Languages that write the year first, and the month before the day without it.</summary>
    private static readonly HashSet<string> YearFirst = new(StringComparer.OrdinalIgnoreCase) { "ja", "zh", "ko", "hu", "lt", "mn" };

    /// <summary>Whether 12/01 is the first of December; null where both are written, or nothing is known.</summary>
    /// <param name="locale">A name such as <c>de-DE</c>.</param>
    public static bool? IsMonthFirst(string? locale)
    {
        var language = locale?.Split('-')[0];
        return locale is null or "" || locale.Equals("en", StringComparison.OrdinalIgnoreCase) || locale.Equals("en-CA", StringComparison.OrdinalIgnoreCase)
            ? null
            : MonthFirst.Contains(locale) || YearFirst.Contains(language!);
    }
}
