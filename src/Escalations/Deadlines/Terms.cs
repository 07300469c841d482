namespace Escalations.Deadlines;

/// <summary>
/// Turns the terms of a playbook into deadlines with their reasons. The accountable team's calendar governs, else the
/// default one. S1 and S2 go by the clock: working minutes and hours are minutes and hours, a business day is 24 hours, and
/// "same day" does not wait for a working day. S3 and S4 go by the calendar: minutes and hours run in its open hours, and
/// 24 hours are a business day. Days and weeks are by the clock for all.
/// </summary>
public static class Terms
{
    /// <summary>
    /// What a team owes from now on: an acknowledgement and the category's outcome, each by the earliest of the terms
    /// that the category and the severity set for it.
    /// </summary>
    public static IReadOnlyList<Deadline> For(Playbook playbook, Category category, Severity severity, DateTimeOffset from) =>
        [Acknowledge(playbook, category, severity, from), Outcome(playbook, category, severity, from)];

    /// <summary>When a term ends that begins at <paramref name="from"/>, UTC.</summary>
    /// <param name="sprints">Needed for "next planning" and sprints alone.</param>
    /// <exception cref="ArgumentException">The term speaks of sprints, and there are none.</exception>
    public static DateTimeOffset Due(Term term, Severity severity, CalendarRule calendar, DateTimeOffset from, SprintRule? sprints = null)
    {
        var (amount, unit) = AsCounted(term, severity);
        return unit switch
        {
            TermUnit.Minutes => ByClock(from, TimeSpan.FromMinutes(amount)),
            TermUnit.Hours => ByClock(from, TimeSpan.FromHours(amount)),
            TermUnit.Days => ByClock(from, TimeSpan.FromDays(amount)),
            TermUnit.Weeks => ByClock(from, TimeSpan.FromDays(7 * amount)),
            TermUnit.WorkingMinutes => WorkingCalendar.Of(calendar).After(from, TimeSpan.FromMinutes(amount)),
            TermUnit.WorkingHours => WorkingCalendar.Of(calendar).After(from, TimeSpan.FromHours(amount)),
            TermUnit.BusinessDays => WorkingCalendar.Of(calendar).AfterDays(from, amount),
            TermUnit.SameDay => WorkingCalendar.Of(calendar).SameDay(from, closedDaysCount: severity.IsCritical()),
            TermUnit.Sprints => ByClock(from, TimeSpan.FromDays(7 * amount * Known(sprints).Weeks)),
            _ => Sprints.NextPlanning(Known(sprints), WorkingCalendar.Of(calendar), from),
        };
    }

    /// <summary>The term as it is counted for a severity.</summary>
    public static Term AsCounted(Term term, Severity severity) =>
        (term.Unit, severity.IsCritical()) switch
        {
            (TermUnit.WorkingMinutes, true) => term with { Unit = TermUnit.Minutes },
            (TermUnit.WorkingHours, true) => term with { Unit = TermUnit.Hours },
            (TermUnit.BusinessDays, true) => new(24 * term.Amount, TermUnit.Hours),
            (TermUnit.Minutes, false) => term with { Unit = TermUnit.WorkingMinutes },
            (TermUnit.Hours, false) when term.Amount % 24 == 0 => new(term.Amount / 24, TermUnit.BusinessDays),
            (TermUnit.Hours, false) => term with { Unit = TermUnit.WorkingHours },
            _ => term,
        };

    /// <summary>Whether the open hours of a calendar count, and not the clock.</summary>
    public static bool IsByCalendar(Term counted) =>
        counted.Unit is TermUnit.WorkingMinutes or TermUnit.WorkingHours or TermUnit.BusinessDays or TermUnit.SameDay or TermUnit.NextPlanning;

    public static Deadline Acknowledge(Playbook playbook, Category category, Severity severity, DateTimeOffset from) =>
        DeadlineCalculator.Earliest(
            new(playbook, severity, playbook.CalendarOf(category, severity), from),
            DeadlineKind.Acknowledge,
            "acknowledgement",
            Governing(
                playbook,
                category.Acknowledge is { } term ? new(category.Title, term) : null,
                new(Name(severity), playbook.LevelOf(severity).Acknowledge)
            )
        );

    /// <summary>The acknowledgement that a rung of the ladder owes: the severity's term alone, by the rung's own calendar.</summary>
    public static Deadline AcknowledgeOfRung(Playbook playbook, string rung, Severity severity, DateTimeOffset from) =>
        DeadlineCalculator.Earliest(
            new(playbook, severity, playbook.CalendarOf(rung), from),
            DeadlineKind.Acknowledge,
            "acknowledgement",
            [new($"{playbook.FindTeam(rung)?.Title ?? rung}, {Name(severity)}", playbook.LevelOf(severity).Acknowledge)]
        );

    public static Deadline Outcome(Playbook playbook, Category category, Severity severity, DateTimeOffset from)
    {
        var dependsOnSeverity = category.Outcome.Terms.Values.Distinct().Count() > 1;
        return DeadlineCalculator.Earliest(
            new(playbook, severity, playbook.CalendarOf(category, severity), from),
            DeadlineKind.Outcome,
            category.Outcome.What,
            Governing(
                playbook,
                category.Outcome.Terms.TryGetValue(severity, out var term)
                    ? new(dependsOnSeverity ? $"{category.Title}, {Name(severity)}" : category.Title, term)
                    : null,
                playbook.LevelOf(severity).Resolve is { } resolve ? new(Name(severity), resolve) : null
            )
        );
    }

    /// <summary>The terms of which the earliest holds; at least one of them is set.</summary>
    private static Candidate[] Governing(Playbook playbook, Candidate? ofCategory, Candidate? ofSeverity) =>
        playbook.Governs switch
        {
            TermGovernor.Severity when ofSeverity is not null => [ofSeverity],
            TermGovernor.Category when ofCategory is not null => [ofCategory],
            _ => [.. new[] { ofCategory, ofSeverity }.OfType<Candidate>()],
        };

    internal static string Name(Severity severity) => $"{severity} {severity.Title()}";

    private static DateTimeOffset ByClock(DateTimeOffset from, TimeSpan length) => from.ToUniversalTime() + length;

    private static SprintRule Known(SprintRule? sprints) =>
        sprints ?? throw new ArgumentException("The term speaks of sprints, and the playbook knows none.", nameof(sprints));
}
