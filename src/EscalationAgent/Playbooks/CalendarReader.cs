using System.Globalization;
using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;
using Escalations.Deadlines;
using YamlDotNet.Core;

namespace EscalationAgent.Playbooks;

/// <summary>Reads the calendars of a playbook.</summary>
internal sealed partial class CalendarReader(YamlReader yaml, FilesBeside beside)
{
    private const string HoursAdvice = "write hours such as \"09:00-17:00\", \"22:00-06:00\" or \"00:00-24:00\"";

    private static readonly DayOfWeek[] Days =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

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
        var fields = yaml.Fields(
            piece,
            where,
            ["title", "time_zone", "hours", "cut_off"],
            "breaks",
            "holidays",
            "holidays_file",
            "observed",
            "short_days",
            "working_days"
        );
        var places = new Dictionary<DayOfWeek, Mark>();
        var entries = new Dictionary<string, Mark>();
        var observed = Observed(fields.GetValueOrDefault("observed"), $"{where}: observed");
        var file = HolidaysOf(fields.GetValueOrDefault("holidays_file"), $"{where}: holidays_file", observed);
        var rule = new CalendarRule
        {
            Key = key.Value,
            Title = yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            TimeZone = yaml.Text(fields.GetValueOrDefault("time_zone"), $"{where}: time_zone") ?? "",
            Week = Week(fields.GetValueOrDefault("hours"), $"{where}: hours", places),
            Breaks = [.. yaml.TextOrTexts(fields.GetValueOrDefault("breaks"), $"{where}: breaks").Select(b => Hours(b, $"{where}: breaks"))],
            Holidays = [.. Holidays(fields.GetValueOrDefault("holidays"), $"{where}: holidays", observed), .. file.Read.Holidays],
            ShortDays = [.. ShortDays(fields.GetValueOrDefault("short_days"), $"{where}: short_days", entries)],
            WorkingDays = [.. WorkingDays(fields.GetValueOrDefault("working_days"), $"{where}: working_days", entries), .. file.Read.WorkingDays],
            HolidayHorizon = file.Read.LastDay is { } last ? new(file.Label, last) : null,
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
                { Entry: { } entry } when entries.TryGetValue(entry, out var place) => place,
                { Part: CalendarPart.ShortDays or CalendarPart.WorkingDays } => (
                    fields.GetValueOrDefault("short_days") ?? fields.GetValueOrDefault("working_days") ?? fields["holidays_file"]
                ).At,
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

    private static TimeSpan Clock(string text) =>
        TimeSpan.FromHours(int.Parse(text[..2], CultureInfo.InvariantCulture)) + TimeSpan.FromMinutes(int.Parse(text[3..], CultureInfo.InvariantCulture));

    private ObservedOn Observed(YamlPiece? piece, string where)
    {
        switch (yaml.Text(piece, where))
        {
            case null:
                return ObservedOn.TheDayItself;
            case "next working day":
                return ObservedOn.NextWorkingDay;
            case "nearest working day":
                return ObservedOn.NearestWorkingDay;
            case var other:
                yaml.Fault(piece!.At, $"{where} is '{other}'; write 'next working day' or 'nearest working day'");
                return ObservedOn.TheDayItself;
        }
    }

    private IEnumerable<Holiday> Holidays(YamlPiece? piece, string where, ObservedOn observed)
    {
        foreach (var (name, value) in piece is null ? [] : yaml.Entries(piece, where))
        {
            yaml.Text(name, $"a name in {where}");
            foreach (var text in yaml.TextOrTexts(value, $"{where}: {name.Value}"))
            {
                foreach (var holiday in DaysSaid(name.Value, text, $"{where}: {name.Value}", observed))
                {
                    yield return holiday;
                }
            }
        }
    }

    private IReadOnlyList<Holiday> DaysSaid(string name, YamlText text, string where, ObservedOn observed)
    {
        var days = HolidayText.Read(name, text.Value, observed, out var fault);
        if (fault is not null)
        {
            yaml.Fault(text.At, $"{where}: {fault}");
        }

        return days;
    }

    private IEnumerable<ShortDay> ShortDays(YamlPiece? piece, string where, Dictionary<string, Mark> entries)
    {
        foreach (var (day, value) in piece is null ? [] : yaml.Entries(piece, where))
        {
            entries.TryAdd(day.Value, value.At);
            IReadOnlyList<OpenHours> hours = [.. yaml.TextOrTexts(value, $"{where} of {day.Value}").Select(h => Hours(h, $"{where} of {day.Value}"))];
            foreach (var when in DaysSaid(day.Value, day, where, ObservedOn.TheDayItself))
            {
                if (when.Observed != ObservedOn.TheDayItself)
                {
                    yaml.Fault(day.At, $"{where}: '{day.Value}': hours do not move to another day");
                }

                yield return new(when, hours);
            }
        }
    }

    /// <summary>A list of dates, or hours by date.</summary>
    private IEnumerable<WorkingDay> WorkingDays(YamlPiece? piece, string where, Dictionary<string, Mark> entries)
    {
        IReadOnlyList<(YamlText Date, YamlPiece? Hours)> days =
            piece is YamlMap
                ? [.. yaml.Entries(piece, where).Select(e => (e.Key, (YamlPiece?)e.Value))]
                : [.. yaml.TextOrTexts(piece, where).Select(d => (d, (YamlPiece?)null))];
        foreach (var (text, value) in days)
        {
            entries.TryAdd(text.Value, text.At);
            var hours = value is null ? null : yaml.TextOrTexts(value, $"{where} of {text.Value}").Select(h => Hours(h, $"{where} of {text.Value}")).ToArray();
            if (HolidayText.Read("", text.Value, ObservedOn.TheDayItself, out _) is [DatedHoliday { Observed: ObservedOn.TheDayItself } day])
            {
                yield return new(day.Date, hours);
            }
            else
            {
                yaml.Fault(text.At, $"{where}: can't read the date '{text.Value}'; write such as 2026-02-14");
            }
        }
    }

    /// <summary>A file's name, or a map of <c>file</c> and <c>only</c>.</summary>
    private (string Label, HolidayFile Read) HolidaysOf(YamlPiece? piece, string where, ObservedOn observed)
    {
        var onlyPublic = false;
        if (piece is YamlMap)
        {
            var fields = yaml.Fields(piece, where, ["file"], "only");
            piece = fields.GetValueOrDefault("file");
            if (yaml.Text(fields.GetValueOrDefault("only"), $"{where}: only") is { } only && !(onlyPublic = only == "public"))
            {
                yaml.Fault(fields["only"].At, $"{where}: only is '{only}'; it can be public, which leaves out what the file marks as an observance");
            }
        }

        if (yaml.Text(piece, where, FileShape(), "name a file beside the playbook, such as holidays.ics") is not { } name)
        {
            return ("", new([], []));
        }

        var found = beside.Find(name);
        if (found.Text is null)
        {
            yaml.Fault(piece!.At, $"{where}: {beside.Label(name)}: {found.Fault}");
            return ("", new([], []));
        }

        var read = IcsHolidays.Read(beside.Label(name), found.Text, onlyPublic, observed);
        yaml.Faulty(read.Faults);
        return (beside.Label(name), read);
    }

    private static string Name(DayOfWeek day) => day.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]\z")]
    private static partial Regex TimeShape();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\z")]
    private static partial Regex HoursShape();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._-]{0,99}\.ics\z")]
    private static partial Regex FileShape();
}
