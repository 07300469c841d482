namespace Escalations.Lifecycle;

/// <summary>Something that must be so for a move, in the words that a person reads when it is not.</summary>
public sealed record Guard(string Sentence, Func<Escalation, EscalationEvent, bool> IsMetBy)
{
    public static readonly Guard ACompleteBrief = new("The brief is not complete yet.", (e, _) =>
        !e.Brief.Form.IsKindOpen
        && e.Brief.Account is not null
        && e.Brief.Form.Sections.All(s => s.IsOptional() || e.Brief.TextOf(s) is not null || e.Brief.IsOpen(s))
    );

    public static readonly Guard ADecision = new("Choose a category and a severity first.", (e, _) => e.Decision is not null);

    public static readonly Guard AReasonToDiffer = new("You chose otherwise than suggested. Say why in one line, so that the record shows it.", (e, what) =>
        what is ClassificationDecided decided
        && (!string.IsNullOrWhiteSpace(decided.Because) || e.Draft.Suggestion?.Admits(decided.Category, decided.Severity) != false)
    );

    public static readonly Guard AReasonToRouteAgain = new("That team gave it back. Say in one line why it is theirs after all; they read it.", (e, what) =>
        what is Routed routed && (!routed.Teams.Take(1).Intersect(e.GivenBackBy).Any() || !string.IsNullOrWhiteSpace(routed.AgainBecause))
    );

    public static readonly Guard AnOwner = new("Say who takes it on.", (_, what) => what is Acknowledged { Owner.Id.Length: > 0 });

    public static readonly Guard ANewOwner = new("Choose somebody else to hand it to: that person owns it already.", (e, what) =>
        what is HandedOver handedOver && handedOver.To.Id != e.Work.Owner?.Id
    );

    public static readonly Guard ANewCsm = new("You are its CSM already.", (e, what) => what is CsmReassigned reassigned && reassigned.To.Id != e.Csm.Id);

    public static readonly Guard AReason = new("Give a reason, so that the other side knows.", (_, what) => !string.IsNullOrWhiteSpace(
            what switch
            {
                Returned e => e.Because,
                Reopened e => e.Because,
                Withdrawn e => e.Because,
                ClockPaused e => e.Because,
                RemindersHeld e => e.Because,
                Reclassified e => e.Because,
                _ => null,
            }
        ));

    public static readonly Guard AnEndAhead = new("Say until when; it must be later than now, and within 90 days.", (e, what) => what switch
        {
            ClockPaused pause => IsAhead(e, pause.Until),
            RemindersHeld held => IsAhead(e, held.Until),
            _ => false,
        });

    public static readonly Guard ADayAhead = new("Say by which day it is expected; it must be today or later, and within a year.", (e, what) =>
        what is TimelineAccepted accepted
        && accepted.ExpectedOn.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc) > e.LastEventAt.UtcDateTime
        && accepted.ExpectedOn.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) < e.LastEventAt.UtcDateTime.AddDays(366 + 7)
    );

    public static readonly Guard ARunningClock = new("The clock stands already.", (e, _) => e.Work.Pause is null);

    public static readonly Guard AStandingClock = new("The clock is running; nothing is being waited for.", (e, _) => e.Work.Pause is not null);

    public static readonly Guard AnotherSeverity = new("That is its severity already. Choose another one.", (e, what) =>
        what is Reclassified reclassified && e.Decision is { } decision && decision.Severity != reclassified.Severity
    );

    public static readonly Guard AReviewOwed = new("No review is owed for this one.", (e, _) => e.Find(DeadlineKind.Review) is not null);

    public static readonly Guard SomethingToTell = new("Write the update first.", (_, what) =>
        what is UpdatePosted update && !string.IsNullOrWhiteSpace(update.Text)
    );

    public static readonly Guard AnOutcome = new("Say what was done or decided.", (_, what) =>
        what is Resolved resolved && !string.IsNullOrWhiteSpace(resolved.What)
    );

    private static bool IsAhead(Escalation escalation, DateTimeOffset until) => until > escalation.LastEventAt && until <= escalation.LastEventAt.AddDays(90);

    public static readonly Guard ProvenFacts = new("Some facts of the brief are not in what you wrote. Press Check facts, then route it.", (e, _) =>
        !e.Brief.Unproven.Any()
    );

    public static readonly Guard SomethingToCheck = new("Those facts have been checked, or the text has changed.", (e, what) => what switch
        {
            FactsChecked check => e.Brief.Passages.GetValueOrDefault(check.Section) is { } passage
                && check
                    .Confirmed.Concat(check.Removed)
                    .Concat((check.Corrected ?? []).Select(c => c.Fact))
                    .All(fact => passage.Unproven.Any(u => u.Text == fact)),
            _ => true,
        });

    /// <summary>A writer fills gaps and may better what a writer wrote; what a person said or confirmed stays.</summary>
    public static readonly Guard NothingOverwritten = new("A writer cannot change what a person has written.", (e, what) => what switch
        {
            SectionWritten written => written.Origin != Origin.Stated
                && (e.Brief.Passages.GetValueOrDefault(written.Section) is not { } passage || passage is { Origin: not Origin.Stated, Confirmed.Count: 0 }),
            AccountNamed named => named.Origin == Origin.Extracted && e.Brief.Account is null,
            CommercialFactsFound found => found.Origin == Origin.Extracted
                && (found.ArrAtRisk is null || e.Brief.ArrAtRisk is null)
                && (found.Renewal is null || e.Brief.Renewal is null),
            SentimentNoted noted => noted.Origin == Origin.Extracted && e.Brief.Sentiment is null,
            ClassificationSuggested or DraftMade or PartsReviewed or SentencesSetAside => true,
            _ => false,
        });
}
