namespace Escalations.Sla;

/// <summary>
/// Turns the terms of a playbook into deadlines with their reasons. The accountable team's calendar governs, else the
/// default one. S1 goes by the clock: working minutes and hours are minutes and hours, a business day is 24 hours, and
/// "same day" does not wait for a working day.
/// </summary>
public static class Terms
{
    /// <summary>
    /// What is owed from now on: an acknowledgement by the earlier of the category's and the severity's term,
    /// and the category's outcome.
    /// </summary>
    public static IReadOnlyList<Deadline> For(Playbook playbook, Category category, Severity severity, DateTimeOffset from)
    {
        var start = from.ToUniversalTime();
        return
        [
            Acknowledge(playbook, category, severity, start),
            Outcome(playbook, category, severity, start),
        ];
    }

    /// <summary>When a term ends that begins at <paramref name="from"/>, UTC.</summary>
    public static DateTimeOffset Due(Term term, Severity severity, CalendarRule calendar, DateTimeOffset from) => (term.Unit, severity) switch
    {
        (TermUnit.Minutes, _) or (TermUnit.WorkingMinutes, Severity.S1) => ByClock(from, TimeSpan.FromMinutes(term.Amount)),
        (TermUnit.Hours, _) or (TermUnit.WorkingHours, Severity.S1) => ByClock(from, TimeSpan.FromHours(term.Amount)),
        (TermUnit.Days, _) or (TermUnit.BusinessDays, Severity.S1) => ByClock(from, TimeSpan.FromDays(term.Amount)),
        (TermUnit.Weeks, _) => ByClock(from, TimeSpan.FromDays(7 * term.Amount)),
        (TermUnit.WorkingMinutes, _) => WorkingCalendar.Of(calendar).After(from, TimeSpan.FromMinutes(term.Amount)),
        (TermUnit.WorkingHours, _) => WorkingCalendar.Of(calendar).After(from, TimeSpan.FromHours(term.Amount)),
        (TermUnit.BusinessDays, _) => WorkingCalendar.Of(calendar).AfterDays(from, term.Amount),
        _ => WorkingCalendar.Of(calendar).SameDay(from, closedDaysCount: severity == Severity.S1),
    };

    private static Deadline Acknowledge(Playbook playbook, Category category, Severity severity, DateTimeOffset from)
    {
        var calendar = playbook.CalendarOf(category);
        var ofCategory = category.Acknowledge;
        var ofSeverity = playbook.LevelOf(severity).Acknowledge;
        var byCategory = Due(ofCategory, severity, calendar, from);
        var bySeverity = Due(ofSeverity, severity, calendar, from);
        var categoryRule = $"{category.Title}: {Words(ofCategory, severity, calendar)}";
        var severityRule = $"{severity} {severity.Title()}: {Words(ofSeverity, severity, calendar)}";

        var because = byCategory.CompareTo(bySeverity) switch
        {
            < 0 => $"{categoryRule} (earlier than {severityRule})",
            > 0 => $"{severityRule} (earlier than {categoryRule})",
            _ => categoryRule,
        };
        return new(DeadlineKind.Acknowledge, byCategory < bySeverity ? byCategory : bySeverity, from, "acknowledgement", because);
    }

    private static Deadline Outcome(Playbook playbook, Category category, Severity severity, DateTimeOffset from)
    {
        var calendar = playbook.CalendarOf(category);
        var term = category.Outcome.Terms[severity];
        var words = Words(term, severity, calendar);
        var dependsOnSeverity = category.Outcome.Terms.Values.Distinct().Count() > 1;
        var because = dependsOnSeverity ? $"{category.Title}, {severity} {severity.Title()}: {words}" : $"{category.Title}: {words}";
        return new(DeadlineKind.Outcome, Due(term, severity, calendar, from), from, category.Outcome.What, because);
    }

    /// <summary>The term, and the calendar when it was used, or that none was although the term asks for one.</summary>
    private static string Words(Term term, Severity severity, CalendarRule calendar) => term.Unit switch
    {
        TermUnit.Minutes or TermUnit.Hours or TermUnit.Days or TermUnit.Weeks => $"{term}",
        TermUnit.SameDay => $"{term}, calendar {calendar.Title}",
        _ => severity == Severity.S1 ? $"{term}, by the clock" : $"{term}, calendar {calendar.Title}",
    };

    private static DateTimeOffset ByClock(DateTimeOffset from, TimeSpan length) => from.ToUniversalTime() + length;
}
