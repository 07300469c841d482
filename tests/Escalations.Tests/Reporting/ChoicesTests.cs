using Escalations.Reporting;

namespace Escalations.Tests.Reporting;

/// <summary>How many matters were chosen well or badly, by plain definitions that a person can check by hand.</summary>
public sealed class ChoicesTests
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_handled_directly_or_combined_is_counted_once_whatever_became_of_it() =>
        Assert.Equal(
            new ChoiceCounts(2, 1, 0, 0, 0),
            Counted(
                Story
                    .Of(1, "2026-03-09T08:00Z")
                    .Then("2026-03-09T09:00Z", new HandledDirectly("I call them"))
                    .Then("2026-03-09T10:00Z", new Restored())
                    .Then("2026-03-09T11:00Z", new HandledDirectly("I call them again")),
                Story.Of(2, "2026-03-09T08:00Z").Then("2026-03-09T09:00Z", new HandledDirectly("I call them")),
                Story.Of(3, "2026-03-09T08:00Z").Then("2026-03-09T09:00Z", new CombinedInto(new(2026, 2))),
                Story.Of(4, "2026-02-27T08:00Z").Then("2026-02-27T09:00Z", new CombinedInto(new(2026, 2)))
            )
        );

    /// <summary>The fourth was both: raised, and then lowered.</summary>
    [Fact]
    public void Given_back_or_lowered_is_over_raised_is_under_and_a_missed_acknowledgement_is_neither_D033_D034() =>
        Assert.Equal(
            new ChoiceCounts(0, 0, 3, 2, 0),
            Counted(
                Routed(1)
                    .Then("2026-03-09T11:00Z", new Returned("not ours"))
                    .Then("2026-03-09T12:00Z", new Routed(["product"], []))
                    .Then("2026-03-09T13:00Z", new Returned("not ours either")),
                Routed(2).Then("2026-03-09T11:00Z", new Reclassified(Severity.S4, "they found a way around it", [])),
                Routed(3).Then("2026-03-09T11:00Z", new Reclassified(Severity.S1, "it stands still", [])),
                Routed(4)
                    .Then("2026-03-09T11:00Z", new Reclassified(Severity.S1, "it stands still", []))
                    .Then("2026-03-09T12:00Z", new Reclassified(Severity.S2, "half of it", []))
                    .Then("2026-03-09T12:30Z", new Reclassified(Severity.S1, "it stands still again", [])),
                Routed(5).Then("2026-03-09T11:00Z", new EscalatedUp("head", [])).Then("2026-03-09T12:00Z", new NobodyAbove([]))
            )
        );

    /// <summary>The team is given 8 hours.</summary>
    [Theory]
    [InlineData(Severity.S3, "2026-03-09T09:00Z", "2026-03-09T16:00Z", 0)]
    [InlineData(Severity.S3, "2026-03-09T06:00Z", "2026-03-09T14:00Z", 0)]
    [InlineData(Severity.S3, "2026-03-09T06:00Z", "2026-03-09T14:01Z", 1)]
    [InlineData(Severity.S3, "2026-03-06T20:00Z", "2026-03-09T04:00Z", 0)]
    [InlineData(Severity.S3, "2026-03-06T20:00Z", "2026-03-09T04:01Z", 1)]
    [InlineData(Severity.S1, "2026-03-08T20:00Z", "2026-03-09T04:00Z", 0)]
    [InlineData(Severity.S1, "2026-03-06T20:00Z", "2026-03-09T04:00Z", 1)]
    public void A_brief_that_took_longer_than_the_team_has_to_acknowledge_it_was_routed_late(Severity severity, string begun, string routed, int late)
    {
        var at = DateTimeOffset.Parse(routed, System.Globalization.CultureInfo.InvariantCulture);
        var story = Story
            .Of(1, begun)
            .Then(begun, new ClassificationDecided("product_defect", severity, null))
            .Then(routed, new Routed(["engineering"], [new(DeadlineKind.Acknowledge, at.AddHours(8), at, "acknowledgement", "8 hours")]))
            .Then(routed, new Returned("not ours"))
            .Then("2026-03-10T12:00Z", new Routed(["product"], [new(DeadlineKind.Acknowledge, at.AddHours(1), at, "acknowledgement", "1 hour")]));

        Assert.Equal(late, Counted(story).RoutedLate);
    }

    private static Story Routed(int number) =>
        Story
            .Of(number, "2026-03-09T09:00Z")
            .Then("2026-03-09T09:30Z", new ClassificationDecided("product_defect", Severity.S3, null))
            .Then("2026-03-09T10:00Z", new Routed(["engineering"], []));

    private static ChoiceCounts Counted(params IEnumerable<Story> stories) =>
        FoldedHistories.Of(stories.Select(story => (History)story), Story.Playbook, Tuesday, "UTC").Choices;
}
