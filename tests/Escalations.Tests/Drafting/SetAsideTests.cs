using Escalations.Drafting;
using Escalations.Lifecycle;

namespace Escalations.Tests.Drafting;

public sealed class SetAsideTests
{
    private static readonly Actor Rules = Actor.Writer("rules");
    private static readonly Actor Csm = Actor.Human(Sample.Csm);

    private static readonly SentencesSetAside Read = new(
        [new("4 stores are closed.", BriefSection.CustomerImpact), new("They moved to Kiel.")],
        [new("Between us: he leaves.", LeftOutBecause.OffTheRecord)]
    );

    [Fact]
    public void A_sentence_that_stands_in_a_section_is_set_aside_no_more_however_it_is_typed()
    {
        var escalation = After((Rules, Read), (Csm, new SectionWritten(BriefSection.Timeline, "In spring they  moved.\nThey moved to KIEL!", Origin.Stated)));

        Assert.Equal(["4 stores are closed."], SetAside.NotPlaced(escalation).Select(s => s.Text));
    }

    [Fact]
    public void Part_of_a_number_is_not_the_sentence()
    {
        var escalation = After((Rules, Read), (Csm, new SectionWritten(BriefSection.CustomerImpact, "14 stores are closed.", Origin.Stated)));

        Assert.Equal(2, SetAside.NotPlaced(escalation).Count);
    }

    [Fact]
    public void What_is_placed_keeps_the_doubts_of_the_section_and_no_writer_takes_it_away()
    {
        var escalation = After(
            (Rules, Read),
            (Rules, new SectionWritten(BriefSection.CustomerImpact, "They lose 90k.", Origin.Drafted, [new("90k")])),
            (Csm, new SentencePlaced(BriefSection.CustomerImpact, "4 stores are closed."))
        );

        var passage = escalation.Brief.Passages[BriefSection.CustomerImpact];
        Assert.Equal("They lose 90k. 4 stores are closed.", passage.Text);
        Assert.Equal(Origin.Drafted, passage.Origin);
        Assert.Equal(["90k"], passage.Unproven.Select(u => u.Text));
        var refused = Transitions.Judge(escalation, new SectionWritten(BriefSection.CustomerImpact, "All is well.", Origin.Drafted), new(Rules));
        Assert.IsType<Refused>(refused);
    }

    [Fact]
    public void A_step_goes_into_a_line_of_its_own_and_a_skipped_section_comes_back()
    {
        var escalation = After(
            (Rules, Read),
            (Csm, new SectionWritten(BriefSection.Timeline, "2 March: it began.", Origin.Stated)),
            (Csm, new SectionSkipped(BriefSection.CommercialContext)),
            (Csm, new SentencePlaced(BriefSection.Timeline, "They moved to Kiel.")),
            (Csm, new SentencePlaced(BriefSection.CommercialContext, "4 stores are closed."))
        );

        Assert.Equal("2 March: it began.\nThey moved to Kiel.", escalation.Brief.TextOf(BriefSection.Timeline));
        Assert.Equal("4 stores are closed.", escalation.Brief.TextOf(BriefSection.CommercialContext));
        Assert.Empty(escalation.Brief.Skipped);
    }

    [Fact]
    public void A_challenged_answer_waits_on_while_a_sentence_is_placed()
    {
        var escalation = After(
            (Rules, Read),
            (Csm, new AnswerChallenged(BriefSection.SpecificAsk, "please help", "What exactly?")),
            (Csm, new SentencePlaced(BriefSection.SpecificAsk, "They moved to Kiel."))
        );

        Assert.Equal("please help", escalation.Brief.Challenged?.Text);
    }

    /// <summary>A model says things in its own words, so that what rules found no place for is not what its draft lacks.</summary>
    [Fact]
    public void A_models_draft_replaces_what_rules_set_aside_and_a_failed_one_does_not()
    {
        var made = new DraftMade(new("a model", "a model", "draft-brief v1"), null, [], [], [], []);

        Assert.Null(After((Rules, Read), (Rules, made)).Draft.SetAside);
        Assert.NotNull(After((Rules, Read), (Rules, made with { Instead = "did not answer" })).Draft.SetAside);
    }

    private static Escalation After(params (Actor By, EscalationEvent What)[] events)
    {
        var escalation = Sample.In(Status.Draft);
        foreach (var (by, what) in events)
        {
            escalation = escalation.After(new(escalation.Version + 1, escalation.LastEventAt.AddMinutes(1), by, null, what));
        }

        return escalation;
    }
}
