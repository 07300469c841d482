using System.Globalization;
using System.Text.RegularExpressions;

namespace TextAnalysis.Facts;

/// <summary>
/// Times of the clock and lengths of time that are said in words, written in figures: "half past eight" is 8:30, "halb zehn" 9:30,
/// "midi et demi" 12:30, "an hour and a half" 90 minutes. Texts are in small letters without accents.
/// </summary>
internal static class SpokenTimes
{
    private const string EnglishUnits = @"(?!\s*(?:business|working|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\b)";

    private static readonly Dictionary<string, int> English = Numbers(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("twenty five", 25),
        ("twenty-five", 25),
        ("thirty five", 35),
        ("thirty-five", 35),
        ("forty five", 45),
        ("forty-five", 45),
        ("fifty five", 55),
        ("fifty-five", 55),
        ("oh five", 5)
    );
    private static readonly Dictionary<string, int> German = Numbers(
        "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
        ("eins", 1),
        ("fuenf", 5),
        ("zwoelf", 12),
        ("einundzwanzig", 21),
        ("zweiundzwanzig", 22),
        ("dreiundzwanzig", 23),
        ("funfundzwanzig", 25),
        ("dreissig", 30),
        ("dreißig", 30),
        ("funfunddreissig", 35),
        ("funfunddreißig", 35),
        ("vierzig", 40),
        ("funfundvierzig", 45),
        ("funfzig", 50),
        ("funfundfunfzig", 55)
    );
    private static readonly Dictionary<string, int> French = Numbers(
        "une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt",
        ("vingt et une", 21),
        ("vingt-et-une", 21),
        ("vingt-deux", 22),
        ("vingt-trois", 23),
        ("vingt-cinq", 25),
        ("trente", 30),
        ("trente-cinq", 35),
        ("quarante", 40),
        ("quarante-cinq", 45),
        ("cinquante", 50),
        ("cinquante-cinq", 55)
    );
    private static readonly Dictionary<string, int> Spanish = Numbers(
        "una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte",
        ("veintiuna", 21),
        ("veintidos", 22),
        ("veintitres", 23),
        ("veinticinco", 25),
        ("treinta", 30),
        ("treinta y cinco", 35),
        ("cuarenta", 40),
        ("cuarenta y cinco", 45),
        ("cincuenta", 50),
        ("cincuenta y cinco", 55)
    );
    private static readonly Dictionary<string, int> Portuguese = Numbers(
        "uma duas tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove vinte",
        ("quatorze", 14),
        ("vinte e uma", 21),
        ("vinte e duas", 22),
        ("vinte e tres", 23),
        ("vinte e cinco", 25),
        ("trinta", 30),
        ("trinta e cinco", 35),
        ("quarenta", 40),
        ("quarenta e cinco", 45),
        ("cinquenta", 50),
        ("cinquenta e cinco", 55)
    );

    /// <summary>Numbers in one language, and mostly something else there or in another: "the one", "at once", "12 sept.", "10. Dez."</summary>
    private static readonly HashSet<string> Words = [.. "one ein une una uma sept neuf dos once dez elf".Split(' ')];

    private static readonly (Regex Form, Dictionary<string, int> Words)[] Waits =
    [
        (new(@"\b(?:three[- ]quarters of an hour|dreiviertelstunde|trois quarts d'heure|tres cuartos de hora|tres quartos de hora)\b"), Whole(45)),
        (
            new(@"\b(?:(?:an? )?quarter[- ](?:of an )?hour|(?:einer? )?viertelstunde|(?:un )?quart d'heure|(?:un )?cuarto de hora|(?:um )?quarto de hora)\b"),
            Whole(15)
        ),
        (Wait($@"(?<h>an?|[0-9]{{1,2}}|{Any(English)}) hours? and (?:a (?<half>half)|(?<m>[0-9]{{1,2}}|{Any(English)}) min(?:ute)?s?)"), English),
        (Wait($@"(?<h>[0-9]{{1,2}}|{Any(English)}) and a (?<half>half) hours?"), English),
        (Wait($@"(?<h>einer?|[0-9]{{1,2}}|{Any(German)}) stunden? und (?:einer (?<half>halben)|(?<m>[0-9]{{1,2}}|{Any(German)}) min(?:uten)?)"), German),
        (
            Wait($@"(?<h>andert|eine?in|zweiein|dreiein|viereinhalb)(?<half>halb) stunden"),
            new()
            {
                ["andert"] = 1,
                ["einein"] = 1,
                ["einin"] = 1,
                ["zweiein"] = 2,
                ["dreiein"] = 3,
            }
        ),
        (Within($@"(?<h>une|[0-9]{{1,2}}|{Any(French)}) ?h(?:eures?)? et (?<half>demie?)"), French),
        (Within($@"(?<h>una|[0-9]{{1,2}}|{Any(Spanish)}) horas? y (?:(?<half>media)|(?<m>[0-9]{{1,2}}|{Any(Spanish)}) min(?:utos)?)"), Spanish),
        (Within($@"(?<h>uma|[0-9]{{1,2}}|{Any(Portuguese)}) horas? e (?:(?<half>meia)|(?<m>[0-9]{{1,2}}|{Any(Portuguese)}) min(?:utos)?)"), Portuguese),
        (Wait(@"(?<h>[0-9]{1,2})[.,](?<tenths>[0-9]) ?(?:hours?|hrs?|h|stunden?|std|heures?|horas?)"), English),
        (Within(@"(?<h>[0-9]{1,2}) ?(?:hours?|hrs?|h|stunden?|std|heures?|horas?) ?(?<m>[0-9]{1,2})(?: ?(?:min[a-z]*|m))?"), English),
    ];

    private static readonly (Regex Form, Dictionary<string, int> Words)[] Clocks =
    [
        (
            new(
                $@"\b(?:(?<half>half)|(?:a )?(?<quarter>quarter)|(?<m>{Any(English)}|[0-9]{{1,2}})(?<minutes> min(?:ute)?s?)?) (?<dir>past|"
                    + $@"after|to|before|till|of) (?<h>{Any(English)}|[0-9]{{1,2}}|(?<noon>noon|midday))\b(?![:.][0-9]){EnglishUnits}"
            ),
            English
        ),
        (
            new(
                $@"\b(?:(?<quarter>viertel)|(?<m>{Any(German)}|[0-9]{{1,2}})(?<minutes> min(?:uten)?)?) (?<dir>nach|"
                    + $@"vor) (?<halb>halb )?(?<h>{Any(German)}|[0-9]{{1,2}})(?: uhr)?\b"
            ),
            German
        ),
        (new($@"\b(?:(?<halb>halb)|(?<threequarter>drei ?viertel)) (?<h>{Any(German)}|[0-9]{{1,2}})(?: uhr)?\b"), German),
        (new($@"\b(?<h>{Any(German)}|[0-9]{{1,2}}) uhr (?:und )?(?<m>{Any(German)}|[0-9]{{1,2}})\b(?!\.|:)"), German),
        (
            new(
                $@"\b(?:(?<noon>midi)|(?<h>{Any(French)}|[0-9]{{1,2}}) ?(?:heures?|h))(?: et (?<half>demie?)| et (?:un )?(?<quarter>quart)|"
                    + $@" (?<dir>moins) (?:(?:le |un )?(?<quarter>quart)|(?<m>{Any(French)}|[0-9]{{1,2}}))| (?:et )?(?<m>{Any(French)}|"
                    + $@"[0-9]{{1,2}}))(?: minutes)?\b(?![:.]|-demain)"
            ),
            French
        ),
        (
            new(
                $@"\b(?:(?:las? )?(?<h>{Any(Spanish)}|[0-9]{{1,2}})(?: horas)?|(?:el )?(?<noon>mediodia))(?: y (?<half>media)|"
                    + $@" y (?:un )?(?<quarter>cuarto)| (?<dir>menos) (?:(?:un )?(?<quarter>cuarto)|(?<m>{Any(Spanish)}|[0-9]{{1,2}}))|"
                    + $@" y (?<m>{Any(Spanish)}|[0-9]{{1,2}}))\b"
            ),
            Spanish
        ),
        (
            new(
                $@"\b(?:(?<quarter>um quarto)|(?<m>{Any(Portuguese)}|[0-9]{{1,2}})(?: minutos)?) (?<dir>para) (?:as? |"
                    + $@"o )(?<h>{Any(Portuguese)}|[0-9]{{1,2}}|(?<noon>meio-dia))\b"
            ),
            Portuguese
        ),
        (
            new(
                $@"\b(?:(?<h>{Any(Portuguese)}|[0-9]{{1,2}})(?: ?horas?| ?h)?|(?<noon>meio-dia)) e (?:(?<half>meia)\b(?!-noite)|"
                    + $@"(?:um )?(?<quarter>quarto)|(?<m>{Any(Portuguese)}|[0-9]{{1,2}}))\b(?! horas)"
            ),
            Portuguese
        ),
        (new($@"\b(?<h>{Any(English)})[ -](?<m>{Any(English)})\b{EnglishUnits}"), English),
        (new($@"\b(?<=\b(?:at|by|before|around|about|until|till|latest) )(?<h>{Any(English)})\b{EnglishUnits}"), English),
        (
            new(
                $@"\b(?<h>{Any(English)})(?= ?(?:o'? ?clock|[ap]\.?m\b|tonight|sharp|in the (?:morning|afternoon|evening)|this (?:morning|afternoon|evening)))"
            ),
            English
        ),
        (new($@"\b(?<=\b(?:um|gegen|bis|vor|spatestens) )(?<h>{Any(German)})\b(?! ?(?:stunden?|minuten|tagen?|wochen?|uhr|werktag|arbeitstag))"), German),
        (new($@"\b(?<h>{Any(German)})(?= uhr\b)"), German),
        (new($@"\b(?<h>{Any(French)})(?= heures?\b)"), French),
        (new($@"\b(?<=\blas? )(?<h>{Any(Spanish)})\b"), Spanish),
        (new($@"\b(?<=\b(?:as|pelas) )(?<h>{Any(Portuguese)})\b|\b(?<h>{Any(Portuguese)})(?= horas?\b)|\b(?<=\ba )(?<h>uma)\b(?= d| hora|$)"), Portuguese),
    ];

    /// <summary>Numbers before a unit of time.</summary>
    private static readonly (Regex Form, Dictionary<string, int> Words)[] Counts =
    [
        .. new (Dictionary<string, int> Words, string Units)[]
        {
            (English, "minutes?|hours?|days?|weeks?|business|working"),
            (German, "minuten|stunden|tagen?|wochen|werktagen?|arbeitstagen?"),
            (French, "minutes|heures|jours|semaines"),
            (Spanish, "minutos|horas|dias|semanas"),
            (Portuguese, "minutos|horas|dias|semanas"),
        }.Select(c => (new Regex($@"(?<=\b(?:in|within|every|next|dans|d'ici|sous|en|em|de|a|binnen|von) )(?<h>{Any(c.Words)})(?= (?:{c.Units})\b)"), c.Words)),
    ];

    /// <summary>"Half eight" is 8:30 in London and 7:30 to a German ear; "viertel acht" is 7:15 in Dresden and nothing in Hamburg.</summary>
    private static readonly Regex TwoWays = new(
        $@"\bhalf (?:{Any(English)}|[0-9]{{1,2}})\b{EnglishUnits}|\bviertel (?:{Any(German)}|[0-9]{{1,2}})\b|\b(?:midnight|mitternacht|"
            + $@"minuit|medianoche|meia-noite) (?:{Any(English)}|{Any(German)}|et|y|e)\b|\b(?:to|past|after|before|vor|nach|moins|menos|"
            + $@"para a) (?:midnight|mitternacht|minuit|medianoche|meia-noite)\b"
    );

    /// <summary>What tells of a time in words, where nothing has read it.</summary>
    private static readonly Regex Unread = new(
        $@"\b(?:{Any(English.Concat(German).Concat(French).Concat(Spanish).Concat(Portuguese).Where(w => !Words.Contains(w.Key)))}|half|"
            + $@"halb|quarter|(?:drei)?viertel|demie?|quart|cuarto|quarto|media(?! manana)|moins|menos|past)\b"
    );

    private static readonly Regex Figures = new("[0-9]");

    /// <summary>The text with its times in figures: those of the clock as 8:30, those that are waited for in minutes.</summary>
    /// <returns>Null where a time can be read in two ways.</returns>
    public static string? InFigures(string said)
    {
        if (TwoWays.IsMatch(said))
        {
            return null;
        }

        foreach (var (form, words) in Waits)
        {
            said = form.Replace(said, match =>
                Minutes(match, words) is { } minutes
                    ? string.Create(CultureInfo.InvariantCulture, $"{match.Groups["within"].Value}{minutes} minutes")
                    : match.Value
            );
        }

        foreach (var (form, words) in Counts)
        {
            said = form.Replace(said, match => words[match.Groups["h"].Value].ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (form, words) in Clocks)
        {
            said = form.Replace(said, match => Clock(match, words) ?? match.Value);
        }

        return said;
    }

    /// <summary>Whether there are words of a time in it, "half" or "eight", in no figures.</summary>
    public static bool AreIn(string said) => Unread.IsMatch(said);

    private static int? Minutes(Match match, Dictionary<string, int> words)
    {
        if (!match.Groups["h"].Success)
        {
            return words.GetValueOrDefault("");
        }

        return (match.Groups["h"].Value is "a" or "an" or "ein" or "eine" or "einer" ? 1 : Value(match.Groups["h"].Value, words)) is not { } hours ? null
            : match.Groups["half"].Success ? (hours * 60) + 30
            : match.Groups["tenths"].Success ? (hours * 60) + (6 * Value(match.Groups["tenths"].Value, words))
            : (hours * 60) + Value(match.Groups["m"].Value, words);
    }

    private static string? Clock(Match match, Dictionary<string, int> words)
    {
        var (half, quarter, dir) = (match.Groups["half"].Success, match.Groups["quarter"].Success, match.Groups["dir"].Value);
        var hour = match.Groups["noon"].Success ? 12 : Value(match.Groups["h"].Value, words);
        var minute =
            half ? 30
            : quarter ? 15
            : match.Groups["m"].Success ? Value(match.Groups["m"].Value, words)
            : 0;
        var isBack = dir is "to" or "before" or "till" or "of" or "vor" or "moins" or "menos" or "para";
        if (
            hour is not { } h
            || minute is not { } m
            || h > 24
            || m > 59
            || (half && isBack)
            // "One to two", "10 and 12" are two hours; "ten to six" is one.
            || (dir.Length > 0 && !half && !quarter && m % 5 > 0 && !match.Groups["minutes"].Success)
            || (
                match.Groups["m"].Success
                && IsFigure(match.Groups["m"])
                && IsFigure(match.Groups["h"])
                && (
                    dir is "to" or "before" or "of" or "till"
                    || (dir.Length == 0 && match.Value.Contains(" y ", StringComparison.Ordinal))
                    || (dir.Length == 0 && match.Value.Contains(" e ", StringComparison.Ordinal))
                )
            )
            || (words == English && dir.Length == 0 && match.Groups["m"].Success && (h > 12 || (m < 10 && match.Groups["m"].Value != "oh five")))
        )
        {
            return null;
        }

        if (!match.Groups["m"].Success && !half && !quarter && !match.Groups["halb"].Success && !match.Groups["threequarter"].Success)
        {
            return h.ToString(CultureInfo.InvariantCulture);
        }

        var since =
            (60 * h)
            + (isBack ? -m : m)
            - (
                match.Groups["halb"].Success ? 30
                : match.Groups["threequarter"].Success ? 15
                : 0
            );
        since += since < 60 ? 12 * 60 : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{since / 60}:{since % 60:00}");
    }

    private static bool IsFigure(Group group) => Figures.IsMatch(group.Value);

    private static int? Value(string said, Dictionary<string, int> words) =>
        words.TryGetValue(said, out var value) ? value
        : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static Regex Wait(string form) =>
        new($@"(?<within>(?:^|\b(?:in|within|dans|d'ici|sous|innerhalb von|binnen|en|dentro de|em|daqui a) )(?:about |etwa |environ |ca\.? )?){form}\b");

    /// <summary>"14h30" and "huit heures et demie" are times of the clock where nothing says that they are waited for.</summary>
    private static Regex Within(string form) =>
        new($@"(?<within>\b(?:in|within|dans|d'ici|sous|innerhalb von|binnen|en|dentro de|em|daqui a) (?:about |etwa |environ |ca\.? )?){form}\b");

    private static Dictionary<string, int> Whole(int minutes) => new() { [""] = minutes };

    private static Dictionary<string, int> Numbers(string words, params (string Word, int Value)[] more) =>
        words.Split(' ').Select((word, i) => (Word: word, Value: i + 1)).Concat(more).ToDictionary(w => w.Word, w => w.Value);

    private static string Any(IEnumerable<KeyValuePair<string, int>> words) =>
        string.Join('|', words.Select(w => w.Key).Distinct().OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal));
}
