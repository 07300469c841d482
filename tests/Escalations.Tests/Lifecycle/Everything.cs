using Escalations.Lifecycle;

namespace Escalations.Tests.Lifecycle;

/// <summary>Everything that can happen, everybody who can do it, and everywhere an escalation can stand.</summary>
internal static class Everything
{
    public static readonly Authority Writer = new(Actor.Writer("a model"));

    /// <summary>One of every event, with all that its move needs.</summary>
    public static readonly IReadOnlyList<EscalationEvent> Anything =
    [
        new NotesTaken("notes"),
        new SectionWritten(BriefSection.Headline, "text", Origin.Stated),
        new SectionWritten(BriefSection.Headline, "text", Origin.Extracted),
        new SectionWritten(BriefSection.Headline, "90k are at stake", Origin.Drafted, [new("90k", "you wrote 85k")]),
        new ContextAdded("their board meets on Friday"),
        new WriterAsked("a model"),
        new DraftMade(new("a model with prompt draft-brief v1", "a model", "draft-brief v1"), null, [], [], [], []),
        new FactsChecked(BriefSection.Headline, ["90k"], [], "90k are at stake"),
        new ContradictionSettled("ARR", "85k"),
        new SentencesReleased(Audience.Technical, ["They pay 85k."]),
        new SentencesSetAside([new("Their office moved.", BriefSection.CustomerImpact)], [new("Nordhav has it too.", LeftOutBecause.AnotherMatter)]),
        new SentencePlaced(BriefSection.Timeline, "Their office moved."),
        new SectionSkipped(BriefSection.CommercialContext),
        new SectionExtended(BriefSection.SpecificAsk, "By Friday noon."),
        new PartsReviewed([BriefPart.ByWhen]),
        new KindChosen(House.Rules.Version, "product_defect", BriefForm.Customer, false),
        new ReceiverNamed("counterpart", new("mia", "Mia Boss")),
        new TriggerNamed("went_wrong"),
        new ChecklistAnswered([new("logs", "attached")]),
        new ChecklistAnswered([new("logs", "attached") { Origin = Origin.Extracted }]),
        new ReproductionReported(Reproduction.Reproduced, "each time"),
        new FixDateSet(DateOnly.FromDateTime(Sample.Monday.UtcDateTime.AddDays(30)), "the index takes longer"),
        new DecisionLogged("ship it", "Mike Ross", DateOnly.FromDateTime(Sample.Monday.UtcDateTime)),
        new AdviceGiven("board", "their board meets on Friday"),
        new PartsSkipped(BriefSection.SpecificAsk),
        new SectionLeftOpen(BriefSection.ResolutionAttempts, "I ask on Monday"),
        new SectionReopened(BriefSection.Timeline),
        new SectionKept(BriefSection.Timeline),
        new AnswerChallenged(BriefSection.SpecificAsk, "help", "what?"),
        new AccountNamed("Globex", Origin.Stated),
        new AccountNamed("Globex", Origin.Extracted),
        new CommercialFactsFound(new(85_000, "EUR"), null, Origin.Extracted),
        new SentimentNoted(Sentiment.Patient, Origin.Extracted),
        new ClassificationSuggested(new("product_defect", [], Severity.S1, [], "rules")),
        new ClassificationDecided("feature_gap", Severity.S3, "because"),
        new RoutingHeld(["engineering"]),
        new Routed(["engineering"], [], null, "theirs after all"),
        new Acknowledged(Sample.Lead),
        new WorkStarted(),
        new UpdatePosted("going well"),
        new UpdatePosted("going well", null, Sample.Monday.AddDays(1)),
        new HandOverOffered(new("zoe", "Zoe"), "holiday"),
        new HandOverDeclined("I am away"),
        new HandedOver(Sample.Lead, "holiday"),
        new HandedOver(new("zoe", "Zoe"), "holiday"),
        new Returned("not ours"),
        new Stalled(Sample.Monday),
        new Resolved(ResolutionKind.Decision, "we will not build it"),
        new Reopened("still slow"),
        new Closed(null),
        new Withdrawn("no longer needed"),
        new Restored(),
        new HandledDirectly("I call their administrator"),
        new CombinedInto(new(2026, 17), "They have it at two more plants."),
        new CombinedFrom(new(2026, 17), new("zoe", "Zoe"), "Acme Corp", "The export fails", "Since Monday."),
        new DeliveryFailed("engineering-escalations", "it is gone"),
        new Reminded(DeadlineKind.Outcome, Sample.Monday, AlarmPhase.Due),
        new AlarmsDeferred(Sample.Monday.AddDays(1)),
        new EscalatedUp("head_of_engineering", []),
        new EscalatedUp("head_of_engineering", [], Because: "They are all asleep."),
        new EscalatedUp("executive_office", [], Because: "It is on the news.", Leapt: ["head_of_engineering"]),
        new NobodyAbove(["head_of_engineering"]),
        new PushedHarder(StallCause.Overloaded, "they are three"),
        new TimelineAccepted(StallCause.HarderThanExpected, null, DateOnly.FromDateTime(Sample.Monday.UtcDateTime.AddDays(30))),
        new OtherPathChosen(StallCause.FellThroughTheCracks, "product can do it"),
        new ClockPaused(WaitingFor.Customer, "their logs", Sample.Monday.AddDays(30)),
        new ClockResumed(),
        new RemindersHeld(Party.Team, Sample.Monday.AddDays(30), "release day"),
        new RemindersHeld(Party.Csm, Sample.Monday.AddDays(30), "holiday"),
        new Reclassified(Severity.S4, "they found a way around it", []),
        new Retimed("the calendar changed"),
        new CustomerTold("we are on it"),
        new CsmReassigned(new("max", "Max")),
        new ManagerFound(new("mia", "Mia Boss")),
        new MailAttempted(new("mia", "Mia Boss"), MailOutcome.Sent),
        new TicketOpened("ENG-42", "https://acme.atlassian.net/browse/ENG-42"),
        new TicketRefused("it answers 400"),
        new OnCallNamed("engineering", new("priya", "Priya Nair")),
        new ShiftOffered("engineering", new("priya", "Priya Nair"), new("tom", "Tom Becker")),
        new ShiftAccepted("engineering", new("priya", "Priya Nair"), new("tom", "Tom Becker")),
        new Erased([new(2, "hash", "digest")]),
        new ReviewPublished(new("what", "impact", "decided", "nothing")),
        new FixDone(1, "Alert on latency"),
        new BackupUsed(BackupKind.ByHand, null, "Call them", []),
        new BackupDone(),
    ];

    public static readonly IReadOnlyList<Authority> Anybody =
    [
        Case.Csm,
        Case.Team,
        Case.Consulted,
        Case.Clock,
        Writer,
        new(Actor.Human(new("eve", "Eve"))),
        new(Actor.Human(new("zoe", "Zoe"))),
        new(Actor.Human(new("max", "Max")), IsManager: true),
    ];

    /// <summary>What each move is recorded as.</summary>
    public static readonly IReadOnlyDictionary<Move, IReadOnlyList<Type>> Records = new Dictionary<Move, IReadOnlyList<Type>>
    {
        [Move.Edit] =
        [
            typeof(NotesTaken),
            typeof(SectionWritten),
            typeof(SectionSkipped),
            typeof(SectionExtended),
            typeof(KindChosen),
            typeof(ReceiverNamed),
            typeof(TriggerNamed),
            typeof(ChecklistAnswered),
            typeof(PartsSkipped),
            typeof(SectionLeftOpen),
            typeof(SectionReopened),
            typeof(SectionKept),
            typeof(AnswerChallenged),
            typeof(AccountNamed),
            typeof(CommercialFactsFound),
            typeof(SentimentNoted),
            typeof(RoutingHeld),
            typeof(ContextAdded),
            typeof(WriterAsked),
            typeof(FactsChecked),
            typeof(ContradictionSettled),
            typeof(SentencesReleased),
            typeof(SentencePlaced),
        ],
        [Move.Propose] =
        [
            typeof(ClassificationSuggested),
            typeof(DraftMade),
            typeof(PartsReviewed),
            typeof(SentencesSetAside),
            typeof(ChecklistAnswered),
            typeof(SectionWritten),
            typeof(AccountNamed),
            typeof(CommercialFactsFound),
            typeof(SentimentNoted),
        ],
        [Move.Decide] = [typeof(ClassificationDecided)],
        [Move.Route] = [typeof(Routed)],
        [Move.Acknowledge] = [typeof(Acknowledged)],
        [Move.Start] = [typeof(WorkStarted)],
        [Move.Update] = [typeof(UpdatePosted)],
        [Move.HandOver] = [typeof(HandOverOffered)],
        [Move.Own] = [typeof(HandedOver)],
        [Move.DeclineHandOver] = [typeof(HandOverDeclined)],
        [Move.Return] = [typeof(Returned)],
        [Move.Stall] = [typeof(Stalled)],
        [Move.Resolve] = [typeof(Resolved)],
        [Move.Close] = [typeof(Closed)],
        [Move.Reopen] = [typeof(Reopened)],
        [Move.Withdraw] = [typeof(Withdrawn)],
        [Move.Restore] = [typeof(Restored)],
        [Move.HandleDirectly] = [typeof(HandledDirectly)],
        [Move.Combine] = [typeof(CombinedInto)],
        [Move.TakeIn] = [typeof(CombinedFrom)],
        [Move.Note] =
        [
            typeof(HandOverOffered),
            typeof(DeliveryFailed),
            typeof(Reminded),
            typeof(AlarmsDeferred),
            typeof(Retimed),
            typeof(ClockResumed),
            typeof(ManagerFound),
            typeof(MailAttempted),
            typeof(TicketOpened),
            typeof(TicketRefused),
            typeof(OnCallNamed),
            typeof(ShiftOffered),
            typeof(BackupUsed),
            typeof(Erased),
        ],
        [Move.EscalateUp] = [typeof(EscalatedUp), typeof(NobodyAbove)],
        [Move.AskHigher] = [typeof(EscalatedUp)],
        [Move.PushHarder] = [typeof(PushedHarder)],
        [Move.AcceptTimeline] = [typeof(TimelineAccepted)],
        [Move.FindAnotherPath] = [typeof(OtherPathChosen)],
        [Move.Pause] = [typeof(ClockPaused)],
        [Move.Resume] = [typeof(ClockResumed)],
        [Move.HoldReminders] = [typeof(RemindersHeld)],
        [Move.Reclassify] = [typeof(Reclassified)],
        [Move.TellCustomer] = [typeof(CustomerTold)],
        [Move.Review] = [typeof(ReviewPublished)],
        [Move.Report] = [typeof(ReproductionReported), typeof(FixDateSet)],
        [Move.Advise] = [typeof(AdviceGiven)],
        [Move.LogDecision] = [typeof(DecisionLogged)],
        [Move.ReachByHand] = [typeof(BackupDone)],
        [Move.TickFix] = [typeof(FixDone)],
        [Move.AcceptShift] = [typeof(ShiftAccepted)],
        [Move.TakeOver] = [typeof(CsmReassigned)],
    };

    /// <summary>
    /// Escalations in this status: as short a life as leads there, one with clocks and decisions, and one that waits for somebody
    /// where that can be.
    /// </summary>
    public static IReadOnlyList<Escalation> In(Status status) =>
        [
            Sample.In(status),
            .. status switch
            {
                Status.Draft =>
                [
                    Sample.After([.. Sample.FullBrief, new ClassificationDecided("product_defect", Severity.S2, null)]),
                    Sample.After([
                        .. Sample.FullBrief.Where(e => e is not SectionWritten { Section: BriefSection.Headline }),
                        Drafted,
                        new ClassificationDecided("product_defect", Severity.S2, null),
                    ]),
                ],
                Status.Routed =>
                [
                    Routed().Now,
                    Routed().Then("2026-03-02T09:06Z", new BackupUsed(BackupKind.ByHand, null, "Call them", [])).Now,
                    Routed().Then("2026-03-02T09:05Z", Offered).Now,
                ],
                Status.Acknowledged =>
                [
                    Acknowledged().Now,
                    Acknowledged().Then("2026-03-02T10:05Z", Offered).Now,
                    Acknowledged().Then("2026-03-02T12:00Z", Offer).Now,
                    Acknowledged().Then("2026-03-02T11:00Z", Wait).Now,
                ],
                Status.InProgress =>
                [
                    Started().Now,
                    Started().Then("2026-03-02T11:05Z", Offered).Now,
                    Started().Then("2026-03-02T12:00Z", Offer).Now,
                    Started().Then("2026-03-02T12:00Z", Wait).Now,
                ],
                Status.Stalled =>
                [
                    Started().Until("2026-03-05T12:00Z").Now,
                    Started().Until("2026-03-05T12:00Z").Then("2026-03-05T12:05Z", Offered).Now,
                    Started().Until("2026-03-05T12:00Z").Then("2026-03-05T12:00Z", Offer).Now,
                ],
                Status.Resolved => [Resolved().Now, Reviewed().Now],
                Status.Closed => [Resolved().Then("2026-03-02T14:00Z", new Closed(null)).Now, Reviewed().Then("2026-03-02T14:00Z", new Closed(null)).Now],
                _ => new[] { Routed().Then("2026-03-02T10:00Z", new Withdrawn("no longer needed")).Now },
            },
        ];

    /// <summary>A headline that claims what nothing proves.</summary>
    public static SectionWritten Drafted => new(BriefSection.Headline, "90k are at stake", Origin.Drafted, [new("90k", "you wrote 85k")]);

    private static HandOverOffered Offer => new(new("zoe", "Zoe"), null);

    private static ShiftOffered Offered => new("engineering", new("priya", "Priya Nair"), new("tom", "Tom Becker"));

    private static ClockPaused Wait => new(WaitingFor.Customer, "their logs", Sample.Monday.AddDays(20));

    private static Case Routed() => Case.Routed(Severity.S1, "2026-03-02T09:00Z");

    private static Case Acknowledged() => Routed().Then("2026-03-02T10:00Z", new Acknowledged(Sample.Lead));

    private static Case Started() => Acknowledged().Then("2026-03-02T11:00Z", new WorkStarted());

    private static Case Reviewed() =>
        Resolved().Then("2026-03-02T13:30Z", new ReviewPublished(new("what", "impact", "decided", "Alert on latency - Mike Ross - 2026-04-01")));

    private static Case Resolved() => Started().Then("2026-03-02T13:00Z", new Resolved(ResolutionKind.Fix, "Index added."));
}
