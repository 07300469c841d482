namespace TextAnalysis.Facts;

/// <summary>
/// The short names of time zones as people write them beside a clock time. They write CET in summer too and mean the clock on the wall,
/// so each means a place. Nobody writes CEST for the clock of winter: the names of summer time mean a distance from UTC all year.
/// </summary>
public static class PromisedZones
{
    private static readonly Dictionary<string, string> Places = (
        (string[])
            [
                "Etc/UTC UTC GMT Z",
                "Europe/London BST",
                "Europe/Lisbon WET WEST",
                "Europe/Paris CET CEST MEZ MESZ",
                "Europe/Helsinki EET EEST",
                "Europe/Moscow MSK",
                "America/New_York ET EST EDT",
                "America/Chicago CT CST CDT",
                "America/Denver MT MST MDT",
                "America/Los_Angeles PT PST PDT",
                "America/Sao_Paulo BRT",
                "Asia/Kolkata IST",
                "Asia/Singapore SGT",
                "Asia/Hong_Kong HKT",
                "Asia/Tokyo JST",
                "Asia/Seoul KST",
                "Australia/Sydney AEST AEDT AET",
                "Pacific/Auckland NZST NZDT NZT",
            ]
    )
        .Select(row => row.Split(' '))
        .SelectMany(row => row[1..].Select(name => (name, Place: row[0])))
        .ToDictionary(p => p.name, p => p.Place);

    private static readonly Dictionary<string, int> Summer = new()
    {
        ["BST"] = 1,
        ["WEST"] = 1,
        ["CEST"] = 2,
        ["MESZ"] = 2,
        ["EEST"] = 3,
        ["EDT"] = -4,
        ["CDT"] = -5,
        ["MDT"] = -6,
        ["PDT"] = -7,
        ["AEDT"] = 11,
        ["NZDT"] = 13,
    };

    /// <summary>Hours ahead of UTC, for a name of summer time; null for others.</summary>
    public static int? SummerOffsetOf(string name) => Summer.TryGetValue(name, out var hours) ? hours : null;

    public static bool IsKnown(string name) => Places.ContainsKey(name);

    /// <summary>An IANA name; null when the short name is not known.</summary>
    public static string? PlaceOf(string name) => Places.GetValueOrDefault(name);
}
