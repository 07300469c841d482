using System.Text.Json;
using Escalations.Lifecycle;
using FsCheck;
using FsCheck.Fluent;
using TextAnalysis.Facts;
using static Escalations.Tests.Lifecycle.Everything;

namespace Escalations.Tests.Lifecycle;

public sealed class TransitionTests
{
    private static readonly Authority Csm = Case.Csm;
    private static readonly Authority Team = Case.Team;
    private static readonly Authority Clock = Case.Clock;

    [Fact]
    public void The_statuses_are_those_of_the_source_C049_to_C060() =>
        Assert.Equal(
            ["draft", "routed", "acknowledged", "in_progress", "stalled", "resolved", "closed", "withdrawn"],
            Enum.GetValues<Status>().Select(s => s.Key())
        );

    [Fact]
    public void A_life_goes_from_draft_to_closed_step_by_step()
    {
        var ledger = Sample.In(Status.Draft);
        foreach (
            var (what, by) in new (EscalationEvent, Authority)[]
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
            }
        )
        {
            Assert.Same(Verdict.Allowed, Transitions.Judge(ledger, what, by));
            ledger = ledger.After(new(ledger.Version + 1, ledger.LastEventAt, by.Actor, null, what));
        }

        Assert.Equal(Status.Closed, ledger.Status);
        Assert.Equal(2, ledger.Outcome.ResolvedTimes);
    }

    /// <summary>Every status and event and actor: what is not a row of the table is refused, in a sentence.</summary>
    [Fact]
    public void Only_the_rows_of_the_table_happen()
    {
        foreach (var before in Enum.GetValues<Status>().SelectMany(In))
        {
            foreach (var what in Anything)
            {
                foreach (var by in Anybody)
                {
                    var verdict = Transitions.Judge(before, what, by);
                    if (verdict is Refused refused)
                    {
                        Assert.Matches(@"^[A-Z].*\.$", refused.Why);
                        continue;
                    }

                    var after = Next(before, what, by);
                    Assert.Contains(Transitions.Table, t =>
                        t.From == before.Status && t.To == after.Status && by.Has(t.By, before) && Records[t.Move].Contains(what.GetType())
                    );
                }
            }
        }
    }

    [Fact]
    public void Every_row_of_the_table_can_be_walked() =>
        Assert.Empty(
            Transitions.Table.Where(row =>
                !In(row.From)
                    .Any(before =>
                        Anything
                            .Where(what => Records[row.Move].Contains(what.GetType()))
                            .Any(what =>
                                Anybody
                                    .Where(by => by.Has(row.By, before))
                                    .Any(by => Transitions.Judge(before, what, by) == Verdict.Allowed && Next(before, what, by).Status == row.To)
                            )
                    )
            )
        );

    [Fact]
    public void Every_kind_of_event_is_tried_and_every_move_has_one()
    {
        var kinds = typeof(EscalationEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(EscalationEvent))).Except([typeof(DraftStarted)]);
        Assert.Equal(kinds.OrderBy(t => t.Name), Anything.Select(what => what.GetType()).Distinct().OrderBy(t => t.Name));
        Assert.Equal(Enum.GetValues<Move>().Order(), Records.Keys.Order());
    }

    /// <summary>The team may still publish its review, and the clock may note what happens around it.</summary>
    [Fact]
    public void Nothing_moves_once_it_is_closed() => Assert.All(In(Status.Closed), closed => Assert.All(Anything, what => Assert.All(Anybody, by =>
                {
                    if (Transitions.Judge(closed, what, by) != Verdict.Allowed)
                    {
                        return;
                    }

                    Assert.True(
                        what is ReviewPublished ? by == Team && closed.Find(DeadlineKind.Review) is not null
                            : what is FixDone ? by.Has(Role.Involved, closed) && closed.Outcome.OpenFixes.Any()
                            : by == Clock && Records[Move.Note].Contains(what.GetType()),
                        $"{what}"
                    );
                    var after = Next(closed, what, by);
                    Assert.Equal(
                        (closed.Status, closed.Work.Owner, closed.Decision, closed.Outcome.Resolution, closed.Outcome.EndedAt, closed.Brief),
                        (after.Status, after.Work.Owner, after.Decision, after.Outcome.Resolution, after.Outcome.EndedAt, after.Brief)
                    );
                })));

    [Fact]
    public void Whether_a_review_may_be_published_is_a_matter_of_whether_one_is_owed() =>
        Assert.Equal(
            [new Refused("No review is owed for this one."), Verdict.Allowed, Verdict.Allowed],
            In(Status.Closed).Select(closed => Transitions.Judge(closed, Anything.OfType<ReviewPublished>().Single(), Team))
        );

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
        var starts = Gen.Elements(Enum.GetValues<Status>().SelectMany(In).ToArray());
        Prop.ForAll(Arb.From(from start in starts from sequence in acts select (start, sequence)), run =>
            {
                var (begun, now) = (run.start, run.start);
                foreach (var (what, by) in run.sequence)
                {
                    if (Transitions.Judge(now, what, by) == Verdict.Allowed)
                    {
                        now = now.After(new(now.Version + 1, now.LastEventAt, by.Actor, null, what));
                    }
                }

                var answersKept =
                    begun.Brief.Passages.Where(p => p.Value.Origin == Origin.Stated).All(p => now.Brief.Passages[p.Key] == p.Value)
                    && begun.Brief.Account == now.Brief.Account;
                var nothingStated = now.Brief.Passages.All(p => begun.Brief.Passages.ContainsKey(p.Key) || p.Value.Origin != Origin.Stated);
                var statusKept = now.Status == begun.Status || now.Status == Status.Stalled;
                return answersKept
                    && nothingStated
                    && statusKept
                    && now.Decision == begun.Decision
                    && now.Work.Owner == begun.Work.Owner
                    && now.Outcome.Resolution == begun.Outcome.Resolution
                    && now.Outcome.EndedAt == begun.Outcome.EndedAt;
            })
            .QuickCheckThrowOnFailure();
    }

    /// <summary>Whatever people do, in any order: the fold of the record is the snapshot, the record's chain holds, and there is one owner.</summary>
    [Fact]
    public void Folding_the_events_gives_the_snapshot()
    {
        var acts = Gen.Elements(Anything.SelectMany(what => Anybody.Select(by => (what, by))).ToArray()).ListOf();
        Prop.ForAll(Arb.From(acts), sequence =>
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

                var hash = HashChain.Genesis(Sample.Tenant, Sample.Id);
                var sealedEvents = history.ConvertAll(e =>
                {
                    var stored = HashChain.Seal(hash, e);
                    hash = stored.Hash;
                    return stored;
                });
                var folded = Escalation.Fold(Sample.Tenant, Sample.Id, sealedEvents.Select(HashChain.Open));
                return Json(folded) == Json(now)
                    && HashChain.FirstBroken(Sample.Tenant, Sample.Id, sealedEvents) is null
                    && (now.Status is Status.Draft or Status.Routed or Status.Withdrawn) == (now.Work.Owner is null || now.Status == Status.Withdrawn);
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_change_to_the_record_shows()
    {
        var hash = HashChain.Genesis(Sample.Tenant, Sample.Id);
        var record = Sample
            .Recorded(Sample.Life)
            .Select(e =>
            {
                var stored = HashChain.Seal(hash, e);
                hash = stored.Hash;
                return stored;
            })
            .ToList();

        for (var i = 0; i < record.Count; i++)
        {
            List<SealedEvent> changed = [.. record];
            changed[i] = changed[i] with
            {
                Json = changed[i].Json.Replace("ann", "eve", StringComparison.Ordinal).Replace("mike", "eve", StringComparison.Ordinal),
            };
            Assert.Equal(i + 1, HashChain.FirstBroken(Sample.Tenant, Sample.Id, changed));

            List<SealedEvent> cut = [.. record.Where((_, j) => j != i)];
            Assert.Equal(i == record.Count - 1 ? null : i + 1, HashChain.FirstBroken(Sample.Tenant, Sample.Id, cut));
        }

        Assert.Equal(1, HashChain.FirstBroken("another tenant", Sample.Id, record));
    }

    /// <summary>What a writer claims and nothing proves goes to no team before the CSM has spoken.</summary>
    [Fact]
    public void Nothing_unproven_is_routed()
    {
        var drafted = Everything.In(Status.Draft)[^1];
        var route = new Routed(["engineering"], []);
        Assert.Equal(new Refused(Guard.ProvenFacts.Sentence), Transitions.Judge(drafted, route, Csm));
        Assert.Equal(
            new Refused(Guard.NothingOverwritten.Sentence),
            Transitions.Judge(Next(drafted, Check("90k"), Csm), Drafted with { Unproven = null }, Writer)
        );

        foreach (
            var settling in new EscalationEvent[]
            {
                Check("90k"),
                new FactsChecked(BriefSection.Headline, [], ["90k"], "Much is at stake"),
                new SectionWritten(BriefSection.Headline, "85k are at stake", Origin.Stated),
            }
        )
        {
            Assert.Same(Verdict.Allowed, Transitions.Judge(drafted, settling, Csm));
            Assert.Same(Verdict.Allowed, Transitions.Judge(Next(drafted, settling, Csm), route, Csm));
        }

        Assert.IsType<Refused>(Transitions.Judge(drafted, Check("90k"), Writer));
        Assert.Equal(new Refused(Guard.SomethingToCheck.Sentence), Transitions.Judge(drafted, Check("85k"), Csm));
        Assert.Equal(
            new Refused(Guard.ACompleteBrief.Sentence),
            Transitions.Judge(Next(drafted, new FactsChecked(BriefSection.Headline, [], ["90k"], null), Csm), route, Csm)
        );

        static FactsChecked Check(string fact) => new(BriefSection.Headline, [fact], [], "90k are at stake");
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

    [Theory]
    [InlineData(0.4, Severity.S2, true)]
    [InlineData(0.4, Severity.S3, false)]
    [InlineData(0.6, Severity.S2, false)]
    public void What_a_suggestion_leaves_open_is_no_other_choice(double confidence, Severity decided, bool allowed)
    {
        var open = new Suggestion("product_defect", [], Severity.S1, [], "rules") { SeverityConfidence = confidence, OtherSeverity = Severity.S2 };
        var suggested = Sample.After([.. Sample.FullBrief, new ClassificationSuggested(open)]);
        Assert.Equal(allowed, Transitions.Judge(suggested, new ClassificationDecided("product_defect", decided, null), Csm) == Verdict.Allowed);
    }

    [Fact]
    public void Where_nothing_is_suggested_there_is_nothing_to_choose_otherwise_than()
    {
        var suggested = Sample.After([.. Sample.FullBrief, new ClassificationSuggested(new("product_defect", [], null, [], "rules"))]);
        Assert.Equal(Verdict.Allowed, Transitions.Judge(suggested, new ClassificationDecided("product_defect", Severity.S4, null), Csm));
        Assert.NotEqual(Verdict.Allowed, Transitions.Judge(suggested, new ClassificationDecided("feature_gap", Severity.S4, null), Csm));
    }

    private static Escalation Next(Escalation before, EscalationEvent what, Authority by) =>
        before.After(new(before.Version + 1, Sample.Monday, by.Actor, null, what));

    private static string Json(Escalation escalation) => JsonSerializer.Serialize(escalation, EventJson.Default.Escalation);
}
