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
        "rules 1"
    );

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
            (Lead, new ReviewPublished(new("9 March: export failed", "40 hours a week", "Move to the new exporter", "Alert - Mike Ross - 2026-04-01"))),
            (Csm, new Withdrawn("Routed once more")),
            (Csm, new Restored()),
            (Csm, new Routed(["product"], Deadlines, ["head_of_product"])),
            (Actor.Clock, new Reminded(DeadlineKind.Acknowledge, Start.AddHours(4), AlarmPhase.Warning, LeftOut: 1)),
            (Actor.Clock, new EscalatedUp("head_of_engineering", ["duty_manager"])),
            (Actor.Clock, new NobodyAbove(["chief_executive_officer"])),
            (Csm, new Reclassified(Severity.S2, "They found a way around it.", ["head_of_engineering"])),
            (Lead, new Acknowledged(Mike)),
            (Lead, new ClockPaused(WaitingFor.Customer, "Their logs", Start.AddDays(3))),
            (Csm, new ClockResumed()),
            (Csm, new RemindersHeld(Party.Csm, Start.AddDays(2), "On leave")),
            (Actor.Clock, new AlarmsDeferred(Start.AddDays(1))),
            (Actor.Clock, new Retimed("the calendars of playbook customer-escalation 2")),
            (Lead, new UpdatePosted("Found the cause.\nNext: fix it", new("Found the cause.", null, "fix it", "tomorrow at noon", "Use the old exporter."))),
            (Csm, new CustomerTold("We have found the cause.")),
            (Actor.Clock, new Stalled(Start.AddHours(3))),
            (Csm, new PushedHarder(StallCause.FellThroughTheCracks, "Nobody answers.")),
            (Csm, new TimelineAccepted(StallCause.HarderThanExpected, null, new(2026, 3, 20))),
            (Actor.Clock, new Stalled(Start.AddHours(3))),
            (Csm, new OtherPathChosen(StallCause.Overloaded, "Product can do it.")),
            (Csm, new WriterAsked("gpt-4.1-mini with prompt draft-brief v1")),
            (
                Actor.Writer("gpt-4.1-mini with prompt draft-brief v1"),
                new SectionWritten(BriefSection.Timeline, "The export fails since 3 March.", Origin.Drafted, [new("3 March", "your notes say 2 March")])
            ),
            (
                Actor.Writer("gpt-4.1-mini with prompt draft-brief v1"),
                new DraftMade(
                    new("gpt-4.1-mini with prompt draft-brief v1", "gpt-4.1-mini", "draft-brief v1", "0a1b2c3d4e5f", 1840, 512, 3210, IsRepaired: true),
                    null,
                    ["https://evil.example"],
                    [new("ARR", ["EUR 85k", "EUR 58k"])],
                    [new(new(2026, 17), "The same export fails.")],
                    ["Since when does it fail?"]
                )
            ),
            (Csm, new FactsChecked(BriefSection.Timeline, ["3 March"], [], "The export fails since 3 March.")),
            (Csm, new ContradictionSettled("ARR", "EUR 85k")),
            (Csm, new ContextAdded("Their board meets on Friday.")),
            (Csm, new Routed(["product"], Deadlines, ["head_of_product"])),
            (Lead, new Acknowledged(Mike)),
            (Lead, new Resolved(ResolutionKind.Fix, "A switch for each plant")),
            (Csm, new Closed(null)),
            (Csm, new SentencesReleased(Audience.Technical, ["EUR 85k are at stake."])),
            (Lead, new CsmReassigned(Mike)),
            (Lead, new CsmReassigned(Sarah)),
            (Csm, new Routed(["product"], Deadlines, ["head_of_product"], "They wrote the exporter.")),
            (Lead, new Acknowledged(Mike)),
            (Lead, new UpdatePosted("Fixed for one plant.", null, Start.AddDays(2))),
            (Lead, new Resolved(ResolutionKind.Fix, "A switch for each plant")),
            (Csm, new Closed(null)),
            (Actor.Clock, new ManagerFound(new("hanna-id", "Hanna Head", "Head of Customer Success"))),
            (Actor.Clock, new MailAttempted(Sarah, MailOutcome.Unconfirmed)),
            (Actor.Writer("rules 1"), new PartsReviewed([BriefPart.Began, BriefPart.ByWhen])),
            (Csm, new SectionExtended(BriefSection.Timeline, "It began on 2 March.")),
            (Csm, new PartsSkipped(BriefSection.SpecificAsk)),
            (Csm, new SectionLeftOpen(BriefSection.ResolutionAttempts, "I don't know yet, support tells me on Monday")),
            (
                Actor.Writer("offline rules 3"),
                new SentencesSetAside(
                    [new("Their auditors come in on 23 March.", BriefSection.CustomerImpact), new("They moved in February.")],
                    [new("Globex has it too, but that is another ticket.", LeftOutBecause.NotPartOfThis)]
                )
            ),
            (Csm, new SentencePlaced(BriefSection.CustomerImpact, "Their auditors come in on 23 March.")),
            (
                Csm,
                new KindChosen(
                    new("escalation-matrix", "1.0+0123abcd"),
                    "cross_team_dependency",
                    new(Subject.Work, [BriefSection.Headline, BriefSection.Timeline, BriefSection.SpecificAsk]),
                    true
                )
            ),
            (Csm, new ReceiverNamed("counterpart_lead", Sarah)),
            (Csm, new TriggerNamed("decision_needed")),
            (Actor.Writer("offline rules 3"), new ChecklistAnswered([new("supporting_tickets", "SUP-4711") { Origin = Origin.Extracted }])),
            (Csm, new ChecklistAnswered([new("logs_and_data", "HAR in SUP-4711"), new("screenshots", "Nothing to see") { IsNotApplicable = true }])),
            (Lead, new ReproductionReported(Reproduction.Sometimes, "On large tenants")),
            (Lead, new FixDateSet(new(2026, 3, 20), "The index takes longer to build")),
            (Lead, new DecisionLogged("Ship the index first.", "Mike Ross (Eng Lead)", new(2026, 3, 16))),
            (Csm, new CombinedFrom(new(2026, 18), Mike, "Müller & Söhne", "The same export fails at plant 9", "Since 4 March.")),
            (Csm, new HandledDirectly("I call their administrator today.")),
            (Csm, new Restored()),
            (Csm, new CombinedInto(new(2026, 17), "Two more plants have it.")),
            (Actor.Clock, new TicketOpened("ENG-42", "https://acme.atlassian.net/browse/ENG-42")),
            (Actor.Clock, new TicketRefused("it answers 400: Issue type is required.")),
            (Actor.Clock, new OnCallNamed("engineering", Mike, IsFallback: true)),
            (Actor.Clock, new ShiftOffered("engineering", Mike, Sarah)),
            (Csm, new ShiftAccepted("engineering", Mike, Sarah)),
            (Lead, new FixDone(1, "Alert on report latency")),
            (Actor.Clock, new BackupUsed(BackupKind.Webhook, "pager", null, [Mike])),
            (Csm, new BackupDone()),
            (Lead, new HandOverOffered(new("ann-id", "Ann"), "On leave from Monday", "tech_lead")),
            (Actor.Human(new("ann-id", "Ann")), new HandOverDeclined("I am away, too.")),
            (Actor.Clock, new Erased([new(2, "9f2c", "41d0")], "person-0a1b2c3d4e5f", "Data protection office")),
            (Csm, new Routed(["engineering"], [], ["head_of_engineering"], Consulted: ["finance"], Informed: ["leadership"])),
            (Actor.Human(new("ann-id", "Ann")), new AdviceGiven("finance", "They paid the last invoice late as well.")),
            (Csm, new Reclassified(Severity.S1, "It stands still.", [], Consulted: ["finance"], Informed: ["leadership"])),
        }.Select((e, i) => new RecordedEvent(i + 1, Start.AddMinutes(17 * i), e.By, i % 3 == 0 ? null : $"conversation|{i}", e.What)),
    ];
}
