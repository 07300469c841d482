namespace Escalations.Deadlines;

/// <summary>A term that somebody sets for the same thing as others do.</summary>
/// <param name="Who">"Product defect (bug)", "S1 Critical".</param>
internal sealed record Candidate(string Who, Term Term);

/// <summary>By what a deadline is counted, and from when.</summary>
/// <param name="Now">When it is counted, which is later than <paramref name="From"/> when it is timed again; alarms from before
/// are not made. Null for the same instant.</param>
internal sealed record Basis(Playbook Playbook, Severity Severity, CalendarRule Calendar, DateTimeOffset From, DateTimeOffset? Now = null);

/// <summary>Makes deadlines: when, why, and with which alarms.</summary>
internal static class DeadlineCalculator
{
    /// <summary>The deadline by whichever candidate ends first; the first one named, where two end together.</summary>
    public static Deadline Earliest(Basis basis, DeadlineKind kind, string what, IReadOnlyList<Candidate> candidates)
    {
        var from = basis.From.ToUniversalTime();
        var counted = candidates.Select(c => (Who: c, DueAt: Terms.Due(c.Term, basis.Severity, basis.Calendar, from, basis.Playbook.Sprints))).ToList();
        var (winner, due) = counted.MinBy(c => c.DueAt);
        var later = counted.Where(c => c.DueAt > due).Select(c => Rule(c.Who, basis)).ToList();
        var rule = Rule(winner, basis);
        var deadline = new Deadline(kind, due, from, what, later.Count == 0 ? rule : $"{rule} (earlier than {string.Join(" and ", later)})")
        {
            Counted = Reckon(basis, winner.Term, rule, due, later),
        };
        return deadline with { Alarms = Alarms.Of(deadline, basis) };
    }

    /// <summary>A deadline of a rhythm: it warns at the earlier end of a range.</summary>
    public static Deadline Of(Basis basis, DeadlineKind kind, string what, string who, Cadence cadence)
    {
        var deadline = Earliest(basis, kind, what, [new(who, cadence.Within)]) with { Because = $"{who}: every {cadence}" };
        if (cadence.RemindAfter is not { } early)
        {
            return deadline;
        }

        var earlier = Terms.Due(early, basis.Severity, basis.Calendar, basis.From);
        var warning = new Alarm(basis.Severity.IsCritical() ? earlier : WorkingCalendar.Of(basis.Calendar).InHours(earlier), AlarmPhase.Warning);
        return deadline with { Alarms = [warning, .. deadline.PendingAlarms.Where(a => a.Phase != AlarmPhase.Warning)] };
    }

    /// <summary>A deadline at an instant that a person chose.</summary>
    public static Deadline Chosen(Basis basis, DeadlineKind kind, string what, string because, DateTimeOffset dueAt)
    {
        var deadline = new Deadline(kind, dueAt.ToUniversalTime(), basis.From.ToUniversalTime(), what, because);
        return deadline with { Alarms = Alarms.Of(deadline, basis) };
    }

    /// <summary>The same deadline so much later, because its clock stood; it runs again.</summary>
    public static Deadline Moved(Deadline deadline, Basis basis, DateTimeOffset since, DateTimeOffset until)
    {
        var stood = deadline.Counted is { } counted
            ? deadline with
            {
                Counted = counted with { Pauses = [.. counted.Pauses, new(since, until)] },
                IsPaused = false,
            }
            : deadline with
            {
                DueAt = deadline.DueAt + (until - since),
                IsPaused = false,
            };
        return Again(stood, basis);
    }

    /// <summary>
    /// Counts a deadline again from its own beginning, with its own term and the pauses that it had; one that a person chose keeps
    /// its instant.
    /// </summary>
    public static Deadline Again(Deadline deadline, Basis basis)
    {
        var again = Counted(deadline with { MetAt = null }, basis);
        return again with { Alarms = Alarms.StillToCome(Alarms.Of(again, basis), deadline.WasCalled, basis.Now ?? basis.From) };
    }

    private static Deadline Counted(Deadline deadline, Basis basis)
    {
        if (deadline.Counted is not { } counted)
        {
            return deadline;
        }

        var due = Terms.Due(counted.Term, basis.Severity, basis.Calendar, deadline.From, basis.Playbook.Sprints);
        var calendar = counted.Calendar is null ? null : WorkingCalendar.Of(basis.Calendar);
        var paused = new TimeSpan(counted.Pauses.Sum(s => (calendar?.Between(s.From, s.Until) ?? s.Until - s.From).Ticks));
        due = calendar?.After(due, paused) ?? due + paused;
        return deadline with
        {
            DueAt = due,
            Counted = Reckon(basis with { From = deadline.From }, counted.Term, counted.Rule, due, counted.Later) with
            {
                Paused = paused,
                Pauses = counted.Pauses,
            },
        };
    }

    private static DeadlineBasis Reckon(Basis basis, Term term, string rule, DateTimeOffset due, IReadOnlyList<string> later)
    {
        var counted = Terms.AsCounted(term, basis.Severity);
        var calendar = WorkingCalendar.Of(basis.Calendar);
        return Terms.IsByCalendar(counted)
            ? new(
                counted,
                rule,
                basis.Calendar.Key,
                basis.Calendar.Title,
                basis.Calendar.TimeZone,
                CalendarWords.Hours(basis.Calendar),
                basis.Severity.IsCritical() ? [] : calendar.Skipped(basis.From, due),
                later,
                basis.Playbook.Version
            )
            {
                OtherHours = calendar.OtherHours(basis.From, due) is { Count: > 0 } other ? other : null,
                HolidayHorizon = basis.Calendar.HolidayHorizon is { } horizon && calendar.DateOf(due) > horizon.LastDay ? horizon : null,
            }
            : new(counted, rule, null, null, basis.Calendar.TimeZone, null, [], later, basis.Playbook.Version);
    }

    /// <summary>The rule, with the calendar when it was used, and how the term was taken when that differs from what it says.</summary>
    private static string Rule(Candidate candidate, Basis basis)
    {
        var counted = Terms.AsCounted(candidate.Term, basis.Severity);
        var calendar = $"calendar {basis.Calendar.Title}";
        var how = (counted == candidate.Term, Terms.IsByCalendar(counted)) switch
        {
            (true, true) => $", {calendar}",
            (true, false) => "",
            (false, true) when counted.Unit == TermUnit.BusinessDays => $", as {counted}, {calendar}",
            (false, true) => $" of work, {calendar}",
            _ => ", by the clock",
        };
        return $"{candidate.Who}: {candidate.Term}{how}";
    }
}
