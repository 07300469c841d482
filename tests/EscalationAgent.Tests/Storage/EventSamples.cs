using Escalations;

namespace EscalationAgent.Tests.Storage;

/// <summary>A life in which everything happens that can happen to an escalation.</summary>
internal static class EventSamples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

    public static readonly Person Sarah = new("sarah-id", "Sarah Chen", "CSM");

    public static readonly Person Mike = new("mike-id", "Mike Ross", "Eng Lead");

    public static readonly PlaybookVersion Playbook = new("customer-escalation", "1");

    private static readonly Actor Csm = Actor.Human(Sarah);

    private static readonly Actor Lead = Actor.Human(Mike);

    private static readonly Suggestion Suggested = new(
        "product_defect",
        [new("The export fails.", "export “fails” since 2 March")],
        Severity.S2,
        [new("Revenue is at stake.")],
        "rules 1");

    private static readonly IReadOnlyList<Deadline> Deadlines =
    [
        new(DeadlineKind.Acknowledge, Start.AddHours(4), Start, "acknowledgement", "Product defect: 4 hours"),
        new(DeadlineKind.Outcome, Start.AddDays(5), Start, "resolution", "Major: 5 business days"),
    ];

    /// <summary>From the first draft to its end, with every kind of event at least once.</summary>
    public static readonly IReadOnlyList<RecordedEvent> Life =
    [
        .. new (Actor By, EscalationEvent What)[]
        {
            (Csm, new DraftStarted(Sarah, Playbook)),
            (Csm, new NotesTaken("Müller & Söhne: export fails since 2 March.\n\"We are losing 40 hours a week\" 🙁")),
            (Csm, new AccountNamed("Müller & Söhne", Origin.Stated)),
            (Actor.Writer("rules 1"), new SectionWritten(BriefSection.Headline, "Export fails for Müller & Söhne", Origin.Extracted)),
            (Csm, new SectionSkipped(BriefSection.CommercialContext)),
            (Csm, new SectionReopened(BriefSection.Headline)),
            (Csm, new SectionKept(BriefSection.Headline)),
            (Actor.Writer("rules 1"), new AnswerChallenged(BriefSection.SpecificAsk, "Help", "It names no date.")),
            (Csm, new SectionKept(BriefSection.SpecificAsk)),
            (Csm, new SectionReopened(BriefSection.CustomerImpact)),
            (Csm, new CommercialFactsFound(new(240_000.50m, "EUR"), new(2026, 6, 30), Origin.Extracted)),
            (Csm, new SentimentNoted(Sentiment.ThreateningChurn, Origin.Stated)),
            (Csm, new Withdrawn("Wrong customer")),
            (Csm, new Restored()),
            (Actor.Writer("rules 1"), new ClassificationSuggested(Suggested)),
            (Csm, new ClassificationDecided("product_defect", Severity.S1, "Their whole plant stands still.")),
            (Csm, new RoutingHeld(["engineering"])),
            (Csm, new Routed(["support"], Deadlines)),
            (Actor.Clock, new DeliveryFailed("support-escalations", "The bot was removed.")),
            (Lead, new Returned("Not ours")),
            (Csm, new Routed(["engineering", "product"], Deadlines)),
            (Lead, new Acknowledged(Mike)),
            (Lead, new WorkStarted()),
            (Lead, new HandedOver(new("ann-id", "Ann"), "On leave")),
            (Actor.Clock, new Stalled(Start.AddHours(3))),
            (Lead, new UpdatePosted("Found the cause.")),
            (Lead, new Resolved(ResolutionKind.Fix, "Deployed 4.2.1")),
            (Csm, new Reopened("Still failing for one plant")),
            (Lead, new Resolved(ResolutionKind.Decision, "Plant 7 moves to the new exporter")),
            (Csm, new Closed("Confirmed by the customer")),
        }.Select((e, i) => new RecordedEvent(i + 1, Start.AddMinutes(17 * i), e.By, i % 3 == 0 ? null : $"conversation|{i}", e.What)),
    ];
}
