using Escalations;
using Escalations.Reporting;

namespace TestSupport.Samples;

/// <summary>
/// Lives in which every kind of event happens and nearly anything may follow anything, at instants that coincide, jump, go back
/// and lie at the borders of weeks; the same seed gives the same.
/// </summary>
internal static class RandomHistories
{
    public static readonly DateTimeOffset Begin = new(2026, 2, 23, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Zones before and behind UTC; all but it change their clocks while these lives last.</summary>
    public static readonly IReadOnlyList<string> Zones = ["UTC", "Pacific/Auckland", "America/New_York"];

    private static readonly Person Csm = new("u-csm", "Sarah Chen", "CSM");
    private static readonly Person Lead = new("u-lead", "Lee Park", "Eng Lead");

    private static readonly Func<Random, EscalationEvent>[] BeforeRouting =
    [
        r => new AccountNamed($"Account {r.Next(3)}", Origin.Stated),
        r => new CommercialFactsFound(new(r.Next(5) * 1000.5m, "EUR"), null, Origin.Stated),
        r => new SentimentNoted((Sentiment)r.Next(4), Origin.Stated),
        r => new ClassificationDecided(
            r.Next(4) switch
            {
                0 => "product_defect",
                1 => "feature_gap",
                2 => "another",
                _ => "zebra",
            },
            (Severity)r.Next(4),
            null
        ),
        _ => new NotesTaken("notes"),
        _ => new Withdrawn(null),
        _ => new Restored(),
        _ => new HandledDirectly("I call them"),
        _ => new CombinedInto(new(2026, 9)),
        r => new Routed(["engineering"], r.Next(2) == 0 ? [] : [new(DeadlineKind.CsmUpdate, Begin.AddHours(r.Next(900)), Begin, "update", "rule")]),
        r => new Routed(["support"], [new(DeadlineKind.Acknowledge, Begin.AddHours(r.Next(900)), Begin, "acknowledgement", "rule")]),
    ];

    private static readonly Func<Random, EscalationEvent>[] AfterRouting =
    [
        .. BeforeRouting,
        _ => new Acknowledged(Lead),
        _ => new Acknowledged(Csm),
        _ => new WorkStarted(),
        _ => new UpdatePosted("half way"),
        _ => new ReproductionReported(Reproduction.Reproduced, null),
        _ => new FixDateSet(new(2026, 4, 1), null),
        _ => new HandedOver(Csm, null),
        _ => new Returned("not ours"),
        _ => new Stalled(Begin),
        _ => new TimelineAccepted(StallCause.Overloaded, null, new(2026, 4, 1)),
        _ => new OtherPathChosen(StallCause.Overloaded, null),
        _ => new Resolved(ResolutionKind.Fix, "deployed"),
        _ => new Resolved(ResolutionKind.Decision, "decided"),
        _ => new Reopened("still broken"),
        _ => new Closed(null),
        _ => new EscalatedUp("head", []),
        _ => new EscalatedUp("head", [], Because: "They are all asleep."),
        _ => new Routed(["product"], [], AgainBecause: "theirs after all"),
    ];

    /// <summary>What reports may take no notice of.</summary>
    private static readonly EscalationEvent[] Aside =
    [
        new SectionWritten(BriefSection.Headline, "text", Origin.Stated),
        new SectionSkipped(BriefSection.Timeline),
        new SectionExtended(BriefSection.Timeline, "It began on 2 March."),
        new PartsReviewed([BriefPart.Began, BriefPart.Resolved]),
        new KindChosen(House.Rules.Version, "product_defect", BriefForm.Customer, false),
        new ReceiverNamed("counterpart", new("mia", "Mia Boss")),
        new TriggerNamed("went_wrong"),
        new ChecklistAnswered([new("logs", "attached")]),
        new DecisionLogged("ship it", "Mike Ross", new(2026, 3, 10)),
        new AdviceGiven("board", "their board meets on Friday"),
        new HandOverOffered(Lead, "holiday"),
        new HandOverDeclined(null),
        new PartsSkipped(BriefSection.SpecificAsk),
        new SectionLeftOpen(BriefSection.ResolutionAttempts, "I ask on Monday"),
        new SectionReopened(BriefSection.Timeline),
        new SectionKept(BriefSection.Timeline),
        new AnswerChallenged(BriefSection.SpecificAsk, "help", "what?"),
        new ClassificationSuggested(new("product_defect", [], Severity.S1, [], "rules")),
        new ContextAdded("their board meets on Friday"),
        new WriterAsked("a model"),
        new DraftMade(new("a model", "a model", "draft-brief v1"), null, [], [], [], []),
        new FactsChecked(BriefSection.Headline, [], [], "text"),
        new ContradictionSettled("ARR", "85k"),
        new SentencesReleased(Audience.Technical, ["They pay 85k."]),
        new SentencesSetAside([new("Their office moved.")], [new("Just kidding.", LeftOutBecause.Joke)]),
        new SentencePlaced(BriefSection.Timeline, "Their office moved."),
        new RoutingHeld(["engineering"]),
        new CombinedFrom(new(2026, 9), Lead, "Account 1", "text"),
        new DeliveryFailed("engineering-escalations", "it is gone"),
        new Reminded(DeadlineKind.CsmUpdate, Begin, AlarmPhase.Due),
        new AlarmsDeferred(Begin.AddDays(9)),
        new NobodyAbove(["head"]),
        new PushedHarder(StallCause.Overloaded, null),
        new ClockPaused(WaitingFor.Customer, "their logs", Begin.AddDays(30)),
        new ClockResumed(),
        new RemindersHeld(Party.Csm, Begin.AddDays(30), "holiday"),
        new Retimed("the calendar changed"),
        new CustomerTold(null),
        new CsmReassigned(Lead),
        new ManagerFound(new("mia", "Mia Boss")),
        new MailAttempted(new("mia", "Mia Boss"), MailOutcome.Sent),
        new TicketOpened("ENG-42", "https://acme.atlassian.net/browse/ENG-42"),
        new TicketRefused("it answers 400"),
        new OnCallNamed("engineering", new("priya", "Priya Nair")),
        new ShiftOffered("engineering", new("priya", "Priya Nair"), new("tom", "Tom Becker")),
        new ShiftAccepted("engineering", new("priya", "Priya Nair"), new("tom", "Tom Becker")),
        new ReviewPublished(new("what", "impact", "decided", "Alert on latency - Mike Ross - 2026-04-01")),
        new FixDone(1, "Alert on latency"),
        new BackupUsed(BackupKind.ByHand, null, "Call them", []),
        new BackupDone(),
        new Erased([new(2, "hash", "digest")]),
    ];

    public static IReadOnlyList<History> Of(int seed, int count, string tenant)
    {
#pragma warning disable CA5394 // The same seed has to give the same lives.
        var random = new Random(seed);
        return [.. Enumerable.Range(1, count).Select(number => new History(tenant, new(2026, number), Life(random)))];
    }

    private static List<RecordedEvent> Life(Random random)
    {
        var at = Begin.AddMinutes(random.Next(20_000));
        var life = new List<RecordedEvent>
        {
            new(1, at, Actor.Human(Csm), null, new DraftStarted(Csm, new("sample", "1"))),
            new(2, at, Actor.Human(Csm), null, new SectionWritten(BriefSection.Headline, "text", Origin.Stated)),
        };
        for (var left = random.Next(30); left > 0; left--)
        {
            at = random.Next(20) switch
            {
                < 5 => at,
                < 7 => at.AddMinutes(-random.Next(300)),
                < 16 => at.AddMinutes(random.Next(600)),
                < 18 => IsoWeek.Of(at, Zones[0]).Borders(Zones[random.Next(Zones.Count)]).End.AddTicks(-random.Next(2)),
                _ => at.AddMinutes(random.Next(12_000)),
            };
            life.Add(
                new(life.Count + 1, at, Actor.Human(Csm), null, Next(random, life))
                {
                    Clocks = random.Next(4) == 0 ? [new(DeadlineKind.CsmUpdate, Begin.AddHours(random.Next(900)), Begin, "update", "rule")] : null,
                }
            );
        }

        return life;
    }

    private static EscalationEvent Next(Random random, List<RecordedEvent> life)
    {
        if (random.Next(5) == 0)
        {
            return Aside[random.Next(Aside.Length)];
        }

        if (life.Any(e => e.What is ClassificationDecided) && random.Next(12) == 0)
        {
            return new Reclassified((Severity)random.Next(4), "it has changed", []);
        }

        var possible = life.Any(e => e.What is Routed) ? AfterRouting : BeforeRouting;
        return possible[random.Next(possible.Length)](random);
    }
}
