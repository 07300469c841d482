namespace Escalations.Reporting;

/// <summary>How something open stands.</summary>
public enum BoardState
{
    /// <summary>Routed to a team and not ended.</summary>
    Open,

    /// <summary>A term of the company has passed.</summary>
    Overdue,

    /// <summary>It stalls, or the end of a term is near.</summary>
    AtRisk,

    /// <summary>Nobody has acknowledged it yet.</summary>
    Unacknowledged,

    Stalled,

    /// <summary>Closed or withdrawn.</summary>
    Ended,
}

/// <summary>What happened in a week.</summary>
public enum BoardMilestone
{
    Opened,
    Acknowledged,
    Resolved,
    Ended,
}

/// <summary>
/// Which of all that somebody may see is meant. The board counts by it and lists are made by it, so that what lies behind a figure is as
/// many as the figure says.
/// </summary>
/// <param name="State">Null for any.</param>
/// <param name="Severity">Null for any.</param>
/// <param name="Team">The key of the accountable team; null for any.</param>
/// <param name="Currency">Only what has money at stake in it; empty for money without one, null for any.</param>
/// <param name="Milestone">What happened in <paramref name="Week"/>; null for nothing.</param>
public sealed record BoardFilter(
    BoardState? State = null,
    Severity? Severity = null,
    string? Team = null,
    string? Currency = null,
    BoardMilestone? Milestone = null,
    IsoWeek? Week = null
)
{
    public bool Includes(EscalationOutline outline, DateTimeOffset now, string timeZone) =>
        (State is not { } state || IsIn(outline, state, now))
        && (Severity is not { } severity || outline.Around.Severity == severity)
        && (Team is not { } team || outline.Around.Team == team)
        && (Currency is not { } currency || (outline.AtStake is { } money && (money.Currency ?? "") == currency))
        && (Milestone is not { } milestone || (AtOf(outline, milestone) is { } at && (Week is not { } week || IsoWeek.Of(at, timeZone) == week)));

    /// <summary>When it happened to an escalation; null while it has not.</summary>
    public static DateTimeOffset? AtOf(EscalationOutline outline, BoardMilestone milestone) =>
        outline.RoutedAt is null
            ? null
            : milestone switch
            {
                BoardMilestone.Opened => outline.RoutedAt,
                BoardMilestone.Acknowledged => outline.AcknowledgedAt,
                BoardMilestone.Resolved => outline.ResolvedAt,
                _ => outline.EndedAt,
            };

    private static bool IsIn(EscalationOutline outline, BoardState state, DateTimeOffset now) =>
        state switch
        {
            BoardState.Open => outline.IsOpen,
            BoardState.Overdue => outline.IsOverdue(now),
            BoardState.AtRisk => outline.IsAtRisk(now),
            BoardState.Unacknowledged => outline is { IsOpen: true, Status: Status.Routed },
            BoardState.Stalled => outline is { IsOpen: true, Status: Status.Stalled },
            _ => outline.RoutedAt is not null && outline.Status.IsEnded(),
        };
}
