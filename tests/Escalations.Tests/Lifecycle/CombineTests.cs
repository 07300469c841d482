using Escalations.Lifecycle;

namespace Escalations.Tests.Lifecycle;

/// <summary>What a brief needs to end without a team, and what can stand for it.</summary>
public sealed class CombineTests
{
    private static readonly CombinedInto Combined = new(new(2026, 17));

    [Fact]
    public void A_headline_that_claims_what_nothing_proves_is_told_to_nobody() =>
        Assert.Equal(
            "Some facts of the headline are not in what you wrote. Press Check facts, then combine it.",
            Why(Sample.After([new DraftStarted(Sample.Csm, new("sample", "1")), Everything.Drafted]), Combined)
        );

    [Fact]
    public void Without_a_headline_something_has_to_be_said()
    {
        var draft = Sample.After([new DraftStarted(Sample.Csm, new("sample", "1"))]);

        Assert.StartsWith("Write the headline first", Why(draft, Combined));
        Assert.Null(Why(draft, Combined with { Remark = "Two more plants have it." }));
    }

    [Fact]
    public void Only_its_CSM_ends_a_brief_and_says_what_they_will_do()
    {
        var draft = Sample.In(Status.Draft);

        Assert.Equal("Say in a line what you will do.", Why(draft, new HandledDirectly(" ")));
        Assert.Null(Why(draft, new HandledDirectly("I call them")));
        Assert.StartsWith("Only Ann", Why(draft, new HandledDirectly("I call them"), Case.Team));
        Assert.StartsWith("Only Ann", Why(draft, Combined, Case.Team));
    }

    [Theory]
    [InlineData(Status.Draft, false)]
    [InlineData(Status.Routed, true)]
    [InlineData(Status.Acknowledged, true)]
    [InlineData(Status.InProgress, true)]
    [InlineData(Status.Stalled, true)]
    [InlineData(Status.Resolved, false)]
    [InlineData(Status.Closed, false)]
    [InlineData(Status.Withdrawn, false)]
    public void Only_what_a_team_has_stands_for_another_one_too_and_once(Status status, bool isOpen)
    {
        var from = new CombinedFrom(new(2026, 17), new("zoe", "Zoe"), "Acme Corp", "The export fails");
        var before = Sample.In(status);

        Assert.Equal(isOpen, Why(before, from, new(Actor.Human(new("zoe", "Zoe")))) is null);
        if (isOpen)
        {
            var after = before.After(new(before.Version + 1, before.LastEventAt, Actor.Human(new("zoe", "Zoe")), null, from));
            Assert.Equal(status, after.Status);
            Assert.Equal([from.Other], after.CombinedFrom);
            Assert.Equal("It was combined with this one already.", Why(after, from));
        }
    }

    [Fact]
    public void What_is_brought_back_is_a_draft_as_before()
    {
        foreach (var end in new EscalationEvent[] { Combined, new HandledDirectly("I call them") })
        {
            var back = Sample.After([.. Sample.FullBrief, end, new Restored()]);

            Assert.Equal((Status.Draft, null, null, null), (back.Status, back.Outcome.EndedAt, back.Outcome.Handling, back.Outcome.CombinedInto));
        }
    }

    private static string? Why(Escalation escalation, EscalationEvent what, Authority? by = null) =>
        (Transitions.Judge(escalation, what, by ?? Case.Csm) as Refused)?.Why;
}
