using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>What a playbook says for each severity, or once for all of them.</summary>
internal static class PerSeverity
{
    /// <summary>The values that a map holds for S1 to S4, in this order. Faults: other keys, missing ones.</summary>
    public static IEnumerable<KeyValuePair<Severity, YamlPiece>> Each(YamlReader yaml, YamlPiece? piece, string where)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, where, [.. Severities.All.Select(s => s.ToString())]);
        return [.. Severities.All.Where(s => fields.ContainsKey(s.ToString())).Select(s => KeyValuePair.Create(s, fields[s.ToString()]))];
    }

    public static Dictionary<Severity, T> Same<T>(T value) => Severities.All.ToDictionary(s => s, _ => value);
}
