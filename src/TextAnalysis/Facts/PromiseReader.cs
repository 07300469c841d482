using System.Globalization;
using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>
/// Reads when the next news is promised, in English, German, French, Spanish and Portuguese: "today 17:00 CET", "tomorrow 10",
/// "Friday noon", "in 2 hours", "27 Nov, 9am", "demain à midi", "morgen um 10 Uhr". What promises nothing by a time ("soon", "not
/// before Friday") is not read, nor 05/06 where it is not known which of them is the month.
/// </summary>
public static partial class PromiseReader
{
    private static readonly TimeSpan Noon12 = TimeSpan.FromHours(12);
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    private const int LongestWait = 90;
    private const int LongestText = 300;

    /// <summary>From here on an hour with nothing but an h behind it is one of the clock.</summary>
    private const int FirstHour = 7;

    private static readonly Dictionary<string, int> Counts = new()
    {
        ["a"] = 1,
        ["an"] = 1,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["ein"] = 1,
        ["einer"] = 1,
        ["einem"] = 1,
        ["eine"] = 1,
        ["zwei"] = 2,
        ["drei"] = 3,
        ["vier"] = 4,
        ["un"] = 1,
        ["une"] = 1,
        ["deux"] = 2,
        ["trois"] = 3,
        ["quatre"] = 4,
        ["una"] = 1,
        ["dos"] = 2,
        ["tres"] = 3,
        ["cuatro"] = 4,
        ["um"] = 1,
        ["uma"] = 1,
        ["dois"] = 2,
        ["duas"] = 2,
        ["quatro"] = 4,
    };

    /// <param name="monthFirst">Whether the writer writes 12/01 for the first of December; null when that is not known.</param>
    /// <returns>Null when no time, or more than one that could be meant, can be read.</returns>
    public static PromisedTime? Read(string text, bool? monthFirst = null)
    {
        if (text.Length > LongestText)
        {
            return null;
        }

        var said = CompoundDay().Replace(Folding.Fold(QuoteText.Fold(text)), "$1 $2");
        if (said.Length == 0 || Earliest().IsMatch(said) || Condition().IsMatch(said))
        {
            return null;
        }

        var zone = ZoneIn(text, out var isUnknown);
        if (isUnknown)
        {
            return null;
        }

        if (SpokenTimes.InFigures(OfTheMorning().Replace(said, " morning")) is not { } figures)
        {
            return null;
        }

        said = figures;
        if (Waiting(said) is { } wait)
        {
            return wait;
        }

        // What is not understood of a time would set another one.
        var nothing = new PromisedTime();
        return
            Day(ref said, monthFirst) is { } day
            && !SpokenTimes.AreIn(said)
            && !After().IsMatch(said)
            && Time(ref said, hasDay: day != nothing) is { } time
            && (day != nothing || time != nothing)
            && Halved(time, said, isEvening: day.Part == DayPart.Evening) is { } halved
            ? day with
            {
                DaysAhead = day.DaysAhead ?? halved.DaysAhead,
                Clock = halved.Clock,
                IsHalfDay = halved.IsHalfDay,
                Part = halved.Part == DayPart.End ? day.Part : halved.Part,
                Zone = zone,
            }
            : null;
    }

    /// <summary>
    /// "8 in the evening", "5 Uhr morgens": a part of the day beside a clock time says which half of the day it is of; null where
    /// they do not fit.
    /// </summary>
    private static PromisedTime? Halved(PromisedTime time, string said, bool isEvening)
    {
        if (
            time.Clock is not { } clock
            || HalfDayTime().IsMatch(said)
            || (ClockTime().Match(said) is { Success: true } exact && exact.Groups["half"].Success)
            || Noon().IsMatch(said)
            || Midnight().IsMatch(said)
        )
        {
            return time;
        }

        var isMorning = Morning().IsMatch(said) || LateMorning().IsMatch(said);
        isEvening |= Evening().IsMatch(said);
        var isLater = isEvening || Afternoon().IsMatch(Later().Replace(said, " "));
        return !isMorning && !isLater ? time
            : isMorning == isLater || (isMorning && clock >= Noon12 + OneHour) || (Night().IsMatch(said) && clock.Hours is > 0 and < 6) ? null
            : isMorning || clock >= Noon12 + OneHour ? time with { IsHalfDay = false }
            : clock < Noon12
                ? clock < OneHour ? null
                    : time with { Clock = clock + Noon12, IsHalfDay = false }
            : !isEvening ? time
            : clock == Noon12 ? time with { Clock = 2 * Noon12 }
            : null;
    }

    /// <summary>Whether words name neither a time nor what is waited for ("no idea", "soon-ish"), or one that is over ("yesterday").</summary>
    public static bool PromisesNothing(string text)
    {
        var said = Folding.Fold(QuoteText.Fold(text));
        if (Read(text) is not null || said.Length > LongestText || SpokenTimes.AreIn(said))
        {
            return false;
        }

        var words = Word().Matches(said).Select(word => word.Value).ToList();
        return words.Exists(word => Days.OffsetOf(word) < 0)
            || !(
                AnyNumber().IsMatch(said)
                || Condition().IsMatch(said)
                || Earliest().IsMatch(said)
                || SomeTime().IsMatch(said)
                || words.Exists(word => Days.OffsetOf(word) is not null || Days.IsWeekday(word) || Months.Of(word) is not null)
            );
    }

    /// <summary>Whether it hangs on something that comes by no clock, and says on what: "when the vendor has answered".</summary>
    public static bool HangsOnSomething(string text)
    {
        var said = Folding.Fold(QuoteText.Fold(text));
        return said.Length <= LongestText && (Condition().IsMatch(said) || Event().IsMatch(said));
    }

    /// <summary>Whether it holds a day such as 05/06, which some read as 5 June and others as 6 May.</summary>
    public static bool IsEitherDay(string text) =>
        SlashedDate().Match(QuoteText.Fold(text)) is { Success: true } slashed
        && Whole(slashed, 1) is var one
        && Whole(slashed, 2) is var two
        && one != two
        && Math.Max(one, two) <= 12;

    /// <summary>The time zone that it names; null when it names none.</summary>
    public static string? ZoneIn(string text) => ZoneIn(text, out _);

    /// <summary>Whether it names a time zone that is not known.</summary>
    public static bool HasUnknownZone(string text)
    {
        ZoneIn(text, out var isUnknown);
        return isUnknown;
    }

    private static PromisedTime? Waiting(string said)
    {
        if (HalfAnHour().IsMatch(said))
        {
            return new() { Wait = TimeSpan.FromMinutes(30) };
        }

        if (Wait().Match(said) is not { Success: true } match)
        {
            return null;
        }

        if (
            !match.Groups["within"].Success
            && match.Groups["unit"].Value is "h" or "heures" or "horas"
            && !match.Groups["most"].Success
            && match.Groups["count"].Value is var hour
            && int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at is >= FirstHour and < 24
        )
        {
            // "17h" is a time of the day, "in 17h" and "4h" are a wait.
            return null;
        }

        var count = Count(match.Groups["most"] is { Success: true, Value: var most } ? most : match.Groups["count"].Value);
        PromisedTime? read = match.Groups["unit"].Value[0] switch
        {
            _ when match.Groups["business"].Success => new() { BusinessDays = count },
            'm' => new() { Wait = TimeSpan.FromMinutes(count) },
            'h' or 's' when match.Groups["unit"].Value is var unit && !unit.StartsWith("sem", StringComparison.Ordinal) => new()
            {
                Wait = TimeSpan.FromHours(count),
            },
            'd' or 't' or 'j' => new() { Wait = TimeSpan.FromDays(count) },
            _ => new() { Wait = TimeSpan.FromDays(7 * count) },
        };
        return count > 0 && (read.Wait ?? TimeSpan.FromDays(read.BusinessDays ?? 0)) <= TimeSpan.FromDays(LongestWait) ? read : null;
    }

    private static int Count(string said) =>
        Counts.GetValueOrDefault(said, int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);

    /// <summary>The day, taken out of the words; an empty one where none was said, null where it cannot be known which is meant.</summary>
    private static PromisedTime? Day(ref string said, bool? monthFirst)
    {
        if (IsoDate().Match(said) is { Success: true } iso)
        {
            return Dated(ref said, iso, int.Parse(iso.Groups[1].ValueSpan, CultureInfo.InvariantCulture), Whole(iso, 2), Whole(iso, 3));
        }

        if (NamedDate().Match(said) is { Success: true } named)
        {
            return Dated(
                ref said,
                named,
                Year(named),
                Months.Of(named.Groups["month"].Value)!.Value,
                named.Groups["before"].Success ? Whole(named, "before") : Whole(named, "after")
            );
        }

        if (DottedDate().Match(said) is { Success: true } dotted)
        {
            return Dated(ref said, dotted, Year(dotted), Whole(dotted, "month"), Whole(dotted, "day"));
        }

        if (SlashedDate().Match(said) is { Success: true } slashed)
        {
            var (one, two) = (Whole(slashed, 1), Whole(slashed, 2));
            return one == two || one > 12 || (two <= 12 && monthFirst == false) ? Dated(ref said, slashed, Year(slashed), two, one)
                : two > 12 || monthFirst == true ? Dated(ref said, slashed, Year(slashed), one, two)
                : null;
        }

        if (EndOfWeek().Match(said) is { Success: true } week)
        {
            Take(ref said, week);
            return new() { Weekday = DayOfWeek.Friday };
        }

        if (AfterTomorrow().Match(said) is { Success: true } after)
        {
            Take(ref said, after);
            return new() { DaysAhead = 2 };
        }

        PromisedTime? found = null;
        foreach (Match word in Word().Matches(said))
        {
            var next = Word().Match(said, word.Index + word.Length) is { Success: true, Value: var beside } ? beside : "";
            if (found is not null && EndsWithOr().IsMatch(said.AsSpan(0, word.Index)) && Named(word.Value, next) is not null)
            {
                // "Friday or Monday" is neither.
                return null;
            }

            if (found is null && Named(word.Value, next) is { } day)
            {
                if (day.DaysAhead < 0)
                {
                    return null;
                }

                found = day;
                said = $"{said[..word.Index]}{new string(' ', word.Length)}{said[(word.Index + word.Length)..]}";
            }
        }

        // "Next week" is no day.
        return found ?? (SomeWeek().IsMatch(said) ? null : new());
    }

    private static PromisedTime? Named(string word, string next) =>
        word switch
        {
            "morgen" or "morgens" or "manana" or "amanha" when next is "por" => null,
            "morgen" => new() { DaysAhead = 1 },
            "tonight" => new() { DaysAhead = 0, Part = DayPart.Evening },
            _ when Days.OffsetOf(word) is { } offset => new() { DaysAhead = offset },
            "mon" or "sun" or "sat" or "wed" when next.Length > 0 && !char.IsAsciiDigit(next[0]) && !BesideADay().IsMatch(next) => null,
            _ => (
                Days.NamedWeekday(word) ?? (next.Length > 0 && (char.IsAsciiDigit(next[0]) || BesideAShortDay().IsMatch(next)) ? Days.ShortWeekday(word) : null)
            )
                is { } weekday
                ? new() { Weekday = weekday }
                : null,
        };

    private static PromisedTime? Dated(ref string said, Match match, int year, int month, int day)
    {
        Take(ref said, match);
        return Days.Exists(year == 0 ? null : year, month, day) ? new() { Date = (year, month, day) } : null;
    }

    /// <summary>The time of the day; an empty one where none was said, null where several could be meant.</summary>
    private static PromisedTime? Time(ref string said, bool hasDay)
    {
        if (Or().IsMatch(said) || Sometime().IsMatch(said) || AreSeveral(Offset().Replace(said, " ")))
        {
            return null;
        }

        foreach (var shape in new[] { ClockTime(), HalfDayTime(), HourWithUnit() })
        {
            if (shape.Match(said) is { Success: true } match)
            {
                var hour = Whole(match, "hour");
                var minute = match.Groups["minute"].Success ? Whole(match, "minute") : 0;
                var half = match.Groups["half"].Value;
                if (hour > 24 || minute > 59 || (hour == 24 && minute > 0) || (half.Length > 0 && hour is 0 or > 12))
                {
                    return null;
                }

                hour = half.Length == 0 ? hour : (hour % 12) + (half[0] == 'p' ? 12 : 0);
                return new()
                {
                    Clock = new(hour, minute, 0),
                    IsHalfDay = half.Length == 0 && hour is > 0 and < 8 && !OnDayClock().IsMatch(match.Value) && !match.Groups["hour"].Value.StartsWith('0'),
                };
            }
        }

        if (Noon().IsMatch(said))
        {
            return new() { Clock = TimeSpan.FromHours(12) };
        }

        if (Midnight().IsMatch(said))
        {
            return new() { Clock = TimeSpan.FromHours(24) };
        }

        // "Tomorrow 10", "at 10": one number alone.
        if (BareNumbers().Matches(said) is [var bare] && !LongNumber().IsMatch(said) && (hasDay || bare.Groups["at"].Success))
        {
            var hour = Whole(bare, "hour");
            return hour is > 0 and < 25 ? new() { Clock = TimeSpan.FromHours(hour), IsHalfDay = hour < 8 } : null;
        }

        return Meal().IsMatch(said) ? null
            : EndOfDay().IsMatch(said) ? new() { DaysAhead = hasDay ? null : 0 }
            : Afternoon().IsMatch(said) ? new() { Part = DayPart.Afternoon }
            : Evening().IsMatch(said) ? new() { Part = DayPart.Evening }
            : LateMorning().IsMatch(said) ? new() { Part = DayPart.LateMorning }
            : Morning().IsMatch(said) ? new() { Part = DayPart.Morning }
            : AnyNumber().IsMatch(said) ? null
            : new();
    }

    /// <summary>"10:00 or 17:00", "between 10:00 and 12:00"; the same in another zone, in brackets or behind a stroke, is no other.</summary>
    private static bool AreSeveral(string said) =>
        ClockTime().Matches(said) is { Count: > 1 } times
        && times
            .Skip(1)
            .Any(other =>
                other.Value.Trim() != times[0].Value.Trim()
                && !said[..other.Index].TrimEnd().EndsWith('(')
                && !said[..other.Index].TrimEnd().EndsWith('/')
                && !said[..other.Index].TrimEnd().EndsWith('=')
            );

    /// <summary>Only letters that are written large are a zone: "et" is a word.</summary>
    private static string? ZoneIn(string text, out bool isUnknown)
    {
        isUnknown = false;
        if (OffsetZone().Match(text) is { Success: true } offset)
        {
            return offset.Value.Replace(" ", "", StringComparison.Ordinal);
        }

        if (CityZone().Match(text) is { Success: true } city)
        {
            return city.Groups["city"].Success ? city.Groups["city"].Value : city.Groups["ville"].Value;
        }

        if (ShortZone().Match(text) is not { Success: true } found)
        {
            return null;
        }

        isUnknown = !PromisedZones.IsKnown(found.Groups[1].Value);
        return found.Groups[1].Value;
    }

    private static void Take(ref string said, Match match) => said = $"{said[..match.Index]} {said[(match.Index + match.Length)..]}";

    private static int Whole(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int Whole(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int Year(Match match) =>
        match.Groups["year"] is { Success: true, ValueSpan: var digits }
            ? int.Parse(digits, CultureInfo.InvariantCulture) + (digits.Length == 2 ? 2000 : 0)
            : 0;
}
