using System.Globalization;
using System.Text;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>What a file of holidays says, or what is wrong with it.</summary>
internal sealed record HolidayFile(IReadOnlyList<Holiday> Holidays, IReadOnlyList<PlaybookFault> Faults)
{
    /// <summary>Days that the file calls working days, such as a Saturday that makes up for a bridge day.</summary>
    public IReadOnlyList<WorkingDay> WorkingDays { get; init; } = [];

    /// <summary>The last day that it knows; null when it goes on forever, or knows none.</summary>
    public DateOnly? LastDay { get; init; }
}

/// <summary>
/// Reads holidays from an iCalendar file (RFC 5545): all-day events with a summary, once or each year. Events that are
/// cancelled and everything that is no event are passed over; an event that says more about its days than is understood is
/// a fault, because leaving it out or in would move deadlines unseen.
/// </summary>
internal sealed class IcsHolidays
{
    private const int MostDays = 60;
    private const int LongestName = 300;

    // Stands after the last line, so that the line before it is known to be whole.
    private const string EndOfText = "-";

    private static readonly string[] NotUnderstood = ["RDATE", "EXRULE", "RECURRENCE-ID"];
    private static readonly string[] OnceAtMost = ["DTSTART", "DTEND", "DURATION", "SUMMARY", "RRULE"];
    private static readonly string[] Lists = ["EXDATE", "CATEGORIES"];

    private readonly string file;
    private readonly bool onlyPublic;
    private readonly ObservedOn observed;
    private readonly List<Holiday> holidays = [];
    private readonly List<WorkingDay> workingDays = [];
    private readonly List<PlaybookFault> faults = [];
    private readonly Stack<string> inside = [];
    private readonly List<(string Name, DateOnly Last, bool Repeats)> ends = [];
    private bool goesOn;
    private Dictionary<string, IcsProperty>? current;
    private Dictionary<string, List<IcsProperty>> lists = [];
    private int begun;

    private IcsHolidays(string file, bool onlyPublic, ObservedOn observed) => (this.file, this.onlyPublic, this.observed) = (file, onlyPublic, observed);

    /// <summary>Where the dated events of the file end. A file with yearly ones ends where a series of dated ones does, such as Easter year by year.</summary>
    private DateOnly? LastDay =>
        (goesOn ? ends.Where(e => !e.Repeats).GroupBy(e => e.Name).Where(same => same.DistinctBy(e => e.Last.Year).Count() > 1).SelectMany(same => same) : ends)
            .Select(e => (DateOnly?)e.Last)
            .Max();

    /// <param name="file">As faults name it.</param>
    /// <param name="onlyPublic">Leaves out what the file marks as an observance, or otherwise as no public holiday.</param>
    /// <param name="observed">Where holidays that have the same date each year go when that is a free day.</param>
    public static HolidayFile Read(string file, string text, bool onlyPublic = false, ObservedOn observed = ObservedOn.TheDayItself)
    {
        var reader = new IcsHolidays(file, onlyPublic, observed);
        var lines = Unfolded(text).ToArray();
        if (lines is not [{ Text: "BEGIN:VCALENDAR" }, ..])
        {
            return new([], [new(file, 1, 1, "not an iCalendar file: it does not begin with BEGIN:VCALENDAR")]);
        }

        foreach (var (line, content) in lines)
        {
            reader.Take(line, content);
        }

        if (reader.inside.Count > 0)
        {
            reader.Fault(lines[^1].Line, $"the file ends within {reader.inside.Peek()}");
        }

        return new(reader.holidays, reader.faults) { WorkingDays = reader.workingDays, LastDay = reader.LastDay };
    }

    /// <summary>Lines that begin with a space or a tab go on with the one before.</summary>
    private static IEnumerable<(int Line, string Text)> Unfolded(string text)
    {
        var (begun, number) = (0, 0);
        var whole = new StringBuilder();
        foreach (var line in text.TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Append(EndOfText))
        {
            number++;
            if (line is [' ' or '\t', ..] && begun > 0)
            {
                whole.Append(line, 1, line.Length - 1);
                continue;
            }

            if (whole.Length > 0)
            {
                yield return (begun, whole.ToString());
            }

            begun = number;
            whole.Clear().Append(line);
        }
    }

    private void Take(int line, string content)
    {
        var colon = ValueColon(content);
        if (colon < 0)
        {
            Fault(line, "a line without a colon");
            return;
        }

        var name = content[..colon].Split(';')[0].ToUpperInvariant();
        var value = content[(colon + 1)..];
        switch (name)
        {
            case "BEGIN":
                inside.Push(value.ToUpperInvariant());
                if (inside.Count == 2 && inside.Peek() == "VEVENT")
                {
                    (current, lists, begun) = ([], [], line);
                }

                break;
            case "END" when inside.Count == 0 || !inside.Pop().Equals(value, StringComparison.OrdinalIgnoreCase):
                Fault(line, $"{content} does not end what was begun");
                break;
            case "END" when inside.Count == 1 && current is not null:
                Event(current);
                current = null;
                break;
            case "END":
                break;
            case var _ when current is null || inside.Count != 2:
                break;
            case var _ when Lists.Contains(name):
                lists.TryAdd(name, []);
                lists[name].Add(new(line, value));
                break;
            default:
                if (!current.TryAdd(name, new(line, value)) && OnceAtMost.Contains(name))
                {
                    Fault(line, $"{name} stands twice in the event");
                }

                break;
        }
    }

    /// <summary>The colon that ends the name and its parameters; one within quotes does not.</summary>
    private static int ValueColon(string content)
    {
        var quoted = false;
        for (var i = 0; i < content.Length; i++)
        {
            quoted ^= content[i] == '"';
            if (content[i] == ':' && !quoted)
            {
                return i;
            }
        }

        return -1;
    }

    private void Event(Dictionary<string, IcsProperty> says)
    {
        if (says.TryGetValue("STATUS", out var status) && status.Value.Equals("CANCELLED", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        foreach (var other in NotUnderstood.Where(says.ContainsKey))
        {
            Fault(says[other].Line, $"{other} is not understood; write the days as events of their own");
            return;
        }

        if (!says.TryGetValue("SUMMARY", out var summary) || Unescaped(summary.Value) is not { Length: > 0 and <= LongestName } name)
        {
            Fault(begun, $"an event without a SUMMARY of 1 to {LongestName} characters");
            return;
        }

        if (!says.TryGetValue("DTSTART", out var start))
        {
            Fault(begun, $"'{name}' lacks DTSTART");
            return;
        }

        if (Date(start.Line, start.Value, name) is not { } first || Length(says, name, first) is not { } days || ExceptedOf(name) is not { } excepted)
        {
            return;
        }

        YearlyRule? rule = null;
        if (says.TryGetValue("RRULE", out var recurs) && (rule = YearlyRule.Read(recurs.Value, first, out var reason)) is null)
        {
            Fault(recurs.Line, $"'{name}' comes again by '{recurs.Value}'; {reason}");
            return;
        }

        Days(
            name,
            first,
            days,
            rule,
            excepted,
            HolidayMarks.Of(name, [.. Values("CATEGORIES").Select(Unescaped)], Unescaped(says.GetValueOrDefault("DESCRIPTION")?.Value ?? "", lineEnd: '\n'))
        );
    }

    private void Days(string name, DateOnly first, int days, YearlyRule? rule, HashSet<DateOnly> excepted, HolidayMark mark)
    {
        DateOnly[] starts = rule is null ? [first] : [.. rule.Starts(first)];
        var last = starts[^1].AddDays(days - 1);
        goesOn |= rule is { GoesOn: true };
        if (rule is not { GoesOn: true })
        {
            ends.Add((name, last, rule is not null));
        }

        var moves = rule is { Weekday: null } && days == 1 ? observed : ObservedOn.TheDayItself;
        var kept = starts.Where(s => !excepted.Contains(s)).SelectMany(s => Enumerable.Range(0, days).Select(s.AddDays));
        if (mark == HolidayMark.WorkingDay)
        {
            workingDays.AddRange(kept.Select(date => new WorkingDay(date)));
        }
        else if (mark != HolidayMark.NotPublic || !onlyPublic)
        {
            holidays.AddRange(
                rule switch
                {
                    { IsPlain: true, Weekday: null } when excepted.Count == 0 => Enumerable
                        .Range(0, days)
                        .Select(first.AddDays)
                        .Select(date => new YearlyHoliday(name, date.Month, date.Day, date.Year) { Observed = moves }),
                    { IsPlain: true, Weekday: var (nth, weekday) } when excepted.Count == 0 && days == 1 =>
                    [
                        new WeekdayHoliday(name, nth, weekday, first.Month, first.Year),
                    ],
                    _ => kept.Select(date => new DatedHoliday(name, date) { Observed = moves }),
                }
            );
        }
    }

    /// <summary>How many days it lasts; null, with a fault, when that can't be said.</summary>
    private int? Length(Dictionary<string, IcsProperty> says, string name, DateOnly first)
    {
        var days = 1;
        if (says.TryGetValue("DTEND", out var end))
        {
            if (Date(end.Line, end.Value, name) is not { } after)
            {
                return null;
            }

            if (after < first)
            {
                Fault(end.Line, $"'{name}' ends before it begins");
                return null;
            }

            // The end is the day after the last; some calendars write the last day itself for an event of one day.
            days = Math.Max(1, after.DayNumber - first.DayNumber);
        }

        if (says.TryGetValue("DURATION", out var duration))
        {
            if (end is not null || IcsDuration.Days(duration.Value) is not { } lasting)
            {
                Fault(
                    duration.Line,
                    end is not null ? $"'{name}' has both DTEND and DURATION" : $"'{name}' lasts '{duration.Value}', which is no number of whole days"
                );
                return null;
            }

            days = lasting;
        }

        if (days > MostDays)
        {
            Fault((end ?? duration)!.Line, $"'{name}' is longer than {MostDays} days");
            return null;
        }

        return days;
    }

    /// <summary>The days on which it does not come; null, with a fault, when one can't be read.</summary>
    private HashSet<DateOnly>? ExceptedOf(string name)
    {
        var excepted = new HashSet<DateOnly>();
        foreach (var property in lists.GetValueOrDefault("EXDATE", []))
        {
            foreach (var value in property.Value.Split(','))
            {
                if (Date(property.Line, value, name) is not { } date)
                {
                    return null;
                }

                excepted.Add(date);
            }
        }

        return excepted;
    }

    /// <summary>The values of a property that is a list and may stand several times; a comma after a backslash parts nothing.</summary>
    private IEnumerable<string> Values(string name) =>
        lists.GetValueOrDefault(name, []).SelectMany(p => p.Value.Replace("\\,", "\0", StringComparison.Ordinal).Split(',')).Select(v => v.Replace('\0', ','));

    private DateOnly? Date(int line, string value, string name)
    {
        if (DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1 and < 9999)
        {
            return date;
        }

        Fault(line, $"'{name}' has '{value}', which is no whole day; holidays last all day (VALUE=DATE)");
        return null;
    }

    private static string Unescaped(string text) => Unescaped(text, ' ');

    private static string Unescaped(string text, char lineEnd)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '\\' && i + 1 < text.Length ? (text[++i] is 'n' or 'N' ? lineEnd : text[i]) : text[i]);
        }

        return plain.ToString().Trim();
    }

    private void Fault(int line, string reason) => faults.Add(new(file, line, 1, reason));
}

/// <summary>One line of an event.</summary>
internal sealed record IcsProperty(int Line, string Value);
