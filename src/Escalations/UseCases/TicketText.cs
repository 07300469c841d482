using System.Globalization;
using Escalations.Access;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What stands in tickets: as engineers read it, without money, renewal and mood (R20). In English, as tickets are.</summary>
internal static class TicketText
{
    private const int LongestSummary = 200;

    public static NewTicket Of(Escalation escalation, TicketRule rule, Playbook playbook)
    {
        var shown = new AudienceView(Audience.Technical, escalation.Brief).Of(escalation);
        var severity = escalation.Decision!.Severity;
        var headline = string.Join(' ', (shown.Brief.TextOf(BriefSection.Headline) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var summary = $"[{severity}] {(headline.Length > 0 ? headline : "Escalation")} ({escalation.Id})";
        return new(
            escalation.Tenant,
            escalation.Id,
            rule,
            summary.Length <= LongestSummary ? summary : $"{TextAnalysis.Tokens.Graphemes.Head(summary, LongestSummary - 1)}…",
            [.. Fields(shown, playbook), new("Escalation", About(escalation, playbook))],
            [.. rule.Labels, Ticket.LabelOf(severity), escalation.Id.ToString()]
        );
    }

    /// <summary>What is so since an event, as a comment; null where a ticket needs none.</summary>
    public static string? Of(Escalation escalation, RecordedEvent happened, Playbook playbook)
    {
        var view = new AudienceView(Audience.Technical, escalation.Brief);
        var by = happened.By.Person?.Name ?? "The clock";
        var said = view.Of(happened).What switch
        {
            Routed routed => $"Routed to {Titles(routed.Teams, playbook)}.",
            Acknowledged acknowledged => $"Acknowledged: {acknowledged.Owner.Name} owns it.",
            WorkStarted => $"Work has begun ({by}).",
            HandedOver to => $"{to.To.Name} owns it now.",
            ShiftAccepted shift when escalation.Work.Owner?.Id == shift.To.Id => $"{shift.To.Name} owns it now, with the shift.",
            Stalled => "It stalls: too long without progress.",
            EscalatedUp { Because: { } because } up => $"{by} asked {Titles([up.To], playbook)} too: {because}",
            EscalatedUp up => $"Nobody acknowledged it in time; it went up to {Titles([up.To], playbook)} too.",
            Returned back => $"Given back by {by}: {back.Because}",
            OtherPathChosen => "Taken back: another way is sought.",
            Reclassified severity => $"Severity is {severity.Severity} now ({by}): {severity.Because}",
            FixDateSet fix => $"To be fixed by {fix.Day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.",
            Resolved resolved => $"Called resolved by {by}: {resolved.What}",
            Reopened reopened => $"Not resolved for the customer ({by}): {reopened.Because}",
            Closed => $"Closed: {by} has confirmed that it is resolved.",
            Withdrawn => $"Withdrawn by {by}.",
            CombinedInto other => $"Combined with {other.Other}.",
            _ => null,
        };
        return said is null ? null : $"{escalation.Id}: {said}";
    }

    /// <summary>The items of the category's checklist, where it has one; else the parts of the brief.</summary>
    private static IEnumerable<TicketField> Fields(Escalation shown, Playbook playbook)
    {
        var checklist = playbook.ChecklistOf(shown);
        foreach (var item in checklist?.Items ?? [])
        {
            if (item.AnswerIn(shown) is { } answer)
            {
                yield return new(item.Title, answer.IsNotApplicable ? $"Does not apply: {answer.Text}" : answer.Text);
            }
        }

        var said = (checklist?.Items ?? []).Select(item => item.Section).OfType<BriefSection>().ToHashSet();
        foreach (var section in BriefSections.All.Where(section => !said.Contains(section)))
        {
            if (shown.Brief.TextOf(section) is { Length: > 0 } text)
            {
                yield return new(DomainWords.Book.Say($"{section.Key()}.title", TextAnalysis.Tokens.Language.English), text);
            }
        }
    }

    private static string About(Escalation escalation, Playbook playbook)
    {
        var category = playbook.FindCategory(escalation.Decision!.Category)?.Title ?? escalation.Decision.Category;
        var due = escalation.DueAt(DeadlineKind.Outcome) is { } at
            ? $" Due {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC."
            : "";
        return $"{escalation.Id}, {category}, {escalation.Decision.Severity}. Raised by {escalation.Csm.Name}, routed to "
            + $"{Titles(escalation.Assignment.Teams, playbook)}.{due} It is worked on in Microsoft Teams; changes are told here.";
    }

    private static string Titles(IEnumerable<string> teams, Playbook playbook) =>
        string.Join(" and ", teams.Select(team => playbook.FindTeam(team)?.Title ?? team));
}
