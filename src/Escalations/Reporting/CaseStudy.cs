using System.Text.RegularExpressions;

namespace Escalations.Reporting;

/// <summary>
/// What can be learnt from a matter that is closed (D075): what its record shows, step by step, with roles in place of names. The customer is
/// not named either.
/// </summary>
/// <param name="Headline">Null while the brief had none.</param>
/// <param name="Impact">What it meant for the customer, as the brief says it; null when it does not.</param>
/// <param name="Steps">Oldest first, from when it was first routed.</param>
/// <param name="ToFix">What the review found to fix; null where there was no review.</param>
public sealed record CaseStudy(string? Headline, string? Impact, IReadOnlyList<CaseStep> Steps, string? ToFix, ReviewMeasures Measures)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether one can be made: of what is closed, and not confidential.</summary>
    public static bool IsOf(Escalation escalation) => escalation is { Status: Status.Closed, IsConfidential: false, RoutedAt: not null };

    /// <param name="escalation">As its reader may read it; <see cref="IsOf"/> holds.</param>
    /// <param name="history">The same.</param>
    public static CaseStudy Of(Escalation escalation, IReadOnlyList<RecordedEvent> history, Playbook playbook)
    {
        var review = IncidentReview.Of(escalation, history, playbook);
        var roles = RolesIn(escalation, history);
        var decided = review.Decided.ToHashSet();
        return new(
            Nameless(escalation.Brief.TextOf(BriefSection.Headline)),
            Nameless(review.Impact),
            [
                .. review
                    .Timeline.Where(line => line.At >= escalation.RoutedAt)
                    .Select(line => new CaseStep(line.At - escalation.RoutedAt!.Value, Capital(Nameless(line.Text)!), decided.Contains(line))),
            ],
            Nameless(history.Select(happened => happened.What).OfType<ReviewPublished>().LastOrDefault()?.Answers.ToFix),
            review.Measures
        );

        string? Nameless(string? text)
        {
            if (text is null)
            {
                return null;
            }

            foreach (var (person, role) in roles)
            {
                text = person.Without(text, role);
            }

            return escalation.Brief.Account is { Length: > 1 } account
                ? Regex.Replace(
                    text,
                    $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(account)}(?![\p{{L}}\p{{N}}])",
                    DomainWords.Say("case.customer"),
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                    Patience
                )
                : text;
        }
    }

    private static string Capital(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    /// <summary>Everybody whom the record names, with what they were in it: the CSM, an owner, a colleague.</summary>
    private static IReadOnlyList<(ErasedPerson Person, string Role)> RolesIn(Escalation escalation, IReadOnlyList<RecordedEvent> history)
    {
        Person[] csms = [escalation.Csm, .. history.Select(happened => happened.What).OfType<CsmReassigned>().Select(e => e.To)];
        Person[] owners =
        [
            .. escalation.Work.Owner is { } owner ? [owner] : Array.Empty<Person>(),
            .. history.SelectMany(happened =>
                happened.What switch
                {
                    Acknowledged e => [e.Owner],
                    HandedOver e => [e.To],
                    ShiftAccepted e => [e.To],
                    _ => Array.Empty<Person>(),
                }
            ),
        ];
        Person[] others =
        [
            .. history.Select(happened => happened.By.Person).OfType<Person>(),
            .. history.SelectMany(happened =>
                happened.What switch
                {
                    OnCallNamed e => [e.Person],
                    ShiftOffered e => [e.From, e.To],
                    CombinedFrom e => [e.RaisedBy],
                    ManagerFound { Manager: { } manager } => [manager],
                    ReviewPublished e => [.. e.Answers.Fixes().Select(fix => new Person(fix.Who, fix.Who))],
                    _ => Array.Empty<Person>(),
                }
            ),
        ];
        return
        [
            .. csms.Select(person => (Who: person, Role: "case.csm"))
                .Concat(owners.Select(person => (Who: person, Role: "case.owner")))
                .Concat(others.Select(person => (Who: person, Role: "case.colleague")))
                .DistinctBy(one => one.Who.Id)
                .OrderByDescending(one => one.Who.Name.Length)
                .Select(one => (new ErasedPerson(escalation.Tenant, [one.Who.Id], [one.Who.Name]), DomainWords.Say(one.Role))),
        ];
    }
}

/// <summary>Something that happened.</summary>
/// <param name="After">How long after it was first routed.</param>
/// <param name="IsDecision">Whether a person decided it.</param>
public sealed record CaseStep(TimeSpan After, string Text, bool IsDecision);
