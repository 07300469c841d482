using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>What a playbook says for each severity, or once for all of them.</summary>
internal static class PerSeverity
{
    /// <summary>The values that a map holds for S1 to S4, in this order. Faults: other keys, missing ones.</summary>
    public static IEnumerable<KeyValuePair<Severity, YamlPiece>> Each(YamlReader yaml, YamlPiece? piece, string where) =>
        piece is null ? [] : InOrder(yaml.Fields(piece, where, Keys));

    /// <summary>The same where some of them may be missing. Faults: other keys.</summary>
    public static IEnumerable<KeyValuePair<Severity, YamlPiece>> Some(YamlReader yaml, YamlPiece piece, string where) =>
        InOrder(yaml.Fields(piece, where, [], Keys));

    private static string[] Keys => [.. Severities.All.Select(s => s.ToString())];

    private static IEnumerable<KeyValuePair<Severity, YamlPiece>> InOrder(Dictionary<string, YamlPiece> fields) =>
        Severities.All.Where(s => fields.ContainsKey(s.ToString())).Select(s => KeyValuePair.Create(s, fields[s.ToString()]));

    public static Dictionary<Severity, T> Same<T>(T value) => Severities.All.ToDictionary(s => s, _ => value);
}
