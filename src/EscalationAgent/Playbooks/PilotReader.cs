using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads for what a playbook is tried before it is for all.</summary>
internal sealed class PilotReader(YamlReader yaml, KnownTeams teams)
{
    /// <returns>Null when it is for all, or nothing holds of what is said.</returns>
    public PilotRule? Read(YamlPiece? piece)
    {
        if (piece is null)
        {
            return null;
        }

        var fields = yaml.Fields(piece, "pilot", [], "only", "teams", "until");
        if (!fields.ContainsKey("only") && !fields.ContainsKey("teams"))
        {
            yaml.Fault(piece.At, "pilot says neither only nor teams; say for which names or for which teams it is, or leave it out");
            return null;
        }

        return new(
            [.. yaml.Texts(fields.GetValueOrDefault("only"), "pilot: only").Select(name => name.Value)],
            [.. yaml.Texts(fields.GetValueOrDefault("teams"), "pilot: teams").Where(IsKnown).Select(team => team.Value)],
            SprintReader.Day(yaml, fields.GetValueOrDefault("until"), "pilot: until")
        );
    }

    private bool IsKnown(YamlText team)
    {
        if (!teams.Has(team.Value))
        {
            yaml.Fault(team.At, $"pilot: teams names '{team.Value}', which is not defined under teams");
        }

        return teams.Has(team.Value);
    }
}
