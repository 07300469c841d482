using System.Text.Json;
using Escalations.Lifecycle;
using FsCheck;
using FsCheck.Fluent;

namespace Escalations.Tests.Lifecycle;

public sealed class TransitionTests
{
    private static readonly Standing Csm = new(Actor.Human(Sample.Csm));
    private static readonly Standing Team = new(Actor.Human(Sample.Lead), InTeamsChannel: true);
    private static readonly Standing Clock = new(Actor.Clock);
    private static readonly Standing Writer = new(Actor.Writer("a model"));

    /// <summary>One of every event, with all that its move needs.</summary>
    private static readonly IReadOnlyList<EscalationEvent> Anything =
    [
        new NotesTaken("notes"),
        new SectionWritten(BriefSection.Headline, "text", Origin.Stated),
        new SectionWritten(BriefSection.Headline, "text", Origin.Extracted),
        new SectionSkipped(BriefSection.CommercialContext),
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
        new Routed(["engineering"], []),
        new Acknowledged(Sample.Lead),
        new WorkStarted(),
        new UpdatePosted("going well"),
        new HandedOver(new("zoe", "Zoe"), "holiday"),
        new Returned("not ours"),
        new Stalled(Sample.Monday),
        new Resolved(ResolutionKind.Decision, "we will not build it"),
        new Reopened("still slow"),
        new Closed(null),
        new Withdrawn("no longer needed"),
        new Restored(),
        new DeliveryFailed("engineering-escalations", "it is gone"),
        new Reminded(DeadlineKind.Outcome, Sample.Monday, AlarmPhase.Due),
        new AlarmsDeferred(Sample.Monday.AddDays(1)),
        new EscalatedUp("head_of_engineering", []),
        new NobodyAbove(["head_of_engineering"]),
        new PushedHarder(StallCause.Overloaded, "they are three"),
        new TimelineAccepted(StallCause.HarderThanExpected, null, DateOnly.FromDateTime(Sample.Monday.UtcDateTime.AddDays(30))),
        new OtherPathChosen(StallCause.FellThroughTheCracks, "product can do it"),
        new ClockPaused(WaitingFor.Customer, "their logs", Sample.Monday.AddDays(30)),
        new ClockResumed(),
        new RemindersHeld(Side.Team, Sample.Monday.AddDays(30), "release day"),
        new RemindersHeld(Side.Csm, Sample.Monday.AddDays(30), "holiday"),
        new Reclassified(Severity.S4, "they found a way around it", []),
        new Retimed("the calendar changed"),
        new CustomerTold("we are on it"),
        new ReviewPublished(new("what", "impact", "decided", "nothing")),
    ];

    private static readonly IReadOnlyList<Standing> Anybody = [Csm, Team, Clock, Writer, new(Actor.Human(new("eve", "Eve"))), new(Actor.Human(new("max", "Max")), IsManager: true)];

    [Fact]
    public void The_statuses_are_those_of_the_source_C049_to_C060() =>
        Assert.Equal(["draft", "routed", "acknowledged", "in_progress", "stalled", "resolved", "closed", "withdrawn"], Enum.GetValues<Status>().Select(s => s.Key()));

    [Fact]
    public void A_life_goes_from_draft_to_closed_step_by_step()
    {
        var ledger = Sample.In(Status.Draft);
        foreach (var (what, by) in new (EscalationEvent, Standing)[]
        {
            (new ClassificationDecided("product_defect", Severity.S2, null), Csm),
            (new Routed(["engineering"], []), Csm),
            (new Acknowledged(Sample.Lead), Team),
            (new WorkStarted(), Team),
            (new Stalled(Sample.Monday), Clock),
            (new UpdatePosted("moving again"), Team),
            (new Resolved(ResolutionKind.Fix, "done"), Team),
            (new Reopened("not for them"), Csm),
            (new Resolved(ResolutionKind.Fix, "done now"), Team),
            (new Closed(null), Csm),
        })
        {
            Assert.Same(Verdict.Allowed, Transitions.Judge(ledger, what, by));
            ledger = ledger.After(new(ledger.Version + 1, ledger.LastEventAt, by.Actor, null, what));
        }

        Assert.Equal(Status.Closed, ledger.Status);
        Assert.Equal(2, ledger.ResolvedTimes);
    }

    /// <summary>Every status and event and actor: what is not a row of the table is refused, in a sentence.</summary>
    [Fact]
    public void Only_the_rows_of_the_table_happen()
    {
        foreach (var status in Enum.GetValues<Status>())
        {
            foreach (var what in Anything)
            {
                foreach (var by in Anybody)
                {
                    var verdict = Transitions.Judge(Sample.In(status), what, by);
                    if (verdict is Refused refused)
                    {
                        Assert.Matches(@"^[A-Z].*\.$", refused.Why);
                        continue;
                    }

                    var after = Sample.In(status);
                    after = after.After(new(after.Version + 1, Sample.Monday, by.Actor, null, what));
                    Assert.Contains(Transitions.Table, t => t.From == status && t.To == after.Status && by.Has(t.By, Sample.In(status)));
                }
            }
        }
    }

    [Fact]
    public void Every_row_of_the_table_can_be_walked() =>
        Assert.Empty(Transitions.Table.Where(row => !Anything.Any(what => Anybody.Any(by =>
            by.Has(row.By, Sample.In(row.From))
            && Transitions.Judge(Decided(Sample.In(row.From)), what, by) == Verdict.Allowed
            && Decided(Sample.In(row.From)) is var before
            && before.After(new(before.Version + 1, Sample.Monday, by.Actor, null, what)).Status == row.To))));

    [Fact]
    public void Nothing_moves_once_it_is_closed() =>
        Assert.All(Anything, what => Assert.All(Anybody, by => Assert.IsType<Refused>(Transitions.Judge(Sample.In(Status.Closed), what, by))));

    [Fact]
    public void Every_status_can_still_reach_closed()
    {
        var reaching = new HashSet<Status> { Status.Closed };
        for (var rounds = Transitions.Table.Count; rounds > 0; rounds--)
        {
            reaching.UnionWith(Transitions.Table.Where(t => reaching.Contains(t.To)).Select(t => t.From).ToList());
        }

        Assert.Equal(Enum.GetValues<Status>().Order(), reaching.Order());
    }

    /// <summary>Only people decide: whatever the machine does, in any order, it routes nothing, judges nothing, ends nothing and speaks for nobody.</summary>
    [Fact]
    public void No_sequence_of_system_acts_decides_for_a_person()
    {
        var acts = Gen.Elements(Anything.SelectMany(what => new[] { (what, Clock), (what, Writer) }).ToArray()).ListOf();
        var starts = Gen.Elements(Enum.GetValues<Status>());
        Prop.ForAll(
            Arb.From(from start in starts from sequence in acts select (start, sequence)),
            run =>
            {
                var begun = Sample.In(run.start);
                var now = begun;
                foreach (var (what, by) in run.sequence)
                {
                    if (Transitions.Judge(now, what, by) == Verdict.Allowed)
                    {
                        now = now.After(new(now.Version + 1, now.LastEventAt, by.Actor, null, what));
                    }
                }

                var answersKept = begun.Brief.Passages.All(p => now.Brief.Passages[p.Key] == p.Value) && begun.Brief.Account == now.Brief.Account;
                var nothingStated = now.Brief.Passages.All(p => begun.Brief.Passages.ContainsKey(p.Key) || p.Value.Origin == Origin.Extracted);
                var statusKept = now.Status == begun.Status || now.Status == Status.Stalled;
                return answersKept && nothingStated && statusKept
                    && now.Decision == begun.Decision && now.Owner == begun.Owner && now.Resolution == begun.Resolution && now.EndedAt == begun.EndedAt;
            }).QuickCheckThrowOnFailure();
    }

    /// <summary>Whatever people do, in any order: the fold of the record is the snapshot, the record's chain holds, and there is one owner.</summary>
    [Fact]
    public void Folding_the_events_gives_the_snapshot()
    {
        var acts = Gen.Elements(Anything.SelectMany(what => Anybody.Select(by => (what, by))).ToArray()).ListOf();
        Prop.ForAll(
            Arb.From(acts),
            sequence =>
            {
                var history = Sample.Recorded(Sample.FullBrief).ToList();
                var now = Sample.In(Status.Draft);
                foreach (var (what, by) in sequence)
                {
                    if (Transitions.Judge(now, what, by) == Verdict.Allowed)
                    {
                        history.Add(new(now.Version + 1, now.LastEventAt.AddMinutes(1), by.Actor, null, what));
                        now = now.After(history[^1]);
                    }
                }

                var hash = Chain.Genesis(Sample.Tenant, Sample.Id);
                var sealedEvents = history.ConvertAll(e =>
                {
                    var stored = Chain.Seal(hash, e);
                    hash = stored.Hash;
                    return stored;
                });
                var folded = Escalation.Fold(Sample.Tenant, Sample.Id, sealedEvents.Select(Chain.Open));
                return Json(folded) == Json(now)
                    && Chain.FirstBroken(Sample.Tenant, Sample.Id, sealedEvents) is null
                    && (now.Status is Status.Draft or Status.Routed or Status.Withdrawn) == (now.Owner is null || now.Status == Status.Withdrawn);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_change_to_the_record_shows()
    {
        var hash = Chain.Genesis(Sample.Tenant, Sample.Id);
        var record = Sample.Recorded(Sample.Life).Select(e =>
        {
            var stored = Chain.Seal(hash, e);
            hash = stored.Hash;
            return stored;
        }).ToList();

        for (var i = 0; i < record.Count; i++)
        {
            List<SealedEvent> changed = [.. record];
            changed[i] = changed[i] with { Json = changed[i].Json.Replace("ann", "eve", StringComparison.Ordinal).Replace("mike", "eve", StringComparison.Ordinal) };
            Assert.Equal(i + 1, Chain.FirstBroken(Sample.Tenant, Sample.Id, changed));

            List<SealedEvent> cut = [.. record.Where((_, j) => j != i)];
            Assert.Equal(i == record.Count - 1 ? null : i + 1, Chain.FirstBroken(Sample.Tenant, Sample.Id, cut));
        }

        Assert.Equal(1, Chain.FirstBroken("another tenant", Sample.Id, record));
    }

    [Fact]
    public void The_second_to_acknowledge_is_told_who_was_first()
    {
        var refused = Assert.IsType<Refused>(Transitions.Judge(Sample.In(Status.Acknowledged), new Acknowledged(new("zoe", "Zoe")), Team));
        Assert.Equal("Mike Ross has already acknowledged ESC-2026-0342 and owns it.", refused.Why);
    }

    [Theory]
    [InlineData("product_defect", Severity.S1, null, true)]
    [InlineData("feature_gap", Severity.S1, null, false)]
    [InlineData("product_defect", Severity.S3, " ", false)]
    [InlineData("product_defect", Severity.S3, "They can wait.", true)]
    public void Choosing_otherwise_than_suggested_needs_a_reason_C087(string category, Severity severity, string? because, bool allowed)
    {
        var suggested = Sample.After([.. Sample.FullBrief, new ClassificationSuggested(new("product_defect", [], Severity.S1, [], "rules"))]);
        Assert.Equal(allowed, Transitions.Judge(suggested, new ClassificationDecided(category, severity, because), Csm) == Verdict.Allowed);
    }

    private static Escalation Decided(Escalation escalation) => escalation.Status == Status.Draft
        ? Sample.After([.. Sample.FullBrief, new ClassificationDecided("product_defect", Severity.S2, null)])
        : escalation;

    private static string Json(Escalation escalation) => JsonSerializer.Serialize(escalation, EventJson.Default.Escalation);
}
