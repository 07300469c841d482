using System.Globalization;
using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>The one day ahead that somebody names to a machine: <c>2026-03-20</c>, <c>20 March</c>, <c>Friday</c>, <c>tomorrow</c>.</summary>
public static class DayAhead
{
    /// <summary>Words around a day that say nothing of which it is.</summary>
    private static readonly HashSet<string> Small =
    [
        .. "the next on el la le o a den dem der dia dia jour tag nachsten naechsten kommenden prochain proximo proxima feira hui que vem viene".Split(' '),
    ];

    /// <summary>By which a day is named up to which something lasts or is done.</summary>
    private static readonly HashSet<string> Until =
    [
        .. "by until bis zum avant pour d'ici d’ici jusqu'au jusqu’au hasta antes del de al para ate ao".Split(' '),
    ];

    /// <summary>The same of a day that is named as the last one: <c>by Friday</c>, <c>bis 10.03.2026</c>.</summary>
    /// <inheritdoc cref="In"/>
    public static DateOnly? By(string text, DateOnly today)
    {
        var words = text.Trim().TrimEnd('.').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return In(string.Join(' ', words.SkipWhile(word => Until.Contains(Folding.Fold(word)))), today);
    }

    /// <summary>The first such day from today on; a weekday is never today.</summary>
    /// <returns>Null when the text names none, several, or anything else.</returns>
    public static DateOnly? In(string text, DateOnly today)
    {
        var said = text.Trim();
        if (DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var written))
        {
            return written;
        }

        if (said.Any(char.IsAsciiDigit))
        {
            return WrittenDates.In(said) is [var found] && Rest(said.Remove(found.Start, found.Length)).All(IsNoDay) ? found.From(today) : null;
        }

        return Rest(said) is [var word] && DaysFrom(word, today) is { } days ? today.AddDays(days) : null;
    }

    private static bool IsNoDay(string word) => Days.IsWeekday(word);

    private static List<string> Rest(string text) =>
        [
            .. Token
                .WordsOf(text)
                .SelectMany(token => token.Folded.Split('-', '\'', '’'))
                .Where(word => word.Any(char.IsLetterOrDigit) && !Small.Contains(word) && word.Length > 1),
        ];

    private static int? DaysFrom(string word, DateOnly today) =>
        Days.NamedWeekday(word) is { } weekday ? ((int)weekday - (int)today.DayOfWeek + 6) % 7 + 1
        : word == "morgen" ? 1
        : Days.OffsetOf(word) is { } offset and >= 0 ? offset
        : null;
}
