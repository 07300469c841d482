using TextAnalysis.Facts;
using static Escalations.DeadlineKind;
using static Escalations.Tests.Case;

namespace Escalations.Tests.Deadlines;

/// <summary>Which clocks each event starts, stops and leaves alone.</summary>
public sealed class DeadlineRulesTests
{
    private static readonly UpdatePosted Update = new("going well");
    private static readonly Resolved Fixed = new(ResolutionKind.Fix, "Index added.");

    [Theory]
    [InlineData(Severity.S1, new[] { Acknowledge, DeadlineKind.Outcome, CsmUpdate, CustomerUpdate })]
    [InlineData(Severity.S4, new[] { Acknowledge, DeadlineKind.Outcome, CsmUpdate })]
    public void Routing_starts_the_acknowledgement_the_outcome_and_the_rhythms_that_need_no_owner(Severity severity, DeadlineKind[] kinds) =>
        Assert.Equal(kinds, Routed(severity, "2026-11-18T10:00Z").Kinds);

    [Fact]
    public void Acknowledging_stops_one_clock_and_leaves_the_other_running_B005_B072_B073()
    {
        var matter = Routed(Severity.S1, "2026-11-18T10:00Z");
        var (outcome, customer) = (matter[DeadlineKind.Outcome], matter[CustomerUpdate]);
        matter.Then("2026-11-18T10:10Z", new Acknowledged(Sample.Lead));

        Assert.Equal((At("2026-11-18T10:10Z"), At("2026-11-18T10:15Z")), (matter[Acknowledge].MetAt, matter[Acknowledge].DueAt));
        Assert.Empty(matter[Acknowledge].PendingAlarms);
        Assert.Equal((outcome, customer), (matter[DeadlineKind.Outcome], matter[CustomerUpdate]));
        Assert.Equal([DeadlineKind.Outcome, Progress, TeamUpdate, CsmUpdate, CustomerUpdate], matter.Kinds);
        Assert.Equal(At("2026-11-20T10:10Z"), matter[Progress].DueAt);
        Assert.Equal(At("2026-11-19T10:10Z"), matter[CsmUpdate].DueAt);
    }

    [Theory]
    [InlineData(Severity.S1, "2026-11-20T10:00Z")]
    [InlineData(Severity.S2, "2026-11-20T10:00Z")]
    [InlineData(Severity.S3, "2026-11-25T10:00Z")]
    [InlineData(Severity.S4, "2026-11-25T10:00Z")]
    public void It_stalls_after_48_hours_or_5_business_days_R01(Severity severity, string stalls)
    {
        var matter = InProgress(severity, "2026-11-18T10:00Z");
        Assert.Equal(At(stalls), matter[Progress].DueAt);

        matter.Until(stalls);
        Assert.Equal((Status.Stalled, At(stalls)), (matter.Now.Status, matter.Now.Work.StalledAt));
        Assert.Equal(At("2026-11-18T10:00Z"), Assert.Single(matter.History.Select(e => e.What).OfType<Stalled>()).LastProgressAt);
    }

    [Fact]
    public void Starting_is_progress_and_no_update()
    {
        var matter = Routed(Severity.S1, "2026-11-18T10:00Z").Then("2026-11-18T10:05Z", new Acknowledged(Sample.Lead));
        var before = matter.Now;
        matter.Then("2026-11-18T10:20Z", new WorkStarted());

        Assert.Equal(At("2026-11-20T10:20Z"), matter[Progress].DueAt);
        Assert.Equal(before.Deadlines.Where(d => d.Kind != Progress), matter.Now.Deadlines.Where(d => d.Kind != Progress));
    }

    [Fact]
    public void An_update_starts_progress_and_the_owners_rhythms_anew_and_not_the_terms_lesson_31()
    {
        var matter = InProgress(Severity.S1, "2026-11-18T10:00Z");
        var before = matter.Now;
        matter.Then("2026-11-18T10:40Z", Update);

        Assert.Equal([Acknowledge, DeadlineKind.Outcome, CustomerUpdate], before.Deadlines.Intersect(matter.Now.Deadlines).Select(d => d.Kind));
        Assert.Equal(At("2026-11-20T10:40Z"), matter[Progress].DueAt);
        Assert.Equal(At("2026-11-18T11:40Z"), matter[TeamUpdate].DueAt);
        Assert.Equal(At("2026-11-19T10:40Z"), matter[CsmUpdate].DueAt);
    }

    public static TheoryData<EscalationEvent> WhatIsNoProgress =>
        [
            new Reminded(Progress, At("2026-11-20T10:00Z"), AlarmPhase.Warning),
            new AlarmsDeferred(At("2026-11-19T09:00Z")),
            new CustomerTold("we are on it"),
            new RemindersHeld(Party.Csm, At("2026-11-19T09:00Z"), "holiday"),
            new HandOverOffered(new("zoe", "Zoe"), "holiday"),
            new DeliveryFailed("engineering", "it is gone"),
            new Retimed("the calendars"),
        ];

    [Theory]
    [MemberData(nameof(WhatIsNoProgress))]
    public void Only_what_the_receiving_team_does_is_progress_4D_9(EscalationEvent what)
    {
        var matter = InProgress(Severity.S1, "2026-11-18T10:00Z");
        var before = matter.Now;
        Assert.Null(matter.Try(At("2026-11-18T12:00Z"), what, what is DeliveryFailed ? Clock : By(what)));

        Assert.Equal(before.Work.LastProgressAt, matter.Now.Work.LastProgressAt);
        Assert.Equal(before.DueAt(Progress), matter[Progress].DueAt);
        Assert.Equal(before.DueAt(CsmUpdate), matter[CsmUpdate].DueAt);
        Assert.Equal(before.DueAt(DeadlineKind.Outcome), matter[DeadlineKind.Outcome].DueAt);
    }

    [Fact]
    public void Telling_the_customer_starts_that_rhythm_anew_alone()
    {
        var matter = InProgress(Severity.S1, "2026-11-18T10:00Z").Then("2026-11-18T12:00Z", new CustomerTold(null));

        Assert.Equal((At("2026-11-18T15:00Z"), At("2026-11-18T14:00Z")), (matter[CustomerUpdate].DueAt, matter[CustomerUpdate].PendingAlarms[0].At));
        Assert.Equal(At("2026-11-18T11:00Z"), matter[TeamUpdate].DueAt);
    }

    /// <summary>Who takes over has not kept anybody waiting; what the team owes goes on as it was.</summary>
    [Fact]
    public void Who_takes_over_as_csm_has_the_whole_time_for_what_a_csm_owes()
    {
        var reassigned = new CsmReassigned(new("max", "Max"));
        var working = InProgress(Severity.S1, "2026-11-18T10:00Z");
        var outcome = working[DeadlineKind.Outcome].DueAt;
        Assert.Null(working.Try(At("2026-11-18T12:00Z"), reassigned, Above));
        Assert.Equal((At("2026-11-18T15:00Z"), outcome, "max"), (working[CustomerUpdate].DueAt, working[DeadlineKind.Outcome].DueAt, working.Now.Csm.Id));

        var resolved = InProgress(Severity.S1, "2026-11-18T10:00Z").Then("2026-11-18T11:00Z", Fixed);
        var due = resolved[Confirmation].DueAt;
        Assert.Null(resolved.Try(At("2026-11-25T11:00Z"), reassigned, Above));
        Assert.Equal(due.AddDays(7), resolved[Confirmation].DueAt);

        var back = InProgress(Severity.S1, "2026-11-18T10:00Z").Then("2026-11-18T11:00Z", new Returned("not ours"));
        due = back[DeadlineKind.Reroute].DueAt;
        Assert.Null(back.Try(At("2026-11-25T11:00Z"), reassigned, Above));
        Assert.Equal(due.AddDays(7), back[DeadlineKind.Reroute].DueAt);
    }

    [Fact]
    public void Telling_the_customer_of_a_resolution_starts_no_rhythm() =>
        Assert.Equal(
            [Confirmation],
            InProgress(Severity.S3, "2026-11-18T10:00Z").Then("2026-11-18T11:00Z", Fixed).Then("2026-11-18T12:00Z", new CustomerTold(null)).Kinds
        );

    [Fact]
    public void Going_up_gives_the_rung_a_clock_of_its_own_and_leaves_the_others_R03()
    {
        var matter = Routed(Severity.S1, "2026-11-18T10:00Z");
        var outcome = matter[DeadlineKind.Outcome];
        matter.Until("2026-11-18T10:15Z");

        Assert.Equal((At("2026-11-18T10:15Z"), At("2026-11-18T10:30Z")), (matter[Acknowledge].From, matter[Acknowledge].DueAt));
        Assert.Equal("Head of Engineering, S1 Critical: 15 minutes", matter[Acknowledge].Because);
        Assert.Equal(outcome, matter[DeadlineKind.Outcome]);
    }

    [Fact]
    public void Pushing_harder_gives_as_much_time_as_before_and_it_stalls_on()
    {
        var matter = InProgress(Severity.S2, "2026-11-18T10:00Z").Until("2026-11-20T10:00Z");
        var outcome = matter[DeadlineKind.Outcome];
        matter.Then("2026-11-20T11:00Z", new PushedHarder(StallCause.Overloaded, null)).Then("2026-11-20T11:00Z", new EscalatedUp("head", []));

        Assert.Equal((Status.Stalled, At("2026-11-22T11:00Z")), (matter.Now.Status, matter[Progress].DueAt));
        Assert.Equal(outcome, matter[DeadlineKind.Outcome]);
        Assert.NotNull(matter[Acknowledge].MetAt);
        Assert.Equal(Status.Stalled, matter.Until("2026-11-23T00:00Z").Now.Status);
    }

    [Theory]
    [InlineData("2026-11-27", "2026-11-27T17:00Z")]
    [InlineData("2026-11-28", "2026-11-30T17:00Z")] // a Saturday: the next closing
    [InlineData("2026-11-25", "2026-11-26T17:00Z")] // today, and it has closed
    public void An_accepted_timeline_is_due_when_its_day_closes_and_does_not_stall_before(string day, string due)
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z")
            .Until("2026-11-25T10:00Z")
            .Then(
                "2026-11-25T18:00Z",
                new TimelineAccepted(StallCause.HarderThanExpected, null, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))
            );

        Assert.Equal((At(due), At(due)), (matter[DeadlineKind.Outcome].DueAt, matter[Progress].DueAt));
        Assert.Equal(Status.InProgress, matter.Look(At(due).AddTicks(-1)).Now.Status);
        Assert.Equal(Status.Stalled, matter.Look(due).Now.Status);
    }

    [Fact]
    public void What_is_given_back_is_owed_a_new_route_and_nothing_else()
    {
        var returned = Routed(Severity.S3, "2026-11-18T10:00Z", "feature_gap").Then("2026-11-20T16:00Z", new Returned("not ours"));

        Assert.Equal([Reroute], returned.Kinds);
        Assert.Equal(
            (At("2026-11-23T12:00Z"), "Routing anew what was given back: 4 working hours, calendar Office hours"),
            (returned[Reroute].DueAt, returned[Reroute].Because)
        );
        Assert.Equal([Acknowledge, DeadlineKind.Outcome, CsmUpdate, CustomerUpdate], returned.Route(At("2026-11-23T10:00Z")).Kinds);
    }

    [Fact]
    public void Another_path_is_owed_a_new_route_too() =>
        Assert.Equal(
            [Reroute],
            InProgress(Severity.S1, "2026-11-18T10:00Z")
                .Until("2026-11-20T10:00Z")
                .Then("2026-11-20T11:00Z", new OtherPathChosen(StallCause.Overloaded, null))
                .Kinds
        );
}
