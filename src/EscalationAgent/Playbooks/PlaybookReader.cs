using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Escalations;
using YamlDotNet.Core;

namespace EscalationAgent.Playbooks;

/// <summary>Reads one playbook, strictly: what is not understood is a fault, never ignored.</summary>
internal sealed partial class PlaybookReader
{
    private readonly YamlReader yaml;
    private readonly FilesBeside beside;
    private SprintRule? sprints;

    private PlaybookReader(string file, FilesBeside beside) => (yaml, this.beside) = (new(file), beside);

    /// <param name="file">As faults name it.</param>
    /// <param name="name">The name that the playbook must have.</param>
    /// <param name="find">Reads a file that stands beside the playbook; none can be had when null.</param>
    /// <returns>The playbook, or null and all its faults.</returns>
    public static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string file, string name, string text, Func<string, FoundFile>? find = null)
    {
        var beside = new FilesBeside(file, find ?? (_ => new(null, "can't be had")));
        var reader = new PlaybookReader(file, beside);
        Playbook? playbook = null;
        try
        {
            playbook = reader.Playbook(YamlTree.Read(text), name);
            playbook = playbook with { Version = new(name, $"{playbook.Version.Version}+{Hash([text, .. beside.Texts])}") };
        }
        catch (YamlException notYaml)
        {
            reader.yaml.Fault(notYaml.Start, notYaml.Message);
        }

        var faults = reader.yaml.Faults.OrderBy(f => f.File != file).ThenBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ToArray();
        return faults.Length == 0 ? (playbook, faults) : (null, faults);
    }

    private Playbook Playbook(YamlPiece root, string name)
    {
        var fields = yaml.Fields(root, "the playbook", ["name", "version", "title", "weekly_summary_to", "calendars", "severities", "teams", "categories"], "weekly_summary_at", "sprints", "reminders", "confirm_within", "reroute_within");
        if (yaml.Text(fields.GetValueOrDefault("name"), "name") is { } said && said != name)
        {
            yaml.Fault(fields["name"].At, $"name is '{said}', but the file is called '{name}'");
        }

        var version = yaml.Text(fields.GetValueOrDefault("version"), "version", VersionShape(), "use up to 32 letters, digits, dots and dashes");
        var calendars = new CalendarReader(yaml, beside).Read(fields.GetValueOrDefault("calendars"));
        var teams = Teams(fields.GetValueOrDefault("teams"), calendars);
        sprints = Sprints(fields.GetValueOrDefault("sprints"));
        var levels = SeverityLevels(fields.GetValueOrDefault("severities"));
        var readers = fields.GetValueOrDefault("weekly_summary_to");
        return new()
        {
            Version = new(name, version ?? ""),
            Title = yaml.Text(fields.GetValueOrDefault("title"), "title") ?? "",
            LeadershipTeam = KnownTeam(readers, yaml.Text(readers, "weekly_summary_to"), "weekly_summary_to names team", teams) ?? "",
            WeeklySummaryAt = WeeklySlot(fields.GetValueOrDefault("weekly_summary_at")) ?? new(DayOfWeek.Monday, new(8, 0)),
            Calendars = calendars,
            Severities = [.. levels.Select(l => l.Level)],
            Teams = teams,
            Categories = Categories(fields.GetValueOrDefault("categories"), new(yaml, teams, levels.ToDictionary(l => l.Level.Severity, l => l.Rungs))),
            Sprints = sprints,
            Reminders = Reminders(fields.GetValueOrDefault("reminders")),
            ConfirmWithin = OptionalLength(fields.GetValueOrDefault("confirm_within"), "confirm_within") ?? new(2, TermUnit.BusinessDays),
            RerouteWithin = OptionalLength(fields.GetValueOrDefault("reroute_within"), "reroute_within") ?? new(4, TermUnit.WorkingHours),
        };
    }

    private SprintRule? Sprints(YamlPiece? piece)
    {
        if (piece is null)
        {
            return null;
        }

        var fields = yaml.Fields(piece, "sprints", ["first_day", "length"]);
        var first = yaml.Text(fields.GetValueOrDefault("first_day"), "sprints: first_day", DayShape(), "write a day such as \"2026-01-05\"");
        var length = yaml.Text(fields.GetValueOrDefault("length"), "sprints: length", WeeksShape(), "write '1 week' to '8 weeks'");
        if (first is null || length is null)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            yaml.Fault(fields["first_day"].At, $"sprints: first_day is '{first}', which is no day");
            return null;
        }

        return new(day, length[0] - '0');
    }

    private ReminderRule Reminders(YamlPiece? piece)
    {
        if (piece is null)
        {
            return new(25, 25, 3);
        }

        var fields = yaml.Fields(piece, "reminders", ["warn_with_left", "repeat_after", "at_most"]);
        return new(
            Number(fields.GetValueOrDefault("warn_with_left"), "reminders: warn_with_left", PercentShape(), "write '0%' to '90%'"),
            Number(fields.GetValueOrDefault("repeat_after"), "reminders: repeat_after", PercentShape(), "write '0%' to '90%'"),
            Number(fields.GetValueOrDefault("at_most"), "reminders: at_most", TimesShape(), "write '0 times' to '20 times'"));
    }

    private int Number(YamlPiece? piece, string where, Regex shape, string reason) =>
        yaml.Text(piece, where, shape, reason) is { } text ? int.Parse(text.TrimEnd('%').Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    private WeeklySlot? WeeklySlot(YamlPiece? piece) =>
        yaml.Text(piece, "weekly_summary_at", SlotShape(), "write a day and a time, such as 'monday 08:00'") is { } text
        && text.Split(' ') is [var day, var time]
            ? new(Enum.Parse<DayOfWeek>(day, ignoreCase: true), TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture))
            : null;

    private List<(SeverityLevel Level, int? Rungs)> SeverityLevels(YamlPiece? piece) =>
        [.. BySeverity(piece, "severities").Select(s => SeverityLevel(s.Key, s.Value))];

    private (SeverityLevel Level, int? Rungs) SeverityLevel(Severity severity, YamlPiece piece)
    {
        var where = $"severity {severity}";
        var fields = yaml.Fields(piece, where, ["meaning", "acknowledge", "stall", "updates"], "resolve", "review", "rungs");
        var level = new SeverityLevel(
            severity,
            yaml.Text(fields.GetValueOrDefault("meaning"), $"{where}: meaning") ?? "",
            Term(fields.GetValueOrDefault("acknowledge"), $"{where}: acknowledge"),
            Length(fields.GetValueOrDefault("stall"), $"{where}: stall"),
            Cadences(fields.GetValueOrDefault("updates"), $"{where}: updates"))
        {
            Resolve = fields.TryGetValue("resolve", out var resolve) ? Term(resolve, $"{where}: resolve") : null,
            Review = OptionalLength(fields.GetValueOrDefault("review"), $"{where}: review"),
        };
        int? rungs = yaml.Text(fields.GetValueOrDefault("rungs"), $"{where}: rungs", RungsShape(), "write 'all' or '0' to '9', in quotes") is { } text && text != "all"
            ? text[0] - '0'
            : null;
        return (level, rungs);
    }

    private Cadences Cadences(YamlPiece? piece, string where)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, where, ["csm"], "everyone", "customer");
        return new(
            Cadence(fields.GetValueOrDefault("csm"), $"{where}: csm") ?? new(new(1, TermUnit.Days)),
            Cadence(fields.GetValueOrDefault("everyone"), $"{where}: everyone"),
            Cadence(fields.GetValueOrDefault("customer"), $"{where}: customer"));
    }

    /// <summary>"1 day", or "30-60 minutes".</summary>
    private Cadence? Cadence(YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where) is not { } text)
        {
            return null;
        }

        var range = RangeShape().Match(text);
        var within = TermText.Read(range.Success ? $"{range.Groups[2].Value} {range.Groups[3].Value}" : text, out var fault);
        var early = range.Success && fault is null ? TermText.Read($"{range.Groups[1].Value} {range.Groups[3].Value}", out fault) : null;
        if (fault is null && within is { Unit: TermUnit.SameDay or TermUnit.NextPlanning or TermUnit.Sprints })
        {
            fault = $"'{text}' is no rhythm; write such as '1 day' or '30-60 minutes'";
        }

        if (fault is null && early is not null && early.Amount >= within!.Amount)
        {
            fault = $"'{text}' ends before it begins";
        }

        if (fault is not null)
        {
            yaml.Fault(piece!.At, $"{where}: {fault}");
            return null;
        }

        return new(within!, early);
    }

    /// <summary>The values that a map holds for S1 to S4, in this order.</summary>
    private List<KeyValuePair<Severity, YamlPiece>> BySeverity(YamlPiece? piece, string where)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, where, [.. Severities.All.Select(s => s.ToString())]);
        return [.. Severities.All.Where(s => fields.ContainsKey(s.ToString())).Select(s => KeyValuePair.Create(s, fields[s.ToString()]))];
    }

    private Team[] Teams(YamlPiece? piece, IReadOnlyList<CalendarRule> calendars) =>
        ManagersChecked([.. (piece is null ? [] : yaml.Entries(piece, "teams")).Select(t => (t.Value, Team(t.Key, t.Value, calendars)))]);

    /// <summary>Every manager is a team of the playbook, and nobody is above themselves.</summary>
    private Team[] ManagersChecked(List<(YamlPiece Piece, Team Team)> teams)
    {
        Team[] all = [.. teams.Select(t => t.Team)];
        foreach (var (piece, team) in teams.Where(t => t.Team.Manager is not null))
        {
            var at = ((YamlMap)piece).Entries.First(e => e.Key.Value == "manager").Value;
            if (KnownTeam(at, team.Manager, $"team '{team.Key}' has the manager", all) is null)
            {
                continue;
            }

            List<string> above = [team.Key];
            for (var next = team.Manager; next is not null; next = Array.Find(all, t => t.Key == next)?.Manager)
            {
                if (next == team.Key)
                {
                    yaml.Fault(at.At, $"team '{team.Key}' is above itself: {string.Join(" > ", above)} > {next}");
                    break;
                }

                if (above.Contains(next))
                {
                    break;
                }

                above.Add(next);
            }
        }

        return all;
    }

    private Team Team(YamlText key, YamlPiece piece, IReadOnlyList<CalendarRule> calendars)
    {
        var where = $"team '{key.Value}'";
        Key(key, "a team's key");
        var fields = yaml.Fields(piece, where, ["title"], "manager", "via", "calendar");
        var calendar = yaml.Text(fields.GetValueOrDefault("calendar"), $"{where}: calendar");
        if (calendar is not null && calendars.All(c => c.Key != calendar))
        {
            yaml.Fault(fields["calendar"].At, $"{where} works by calendar '{calendar}', which is not defined under calendars");
        }

        return new(
            key.Value,
            yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            yaml.Text(fields.GetValueOrDefault("via"), $"{where}: via"),
            yaml.Text(fields.GetValueOrDefault("manager"), $"{where}: manager"),
            calendar);
    }

    private Category[] Categories(YamlPiece? piece, LadderReader ladders) =>
        [.. (piece is null ? [] : yaml.Entries(piece, "categories")).Select(c => Category(c.Key, c.Value, ladders))];

    private Category Category(YamlText key, YamlPiece piece, LadderReader ladders)
    {
        var where = $"category '{key.Value}'";
        Key(key, "a category's key");
        var fields = yaml.Fields(piece, where, ["title", "trigger", "routes_to", "acknowledge", "outcome"], "escalates_to");
        var routes = yaml.Texts(fields.GetValueOrDefault("routes_to"), $"{where}: routes_to");
        string[] routesTo = [.. routes.Select(r => KnownTeam(r, r.Value, $"{where} routes to team", ladders.Teams) ?? r.Value)];
        var escalatesTo = fields.GetValueOrDefault("escalates_to");
        return new(
            key.Value,
            yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            yaml.Text(fields.GetValueOrDefault("trigger"), $"{where}: trigger") ?? "",
            routesTo,
            Term(fields.GetValueOrDefault("acknowledge"), $"{where}: acknowledge"),
            Outcome(fields.GetValueOrDefault("outcome"), where))
        {
            Ladders = escalatesTo is YamlMap
                ? BySeverity(escalatesTo, $"{where}: escalates_to").ToDictionary(s => s.Key, s => ladders.Written(s.Value, $"{where}: escalates_to {s.Key}", routesTo))
                : escalatesTo is not null ? Same(ladders.Written(escalatesTo, $"{where}: escalates_to", routesTo))
                : Severities.All.ToDictionary(s => s, s => ladders.ByManagers(routesTo, s)),
        };
    }

    private Outcome Outcome(YamlPiece? piece, string where)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, $"{where}: outcome", ["what", "within"]);
        var within = fields.GetValueOrDefault("within");
        var terms = within is YamlText
            ? Same(Term(within, $"{where}: within"))
            : BySeverity(within, $"{where}: within").ToDictionary(s => s.Key, s => Term(s.Value, $"{where}: within {s.Key}"));
        return new(yaml.Text(fields.GetValueOrDefault("what"), $"{where}: what") ?? "", terms);
    }

    private static Dictionary<Severity, T> Same<T>(T value) => Severities.All.ToDictionary(s => s, _ => value);

    private string? KnownTeam(YamlPiece? at, string? key, string who, Team[] teams)
    {
        if (key is not null && teams.All(t => t.Key != key))
        {
            yaml.Fault(at!.At, $"{who} '{key}', which is not defined under teams");
            return null;
        }

        return key;
    }

    private void Key(YamlText key, string where) =>
        yaml.Text(key, where, KeyShape(), "use up to 64 small letters, digits and underscores, beginning with a letter");

    private Term? OptionalLength(YamlPiece? piece, string where) => piece is null ? null : Length(piece, where);

    /// <summary>A term that is a length; "same day" is none.</summary>
    private Term Length(YamlPiece? piece, string where)
    {
        var term = Term(piece, where);
        if (piece is YamlText { Value: "same day" or "next planning" })
        {
            yaml.Fault(piece.At, $"{where} must be a length of time, such as '48 hours' or '5 business days'");
        }

        return term;
    }

    private Term Term(YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where) is not { } text)
        {
            return Escalations.Term.SameDay;
        }

        var term = TermText.Read(text, out var fault);
        if (term is { Unit: TermUnit.Sprints or TermUnit.NextPlanning } && sprints is null)
        {
            fault = $"'{text}' needs to know when sprints begin; say so under sprints";
        }

        if (fault is not null)
        {
            yaml.Fault(piece!.At, $"{where}: {fault}");
        }

        return term ?? Escalations.Term.SameDay;
    }

    /// <summary>The same for the same texts, whatever line ends a checkout gave them.</summary>
    private static string Hash(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts).ReplaceLineEndings("\n"))))[..8];

    [GeneratedRegex("^(monday|tuesday|wednesday|thursday|friday|saturday|sunday) ([01][0-9]|2[0-3]):[0-5][0-9]$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SlotShape();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DayShape();

    [GeneratedRegex(@"^(1 week|[2-8] weeks)\z", RegexOptions.CultureInvariant)]
    private static partial Regex WeeksShape();

    [GeneratedRegex(@"^([0-9]|[1-8][0-9]|90)%\z", RegexOptions.CultureInvariant)]
    private static partial Regex PercentShape();

    [GeneratedRegex(@"^(1 time|(0|[2-9]|1[0-9]|20) times)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimesShape();

    [GeneratedRegex(@"^(all|[0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex RungsShape();

    [GeneratedRegex(@"^([0-9]+)-([0-9]+) ([a-z ]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RangeShape();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\z")]
    private static partial Regex VersionShape();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z")]
    private static partial Regex KeyShape();
}
