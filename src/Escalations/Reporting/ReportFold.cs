namespace Escalations.Reporting;

/// <summary>
/// How far one escalation's history has been folded into what reports read. Reports about earlier instants stay right
/// because nothing is overwritten: each state says from when until when it was so.
/// </summary>
public sealed record ReportFold
{
    public static readonly ReportFold Empty = new();

    /// <summary>The number of the last event that was folded in.</summary>
    public int Version { get; init; }

    /// <summary>From this instant on a report sees all that was folded in. It never goes back, though clocks may.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Since when an acknowledgement is waited for; null when none is.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    public bool WasRouted { get; init; }

    /// <summary>Which of the things that count once for an escalation have been counted: one bit for each kind of milestone.</summary>
    public int CountedOnce { get; init; }

    /// <summary>The state that it is in now; null while it is not active.</summary>
    public Lasting<ActiveState>? State { get; init; }

    /// <summary>The resolution that counts; null when none does.</summary>
    public Lasting<Milestone>? Resolution { get; init; }

    /// <summary>Folds a whole history.</summary>
    /// <param name="changes">Gets what is to be kept beside the record, in order.</param>
    public static ReportFold Of(string tenant, EscalationId id, IEnumerable<RecordedEvent> history, ICollection<ReportChange> changes)
    {
        var fold = Empty;
        Escalation? escalation = null;
        foreach (var happened in history)
        {
            escalation = escalation is null ? Escalation.Begin(tenant, id, happened) : escalation.After(happened);
            fold = fold.After(happened, escalation, changes);
        }

        return fold;
    }

    /// <summary>Folds in the next event.</summary>
    /// <param name="after">The escalation after it.</param>
    /// <param name="changes">Gets what changes in what is kept beside the record, in order.</param>
    public ReportFold After(RecordedEvent happened, Escalation after, ICollection<ReportChange> changes)
    {
        var at = SeenAt > happened.At ? SeenAt : happened.At;
        if (happened.What is Acknowledged && WaitingSince is { } since)
        {
            changes.Add(new MilestoneReached(new(happened.Sequence, at, new(MilestoneKind.Acknowledged, happened.At, happened.At - since, null))));
        }

        if (!WasRouted && after.RoutedAt is { } routed)
        {
            changes.Add(new MilestoneReached(new(happened.Sequence, at, new(MilestoneKind.Routed, routed, TimeSpan.Zero, null))));
        }

        var counted = CountedOnce;
        foreach (var kind in Choices.In(happened, after, State?.What.Severity, isFirstRouting: !WasRouted).Where(kind => (CountedOnce & Bit(kind)) == 0))
        {
            counted |= Bit(kind);
            changes.Add(new MilestoneReached(new(happened.Sequence, at, new(kind, happened.At, TimeSpan.Zero, null))));
        }

        return new()
        {
            CountedOnce = counted,
            Version = happened.Sequence,
            SeenAt = at,
            WaitingSince = happened.What switch
            {
                Routed => WaitingSince ?? happened.At,
                Acknowledged or Returned or Withdrawn or Restored => null,
                _ => WaitingSince,
            },
            WasRouted = after.RoutedAt is not null,
            State = Next(
                State,
                ActiveState.Of(after),
                happened.Sequence,
                at,
                changes,
                before => new StateEnded(before.Sequence, before.From, at),
                now => new StateBegan(now)
            ),
            Resolution = Next(
                Resolution,
                StandingResolution(after),
                happened.Sequence,
                at,
                changes,
                before => new ResolutionUndone(before.Sequence, before.From, at),
                now => new MilestoneReached(now)
            ),
        };
    }

    private static int Bit(MilestoneKind kind) => 1 << (int)kind;

    private static Lasting<T>? Next<T>(
        Lasting<T>? before,
        T? now,
        int sequence,
        DateTimeOffset at,
        ICollection<ReportChange> changes,
        Func<Lasting<T>, ReportChange> end,
        Func<Lasting<T>, ReportChange> begin
    )
        where T : class
    {
        if (Equals(before?.What, now))
        {
            return before;
        }

        if (before is not null)
        {
            changes.Add(end(before));
        }

        if (now is null)
        {
            return null;
        }

        var begun = new Lasting<T>(sequence, at, now);
        changes.Add(begin(begun));
        return begun;
    }

    private static Milestone? StandingResolution(Escalation escalation) =>
        escalation is { Status: Status.Resolved or Status.Closed, Outcome.ResolvedAt: { } resolved, RoutedAt: { } routed }
            ? new(MilestoneKind.Resolved, resolved, resolved - routed, escalation.Decision?.Category)
            : null;
}

/// <summary>Something that is so from an instant on.</summary>
/// <param name="Sequence">The event with which it became so.</param>
/// <param name="From">The first instant at which reports see it, UTC.</param>
public sealed record Lasting<T>(int Sequence, DateTimeOffset From, T What);

/// <summary>What reports count.</summary>
public enum MilestoneKind
{
    /// <summary>Sent to a team for the first time.</summary>
    Routed,

    /// <summary>Somebody took it on.</summary>
    Acknowledged,

    /// <summary>Called resolved; it counts for as long as that is so.</summary>
    Resolved,

    /// <summary>Its CSM deals with it without a team. This and all below count once for an escalation, whatever became of it.</summary>
    HandledDirectly,

    /// <summary>It ended for another one that stands for it too.</summary>
    Combined,

    /// <summary>It was more than it had to be: given back as not theirs, or of a lower severity after it was routed.</summary>
    OverEscalated,

    /// <summary>It was less than it had to be: of a higher severity after it was routed.</summary>
    UnderEscalated,

    /// <summary>Its brief took longer than the team was given to acknowledge it.</summary>
    RoutedLate,
}

/// <summary>Something that reports count in the week in which it happened.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Took">Acknowledged: since the attempt's first routing. Resolved: since the very first routing. Else zero.</param>
/// <param name="Category">Only of a resolution.</param>
public sealed record Milestone(MilestoneKind Kind, DateTimeOffset At, TimeSpan Took, string? Category);

/// <summary>A change to what is kept for reports about one escalation.</summary>
public abstract record ReportChange;

public sealed record StateBegan(Lasting<ActiveState> State) : ReportChange;

/// <summary>A state ended; when it began at the same instant, no report can ever have seen it.</summary>
public sealed record StateEnded(int Sequence, DateTimeOffset From, DateTimeOffset At) : ReportChange;

public sealed record MilestoneReached(Lasting<Milestone> Milestone) : ReportChange;

/// <summary>A resolution no longer counts; when it came at the same instant, no report can ever have seen it.</summary>
public sealed record ResolutionUndone(int Sequence, DateTimeOffset From, DateTimeOffset At) : ReportChange;
