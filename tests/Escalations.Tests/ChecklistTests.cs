using Escalations.Lifecycle;

namespace Escalations.Tests;

public sealed class ChecklistTests
{
    private static readonly Checklist List = new(
        "defect",
        "What Engineering needs",
        [
            new("summary", "Summary") { Section = BriefSection.Headline },
            new("logs", "Logs"),
            new("severity", "Severity") { Known = KnownItem.Severity },
            new("owner", "Case owner") { Known = KnownItem.CaseOwner },
        ]
    );

    [Theory]
    [InlineData("n/a: they have no screen", "they have no screen")]
    [InlineData("N/A - a batch job", "a batch job")]
    [InlineData("not applicable, it runs at night", "it runs at night")]
    [InlineData("entfällt: kein Bildschirm", "kein Bildschirm")]
    [InlineData("sans objet : traitement de nuit", "traitement de nuit")]
    [InlineData("no aplica (proceso nocturno)", "proceso nocturno")]
    [InlineData("não se aplica: processo noturno", "processo noturno")]
    public void What_does_not_apply_is_said_with_its_reason_D055(string said, string why) =>
        Assert.Equal(new ChecklistAnswer("logs", why) { IsNotApplicable = true }, List.Items[1].Read(said));

    [Theory]
    [InlineData("n/a")]
    [InlineData("not applicable.")]
    [InlineData("  N/A : ")]
    [InlineData("?")]
    [InlineData("-")]
    [InlineData("none")]
    [InlineData("keine.")]
    [InlineData("tbd")]
    [InlineData("I don't know yet")]
    [InlineData("weiß ich noch nicht")]
    [InlineData("je ne sais pas encore")]
    public void What_says_nothing_is_no_answer(string said)
    {
        Assert.Null(List.Items[1].Read(said));
    }

    [Fact]
    public void What_was_taken_out_again_is_open_and_no_writer_fills_it_in()
    {
        var draft = Sample.In(Status.Draft);
        draft = draft.After(new(draft.Version + 1, draft.LastEventAt, Case.Csm.Actor, null, new ChecklistAnswered([new("logs", "")])));
        Assert.Equal(["logs"], List.OpenIn(draft).Select(item => item.Key));
        var found = new ChecklistAnswered([new("logs", "in the notes") { Origin = Origin.Extracted }]);
        Assert.IsType<Refused>(Transitions.Judge(draft, found, new Authority(Actor.Writer("rules"))));
    }

    [Theory]
    [InlineData("nabla operator fails")]
    [InlineData("no aplicación installed")]
    [InlineData("none of the logs show it")]
    [InlineData("No errors in the console")]
    public void What_only_begins_so_is_an_answer(string said)
    {
        Assert.Equal(new ChecklistAnswer("logs", said), List.Items[1].Read(said));
    }

    [Fact]
    public void Of_what_can_be_chosen_one_is_chosen()
    {
        var axis = new ChecklistItem("revenue", "Revenue") { Choices = ["none", "high"] };
        Assert.Equal(new ChecklistAnswer("revenue", "none"), axis.Read("none"));
        Assert.Null(axis.Read("quite high"));
    }

    [Fact]
    public void The_brief_answers_what_it_holds_and_the_rest_is_open()
    {
        var draft = Sample.In(Status.Draft);
        Assert.Equal(["logs"], List.OpenIn(draft).Select(item => item.Key));
        Assert.Equal(["logs"], List.OwnItems.Select(item => item.Key));

        var answered = draft.After(new(draft.Version + 1, draft.LastEventAt, Case.Csm.Actor, null, new ChecklistAnswered([new("logs", "attached")])));
        Assert.Empty(List.OpenIn(answered));
        Assert.Equal(Sample.Csm.Signature, List.Items[3].AnswerIn(answered)!.Text);
    }

    [Fact]
    public void A_writer_fills_in_what_nobody_has_said_and_no_more()
    {
        var draft = Sample.In(Status.Draft);
        var writer = new Authority(Actor.Writer("rules"));
        var found = new ChecklistAnswered([new("logs", "in the notes") { Origin = Origin.Extracted }]);
        Assert.Same(Verdict.Allowed, Transitions.Judge(draft, found, writer));

        var said = draft.After(new(draft.Version + 1, draft.LastEventAt, Case.Csm.Actor, null, new ChecklistAnswered([new("logs", "attached")])));
        Assert.IsType<Refused>(Transitions.Judge(said, found, writer));
        Assert.IsType<Refused>(Transitions.Judge(draft, new ChecklistAnswered([new("logs", "I say so")]), writer));
    }

    [Fact]
    public void A_fix_date_that_moves_needs_its_reason_D053()
    {
        var matter = Case.InProgress(Severity.S2, "2026-11-18T10:00Z").Then("2026-11-18T11:00Z", new FixDateSet(new(2026, 11, 20), null));
        Assert.Equal(Case.At("2026-11-20T17:00Z"), matter[DeadlineKind.FixDate].DueAt);

        Assert.NotNull(matter.Try(Case.At("2026-11-18T12:00Z"), new FixDateSet(new(2026, 11, 24), " "), Case.Team));
        matter.Then("2026-11-18T12:00Z", new FixDateSet(new(2026, 11, 24), "The index takes longer"));

        Assert.Equal((new DateOnly(2026, 11, 24), 1), (matter.Now.Work.FixDate, matter.Now.Work.FixDateMoved));
        Assert.Equal(Case.At("2026-11-24T17:00Z"), matter[DeadlineKind.FixDate].DueAt);
        Assert.NotNull(matter.Try(Case.At("2026-11-18T13:00Z"), new FixDateSet(new(2026, 11, 17), "earlier"), Case.Team));
    }

    [Fact]
    public void A_workaround_stops_the_clock_until_its_day_and_the_fix_date_stays_A045()
    {
        var matter = Case.InProgress(Severity.S2, "2026-11-18T10:00Z")
            .Then("2026-11-18T11:00Z", new FixDateSet(new(2026, 11, 27), null))
            .Then("2026-11-18T12:00Z", new ClockPaused(WaitingFor.Workaround, "Export by script", Case.At("2026-11-25T09:00Z")));

        Assert.True(matter[DeadlineKind.Outcome].IsPaused);
        Assert.Equal(Case.At("2026-11-25T09:00Z"), matter[DeadlineKind.Pause].DueAt);
        Assert.Contains(DeadlineKind.FixDate, matter.Kinds);
    }

    [Fact]
    public void What_the_team_reports_is_progress_and_brings_it_out_of_its_stall_4D_9()
    {
        var stalled = Sample.In(Status.Stalled);
        var reported = stalled.After(
            new(stalled.Version + 1, stalled.LastEventAt.AddHours(1), Case.Team.Actor, null, new ReproductionReported(Reproduction.NotReproduced, "no access"))
        );
        Assert.Equal((Status.InProgress, stalled.LastEventAt.AddHours(1)), (reported.Status, reported.Work.LastProgressAt));
    }
}
