namespace Escalations;

/// <summary>Who hears of an event, and how: by their card, in words, or by both.</summary>
public interface INoticeRules
{
    /// <summary>Nobody: whoever did it sees it, and others need not know.</summary>
    IReadOnlyList<OutboxMessage> ToNobody { get; }

    /// <summary>The cards are brought up to date, and a line tells of it in each place of the teams and to the CSM.</summary>
    IReadOnlyList<OutboxMessage> ToEverybody();

    /// <summary>The cards are brought up to date, and nothing is said.</summary>
    IReadOnlyList<OutboxMessage> OnCards();

    IReadOnlyList<OutboxMessage> After(CsmReassigned what);

    IReadOnlyList<OutboxMessage> After(Routed what);

    IReadOnlyList<OutboxMessage> After(Reclassified what);

    IReadOnlyList<OutboxMessage> After(MailAttempted what);

    IReadOnlyList<OutboxMessage> After(EscalatedUp what);

    IReadOnlyList<OutboxMessage> After(ManagerFound what);

    IReadOnlyList<OutboxMessage> After(NobodyAbove what);

    IReadOnlyList<OutboxMessage> After(Returned what);

    IReadOnlyList<OutboxMessage> After(Withdrawn what);

    IReadOnlyList<OutboxMessage> After(HandledDirectly what);

    IReadOnlyList<OutboxMessage> After(CombinedInto what);

    IReadOnlyList<OutboxMessage> After(DeliveryFailed what);

    IReadOnlyList<OutboxMessage> After(UpdatePosted what);

    IReadOnlyList<OutboxMessage> After(HandOverOffered what);

    /// <summary>After an offer to own it was accepted or declined, or somebody took it.</summary>
    IReadOnlyList<OutboxMessage> AfterHandOver();

    IReadOnlyList<OutboxMessage> After(Stalled what);

    IReadOnlyList<OutboxMessage> After(OtherPathChosen what);

    IReadOnlyList<OutboxMessage> After(Resolved what);

    IReadOnlyList<OutboxMessage> After(Reminded what);

    IReadOnlyList<OutboxMessage> After(OnCallNamed what);

    IReadOnlyList<OutboxMessage> After(ShiftOffered what);

    IReadOnlyList<OutboxMessage> After(ShiftAccepted what);
}
