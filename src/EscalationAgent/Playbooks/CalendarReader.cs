using System.Globalization;
using System.Text.RegularExpressions;
using Escalations;
using Escalations.Sla;
using YamlDotNet.Core;

namespace EscalationAgent.Playbooks;

/// <summary>Reads the calendars of a playbook.</summary>
internal sealed partial class CalendarReader(YamlReader yaml, FilesBeside beside)
{
    private const string HoursAdvice = "write hours such as \"09:00-17:00\", \"22:00-06:00\" or \"00:00-24:00\"";

    private static readonly DayOfWeek[] Days =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public IReadOnlyList<CalendarRule> Read(YamlPiece? piece)
    {
        CalendarRule[] calendars = [.. (piece is null ? [] : yaml.Entries(piece, "calendars")).Select(c => Calendar(c.Key, c.Value))];
        if (piece is YamlMap { Entries.Count: > 0 } && calendars.All(c => c.Key != CalendarRule.DefaultKey))
        {
            yaml.Fault(piece.At, $"calendars lacks '{CalendarRule.DefaultKey}', by which teams work that name none");
        }

        return calendars;
    }

    private CalendarRule Calendar(YamlText key, YamlPiece piece)
    {
        var where = $"calendar '{key.Value}'";
        var before = yaml.Faults.Count;
        yaml.Key(key, "a calendar's key");
        var fields = yaml.Fields(piece, where, ["title", "time_zone", "hours", "cut_off"], "breaks", "holidays", "holidays_file");
        var places = new Dictionary<DayOfWeek, Mark>();
        var rule = new CalendarRule
        {
            Key = key.Value,
            Title = yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            TimeZone = yaml.Text(fields.GetValueOrDefault("time_zone"), $"{where}: time_zone") ?? "",
            Week = Week(fields.GetValueOrDefault("hours"), $"{where}: hours", places),
            Breaks = [.. yaml.TextOrTexts(fields.GetValueOrDefault("breaks"), $"{where}: breaks").Select(b => Hours(b, $"{where}: breaks"))],
            Holidays = [.. Holidays(fields.GetValueOrDefault("holidays"), $"{where}: holidays"), .. HolidaysOf(fields.GetValueOrDefault("holidays_file"), $"{where}: holidays_file")],
            CutOff = yaml.Text(fields.GetValueOrDefault("cut_off"), $"{where}: cut_off", TimeShape(), "write a time of the day such as \"09:00\"") is { } cutOff
                ? TimeOnly.ParseExact(cutOff, "HH:mm", CultureInfo.InvariantCulture)
                : default,
        };

        // A calendar that could not be read would only seem impossible.
        foreach (var fault in yaml.Faults.Count > before ? [] : WorkingCalendar.Faults(rule))
        {
            var at = fault switch
            {
                { Weekday: { } day } when places.TryGetValue(day, out var place) => place,
                { Part: CalendarPart.TimeZone } => fields["time_zone"].At,
                { Part: CalendarPart.CutOff } => fields["cut_off"].At,
                { Part: CalendarPart.Holidays } => (fields.GetValueOrDefault("holidays") ?? fields["holidays_file"]).At,
                _ => fields["hours"].At,
            };
            yaml.Fault(at, $"{where}: {fault.Reason}");
        }

        return rule;
    }

    /// <summary>"24x7", or hours for days such as "friday" and "monday-thursday".</summary>
    private Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> Week(YamlPiece? piece, string where, Dictionary<DayOfWeek, Mark> places)
    {
        if (piece is YamlText { Value: "24x7" })
        {
            return Days.ToDictionary(d => d, _ => (IReadOnlyList<OpenHours>)[new(TimeSpan.Zero, TimeSpan.FromDays(1))]);
        }

        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>();
        foreach (var (key, value) in piece is null ? [] : yaml.Entries(piece, where))
        {
            IReadOnlyList<OpenHours> hours = [.. yaml.TextOrTexts(value, $"{where} of {key.Value}").Select(h => Hours(h, $"{where} of {key.Value}"))];
            foreach (var day in DaysOf(key, where))
            {
                if (!week.TryAdd(day, hours))
                {
                    yaml.Fault(key.At, $"{day} stands twice in {where}");
                }

                places.TryAdd(day, value.At);
            }
        }

        return week;
    }

    private IEnumerable<DayOfWeek> DaysOf(YamlText key, string where)
    {
        int[] ends = [.. key.Value.Split('-').Select(name => Array.FindIndex(Days, d => Name(d) == name))];
        if (ends is [>= 0] or [>= 0, >= 0])
        {
            var count = ((ends[^1] - ends[0] + 7) % 7) + 1;
            return Enumerable.Range(ends[0], count).Select(i => Days[i % 7]);
        }

        yaml.Fault(key.At, $"{where} has no day '{key.Value}'; write such as monday or monday-friday");
        return [];
    }

    private OpenHours Hours(YamlText text, string where)
    {
        if (!HoursShape().IsMatch(text.Value))
        {
            yaml.Fault(text.At, $"{where} is '{text.Value}'; {HoursAdvice}");
            return default;
        }

        var (opens, closes) = (Clock(text.Value[..5]), Clock(text.Value[6..]));
        if (opens == closes)
        {
            yaml.Fault(text.At, $"{where} is '{text.Value}', which ends when it begins; {HoursAdvice}");
        }

        return new(opens, closes > opens ? closes : closes + TimeSpan.FromDays(1));
    }

    private static TimeSpan Clock(string text) => TimeSpan.FromHours(int.Parse(text[..2], CultureInfo.InvariantCulture)) + TimeSpan.FromMinutes(int.Parse(text[3..], CultureInfo.InvariantCulture));

    private IEnumerable<Holiday> Holidays(YamlPiece? piece, string where)
    {
        foreach (var (name, value) in piece is null ? [] : yaml.Entries(piece, where))
        {
            yaml.Text(name, $"a name in {where}");
            foreach (var text in yaml.TextOrTexts(value, $"{where}: {name.Value}"))
            {
                if (HolidayText.Read(name.Value, text.Value, out var fault) is { } holiday)
                {
                    yield return holiday;
                }
                else
                {
                    yaml.Fault(text.At, $"{where}: {name.Value}: {fault}");
                }
            }
        }
    }

    private IReadOnlyList<Holiday> HolidaysOf(YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where, FileShape(), "name a file beside the playbook, such as holidays.ics") is not { } name)
        {
            return [];
        }

        var found = beside.Find(name);
        if (found.Text is null)
        {
            yaml.Fault(piece!.At, $"{where}: {beside.Label(name)}: {found.Fault}");
            return [];
        }

        var (holidays, faults) = IcsHolidays.Read(beside.Label(name), found.Text);
        yaml.Faulty(faults);
        return holidays;
    }

    private static string Name(DayOfWeek day) => day.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]\z")]
    private static partial Regex TimeShape();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\z")]
    private static partial Regex HoursShape();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._-]{0,99}\.ics\z")]
    private static partial Regex FileShape();
}
