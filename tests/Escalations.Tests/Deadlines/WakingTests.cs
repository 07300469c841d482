using System.Text.Json;
using Escalations.Deadlines;
using Escalations.Lifecycle;
using FsCheck;
using FsCheck.Fluent;
using TextAnalysis.Facts;
using static Escalations.Tests.Case;
using Kind = Escalations.DeadlineKind;

namespace Escalations.Tests.Deadlines;

/// <summary>Whatever people do, whenever the clock gets round to looking: it is woken for something, does it once, and comes to rest.</summary>
public sealed class WakingTests
{
    private static readonly Authority Manager = new(Actor.Human(new("max", "Max")), IsManager: true);

    private static readonly IReadOnlyList<Playbook> Editions =
    [
        House.Rules,
        House.Rules with
        {
            Version = new("house", "8"),
            Calendars = [Calendars.Utc with { Holidays = [new DatedHoliday("Bridge day", new(2026, 11, 23))] }, House.Paris with { Holidays = [] }],
        },
        House.Rules with
        {
            Version = new("house", "9"),
            Reminders = new(0, 10, 8),
        },
    ];

    private static readonly Gen<Turn> Turns =
        from minutes in Gen.OneOf(Gen.Choose(1, 30), Gen.Choose(30, 600), Gen.Choose(600, 6000))
        from act in Gen.Choose(0, 1000)
        from many in Gen.Choose(1, 20_000)
        from isAwake in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from edition in Gen.Frequency((9, Gen.Constant(-1)), (1, Gen.Choose(0, Editions.Count - 1)))
        select new Turn(minutes, act, many, isAwake, edition);

    private readonly HashSet<Type> happened = [];
    private readonly HashSet<(Kind, AlarmPhase)> heard = [];

    /// <param name="Minutes">Until somebody acts.</param>
    /// <param name="Act">Which of the things that can be done then.</param>
    /// <param name="Many">Minutes for whatever it asks: until when.</param>
    /// <param name="IsAwake">Whether the watch looks in time, or only when somebody acts.</param>
    /// <param name="Edition">Of the playbook that counts from then on; -1 for the one before.</param>
    private sealed record Turn(int Minutes, int Act, int Many, bool IsAwake, int Edition);

    [Fact]
    public void Every_waking_has_a_reason_and_every_reason_is_settled_once()
    {
        Prop.ForAll(
                Arb.From(
                    from first in Gen.Elements(Severities.All.ToArray())
                    from category in Gen.Elements(House.Rules.Categories.ToArray())
                    from linked in Gen.Choose(0, 3)
                    from turns in Turns.ListOf()
                    select (first, category, linked, turns)
                ),
                test =>
                {
                    var matter = Routed(test.first, "2026-11-18T10:00Z", test.category.Key);
                    matter.Linked.RemoveWhere(rung => (test.linked & (rung == "head" ? 1 : 2)) == 0);
                    var now = At("2026-11-18T10:00Z");
                    var settled = new HashSet<(Kind Kind, DateTimeOffset DueAt, Alarm, int)>();
                    var seen = 0;
                    IsWokenForSomething(matter.Now);
                    foreach (var turn in test.turns)
                    {
                        var then = now.AddMinutes(turn.Minutes);
                        while (turn.IsAwake && matter.Now.NextWake is { } wake && wake <= then)
                        {
                            Settles(matter, wake > now ? wake : now);
                        }

                        now = then;
                        Settles(matter, now);
                        foreach (var (_, dueAlarm, climbed) in matter.Fired.Skip(seen))
                        {
                            Assert.True(settled.Add((dueAlarm.Deadline.Kind, dueAlarm.Deadline.DueAt, dueAlarm.Alarm, climbed)), $"Twice: {dueAlarm}");
                        }

                        seen = matter.Fired.Count;
                        Act(matter, turn, now);

                        // What has been promised for another instant meanwhile is a new promise, also when it comes back to the old one.
                        settled.RemoveWhere(s => matter.Now.DueAt(s.Kind) != s.DueAt);
                        IsWokenForSomething(matter.Now);
                        IsAtRestOnceEnded(matter.Now);
                    }

                    Assert.All(matter.Fired, f => Assert.True(f.At >= f.Firing.Alarm.At));
                    Assert.Equal(Json(matter.Now), Json(Stored(matter.History)));
                    heard.UnionWith(matter.Fired.Select(f => (f.Firing.Deadline.Kind, f.Firing.Alarm.Phase)));
                    happened.UnionWith(matter.History.Select(e => e.What.GetType()));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500).WithEndSize(60));

        // All that can happen did, and every alarm was heard: nothing above holds for want of trying.
        Assert.Empty(
            typeof(EscalationEvent)
                .Assembly.GetTypes()
                .Where(t => t.IsSubclassOf(typeof(EscalationEvent)))
                .Except(happened)
                .Except([
                    typeof(NotesTaken),
                    typeof(SectionSkipped),
                    typeof(SectionExtended),
                    typeof(PartsReviewed),
                    typeof(KindChosen),
                    typeof(ReceiverNamed),
                    typeof(TriggerNamed),
                    typeof(ChecklistAnswered),
                    typeof(PartsSkipped),
                    typeof(SectionLeftOpen),
                    typeof(SectionReopened),
                    typeof(SectionKept),
                    typeof(AnswerChallenged),
                    typeof(CommercialFactsFound),
                    typeof(SentimentNoted),
                    typeof(ClassificationSuggested),
                    typeof(RoutingHeld),
                    typeof(ContextAdded),
                    typeof(WriterAsked),
                    typeof(DraftMade),
                    typeof(FactsChecked),
                    typeof(ContradictionSettled),
                    typeof(SentencesReleased),
                    typeof(SentencesSetAside),
                    typeof(SentencePlaced),
                ])
        );
        Assert.Empty(Enum.GetValues<Kind>().Except(heard.Select(h => h.Item1)));
    }

    /// <summary>As it is after having been written down and read again.</summary>
    private static Escalation Stored(IReadOnlyList<RecordedEvent> history) =>
        Escalation.Fold(Sample.Tenant, Sample.Id, history.Select(e => HashChain.Open(HashChain.Seal("", e))));

    private static string Json(Escalation escalation) => JsonSerializer.Serialize(escalation, EventJson.Default.Escalation);

    private static void IsWokenForSomething(Escalation escalation)
    {
        Assert.Equal(escalation.Deadlines.SelectMany(d => d.PendingAlarms.Select(a => (DateTimeOffset?)escalation.WakesAt(d, a))).Min(), escalation.NextWake);
        Assert.All(escalation.Deadlines, d => Assert.Equal(d.PendingAlarms.OrderBy(a => a.At), d.PendingAlarms));
        Assert.Equal(escalation.Deadlines.DistinctBy(d => d.Kind), escalation.Deadlines);
        if (escalation.NextWake is { } wake)
        {
            Assert.NotEmpty(DueAlarms.Due(escalation, wake));
            Assert.Empty(DueAlarms.Due(escalation, wake.AddTicks(-1)));
        }
    }

    private static void Settles(Case matter, DateTimeOffset at)
    {
        var before = matter.Now;
        matter.Look(at);
        if (matter.Now.NextWake <= at && matter.History.Skip(before.Version).Any(e => e.What is not Reminded))
        {
            // What was done has brought something about that is late already, such as a deadline that was reached after a pause had ended unseen.
            matter.Look(at);
        }

        Assert.True(
            matter.Now.NextWake is null || matter.Now.NextWake > at,
            $"At {at} it was woken by {string.Join(", ", DueAlarms.Due(before, at))}, and is to be woken at {matter.Now.NextWake}."
        );
        IsWokenForSomething(matter.Now);
        if (before.Status != Status.Stalled && matter.Now.Status == Status.Stalled && before.Find(Kind.Progress)!.Counted is { } counted)
        {
            var severity = before.Decision!.Severity;
            var calendar = matter.Playbook.Calendars.Single(c => c.Key == (counted.Calendar ?? CalendarRule.DefaultKey));
            var stall = Terms.Due(matter.Playbook.LevelOf(severity).Stall, severity, calendar, before.Work.LastProgressAt!.Value);
            Assert.True(at >= stall || counted.Playbook != matter.Playbook.Version, $"It stalled at {at}, before {stall}.");
        }
    }

    private static void IsAtRestOnceEnded(Escalation escalation)
    {
        if (escalation.Status.IsEnded())
        {
            Assert.All(escalation.Deadlines.Where(d => d.MetAt is null), d =>
                Assert.True(d.Kind is Kind.Review or Kind.ReviewFix && escalation.Status == Status.Closed, $"{d.Kind} of {escalation.Status}")
            );
        }
    }

    private static void Act(Case matter, Turn turn, DateTimeOffset at)
    {
        if (turn.Edition >= 0)
        {
            matter.Playbook = Editions[turn.Edition];
            matter.Try(at, new Retimed("the calendars"), Clock);
        }

        var acts = ActsAt(turn, at)
            .SelectMany(what =>
                new[] { Csm, Case.Team, Case.Consulted, Manager, Clock }
                    .Where(by =>
                        by != Clock
                        || what
                            is DeliveryFailed
                                or ManagerFound
                                or MailAttempted
                                or TicketOpened
                                or TicketRefused
                                or OnCallNamed
                                or ShiftOffered
                                or BackupUsed
                                or Erased
                    )
                    .Select(by => (what, by))
            )
            .Concat(
                matter.Now.Work.HandOver is { To: var asked }
                    ? [(what: new HandedOver(asked, null), by: new Authority(Actor.Human(asked)))]
                    : Array.Empty<(EscalationEvent what, Authority by)>()
            )
            .Where(act => Transitions.Judge(matter.Now, act.what, act.by) == Verdict.Allowed)
            .DistinctBy(act => act.what)
            .ToList();
        if (acts.Count == 0)
        {
            return;
        }

        var (chosen, who) = acts[turn.Act % acts.Count];
        if (chosen is Routed)
        {
            matter.Route(at);
            return;
        }

        Assert.Null(matter.Try(at, chosen, who));
        if (chosen is CsmReassigned)
        {
            // The acts above are those of the first CSM, who has it back at once.
            Assert.Null(matter.Try(at, new CsmReassigned(Sample.Csm), Manager));
        }
    }

    private static IEnumerable<EscalationEvent> ActsAt(Turn turn, DateTimeOffset at)
    {
        var (until, severity) = (at.AddMinutes(turn.Many), (Severity)(turn.Many % 4));
        return
        [
            new ClassificationDecided(House.Rules.Categories[turn.Many % House.Rules.Categories.Count].Key, severity, "because"),
            new Routed(["engineering"], []),
            new Acknowledged(Sample.Lead),
            new WorkStarted(),
            new UpdatePosted("going well"),
            new UpdatePosted("still going well"),
            new HandOverOffered(new($"zoe-{turn.Many}", "Zoe"), "holiday"),
            new HandOverDeclined(null),
            new Resolved(ResolutionKind.Decision, "we will not build it"),
            new Reopened("still slow"),
            new PushedHarder(StallCause.Overloaded, null),
            new EscalatedUp("office", []),
            new NobodyAbove([]),
            new TimelineAccepted(StallCause.HarderThanExpected, null, DateOnly.FromDateTime(until.UtcDateTime)),
            new ReproductionReported(Reproduction.Sometimes, null),
            new FixDateSet(DateOnly.FromDateTime(until.UtcDateTime), "the index takes longer"),
            new DecisionLogged("ship it", "Mike Ross", DateOnly.FromDateTime(at.UtcDateTime)),
            new AdviceGiven("board", "their board meets on Friday"),
            new ClockPaused(WaitingFor.Customer, "their logs", until),
            new ClockResumed(),
            new RemindersHeld(Party.Team, until, "release day"),
            new RemindersHeld(Party.Csm, until, "holiday"),
            new Reclassified(severity, "it changed", ["head", "office"]),
            new CustomerTold("we are on it"),
            new ReviewPublished(new("what", "impact", "decided", $"Alert on latency - Mike Ross - {until:yyyy-MM-dd}")),
            new FixDone(1, "Alert on latency"),
            new BackupUsed(BackupKind.ByHand, null, "Call them", []),
            new BackupDone(),
            new DeliveryFailed("engineering", "it is gone"),
            new CombinedFrom(new(2026, 1 + turn.Many), Sample.Csm, "Acme Corp", "The export fails"),
            new CsmReassigned(new("max", "Max")),
            new ManagerFound(new("mia", "Mia Boss")),
            new MailAttempted(new("mia", "Mia Boss"), MailOutcome.Sent),
            new TicketOpened("ENG-42", "https://acme.atlassian.net/browse/ENG-42"),
            new TicketRefused("it answers 400"),
            new OnCallNamed("engineering", new("priya", "Priya Nair")),
            new ShiftOffered("engineering", new("priya", "Priya Nair"), new("tom", "Tom Becker")),
            new ShiftAccepted("engineering", new("priya", "Priya Nair"), new("tom", "Tom Becker")),
            new Erased([new(2, "hash", "digest")]),
            .. turn.Many % 5 > 0
                ? Array.Empty<EscalationEvent>()
                :
                [
                    new Returned("not ours"),
                    new OtherPathChosen(StallCause.FellThroughTheCracks, "product"),
                    new Closed(null),
                    new Withdrawn("no"),
                    new Restored(),
                    new HandledDirectly("I call them"),
                    new CombinedInto(new(2026, 17), "more of it"),
                ],
        ];
    }
}
