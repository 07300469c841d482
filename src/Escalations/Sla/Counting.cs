namespace Escalations.Sla;

/// <summary>A term that somebody sets for the same thing as others do.</summary>
/// <param name="Who">"Product defect (bug)", "S1 Critical".</param>
internal sealed record Candidate(string Who, Term Term);

/// <summary>By what a deadline is counted, and from when.</summary>
/// <param name="Now">When it is counted, which is later than <paramref name="From"/> when it is timed anew; alarms from before are not made. Null for the same instant.</param>
internal sealed record Basis(Playbook Playbook, Severity Severity, CalendarRule Calendar, DateTimeOffset From, DateTimeOffset? Now = null);

/// <summary>Makes deadlines: when, why, and with which alarms.</summary>
internal static class Counting
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

        var warning = Terms.Due(early, basis.Severity, basis.Calendar, basis.From);
        return deadline with
        {
            Alarms = [.. warning > (basis.Now ?? basis.From) ? [new Alarm(warning, AlarmPhase.Warning)] : Array.Empty<Alarm>(), .. deadline.ToCome.Where(a => a.Phase != AlarmPhase.Warning)],
        };
    }

    /// <summary>A deadline at an instant that a person chose.</summary>
    public static Deadline Chosen(Basis basis, DeadlineKind kind, string what, string because, DateTimeOffset dueAt)
    {
        var deadline = new Deadline(kind, dueAt.ToUniversalTime(), basis.From.ToUniversalTime(), what, because);
        return deadline with { Alarms = Alarms.Of(deadline, basis) };
    }

    /// <summary>The same deadline so much later, because somebody else was waited for.</summary>
    /// <param name="since">When the waiting began.</param>
    public static Deadline Moved(Deadline deadline, Basis basis, DateTimeOffset since, DateTimeOffset until)
    {
        if (deadline.Counted is not { } counted)
        {
            var chosen = deadline with { DueAt = deadline.DueAt + (until - since), MetAt = null };
            return chosen with { Alarms = Alarms.Of(chosen, basis with { Now = until }) };
        }

        var paused = counted.Calendar is null ? until - since : WorkingCalendar.Of(basis.Calendar).Between(since, until);
        return Again(deadline with { Counted = counted with { Paused = counted.Paused + paused } }, basis with { Now = until });
    }

    /// <summary>Counts a deadline again from its own beginning, with its own term and the pauses that it had.</summary>
    public static Deadline Again(Deadline deadline, Basis basis)
    {
        if (deadline.Counted is not { } counted)
        {
            return deadline;
        }

        var due = Terms.Due(counted.Term, basis.Severity, basis.Calendar, deadline.From, basis.Playbook.Sprints);
        due = counted.Calendar is null ? due + counted.Paused : WorkingCalendar.Of(basis.Calendar).After(due, counted.Paused);
        var again = deadline with
        {
            DueAt = due,
            MetAt = null,
            Counted = Reckon(basis with { From = deadline.From }, counted.Term, counted.Rule, due, counted.Later) with { Paused = counted.Paused },
        };
        return again with { Alarms = Alarms.Of(again, basis) };
    }

    private static Reckoning Reckon(Basis basis, Term term, string rule, DateTimeOffset due, IReadOnlyList<string> later)
    {
        var counted = Terms.AsCounted(term, basis.Severity);
        var calendar = WorkingCalendar.Of(basis.Calendar);
        return Terms.IsByCalendar(counted)
            ? new(counted, rule, basis.Calendar.Key, basis.Calendar.Title, basis.Calendar.TimeZone, CalendarWords.Hours(basis.Calendar), calendar.Skipped(basis.From, due), later, basis.Playbook.Version)
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
