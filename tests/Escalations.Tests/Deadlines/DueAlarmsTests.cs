using Escalations.Deadlines;
using TextAnalysis.Facts;
using static Escalations.AlarmPhase;
using static Escalations.Tests.Case;
using Kind = Escalations.DeadlineKind;

namespace Escalations.Tests.Deadlines;

/// <summary>What has come due, and what of it matters.</summary>
public sealed class DueAlarmsTests
{
    [Fact]
    public void Nothing_is_early_by_a_tick()
    {
        var matter = Routed(Severity.S1, "2026-11-20T23:50Z").Now;

        Assert.Empty(DueAlarms.Due(matter, At("2026-11-21T00:01:15Z").AddTicks(-1)));
        var warning = Assert.Single(DueAlarms.Due(matter, At("2026-11-21T00:01:15Z")));
        Assert.Equal((Kind.Acknowledge, Warning, 0), (warning.Deadline.Kind, warning.Alarm.Phase, warning.LeftOut));
    }

    [Fact]
    public void What_acts_goes_before_what_reminds_and_then_what_was_due_first()
    {
        var due = DueAlarms.Due(Routed(Severity.S1, "2026-11-20T10:00Z").Now, At("2026-11-21T10:00Z"));
        Assert.Equal([Kind.Acknowledge, Kind.CustomerUpdate, Kind.Outcome, Kind.CsmUpdate], due.Select(f => f.Deadline.Kind));

        var working = DueAlarms.Due(InProgress(Severity.S1, "2026-11-20T10:00Z").Now, At("2026-11-22T10:00Z"));
        Assert.Equal([Kind.Progress, Kind.TeamUpdate, Kind.CustomerUpdate, Kind.Outcome, Kind.CsmUpdate], working.Select(f => f.Deadline.Kind));
    }

    [Fact]
    public void Of_several_alarms_the_latest_matters_and_the_others_are_counted()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Now;

        var outcome = DueAlarms.Due(matter, At("2026-11-20T15:30Z")).Single(f => f.Deadline.Kind == Kind.Outcome);
        Assert.Equal((new Alarm(At("2026-11-20T15:00Z"), Overdue), 2), (outcome.Alarm, outcome.LeftOut));
    }

    [Fact]
    public void One_that_acts_is_not_passed_over_for_a_later_reminder()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Now;

        var progress = DueAlarms.Due(matter, At("2026-11-30T10:00Z")).Single(f => f.Deadline.Kind == Kind.Progress);
        Assert.Equal((new Alarm(At("2026-11-22T10:00Z"), Due), 4), (progress.Alarm, progress.LeftOut));
    }

    [Fact]
    public void After_days_of_being_down_it_goes_up_one_rung_and_the_rung_has_its_time()
    {
        var matter = Routed(Severity.S1, "2026-11-20T10:00Z").Look("2026-11-25T10:00Z");

        Assert.Equal(1, matter.Now.Assignment.RungsClimbed);
        Assert.Equal(At("2026-11-25T10:15Z"), matter[Kind.Acknowledge].DueAt);
        Assert.Empty(DueAlarms.Due(matter.Now, At("2026-11-25T10:00Z")));
    }

    [Fact]
    public void Held_reminders_wake_when_the_hold_ends_and_what_acts_does_not_wait()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z")
            .Then("2026-11-20T10:00Z", new RemindersHeld(Party.Team, At("2026-11-23T10:00Z"), "release day"));

        Assert.Equal([Kind.CustomerUpdate], DueAlarms.Due(matter.Now, At("2026-11-22T09:59Z")).Select(f => f.Deadline.Kind));
        Assert.Equal([Kind.Progress, Kind.CustomerUpdate], DueAlarms.Due(matter.Now, At("2026-11-22T10:00Z")).Select(f => f.Deadline.Kind));
        Assert.Equal(
            [Kind.Progress, Kind.TeamUpdate, Kind.CustomerUpdate, Kind.Outcome, Kind.CsmUpdate],
            DueAlarms.Due(matter.Now, At("2026-11-23T10:00Z")).Select(f => f.Deadline.Kind)
        );

        matter.Until("2026-11-23T09:59Z");
        Assert.Equal(Status.Stalled, matter.Now.Status);
        Assert.All(matter.Fired, f => Assert.True(f.Firing.Deadline.Kind is Kind.CustomerUpdate or Kind.Progress));
    }

    [Fact]
    public void A_hold_is_for_one_side_and_the_last_word_counts()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z")
            .Then("2026-11-20T10:00Z", new RemindersHeld(Party.Csm, At("2026-11-24T10:00Z"), "holiday"))
            .Then("2026-11-20T10:00Z", new RemindersHeld(Party.Csm, At("2026-11-20T12:30Z"), "back already"));

        Assert.Equal(At("2026-11-20T10:30Z"), matter.Now.NextWake);
        var customer = matter[Kind.CustomerUpdate];
        Assert.Equal([At("2026-11-20T12:30Z"), At("2026-11-20T13:00Z")], customer.PendingAlarms.Take(2).Select(a => matter.Now.WakesAt(customer, a)));
    }

    [Fact]
    public void A_late_reminder_of_S3_at_night_waits_for_the_opening()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z").Now;
        var outcome = DueAlarms.Due(matter, At("2026-11-27T22:00Z")).Single(f => f.Deadline.Kind == Kind.Outcome);

        Assert.Equal(At("2026-11-30T09:00Z"), DueAlarms.BetterAt(House.Rules, matter, outcome, At("2026-11-27T22:00Z")));
        Assert.Null(DueAlarms.BetterAt(House.Rules, matter, outcome, At("2026-11-27T16:59Z")));
        Assert.Equal(At("2026-11-30T09:00Z"), DueAlarms.BetterAt(House.Rules, matter, outcome, At("2026-11-27T17:00Z")));
    }

    [Fact]
    public void A_reminder_that_is_less_than_a_quarter_of_an_hour_late_is_heard()
    {
        var matter = Routed(Severity.S3, "2026-11-20T13:00Z").Then("2026-11-20T13:30Z", new Acknowledged(Sample.Lead)).Now;
        var customer = matter.Find(Kind.CustomerUpdate)!;
        var dueAlarm = new DueAlarm(customer, new(At("2026-11-20T17:00Z"), Overdue), 0);

        Assert.Null(DueAlarms.BetterAt(House.Rules, matter, dueAlarm, At("2026-11-20T17:14:59Z")));
        Assert.Equal(At("2026-11-23T09:00Z"), DueAlarms.BetterAt(House.Rules, matter, dueAlarm, At("2026-11-20T17:15Z")));
    }

    [Fact]
    public void S3_and_S4_wait_for_an_opening_also_when_they_stall_and_S1_and_S2_for_nothing()
    {
        var standard = InProgress(Severity.S3, "2026-11-18T10:00Z").Now;
        Assert.Equal(
            At("2026-11-30T09:00Z"),
            DueAlarms.BetterAt(
                House.Rules,
                standard,
                DueAlarms.Due(standard, At("2026-11-28T22:00Z")).Single(f => f.Deadline.Kind == Kind.Progress),
                At("2026-11-28T22:00Z")
            )
        );

        foreach (var critical in new[] { Severity.S1, Severity.S2 })
        {
            var matter = InProgress(critical, "2026-11-18T10:00Z").Now;
            Assert.All(DueAlarms.Due(matter, At("2026-11-28T22:00Z")), f => Assert.Null(DueAlarms.BetterAt(House.Rules, matter, f, At("2026-11-28T22:00Z"))));
        }
    }

    [Fact]
    public void A_late_reminder_waits_for_the_hours_of_whoever_owes_it()
    {
        // Founders' day closes Paris on 2026-11-23; the CSM's hours are those of the default calendar.
        var matter = InProgress(Severity.S3, "2026-11-16T10:00Z", "service_failure").Now;
        var due = DueAlarms.Due(matter, At("2026-11-21T22:00Z"));

        Assert.Equal(
            At("2026-11-24T08:00Z"),
            DueAlarms.BetterAt(House.Rules, matter, due.Single(f => f.Deadline.Kind == Kind.Outcome), At("2026-11-21T22:00Z"))
        );
        Assert.Equal(
            At("2026-11-23T09:00Z"),
            DueAlarms.BetterAt(House.Rules, matter, due.Single(f => f.Deadline.Kind == Kind.CustomerUpdate), At("2026-11-21T22:00Z"))
        );
    }

    [Fact]
    public void What_was_put_off_to_the_opening_is_heard_then_once()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z", playbook: House.Rules.With(Severity.S3, s => s with { Stall = new(9, TermUnit.Weeks) }));
        matter.Look("2026-11-27T22:00Z");

        Assert.Equal(At("2026-11-30T09:00Z"), matter.Now.NextWake);
        matter.Fired.Clear();
        matter.Until("2026-11-30T09:00Z");
        Assert.Equal(
            [Kind.CustomerUpdate, Kind.Outcome, Kind.CsmUpdate],
            matter.Fired.Select(f => f.Firing.Deadline.Kind).Order().OrderBy(k => k != Kind.CustomerUpdate)
        );
        Assert.Equal(3, matter.History.Count(e => e.What is Reminded));
    }
}
