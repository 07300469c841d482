namespace TextAnalysis.Tokens;

/// <summary>The names of months and their short forms in English, German, French, Spanish and Portuguese, in small letters without accents.</summary>
public static class Months
{
    private static readonly Dictionary<string, int> ByName = (
        (string[])
            [
                "january jan januar janner janvier janv enero ene janeiro",
                "february feb februar fevrier fev fevr febrero fevereiro",
                "march mar marz mrz maerz mars marzo marco",
                "april apr avril avr abril abr",
                "may mai mayo maio",
                "june jun juni juin junio junho",
                "july jul juli juillet juil julio julho",
                "august aug aout agosto ago",
                "september sep sept septembre septiembre setiembre setembro",
                "october oct oktober okt octobre octubre outubro",
                "november nov novembre noviembre novembro",
                "december dec dezember dez decembre diciembre dic dezembro",
            ]
    )
        .SelectMany((names, i) => names.Split(' ').Select(name => (name, Month: i + 1)))
        .ToDictionary(p => p.name, p => p.Month);

    /// <summary>Words that mean other things as well, and a month only beside a day.</summary>
    private static readonly HashSet<string> AlsoWords = ["may", "mar", "mars", "ene", "ago", "dic", "jan", "dec", "jun", "marco"];

    /// <summary>All names, the longest first, for a pattern.</summary>
    public static string Pattern { get; } = string.Join('|', ByName.Keys.OrderByDescending(m => m.Length).ThenBy(m => m, StringComparer.Ordinal));

    /// <summary>1 to 12; null when the word is no month.</summary>
    /// <param name="folded">In small letters without accents.</param>
    public static int? Of(string folded) => ByName.TryGetValue(folded, out var month) ? month : null;

    public static bool IsMonth(string folded) => ByName.ContainsKey(folded);

    /// <summary>Whether the word can be nothing but a month.</summary>
    public static bool IsOnlyMonth(string folded) => ByName.ContainsKey(folded) && !AlsoWords.Contains(folded);
}
