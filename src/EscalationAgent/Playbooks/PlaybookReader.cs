using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Escalations;
using NodaTime;
using YamlDotNet.Core;

namespace EscalationAgent.Playbooks;

/// <summary>Reads one playbook, strictly: what is not understood is a fault, never ignored.</summary>
internal sealed partial class PlaybookReader
{
    private readonly YamlReader yaml;

    private PlaybookReader(string file) => yaml = new(file);

    /// <param name="file">As faults name it.</param>
    /// <param name="name">The name that the playbook must have.</param>
    /// <returns>The playbook, or null and all its faults.</returns>
    public static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string file, string name, string text)
    {
        var reader = new PlaybookReader(file);
        Playbook? playbook = null;
        try
        {
            playbook = reader.Playbook(YamlTree.Read(text), name, Hash(text));
        }
        catch (YamlException notYaml)
        {
            reader.yaml.Fault(notYaml.Start, notYaml.Message);
        }

        var faults = reader.yaml.Faults.OrderBy(f => f.Line).ThenBy(f => f.Column).ToArray();
        return faults.Length == 0 ? (playbook, faults) : (null, faults);
    }

    private Playbook Playbook(YamlPiece root, string name, string hash)
    {
        var fields = yaml.Fields(root, "the playbook", ["name", "version", "title", "weekly_summary_to", "working_day", "severities", "teams", "categories"]);
        if (yaml.Text(fields.GetValueOrDefault("name"), "name") is { } said && said != name)
        {
            yaml.Fault(fields["name"].At, $"name is '{said}', but the file is called '{name}'");
        }

        var version = yaml.Text(fields.GetValueOrDefault("version"), "version", VersionShape(), "use up to 32 letters, digits, dots and dashes");
        var teams = Teams(fields.GetValueOrDefault("teams"));
        var readers = fields.GetValueOrDefault("weekly_summary_to");
        return new()
        {
            Version = new(name, $"{version}+{hash}"),
            Title = yaml.Text(fields.GetValueOrDefault("title"), "title") ?? "",
            LeadershipTeam = KnownTeam(readers, yaml.Text(readers, "weekly_summary_to"), "weekly_summary_to names team", teams) ?? "",
            WorkingDay = WorkingDay(fields.GetValueOrDefault("working_day")),
            Severities = SeverityLevels(fields.GetValueOrDefault("severities")),
            Teams = teams,
            Categories = Categories(fields.GetValueOrDefault("categories"), teams),
        };
    }

    private WorkingDay WorkingDay(YamlPiece? piece)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, "working_day", ["time_zone", "opens", "closes", "cut_off"]);
        var zone = yaml.Text(fields.GetValueOrDefault("time_zone"), "time_zone");
        if (zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            yaml.Fault(fields["time_zone"].At, $"there is no time zone '{zone}'; use an IANA name such as Europe/Berlin");
        }

        var opens = Time(fields.GetValueOrDefault("opens"), "opens");
        var closes = Time(fields.GetValueOrDefault("closes"), "closes");
        var cutOff = Time(fields.GetValueOrDefault("cut_off"), "cut_off");
        if (closes <= opens)
        {
            yaml.Fault(fields["closes"].At, $"the working day closes at {closes:HH\\:mm}, which is not after it opens at {opens:HH\\:mm}");
        }
        else if (cutOff <= opens || cutOff >= closes)
        {
            yaml.Fault(fields["cut_off"].At, $"the cut-off {cutOff:HH\\:mm} does not lie between opening at {opens:HH\\:mm} and closing at {closes:HH\\:mm}");
        }

        return new(zone ?? "UTC", opens ?? default, closes ?? default, cutOff ?? default);
    }

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

    private Team[] Teams(YamlPiece? piece) =>
        [.. (piece is null ? [] : yaml.Entries(piece, "teams")).Select(t => Team(t.Key, t.Value))];

    private Team Team(YamlText key, YamlPiece piece)
    {
        var where = $"team '{key.Value}'";
        Key(key, "a team's key");
        var fields = yaml.Fields(piece, where, ["title", "manager"], "via");
        return new(
            key.Value,
            yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            yaml.Text(fields.GetValueOrDefault("via"), $"{where}: via"),
            yaml.Text(fields.GetValueOrDefault("manager"), $"{where}: manager"));
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

    private TimeOnly? Time(YamlPiece? piece, string where) =>
        yaml.Text(piece, where, TimeShape(), "write a time of the day such as \"09:00\"") is { } text
            ? TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture)
            : null;

    /// <summary>The same for the same text, whatever line ends a checkout gave it.</summary>
    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))))[..8];

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\z")]
    private static partial Regex VersionShape();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z")]
    private static partial Regex KeyShape();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]\z")]
    private static partial Regex TimeShape();
}
