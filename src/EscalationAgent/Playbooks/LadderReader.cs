using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Finds the rungs above a category's accountable team: as written, or from manager to manager.</summary>
/// <param name="rungs">How many rungs a severity goes up from manager to manager; null for all.</param>
internal sealed class LadderReader(YamlReader yaml, Team[] teams, IReadOnlyDictionary<Severity, int?> rungs)
{
    public Team[] Teams => teams;

    /// <summary>A ladder that the category spells out. Faults: unknown rungs, and rungs that could bring it to nobody new.</summary>
    /// <param name="routesTo">Who has it from the beginning.</param>
    public IReadOnlyList<string> Written(YamlPiece piece, string where, IReadOnlyList<string> routesTo)
    {
        var rungsWritten = yaml.Texts(piece, where);
        foreach (var rung in rungsWritten)
        {
            if (teams.All(t => t.Key != rung.Value))
            {
                yaml.Fault(rung.At, $"{where} names team '{rung.Value}', which is not defined under teams");
            }
            else if (routesTo.Contains(rung.Value))
            {
                yaml.Fault(rung.At, $"{where} leads back to team '{rung.Value}', which has it from the beginning");
            }
        }

        return [.. rungsWritten.Select(rung => rung.Value).Distinct()];
    }

    /// <summary>From manager to manager, as far as the severity goes; who has it from the beginning is no rung.</summary>
    public IReadOnlyList<string> ByManagers(IReadOnlyList<string> routesTo, Severity severity)
    {
        var ladder = new List<string>();
        for (var next = ManagerOf(routesTo.Count > 0 ? routesTo[0] : null); next is not null && !ladder.Contains(next); next = ManagerOf(next))
        {
            ladder.Add(next);
        }

        var above = ladder.Where(rung => !routesTo.Contains(rung));
        return [.. rungs.GetValueOrDefault(severity) is { } most ? above.Take(most) : above];
    }

    private string? ManagerOf(string? team) => Array.Find(teams, t => t.Key == team)?.Manager;
}
