using System.Text.Json;
using System.Text.Json.Serialization;

namespace EscalationAgent.Teams.Tab;

/// <summary>A key with its name for people.</summary>
internal sealed record TabChoice(string Key, string Title);

/// <summary>A playbook, and where its page is.</summary>
/// <param name="Page">Null where there is none.</param>
internal sealed record TabPlaybook(string Title, string? Page, IReadOnlyList<TabSeverity> Severities);

/// <summary>What a severity means in a playbook.</summary>
internal sealed record TabSeverity(string Key, string Title, string Meaning, string Acknowledge, string? Resolve);

/// <summary><c>GET /api/me</c>: who looks, and what can be chosen.</summary>
internal sealed record TabMe(
    string Name,
    string Language,
    IReadOnlyList<TabChoice> Severities,
    IReadOnlyList<TabChoice> Teams,
    IReadOnlyList<TabPlaybook> Playbooks
);

/// <summary>What is owed next.</summary>
internal sealed record TabDue(string What, DateTimeOffset At, bool IsOverdue);

/// <summary>One line of a list, as its reader may read it.</summary>
/// <param name="Waits">What the reader is asked for; null for nothing.</param>
/// <param name="Cause">The root cause, as its review found it; null while there is none.</param>
internal sealed record TabRow(
    string Id,
    string Account,
    string Headline,
    string? Severity,
    string? SeverityTitle,
    string Status,
    string StatusTitle,
    bool HasEnded,
    string Teams,
    string? Owner,
    string? Waits,
    TabDue? Due,
    DateTimeOffset UpdatedAt,
    bool IsConfidential,
    string? Cause
);

/// <summary>How many there are of what is the reader's own.</summary>
internal sealed record TabCounts(int Inbox, int Running, int Closed);

/// <summary><c>GET /api/me/escalations</c>: a page of a list.</summary>
/// <param name="Page">From 1.</param>
internal sealed record TabList(IReadOnlyList<TabRow> Escalations, int Total, int Page, int Pages, TabCounts Counts);

/// <summary>A part of the brief.</summary>
/// <param name="Unproven">What of it nothing proves, as it stands there.</param>
internal sealed record TabSection(string Key, string Title, string Text, IReadOnlyList<string> Unproven);

/// <summary>What is known beside the brief: who has it, what is at stake, what is waited for.</summary>
/// <param name="Url">Where it leads; null where it does not.</param>
internal sealed record TabFact(string Title, string Text, string? Url);

/// <summary>Something that happened.</summary>
internal sealed record TabStep(DateTimeOffset At, string Text);

/// <summary>A deadline with its reasons.</summary>
internal sealed record TabDeadline(string Title, DateTimeOffset DueAt, DateTimeOffset? MetAt, bool IsPaused, bool IsOverdue, IReadOnlyList<string> Why);

/// <summary>What a part of the brief rests on.</summary>
internal sealed record TabProof(string Title, string Summary, IReadOnlyList<string> Lines);

/// <summary><c>GET /api/me/escalations/ESC-...</c>: one of them.</summary>
/// <param name="Review">What was found out afterwards; empty while no review is published.</param>
/// <param name="Message">Its card in Teams; null where it has none that the reader can open.</param>
internal sealed record TabEscalation(
    TabRow Row,
    string Csm,
    string? Lead,
    IReadOnlyList<TabFact> Facts,
    IReadOnlyList<TabSection> Brief,
    IReadOnlyList<TabSection> Review,
    IReadOnlyList<TabDeadline> Deadlines,
    IReadOnlyList<TabStep> Timeline,
    IReadOnlyList<TabProof> Proofs,
    string? Message
);

/// <summary>How the tab's data are written.</summary>
internal static class TabDocuments
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
