using System.Globalization;
using System.Text;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>
/// Reads holidays from an iCalendar file (RFC 5545): all-day events with a summary, once or each year
/// (<c>RRULE:FREQ=YEARLY</c>). Events that are cancelled and everything that is no event are passed over; an event that
/// says more about its days than that is a fault, because leaving it out or in would move deadlines unseen.
/// </summary>
internal sealed class IcsHolidays
{
    private const int MostDays = 60;
    private const int LongestName = 300;

    // Stands after the last line, so that the line before it is known to be whole.
    private const string EndOfText = "-";

    private static readonly string[] NotUnderstood = ["EXDATE", "RDATE", "EXRULE", "DURATION", "RECURRENCE-ID"];

    private readonly string file;
    private readonly List<Holiday> holidays = [];
    private readonly List<PlaybookFault> faults = [];
    private readonly Stack<string> inside = [];
    private Dictionary<string, (int Line, string Parameters, string Value)>? current;
    private int begun;

    private IcsHolidays(string file) => this.file = file;

    /// <param name="file">As faults name it.</param>
    public static (IReadOnlyList<Holiday> Holidays, IReadOnlyList<PlaybookFault> Faults) Read(string file, string text)
    {
        var reader = new IcsHolidays(file);
        var lines = Unfolded(text).ToArray();
        if (lines is not [{ Text: "BEGIN:VCALENDAR" }, ..])
        {
            return ([], [new(file, 1, 1, "not an iCalendar file: it does not begin with BEGIN:VCALENDAR")]);
        }

        foreach (var (line, content) in lines)
        {
            reader.Take(line, content);
        }

        if (reader.inside.Count > 0)
        {
            reader.Fault(lines[^1].Line, $"the file ends within {reader.inside.Peek()}");
        }

        return (reader.holidays, reader.faults);
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

        var head = content[..colon];
        var parameters = head.IndexOf(';', StringComparison.Ordinal);
        var name = (parameters < 0 ? head : head[..parameters]).ToUpperInvariant();
        var value = content[(colon + 1)..];
        switch (name)
        {
            case "BEGIN":
                inside.Push(value.ToUpperInvariant());
                (current, begun) = inside.Count == 2 && inside.Peek() == "VEVENT" ? ([], line) : (current, begun);
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
            default:
                if (current is not null && inside.Count == 2 && !current.TryAdd(name, (line, parameters < 0 ? "" : head[(parameters + 1)..], value)) && name is "DTSTART" or "DTEND" or "SUMMARY" or "RRULE")
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

    private void Event(Dictionary<string, (int Line, string Parameters, string Value)> says)
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

        if (Date(start, name) is not { } first)
        {
            return;
        }

        var days = 1;
        if (says.TryGetValue("DTEND", out var end))
        {
            if (Date(end, name) is not { } after)
            {
                return;
            }

            // The end is the day after the last; some calendars write the last day itself for an event of one day.
            days = Math.Max(1, after.DayNumber - first.DayNumber);
            if (after < first || days > MostDays)
            {
                Fault(end.Line, after < first ? $"'{name}' ends before it begins" : $"'{name}' is longer than {MostDays} days");
                return;
            }
        }

        var yearly = says.TryGetValue("RRULE", out var rule);
        if (yearly && !rule.Value.Equals("FREQ=YEARLY", StringComparison.OrdinalIgnoreCase))
        {
            Fault(rule.Line, $"'{name}' comes again by '{rule.Value}'; only FREQ=YEARLY is understood");
            return;
        }

        holidays.AddRange(Enumerable.Range(0, days).Select(first.AddDays).Select(date =>
            yearly ? (Holiday)new YearlyHoliday(name, date.Month, date.Day, date.Year) : new DatedHoliday(name, date)));
    }

    private DateOnly? Date((int Line, string Parameters, string Value) said, string name)
    {
        if (DateOnly.TryParseExact(said.Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is > 1 and < 9999)
        {
            return date;
        }

        Fault(said.Line, $"'{name}' has '{said.Value}', which is no whole day; holidays last all day (VALUE=DATE)");
        return null;
    }

    private static string Unescaped(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '\\' && i + 1 < text.Length ? (text[++i] is 'n' or 'N' ? ' ' : text[i]) : text[i]);
        }

        return plain.ToString().Trim();
    }

    private void Fault(int line, string reason) => faults.Add(new(file, line, 1, reason));
}
