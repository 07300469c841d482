using Escalations.Deadlines;
using FsCheck;
using FsCheck.Fluent;
using TextAnalysis.Facts;
using static Escalations.Tests.Case;
using Kind = Escalations.DeadlineKind;

namespace Escalations.Tests.Deadlines;

/// <summary>The team waits for somebody else: the outcome's clock is stopped.</summary>
public sealed class PauseTests
{
    private static readonly Resolved Fixed = new(ResolutionKind.Fix, "Index added.");

    // S3 by the calendar: 3 business days from Wednesday at ten are Monday at ten.
    [Theory]
    [InlineData("2026-11-19T16:00Z", "2026-11-20T11:00Z", "2026-11-23T13:00Z")] // an hour on Thursday, two on Friday
    [InlineData("2026-11-20T16:00Z", "2026-11-23T09:30Z", "2026-11-23T11:30Z")] // over the weekend
    [InlineData("2026-11-20T17:00Z", "2026-11-23T09:00Z", "2026-11-23T10:00Z")] // the weekend alone counts for nothing
    [InlineData("2026-11-19T10:00Z", "2026-11-19T17:00Z", "2026-11-23T17:00Z")]
    public void S3_is_put_off_by_the_open_time_for_which_it_stood(string since, string until, string due)
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z").Then(since, Wait("2026-11-30T10:00Z")).Then(until, new ClockResumed());

        Assert.Equal((At(due), At("2026-11-18T10:00Z")), (matter[Kind.Outcome].DueAt, matter[Kind.Outcome].From));
        Assert.Equal(At(due), matter[Kind.Outcome].PendingAlarms.Single(a => a.Phase == AlarmPhase.Due).At);
    }

    [Fact]
    public void S1_is_put_off_by_the_time_for_which_it_stood_day_or_night()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T22:00Z")
            .Then("2026-11-20T23:00Z", Wait("2026-11-30T10:00Z"))
            .Then("2026-11-21T06:30Z", new ClockResumed());

        Assert.Equal((At("2026-11-21T09:30Z"), TimeSpan.FromHours(7.5)), (matter[Kind.Outcome].DueAt, matter[Kind.Outcome].Counted!.Paused));
    }

    [Fact]
    public void While_it_stands_only_the_end_of_the_waiting_and_the_customers_rhythm_are_heard()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z");
        var (before, customer) = (matter[Kind.Outcome], matter[Kind.CustomerUpdate]);
        matter.Then("2026-11-20T11:00Z", Wait("2026-11-25T10:00Z"));

        Assert.Equal([Kind.Outcome, Kind.Pause, Kind.CustomerUpdate], matter.Kinds);
        Assert.Equal(before.DueAt, matter[Kind.Outcome].DueAt);
        Assert.Empty(matter[Kind.Outcome].PendingAlarms);
        Assert.Equal([new(At("2026-11-25T10:00Z"), AlarmPhase.Due)], matter[Kind.Pause].PendingAlarms);
        Assert.Equal(customer, matter[Kind.CustomerUpdate]);
    }

    [Theory]
    [InlineData(Severity.S1)]
    [InlineData(Severity.S3)]
    public void What_the_team_does_meanwhile_starts_no_clock(Severity severity)
    {
        var matter = Routed(severity, "2026-11-20T10:00Z")
            .Then("2026-11-20T10:05Z", new Acknowledged(Sample.Lead))
            .Then("2026-11-20T11:00Z", Wait("2026-11-25T10:00Z"));
        var standing = matter.Now.Deadlines;
        matter.Then("2026-11-20T12:00Z", new WorkStarted()).Then("2026-11-20T13:00Z", new UpdatePosted("still waiting"));

        Assert.Equal(standing, matter.Now.Deadlines);
        Assert.Equal(At("2026-11-20T13:00Z"), matter.Now.Work.LastProgressAt);
    }

    [Fact]
    public void The_waiting_ends_by_itself_and_the_team_has_its_full_time_until_it_stalls()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T11:00Z", Wait("2026-11-21T11:00Z"));
        matter.Look(At("2026-11-21T11:00Z").AddTicks(-1));
        Assert.NotNull(matter.Now.Work.Pause);

        matter.Look("2026-11-21T11:00Z");
        Assert.Equal((null, null), (matter.Now.Work.Pause, matter.Now.Work.PausedSince));
        Assert.Equal(At("2026-11-21T14:00Z"), matter[Kind.Outcome].DueAt);
        Assert.Equal(At("2026-11-23T11:00Z"), matter[Kind.Progress].DueAt);
        Assert.Equal([Kind.Outcome, Kind.Progress, Kind.TeamUpdate, Kind.CsmUpdate, Kind.CustomerUpdate], matter.Kinds);
    }

    [Fact]
    public void The_end_of_the_waiting_waits_for_nobody() =>
        Assert.Null(
            InProgress(Severity.S1, "2026-11-20T10:00Z")
                .Then("2026-11-20T11:00Z", Wait("2026-11-21T11:00Z"))
                .Then("2026-11-20T12:00Z", new RemindersHeld(Party.Team, At("2026-11-25T11:00Z"), "release day"))
                .Until("2026-11-21T11:00Z")
                .Now.Work.Pause
        );

    [Fact]
    public void The_waiting_has_ended_when_it_was_to_end_however_late_the_clock_looks()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T11:00Z", Wait("2026-11-20T12:00Z")).Look("2026-11-20T18:00Z");
        Assert.Equal(At("2026-11-20T15:00Z"), matter[Kind.Outcome].DueAt);
        Assert.Contains(DueAlarms.Due(matter.Now, At("2026-11-20T18:00Z")), f => f.Deadline.Kind == Kind.Outcome && f.Alarm.Phase == AlarmPhase.Due);

        var resolved = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T11:00Z", Wait("2026-11-20T12:00Z")).Then("2026-11-20T18:00Z", Fixed);
        Assert.Equal(At("2026-11-20T15:00Z"), resolved[Kind.Outcome].DueAt);
    }

    [Fact]
    public void What_was_late_before_the_waiting_is_late_after_it_and_not_announced_anew()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z")
            .Until("2026-11-20T14:30Z")
            .Then("2026-11-20T14:30Z", Wait("2026-11-25T10:00Z"))
            .Then("2026-11-20T16:30Z", new ClockResumed());

        Assert.Equal(At("2026-11-20T16:00Z"), matter[Kind.Outcome].DueAt);
        Assert.Equal([17, 19, 23], matter[Kind.Outcome].PendingAlarms.Select(a => a.At.Hour));
    }

    [Fact]
    public void The_days_left_out_are_still_those_since_the_beginning() =>
        Assert.Equal(
            [21, 22],
            InProgress(Severity.S3, "2026-11-20T10:00Z")
                .Then("2026-11-23T10:00Z", Wait("2026-12-10T10:00Z"))
                .Then("2026-11-23T12:00Z", new ClockResumed())[Kind.Outcome]
                .Counted!.Skipped.Select(d => d.Date.Day)
        );

    [Fact]
    public void Pauses_add_up() =>
        Assert.Equal(
            At("2026-11-20T17:00Z"),
            InProgress(Severity.S1, "2026-11-20T10:00Z")
                .Then("2026-11-20T11:00Z", Wait("2026-11-25T10:00Z"))
                .Then("2026-11-20T12:00Z", new ClockResumed())
                .Then("2026-11-20T13:00Z", Wait("2026-11-25T10:00Z"))
                .Then("2026-11-20T15:00Z", new ClockResumed())[Kind.Outcome]
                .DueAt
        );

    [Fact]
    public void Resolving_closes_an_open_pause_lesson_35()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T11:00Z", Wait("2026-11-25T10:00Z")).Then("2026-11-21T10:00Z", Fixed);

        Assert.Equal((At("2026-11-21T13:00Z"), At("2026-11-21T10:00Z")), (matter[Kind.Outcome].DueAt, matter[Kind.Outcome].MetAt));
        Assert.Equal((null, null), (matter.Now.Work.Pause, matter.Now.Work.PausedSince));
        Assert.DoesNotContain(Kind.Pause, matter.Kinds);
    }

    [Fact]
    public void Waiting_and_having_been_resolved_both_count_for_nothing() =>
        Assert.Equal(
            At("2026-11-22T14:00Z"),
            InProgress(Severity.S1, "2026-11-20T10:00Z")
                .Then("2026-11-20T11:00Z", Wait("2026-11-25T10:00Z"))
                .Then("2026-11-21T11:00Z", Fixed)
                .Then("2026-11-22T11:00Z", new Reopened("still slow"))[Kind.Outcome]
                .DueAt
        );

    [Fact]
    public void A_pause_that_takes_no_open_time_repeats_no_reminder()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z", "service_failure")
            .Until("2026-11-20T17:00Z")
            .Then("2026-11-20T18:00Z", Wait("2026-11-30T10:00Z"))
            .Then("2026-11-21T10:00Z", new ClockResumed());

        Assert.All(matter[Kind.Outcome].PendingAlarms, alarm => Assert.Equal(AlarmPhase.Overdue, alarm.Phase));
    }

    [Fact]
    public void An_accepted_day_is_put_off_as_well()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z")
            .Until("2026-11-25T10:00Z")
            .Then("2026-11-25T11:00Z", new TimelineAccepted(StallCause.Overloaded, null, new(2026, 11, 30)))
            .Then("2026-11-26T10:00Z", Wait("2026-12-10T10:00Z"))
            .Then("2026-11-27T10:00Z", new ClockResumed());

        Assert.Equal((At("2026-12-01T17:00Z"), "accepted until 30 Nov 2026"), (matter[Kind.Outcome].DueAt, matter[Kind.Outcome].Because));
    }

    /// <summary>However often, whenever and for how long: what is left of the term when it is stopped is left when it goes on.</summary>
    [Fact]
    public void A_pause_takes_nothing_from_the_time_that_is_left_and_gives_nothing()
    {
        var pauses = Gen.Choose(1, 3000).Select(minutes => TimeSpan.FromMinutes(minutes)).Two().ListOf().Resize(6);
        Prop.ForAll(Arb.From(from severity in Gen.Elements(Severities.All.ToArray()) from list in pauses select (severity, list)), test =>
            {
                var calendar = WorkingCalendar.Of(House.Paris);
                var matter = InProgress(test.severity, "2026-10-22T10:00Z", "service_failure");
                var at = At("2026-10-22T10:00Z");
                foreach (var (run, stand) in test.list)
                {
                    at += run;
                    var before = matter[Kind.Outcome];
                    var left = Left(at, before.DueAt);
                    matter.Then(at, new ClockPaused(WaitingFor.Customer, "their logs", at.AddDays(80)));
                    at += stand;
                    matter.Then(at, new ClockResumed());
                    var isByCalendar = before.Counted!.Calendar is not null;
                    if (
                        isByCalendar
                            ? calendar.Between(before.DueAt, matter[Kind.Outcome].DueAt) != calendar.Between(at - stand, at)
                            : Left(at, matter[Kind.Outcome].DueAt) != left
                    )
                    {
                        return false;
                    }

                    TimeSpan Left(DateTimeOffset from, DateTimeOffset due) => before.Counted!.Calendar is null ? due - from : calendar.Between(from, due);
                }

                return matter.Now.Work.Pause is null;
            })
            .QuickCheckThrowOnFailure();
    }

    private static ClockPaused Wait(string until) => new(WaitingFor.Customer, "their logs", At(until));
}
