using Escalations.Deadlines;
using FsCheck;
using FsCheck.Fluent;
using TextAnalysis.Facts;
using static Escalations.Tests.Case;
using Kind = Escalations.DeadlineKind;

namespace Escalations.Tests.Deadlines;

/// <summary>The severity changes: clocks are counted from their own beginning, never granted again (lesson 38).</summary>
public sealed class SeverityChangeTests
{
    [Fact]
    public void A_higher_severity_counts_from_the_beginning_and_what_is_late_by_it_is_heard_at_once()
    {
        var matter = InProgress(Severity.S3, "2026-11-20T10:00Z").Then("2026-11-20T15:00Z", To(Severity.S1));

        Assert.Equal((At("2026-11-20T10:00Z"), At("2026-11-20T14:00Z")), (matter[Kind.Outcome].From, matter[Kind.Outcome].DueAt));
        Assert.Equal(At("2026-11-22T10:00Z"), matter[Kind.Progress].DueAt);
        Assert.Equal(At("2026-11-21T10:00Z"), matter[Kind.CsmUpdate].DueAt);
        Assert.Equal(
            [new(At("2026-11-20T14:00Z"), AlarmPhase.Due), new(At("2026-11-20T17:00Z"), AlarmPhase.Overdue), new(At("2026-11-20T21:00Z"), AlarmPhase.Overdue)],
            matter[Kind.Outcome].PendingAlarms
        );
        Assert.Contains(DueAlarms.Due(matter.Now, At("2026-11-20T15:00Z")), f => f.Deadline.Kind == Kind.Outcome && f.Alarm.Phase == AlarmPhase.Due);
    }

    [Fact]
    public void A_lower_severity_counts_from_the_beginning_too()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", To(Severity.S4));

        Assert.Equal((At("2026-11-20T10:00Z"), At("2026-11-25T10:00Z")), (matter[Kind.Outcome].From, matter[Kind.Outcome].DueAt));
        Assert.Equal(
            "Product defect: 72 hours, as 3 business days, calendar Office hours (earlier than S4 Minor: next planning, calendar Office hours)",
            matter[Kind.Outcome].Because
        );
        Assert.Equal(At("2026-11-27T10:00Z"), matter[Kind.Progress].DueAt);
    }

    [Theory]
    [InlineData(Severity.S1, Severity.S3, new[] { Kind.CsmUpdate, Kind.CustomerUpdate })]
    [InlineData(Severity.S1, Severity.S4, new[] { Kind.CsmUpdate })]
    [InlineData(Severity.S4, Severity.S1, new[] { Kind.TeamUpdate, Kind.CsmUpdate, Kind.CustomerUpdate })]
    public void Rhythms_are_those_of_the_new_severity_and_none_is_called_done(Severity from, Severity to, Kind[] kinds)
    {
        var matter = InProgress(from, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", To(to));

        Assert.Equal(kinds, matter.Now.Deadlines.Where(IsRhythm).Select(d => d.Kind).Order());
        Assert.All(matter.Now.Deadlines.Where(IsRhythm), d => Assert.Null(d.MetAt));
    }

    [Fact]
    public void A_rhythm_that_went_comes_back()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", To(Severity.S4)).Then("2026-11-20T13:00Z", To(Severity.S1));

        Assert.Equal((At("2026-11-20T14:00Z"), At("2026-11-20T16:00Z")), (matter[Kind.TeamUpdate].DueAt, matter[Kind.CustomerUpdate].DueAt));
    }

    [Fact]
    public void Before_there_is_an_owner_and_while_the_team_waits_nobody_owes_everybody_an_update()
    {
        Assert.DoesNotContain(Kind.TeamUpdate, Routed(Severity.S3, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", To(Severity.S1)).Kinds);

        var waiting = InProgress(Severity.S4, "2026-11-20T10:00Z").Then("2026-11-20T11:00Z", Wait).Then("2026-11-20T12:00Z", To(Severity.S1));
        Assert.Equal([Kind.Outcome, Kind.Pause, Kind.CustomerUpdate], waiting.Kinds);
        Assert.Empty(waiting[Kind.Outcome].PendingAlarms);
        Assert.Equal(At("2026-11-20T14:00Z"), waiting[Kind.Outcome].DueAt);
        Assert.Equal(At("2026-11-20T16:00Z"), waiting.Then("2026-11-20T13:00Z", new ClockResumed())[Kind.Outcome].DueAt);
    }

    // Waited from Friday noon to Monday noon: 8 open hours, 72 by the clock.
    [Theory]
    [InlineData(Severity.S1, Severity.S3, "2026-11-26T10:00Z", 8)] // 3 business days are Wednesday at ten
    [InlineData(Severity.S3, Severity.S1, "2026-11-23T14:00Z", 72)]
    [InlineData(Severity.S3, Severity.S2, "2026-11-24T10:00Z", 72)]
    public void Pauses_stay_and_are_measured_as_the_new_severity_counts(Severity from, Severity to, string due, int hours)
    {
        var matter = InProgress(from, "2026-11-20T10:00Z")
            .Then("2026-11-20T12:00Z", Wait)
            .Then("2026-11-23T12:00Z", new ClockResumed())
            .Then("2026-11-23T13:00Z", To(to));

        Assert.Equal((At(due), TimeSpan.FromHours(hours)), (matter[Kind.Outcome].DueAt, matter[Kind.Outcome].Counted!.Paused));
    }

    [Fact]
    public void What_was_done_in_time_stays_so()
    {
        var matter = InProgress(Severity.S3, "2026-11-20T10:00Z");
        var acknowledged = matter[Kind.Acknowledge];

        Assert.Equal(acknowledged, matter.Then("2026-11-20T15:00Z", To(Severity.S1))[Kind.Acknowledge]);
    }

    [Fact]
    public void The_clock_of_a_rung_stays_the_rungs_own()
    {
        var matter = Routed(Severity.S1, "2026-11-20T10:00Z").Until("2026-11-20T10:15Z").Then("2026-11-20T10:20Z", To(Severity.S2));

        Assert.Equal((At("2026-11-20T11:15Z"), "Head of Engineering, S2 Major: 1 hour"), (matter[Kind.Acknowledge].DueAt, matter[Kind.Acknowledge].Because));
    }

    [Fact]
    public void Where_nobody_above_could_be_asked_the_clock_stays_the_teams_own()
    {
        var matter = Routed(Severity.S1, "2026-11-20T10:00Z");
        matter.Linked.Clear();
        matter.Until("2026-11-20T10:15Z").Then("2026-11-20T10:20Z", To(Severity.S2));

        Assert.Equal("S2 Major: 1 hour (earlier than Product defect: 4 hours)", matter[Kind.Acknowledge].Because);
    }

    [Fact]
    public void Whoever_was_only_informed_and_is_consulted_now_is_consulted_alone()
    {
        var matter = Routed(Severity.S2, "2026-11-20T10:00Z");
        matter.Then("2026-11-20T10:20Z", new Reclassified(Severity.S3, "Sales must hear.", [], Informed: ["finance", "leadership"]));
        matter.Then("2026-11-20T10:30Z", new Reclassified(Severity.S1, "It stands still.", [], Consulted: ["finance"]));

        Assert.Equal(["finance"], matter.Now.Assignment.Consulted);
        Assert.Equal(["leadership"], matter.Now.Assignment.Informed);
    }

    [Fact]
    public void A_longer_ladder_is_climbed_where_the_shorter_one_had_ended()
    {
        var matter = Routed(Severity.S3, "2026-11-20T10:00Z").Until("2026-11-23T10:00Z");
        Assert.Equal((Status.Routed, true, 1), (matter.Now.Status, matter.Now.Assignment.IsAtLaddersEnd, matter.Now.Assignment.RungsClimbed));

        matter.Then("2026-11-23T10:30Z", To(Severity.S1)).Look("2026-11-23T10:30Z");
        Assert.Equal((false, "office"), (matter.Now.Assignment.IsAtLaddersEnd, matter.Now.Assignment.Rung));
        Assert.Equal(At("2026-11-23T10:45Z"), matter[Kind.Acknowledge].DueAt);
    }

    [Fact]
    public void A_ladder_that_is_no_longer_than_before_alarms_nobody_again()
    {
        var matter = Routed(Severity.S3, "2026-11-20T10:00Z")
            .Until("2026-11-23T10:00Z")
            .Then("2026-11-23T10:30Z", new Reclassified(Severity.S1, "worse", ["head"]));

        Assert.DoesNotContain(DueAlarms.Due(matter.Now, At("2026-11-23T10:30Z")), f => f.Deadline.Kind == Kind.Acknowledge);
    }

    [Fact]
    public void An_accepted_timeline_stays_accepted()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z")
            .Until("2026-11-25T10:00Z")
            .Then("2026-11-25T11:00Z", new TimelineAccepted(StallCause.Overloaded, null, new(2026, 11, 30)));
        var (outcome, progress) = (matter[Kind.Outcome], matter[Kind.Progress]);
        matter.Then("2026-11-25T12:00Z", To(Severity.S1));

        Assert.Equal((outcome, progress), (matter[Kind.Outcome], matter[Kind.Progress]));
    }

    [Fact]
    public void What_was_heard_is_not_heard_again_when_the_instant_stays_the_same()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z", "service_failure").Until("2026-11-19T10:00Z");
        var due = matter[Kind.Outcome].DueAt;
        matter.Then("2026-11-19T10:30Z", To(Severity.S4));

        Assert.Equal(due, matter[Kind.Outcome].DueAt);
        Assert.All(matter[Kind.Outcome].PendingAlarms, alarm => Assert.Equal(AlarmPhase.Overdue, alarm.Phase));
    }

    /// <summary>
    /// Whatever the changes and whenever: the terms end as though the last severity had been chosen at routing, and nothing rings
    /// for the past but what is due.
    /// </summary>
    [Fact]
    public void Changing_to_and_fro_gains_nothing_and_loses_nothing()
    {
        var changes = (from severity in Gen.Elements(Severities.All.ToArray()) from minutes in Gen.Choose(1, 2000) select (severity, minutes))
            .ListOf()
            .Resize(8);
        Prop.ForAll(
                Arb.From(
                    from category in Gen.Elements(House.Rules.Categories.ToArray())
                    from first in Gen.Elements(Severities.All.ToArray())
                    from list in changes
                    select (category, first, list)
                ),
                test =>
                {
                    var at = At("2026-11-18T10:00Z");
                    var matter = Routed(test.first, "2026-11-18T10:00Z", test.category.Key);
                    foreach (var (severity, minutes) in test.list)
                    {
                        at = at.AddMinutes(minutes);
                        if (matter.Try(at, To(severity), Csm) is null)
                        {
                            var asIfAlways = Terms.For(House.Rules, test.category, severity, At("2026-11-18T10:00Z"));
                            Assert.Equal(
                                asIfAlways.Select(d => (d.Kind, d.DueAt, d.From, d.Because)),
                                matter.Now.Deadlines.Where(d => d.Kind.IsTerm()).Select(d => (d.Kind, d.DueAt, d.From, d.Because))
                            );
                            Assert.All(matter.Now.Deadlines, d =>
                                Assert.All(d.PendingAlarms, alarm => Assert.True(alarm.At > at || alarm.Phase == AlarmPhase.Due))
                            );
                        }
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static readonly ClockPaused Wait = new(WaitingFor.Customer, "their logs", At("2026-12-10T10:00Z"));

    private static Reclassified To(Severity severity) => new(severity, "it changed", severity.IsCritical() ? ["head", "office"] : ["head"]);

    private static bool IsRhythm(Deadline deadline) => deadline.Kind is Kind.TeamUpdate or Kind.CsmUpdate or Kind.CustomerUpdate;
}
