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
    public static IncidentReview Of(Escalation escalation, IReadOnlyList<RecordedEvent> history)
    {
        var told = history.OrderBy(e => e.Sequence).Select(e => (e.At, Line: Tell(e))).ToArray();
        return new(
            [.. told.Where(t => t.Line is not null).Select(t => new ReviewLine(t.At.ToUniversalTime(), t.Line!.Text))],
            escalation.Brief.TextOf(BriefSection.CustomerImpact),
            Cause: null,
            [.. told.Where(t => t.Line is { IsDecision: true }).Select(t => new ReviewLine(t.At.ToUniversalTime(), t.Line!.Text))],
            ToFix: [],
            ReviewMeasures.Of(escalation, history)
        );
    }

    /// <summary>What an event says in a review; null for those that a review leaves out, and for those that are not known here.</summary>
    private static ReviewEntry? Tell(RecordedEvent happened) =>
        happened.What switch
        {
            ClassificationDecided e => Decision($"{By(happened)} set it to {e.Severity}, {Words(e.Category)}{Because(e.Because)}"),
            Routed e => Step($"Sent to {string.Join(", ", e.Teams.Select(Words))}."),
            Acknowledged e => Step($"{e.Owner.Name} took it on."),
            WorkStarted => Step($"{By(happened)} started work."),
            UpdatePosted e => Step($"{By(happened)} told: {Ended(e.Text)}"),
            OnCallNamed e => Step($"{e.Person.Name} was on call for {Words(e.Team)}."),
            ShiftOffered e => Step($"The shift ended; {e.To.Name} was asked to take over from {e.From.Name}."),
            ShiftAccepted e => Step($"{e.To.Name} took over from {e.From.Name} with the shift."),
            BackupUsed { Kind: BackupKind.ByHand, IsPrimary: true } => Step("Somebody was to be reached by hand at once."),
            BackupUsed { IsPrimary: true } e => Step($"{(e.Name ?? "mail")} was used at once."),
            BackupUsed { Kind: BackupKind.ByHand } => Step("Nobody had acknowledged it; somebody was to be reached by hand."),
            BackupUsed e => Step($"Nobody had acknowledged it; {(e.Name ?? "mail")} was used as well."),
            BackupDone => Step($"{By(happened)} reached somebody by hand."),
            FixDone e => Step($"{By(happened)} ticked off: {Ended(e.What)}"),
            HandedOver e => Step($"{e.To.Name} took over{Because(e.Because)}"),
            Returned e => Decision($"{By(happened)} gave it back{Because(e.Because)}"),
            Stalled e => Step($"It stalled: the last progress was at {e.LastProgressAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC."),
            Resolved { Decision: { } chosen } e => Decision($"{By(happened)} decided: {Ended(chosen)} {Ended(e.What)}"),
            Resolved { Kind: ResolutionKind.Decision } e => Decision($"{By(happened)} brought a decision: {Ended(e.What)}"),
            Resolved e => Step($"{By(happened)} brought a fix: {Ended(e.What)}"),
            Reopened e => Decision($"{By(happened)} reopened it{Because(e.Because)}"),
            Closed e => Decision($"{By(happened)} confirmed it and closed it{Because(e.Remark)}"),
            Withdrawn e => Decision($"{By(happened)} withdrew it{Because(e.Because)}"),
            EscalatedUp e => Step($"It went up to {Words(e.To)}."),
            NobodyAbove => Step("It should have gone up, and nobody above could be asked."),
            PushedHarder e => Decision($"{By(happened)} pushed for it to go on{Because(e.Remark)}"),
            TimelineAccepted e => Decision($"{By(happened)} accepted {e.ExpectedOn:yyyy-MM-dd} as the day{Because(e.Remark)}"),
            OtherPathChosen e => Decision($"{By(happened)} took it back to go another way{Because(e.Remark)}"),
            ClockPaused { For: WaitingFor.Workaround } e => Decision($"{By(happened)} put a workaround in place{Because(e.Because)}"),
            DecisionLogged e => Decision($"{e.Who} decided: {Ended(e.What)}"),
            ReproductionReported e => Step(
                $"{By(happened)} {(e.Result == Reproduction.NotReproduced ? "could not reproduce it" : "reproduced it")}{Because(e.Remark)}"
            ),
            FixDateSet e => Step($"{By(happened)} named {e.Day:yyyy-MM-dd} for the fix{Because(e.Because)}"),
            ClockPaused e => Step($"{By(happened)} waited for {(e.For == WaitingFor.Customer ? "the customer" : "the CSM")}{Because(e.Because)}"),
            ClockResumed => Step("The waiting was over."),
            Reclassified e => Decision($"{By(happened)} set it to {e.Severity}{Because(e.Because)}"),
            CustomerTold e => Step($"{By(happened)} told the customer{Because(e.Text)}"),
            HandledDirectly e => Decision($"{By(happened)} handles it without a team{Because(e.Remark)}"),
            CombinedInto e => Decision($"{By(happened)} combined it with {e.Other}{Because(e.Remark)}"),
            CombinedFrom e => Step($"{e.Other} of {e.RaisedBy.Name} was combined with it{Because(e.Headline ?? e.Remark)}"),
            Restored => Decision($"{By(happened)} took it up again."),
            _ => null,
        };

    private static ReviewEntry Step(string text) => new(text, IsDecision: false);

    private static ReviewEntry Decision(string text) => new(text, IsDecision: true);

    private static string By(RecordedEvent happened) => happened.By.IsHuman ? happened.By.Person!.Name : "The agent";

    private static string Words(string key) => key.Replace('_', ' ');

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "." : $": {Ended(reason)}";

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
