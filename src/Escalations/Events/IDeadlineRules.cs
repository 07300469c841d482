namespace Escalations;

/// <summary>Which deadlines run after an event: who starts each clock, who stops it, and what only shifts it. Null leaves them as they were.</summary>
public interface IDeadlineRules
{
    /// <summary>Those that the event itself has left.</summary>
    IReadOnlyList<Deadline> AsApplied { get; }

    IReadOnlyList<Deadline>? After(CsmReassigned what);

    IReadOnlyList<Deadline>? After(EscalatedUp what);

    IReadOnlyList<Deadline>? After(Returned what);

    IReadOnlyList<Deadline>? After(Reclassified what);

    IReadOnlyList<Deadline>? After(Acknowledged what);

    IReadOnlyList<Deadline>? After(WorkStarted what);

    IReadOnlyList<Deadline>? After(UpdatePosted what);

    IReadOnlyList<Deadline>? After(CustomerTold what);

    IReadOnlyList<Deadline>? After(PushedHarder what);

    IReadOnlyList<Deadline>? After(TimelineAccepted what);

    IReadOnlyList<Deadline>? After(OtherPathChosen what);

    IReadOnlyList<Deadline>? After(Resolved what);

    IReadOnlyList<Deadline>? After(Reopened what);

    IReadOnlyList<Deadline>? After(ReviewPublished what);

    IReadOnlyList<Deadline>? After(ClockPaused what);

    IReadOnlyList<Deadline>? After(ClockResumed what);

    IReadOnlyList<Deadline>? After(Retimed what);

    IReadOnlyList<Deadline>? After(FixDateSet what);

    IReadOnlyList<Deadline>? After(HandOverOffered what);

    IReadOnlyList<Deadline>? After(ShiftOffered what);

    IReadOnlyList<Deadline>? After(FixDone what);

    /// <summary>After an act of the team that is progress and no more.</summary>
    IReadOnlyList<Deadline>? AfterProgress();
}
