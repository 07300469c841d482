using System.Globalization;

namespace Escalations.Reporting;

/// <summary>The draft of the review that is owed after a critical matter: what the record shows, for people to complete.</summary>
/// <param name="Timeline">What happened, oldest first. People are named as owners of steps, never of faults.</param>
/// <param name="Impact">What it meant for the customer, as the brief says it; null when it does not.</param>
/// <param name="Cause">Null until people have found it: the record tells what was done, not why it was needed.</param>
/// <param name="Decided">What a person decided, oldest first.</param>
/// <param name="ToFix">Empty: what is to be fixed, by whom and by when, is for people to say.</param>
public sealed record IncidentReview(
    IReadOnlyList<ReviewLine> Timeline,
    string? Impact,
    string? Cause,
    IReadOnlyList<ReviewLine> Decided,
    IReadOnlyList<string> ToFix,
    ReviewMeasures Measures
)
{
    /// <summary>The draft for an escalation; the same history gives the same draft, and nothing in it is invented.</summary>
    /// <param name="playbook">Whose titles name types and teams; null for their keys.</param>
    public static IncidentReview Of(Escalation escalation, IReadOnlyList<RecordedEvent> history, Playbook? playbook = null)
    {
        var told = history.OrderBy(e => e.Sequence).Select(e => (e.At, Line: Tell(e, playbook))).ToArray();
        return new(
            [.. told.Where(t => t.Line is not null).Select(t => new ReviewLine(t.At.ToUniversalTime(), t.Line!.Text))],
            escalation.Brief.TextOf(BriefSection.CustomerImpact),
            Cause: null,
            [.. told.Where(t => t.Line is { IsDecision: true }).Select(t => new ReviewLine(t.At.ToUniversalTime(), t.Line!.Text))],
            ToFix: [],
            ReviewMeasures.Of(escalation, history)
        );
    }

    /// <summary>What an event says in a review, in the reader's language; null for those that a review leaves out.</summary>
    private static ReviewEntry? Tell(RecordedEvent happened, Playbook? playbook)
    {
        var who = By(happened);
        return happened.What switch
        {
            ClassificationDecided e => Decision("told.category", who, e.Severity, TypeOf(e.Category, playbook), Because(e.Because)),
            Routed e => Step("told.routed", TeamsOf(e.Teams, playbook)),
            Acknowledged e => Step("told.acknowledged", e.Owner.Name),
            WorkStarted => Step("told.started", who),
            UpdatePosted e => Step("told.update", who, Ended(e.Text)),
            OnCallNamed e => Step("told.on_call", e.Person.Name, TeamsOf([e.Team], playbook)),
            ShiftOffered e => Step("told.shift.offered", e.To.Name, e.From.Name),
            ShiftAccepted e => Step("told.shift.accepted", e.To.Name, e.From.Name),
            BackupUsed { Kind: BackupKind.ByHand } e => Step(e.IsPrimary ? "told.primary.by_hand" : "told.backup.by_hand"),
            BackupUsed e => Step(e.IsPrimary ? "told.primary" : "told.backup", e.Name ?? DomainWords.Say("told.mail")),
            BackupDone => Step("told.backup.done", who),
            FixDone e => Step("told.fix_done", who, Ended(e.What)),
            HandedOver e => Step("told.handed", e.To.Name, Because(e.Because)),
            Returned e => Decision("told.returned", who, Because(e.Because)),
            Stalled e => Step("told.stalled", Utc(e.LastProgressAt)),
            Resolved { Decision: { } chosen } e => Decision("told.decided", who, Ended(InReaderLanguage(chosen, playbook)), Ended(e.What)),
            Resolved { Kind: ResolutionKind.Decision } e => Decision("told.resolved.Decision", who, Ended(e.What)),
            Resolved e => Step("told.resolved.Fix", who, Ended(e.What)),
            Reopened e => Decision("told.reopened", who, Because(e.Because)),
            Closed e => Decision("told.closed", who, Because(e.Remark)),
            Withdrawn e => Decision("told.withdrawn", who, Because(e.Because)),
            EscalatedUp { Because: { } because } e => Decision("told.up.asked", who, TeamsOf([e.To], playbook), Because(because)),
            EscalatedUp e => Step("told.up", TeamsOf([e.To], playbook)),
            NobodyAbove => Step("told.nobody"),
            PushedHarder e => Decision("told.pushed", who, Because(e.Remark)),
            TimelineAccepted e => Decision("told.accepted", who, Day(e.ExpectedOn), Because(e.Remark)),
            OtherPathChosen e => Decision("told.other_path", who, Because(e.Remark)),
            ClockPaused { For: WaitingFor.Workaround } e => Decision("told.workaround", who, Because(e.Because)),
            AdviceGiven e => Step("told.advice", who, Ended(e.Text)),
            DecisionLogged e => Decision("told.decision", e.Who, Ended(e.What)),
            ReproductionReported e => Step($"told.{e.Result}", who, Because(e.Remark)),
            FixDateSet e => Step("told.fix_date", who, Day(e.Day), Because(e.Because)),
            ClockPaused e => Step($"told.paused.{e.For}", who, Because(e.Because)),
            ClockResumed => Step("told.resumed"),
            Reclassified e => Decision("told.severity", who, e.Severity, Because(e.Because)),
            CustomerTold e => Step("told.customer", who, Because(e.Text)),
            HandledDirectly e => Decision("told.handled", who, Because(e.Remark)),
            CombinedInto e => Decision("told.combined_into", who, e.Other, Because(e.Remark)),
            CombinedFrom e => Step("told.combined_from", e.Other, e.RaisedBy.Name, Because(e.Headline ?? e.Remark)),
            Restored => Decision("told.restored", who),
            _ => null,
        };
    }

    private static ReviewEntry Step(string key, params object?[] values) => new(DomainWords.Say(key, values), IsDecision: false);

    private static ReviewEntry Decision(string key, params object?[] values) => new(DomainWords.Say(key, values), IsDecision: true);

    private static string By(RecordedEvent happened) => happened.By.IsHuman ? happened.By.Person!.Name : DomainWords.Say("told.agent");

    private static string TypeOf(string category, Playbook? playbook) =>
        playbook?.FindCategory(category) is { } known ? playbook.InReaderLanguage(known.Title) : Words(category);

    private static string TeamsOf(IEnumerable<string> keys, Playbook? playbook) =>
        string.Join(", ", keys.Select(key => playbook?.FindTeam(key) is { } team ? playbook.InReaderLanguage(team.Title) : Words(key)));

    private static string InReaderLanguage(string text, Playbook? playbook) => playbook?.InReaderLanguage(text) ?? text;

    private static string Words(string key) => key.Replace('_', ' ');

    private static string Utc(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "." : DomainWords.Say("told.because", Ended(reason));

    private static string Ended(string text) => text.Trim() is { Length: > 0 } t && char.IsLetterOrDigit(t[^1]) ? $"{t}." : text.Trim();

    private sealed record ReviewEntry(string Text, bool IsDecision);
}

/// <summary>Something that happened, in a sentence.</summary>
/// <param name="At">UTC.</param>
public sealed record ReviewLine(DateTimeOffset At, string Text);

/// <summary>How long it took and how smoothly it went, by the clock.</summary>
/// <param name="ToAcknowledge">From the first routing to the first acknowledgement; null while there is none.</param>
/// <param name="ToResolve">From the first routing to the resolution that counts; null while there is none.</param>
public sealed record ReviewMeasures(TimeSpan? ToAcknowledge, TimeSpan? ToResolve, int Updates, int TimesStalled, int TimesReopened)
{
    internal static ReviewMeasures Of(Escalation escalation, IReadOnlyList<RecordedEvent> history)
    {
        var acknowledged = history.FirstOrDefault(e => e.What is Acknowledged)?.At;
        return new(
            acknowledged - escalation.RoutedAt,
            escalation.Outcome.ResolvedAt - escalation.RoutedAt,
            history.Count(e => e.What is UpdatePosted),
            history.Count(e => e.What is Stalled),
            history.Count(e => e.What is Reopened)
        );
    }
}
