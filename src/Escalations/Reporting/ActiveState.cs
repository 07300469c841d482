using TextAnalysis.Redaction;

namespace Escalations.Reporting;

/// <summary>What reports show of an active escalation, for as long as none of it changes.</summary>
/// <param name="Category">Null while nobody has decided; then so is <paramref name="Severity"/>.</param>
/// <param name="RoutedAt">When it was first routed, UTC.</param>
/// <param name="Account">With secrets hidden.</param>
/// <param name="Owner">Name and role.</param>
/// <param name="ArrAtRisk">In units of its currency.</param>
/// <param name="CsmUpdateDueAt">When the CSM is next owed an update; null where the record says no such deadline.</param>
/// <param name="LastMovedAt">The team's last act, or the routing while there is none; null where the deadline above says all that is needed.</param>
public sealed record ActiveState(
    Status Status,
    string? Category,
    Severity? Severity,
    DateTimeOffset RoutedAt,
    string? Account,
    string? Owner,
    decimal? ArrAtRisk,
    Sentiment? Sentiment,
    DateTimeOffset? CsmUpdateDueAt,
    DateTimeOffset? LastMovedAt
)
{
    /// <summary>Null when the escalation is not active.</summary>
    public static ActiveState? Of(Escalation escalation)
    {
        if (!escalation.Status.IsActive() || escalation.RoutedAt is not { } routed)
        {
            return null;
        }

        var update = escalation.Find(DeadlineKind.CsmUpdate) is { MetAt: null } messages ? messages.DueAt : (DateTimeOffset?)null;
        return new(
            escalation.Status,
            escalation.Decision?.Category,
            escalation.Decision?.Severity,
            routed,
            escalation is { IsConfidential: false, Brief.Account: { } account } ? Secrets.Hide(account) : null,
            escalation.IsConfidential ? null : escalation.Work.Owner?.Signature,
            escalation.Brief.ArrAtRisk?.Amount,
            escalation.Brief.Sentiment,
            update,
            update is null ? escalation.Work.LastProgressAt ?? escalation.LastRoutedAt ?? routed : null
        );
    }
}

/// <summary>An active escalation in a report.</summary>
public sealed record ActiveEscalation(EscalationId Id, ActiveState State);
