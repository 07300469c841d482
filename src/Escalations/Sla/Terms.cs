namespace Escalations.Sla;

/// <summary>Turns the terms of a playbook into deadlines with their reasons.</summary>
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

    private static Deadline Acknowledge(Playbook playbook, Category category, Severity severity, DateTimeOffset from)
    {
        var ofCategory = category.Acknowledge;
        var ofSeverity = playbook.LevelOf(severity).Acknowledge;
        var byCategory = WorkingCalendar.After(playbook.WorkingDay, ofCategory, from);
        var bySeverity = WorkingCalendar.After(playbook.WorkingDay, ofSeverity, from);
        var categoryRule = $"{category.Title}: {ofCategory}";
        var severityRule = $"{severity} {severity.Title()}: {ofSeverity}";

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
        var term = category.Outcome.Terms[severity];
        var dependsOnSeverity = category.Outcome.Terms.Values.Distinct().Count() > 1;
        var because = dependsOnSeverity ? $"{category.Title}, {severity} {severity.Title()}: {term}" : $"{category.Title}: {term}";
        return new(DeadlineKind.Outcome, WorkingCalendar.After(playbook.WorkingDay, term, from), from, category.Outcome.What, because);
    }
}
