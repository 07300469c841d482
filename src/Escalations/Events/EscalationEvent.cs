using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>
/// Something that happened to an escalation: past tense, never changed once recorded.
/// The discriminator carries the shape's version; an old shape stays readable forever.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(DraftStarted), "draft_started.1")]
[JsonDerivedType(typeof(NotesTaken), "notes_taken.1")]
[JsonDerivedType(typeof(SectionWritten), "section_written.1")]
[JsonDerivedType(typeof(SentencesSetAside), "sentences_set_aside.1")]
[JsonDerivedType(typeof(SentencePlaced), "sentence_placed.1")]
[JsonDerivedType(typeof(SectionSkipped), "section_skipped.1")]
[JsonDerivedType(typeof(SectionExtended), "section_extended.1")]
[JsonDerivedType(typeof(PartsReviewed), "parts_reviewed.1")]
[JsonDerivedType(typeof(PartsSkipped), "parts_skipped.1")]
[JsonDerivedType(typeof(SectionLeftOpen), "section_left_open.1")]
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
[JsonDerivedType(typeof(HandOverOffered), "hand_over_offered.1")]
[JsonDerivedType(typeof(HandOverDeclined), "hand_over_declined.1")]
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
[JsonDerivedType(typeof(ManagerFound), "manager_found.1")]
[JsonDerivedType(typeof(MailAttempted), "mail_attempted.1")]
[JsonDerivedType(typeof(KindChosen), "kind_chosen.1")]
[JsonDerivedType(typeof(ReceiverNamed), "receiver_named.1")]
[JsonDerivedType(typeof(TriggerNamed), "trigger_named.1")]
[JsonDerivedType(typeof(ChecklistAnswered), "checklist_answered.1")]
[JsonDerivedType(typeof(ReproductionReported), "reproduction_reported.1")]
[JsonDerivedType(typeof(FixDateSet), "fix_date_set.1")]
[JsonDerivedType(typeof(DecisionLogged), "decision_logged.1")]
[JsonDerivedType(typeof(AdviceGiven), "advice_given.1")]
[JsonDerivedType(typeof(HandledDirectly), "handled_directly.1")]
[JsonDerivedType(typeof(CombinedInto), "combined_into.1")]
[JsonDerivedType(typeof(CombinedFrom), "combined_from.1")]
[JsonDerivedType(typeof(TicketOpened), "ticket_opened.1")]
[JsonDerivedType(typeof(TicketRefused), "ticket_refused.1")]
[JsonDerivedType(typeof(OnCallNamed), "on_call_named.1")]
[JsonDerivedType(typeof(ShiftOffered), "shift_offered.1")]
[JsonDerivedType(typeof(ShiftAccepted), "shift_accepted.1")]
[JsonDerivedType(typeof(FixDone), "fix_done.1")]
[JsonDerivedType(typeof(BackupUsed), "backup_used.1")]
[JsonDerivedType(typeof(BackupDone), "backup_done.1")]
[JsonDerivedType(typeof(Erased), "erased.1")]
public abstract record EscalationEvent
{
    /// <summary>What is so after it.</summary>
    internal abstract Escalation Apply(Escalation before, RecordedEvent happened);

    /// <summary>Which move of the table it is, when somebody does it.</summary>
    public abstract Move MoveBy(Actor by);

    /// <summary>The event as an audience may read it: every text in it has passed the filter.</summary>
    public abstract EscalationEvent ReadThrough(IAudienceFilter filter);

    /// <summary>All deadlines after it; null when it leaves them as they were, or says them itself.</summary>
    public abstract IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules);

    /// <summary>What is owed to those who should hear of it.</summary>
    public abstract IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules);
}
