using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads the teams and roles of a playbook.</summary>
internal sealed partial class TeamReader(YamlReader yaml, IReadOnlyList<CalendarRule> calendars)
{
    public KnownTeams Read(YamlPiece? piece, YamlPiece? roles)
    {
        List<(YamlPiece Piece, Team Team)> teams =
        [
            .. (piece is null ? [] : yaml.Entries(piece, "teams")).Select(t => (t.Value, Team(t.Key, t.Value, isRole: false))),
            .. (roles is null ? [] : yaml.Entries(roles, "roles")).Select(t => (t.Value, Team(t.Key, t.Value, isRole: true))),
        ];
        foreach (var (written, team) in teams.GroupBy(t => t.Team.Key).SelectMany(same => same.Skip(1)))
        {
            yaml.Fault(written.At, $"'{team.Key}' stands under teams and under roles");
        }

        teams = [.. teams.DistinctBy(t => t.Team.Key)];
        var known = new KnownTeams(yaml, [.. teams.Select(t => t.Team)]);
        foreach (var (written, team) in teams.Where(t => t.Team.Manager is not null))
        {
            CheckManager(((YamlMap)written).Entries.First(e => e.Key.Value == "manager").Value, team, known);
        }

        return known;
    }

    /// <summary>Every manager is a team of the playbook, and nobody is above themselves.</summary>
    private void CheckManager(YamlPiece at, Team team, KnownTeams known)
    {
        if (known.Known(at, team.Manager, $"team '{team.Key}' has the manager") is null)
        {
            return;
        }

        var above = known.Above(team.Key);
        if (above.Contains(team.Key))
        {
            var circle = string.Join(" > ", above.TakeWhile(rung => rung != team.Key).Prepend(team.Key).Append(team.Key));
            yaml.Fault(at.At, $"team '{team.Key}' is above itself: {circle}; one of them needs another manager, or none");
        }
    }

    private Team Team(YamlText key, YamlPiece piece, bool isRole)
    {
        var where = $"{(isRole ? "role" : "team")} '{key.Value}'";
        yaml.Key(key, isRole ? "a role's key" : "a team's key");
        string[] optional = isRole
            ? ["manager", "via", "calendar", "audience", "level", "duties", "named"]
            : ["manager", "via", "calendar", "audience", "level", "duties"];
        var fields = yaml.Fields(piece, where, ["title"], optional);
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
            calendar,
            AudienceOf(fields.GetValueOrDefault("audience"), where)
        )
        {
            Level = yaml.Text(fields.GetValueOrDefault("level"), $"{where}: level"),
            Duties = yaml.Text(fields.GetValueOrDefault("duties"), $"{where}: duties"),
            Kind = isRole ? KindOf(fields.GetValueOrDefault("named"), where) : ReceiverKind.Team,
        };
    }

    /// <summary>How it is known who holds a role.</summary>
    private ReceiverKind KindOf(YamlPiece? piece, string where) =>
        yaml.Text(piece, $"{where}: named", NamedShape(), "write 'for each matter' or 'manager'") switch
        {
            null => ReceiverKind.Role,
            "manager" => ReceiverKind.Manager,
            _ => ReceiverKind.Counterpart,
        };

    [GeneratedRegex(@"^(for each matter|manager)\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamedShape();

    private Audience AudienceOf(YamlPiece? piece, string where)
    {
        switch (yaml.Text(piece, $"{where}: audience"))
        {
            case null or "full":
                return Audience.Full;
            case "technical":
                return Audience.Technical;
            case "executive":
                return Audience.Executive;
            case var other:
                yaml.Fault(piece!.At, $"{where} has the audience '{other}'; write technical, executive or full");
                return Audience.Full;
        }
    }
}
