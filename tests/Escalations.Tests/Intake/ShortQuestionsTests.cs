using Escalations.Intake;

namespace Escalations.Tests.Intake;

/// <summary>Whoever is asked something may ask back; that is no answer.</summary>
public sealed class ShortQuestionsTests
{
    [Theory]
    [InlineData("can I change it later?")]
    [InlineData("what happens next?")]
    [InlineData("Was heißt eigentlich S2?")]
    [InlineData("qui peut lire ceci ?")]
    [InlineData("à quoi correspond S2 ?")]
    [InlineData("¿qué pasa después?")]
    [InlineData("o que acontece depois?")]
    public void A_question_is_asked_about_and_can_be_kept(string said)
    {
        Assert.NotNull(Challenges.Of(BriefSection.Headline, said));
        Assert.NotNull(Challenges.Of(BriefSection.Timeline, said));
        Assert.IsType<AnswerChallenged>(Assert.Single(IntakeParser.Write(BriefSection.CustomerImpact, said).Events));
    }

    private static Brief Unnamed { get; } =
        Brief.Empty with
        {
            Passages = new Dictionary<BriefSection, Passage> { [BriefSection.Headline] = new("The export of Norvia fails since Monday.", Origin.Stated) },
        };

    [Theory]
    [InlineData("can I change it later?")]
    [InlineData("à quoi correspond S2 ?")]
    public void It_is_no_customer(string said) => Assert.NotNull(IntakeParser.Answer(Unnamed, said).Refusal);

    /// <summary>What counts or fails, and what is asked of a team, is an answer.</summary>
    [Theory]
    [InlineData(BriefSection.SpecificAsk, "Can engineering roll the release back today?")]
    [InlineData(BriefSection.Headline, "Why does the export of Norvia fail again?")]
    [InlineData(BriefSection.Timeline, "Since Monday, perhaps?")]
    [InlineData(BriefSection.CustomerImpact, "Is it true that 300 users cannot work?")]
    public void An_answer_may_have_a_question_mark(BriefSection section, string said) => Assert.Null(Challenges.Of(section, said));
}
