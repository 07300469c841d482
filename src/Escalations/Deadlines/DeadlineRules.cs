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

        var anew = happened.What.DeadlinesBy(new RulesAt(playbook, category, before, after, happened.At));
        anew = WhileOffered(anew, after, Kind.ShiftHandover, after.Assignment.Duties.Values.Any(duty => duty.Next is not null));
        return WhileOffered(anew, after, Kind.Acceptance, after.Work.HandOver is not null);
    }

    /// <summary>Whatever else happens, the clock of an offer that nobody has accepted runs on, and ends with the offer.</summary>
    private static IReadOnlyList<Deadline>? WhileOffered(IReadOnlyList<Deadline>? anew, Escalation after, DeadlineKind kind, bool isOffered)
    {
        var now = anew ?? after.Deadlines;
        var clock = now.Concat(after.Deadlines).FirstOrDefault(d => d.Kind == kind);
        var runs = clock is not null && after.Status.IsActive() && isOffered;
        return runs == now.Any(d => d.Kind == kind) ? anew
            : runs ? [.. now, clock!]
            : [.. now.Where(d => d.Kind != kind)];
    }

    /// <summary>The rules for what happened at one instant.</summary>
    private sealed class RulesAt(Playbook playbook, Category category, Escalation before, Escalation after, DateTimeOffset at) : IDeadlineRules
    {
        private readonly DeadlineFactory factory = new(playbook, category, after.Decision!.Severity, at);
        private readonly IReadOnlyList<Deadline> now = after.Deadlines;

        public IReadOnlyList<Deadline> AsApplied => now;

        public IReadOnlyList<Deadline>? After(Acknowledged what) =>
            [.. now.Where(d => d.Kind.IsTerm()), factory.Progress(), .. factory.Updates(Kind.TeamUpdate, Kind.CsmUpdate), .. Only(now, Kind.CustomerUpdate)];

        public IReadOnlyList<Deadline>? After(WorkStarted what) => AfterProgress();

        public IReadOnlyList<Deadline>? AfterProgress() => after.Work.Pause is null ? Replaced(now, Later(now, factory.Progress())) : null;

        public IReadOnlyList<Deadline>? After(HandOverOffered what) => Replaced(now, factory.Acceptance());

        public IReadOnlyList<Deadline>? After(FixDateSet what) => Replaced(AfterProgress() ?? now, factory.FixDate(what.Day));

        public IReadOnlyList<Deadline>? After(ShiftOffered what) => Replaced(now, factory.ShiftHandover());

        public IReadOnlyList<Deadline>? After(UpdatePosted what) =>
            (after.Work.Pause, what.NextBy) switch
            {
                (null, var next) => Replaced(now, [Later(now, factory.Progress()), .. factory.Updates(next, Kind.TeamUpdate, Kind.CsmUpdate)]),
                (_, { } next) => Replaced(now, factory.Promised(Kind.CsmUpdate, next)),
                _ => null,
            };

        public IReadOnlyList<Deadline>? After(CustomerTold what) => after.Status.IsActive() ? Replaced(now, [.. factory.Updates(Kind.CustomerUpdate)]) : null;

        public IReadOnlyList<Deadline>? After(EscalatedUp what) =>
            after.Status == Status.Routed && !what.IsAhead ? Replaced(now, Terms.AcknowledgeOfRung(playbook, what.To, after.Decision!.Severity, at)) : null;

        public IReadOnlyList<Deadline>? After(PushedHarder what) => Replaced(now, factory.Progress());

        public IReadOnlyList<Deadline>? After(TimelineAccepted what) =>
            Replaced(now, factory.Accepted(Kind.Outcome, what.ExpectedOn, category.Outcome.What), factory.Accepted(Kind.Progress, what.ExpectedOn, "progress"));

        public IReadOnlyList<Deadline>? After(Reclassified what) =>
            [
                .. now.Select(d => factory.Recounted(d, after)).OfType<Deadline>(),
                .. factory.Updates(RhythmsOf(after)).Where(d => now.All(n => n.Kind != d.Kind)),
            ];

        public IReadOnlyList<Deadline>? After(ClockPaused what) =>
            [.. TermsOf(now, Kind.Outcome, d => d with { IsPaused = true }), factory.End(what), .. Only(now, Kind.CustomerUpdate), .. Only(now, Kind.FixDate)];

        public IReadOnlyList<Deadline>? After(ClockResumed what) =>
            [
                .. TermsOf(now, Kind.Outcome, d => factory.Moved(d, before.Work.Pause!, before.Work.PausedSince!.Value)),
                factory.Progress(),
                .. factory.Updates(Kind.TeamUpdate, Kind.CsmUpdate),
                .. Only(now, Kind.CustomerUpdate),
                .. Only(now, Kind.FixDate),
            ];

        public IReadOnlyList<Deadline>? After(Resolved what) =>
            [
                .. TermsOf(now, Kind.Outcome, d => (before.Work is { Pause: { } pause, PausedSince: { } since } ? factory.Moved(d, pause, since) : d).Met(at)),
                factory.Confirmation(),
                .. after.Outcome.Review is null ? factory.Review() : Only(now, Kind.Review),
                .. factory.Fixes(after.Outcome),
            ];

        public IReadOnlyList<Deadline>? After(Reopened what) =>
            [
                .. TermsOf(now, Kind.Outcome, d => factory.Moved(d, before.Outcome.ResolvedAt!.Value)),
                factory.Progress(),
                .. factory.Updates(Kind.TeamUpdate, Kind.CsmUpdate, Kind.CustomerUpdate),
            ];

        public IReadOnlyList<Deadline>? After(ReviewPublished what) =>
            [.. now.Where(d => d.Kind != Kind.ReviewFix).Select(d => d.Kind == Kind.Review ? d.Met(at) : d), .. factory.Fixes(after.Outcome)];

        public IReadOnlyList<Deadline>? After(FixDone what) => [.. now.Where(d => d.Kind != Kind.ReviewFix), .. factory.Fixes(after.Outcome)];

        /// <summary>Who takes over has not kept anybody waiting: what its CSM owes begins again.</summary>
        public IReadOnlyList<Deadline>? After(CsmReassigned what) =>
            after.Status == Status.Resolved ? Replaced(now, factory.Confirmation())
            : now.Any(d => d.Kind == Kind.Reroute) ? Replaced(now, factory.Reroute())
            : after.Status.IsActive() ? Replaced(now, [.. factory.Updates(Kind.CustomerUpdate)])
            : null;

        public IReadOnlyList<Deadline>? After(Returned what) => [factory.Reroute()];

        public IReadOnlyList<Deadline>? After(OtherPathChosen what) => [factory.Reroute()];

        public IReadOnlyList<Deadline>? After(Retimed what) => [.. now.Select(factory.ByTheCalendarNow)];
    }

    /// <summary>The two clocks of the company's terms, one of them changed; of the others none.</summary>
    private static IEnumerable<Deadline> TermsOf(IReadOnlyList<Deadline> deadlines, DeadlineKind kind, Func<Deadline, Deadline> change) =>
        deadlines.Where(d => d.Kind.IsTerm()).Select(d => d.Kind == kind ? change(d) : d);

    private static IEnumerable<Deadline> Only(IReadOnlyList<Deadline> deadlines, DeadlineKind kind) => deadlines.Where(d => d.Kind == kind);

    /// <summary>A day that was accepted for progress counts while it is the later one.</summary>
    private static Deadline Later(IReadOnlyList<Deadline> deadlines, Deadline anew) =>
        deadlines.FirstOrDefault(d => d.Kind == anew.Kind && d.MetAt is null && d.DueAt > anew.DueAt) ?? anew;

    /// <summary>The rhythms that run as things are: the team's rest while it waits, and everybody is told by an owner.</summary>
    private static IReadOnlyList<DeadlineKind> RhythmsOf(Escalation escalation) =>
        escalation switch
        {
            { Work.Pause: not null } => [Kind.CustomerUpdate],
            { Work.AcknowledgedAt: null } => [Kind.CsmUpdate, Kind.CustomerUpdate],
            _ => [Kind.TeamUpdate, Kind.CsmUpdate, Kind.CustomerUpdate],
        };

    private static IReadOnlyList<Deadline> Replaced(IReadOnlyList<Deadline> deadlines, params IReadOnlyList<Deadline> anew) =>
        [.. deadlines.Select(d => anew.FirstOrDefault(n => n.Kind == d.Kind) ?? d), .. anew.Where(n => deadlines.All(d => d.Kind != n.Kind))];
}
