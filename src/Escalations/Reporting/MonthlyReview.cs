using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Escalations.Reporting;

/// <summary>
/// The month's S1 and S2 for the management's review (B077, B078, B085, B086): what each was and what came of it, and what comes back. A
/// figure that is not known is null; every field is always there. Titles and sentences are in the reader's language.
/// </summary>
/// <param name="Month">As <c>2026-11</c>.</param>
/// <param name="ReportDate">The day on which it was made, in the report's zone.</param>
/// <param name="Critical">How many S1: routed or resolved in the month, or open at its end.</param>
/// <param name="Major">How many S2 of the same.</param>
/// <param name="Confidential">How many of both are confidential: they are in no list and in no pattern.</param>
/// <param name="Resolved">How many were resolved in the month and not reopened.</param>
/// <param name="AcknowledgedLate">How many were acknowledged after their term, or have not been and it is over.</param>
/// <param name="Escalations">S1 first, then the oldest.</param>
/// <param name="Patterns">What was routed in the month for the same team, of the same type, for the same dependency, with the same cause of a stall.</param>
public sealed record MonthlyReview(
    string Month,
    DateOnly ReportDate,
    int Critical,
    int Major,
    int Confidential,
    int Resolved,
    int AcknowledgedLate,
    IReadOnlyList<MonthlyLine> Escalations,
    IReadOnlyList<MonthlyPattern> Patterns
)
{
    /// <summary>What those who took part thought, by playbook; empty while the month is not over.</summary>
    public IReadOnlyList<PlaybookFeedback> Feedback { get; init; } = [];

    /// <summary>Each pilot beside what is not of it.</summary>
    public IReadOnlyList<PilotComparison> Pilots { get; init; } = [];

    /// <summary>With so many months a month is compared.</summary>
    public const int MonthsBefore = 3;

    // Names keep their letters: "Müller", not "M\u00FCller".
    private static readonly MonthlyReviewJson Written = new(
        new JsonSerializerOptions(MonthlyReviewJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>How it is written.</summary>
    public static JsonTypeInfo<MonthlyReview> Json => Written.MonthlyReview;

    /// <param name="matters">
    /// All S1 and S2 whose last event was not before the first of the months that are compared, with their history, as leadership may read them.
    /// </param>
    /// <param name="playbookOf">The playbook that an escalation runs under.</param>
    /// <param name="timeZone">IANA zone of the report's dates.</param>
    public static MonthlyReview Of(
        ReportMonth month,
        IReadOnlyList<(Escalation Escalation, IReadOnlyList<RecordedEvent> History)> matters,
        Func<Escalation, Playbook> playbookOf,
        DateTimeOffset now,
        string timeZone
    )
    {
        var (start, end) = month.Borders(timeZone);
        var ofMonth = matters.Where(m => IsOfMonth(m.Escalation)).ToList();
        var open = ofMonth.Where(m => !m.Escalation.IsConfidential).ToList();
        return new(
            month.ToString(),
            IsoWeek.DayOf(now, timeZone),
            ofMonth.Count(m => m.Escalation.Decision!.Severity == Severity.S1),
            ofMonth.Count(m => m.Escalation.Decision!.Severity == Severity.S2),
            ofMonth.Count - open.Count,
            ofMonth.Count(m => IsIn(m.Escalation.Outcome.ResolvedAt)),
            ofMonth.Count(m => IsLate(m.Escalation, m.History, now)),
            [
                .. open.OrderBy(m => m.Escalation.Decision!.Severity)
                    .ThenBy(m => m.Escalation.RoutedAt)
                    .ThenBy(m => m.Escalation.Id.Number)
                    .Select(m => MonthlyLine.Of(m.Escalation, m.History, playbookOf(m.Escalation))),
            ],
            [.. PatternsOf(month, [.. matters.Where(m => !m.Escalation.IsConfidential)], playbookOf, timeZone)]
        );

        bool IsIn(DateTimeOffset? at) => at >= start && at < end;

        bool IsOfMonth(Escalation escalation) =>
            IsIn(escalation.RoutedAt) || IsIn(escalation.Outcome.ResolvedAt) || (escalation.Status.IsActive() && escalation.RoutedAt < end);
    }

    /// <summary>Whether it went up by the clock, or its term is over; each rung has a term of its own.</summary>
    private static bool IsLate(Escalation escalation, IReadOnlyList<RecordedEvent> history, DateTimeOffset now) =>
        history.Any(e => e.What is EscalatedUp && !e.By.IsHuman)
        || (
            escalation.Find(DeadlineKind.Acknowledge) is { } term
            && (escalation.Work.AcknowledgedAt ?? (escalation.Status.IsActive() ? now : term.DueAt)) > term.DueAt
        );

    /// <summary>What comes back: what two or more of the month share, and how often it was so in the months before.</summary>
    private static IEnumerable<MonthlyPattern> PatternsOf(
        ReportMonth month,
        IReadOnlyList<(Escalation Escalation, IReadOnlyList<RecordedEvent> History)> matters,
        Func<Escalation, Playbook> playbookOf,
        string timeZone
    )
    {
        var start = month.Plus(-MonthsBefore).Borders(timeZone).Start;
        return from matter in matters
            where matter.Escalation.RoutedAt is { } routed && routed >= start && routed < month.Borders(timeZone).End
            let isNow = ReportMonth.Of(matter.Escalation.RoutedAt!.Value, timeZone) == month
            from trait in TraitsOf(matter.Escalation, matter.History, playbookOf(matter.Escalation))
            where trait.Name != ErasedText.Mark
            group isNow by trait into same
            let count = same.Count(isNow => isNow)
            where count > 1
            orderby same.Key.Same, count descending, same.Key.Name
            select new MonthlyPattern(same.Key.Same, same.Key.Name, count, Math.Round((decimal)same.Count(isNow => !isNow) / MonthsBefore, 1));
    }

    private static IEnumerable<(Sameness Same, string Name)> TraitsOf(Escalation escalation, IReadOnlyList<RecordedEvent> history, Playbook playbook)
    {
        var category = playbook.FindCategory(escalation.Decision?.Category);
        if (category is not null)
        {
            yield return (Sameness.Type, playbook.InReaderLanguage(category.Title));
            if (category.ReceiversAt(escalation.Decision!.Severity) is [var accountable, ..] && playbook.FindTeam(accountable) is { } team)
            {
                yield return (Sameness.Team, playbook.InReaderLanguage(team.Title));
            }
        }

        if (escalation.Brief.Account is { Length: > 0 } account)
        {
            yield return (Sameness.Account, account);
        }

        // Whom the matter needs is named for each: the counterpart of another team.
        foreach (var named in escalation.NamedReceivers.Values.Select(person => person.Name).Distinct())
        {
            yield return (Sameness.Dependency, named);
        }

        foreach (var cause in history.Select(CauseIn).OfType<StallCause>().Distinct())
        {
            yield return (Sameness.Cause, DomainWords.Say($"told.cause.{cause}"));
        }
    }

    private static StallCause? CauseIn(RecordedEvent happened) =>
        happened.What switch
        {
            PushedHarder e => e.Cause,
            TimelineAccepted e => e.Cause,
            OtherPathChosen e => e.Cause,
            _ => null,
        };
}

/// <summary>What several escalations have in common.</summary>
public enum Sameness
{
    Team,
    Type,
    Dependency,
    Cause,
    Account,
}

/// <summary>What comes back.</summary>
/// <param name="Count">How many of those routed in the month.</param>
/// <param name="Before">How many a month it was in the three months before.</param>
public sealed record MonthlyPattern(Sameness Same, string Name, int Count, decimal Before);

/// <summary>One S1 or S2: what, when, who was involved, what was decided, what was the outcome (B078).</summary>
/// <param name="What">The headline.</param>
/// <param name="Type">The title of its type.</param>
/// <param name="Team">The title of the team that is accountable.</param>
/// <param name="RoutedAt">When it was first routed, UTC.</param>
/// <param name="Involved">Who raised, owned or decided, in the order of their first act.</param>
/// <param name="Decided">What people decided, oldest first.</param>
/// <param name="Outcome">What it ended with, or where it is.</param>
public sealed record MonthlyLine(
    string Id,
    string Severity,
    string? What,
    string? Account,
    string? Type,
    string? Team,
    DateTimeOffset? RoutedAt,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ResolvedAt,
    IReadOnlyList<string> Involved,
    IReadOnlyList<string> Decided,
    string Outcome
)
{
    public static MonthlyLine Of(Escalation escalation, IReadOnlyList<RecordedEvent> history, Playbook playbook)
    {
        var category = playbook.FindCategory(escalation.Decision?.Category);
        return new(
            escalation.Id.ToString(),
            escalation.Decision!.Severity.ToString(),
            escalation.Brief.TextOf(BriefSection.Headline),
            escalation.Brief.Account,
            category is null ? null : playbook.InReaderLanguage(category.Title),
            category?.ReceiversAt(escalation.Decision.Severity) is [var accountable, ..] && playbook.FindTeam(accountable) is { } team
                ? playbook.InReaderLanguage(team.Title)
                : null,
            escalation.RoutedAt,
            escalation.Work.AcknowledgedAt,
            escalation.Outcome.ResolvedAt,
            [.. history.SelectMany(PeopleIn).Distinct()],
            [.. IncidentReview.Of(escalation, history, playbook).Decided.Select(line => line.Text).Distinct()],
            escalation.Outcome.Resolution is { } resolution
                    ? string.Join(": ", new[] { NameOf(resolution, playbook), resolution.What }.Where(part => part.Length > 0))
                : escalation.Status == Status.Draft ? DomainWords.Say("told.given_back")
                : escalation.Status.ReaderTitle()
        );
    }

    private static string NameOf(Resolved resolution, Playbook playbook) =>
        resolution.Decision is { } chosen ? playbook.InReaderLanguage(chosen) : DomainWords.Say($"told.kind.{resolution.Kind}");

    private static IEnumerable<string> PeopleIn(RecordedEvent happened) =>
        [
            .. happened.By is { IsHuman: true, Person: { } by } ? [by.Name] : Array.Empty<string>(),
            .. happened.What switch
            {
                Acknowledged e => [e.Owner.Name],
                HandedOver e => [e.To.Name],
                CsmReassigned e => [e.To.Name],
                _ => Array.Empty<string>(),
            },
        ];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(MonthlyReview))]
public sealed partial class MonthlyReviewJson : JsonSerializerContext;
