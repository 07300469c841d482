using System.Text.RegularExpressions;

namespace TextAnalysis.Facts;

/// <content>How times are written, in small letters without accents.</content>
public static partial class PromiseReader
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant;
    private const string HalfDays = @"(?<half>[ap])\.?\s?m\b\.?";
    private const string MonthNames =
        "(?<month>jan[a-z]*|feb[a-z]*|fev[a-z]*|mar|march|mars|marz[a-z]*|mrz|maerz|marzo|marco|apr[a-z]*|avr[a-z]*|abr[a-z]*|may|mai|"
        + "mayo|maio|jun[a-z]*|juin|jul[a-z]*|juil[a-z]*|aug[a-z]*|aout|ago|agosto|sep[a-z]*|set[a-z]+|oct[a-z]*|okt[a-z]*|out[a-z]+|"
        + "nov[a-z]*|dec[a-z]*|dez[a-z]*|dic[a-z]*|ene|enero)";

    [GeneratedRegex(
        @"\b(not (before|until|earlier)|no earlier|at the earliest|earliest|fruhestens|nicht vor|pas avant|au plus tot|no antes|nao antes)\b",
        Plain
    )]
    private static partial Regex Earliest();

    [GeneratedRegex(
        @"^(once|when|as soon as|if|after|sobald|wenn|nach|des que|quand|apres (?!-?demain)|cuando|tan pronto|quando|assim que)\b|"
            + @"\b(if (?!not|no)|maybe|perhaps|hopefully|vielleicht|peut-etre|tal vez|talvez)\b",
        Plain
    )]
    private static partial Regex Condition();

    /// <summary>A time that cannot be set on a clock, or what is waited for.</summary>
    [GeneratedRegex(
        @"\b(minutes?|hours?|days?|weeks?|weekend|months?|quarter|sprint|release|morning|noon|midday|afternoon|evening|tonight|midnight|"
            + @"eod|cob|daily|hourly|once|when|whenever|after|as soon as|until|then|with the (fix|patch|release)|minuten|stunden?|tage?n?|"
            + @"woche[n]?|wochenende|monat(en)?|quartal|vormittag|nachmittag|abends?|taglich|stundlich|sobald|wenn|nach|jours?|semaines?|mois|"
            + @"trimestre|heures?|matin|midi|apres|soir|quand|des que|lorsque|dias?|semanas?|mes(es)?|horas?|manana|tarde|noche|cuando|despues|"
            + @"tras|manha|noite|quando|assim que|depois)\b",
        Plain
    )]
    private static partial Regex SomeTime();

    [GeneratedRegex(@"\b(half an? hour|halben? stunde|demi-heure|media hora|meia hora)\b", Plain)]
    private static partial Regex HalfAnHour();

    [GeneratedRegex(
        @"(?:^|\b(?<within>in|within|every|dans|d'ici|sous|innerhalb von|binnen|alle|en|dentro de|daqui a|em)\s+)(?:the next\s+|"
            + @"den nachsten\s+|les prochaines\s+)?(?<count>[0-9]{1,4}|an?|one|two|three|four|five|six|ein(?:e[rm]?)?|zwei|drei|vier|une?|deux|"
            + @"trois|quatre|una|dos|tres|cuatro|uma?|dois|duas|quatro)(?:\s?(?:-|\u2013|to|bis|a|ou|"
            + @"or)\s?(?<most>[0-9]{1,4}))?\s?(?<business>(?:business|working)\s+(?=days?\b)|(?=(?:werktag|arbeitstag)))?(?<unit>minutes?\b|"
            + @"mins?\b|minuten\b|minutos?\b|hours?\b|hrs?\b|heures?\b|horas?\b|stunden?\b|std\b|h\b(?!\s?[0-9])|days?\b|tage?n?\b|jours?\b|"
            + @"dias?\b|werktage?n?\b|arbeitstage?n?\b|weeks?\b|wochen?\b|semaines?\b|semanas?\b)(?<business> ouvres?| ouvrables?| uteis?| util|"
            + @" habil(?:es)?| laborables?)?",
        Plain
    )]
    private static partial Regex Wait();

    [GeneratedRegex(@"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b", Plain)]
    private static partial Regex IsoDate();

    [GeneratedRegex(
        @"\b(?<before>[0-9]{1,2})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|de\s+)?"
            + MonthNames
            + @"\b\.?(?:,?\s+(?:de\s+)?(?<year>20[0-9]{2})\b)?|\b"
            + MonthNames
            + @"\b\.?\s+(?<after>[0-9]{1,2})(?:st|nd|rd|th)?\b(?![:.h][0-9])(?:,?\s+(?<year>20[0-9]{2})\b)?",
        Plain
    )]
    private static partial Regex NamedDate();

    // The 10 of "30.11. 10:00" is no year; "30.11 10:00" is a date because a time stands behind it.
    [GeneratedRegex(
        @"\b(?<day>[0-9]{1,2})\.\s?(?<month>[0-9]{1,2})\.(?:\s?(?<year>20[0-9]{2})\b|(?<year>[0-9]{2})\b(?![:.][0-9]))?|"
            + @"\b(?<day>[0-9]{1,2})\.(?<month>[0-9]{1,2})(?=,?\s+(?:um\s+|at\s+|a\s+|as\s+)?[0-9]{1,2}(?:[:.h][0-9]{2}|\s?(?:uhr|h\b|"
            + @"[ap]\.?m)))",
        Plain
    )]
    private static partial Regex DottedDate();

    [GeneratedRegex(@"\b([0-9]{1,2})/([0-9]{1,2})(?:/(?<year>20[0-9]{2}|[0-9]{2}))?\b", Plain)]
    private static partial Regex SlashedDate();

    [GeneratedRegex(@"\b(end of (the |this )?week|eow|ende der woche|wochenende|fin de (la )?sema(ine|na)|fim da semana)\b", Plain)]
    private static partial Regex EndOfWeek();

    [GeneratedRegex(@"\b(the )?day after tomorrow\b|\bapres-demain\b|\b(ubermorgen|uebermorgen)\b|\bpasado manana\b|\bdepois de amanha\b", Plain)]
    private static partial Regex AfterTomorrow();

    [GeneratedRegex(
        @"\b(next|this|coming|nachste[nr]?|diese[r]?|la|proxima|esta)\s+(week|woche|semaine|semana)\b|\bsemaine prochaine\b|\bsemana que v(iene|em)\b",
        Plain
    )]
    private static partial Regex SomeWeek();

    [GeneratedRegex(@"[a-z0-9]+", Plain)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(at|by|noon|midday|midnight|morning|afternoon|evening|night|eod|cob|end|latest|the|before|around|about|then|cet|cest|utc|gmt|"
            + @"est|edt|et|pst|pdt|pt)$",
        Plain
    )]
    private static partial Regex BesideADay();

    [GeneratedRegex(@"\b(?<hour>[0-9]{1,2})(?:[:.]|\s?h\s?)(?<minute>[0-9]{2})\b\s?(?:uhr\b)?(?:" + HalfDays + ")?", Plain)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"\b(?<hour>[0-9]{1,2})\s?" + HalfDays, Plain)]
    private static partial Regex HalfDayTime();

    [GeneratedRegex(@"\b(?<hour>[0-9]{1,2})\s?(?:h\b|hrs\b|uhr\b|heures?\b|horas?\b|o'?\s?clock\b)", Plain)]
    private static partial Regex HourWithUnit();

    [GeneratedRegex(@"\b(noon|midday|noontime|mittags?|mediodia|meio-dia)\b|(?<!apres-)\bmidi\b", Plain)]
    private static partial Regex Noon();

    [GeneratedRegex(@"\b(midnight|mitternacht|minuit|medianoche|meia-noite)\b", Plain)]
    private static partial Regex Midnight();

    [GeneratedRegex(
        @"(?<at>\b(?:at|by|before|around|until|till|um|gegen|bis|a|vers|avant|las|as|antes "
            + @"das)\s+(?:las\s+)?)?(?<![0-9:.+-])\b(?<hour>[0-9]{1,2})\b(?![:.][0-9]|\s?%)",
        Plain
    )]
    private static partial Regex BareNumbers();

    [GeneratedRegex("[0-9]{3}", Plain)]
    private static partial Regex LongNumber();

    [GeneratedRegex("[0-9]", Plain)]
    private static partial Regex AnyNumber();

    // "Freitagmittag".
    [GeneratedRegex(@"(tag)(fruh|morgen|vormittag|mittag|nachmittag|abend|nacht)\b", Plain)]
    private static partial Regex CompoundDay();

    [GeneratedRegex(
        @"\b(eod|cob|eob|end of (the )?(business |working )?day|close of (the )?(business|day)|end of business|feierabend|tagesende|"
            + @"ende des tages|fin de journee|fin de la journee|final del dia|fim do dia)\b",
        Plain
    )]
    private static partial Regex EndOfDay();

    [GeneratedRegex(@"\b(afternoon|nachmittags?|apres-midi|tarde)\b", Plain)]
    private static partial Regex Afternoon();

    [GeneratedRegex(@"\b(evening|tonight|night|abends?|nachts?|soir|soiree|nuit|noche|noite)\b", Plain)]
    private static partial Regex Evening();

    [GeneratedRegex(
        @"\b(morning|fruh|morgens?|matin|matinee|manha|manana|first thing|start of (?:the )?(?:business|day)|sob|(?:arbeits|dienst)beginn|"
            + @"premiere heure|primera hora|primeira hora)\b",
        Plain
    )]
    private static partial Regex Morning();

    /// <summary>"Las 8 de la mañana" is no day.</summary>
    [GeneratedRegex(@"\s(?:de|por|en) la manana\b", Plain)]
    private static partial Regex OfTheMorning();

    /// <summary>"Más tarde" is later, and no afternoon.</summary>
    [GeneratedRegex(@"\b(?:mas|mais) tarde\b", Plain)]
    private static partial Regex Later();

    [GeneratedRegex(@"\b(night|nachts?|nuit|madrugada)\b", Plain)]
    private static partial Regex Night();

    /// <summary>Where hours are written so, they are counted to 24: "7 Uhr", "7h".</summary>
    [GeneratedRegex(@"uhr|h\b|[0-9]h|heures?|horas?|hrs", Plain)]
    private static partial Regex OnDayClock();

    [GeneratedRegex(@"\b(?:utc|gmt)\s?[+-]\s?[0-9]{1,2}(?::?[0-9]{2})?", Plain)]
    private static partial Regex Offset();

    /// <summary>"2 or 3pm".</summary>
    [GeneratedRegex(@"\b[0-9]{1,2}(?:[:.h][0-9]{2})?\s?(?:[ap]m|h|uhr)?\s+(?:or|oder|ou|o)\s+[0-9]{1,2}", Plain)]
    private static partial Regex Or();

    [GeneratedRegex(@"\b(sometime|some time|irgendwann|dans le courant|a un moment|en algun momento|em algum momento)\b", Plain)]
    private static partial Regex Sometime();

    /// <summary>It begins then, and nobody says when it ends.</summary>
    [GeneratedRegex(
        @"\b(?:after|nach|apres|despues de|depois d[aeo]s?|ab|from|a partir d[ae]s?|des)\s+(?:las? |um )?[0-9]{1,2}(?:[:.h][0-9]{2}|"
            + @"\s?(?:uhr|h\b|heures?|horas?|[ap]\.?m|o'?\s?clock)|$)",
        Plain
    )]
    private static partial Regex After();

    /// <summary>Of which nobody knows the hour.</summary>
    [GeneratedRegex(
        @"\b(lunch|lunchtime|breakfast|dinner|supper|tea ?time|mittagessen|mittagspause|fruhstuck|abendessen|feierabendbier|dejeuner|"
            + @"diner|almuerzo|comida|desayuno|cena|almoco|jantar|cafe da manha|dawn|dusk|sunset)\b",
        Plain
    )]
    private static partial Regex Meal();

    [GeneratedRegex(
        @"^(um|fruh|morgens?|vormittags?|mittags?|nachmittags?|abends?|matin|midi|apres|soir|a|as|manha|manana|morning|tarde|noche|noite|at|noon)$",
        Plain
    )]
    private static partial Regex BesideAShortDay();

    [GeneratedRegex(@"\b(late (?:in the )?morning|forenoon|vormittags?|fin de (?:la )?matinee|media manana|fim da manha)\b", Plain)]
    private static partial Regex LateMorning();

    [GeneratedRegex(
        @"\b(?:with|in|by|after|mit|nach|avec|con|com) (?:the |our |next |der |dem |den |le |la |el |o |a )*(?:next )?(?:release|fix|"
            + @"patch|hotfix|update|deployment|sprint|rollout|version|answer|reply|antwort)\b",
        Plain
    )]
    private static partial Regex Event();

    [GeneratedRegex(@"\b(or|oder|ou|o)\s+$", Plain)]
    private static partial Regex EndsWithOr();

    [GeneratedRegex(@"\b(?:UTC|GMT)\s?[+-]\s?[0-9]{1,2}(?::?[0-9]{2})?(?![0-9])", Plain)]
    private static partial Regex OffsetZone();

    [GeneratedRegex(@"\b(?<city>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?) time\b|\bheure de (?<ville>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)", Plain)]
    private static partial Regex CityZone();

    [GeneratedRegex(@"\b(UTC|[A-Z]{1,4}T|MEZ|MESZ|Z)\b", Plain)]
    private static partial Regex ShortZone();
}
