using System.Text.Json.Serialization;
using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace Escalations;

/// <summary>
/// Something that happened to an escalation: past tense, never changed once recorded.
/// The discriminator carries the shape's version; an old shape stays readable forever.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(DraftStarted), "draft_started.1")]
[JsonDerivedType(typeof(NotesTaken), "notes_taken.1")]
[JsonDerivedType(typeof(SectionWritten), "section_written.1")]
[JsonDerivedType(typeof(SectionSkipped), "section_skipped.1")]
[JsonDerivedType(typeof(SectionReopened), "section_reopened.1")]
[JsonDerivedType(typeof(SectionKept), "section_kept.1")]
[JsonDerivedType(typeof(AnswerChallenged), "answer_challenged.1")]
[JsonDerivedType(typeof(AccountNamed), "account_named.1")]
[JsonDerivedType(typeof(CommercialFactsFound), "commercial_facts_found.1")]
[JsonDerivedType(typeof(SentimentNoted), "sentiment_noted.1")]
[JsonDerivedType(typeof(ClassificationSuggested), "classification_suggested.1")]
[JsonDerivedType(typeof(ClassificationDecided), "classification_decided.1")]
[JsonDerivedType(typeof(RoutingHeld), "routing_held.1")]
[JsonDerivedType(typeof(Routed), "routed.1")]
[JsonDerivedType(typeof(Acknowledged), "acknowledged.1")]
[JsonDerivedType(typeof(WorkStarted), "work_started.1")]
[JsonDerivedType(typeof(UpdatePosted), "update_posted.1")]
[JsonDerivedType(typeof(HandedOver), "handed_over.1")]
[JsonDerivedType(typeof(Returned), "returned.1")]
[JsonDerivedType(typeof(Stalled), "stalled.1")]
[JsonDerivedType(typeof(Resolved), "resolved.1")]
[JsonDerivedType(typeof(Reopened), "reopened.1")]
[JsonDerivedType(typeof(Closed), "closed.1")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn.1")]
[JsonDerivedType(typeof(Restored), "restored.1")]
[JsonDerivedType(typeof(DeliveryFailed), "delivery_failed.1")]
[JsonDerivedType(typeof(Reminded), "reminded.1")]
[JsonDerivedType(typeof(AlarmsDeferred), "alarms_deferred.1")]
[JsonDerivedType(typeof(EscalatedUp), "escalated_up.1")]
[JsonDerivedType(typeof(NobodyAbove), "nobody_above.1")]
[JsonDerivedType(typeof(PushedHarder), "pushed_harder.1")]
[JsonDerivedType(typeof(TimelineAccepted), "timeline_accepted.1")]
[JsonDerivedType(typeof(OtherPathChosen), "other_path_chosen.1")]
[JsonDerivedType(typeof(ClockPaused), "clock_paused.1")]
[JsonDerivedType(typeof(ClockResumed), "clock_resumed.1")]
[JsonDerivedType(typeof(RemindersHeld), "reminders_held.1")]
[JsonDerivedType(typeof(Reclassified), "reclassified.1")]
[JsonDerivedType(typeof(Retimed), "retimed.1")]
[JsonDerivedType(typeof(CustomerTold), "customer_told.1")]
[JsonDerivedType(typeof(ReviewPublished), "review_published.1")]
[JsonDerivedType(typeof(ContextAdded), "context_added.1")]
[JsonDerivedType(typeof(WriterAsked), "writer_asked.1")]
[JsonDerivedType(typeof(DraftMade), "draft_made.1")]
[JsonDerivedType(typeof(FactsChecked), "facts_checked.1")]
[JsonDerivedType(typeof(ContradictionSettled), "contradiction_settled.1")]
[JsonDerivedType(typeof(SentencesReleased), "sentences_released.1")]
[JsonDerivedType(typeof(CsmReassigned), "csm_reassigned.1")]
public abstract record EscalationEvent;

/// <summary>A CSM began a brief.</summary>
public sealed record DraftStarted(Person Csm, PlaybookVersion Playbook) : EscalationEvent;

/// <summary>The CSM pasted notes; they are the source that a draft is proven by.</summary>
public sealed record NotesTaken(string Text) : EscalationEvent;

/// <summary>A section got its text.</summary>
/// <param name="Unproven">What it claims and no source holds; null when there is nothing of the kind, and in old records.</param>
public sealed record SectionWritten(BriefSection Section, string Text, Origin Origin, IReadOnlyList<UnprovenFact>? Unproven = null) : EscalationEvent;

/// <summary>The CSM left an optional section out.</summary>
public sealed record SectionSkipped(BriefSection Section) : EscalationEvent;

/// <summary>The CSM wants to answer a section again; its text stays until there is a new one.</summary>
public sealed record SectionReopened(BriefSection Section) : EscalationEvent;

/// <summary>The CSM let a reopened section, or a challenged answer, stand as it is.</summary>
public sealed record SectionKept(BriefSection Section) : EscalationEvent;

/// <summary>An answer was asked back about.</summary>
public sealed record AnswerChallenged(BriefSection Section, string Text, string Why) : EscalationEvent;

/// <summary>The customer got a name.</summary>
public sealed record AccountNamed(string Account, Origin Origin) : EscalationEvent;

/// <summary>Money or dates at stake were found.</summary>
public sealed record CommercialFactsFound(Money? ArrAtRisk, DateOnly? Renewal, Origin Origin) : EscalationEvent;

/// <summary>The customer's mood was noted.</summary>
public sealed record SentimentNoted(Sentiment Sentiment, Origin Origin) : EscalationEvent;

/// <summary>A writer proposed category and severity.</summary>
public sealed record ClassificationSuggested(Suggestion Suggestion) : EscalationEvent;

/// <summary>The CSM added what no notes and no writer can know.</summary>
/// <param name="Text">Null when they took it back.</param>
public sealed record ContextAdded(string? Text) : EscalationEvent;

/// <summary>A writer that takes its time was asked to read what the CSM gave; its draft is owed.</summary>
/// <param name="Writer">Its name, such as "gpt-4.1-mini with prompt draft-brief v1".</param>
public sealed record WriterAsked(string Writer) : EscalationEvent;

/// <summary>The draft that was owed is there; what it wrote and suggested is in the events before this one.</summary>
/// <param name="Making">Who wrote it at what cost.</param>
/// <param name="Instead">Why it was not the writer that had been asked, as the end of "The model ..."; null when it was.</param>
/// <param name="LeftOut">What was taken out because a draft must not bring it along, such as an address that no source holds.</param>
/// <param name="Missing">What the writer would ask the CSM.</param>
public sealed record DraftMade(
    DraftProvenance Making,
    string? Instead,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<Contradiction> Contradictions,
    IReadOnlyList<PossibleDuplicate> Duplicates,
    IReadOnlyList<string> Missing) : EscalationEvent;

/// <summary>The CSM went through the facts of a section that nothing proved.</summary>
/// <param name="Confirmed">These are right: stated by the CSM from now on.</param>
/// <param name="Removed">These are not; they were taken out with their sentences.</param>
/// <param name="Text">The section's text after that; null when nothing is left of it.</param>
public sealed record FactsChecked(BriefSection Section, IReadOnlyList<string> Confirmed, IReadOnlyList<string> Removed, string? Text) : EscalationEvent;

/// <summary>The CSM said which of several contradictory statements is right.</summary>
/// <param name="Quote">Words that hold the right one; null when it was left open, and all stand for the team to see.</param>
/// <param name="Value">The right one as it is in the quote; null when it was left open, and in old records.</param>
/// <param name="Among">All that had been said of it; what is said later opens the question again. Null in old records.</param>
public sealed record ContradictionSettled(string About, string? Quote, string? Value = null, IReadOnlyList<string>? Among = null) : EscalationEvent
{
    /// <summary>What had been ticked for it before and is open again, so that the brief does not state it any more; null for nothing, and in old records.</summary>
    public CommercialFact? TakesBack { get; init; }
}

/// <summary>What a brief states of the customer's contract.</summary>
public enum CommercialFact
{
    [JsonStringEnumMemberName("arr_at_risk")]
    ArrAtRisk,

    [JsonStringEnumMemberName("renewal")]
    Renewal,
}

/// <summary>The CSM let an audience read sentences of the brief that would be kept from it.</summary>
/// <param name="Sentences">As they are written; these and no others of that audience. Empty when all were taken back.</param>
public sealed record SentencesReleased(Audience Audience, IReadOnlyList<string> Sentences) : EscalationEvent;

/// <summary>A person decided category and severity.</summary>
/// <param name="Because">Their reason; required when they chose otherwise than suggested.</param>
public sealed record ClassificationDecided(string Category, Severity Severity, string? Because) : EscalationEvent;

/// <summary>The CSM wanted to route, but these teams have no channel yet.</summary>
public sealed record RoutingHeld(IReadOnlyList<string> UnboundTeams) : EscalationEvent;

/// <summary>The brief went to its teams.</summary>
/// <param name="Teams">Keys; the first one is accountable.</param>
/// <param name="Deadlines">All that is owed from now on.</param>
/// <param name="Ladder">Keys of the rungs above the accountable team, from the nearest to the top; null in old records.</param>
/// <param name="AgainBecause">Why a team gets it again that had given it back; null when it did not.</param>
public sealed record Routed(IReadOnlyList<string> Teams, IReadOnlyList<Deadline> Deadlines, IReadOnlyList<string>? Ladder = null, string? AgainBecause = null) : EscalationEvent;

/// <summary>The receiving team took it on.</summary>
public sealed record Acknowledged(Person Owner) : EscalationEvent;

/// <summary>Work began.</summary>
public sealed record WorkStarted : EscalationEvent;

/// <summary>The team told how it goes.</summary>
/// <param name="Text">The whole update.</param>
/// <param name="Answers">The five questions' answers that it is made of; null in old records.</param>
/// <param name="NextBy">When the next one is promised, UTC; null when the words gave no time.</param>
public sealed record UpdatePosted(string Text, UpdateAnswers? Answers = null, DateTimeOffset? NextBy = null) : EscalationEvent;

/// <summary>Ownership moved.</summary>
public sealed record HandedOver(Person To, string? Because) : EscalationEvent;

/// <summary>The team gave it back to the CSM: not theirs.</summary>
public sealed record Returned(string Because) : EscalationEvent;

/// <summary>Too long without progress.</summary>
public sealed record Stalled(DateTimeOffset LastProgressAt) : EscalationEvent;

/// <summary>The team has a decision or a fix.</summary>
public sealed record Resolved(ResolutionKind Kind, string What) : EscalationEvent;

/// <summary>The CSM found that it is not resolved for the customer.</summary>
public sealed record Reopened(string Because) : EscalationEvent;

/// <summary>The CSM confirmed the resolution from the customer's side.</summary>
public sealed record Closed(string? Remark) : EscalationEvent;

/// <summary>The CSM took it back.</summary>
public sealed record Withdrawn(string? Because) : EscalationEvent;

/// <summary>The CSM brought a withdrawn one back to its draft.</summary>
public sealed record Restored : EscalationEvent;

/// <summary>A place that an escalation needs could not be reached, for good; or what it was to be shown could not be.</summary>
/// <param name="Where">In words: "engineering-escalations".</param>
/// <param name="Person">Who was not reached in their chat; null when it was a channel, and in old records.</param>
/// <param name="Team">The key of the team or rung that was not reached; null when it was its CSM or its owner, and in old records.</param>
/// <param name="Cause">Null in old records.</param>
/// <param name="HasLeftTeam">True when its owner can be reached, and is no longer in a team that has it.</param>
public sealed record DeliveryFailed(
    string Where, string Why, Person? Person = null, string? Team = null, DeadLetterCause? Cause = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool HasLeftTeam = false) : EscalationEvent;

/// <summary>What a resolution is.</summary>
public enum ResolutionKind
{
    Fix,
    Decision,
}

/// <summary>Somebody was reminded of a deadline.</summary>
/// <param name="DueAt">Which one: it may have been timed again since.</param>
/// <param name="LeftOut">Earlier alarms of it that no longer mattered, because the clock could not ask in time or they were held.</param>
public sealed record Reminded(DeadlineKind Kind, DateTimeOffset DueAt, AlarmPhase Phase, int LeftOut = 0) : EscalationEvent;

/// <summary>Alarms that are late already, and can wait, wait for the next working hours.</summary>
/// <param name="IsForAll">Also those that change the escalation. False in what was recorded before these waited too.</param>
public sealed record AlarmsDeferred(DateTimeOffset Until, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsForAll = false) : EscalationEvent;

/// <summary>Nobody acknowledged in time, or somebody pushed: the next rung of the ladder got it too.</summary>
/// <param name="To">The rung's key.</param>
/// <param name="PassedOver">Rungs between that nobody is linked to, or who cannot be reached; they get it when that has changed.</param>
/// <param name="Unreachable">Those of them who cannot be reached; null when there is none, and in old records.</param>
/// <param name="NotReached">The key of the team or rung whose time was not waited for because it could not be reached; null when its time was over.</param>
public sealed record EscalatedUp(string To, IReadOnlyList<string> PassedOver, IReadOnlyList<string>? Unreachable = null, string? NotReached = null) : EscalationEvent;

/// <summary>It should have gone up, and there is nobody above who could be asked.</summary>
/// <param name="PassedOver">Rungs that nobody is linked to, or who cannot be reached; empty when the top has been asked already.</param>
/// <param name="Unreachable">As in <see cref="EscalatedUp"/>.</param>
/// <param name="NotReached">As in <see cref="EscalatedUp"/>.</param>
/// <param name="Asked">Keys of the teams and rungs that have it in a place that could be reached; null in old records.</param>
public sealed record NobodyAbove(IReadOnlyList<string> PassedOver, IReadOnlyList<string>? Unreachable = null, string? NotReached = null, IReadOnlyList<string>? Asked = null) : EscalationEvent;

/// <summary>It stalls, and a person decided to push: one rung up.</summary>
public sealed record PushedHarder(StallCause Cause, string? Remark) : EscalationEvent;

/// <summary>It stalls, and a person decided to accept that it takes until a certain day.</summary>
public sealed record TimelineAccepted(StallCause Cause, string? Remark, DateOnly ExpectedOn) : EscalationEvent;

/// <summary>It stalls, and a person decided to take it back and find another way.</summary>
public sealed record OtherPathChosen(StallCause Cause, string? Remark) : EscalationEvent;

/// <summary>The team waits for somebody else: the clock of the outcome is stopped.</summary>
/// <param name="Until">When it goes on at the latest.</param>
public sealed record ClockPaused(WaitingFor For, string Because, DateTimeOffset Until) : EscalationEvent;

/// <summary>The waiting is over: the clock goes on.</summary>
public sealed record ClockResumed : EscalationEvent;

/// <summary>Somebody wants no reminders for a while.</summary>
public sealed record RemindersHeld(Party Side, DateTimeOffset Until, string Because) : EscalationEvent;

/// <summary>The CSM changed the severity of what had been routed.</summary>
/// <param name="Ladder">The rungs that the playbook has for it now; see <see cref="Routed"/>.</param>
public sealed record Reclassified(Severity Severity, string Because, IReadOnlyList<string> Ladder) : EscalationEvent;

/// <summary>The deadlines were counted again from their own beginnings, because a calendar changed.</summary>
public sealed record Retimed(string Because) : EscalationEvent;

/// <summary>The CSM told the customer how it goes.</summary>
/// <param name="Text">What they were told, when the CSM kept it.</param>
public sealed record CustomerTold(string? Text) : EscalationEvent;

/// <summary>The owner published what is learnt from it.</summary>
public sealed record ReviewPublished(ReviewAnswers Answers) : EscalationEvent;

/// <summary>Somebody took over as its CSM: they decide on it from now on.</summary>
public sealed record CsmReassigned(Person To, string? Because = null) : EscalationEvent;

/// <summary>Why it stalls. Chasing helps with the last one only.</summary>
public enum StallCause
{
    Overloaded,
    HarderThanExpected,
    FellThroughTheCracks,
}

/// <summary>For whom a team waits.</summary>
public enum WaitingFor
{
    Customer,
    Csm,
}
