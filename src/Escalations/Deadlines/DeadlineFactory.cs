using System.Globalization;
using Kind = Escalations.DeadlineKind;

namespace Escalations.Deadlines;

/// <summary>Makes the deadlines of one escalation that begin, or are counted again, at one instant.</summary>
internal sealed class DeadlineFactory(Playbook playbook, Category category, Severity severity, DateTimeOffset at)
{
    private SeverityLevel Level => playbook.LevelOf(severity);

    public Deadline Progress() =>
        DeadlineCalculator.Earliest(Of(Party.Team), Kind.Progress, "progress", [new($"{Terms.Name(severity)} without progress", Level.Stall)]);

    public Deadline Confirmation() =>
        DeadlineCalculator.Earliest(Of(Party.Csm), Kind.Confirmation, "confirmation", [new("Confirming a resolution", playbook.ConfirmWithin)]);

    public Deadline Reroute() =>
        DeadlineCalculator.Earliest(Of(Party.Csm), Kind.Reroute, "new route", [new("Routing anew what was given back", playbook.RerouteWithin)]);

    /// <summary>Taking over a shift is given as long as acknowledging.</summary>
    public Deadline ShiftHandover() =>
        DeadlineCalculator.Earliest(Of(Party.Team), Kind.ShiftHandover, "taking over the shift", [new(Terms.Name(severity), Level.Acknowledge)]);

    public IEnumerable<Deadline> Review() =>
        Level.Review is { } term
            ? [DeadlineCalculator.Earliest(Of(Party.Team), Kind.Review, "incident review", [new($"Review after an {Terms.Name(severity)}", term)])]
            : [];

    /// <summary>
    /// One clock for all that a review found to fix and nobody has ticked off: it warns the day before each of them, rings on its day, and
    /// after it a few times, in working hours alone.
    /// </summary>
    public IEnumerable<Deadline> Fixes(Outcome outcome)
    {
        var days = outcome.OpenFixes.Select(fix => fix.Due).Distinct().Order().ToList();
        if (days.Count == 0)
        {
            return [];
        }

        var calendar = WorkingCalendar.Of(Calendar(Party.Team));
        var alarms =
            from day in days
            from alarm in new (int After, AlarmPhase Phase)[]
            {
                (-1, AlarmPhase.Warning),
                (0, AlarmPhase.Due),
                (1, AlarmPhase.Overdue),
                (4, AlarmPhase.Overdue),
                (8, AlarmPhase.Overdue),
            }
            let rings = calendar.OpeningOn(day.AddDays(alarm.After))
            where rings > at
            orderby rings
            select new Alarm(rings, alarm.Phase);
        return
        [
            new(Kind.ReviewFix, calendar.ClosingOn(days[0]), at, "what the review found to fix", "the review") { Alarms = [.. alarms.DistinctBy(a => a.At)] },
        ];
    }

    /// <summary>The rhythms of these kinds that the severity asks for.</summary>
    public IEnumerable<Deadline> Updates(params IReadOnlyList<DeadlineKind> kinds) =>
        kinds.Select(kind => CadenceOf(kind) is { } cadence ? Update(kind, cadence, at) : null).OfType<Deadline>();

    /// <summary>As above; where the next one is promised earlier than the rhythm asks for it, the promise governs.</summary>
    public IEnumerable<Deadline> Updates(DateTimeOffset? promised, params IReadOnlyList<DeadlineKind> kinds) =>
        Updates(kinds).Select(d => Earlier(d, promised));

    /// <summary>An update at an instant that somebody promised.</summary>
    public Deadline Promised(DeadlineKind kind, DateTimeOffset promised) =>
        DeadlineCalculator.Chosen(Of(kind.OwedBy()), kind, WhatOf(kind), "promised in the last update", promised);

    /// <summary>A day that a person accepted: due when it closes, and when that has passed already at the next closing.</summary>
    public Deadline Accepted(DeadlineKind kind, DateOnly on, string what) => OnDay(kind, on, what, "accepted until");

    /// <summary>The day by which those who have it said that it is fixed.</summary>
    public Deadline FixDate(DateOnly on) => OnDay(Kind.FixDate, on, "fix", "said by the team:");

    /// <summary>Whoever is asked to own it has as long as a team has to acknowledge.</summary>
    public Deadline Acceptance() => Terms.Acknowledge(playbook, category, severity, at) with { Kind = Kind.Acceptance, What = "acceptance of the hand-over" };

    private Deadline OnDay(DeadlineKind kind, DateOnly on, string what, string because)
    {
        var calendar = WorkingCalendar.Of(Calendar(Party.Team));
        var closing = calendar.ClosingOn(on);
        return DeadlineCalculator.Chosen(
            Of(Party.Team),
            kind,
            what,
            $"{because} {on.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}",
            closing > at ? closing : calendar.ClosingOn(calendar.DateOf(calendar.NextOpen(at)))
        );
    }

    /// <summary>The end of a pause; it warns of nothing and rings once.</summary>
    public Deadline End(ClockPaused pause) =>
        new(Kind.Pause, pause.Until, at, "end of the waiting", pause.Because) { Alarms = [new(pause.Until, AlarmPhase.Due)] };

    /// <summary>Later by a pause, which ended when it was to end though the clock may have looked later.</summary>
    public Deadline Moved(Deadline deadline, ClockPaused pause, DateTimeOffset since) => Moved(deadline, since, pause.Until < at ? pause.Until : at);

    public Deadline Moved(Deadline deadline, DateTimeOffset since) => Moved(deadline, since, at);

    private Deadline Moved(Deadline deadline, DateTimeOffset since, DateTimeOffset until) =>
        DeadlineCalculator.Moved(deadline, Of(deadline.Kind.OwedBy()), since, until);

    /// <summary>By the rules of another severity, from the same beginning; null for a rhythm that it does not have.</summary>
    public Deadline? Recounted(Deadline deadline, Escalation escalation)
    {
        if (deadline.MetAt is not null)
        {
            return deadline;
        }

        var basis = Of(deadline.Kind.OwedBy()) with { From = deadline.From, Now = at };
        var anew = deadline.Kind switch
        {
            Kind.Acknowledge => escalation.Assignment.Rung is { } rung
                ? Terms.AcknowledgeOfRung(playbook, rung, severity, deadline.From)
                : Terms.Acknowledge(playbook, category, severity, deadline.From),
            Kind.Outcome when deadline.Counted is not null => Terms.Outcome(playbook, category, severity, deadline.From),
            Kind.Progress when deadline.Counted is not null => new DeadlineFactory(playbook, category, severity, deadline.From).Progress(),
            Kind.TeamUpdate or Kind.CsmUpdate or Kind.CustomerUpdate => CadenceOf(deadline.Kind) is { } cadence
                ? Earlier(Update(deadline.Kind, cadence, deadline.From), deadline.Counted is null ? deadline.DueAt : null)
                : null,
            _ => deadline,
        };
        if (anew is null || ReferenceEquals(anew, deadline))
        {
            return anew;
        }

        // Pauses that it has had stay, and of its alarms only those that are still to come.
        if (deadline.Counted?.Pauses is { Count: > 0 } stood && anew.Counted is { } counted)
        {
            anew = DeadlineCalculator.Again(anew with { Counted = counted with { Pauses = stood } }, basis);
        }

        // Where there was nobody left to ask, a longer ladder has somebody.
        var canClimb = deadline.Kind == Kind.Acknowledge && escalation.Assignment.IsAtLaddersEnd && escalation.Assignment.StillAbove.Any();
        return anew with { IsPaused = deadline.IsPaused, Alarms = Alarms.StillToCome(anew.Alarms!, deadline.WasCalled && !canClimb, at) };
    }

    /// <summary>From its own beginning, by the calendar as it is now.</summary>
    public Deadline ByTheCalendarNow(Deadline deadline)
    {
        if (
            deadline is not { MetAt: null, Counted.Calendar: { } key, Kind: not (Kind.TeamUpdate or Kind.CsmUpdate or Kind.CustomerUpdate) }
            || playbook.Calendars.FirstOrDefault(c => c.Key == key) is not { } calendar
        )
        {
            return deadline;
        }

        var again = DeadlineCalculator.Again(deadline, new(playbook, severity, calendar, deadline.From, at));
        return again.DueAt == deadline.DueAt ? deadline : again;
    }

    private Deadline Earlier(Deadline rhythm, DateTimeOffset? promised) =>
        promised is { } by && by < rhythm.DueAt ? Promised(rhythm.Kind, by) with { From = rhythm.From } : rhythm;

    private Deadline Update(DeadlineKind kind, Cadence cadence, DateTimeOffset from) =>
        DeadlineCalculator.Of(new(playbook, severity, Calendar(kind.OwedBy()), from, at), kind, WhatOf(kind), Terms.Name(severity), cadence);

    private static string WhatOf(DeadlineKind kind) =>
        kind switch
        {
            Kind.TeamUpdate => "update for everybody involved",
            Kind.CsmUpdate => "update for the CSM",
            _ => "update for the customer",
        };

    private Cadence? CadenceOf(DeadlineKind kind) =>
        kind switch
        {
            Kind.TeamUpdate => Level.Updates.Everyone,
            Kind.CsmUpdate => Level.Updates.Csm,
            _ => Level.Updates.Customer,
        };

    private Basis Of(Party party) => new(playbook, severity, Calendar(party), at);

    private CalendarRule Calendar(Party party) => party == Party.Team ? playbook.CalendarOf(category, severity) : playbook.DefaultCalendar;
}
