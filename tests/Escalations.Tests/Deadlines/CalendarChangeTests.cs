using TextAnalysis.Facts;
using static Escalations.Tests.Case;
using Kind = Escalations.DeadlineKind;

namespace Escalations.Tests.Deadlines;

/// <summary>A calendar changes while deadlines run by it.</summary>
public sealed class CalendarChangeTests
{
    private static readonly Retimed Anew = new("the calendars of playbook house 8");
    private static readonly Playbook WithHoliday = House.Rules with
    {
        Version = new("house", "8"),
        Calendars = [Calendars.Utc with { Holidays = [new DatedHoliday("Bridge day", new(2026, 11, 23))] }, House.Paris],
    };

    [Fact]
    public void What_ran_by_it_is_counted_anew_from_its_own_beginning_and_says_so()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z");
        matter.Playbook = WithHoliday;
        matter.Then("2026-11-20T10:00Z", Anew);

        Assert.Equal((At("2026-11-18T10:00Z"), At("2026-11-24T10:00Z")), (matter[Kind.Outcome].From, matter[Kind.Outcome].DueAt));
        Assert.Equal(["weekend", "weekend", "Bridge day"], matter[Kind.Outcome].Counted!.Skipped.Select(d => d.Why));
        Assert.Equal("8", matter[Kind.Outcome].Counted!.Playbook.Version);
        Assert.Equal(At("2026-11-26T10:00Z"), matter[Kind.Progress].DueAt);
        Assert.Equal(At("2026-11-24T10:00Z"), matter[Kind.Outcome].PendingAlarms.Single(a => a.Phase == AlarmPhase.Due).At);
    }

    [Theory]
    [InlineData(Severity.S1, "product_defect")] // by the clock
    [InlineData(Severity.S2, "product_defect")]
    [InlineData(Severity.S3, "service_failure")] // by another calendar
    public void What_ran_by_the_clock_or_another_calendar_stays(Severity severity, string category)
    {
        var matter = InProgress(severity, "2026-11-20T10:00Z", category);
        var team = matter.Now.Deadlines.Where(d => d.Kind.OwedBy() == Party.Team).ToList();
        matter.Playbook = WithHoliday;

        Assert.Equal(team, matter.Then("2026-11-20T11:00Z", Anew).Now.Deadlines.Where(d => d.Kind.OwedBy() == Party.Team));
    }

    [Fact]
    public void Each_is_counted_by_its_own_calendar()
    {
        var matter = InProgress(Severity.S3, "2026-11-20T10:00Z", "service_failure");
        Assert.Equal(At("2026-11-24T10:00Z"), matter[Kind.Outcome].DueAt);

        matter.Playbook = WithHoliday with { Calendars = [WithHoliday.Calendars[0], House.Paris with { Holidays = [] }] };
        Assert.Equal((At("2026-11-23T10:00Z"), "paris"), (matter.Then("2026-11-20T11:00Z", Anew)[Kind.Outcome].DueAt, matter[Kind.Outcome].Counted!.Calendar));
    }

    [Fact]
    public void Rhythms_what_is_done_and_what_a_person_accepted_stay()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z")
            .Until("2026-11-25T10:00Z")
            .Then("2026-11-25T11:00Z", new TimelineAccepted(StallCause.Overloaded, null, new(2026, 11, 30)));
        var before = matter.Now.Deadlines;
        matter.Playbook = WithHoliday;

        Assert.Equal(before, matter.Then("2026-11-25T12:00Z", Anew).Now.Deadlines);
    }

    [Fact]
    public void What_was_done_is_judged_by_the_calendar_of_its_time()
    {
        var matter = Routed(Severity.S3, "2026-11-20T16:00Z").Then("2026-11-23T14:00Z", new Acknowledged(Sample.Lead));
        var late = matter[Kind.Acknowledge];
        matter.Playbook = WithHoliday;

        Assert.Equal(At("2026-11-23T12:00Z"), late.DueAt);
        Assert.Equal(late, matter.Then("2026-11-23T15:00Z", Anew)[Kind.Acknowledge]);
    }

    [Fact]
    public void The_same_calendar_changes_nothing_and_repeats_no_reminder()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z").Until("2026-11-23T10:00Z");
        var before = matter.Now.Deadlines;

        Assert.Equal(before, matter.Then("2026-11-23T11:00Z", Anew).Now.Deadlines);
    }

    [Fact]
    public void A_clock_that_stands_is_counted_anew_and_stays_silent()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z")
            .Then("2026-11-20T09:00Z", new ClockPaused(WaitingFor.Customer, "logs", At("2026-12-01T10:00Z")));
        matter.Playbook = WithHoliday;
        matter.Then("2026-11-20T10:00Z", Anew);

        Assert.Equal(At("2026-11-24T10:00Z"), matter[Kind.Outcome].DueAt);
        Assert.Empty(matter[Kind.Outcome].PendingAlarms);
        Assert.Equal(At("2026-11-24T11:00Z"), matter.Then("2026-11-20T10:00Z", new ClockResumed())[Kind.Outcome].DueAt);
    }

    [Fact]
    public void A_holiday_that_lies_within_a_pause_is_given_once()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z")
            .Then("2026-11-20T15:00Z", new ClockPaused(WaitingFor.Customer, "logs", At("2026-12-01T10:00Z")))
            .Then("2026-11-24T10:00Z", new ClockResumed());
        Assert.Equal((At("2026-11-24T13:00Z"), TimeSpan.FromHours(11)), (matter[Kind.Outcome].DueAt, matter[Kind.Outcome].Counted!.Paused));

        matter.Playbook = WithHoliday;
        Assert.Equal(At("2026-11-24T13:00Z"), matter.Then("2026-11-24T11:00Z", Anew)[Kind.Outcome].DueAt);
    }

    [Fact]
    public void A_deadline_that_has_been_heard_to_the_end_is_heard_again_when_it_moves_lesson_32()
    {
        var quiet = House.Rules with { Reminders = new(0, 0, 0) };
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z", playbook: quiet).Until("2026-11-23T10:00Z");
        Assert.Empty(matter[Kind.Outcome].PendingAlarms);

        matter.Playbook = WithHoliday with { Reminders = quiet.Reminders };
        Assert.Equal([new(At("2026-11-24T10:00Z"), AlarmPhase.Due)], matter.Then("2026-11-23T11:00Z", Anew)[Kind.Outcome].PendingAlarms);
    }
}
