using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>How bad it is. S1 and S2 together are <em>critical</em>, S3 and S4 <em>standard</em>.</summary>
public enum Severity
{
    /// <summary>Critical: production down, revenue-blocking, legal or security.</summary>
    [JsonStringEnumMemberName("S1")]
    S1,

    /// <summary>Major: significant impact on a segment or workflow.</summary>
    [JsonStringEnumMemberName("S2")]
    S2,

    /// <summary>Standard: no immediate revenue impact.</summary>
    [JsonStringEnumMemberName("S3")]
    S3,

    /// <summary>Minor: cosmetic, low frequency, no blocker.</summary>
    [JsonStringEnumMemberName("S4")]
    S4,
}

/// <summary>Reading and naming severities.</summary>
public static class Severities
{
    public static readonly IReadOnlyList<Severity> All = [Severity.S1, Severity.S2, Severity.S3, Severity.S4];

    public static bool IsCritical(this Severity severity) => severity is Severity.S1 or Severity.S2;

    /// <summary>The class that the weekly summary and the stall rules speak of: <c>critical</c> or <c>standard</c>.</summary>
    public static string Class(this Severity severity) => severity.IsCritical() ? "critical" : "standard";

    /// <summary>The word for people: Critical, Major, Standard, Minor.</summary>
    public static string Title(this Severity severity) =>
        severity switch
        {
            Severity.S1 => "Critical",
            Severity.S2 => "Major",
            Severity.S3 => "Standard",
            _ => "Minor",
        };

    /// <summary>Reads S1, SEV1, P1 or the name, in any letter case.</summary>
    public static bool TryParse(string? text, out Severity severity)
    {
        var word = (text ?? "").Trim();
        foreach (var candidate in All)
        {
            var digit = (int)candidate + 1;
            string[] names = [$"S{digit}", $"SEV{digit}", $"P{digit}", candidate.Title()];
            if (names.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                severity = candidate;
                return true;
            }
        }

        severity = default;
        return false;
    }
}
