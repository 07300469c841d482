using System.Globalization;
using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>
/// Days as readings: <c>2026-03-04</c>; <c>03-04</c> where the year is unsaid; <c>2026-03</c> and <c>m03</c> for months;
/// <c>2026-Q3</c> and <c>Q3</c> for quarters; <c>~4</c> for "the 4th"; <c>wd1</c> for Mondays.
/// </summary>
internal static class Days
{
    /// <summary>Days: so near, a day without a year is meant however its clause is told.</summary>
    private const int Near = 120;

    private static readonly Dictionary<string, int> Relative = new()
    {
        ["yesterday"] = -1,
        ["gestern"] = -1,
        ["hier"] = -1,
        ["ayer"] = -1,
        ["ontem"] = -1,
        ["vorgestern"] = -2,
        ["anteayer"] = -2,
        ["anteontem"] = -2,
        ["today"] = 0,
        ["heute"] = 0,
        ["aujourd"] = 0,
        ["hoy"] = 0,
        ["hoje"] = 0,
        ["tonight"] = 0,
        ["tomorrow"] = 1,
        ["demain"] = 1,
        ["manana"] = 1,
        ["amanha"] = 1,
        ["ubermorgen"] = 2,
        ["uebermorgen"] = 2,
    };

    private static readonly Dictionary<string, DayOfWeek> Weekdays = (
        (string[])
            [
                "sunday sun sonntag sonntags dimanche domingo",
                "monday mon montag montags lundi lunes segunda",
                "tuesday tue tues dienstag dienstags mardi martes terca",
                "wednesday wed mittwoch mittwochs mercredi miercoles quarta",
                "thursday thu thur thurs donnerstag donnerstags jeudi jueves quinta",
                "friday fri freitag freitags vendredi viernes sexta",
                "saturday sat samstag samstags sonnabend samedi sabado",
            ]
    )
        .SelectMany((names, i) => names.Split(' ').Select(name => (name, Day: (DayOfWeek)i)))
        .DistinctBy(p => p.name)
        .ToDictionary(p => p.name, p => p.Day);

    /// <summary>As calendars write them; beside a time only, for most of them are words.</summary>
    private static readonly Dictionary<string, DayOfWeek> Short = (
        (string[])["so dim dom", "mo lun seg", "di mar ter", "mi mer mie qua", "do jeu jue qui", "fr ven vie sex", "sa sam sab"]
    )
        .SelectMany((names, i) => names.Split(' ').Select(name => (name, Day: (DayOfWeek)i)))
        .ToDictionary(p => p.name, p => p.Day);

    private static readonly HashSet<string> Past =
    [
        "last",
        "letzten",
        "letzter",
        "letzte",
        "letztem",
        "vergangenen",
        "vergangene",
        "vorigen",
        "dernier",
        "derniere",
        "passe",
        "passee",
        "pasado",
        "pasada",
        "passado",
        "passada",
        "ultimo",
        "ultima",
        "since",
        "seit",
        "depuis",
        "desde",
    ];
    private static readonly HashSet<string> Future =
    [
        "next",
        "nachsten",
        "nachste",
        "kommenden",
        "kommende",
        "prochain",
        "prochaine",
        "proximo",
        "proxima",
        "vem",
        "viene",
        "by",
        "until",
        "bis",
        "hasta",
        "before",
        "antes",
        "avant",
        "ate",
        "vor",
    ];
    private static readonly HashSet<string> Week = ["week", "woche", "semaine", "semana"];

    public static int? OffsetOf(string folded) => Relative.TryGetValue(folded, out var offset) ? offset : null;

    /// <summary>The weekday of that name, whatever else the word can mean.</summary>
    public static DayOfWeek? NamedWeekday(string folded) => Weekdays.TryGetValue(folded, out var day) ? day : null;

    /// <summary>"Mo", "lun", "seg"; null for what shortens no weekday.</summary>
    public static DayOfWeek? ShortWeekday(string folded) => Short.TryGetValue(folded, out var day) ? day : null;

    public static bool IsWeekday(string folded) => Weekdays.ContainsKey(folded);

    /// <summary>Portuguese names but Saturday and Sunday are ordinals without "-feira"; short English ones are words.</summary>
    public static DayOfWeek? WeekdayAt(List<Token> tokens, int at, Language language)
    {
        var word = tokens[at].Folded;
        return !Weekdays.TryGetValue(word, out var day) ? PartOfDay(word)
            : word is "segunda" or "terca" or "quarta" or "quinta" or "sexta"
            && !(
                at + 2 < tokens.Count && tokens[at + 1].Is("-") && tokens[at + 2].Folded is "feira"
                || (language == Language.Portuguese && at > 0 && tokens[at - 1].Folded is "na" or "ate" or "proxima" or "desde")
            )
                ? null
            : word is "mon" or "sun" or "sat" or "wed" && (language is not Language.English || !tokens[at].IsCapital) ? null
            : day;
    }

    /// <summary>"Sonntagabend".</summary>
    private static DayOfWeek? PartOfDay(string word) =>
        word.IndexOf("tag", StringComparison.Ordinal) is var tag and > 2
        && word[(tag + 3)..] is "abend" or "morgen" or "mittag" or "vormittag" or "nachmittag" or "nacht" or "fruh"
        && Weekdays.TryGetValue(word[..(tag + 3)], out var day)
            ? day
            : null;

    /// <summary>The days that a bare weekday can mean for one who writes on this day.</summary>
    public static IEnumerable<DateOnly> Resolve(DayOfWeek weekday, DateOnly writtenOn, List<Token> tokens, int at, Language language)
    {
        var monday = writtenOn.AddDays(-(((int)writtenOn.DayOfWeek + 6) % 7));
        var inWeek = ((int)weekday + 6) % 7;
        var (before, after) = (
            writtenOn.AddDays(-((((int)writtenOn.DayOfWeek - (int)weekday + 6) % 7) + 1)),
            writtenOn.AddDays((((int)weekday - (int)writtenOn.DayOfWeek + 6) % 7) + 1)
        );
        var beside = Enumerable
            .Range(at - 3, at + 2 < tokens.Count && tokens[at + 2].Folded == "feira" ? 9 : 7)
            .Where(i => i >= 0 && i < tokens.Count && i != at && tokens[i].Line == tokens[at].Line)
            .Select(i => tokens[i].Folded)
            .ToList();
        var isPast = beside.Any(Past.Contains);
        var isFuture = beside.Any(Future.Contains);
        if (beside.Any(Week.Contains) && isPast != isFuture)
        {
            return [monday.AddDays(inWeek + (isPast ? -7 : 7))];
        }

        DateOnly[] near = writtenOn.DayOfWeek == weekday && !isPast && !isFuture ? [writtenOn] : [];
        return isPast && !isFuture ? [before, .. writtenOn.DayOfWeek == weekday ? (DateOnly[])[writtenOn] : []]
            : isFuture && !isPast ? [after, monday.AddDays(inWeek + 7)]
            : Tenses.Of(tokens, at, language) < 0 ? [.. near, before]
            : [.. near, before, after];
    }

    public static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Key(int? year, int month, int day) =>
        string.Create(CultureInfo.InvariantCulture, $"{year:0000}{(year is null ? "" : "-")}{month:00}-{day:00}");

    /// <summary>A day by its full reading.</summary>
    public static DateOnly? Day(string reading) =>
        reading.Length == 10 && DateOnly.TryParseExact(reading, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What the day is called in rules: "2 March 2026".</summary>
    public static string Name(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static bool Exists(int? year, int month, int day) =>
        month is >= 1 and <= 12 && year is null or (>= 1900 and <= 2200) && day >= 1 && day <= DateTime.DaysInMonth(year ?? 2024, month);

    /// <summary>The last such day up to this one, and the first from it on: told of the past, or of what is to come.</summary>
    public static IEnumerable<DateOnly> InYears(int month, int day, DateOnly writtenOn)
    {
        var all = Enumerable
            .Range(writtenOn.Year - 1, 3)
            .Where(year => day <= DateTime.DaysInMonth(year, month))
            .Select(year => new DateOnly(year, month, day))
            .ToList();
        return all.Where(d => d <= writtenOn).TakeLast(1).Concat(all.Where(d => d >= writtenOn).Take(1)).Distinct();
    }

    /// <summary>Of these, what the words around it mean; where they do not say, what is clearly nearer.</summary>
    /// <param name="tense">As <see cref="Tenses"/> tells it.</param>
    public static IEnumerable<DateOnly> Meant(int month, int day, DateOnly writtenOn, int tense)
    {
        var all = InYears(month, day, writtenOn).ToList();
        if (all is not [var last, var next])
        {
            return all;
        }

        var (ago, ahead) = (writtenOn.DayNumber - last.DayNumber, next.DayNumber - writtenOn.DayNumber);
        return tense <= 0 && ago < Near ? [last]
            : tense >= 0 && ahead < Near ? [next]
            : tense != 0 && Math.Min(ago, ahead) >= Near ? [tense < 0 ? last : next]
            : all;
    }
}
