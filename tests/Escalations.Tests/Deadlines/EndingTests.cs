using System.Text.Json;
using Escalations.Deadlines;
using Escalations.Routing;
using TextAnalysis.Facts;
using static Escalations.DeadlineKind;
using static Escalations.Tests.Case;

namespace Escalations.Tests.Deadlines;

/// <summary>Clocks at the end of an escalation, and when it comes back.</summary>
public sealed class EndingTests
{
    private static readonly Resolved Fixed = new(ResolutionKind.Fix, "Index added.");
    private static readonly Reopened Again = new("still slow");
    private static readonly ReviewPublished Learnt = new(new("what", "impact", "decided", "nothing"));

    [Fact]
    public void Resolving_stops_all_clocks_of_the_team_and_owes_a_confirmation_and_for_S1_a_review_D014()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", Fixed);

        Assert.Equal([Confirmation, Review], matter.Kinds);
        Assert.Equal((At("2026-11-20T12:00Z"), At("2026-11-20T14:00Z")), (matter[DeadlineKind.Outcome].MetAt, matter[DeadlineKind.Outcome].DueAt));
        Assert.Equal((At("2026-11-22T12:00Z"), At("2026-11-22T12:00Z")), (matter[Confirmation].DueAt, matter[Review].DueAt));
        Assert.Equal([Confirmation], InProgress(Severity.S3, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", Fixed).Kinds);
    }

    [Fact]
    public void The_CSM_confirms_by_the_default_calendar_whatever_the_teams_is() =>
        Assert.Equal(
            At("2026-11-24T10:00Z"),
            InProgress(Severity.S3, "2026-11-20T09:00Z", "service_failure").Then("2026-11-20T10:00Z", Fixed)[Confirmation].DueAt
        );

    [Fact]
    public void Only_the_review_outlives_the_closing()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", Fixed).Then("2026-11-20T13:00Z", new Closed(null));
        Assert.Equal([Review], matter.Kinds);
        Assert.Equal(matter[Review].PendingAlarms[0].At, matter.Now.NextWake);

        matter.Until("2026-12-20T13:00Z");
        Assert.Equal((Status.Closed, null), (matter.Now.Status, matter.Now.NextWake));
        Assert.All(matter.Fired, f => Assert.Equal(Review, f.Firing.Deadline.Kind));
        Assert.Equal(5, matter.Fired.Count);
    }

    [Fact]
    public void A_review_that_is_published_is_owed_no_more_before_the_closing_or_after_it()
    {
        var resolved = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", Fixed).Then("2026-11-20T13:00Z", Learnt);
        Assert.Equal([Confirmation], resolved.Kinds);
        Assert.Null(resolved.Then("2026-11-20T14:00Z", new Closed(null)).Now.NextWake);

        var closed = InProgress(Severity.S1, "2026-11-20T10:00Z")
            .Then("2026-11-20T12:00Z", Fixed)
            .Then("2026-11-20T13:00Z", new Closed(null))
            .Then("2026-11-23T13:00Z", Learnt);
        Assert.Equal((At("2026-11-23T13:00Z"), null), (closed[Review].MetAt, closed.Now.NextWake));
    }

    [Fact]
    public void A_review_is_owed_once_however_often_it_is_resolved()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z")
            .Then("2026-11-20T12:00Z", Fixed)
            .Then("2026-11-20T13:00Z", Learnt)
            .Then("2026-11-20T14:00Z", Again)
            .Then("2026-11-20T15:00Z", Fixed);

        Assert.Equal([Confirmation], matter.Kinds);
    }

    [Fact]
    public void Nothing_is_owed_for_what_was_withdrawn_and_what_was_done_stays_on_record()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T12:00Z", new Withdrawn("no longer needed"));

        Assert.Equal([Acknowledge], matter.Now.Deadlines.Select(d => d.Kind));
        Assert.Null(matter.Now.NextWake);
    }

    // The fix came with an open hour left of its 3 business days, and the customer looked at it over the weekend.
    [Theory]
    [InlineData("2026-11-20T15:00Z", "2026-11-23T10:00Z", "2026-11-23T13:00Z")] // 3 open hours
    [InlineData("2026-11-20T17:30Z", "2026-11-22T10:00Z", "2026-11-23T10:00Z")] // none
    public void The_time_for_which_it_was_resolved_does_not_count(string resolved, string reopened, string due)
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z");
        Assert.Equal(At("2026-11-23T10:00Z"), matter[DeadlineKind.Outcome].DueAt);

        matter.Then(resolved, Fixed).Then(reopened, Again);
        Assert.Equal(
            (At(due), At("2026-11-18T10:00Z"), null),
            (matter[DeadlineKind.Outcome].DueAt, matter[DeadlineKind.Outcome].From, matter[DeadlineKind.Outcome].MetAt)
        );
        Assert.Equal([DeadlineKind.Outcome, Progress, CsmUpdate, CustomerUpdate], matter.Kinds);
        Assert.Equal(WorkingCalendar.Of(Calendars.Utc).AfterDays(At(reopened), 5), matter[Progress].DueAt);
        Assert.NotEmpty(matter[DeadlineKind.Outcome].PendingAlarms);
    }

    [Fact]
    public void S1_is_given_the_time_by_the_clock_for_which_it_was_resolved() =>
        Assert.Equal(
            At("2026-11-22T14:00Z"),
            InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T11:00Z", Fixed).Then("2026-11-22T11:00Z", Again)[DeadlineKind.Outcome].DueAt
        );

    [Fact]
    public void What_was_heard_before_it_was_resolved_is_not_heard_again_when_no_open_time_has_passed()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z", "service_failure").Until("2026-11-20T17:00Z");
        Assert.Contains(matter.Fired, f => f.Firing is { Deadline.Kind: DeadlineKind.Outcome, Alarm.Phase: AlarmPhase.Due });

        matter.Then("2026-11-20T18:00Z", Fixed).Then("2026-11-21T10:00Z", Again);
        Assert.All(matter[DeadlineKind.Outcome].PendingAlarms, alarm => Assert.Equal(AlarmPhase.Overdue, alarm.Phase));
        Assert.Empty(DueAlarms.Due(matter.Now, At("2026-11-21T10:00Z")));
    }

    [Fact]
    public void Records_from_before_the_clocks_owe_nothing_that_was_done_or_has_ended()
    {
        Deadline[] old =
        [
            new(Acknowledge, Sample.Monday.AddHours(4), Sample.Monday, "acknowledgement", "4 hours"),
            new(DeadlineKind.Outcome, Sample.Monday.AddHours(48), Sample.Monday, "resolution", "48 hours"),
        ];
        EscalationEvent[] life = [.. Sample.FullBrief, new ClassificationDecided("product_defect", Severity.S2, null), new Routed(["engineering"], old)];

        Assert.Equal(old[0].DueAt, Sample.After(life).NextWake);
        Assert.Equal(old[1].DueAt, Sample.After([.. life, new Acknowledged(Sample.Lead)]).NextWake);
        Assert.Null(Sample.After([.. life, new Acknowledged(Sample.Lead), Fixed]).NextWake);
        Assert.Null(Sample.After([.. life, new Acknowledged(Sample.Lead), Fixed, new Closed(null)]).NextWake);
        Assert.Null(Sample.After([.. life, new Withdrawn("no")]).NextWake);
    }

    [Fact]
    public void A_record_from_before_the_clocks_can_be_read_and_woken()
    {
        // As it was written then: a routing without a ladder, and deadlines without alarms.
        var (read, removed) = ((Escalation?)null, 0);
        foreach (var happened in Routed(Severity.S2, "2026-03-02T09:00Z").History)
        {
            var old = JsonSerializer.SerializeToNode(happened, EventJson.Default.RecordedEvent)!.AsObject();
            var what = old["what"]!.AsObject();
            removed += what.Remove("ladder") ? 1 : 0;
            Assert.All(what["deadlines"]?.AsArray() ?? [], deadline =>
                Assert.All(["alarms", "counted", "stands"], property => Assert.True(deadline!.AsObject().Remove(property)))
            );
            var recorded = old.Deserialize(EventJson.Default.RecordedEvent)!;
            read = read is null ? Escalation.Begin("contoso", new(2026, 1), recorded) : read.After(recorded);
        }

        Assert.Equal(1, removed);
        Assert.Equal(At("2026-03-02T10:00Z"), read!.NextWake);
        Assert.Equal(([], [], 0), (read.Assignment.Ladder, read.Work.Held, read.Assignment.RungsClimbed));
        Assert.Equal(new(null, []), Ladder.Next(read, _ => true) with { PassedOver = [] });
        Assert.Equal(
            ["engineering", "head"],
            read.After(new(read.Version + 1, read.LastEventAt, Actor.Clock, null, new EscalatedUp("head", []))).Assignment.Teams
        );
    }

    [Fact]
    public void A_category_that_the_playbook_has_no_more_leaves_the_clocks_as_they_are_and_an_end_still_ends_them()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z");
        matter.Playbook = House.Rules with { Categories = [] };
        var before = matter.Now.Deadlines;

        Assert.Equal(before, matter.Then("2026-11-20T10:30Z", new UpdatePosted("going well")).Now.Deadlines);
        Assert.Null(matter.Then("2026-11-20T11:00Z", new Withdrawn("no longer needed")).Now.NextWake);
    }
}
