using Escalations.Routing;
using TextAnalysis.Facts;

namespace Escalations.Tests.Routing;

/// <summary>Who is next above a team that does not acknowledge.</summary>
public sealed class LadderTests
{
    private static readonly string[] Rungs = ["lead", "head", "chief", "office"];

    [Fact]
    public void It_goes_up_one_rung_at_a_time_and_asks_nobody_twice()
    {
        var (at, asked) = (On(Rungs), new List<string>());
        while (Ladder.Next(at, _ => true) is { To: { } rung } step)
        {
            Assert.Empty(step.PassedOver);
            asked.Add(rung);
            at = Next(at, new EscalatedUp(rung, step.PassedOver));
        }

        Assert.Equal(Rungs, asked);
        Assert.Equal(["engineering", .. Rungs], at.Assignment.Teams);
        Assert.Equal(4, at.Assignment.RungsClimbed);
    }

    [Theory]
    [InlineData("lead,head,chief,office", 0, "lead", "")]
    [InlineData("chief,office", 0, "chief", "lead,head")]
    [InlineData("chief,office", 3, "office", "")]
    [InlineData("lead,head", 1, "head", "")]
    [InlineData("lead,head", 2, null, "chief,office")]
    [InlineData("", 0, null, "lead,head,chief,office")]
    [InlineData("lead,head,chief,office", 4, null, "")]
    [InlineData("lead,head,chief,office", 9, null, "")] // the ladder became shorter
    public void Rungs_that_nobody_is_linked_to_are_passed_over_and_named(string linked, int climbed, string? to, string passedOver)
    {
        var routed = On(Rungs);
        var step = Ladder.Next(routed with { Assignment = routed.Assignment with { RungsClimbed = climbed } }, linked.Split(',').Contains);

        Assert.Equal(to, step.To);
        Assert.Equal(passedOver.Split(',', StringSplitOptions.RemoveEmptyEntries), step.PassedOver);
    }

    /// <summary>In a matrix the ladder of another severity is another one, not a longer one.</summary>
    [Fact]
    public void After_a_change_of_severity_nobody_is_left_out_and_nobody_asked_twice()
    {
        var climbed = Next(On(["chief", "office"]), new EscalatedUp("chief", []));

        var worse = Next(climbed, new Reclassified(Severity.S1, "worse", ["office"], ["chief", "tech"]));
        Assert.Equal(["engineering", "chief", "tech"], worse.Assignment.Teams);
        Assert.Equal("office", Ladder.Next(worse, _ => true).To);

        var milder = Next(climbed, new Reclassified(Severity.S3, "milder", ["lead", "chief", "office"]));
        Assert.Equal("lead", Ladder.Next(milder, _ => true).To);
    }

    [Fact]
    public void A_rung_has_it_as_well_as_those_below_and_owes_the_acknowledgement()
    {
        var up = Next(On(Rungs), new EscalatedUp("head", ["lead"]));

        Assert.Equal(["engineering", "lead", "head"], up.Assignment.Teams);
        Assert.Equal((2, "head", false, Status.Routed), (up.Assignment.RungsClimbed, up.Assignment.Rung, up.Assignment.IsAtLaddersEnd, up.Status));
    }

    /// <summary>Those passed over are remembered as such, so that nobody takes them for asked; a new route forgets them.</summary>
    [Theory]
    [InlineData("head office ceo", "head", "office", "head", "head")]
    [InlineData("head office ceo", "head office ceo", null, "head office ceo", "head office ceo")]
    [InlineData("office ceo", "office", "ceo", "head office", "office")]
    [InlineData("head", "", "head", "", null)]
    public void Rungs_that_cannot_be_reached_are_passed_over_and_told_apart(string linked, string lost, string? to, string passedOver, string? unreachable)
    {
        var step = Ladder.Next(
            Case.Routed(Severity.S1, "2026-03-02T09:00Z").Now with
            {
                Assignment = new() { Teams = ["engineering"], Ladder = ["head", "office", "ceo"] },
            },
            linked.Split(' ').Contains,
            rung => !lost.Split(' ').Contains(rung)
        );
        Assert.Equal((to, passedOver, unreachable), (step.To, string.Join(' ', step.PassedOver), step.Unreachable is { } u ? string.Join(' ', u) : null));
    }

    /// <summary>Whoever could not be reached is named, be it a rung or the team itself; and a rung's own clock begins.</summary>
    [Fact]
    public void Who_is_not_waited_for_is_known_and_the_next_rung_has_its_own_clock()
    {
        var matter = Case.Routed(Severity.S1, "2026-03-02T09:00Z");
        Assert.Null(matter.Try(Case.At("2026-03-02T09:01Z"), new EscalatedUp("head", [], NotReached: "engineering"), Case.Clock));
        Assert.Equal("engineering", Assert.Single(matter.Now.Assignment.PassedOver));
        Assert.Equal(("head", Case.At("2026-03-02T09:16Z")), (matter.Now.Assignment.Rung, matter[DeadlineKind.Acknowledge].DueAt));
        Assert.Null(matter.Try(Case.At("2026-03-02T09:02Z"), new NobodyAbove([], NotReached: "head"), Case.Clock));
        Assert.Equal(["engineering", "head"], matter.Now.Assignment.PassedOver);
        Assert.True(matter.Now.Assignment.IsAtLaddersEnd);
    }

    [Fact]
    public void Who_was_passed_over_is_known()
    {
        var end = Next(Next(On(Rungs), new EscalatedUp("head", ["lead"])), new NobodyAbove(["chief", "office"]));
        Assert.Equal(["lead", "chief", "office"], end.Assignment.PassedOver);
        Assert.Empty(Next(end, new Returned("not ours")).Assignment.PassedOver);
    }

    /// <summary>Also where the playbook has forgotten the category and gives no new clock: what has rung does not ring again.</summary>
    [Fact]
    public void Going_up_silences_the_alarm_that_caused_it()
    {
        var due = Sample.Monday.AddDays(-1);
        var owed = On(Rungs) with
        {
            Deadlines =
            [
                new(DeadlineKind.Acknowledge, due, due.AddHours(-1), "acknowledgement", "a rule")
                {
                    Alarms = [new(due, AlarmPhase.Due), new(Sample.Monday.AddDays(9), AlarmPhase.Overdue)],
                },
            ],
        };
        Assert.Equal(Sample.Monday.AddDays(9), Next(owed, new EscalatedUp("lead", [])).NextWake);
    }

    /// <summary>Whoever asks above while there is time takes nobody's time away, and leaves nobody their excuse (4D-8).</summary>
    [Fact]
    public void D002_who_asks_higher_in_time_changes_no_clock_and_only_an_S1_leaps()
    {
        var matter = Case.Routed(Severity.S2, "2026-03-02T09:00Z");
        var due = matter[DeadlineKind.Acknowledge];
        Assert.Equal(DomainWords.Say("guard.a_reason"), matter.Try(Case.At("2026-03-02T09:01Z"), new EscalatedUp("head", [], Because: " "), Case.Csm));
        Assert.Equal(
            DomainWords.Say("guard.no_leap"),
            matter.Try(Case.At("2026-03-02T09:01Z"), new EscalatedUp("office", [], Because: "now", Leapt: ["head"]), Case.Csm)
        );
        Assert.Null(matter.Try(Case.At("2026-03-02T09:02Z"), new EscalatedUp("head", [], Because: "They are all asleep."), Case.Csm));
        Assert.Equal(due, matter[DeadlineKind.Acknowledge]);
        Assert.Equal((null, "office"), (matter.Now.Assignment.Rung, Ladder.Next(matter.Now, _ => true).To));

        var severe = Case.Routed(Severity.S1, "2026-03-02T09:00Z");
        Assert.Null(severe.Try(Case.At("2026-03-02T09:01Z"), new EscalatedUp("office", [], Because: "now", Leapt: ["head"]), Case.Team));
        Assert.Equal(["engineering", "office"], severe.Now.Assignment.Teams);
        Assert.Equal(2, severe.Now.Assignment.RungsClimbed);
        Assert.Empty(severe.Now.Assignment.PassedOver);
    }

    [Fact]
    public void Who_is_wanted_is_asked_and_who_is_leapt_over_is_named()
    {
        var all = Ladder.Next(On(Rungs), _ => true, wanted: "chief");
        Assert.Equal(("chief", 0), (all.To, all.PassedOver.Count));
        Assert.Equal(["lead", "head"], all.Leapt);

        // Who cannot be asked stands aside, and hears of it as soon as somebody is linked.
        var some = Ladder.Next(On(Rungs), rung => rung == "office", wanted: "chief");
        Assert.Equal(("office", "chief"), (some.To, Assert.Single(some.PassedOver)));
        Assert.Null(Ladder.Next(On(Rungs), _ => true, wanted: "lead").Leapt);
    }

    [Fact]
    public void A_team_that_is_a_rung_too_has_it_once() =>
        Assert.Equal(
            ["engineering", "head"],
            Next(Next(On(["engineering", "head"]), new EscalatedUp("engineering", [])), new EscalatedUp("head", [])).Assignment.Teams
        );

    [Fact]
    public void At_the_end_it_is_known_that_nobody_is_left_to_ask_until_somebody_acknowledges()
    {
        var end = Next(On(Rungs), new NobodyAbove(["lead", "head", "chief", "office"]));
        Assert.Equal((4, null, true), (end.Assignment.RungsClimbed, end.Assignment.Rung, end.Assignment.IsAtLaddersEnd));
        Assert.Equal(["engineering", .. Rungs], end.Assignment.Teams);
        Assert.Equal(new(null, []), Ladder.Next(end, _ => true) with { PassedOver = [] });

        Assert.False(Next(end, new Acknowledged(Sample.Lead)).Assignment.IsAtLaddersEnd);
        Assert.False(Next(end, new EscalatedUp("board", [])).Assignment.IsAtLaddersEnd);
    }

    [Fact]
    public void After_an_acknowledgement_a_push_that_finds_nobody_is_no_missing_acknowledgement()
    {
        var stalled = Sample.In(Status.Stalled);

        Assert.False(Next(stalled, new NobodyAbove([])).Assignment.IsAtLaddersEnd);
        Assert.Null(Next(stalled, new EscalatedUp("head", [])).Assignment.Rung);
    }

    [Fact]
    public void Another_severity_has_another_ladder_and_what_was_climbed_stays_climbed()
    {
        var changed = Next(Next(On(["head"]), new EscalatedUp("head", [])), new Reclassified(Severity.S1, "worse", ["head", "office"]));

        Assert.Equal("office", Ladder.Next(changed, _ => true).To);
    }

    [Fact]
    public void Routed_anew_it_begins_at_the_foot()
    {
        var again = Next(Next(Next(On(Rungs), new EscalatedUp("lead", [])), new Returned("not ours")), new Routed(["product"], [], ["head"]));

        Assert.Equal((0, null, false), (again.Assignment.RungsClimbed, again.Assignment.Rung, again.Assignment.IsAtLaddersEnd));
        Assert.Equal(["product"], again.Assignment.Teams);
        Assert.Equal("head", Ladder.Next(again, _ => true).To);
    }

    private static Escalation On(IReadOnlyList<string> ladder) =>
        Sample.After([.. Sample.FullBrief, new ClassificationDecided("product_defect", Severity.S2, null), new Routed(["engineering"], [], ladder)]);

    private static Escalation Next(Escalation before, EscalationEvent what) =>
        before.After(new(before.Version + 1, before.LastEventAt.AddMinutes(1), Actor.Human(Sample.Csm), null, what));
}
