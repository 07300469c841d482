using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>Which matters get a ticket in another system when they are routed, and how it is made there.</summary>
/// <param name="For">The key of a category, or of the accountable team or role.</param>
/// <param name="Project">The key of the project: <c>ENG</c>.</param>
/// <param name="IssueType">Its name: <c>Bug</c>.</param>
/// <param name="Labels">Besides those that every ticket gets.</param>
/// <param name="Severities">Empty for all.</param>
public sealed record TicketRule(string For, string Project, string IssueType, IReadOnlyList<string> Labels, IReadOnlyList<Severity> Severities);

/// <summary>The ticket of an escalation, or why there is none.</summary>
/// <param name="Key">Such as <c>ENG-42</c>; null where none could be made.</param>
/// <param name="Link">Where it can be opened; null where that is not known.</param>
/// <param name="Refusal">Why none could be made, so that a person makes it; null where there is one.</param>
public sealed record Ticket(string? Key, string? Link, string? Refusal)
{
    /// <summary>The label that tells the severity: <c>escalation-S2</c>.</summary>
    public static string LabelOf(Severity severity) => $"escalation-{severity}";

    [JsonIgnore]
    public bool IsOpen => Key is not null;
}
