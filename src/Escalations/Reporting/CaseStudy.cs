using System.Text.RegularExpressions;
using TextAnalysis.Redaction;

namespace Escalations.Reporting;

/// <summary>
/// What can be learnt from a matter that is closed (D075): what its record shows, step by step, with roles in place of names. The customer is
/// not named either.
/// </summary>
/// <param name="Headline">Null while the brief had none.</param>
/// <param name="Impact">What it meant for the customer, as the brief says it; null when it does not.</param>
/// <param name="Steps">Oldest first, from when it was first routed.</param>
/// <param name="Cause">The root cause, as the review found it; null where it found none.</param>
/// <param name="ToFix">What the review found to fix; null where there was no review.</param>
public sealed partial record CaseStudy(string? Headline, string? Impact, IReadOnlyList<CaseStep> Steps, string? Cause, string? ToFix, ReviewMeasures Measures)
{
    private const int ShortestCall = 4;

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
        var found = history.Select(happened => happened.What).OfType<ReviewPublished>().LastOrDefault()?.Answers;
        return new(
            Nameless(escalation.Brief.TextOf(BriefSection.Headline)),
            Nameless(review.Impact),
            [
                .. review
                    .Timeline.Where(line => line.At >= escalation.RoutedAt)
                    .Select(line => new CaseStep(line.At - escalation.RoutedAt!.Value, Capital(Nameless(line.Text)!), decided.Contains(line))),
            ],
            Nameless(found?.Cause),
            Nameless(found?.ToFix),
            review.Measures
        );

        string? Nameless(string? text)
        {
            if (text is null)
            {
                return null;
            }

            // Before the names in it are: a mail address without its customer is still one.
            text = Address().Replace(text, DomainWords.Say("case.address"));
            foreach (var (person, names, role) in roles)
            {
                text = names.Aggregate(person.Without(text, role), (left, name) => WithoutWord(left, name, role, RegexOptions.None));
            }

            foreach (var name in CustomerNames(escalation.Brief.Account))
            {
                // A customer whose name is a word, such as "Total", is known by its capital.
                var options = name.Contains(' ') ? RegexOptions.IgnoreCase : RegexOptions.None;
                text = WithoutWord(text, name, DomainWords.Say("case.customer"), options, before: @"(?:\b[Tt]he )?");
            }

            return WithoutFullNames(text);
        }
    }

    /// <param name="before">A pattern of what goes with the word.</param>
    private static string WithoutWord(string text, string word, string instead, RegexOptions options, string before = "") =>
        Regex.Replace(
            text,
            $@"{before}(?<![\p{{L}}\p{{N}}]){Regex.Escape(word)}(?![\p{{L}}\p{{N}}])",
            instead,
            options | RegexOptions.CultureInvariant,
            Patience
        );

    /// <summary>The customer as they are called in full, and by the first word of that, as people call them.</summary>
    private static IEnumerable<string> CustomerNames(string? account)
    {
        if (account is not { Length: > 1 })
        {
            yield break;
        }

        yield return account;
        if (account.Split(' ') is [{ Length: >= ShortestCall } first, _, ..] && char.IsUpper(first[0]))
        {
            yield return first;
        }
    }

    /// <summary>Whoever is named in full, also people whom the record does not know.</summary>
    private static string WithoutFullNames(string text)
    {
        foreach (var (start, end) in FullNames.In(text).OrderByDescending(name => name.Start).ToList())
        {
            text = $"{text[..start]}{DomainWords.Say("case.name")}{text[end..]}";
        }

        return text;
    }

    /// <summary>Mail addresses and telephone numbers.</summary>
    [GeneratedRegex(
        @"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/-])(?:\+\d{1,3}|0\d{2,4})[ ./()-]{0,2}\d{2,5}(?:[ ./-]?\d{2,5}){1,4}(?![\w/-])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Address();

    private static string Capital(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    /// <summary>Everybody whom the record names, with what they were in it: the CSM, an owner, a colleague.</summary>
    /// <returns>With the names by which they are called besides: the last name alone, and before the first.</returns>
    private static IReadOnlyList<(ErasedPerson Person, IReadOnlyList<string> Names, string Role)> RolesIn(
        Escalation escalation,
        IReadOnlyList<RecordedEvent> history
    )
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
                .Select(one => (new ErasedPerson(escalation.Tenant, [one.Who.Id], [one.Who.Name]), CallsOf(one.Who.Name), DomainWords.Say(one.Role))),
        ];
    }

    private static IReadOnlyList<string> CallsOf(string name) =>
        name.Split([' ', '('], StringSplitOptions.RemoveEmptyEntries) is [var first, var last, ..] && last.Length >= ShortestCall && char.IsUpper(last[0])
            ? [$"{last}, {first}", last]
            : [];
}

/// <summary>Something that happened.</summary>
/// <param name="After">How long after it was first routed.</param>
/// <param name="IsDecision">Whether a person decided it.</param>
public sealed record CaseStep(TimeSpan After, string Text, bool IsDecision);
