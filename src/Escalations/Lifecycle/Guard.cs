namespace Escalations.Lifecycle;

/// <summary>Something that must be so for a move.</summary>
/// <param name="Key">Of the sentence.</param>
public sealed record Guard(string Key, Func<Escalation, EscalationEvent, Actor, bool> IsMetBy)
{
    private Guard(string key, Func<Escalation, EscalationEvent, bool> isMetBy)
        : this(key, (escalation, what, _) => isMetBy(escalation, what)) { }

    /// <summary>What a person reads when it is not so.</summary>
    public string Sentence => DomainWords.Say($"guard.{Key}");

    public static readonly Guard ACompleteBrief = new("a_complete_brief", (e, _) =>
        !e.Brief.Form.IsKindOpen
        && e.Brief.Account is not null
        && e.Brief.Form.Sections.All(s => s.IsOptional() || e.Brief.TextOf(s) is not null || e.Brief.IsOpen(s))
    );

    public static readonly Guard ADecision = new("a_decision", (e, _) => e.Decision is not null);

    public static readonly Guard AReasonToDiffer = new("a_reason_to_differ", (e, what) =>
        what is ClassificationDecided decided
        && (!string.IsNullOrWhiteSpace(decided.Because) || e.Draft.Suggestion?.Admits(decided.Category, decided.Severity) != false)
    );

    public static readonly Guard AReasonToRouteAgain = new("a_reason_to_route_again", (e, what) =>
        what is Routed routed && (!routed.Teams.Take(1).Intersect(e.GivenBackBy).Any() || !string.IsNullOrWhiteSpace(routed.AgainBecause))
    );

    /// <summary>Nobody becomes an owner by what somebody else does.</summary>
    public static readonly Guard AnOwner = new("an_owner", (_, what, by) => what is Acknowledged { Owner.Id: { Length: > 0 } id } && id == by.Person?.Id);

    /// <inheritdoc cref="AnOwner"/>
    public static readonly Guard ANewOwner = new("a_new_owner", (e, what, by) =>
        what is HandedOver { To.Id: var id } && id != e.Work.Owner?.Id && id == by.Person?.Id
    );

    public static readonly Guard ASuccessor = new("a_successor", (e, what) => what is HandOverOffered { To.Id: var id } && id != e.Work.Owner?.Id);

    public static readonly Guard AnOffer = new("an_offer", (e, _) => e.Work.HandOver is not null);

    public static readonly Guard ANewCsm = new("a_new_csm", (e, what) => what is CsmReassigned reassigned && reassigned.To.Id != e.Csm.Id);

    public static readonly Guard AReason = new("a_reason", (_, what) => !string.IsNullOrWhiteSpace(
            what switch
            {
                Returned e => e.Because,
                Reopened e => e.Because,
                Withdrawn e => e.Because,
                ClockPaused e => e.Because,
                RemindersHeld e => e.Because,
                Reclassified e => e.Because,
                EscalatedUp e => e.Because,
                _ => null,
            }
        ));

    public static readonly Guard AnAction = new("an_action", (_, what) => what is HandledDirectly handled && !string.IsNullOrWhiteSpace(handled.Remark));

    public static readonly Guard AnotherOne = new("another_one", (e, what) => what is CombinedInto combined && combined.Other != e.Id);

    /// <summary>Else those who have the other one would read nothing.</summary>
    public static readonly Guard SomethingToAdd = new("something_to_add", (e, what) =>
        e.Brief.TextOf(BriefSection.Headline) is not null || (what is CombinedInto combined && !string.IsNullOrWhiteSpace(combined.Remark))
    );

    /// <summary>The headline is what those who have the other one read of it.</summary>
    public static readonly Guard AProvenHeadline = new("a_proven_headline", (e, _) =>
        e.Brief.Passages.GetValueOrDefault(BriefSection.Headline) is not { Unproven.Count: > 0 }
    );

    public static readonly Guard Texts = new("texts", (e, _) => e.ErasedAt is null);

    public static readonly Guard ANewBrief = new("a_new_brief", (e, what) =>
        what is CombinedFrom from && from.Other != e.Id && !e.CombinedFrom.Contains(from.Other)
    );

    public static readonly Guard AnEndAhead = new("an_end_ahead", (e, what) => what switch
        {
            ClockPaused pause => IsAhead(e, pause.Until),
            RemindersHeld held => IsAhead(e, held.Until),
            _ => false,
        });

    public static readonly Guard ADayAhead = new("a_day_ahead", (e, what) => what is TimelineAccepted accepted && IsDayAhead(e, accepted.ExpectedOn));

    public static readonly Guard ARunningClock = new("a_running_clock", (e, _) => e.Work.Pause is null);

    public static readonly Guard AStandingClock = new("a_standing_clock", (e, _) => e.Work.Pause is not null);

    public static readonly Guard AnotherSeverity = new("another_severity", (e, what) =>
        what is Reclassified reclassified && e.Decision is { } decision && decision.Severity != reclassified.Severity
    );

    /// <summary>Rung by rung; only the most severe may leap (4D-8).</summary>
    public static readonly Guard NoLeap = new("no_leap", (e, what) => what is not EscalatedUp { Leapt.Count: > 0 } || e.Decision?.Severity == Severity.S1);

    public static readonly Guard AReviewOwed = new("a_review_owed", (e, _) => e.Find(DeadlineKind.Review) is not null);

    public static readonly Guard SomethingToTell = new("something_to_tell", (_, what) =>
        what is UpdatePosted update && !string.IsNullOrWhiteSpace(update.Text)
    );

    public static readonly Guard AnOutcome = new("an_outcome", (_, what) => what is Resolved resolved && !string.IsNullOrWhiteSpace(resolved.What));

    public static readonly Guard AFixDateAhead = new("a_fix_date_ahead", (e, what) => what is not FixDateSet set || IsDayAhead(e, set.Day));

    public static readonly Guard AReasonToMoveTheFix = new("a_reason_to_move_the_fix", (e, what) =>
        what is not FixDateSet set || e.Work.FixDate is null || !string.IsNullOrWhiteSpace(set.Because)
    );

    public static readonly Guard ADecisionToLog = new("a_decision_to_log", (_, what) =>
        what is DecisionLogged logged && !string.IsNullOrWhiteSpace(logged.What) && !string.IsNullOrWhiteSpace(logged.Who)
    );

    public static readonly Guard SomethingToSay = new("something_to_say", (_, what) => what is AdviceGiven advice && !string.IsNullOrWhiteSpace(advice.Text));

    public static readonly Guard AnOfferedShift = new("an_offered_shift", (e, what) =>
        what is ShiftAccepted accepted && e.Assignment.Duties.GetValueOrDefault(accepted.Team) is { Next: { } next } && next.Id == accepted.To.Id
    );

    public static readonly Guard AStepByHand = new("a_step_by_hand", (e, _) => e.Assignment.IsStepOwed);

    public static readonly Guard AnOpenFix = new("an_open_fix", (e, what) => what is FixDone done && e.Outcome.OpenFixes.Any(fix => fix.Number == done.Number));

    private static bool IsDayAhead(Escalation escalation, DateOnly day) =>
        day.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc) > escalation.LastEventAt.UtcDateTime
        && day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) < escalation.LastEventAt.UtcDateTime.AddDays(366 + 7);

    private static bool IsAhead(Escalation escalation, DateTimeOffset until) => until > escalation.LastEventAt && until <= escalation.LastEventAt.AddDays(90);

    public static readonly Guard ProvenFacts = new("proven_facts", (e, _) => !e.Brief.Unproven.Any());

    public static readonly Guard SomethingToCheck = new("something_to_check", (e, what) => what switch
        {
            FactsChecked check => e.Brief.Passages.GetValueOrDefault(check.Section) is { } passage
                && check
                    .Confirmed.Concat(check.Removed)
                    .Concat((check.Corrected ?? []).Select(c => c.Fact))
                    .All(fact => passage.Unproven.Any(u => u.Text == fact)),
            _ => true,
        });

    /// <summary>A writer fills gaps and may better what a writer wrote; what a person said or confirmed stays.</summary>
    public static readonly Guard NothingOverwritten = new("nothing_overwritten", (e, what) => what switch
        {
            SectionWritten written => written.Origin != Origin.Stated
                && (e.Brief.Passages.GetValueOrDefault(written.Section) is not { } passage || passage is { Origin: not Origin.Stated, Confirmed.Count: 0 }),
            AccountNamed named => named.Origin == Origin.Extracted && e.Brief.Account is null,
            CommercialFactsFound found => found.Origin == Origin.Extracted
                && (found.ArrAtRisk is null || e.Brief.ArrAtRisk is null)
                && (found.Renewal is null || e.Brief.Renewal is null),
            SentimentNoted noted => noted.Origin == Origin.Extracted && e.Brief.Sentiment is null,
            ChecklistAnswered found => found.Answers.All(a =>
                a.Origin != Origin.Stated && e.Brief.Checklist.GetValueOrDefault(a.Item) is not { Origin: Origin.Stated }
            ),
            ClassificationSuggested or DraftMade or PartsReviewed or SentencesSetAside => true,
            _ => false,
        });
}
