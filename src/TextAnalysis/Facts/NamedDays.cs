using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Finds days that are told with words: "4 March", "March 4, 2026", "the 13th", "last Thursday", "ontem", "Q3 2026".</summary>
internal static class NamedDays
{
    /// <summary>"2, 9 and 16 March"; longer lists have other shapes.</summary>
    private const int MostLinked = 4;

    public static (FactFound Fact, int Tokens)? At(FactReading text, int at) =>
        text.Tokens[at].IsNumber ? DayMonth(text, at)
        : text.Tokens[at].IsWord ? Quarter(text, at) ?? MonthFirst(text, at) ?? Relative(text, at) ?? Weekday(text, at)
        : null;

    /// <summary>"4 March", "1er juillet 2026", "12 de febrero de 2026", "10 and" before "16 November", "the 29th", "am 16.".</summary>
    private static (FactFound, int)? DayMonth(FactReading text, int at, int linked = 0)
    {
        if (Small(text, at, 31) is not { } day)
        {
            return null;
        }

        var suffixed = text.Word(at + 1) is "st" or "nd" or "rd" or "th" or "er" or "º" or "ª" or "." or "°" && text.IsGlued(at + 1);
        var next = suffixed ? at + 2 : at + 1;
        var name = text.Word(next) is "de" or "of" or "-" ? next + 1 : next;
        if (Months.Of(text.Word(name)) is { } month && !(text.Word(next) is "of" && !suffixed) && IsMonthHere(text, name, besideDay: true))
        {
            var (year, last) = Year(text, name);
            return Days.Exists(year, month, day) ? text.Found(FactKind.Date, at, last, [Days.Key(year, month, day)]) : null;
        }

        if (
            linked < MostLinked
            && Linked(text, next) is { } other
            && DayMonth(text, other, linked + 1) is { Item1.Fact.Readings: [{ Length: 5 or 10 } ofMonth] }
            && ofMonth[0] != '~'
        )
        {
            return text.Found(FactKind.Date, at, suffixed && text.Word(at + 1) != "." ? at + 1 : at, [ofMonth[..^2] + $"{day:00}"]);
        }

        var before = text.Word(at - 1);
        var isTheNth =
            (suffixed && text.Word(at + 1) is "st" or "nd" or "rd" or "th" && before is "the" or "on" or "by" or "until" or "before" or "since")
            || (
                suffixed
                && text.Word(at + 1) is "."
                && text.Language == Language.German
                && before is "am" or "dem" or "zum" or "vom" or "den"
                && text[at + 2] is not { IsCapital: true, Line: var line }
            )
            || (before is "dia" && text.Tokens[at].Folded.Length <= 2)
            || (before is "el" or "le" && text.Word(at - 2) is "desde" or "hasta" or "depuis" or "avant" && !(text[at + 1] is { IsCapital: true }))
            || (before is "le" or "au" && text.Language == Language.French && text[at + 1] is null or { Kind: TokenKind.Mark });
        // The full stop of a sentence is no part of a day, but in German.
        return isTheNth
            ? text.Found(FactKind.Date, at, suffixed && (text.Word(at + 1) != "." || text.Language == Language.German) ? at + 1 : at, [$"~{day}"])
            : null;
    }

    /// <summary>"March 4, 2026"; "March 2026"; "in November".</summary>
    private static (FactFound, int)? MonthFirst(FactReading text, int at)
    {
        if (Months.Of(text.Word(at)) is not { } month || !IsMonthHere(text, at, besideDay: false))
        {
            return null;
        }

        var next = text.Word(at + 1) == "." && text.IsGlued(at + 1) ? at + 2 : at + 1;
        if (
            Small(text, next, 31) is { } day
            && text.IsBeside(next)
            && text.Word(next + 1) is not ("%" or "k" or "h" or "min")
            && !(text.Language is not Language.English && text.Word(next).Length > 2)
        )
        {
            var last = text.Word(next + 1) is "st" or "nd" or "rd" or "th" && text.IsGlued(next + 1) ? next + 1 : next;
            var (year, end) = Year(text, last);
            return Days.Exists(year, month, day) ? text.Found(FactKind.Date, at, end, [Days.Key(year, month, day)]) : null;
        }

        var (of, lastOfYear) = Year(text, at);
        return of is not null ? text.Found(FactKind.Date, at, lastOfYear, [$"{of:0000}-{month:00}"])
            : Months.IsOnlyMonth(text.Word(at)) && text.Word(at).Length > 3 ? text.Found(FactKind.Date, at, at, [$"m{month:00}"])
            : null;
    }

    private static (FactFound, int)? Quarter(FactReading text, int at)
    {
        if (text.Word(at) is "q" or "t" && text.IsGlued(at + 1) && Small(text, at + 1, 4) is { } quarter)
        {
            var year = text.Word(at + 2) is "/" or "-" or "'" or "de" or "of" ? at + 3 : at + 2;
            return FullYear(text, year) is { } full ? text.Found(FactKind.Date, at, year, [$"{full}-Q{quarter}"])
                : text.Word(at) == "q" ? text.Found(FactKind.Date, at, at + 1, [$"Q{quarter}"])
                : null;
        }

        return null;
    }

    private static (FactFound, int)? Relative(FactReading text, int at)
    {
        var word = text.Word(at);
        if (text.WrittenOn is not { } today)
        {
            return null;
        }

        var offset = Days.OffsetOf(word);
        var (first, last) = (at, at);
        if (
            word is "morgen"
            && text.Language == Language.German
            && !text.Tokens[at].IsCapital
            && text.Word(at - 1) is not ("heute" or "am" or "jeden" or "guten")
        )
        {
            offset = 1;
        }
        else if (word is "last" or "letzte" or "ultima" && text.Word(at + 1) is "night" or "nacht" or "noche" or "noite")
        {
            return text.Found(FactKind.Date, at, at + 1, [Days.Key(today.AddDays(-1)), Days.Key(today)]);
        }
        else if (word is "anoche")
        {
            return text.Found(FactKind.Date, at, at, [Days.Key(today.AddDays(-1)), Days.Key(today)]);
        }
        else if (word is "depois" && text.Word(at + 1) is "de" && text.Word(at + 2) is "amanha")
        {
            (offset, last) = (2, at + 2);
        }
        else if (word is "this" or "ce" or "esta" or "este" && text.Word(at + 1) is "morning" or "afternoon" or "matin" or "manana" or "manha" or "tarde")
        {
            (offset, last) = (0, at + 1);
        }
        else if (word is "day" && text.Word(at + 1) is "before" && text.Word(at + 2) is "yesterday")
        {
            (offset, last) = (-2, at + 2);
        }
        else if (word is "avant" && text.Word(at + 1) is "-" && text.Word(at + 2) is "hier")
        {
            (offset, last) = (-2, at + 2);
        }
        else if (word is "apres" && text.Word(at + 1) is "-" && text.Word(at + 2) is "demain")
        {
            (offset, last) = (2, at + 2);
        }
        else if (word is "pasado" && text.Word(at + 1) is "manana")
        {
            (offset, last) = (2, at + 1);
        }
        else if ((word is "manana" && text.Word(at - 1) is "la" or "esta" or "por" or "cada") || (word is "hier" && text.Language != Language.French))
        {
            offset = null;
        }

        // "Today" says nothing that could be wrong in a draft.
        return offset is not { } days || (days == 0 && !text.IsSource) ? null : text.Found(FactKind.Date, first, last, [Days.Key(today.AddDays(days))]);
    }

    private static (FactFound, int)? Weekday(FactReading text, int at)
    {
        if (Days.WeekdayAt(text.Tokens, at, text.Language) is not { } weekday)
        {
            return null;
        }

        var end = text.Word(at + 1) == "-" && text.Word(at + 2) == "feira" ? at + 2 : at;
        var isDated = Enumerable.Range(end + 1, 4).Any(i => text[i] is { IsNumber: true } && DayMonth(text, i) is { Item1.Fact.Readings: [{ Length: > 3 }] });
        string[] days = isDated || text.WrittenOn is not { } today ? [] : [.. Days.Resolve(weekday, today, text.Tokens, at, text.Language).Select(Days.Key)];
        return text.Found(FactKind.Date, at, end, [$"wd{(int)weekday}", .. days]);
    }

    /// <summary>Where the next day of a list is: "10 and 16 November".</summary>
    private static int? Linked(FactReading text, int at)
    {
        var word = text.Word(at);
        return
            word is "and" or "und" or "et" or "y" or "e" or "to" or "bis" or "au" or "al" or "a" or "or" or "oder" or "ou" or "o" or "-" or "," or "/" or "&"
            && text[at + 1] is { } next
            && next.Line == text.Tokens[at].Line
            ? (
                next.IsNumber ? at + 1
                : next.Folded is "am" or "zum" or "the" or "el" or "le" or "dia" && text[at + 2] is { IsNumber: true } ? at + 2
                : null
            )
            : null;
    }

    private static (int? Year, int Last) Year(FactReading text, int name)
    {
        var next = text.Word(name + 1) is "." && text.IsGlued(name + 1) && text[name + 2] is { IsNumber: true } ? name + 2 : name + 1;
        next = text.Word(next) is "," or "de" or "del" or "of" or "-" or "/" ? next + 1 : next;
        return FullYear(text, next) is { } year ? (year, next) : (null, name);
    }

    private static int? FullYear(FactReading text, int at) =>
        text[at] is { IsNumber: true, Folded: { Length: 4 } digits } && int.TryParse(digits, out var year) && year is >= 1990 and <= 2100 ? year : null;

    private static int? Small(FactReading text, int at, int most) =>
        text[at] is { IsNumber: true, Folded: { Length: <= 2 } digits } && int.TryParse(digits, out var number) && number >= 1 && number <= most
            ? number
            : null;

    /// <summary>"May" begins questions, "mars" is a planet, "mar" the sea: only beside a day, or with a capital where the language has one.</summary>
    private static bool IsMonthHere(FactReading text, int at, bool besideDay) =>
        Months.IsOnlyMonth(text.Word(at))
        || besideDay
        || (text[at + 1] is { IsNumber: true } && (text.Tokens[at].IsCapital || text.Language is not (Language.English or Language.German)))
        || (text.Word(at) is "mars" or "mai" or "marco" && text[at + 1] is { IsNumber: true });
}
