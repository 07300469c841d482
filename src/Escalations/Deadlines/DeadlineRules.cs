using Kind = Escalations.DeadlineKind;

namespace Escalations.Deadlines;

/// <summary>Which deadlines run after what has happened: who starts each clock, who stops it, and what only shifts it.</summary>
public static class DeadlineRules
{
    /// <summary>All that is owed once a brief has been routed.</summary>
    public static IReadOnlyList<Deadline> AtRouting(Playbook playbook, Category category, Severity severity, DateTimeOffset at)
    {
        var set = new DeadlineFactory(playbook, category, severity, at);
        return [.. Terms.For(playbook, category, severity, at), .. set.Updates(Kind.CsmUpdate, Kind.CustomerUpdate)];
    }

    /// <summary>The deadlines after an event.</summary>
    /// <param name="before">What was so before it.</param>
    /// <param name="after">What is so after it, its clocks apart.</param>
    /// <returns>Null when the event leaves them as they were, or says them itself.</returns>
    public static IReadOnlyList<Deadline>? After(Playbook playbook, Escalation before, Escalation after, RecordedEvent happened)
    {
        if (playbook.FindCategory(after.Decision?.Category) is not { } category)
        {
            return null;
        }

        var at = happened.At;
        var set = new DeadlineFactory(playbook, category, after.Decision!.Severity, at);
        IReadOnlyList<Deadline> now = after.Deadlines;
        return happened.What switch
        {
            Acknowledged => [.. now.Where(d => d.Kind.IsTerm()), set.Progress(), .. set.Updates(Kind.TeamUpdate, Kind.CsmUpdate), .. Only(now, Kind.CustomerUpdate)],
            UpdatePosted { NextBy: { } next } when after.Pause is not null => Replaced(now, set.Promised(Kind.CsmUpdate, next)),
            WorkStarted or UpdatePosted when after.Pause is not null => null,
            WorkStarted => Replaced(now, Later(now, set.Progress())),
            UpdatePosted e => Replaced(now, [Later(now, set.Progress()), .. set.Updates(e.NextBy, Kind.TeamUpdate, Kind.CsmUpdate)]),
            CustomerTold when after.Status.IsActive() => Replaced(now, [.. set.Updates(Kind.CustomerUpdate)]),
            EscalatedUp e when after.Status == Status.Routed => Replaced(now, Terms.AcknowledgeOfRung(playbook, e.To, after.Decision.Severity, at)),
            PushedHarder => Replaced(now, set.Progress()),
            TimelineAccepted e => Replaced(now, set.Accepted(Kind.Outcome, e.ExpectedOn, category.Outcome.What), set.Accepted(Kind.Progress, e.ExpectedOn, "progress")),
            Reclassified => [.. now.Select(d => set.Recounted(d, after)).OfType<Deadline>(), .. set.Updates(RhythmsOf(after)).Where(d => now.All(n => n.Kind != d.Kind))],
            ClockPaused e => [.. TermsOf(now, Kind.Outcome, d => d with { IsPaused = true }), set.End(e), .. Only(now, Kind.CustomerUpdate)],
            ClockResumed => [.. TermsOf(now, Kind.Outcome, d => set.Moved(d, before.Pause!, before.PausedSince!.Value)), set.Progress(), .. set.Updates(Kind.TeamUpdate, Kind.CsmUpdate), .. Only(now, Kind.CustomerUpdate)],
            Resolved =>
            [
                .. TermsOf(now, Kind.Outcome, d => (before is { Pause: { } pause, PausedSince: { } since } ? set.Moved(d, pause, since) : d).Met(at)),
                set.Confirmation(),
                .. after.Review is null ? set.Review() : Only(now, Kind.Review),
            ],
            Reopened => [.. TermsOf(now, Kind.Outcome, d => set.Moved(d, before.ResolvedAt!.Value)), set.Progress(), .. set.Updates(Kind.TeamUpdate, Kind.CsmUpdate, Kind.CustomerUpdate)],
            ReviewPublished => [.. now.Select(d => d.Kind == Kind.Review ? d.Met(at) : d)],
            // Who takes over has not kept anybody waiting: what its CSM owes begins again.
            CsmReassigned when after.Status == Status.Resolved => Replaced(now, set.Confirmation()),
            CsmReassigned when now.Any(d => d.Kind == Kind.Reroute) => Replaced(now, set.Reroute()),
            CsmReassigned when after.Status.IsActive() => Replaced(now, [.. set.Updates(Kind.CustomerUpdate)]),
            Closed or Withdrawn => now,
            Returned or OtherPathChosen => [set.Reroute()],
            Retimed => [.. now.Select(set.ByTheCalendarNow)],
            _ => null,
        };
    }

    /// <summary>The two clocks of the company's terms, one of them changed; of the others none.</summary>
    private static IEnumerable<Deadline> TermsOf(IReadOnlyList<Deadline> deadlines, DeadlineKind kind, Func<Deadline, Deadline> change) =>
        deadlines.Where(d => d.Kind.IsTerm()).Select(d => d.Kind == kind ? change(d) : d);

    private static IEnumerable<Deadline> Only(IReadOnlyList<Deadline> deadlines, DeadlineKind kind) => deadlines.Where(d => d.Kind == kind);

    /// <summary>A day that was accepted for progress counts while it is the later one.</summary>
    private static Deadline Later(IReadOnlyList<Deadline> deadlines, Deadline anew) =>
        deadlines.FirstOrDefault(d => d.Kind == anew.Kind && d.MetAt is null && d.DueAt > anew.DueAt) ?? anew;

    /// <summary>The rhythms that run as things are: the team's rest while it waits, and everybody is told by an owner.</summary>
    private static IReadOnlyList<DeadlineKind> RhythmsOf(Escalation escalation) => escalation switch
    {
        { Pause: not null } => [Kind.CustomerUpdate],
        { AcknowledgedAt: null } => [Kind.CsmUpdate, Kind.CustomerUpdate],
        _ => [Kind.TeamUpdate, Kind.CsmUpdate, Kind.CustomerUpdate],
    };

    private static IReadOnlyList<Deadline> Replaced(IReadOnlyList<Deadline> deadlines, params IReadOnlyList<Deadline> anew) =>
    [
        .. deadlines.Select(d => anew.FirstOrDefault(n => n.Kind == d.Kind) ?? d),
        .. anew.Where(n => deadlines.All(d => d.Kind != n.Kind)),
    ];
}
