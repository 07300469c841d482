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
        var fields = yaml.Fields(root, "the playbook", ["name", "version", "title", "weekly_summary_to", "calendars", "severities", "teams", "categories"], "weekly_summary_at");
        if (yaml.Text(fields.GetValueOrDefault("name"), "name") is { } said && said != name)
        {
            yaml.Fault(fields["name"].At, $"name is '{said}', but the file is called '{name}'");
        }

        var version = yaml.Text(fields.GetValueOrDefault("version"), "version", VersionShape(), "use up to 32 letters, digits, dots and dashes");
        var calendars = new CalendarReader(yaml, beside).Read(fields.GetValueOrDefault("calendars"));
        var teams = Teams(fields.GetValueOrDefault("teams"), calendars);
        var readers = fields.GetValueOrDefault("weekly_summary_to");
        return new()
        {
            Version = new(name, version ?? ""),
            Title = yaml.Text(fields.GetValueOrDefault("title"), "title") ?? "",
            LeadershipTeam = KnownTeam(readers, yaml.Text(readers, "weekly_summary_to"), "weekly_summary_to names team", teams) ?? "",
            WeeklySummaryAt = WeeklySlot(fields.GetValueOrDefault("weekly_summary_at")) ?? new(DayOfWeek.Monday, new(8, 0)),
            Calendars = calendars,
            Severities = SeverityLevels(fields.GetValueOrDefault("severities")),
            Teams = teams,
            Categories = Categories(fields.GetValueOrDefault("categories"), teams),
        };
    }

    private WeeklySlot? WeeklySlot(YamlPiece? piece) =>
        yaml.Text(piece, "weekly_summary_at", SlotShape(), "write a day and a time, such as 'monday 08:00'") is { } text
        && text.Split(' ') is [var day, var time]
            ? new(Enum.Parse<DayOfWeek>(day, ignoreCase: true), TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture))
            : null;

    private SeverityLevel[] SeverityLevels(YamlPiece? piece) =>
        [.. BySeverity(piece, "severities").Select(s => SeverityLevel(s.Key, s.Value))];

    private SeverityLevel SeverityLevel(Severity severity, YamlPiece piece)
    {
        var where = $"severity {severity}";
        var fields = yaml.Fields(piece, where, ["meaning", "acknowledge", "stall", "update_every"]);
        return new(
            severity,
            yaml.Text(fields.GetValueOrDefault("meaning"), $"{where}: meaning") ?? "",
            Term(fields.GetValueOrDefault("acknowledge"), $"{where}: acknowledge"),
            Length(fields.GetValueOrDefault("stall"), $"{where}: stall"),
            Length(fields.GetValueOrDefault("update_every"), $"{where}: update_every"));
    }

    /// <summary>The values that a map holds for S1 to S4, in this order.</summary>
    private List<KeyValuePair<Severity, YamlPiece>> BySeverity(YamlPiece? piece, string where)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, where, [.. Severities.All.Select(s => s.ToString())]);
        return [.. Severities.All.Where(s => fields.ContainsKey(s.ToString())).Select(s => KeyValuePair.Create(s, fields[s.ToString()]))];
    }

    private Team[] Teams(YamlPiece? piece, IReadOnlyList<CalendarRule> calendars) =>
        [.. (piece is null ? [] : yaml.Entries(piece, "teams")).Select(t => Team(t.Key, t.Value, calendars))];

    private Team Team(YamlText key, YamlPiece piece, IReadOnlyList<CalendarRule> calendars)
    {
        var where = $"team '{key.Value}'";
        Key(key, "a team's key");
        var fields = yaml.Fields(piece, where, ["title", "manager"], "via", "calendar");
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

    private Category[] Categories(YamlPiece? piece, Team[] teams) =>
        [.. (piece is null ? [] : yaml.Entries(piece, "categories")).Select(c => Category(c.Key, c.Value, teams))];

    private Category Category(YamlText key, YamlPiece piece, Team[] teams)
    {
        var where = $"category '{key.Value}'";
        Key(key, "a category's key");
        var fields = yaml.Fields(piece, where, ["title", "trigger", "routes_to", "acknowledge", "outcome"]);
        var routes = yaml.Texts(fields.GetValueOrDefault("routes_to"), $"{where}: routes_to");
        return new(
            key.Value,
            yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            yaml.Text(fields.GetValueOrDefault("trigger"), $"{where}: trigger") ?? "",
            [.. routes.Select(r => KnownTeam(r, r.Value, $"{where} routes to team", teams) ?? r.Value)],
            Term(fields.GetValueOrDefault("acknowledge"), $"{where}: acknowledge"),
            Outcome(fields.GetValueOrDefault("outcome"), where));
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

    private static Dictionary<Severity, Term> Same(Term term) => Severities.All.ToDictionary(s => s, _ => term);

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

    /// <summary>A term that is a length; "same day" is none.</summary>
    private Term Length(YamlPiece? piece, string where)
    {
        var term = Term(piece, where);
        if (piece is YamlText { Value: "same day" })
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

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\z")]
    private static partial Regex VersionShape();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z")]
    private static partial Regex KeyShape();
}
