using static Escalations.Move;
using S = Escalations.Status;

namespace Escalations.Lifecycle;

/// <summary>Every move there is. A move that is not a row of this table cannot happen.</summary>
public static class Transitions
{
    public static readonly IReadOnlyList<Transition> Table =
    [
        new(S.Draft, Edit, S.Draft, Role.Csm, Guard.SomethingToCheck),
        new(S.Draft, Propose, S.Draft, Role.Writer, Guard.NothingOverwritten),
        new(S.Draft, Decide, S.Draft, Role.Csm, Guard.AReasonToDiffer),
        new(S.Draft, Route, S.Routed, Role.Csm, Guard.ACompleteBrief, Guard.ProvenFacts, Guard.ADecision, Guard.AReasonToRouteAgain),
        new(S.Draft, Withdraw, S.Withdrawn, Role.Csm),
        new(S.Draft, HandleDirectly, S.Withdrawn, Role.Csm, Guard.AnAction),
        new(S.Draft, Combine, S.Withdrawn, Role.Csm, Guard.AnotherOne, Guard.SomethingToAdd, Guard.AProvenHeadline),
        new(S.Draft, TakeOver, S.Draft, Role.Above, Guard.ANewCsm),
        new(S.Draft, Note, S.Draft, Role.Clock),
        new(S.Routed, Acknowledge, S.Acknowledged, Role.Team, Guard.AnOwner),
        new(S.Routed, EscalateUp, S.Routed, Role.Clock),
        new(S.Routed, AskHigher, S.Routed, Role.Involved, Guard.AReason, Guard.NoLeap),
        new(S.Routed, Reclassify, S.Routed, Role.Csm, Guard.AnotherSeverity, Guard.AReason),
        new(S.Routed, TellCustomer, S.Routed, Role.Csm),
        new(S.Routed, LogDecision, S.Routed, Role.Involved, Guard.ADecisionToLog),
        new(S.Routed, Advise, S.Routed, Role.Consulted, Guard.SomethingToSay),
        new(S.Routed, ReachByHand, S.Routed, Role.Involved, Guard.AStepByHand),
        new(S.Routed, AcceptShift, S.Routed, Role.Team, Guard.AnOfferedShift),
        new(S.Routed, HoldReminders, S.Routed, Role.Involved, Guard.AReason, Guard.AnEndAhead),
        new(S.Routed, Return, S.Draft, Role.Team, Guard.AReason),
        new(S.Routed, Withdraw, S.Withdrawn, Role.Csm, Guard.AReason),
        new(S.Routed, TakeIn, S.Routed, Role.Anybody, Guard.ANewBrief),
        new(S.Routed, TakeOver, S.Routed, Role.Above, Guard.ANewCsm),
        new(S.Routed, Note, S.Routed, Role.Clock),
        new(S.Acknowledged, Start, S.InProgress, Role.Team),
        new(S.Acknowledged, Update, S.Acknowledged, Role.Team, Guard.SomethingToTell),
        new(S.Acknowledged, Move.Report, S.Acknowledged, Role.Team, Guard.AFixDateAhead, Guard.AReasonToMoveTheFix),
        new(S.Acknowledged, HandOver, S.Acknowledged, Role.Team, Guard.ASuccessor),
        new(S.Acknowledged, Own, S.Acknowledged, Role.TeamOrSuccessor, Guard.ANewOwner),
        new(S.Acknowledged, DeclineHandOver, S.Acknowledged, Role.TeamOrSuccessor, Guard.AnOffer),
        new(S.Acknowledged, Pause, S.Acknowledged, Role.Team, Guard.ARunningClock, Guard.AReason, Guard.AnEndAhead),
        new(S.Acknowledged, Resume, S.Acknowledged, Role.Involved, Guard.AStandingClock),
        new(S.Acknowledged, AskHigher, S.Acknowledged, Role.Involved, Guard.AReason, Guard.NoLeap),
        new(S.Acknowledged, Reclassify, S.Acknowledged, Role.Csm, Guard.AnotherSeverity, Guard.AReason),
        new(S.Acknowledged, TellCustomer, S.Acknowledged, Role.Csm),
        new(S.Acknowledged, LogDecision, S.Acknowledged, Role.Involved, Guard.ADecisionToLog),
        new(S.Acknowledged, Advise, S.Acknowledged, Role.Consulted, Guard.SomethingToSay),
        new(S.Acknowledged, AcceptShift, S.Acknowledged, Role.Team, Guard.AnOfferedShift),
        new(S.Acknowledged, HoldReminders, S.Acknowledged, Role.Involved, Guard.AReason, Guard.AnEndAhead),
        new(S.Acknowledged, Return, S.Draft, Role.Team, Guard.AReason),
        new(S.Acknowledged, Resolve, S.Resolved, Role.Team, Guard.AnOutcome),
        new(S.Acknowledged, Stall, S.Stalled, Role.Clock),
        new(S.Acknowledged, Withdraw, S.Withdrawn, Role.Csm, Guard.AReason),
        new(S.Acknowledged, TakeIn, S.Acknowledged, Role.Anybody, Guard.ANewBrief),
        new(S.Acknowledged, TakeOver, S.Acknowledged, Role.Above, Guard.ANewCsm),
        new(S.Acknowledged, Note, S.Acknowledged, Role.Clock),
        new(S.InProgress, Update, S.InProgress, Role.Team, Guard.SomethingToTell),
        new(S.InProgress, Move.Report, S.InProgress, Role.Team, Guard.AFixDateAhead, Guard.AReasonToMoveTheFix),
        new(S.InProgress, HandOver, S.InProgress, Role.Team, Guard.ASuccessor),
        new(S.InProgress, Own, S.InProgress, Role.TeamOrSuccessor, Guard.ANewOwner),
        new(S.InProgress, DeclineHandOver, S.InProgress, Role.TeamOrSuccessor, Guard.AnOffer),
        new(S.InProgress, Pause, S.InProgress, Role.Team, Guard.ARunningClock, Guard.AReason, Guard.AnEndAhead),
        new(S.InProgress, Resume, S.InProgress, Role.Involved, Guard.AStandingClock),
        new(S.InProgress, AskHigher, S.InProgress, Role.Involved, Guard.AReason, Guard.NoLeap),
        new(S.InProgress, Reclassify, S.InProgress, Role.Csm, Guard.AnotherSeverity, Guard.AReason),
        new(S.InProgress, TellCustomer, S.InProgress, Role.Csm),
        new(S.InProgress, LogDecision, S.InProgress, Role.Involved, Guard.ADecisionToLog),
        new(S.InProgress, Advise, S.InProgress, Role.Consulted, Guard.SomethingToSay),
        new(S.InProgress, AcceptShift, S.InProgress, Role.Team, Guard.AnOfferedShift),
        new(S.InProgress, HoldReminders, S.InProgress, Role.Involved, Guard.AReason, Guard.AnEndAhead),
        new(S.InProgress, Return, S.Draft, Role.Team, Guard.AReason),
        new(S.InProgress, Resolve, S.Resolved, Role.Team, Guard.AnOutcome),
        new(S.InProgress, Stall, S.Stalled, Role.Clock),
        new(S.InProgress, Withdraw, S.Withdrawn, Role.Csm, Guard.AReason),
        new(S.InProgress, TakeIn, S.InProgress, Role.Anybody, Guard.ANewBrief),
        new(S.InProgress, TakeOver, S.InProgress, Role.Above, Guard.ANewCsm),
        new(S.InProgress, Note, S.InProgress, Role.Clock),
        new(S.Stalled, Start, S.InProgress, Role.Team),
        new(S.Stalled, Update, S.InProgress, Role.Team, Guard.SomethingToTell),
        new(S.Stalled, Move.Report, S.InProgress, Role.Team, Guard.AFixDateAhead, Guard.AReasonToMoveTheFix),
        new(S.Stalled, HandOver, S.Stalled, Role.Team, Guard.ASuccessor),
        new(S.Stalled, Own, S.Stalled, Role.TeamOrSuccessor, Guard.ANewOwner),
        new(S.Stalled, DeclineHandOver, S.Stalled, Role.TeamOrSuccessor, Guard.AnOffer),
        new(S.Stalled, PushHarder, S.Stalled, Role.CsmOrManager),
        new(S.Stalled, EscalateUp, S.Stalled, Role.CsmOrManager),
        new(S.Stalled, AcceptTimeline, S.InProgress, Role.CsmOrManager, Guard.ADayAhead),
        new(S.Stalled, FindAnotherPath, S.Draft, Role.CsmOrManager),
        new(S.Stalled, Reclassify, S.Stalled, Role.Csm, Guard.AnotherSeverity, Guard.AReason),
        new(S.Stalled, TellCustomer, S.Stalled, Role.Csm),
        new(S.Stalled, LogDecision, S.Stalled, Role.Involved, Guard.ADecisionToLog),
        new(S.Stalled, Advise, S.Stalled, Role.Consulted, Guard.SomethingToSay),
        new(S.Stalled, AcceptShift, S.Stalled, Role.Team, Guard.AnOfferedShift),
        new(S.Stalled, HoldReminders, S.Stalled, Role.Involved, Guard.AReason, Guard.AnEndAhead),
        new(S.Stalled, Return, S.Draft, Role.Team, Guard.AReason),
        new(S.Stalled, Resolve, S.Resolved, Role.Team, Guard.AnOutcome),
        new(S.Stalled, Withdraw, S.Withdrawn, Role.Csm, Guard.AReason),
        new(S.Stalled, TakeIn, S.Stalled, Role.Anybody, Guard.ANewBrief),
        new(S.Stalled, TakeOver, S.Stalled, Role.Above, Guard.ANewCsm),
        new(S.Stalled, Note, S.Stalled, Role.Clock),
        new(S.Resolved, Close, S.Closed, Role.Csm),
        new(S.Resolved, Reopen, S.InProgress, Role.Csm, Guard.AReason),
        new(S.Resolved, TellCustomer, S.Resolved, Role.Csm),
        new(S.Resolved, LogDecision, S.Resolved, Role.Involved, Guard.ADecisionToLog),
        new(S.Resolved, HoldReminders, S.Resolved, Role.Involved, Guard.AReason, Guard.AnEndAhead),
        new(S.Resolved, Review, S.Resolved, Role.Team, Guard.AReviewOwed),
        new(S.Resolved, TickFix, S.Resolved, Role.Involved, Guard.AnOpenFix),
        new(S.Resolved, TakeOver, S.Resolved, Role.Above, Guard.ANewCsm),
        new(S.Resolved, Note, S.Resolved, Role.Clock),
        new(S.Closed, Review, S.Closed, Role.Team, Guard.AReviewOwed, Guard.Texts),
        new(S.Closed, TickFix, S.Closed, Role.Involved, Guard.AnOpenFix),
        new(S.Closed, Note, S.Closed, Role.Clock),
        new(S.Withdrawn, Restore, S.Draft, Role.Csm, Guard.Texts),
    ];

    /// <summary>Says whether something may happen to an escalation now. Changes nothing.</summary>
    /// <param name="what">The event that would be recorded; it carries what the move needs.</param>
    public static Verdict Judge(Escalation escalation, EscalationEvent what, Authority by)
    {
        var move = what.MoveBy(by.Actor);
        var row = Table.SingleOrDefault(t => t.From == escalation.Status && t.Move == move);
        if (row is null)
        {
            return new Refused(Impossible(escalation, move));
        }

        if (!by.Has(row.By, escalation))
        {
            return new Refused(
                row.By switch
                {
                    Role.Csm => DomainWords.Say("only.csm", NameOfCsm(escalation)),
                    Role.CsmOrManager => DomainWords.Say("only.manager", NameOfCsm(escalation)),
                    Role.Involved => DomainWords.Say("only.involved", NameOfCsm(escalation)),
                    Role.Team => DomainWords.Say("only.team", escalation.Id),
                    Role.TeamOrSuccessor when escalation.Work.HandOver is { } offer => DomainWords.Say("only.successor", offer.To.Name),
                    Role.TeamOrSuccessor => DomainWords.Say("only.team", escalation.Id),
                    Role.Above => DomainWords.Say("only.above"),
                    Role.Consulted => DomainWords.Say("only.consulted"),
                    _ => DomainWords.Say("only.nobody"),
                }
            );
        }

        return row.Needs.FirstOrDefault(guard => !guard.IsMetBy(escalation, what, by.Actor)) is { } missing ? new Refused(missing.Sentence) : Verdict.Allowed;
    }

    private static string NameOfCsm(Escalation escalation) =>
        escalation.FormerCsms.Count == 0
            ? DomainWords.Say("only.who_raised", escalation.Csm.Name, escalation.Id)
            : DomainWords.Say("only.who_is", escalation.Csm.Name, escalation.Id);

    /// <summary>The moves that this person could make now, in the order of the table; what they need is not asked.</summary>
    public static IEnumerable<Move> OpenTo(Escalation escalation, Authority by) =>
        Table.Where(t => t.From == escalation.Status && by.Has(t.By, escalation)).Select(t => t.Move);

    private static string Impossible(Escalation escalation, Move move) =>
        move switch
        {
            Acknowledge when escalation.Work.Owner is { } owner => DomainWords.Say("not.acknowledge", owner.Name, escalation.Id),
            Start or Update or Resolve or HandOver or Own or Move.Report when escalation.Status == S.Routed => DomainWords.Say("not.first", escalation.Id),
            Start when escalation.Status == S.InProgress => DomainWords.Say("not.started", escalation.Id),
            Route when escalation.Status.IsActive() => DomainWords.Say("not.routed", escalation.Id),
            PushHarder or AcceptTimeline or FindAnotherPath => DomainWords.Say(
                "not.stalled",
                escalation.Id,
                DomainWords.InSentence(escalation.Status.ReaderTitle())
            ),
            TakeIn => DomainWords.Say("not.open", escalation.Id, DomainWords.InSentence(escalation.Status.ReaderTitle())),
            Close when escalation.Status == S.Closed => DomainWords.Say("not.closed", escalation.Id),
            _ => DomainWords.Say("not.possible", escalation.Id, DomainWords.InSentence(escalation.Status.ReaderTitle())),
        };
}
