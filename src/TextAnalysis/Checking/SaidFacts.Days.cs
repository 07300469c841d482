using System.Globalization;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>Days that are said, and those that follow from what is said of time.</summary>
internal sealed partial class SaidFacts
{
    private void AddDate(ReadSource source, FactFound found, string reading)
    {
        if (Days.Day(reading) is not { } day)
        {
            Keep(FactKind.Date, reading, source, found, null);
        }
        else
        {
            var isRelative = !found.Fact.Text.Any(char.IsAsciiDigit);
            Full(day, isRelative && writtenOn is { } today ? Offset(day, today) : null);
        }

        if (reading.Length == 5 && reading[2] == '-')
        {
            var (month, of) = (int.Parse(reading.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(reading.AsSpan(3), CultureInfo.InvariantCulture));
            Keep(FactKind.Date, "?" + reading, source, found, null);
            foreach (var near in writtenOn is { } today ? Days.Meant(month, of, today, TenseOf(source.Read, found)) : [])
            {
                Full(near, null);
            }

            Keep(FactKind.Date, $"m{month:00}", source, found, null);
        }
        else if (reading[0] == '~' && writtenOn is { } now)
        {
            var of = int.Parse(reading.AsSpan(1), CultureInfo.InvariantCulture);
            foreach (
                var near in Enumerable
                    .Range(-2, 5)
                    .Select(m => now.AddMonths(m))
                    .Where(m => of <= DateTime.DaysInMonth(m.Year, m.Month))
                    .Select(m => new DateOnly(m.Year, m.Month, of))
                    .OrderBy(d => Math.Abs(d.DayNumber - now.DayNumber))
                    .Take(2)
            )
            {
                Full(near, $"the {of}th next to {Days.Name(now)}, the day of writing");
            }
        }
        else if (reading[0] == 'm' && writtenOn is { } when)
        {
            var month = int.Parse(reading.AsSpan(1), CultureInfo.InvariantCulture);
            foreach (var near in Days.InYears(month, 15, when))
            {
                Keep(FactKind.Date, $"{near:yyyy-MM}", source, found, $"the {found.Fact.Text} next to {Days.Name(when)}, the day of writing");
            }
        }

        void Full(DateOnly day, string? rule)
        {
            var key = Days.Key(day);
            foreach (var other in (string[])[key, key[5..], $"~{day.Day}", $"wd{(int)day.DayOfWeek}"])
            {
                Keep(FactKind.Date, other, source, found, rule);
            }

            var quarter = $"Q{((day.Month - 1) / 3) + 1}";
            foreach (var wider in (string[])[key[..7], $"m{day.Month:00}", $"{day.Year}-{quarter}", quarter])
            {
                Keep(FactKind.Date, wider, source, found, rule ?? $"{Days.Name(day)} is in it");
            }

            if (rule is null)
            {
                Keep(FactKind.Number, $"{day.Year}", source, found, null);
            }
        }
    }

    /// <summary>"At 9 in the morning", "um halb neun": a number that tells the hour.</summary>
    private void AddHour(ReadSource source, FactFound found, string reading)
    {
        var tokens = source.Read.Tokens;
        var at = Token.Search(tokens, found.Start);
        if (at < 1 || !int.TryParse(reading, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || hour > 24)
        {
            return;
        }

        if (tokens[at - 1].Folded == "halb" && hour > 0)
        {
            Keep(FactKind.Time, $"{hour - 1}:30", source, found, null);
        }
        else if (tokens[at - 1].Folded is "at" or "um" or "gegen" or "las" or "as" or "vers")
        {
            Keep(FactKind.Time, $"{hour}:00", source, found, null);
            if (
                hour < 12
                && tokens
                    .Skip(at + 1)
                    .Take(4)
                    .Any(l => l.Folded is "evening" or "afternoon" or "night" or "abends" or "nachmittags" or "tarde" or "noche" or "noite" or "soir")
            )
            {
                Keep(FactKind.Time, $"{hour + 12}:00", source, found, null);
            }
        }
    }

    /// <summary>"Last month" is February, "the end of the week" a Friday or a Sunday.</summary>
    private void AddSpans(ReadSource source, DateOnly today)
    {
        foreach (var (found, readings, rule) in Spans.In(source.Read.Text, source.Read.Tokens, today))
        {
            foreach (var reading in readings)
            {
                if (reading[0] == '=')
                {
                    Keep(FactKind.Number, reading[1..], source, found, rule);
                    continue;
                }

                Keep(FactKind.Date, reading, source, found, rule);
                if (reading.Length == 10)
                {
                    Keep(FactKind.Date, reading[5..], source, found, rule);
                }
            }
        }
    }

    /// <summary>"Two days later" and "am Tag darauf", counted from the day that was told before.</summary>
    private void AddLater(ReadSource source, DateOnly today)
    {
        var tokens = source.Read.Tokens;
        var (fact, anchor) = (0, (DateOnly?)null);
        for (var at = 0; at < tokens.Count; at++)
        {
            for (; fact < source.Facts.Count && source.Facts[fact].Start <= tokens[at].Start; fact++)
            {
                anchor = source.Facts[fact].Fact.Kind == FactKind.Date && DayOf(source.Facts[fact].Fact, today) is { } told ? told : anchor;
            }

            var beside = at + 1 < tokens.Count ? tokens[at + 1].Folded : "";
            var isNextDay = tokens[at].Folded switch
            {
                "lendemain" => true,
                "tags" => beside is "darauf",
                "tag" => beside is "darauf" or "danach" || (at > 0 && tokens[at - 1].Folded is "nachsten" or "folgenden"),
                "day" => beside is "after" && !(at + 2 < tokens.Count && tokens[at + 2].Folded is "tomorrow")
                    || (at > 0 && tokens[at - 1].Folded is "next" or "following"),
                "dia" => beside is "siguiente" or "seguinte",
                _ => false,
            };
            if (anchor is not { } from)
            {
                continue;
            }

            if (isNextDay)
            {
                Follow(from.AddDays(1), new(tokens[at].Start, tokens[at].End - tokens[at].Start, new(FactKind.Date, tokens[at].Folded, [])), from);
            }
            else if (
                fact > 0
                && source.Facts[fact - 1] is { Fact.Kind: FactKind.Duration } length
                && tokens[at].Start >= length.End
                && tokens[at].Start - length.End < 3
                && (
                    tokens[at].Folded is "later" or "spater" or "darauf" or "danach" or "despues" or "depois" or "after"
                    || (tokens[at].Folded == "plus" && beside == "tard")
                )
                && Units.DaysOf(length.Fact.Readings[0]) is { } days
            )
            {
                Follow(from.AddDays(days), length, from);
            }
        }

        void Follow(DateOnly day, FactFound found, DateOnly from)
        {
            Keep(FactKind.Date, Days.Key(day), source, found, $"{day.DayNumber - from.DayNumber} days after {Days.Name(from)}");
            Keep(FactKind.Date, Days.Key(day)[5..], source, found, $"{day.DayNumber - from.DayNumber} days after {Days.Name(from)}");
        }
    }

    /// <summary>The one day that it means.</summary>
    private static DateOnly? DayOf(Fact fact, DateOnly today) =>
        fact.Readings switch
        {
            [var only] when Days.Day(only) is { } day => day,
            [{ Length: 5 } bare] when bare[2] == '-' => Days.InYears(
                    int.Parse(bare.AsSpan(0, 2), CultureInfo.InvariantCulture),
                    int.Parse(bare.AsSpan(3), CultureInfo.InvariantCulture),
                    today
                )
                .MinBy(d => Math.Abs(d.DayNumber - today.DayNumber)),
            _ => null,
        };

    /// <summary>"In 67 days" and "3 weeks ago" are days.</summary>
    private void AddDays(ReadSource source, FactFound found, string reading)
    {
        if (writtenOn is not { } today)
        {
            return;
        }

        var (days, months) = (Units.DaysOf(reading), Units.MonthsOf(reading));

        // A fortnight has fifteen days in Romance languages, a week eight.
        days = (days, source.Read.Language) switch
        {
            (15, Language.French or Language.Spanish or Language.Portuguese) => 14,
            (8, Language.French) => 7,
            _ => days,
        };
        if (Direction(source.Read, found) is var sign and not 0 && (days is not null || months is <= 60))
        {
            var day = days is { } d ? today.AddDays(sign * d) : today.AddMonths(sign * months!.Value);
            Keep(
                FactKind.Date,
                Days.Key(day),
                source,
                found,
                days is not null ? Offset(day, today) : $"{found.Fact.Text} {(sign > 0 ? "after" : "before")} {Days.Name(today)}, the day of writing"
            );
            Keep(FactKind.Date, Days.Key(day)[5..], source, found, Offset(day, today));
            if (days is null)
            {
                Keep(
                    FactKind.Date,
                    Days.Key(day)[..7],
                    source,
                    found,
                    $"{found.Fact.Text} {(sign > 0 ? "after" : "before")} {Days.Name(today)}, the day of writing"
                );
            }
        }
    }

    /// <summary>How the clause of a day is told.</summary>
    private static int TenseOf(ReadText read, FactFound found)
    {
        var at = Token.Search(read.Tokens, found.Start);
        return at < 0 ? 0 : Tenses.Of(read.Tokens, at, read.Language);
    }

    /// <summary>1 for what lies ahead, -1 for what is past, 0 where the words do not say.</summary>
    internal static int Direction(ReadText read, FactFound found)
    {
        var first = Token.IndexFrom(read.Tokens, found.Start);
        var next = first;
        while (next < read.Tokens.Count && read.Tokens[next].Start < found.End)
        {
            next++;
        }

        var after = next < read.Tokens.Count ? read.Tokens[next].Folded : "";
        if (after is "ago" or "earlier" or "atras" or "antes")
        {
            return -1;
        }

        for (
            var i = first - 1;
            i >= 0 && i >= first - 3 && read.Tokens[i].Line == read.Tokens[first < read.Tokens.Count ? first : i].Line && read.Tokens[i].Kind != TokenKind.Mark;
            i--
        )
        {
            switch (read.Tokens[i].Folded)
            {
                case "vor" or "hace" or "ha" or "seit" or "depuis" or "since" or "last" or "letzten" or "vergangenen" or "desde":
                case "a" when i > 0 && read.Tokens[i - 1].Folded == "y":
                    return -1;
                case "in" or "within" or "innerhalb" or "binnen" or "dans" or "sous" or "en" or "em" or "dentro" or "next" or "nachsten":
                    return 1;
            }
        }

        if (after == "from" && next + 1 < read.Tokens.Count && read.Tokens[next + 1].Folded is "now" or "today")
        {
            return 1;
        }

        return after is "to" or "until" or "till" or "bis" or "avant" or "hasta" or "ate" or "left" ? 1 : 0;
    }

    private static string Offset(DateOnly day, DateOnly today)
    {
        var days = day.DayNumber - today.DayNumber;
        var count = Math.Abs(days) == 1 ? "1 day" : $"{Math.Abs(days)} days";
        return days == 0 ? $"{Days.Name(today)} is the day of writing" : $"{count} {(days > 0 ? "after" : "before")} {Days.Name(today)}, the day of writing";
    }
}
