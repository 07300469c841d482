using TextAnalysis.Facts;

namespace Escalations.Reporting;

/// <summary>
/// What of an escalation is needed to tell who may see it and to count it, without a text or a name: so small that all of a tenant's can
/// be held in memory.
/// </summary>
/// <param name="Csm">An id, as all people here.</param>
/// <param name="FormerCsms">Those who were its CSM before.</param>
/// <param name="Asked">Who is asked to own it; null for nobody.</param>
/// <param name="Around">What decides who is around it, with all others of which the same is so.</param>
/// <param name="RoutedAt">When it was first routed; null when it never was.</param>
/// <param name="AskedAt">Since when the team that has it now was waited for.</param>
/// <param name="AcknowledgedAt">When that team acknowledged.</param>
/// <param name="DueAt">When the first of its terms ends; null when none is owed, or its clock stands.</param>
/// <param name="RiskAt">From when on that is near: three quarters of the term are over.</param>
/// <param name="AtStake">Annual revenue at risk.</param>
public sealed record EscalationOutline(
    EscalationId Id,
    string Csm,
    IReadOnlyList<string> FormerCsms,
    string? Owner,
    string? Asked,
    OutlineGroup Around,
    Status Status,
    DateTimeOffset LastEventAt,
    DateTimeOffset? RoutedAt,
    DateTimeOffset? AskedAt,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? RiskAt,
    Money? AtStake
)
{
    /// <summary>With this part of a term over, its end is near.</summary>
    private const double NearEnd = 0.75;

    /// <param name="around">The group that it belongs to.</param>
    public static EscalationOutline Of(Escalation escalation, OutlineGroup around)
    {
        var terms = escalation.Deadlines.Where(d => d is { MetAt: null, IsPaused: false } && d.Kind.IsTerm()).ToList();
        return new(
            escalation.Id,
            escalation.Csm.Id,
            escalation.FormerCsms.Count == 0 ? [] : escalation.FormerCsms,
            escalation.Work.Owner?.Id,
            escalation.Work.HandOver?.To.Id,
            around,
            escalation.Status,
            escalation.LastEventAt,
            escalation.RoutedAt,
            escalation.LastRoutedAt ?? escalation.RoutedAt,
            escalation.Work.AcknowledgedAt,
            escalation.Outcome.ResolvedAt,
            escalation.Outcome.EndedAt,
            terms.Count == 0 ? null : terms.Min(d => d.DueAt),
            terms.Count == 0 ? null : terms.Min(d => d.From + (NearEnd * (d.DueAt - d.From))),
            escalation.Brief.ArrAtRisk
        );
    }

    /// <summary>Routed to a team and not ended.</summary>
    public bool IsOpen => RoutedAt is not null && Status != Status.Draft && !Status.IsEnded();

    public bool IsOverdue(DateTimeOffset now) => IsOpen && DueAt <= now;

    /// <summary>It stalls, or the end of a term is near.</summary>
    public bool IsAtRisk(DateTimeOffset now) => IsOpen && !IsOverdue(now) && (Status == Status.Stalled || RiskAt <= now);
}

/// <summary>
/// What many escalations have in common: how they are classified, and what decides who is around them. One stands for all of them, without
/// its texts.
/// </summary>
public sealed class OutlineGroup
{
    private OutlineGroup(string key, Escalation example) => (Key, Example) = (key, example);

    /// <summary>The same for all of a group, and for nothing else.</summary>
    public string Key { get; }

    /// <summary>One of them, of which nothing is kept but what decides who may see it.</summary>
    public Escalation Example { get; }

    public Severity? Severity => Example.Decision?.Severity;

    public string? Category => Example.Decision?.Category;

    public bool IsConfidential => Example.IsConfidential;

    /// <summary>The accountable team; null while none has it.</summary>
    public string? Team => Example.Assignment.Teams is [var first, ..] ? first : null;

    public static OutlineGroup Of(Escalation escalation) =>
        new(
            KeyOf(escalation),
            escalation with
            {
                Brief = Brief.Empty,
                Draft = new(),
                Work = new(),
                Outcome = new(),
                Decisions = [],
                Advice = [],
                Deadlines = [],
                Ticket = null,
                SentBackBecause = null,
                FormerCsms = [],
                AlsoRaisedBy = [],
                CombinedFrom = [],
            }
        );

    /// <summary>All on which it depends who is around an escalation, besides its CSM and who is asked to own it.</summary>
    public static string KeyOf(Escalation escalation)
    {
        var assignment = escalation.Assignment;
        return string.Join(
            '\n',
            [
                escalation.Playbook.Name,
                escalation.Playbook.Edition ?? escalation.Playbook.Version,
                escalation.Decision?.Category ?? "",
                $"{escalation.Decision?.Severity}",
                escalation.IsConfidential ? "confidential" : "",
                string.Join(',', assignment.Teams),
                string.Join(',', assignment.Ladder),
                string.Join(',', assignment.Consulted),
                string.Join(',', assignment.Informed),
                string.Join(',', assignment.Duties.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}={d.Value.Person.Id}/{d.Value.Next?.Id}")),
                string.Join(',', escalation.NamedReceivers.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => $"{n.Key}={n.Value.Id}")),
                escalation.CsmManager is { } manager && manager.Id != escalation.Csm.Id ? manager.Id : "",
            ]
        );
    }
}
