namespace Escalations.Reporting;

/// <summary>Why a matter is on the agenda; the first that is so counts.</summary>
public enum AgendaReason
{
    /// <summary>It stalls, or it ends in a decision and has none yet.</summary>
    Decide,

    /// <summary>An acknowledgement, an outcome or a fix should have been there by now.</summary>
    Overdue,

    /// <summary>One of these is due before the next meeting.</summary>
    DueSoon,

    /// <summary>It was routed since the last meeting.</summary>
    New,
}

/// <summary>One matter that a meeting has to speak of.</summary>
/// <param name="Due">What of it is due first; null where nothing is.</param>
public sealed record AgendaItem(Escalation Of, AgendaReason Reason, Deadline? Due);

/// <summary>What a meeting has to speak of, and nothing else (A069): what runs as planned is counted and named nowhere.</summary>
/// <param name="Items">By reason, then the most severe, then the earliest due.</param>
/// <param name="AsPlanned">How many more matters are open.</param>
public sealed record Agenda(IReadOnlyList<AgendaItem> Items, int AsPlanned)
{
    private static readonly DeadlineKind[] Spoken = [DeadlineKind.Acknowledge, DeadlineKind.Outcome, DeadlineKind.FixDate];

    /// <param name="open">What is with a team, each as the attendees may read it.</param>
    /// <param name="endsInDecision">Whether a matter ends in one of several decisions, such as go and no-go.</param>
    /// <param name="last">When they met last, UTC.</param>
    /// <param name="next">When they meet again, UTC.</param>
    public static Agenda Of(
        IReadOnlyCollection<Escalation> open,
        Func<Escalation, bool> endsInDecision,
        DateTimeOffset last,
        DateTimeOffset now,
        DateTimeOffset next
    )
    {
        var items = (
            from escalation in open
            let due = DueOf(escalation)
            let reason = ReasonOf(escalation, due?.DueAt)
            where reason is not null
            select new AgendaItem(escalation, reason.Value, due)
        ).ToList();
        return new(
            [
                .. items
                    .OrderBy(item => item.Reason)
                    .ThenBy(item => item.Of.Decision?.Severity ?? Severity.S4)
                    .ThenBy(item => item.Due?.DueAt ?? DateTimeOffset.MaxValue)
                    .ThenBy(item => item.Of.Id.Year)
                    .ThenBy(item => item.Of.Id.Number),
            ],
            open.Count - items.Count
        );

        AgendaReason? ReasonOf(Escalation escalation, DateTimeOffset? due) =>
            escalation.Status == Status.Stalled || endsInDecision(escalation) ? AgendaReason.Decide
            : due <= now ? AgendaReason.Overdue
            : due <= next ? AgendaReason.DueSoon
            : escalation.LastRoutedAt > last ? AgendaReason.New
            : null;
    }

    /// <summary>What of it is due first, by the record; null where nothing of what a meeting speaks of is.</summary>
    private static Deadline? DueOf(Escalation escalation) =>
        escalation.Deadlines.Where(d => d is { MetAt: null, IsPaused: false } && Spoken.Contains(d.Kind)).MinBy(d => d.DueAt);
}
