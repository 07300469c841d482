using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>The teams that a playbook defines, and who is above them.</summary>
internal sealed class KnownTeams(YamlReader yaml, Team[] teams)
{
    public IReadOnlyList<Team> All => teams;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The key, when it is a team's; null, with a fault, when it is not.</summary>
    /// <param name="who">Who names it: "weekly_summary_to names team".</param>
    public string? Known(YamlPiece? at, string? key, string who)
    {
        if (key is not null && !Has(key))
        {
            yaml.Fault(at!.At, $"{who} '{key}', which is not defined under teams");
            return null;
        }

        return key;
    }

    /// <summary>From manager to manager, each once; where they go in a circle, until it closes.</summary>
    public IReadOnlyList<string> Above(string? team)
    {
        var above = new List<string>();
        for (var next = Find(team)?.Manager; next is not null && !above.Contains(next); next = Find(next)?.Manager)
        {
            above.Add(next);
        }

        return above;
    }

    private Team? Find(string? key) => Array.Find(teams, t => t.Key == key);
}
