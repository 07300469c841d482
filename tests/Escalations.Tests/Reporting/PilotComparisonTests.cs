using Escalations.Reporting;

namespace Escalations.Tests.Reporting;

/// <summary>A pilot beside what is not of it: resolution, clear responsibility, and what people thought (A061, A064).</summary>
public sealed class PilotComparisonTests
{
    private static readonly ReportMonth March = ReportMonth.Of(new DateOnly(2026, 3, 15));

    [Fact]
    public void Both_sides_are_told_with_their_counts_A061_A064()
    {
        var compared = Of(
            [Fast(1), Fast(2), Fast(3), Fast(4), Fast(5).Then("2026-03-03T09:00Z", new Reopened("Again."))],
            [Slow(6), Slow(7), Slow(8), Slow(9), Slow(10), Open(11)],
            []
        );

        Assert.True(compared.Comparable);
        Assert.Equal(new ProcessFigures(5, 1m, 4m, 0m, 0, 20, null, null, null, null) { AcknowledgedCount = 5, ResolvedCount = 5 }, compared.Pilot);
        Assert.Equal(new ProcessFigures(6, 3m, 24m, 0.8m, 83, 0, null, null, null, null) { AcknowledgedCount = 5, ResolvedCount = 5 }, compared.Others);
    }

    [Fact]
    public void With_fewer_than_five_on_a_side_only_the_counts_are_told()
    {
        var compared = Of([Fast(1), Fast(2), Fast(3), Fast(4)], [Slow(6), Slow(7), Slow(8), Slow(9), Slow(10)], []);

        Assert.False(compared.Comparable);
        Assert.Equal(new ProcessFigures(4, null, null, null, null, null, null, null, null, null), compared.Pilot);
        Assert.Equal(5, compared.Others.Matters);
        Assert.Null(compared.Others.HoursToResolve);
    }

    /// <summary>A month is shown as a whole elsewhere: with one side of it, the few of the other would be known too.</summary>
    [Fact]
    public void Feedback_of_a_month_counts_only_where_no_side_of_it_is_too_small()
    {
        FeedbackAnswer[] february =
        [
            .. PlaybookFeedbackTests.Answers("2026-02", 4, 4, 4, 4, 4).Select(answer => answer with { IsPilot = true }),
            .. PlaybookFeedbackTests.Answers("2026-02", 2, 2, 2, 2, 2).Select(answer => answer with { Ticket = $"other {answer.Ticket}" }),
        ];
        FeedbackAnswer[] march =
        [
            .. PlaybookFeedbackTests.Answers("2026-03", 1, 1, 1, 1, 1).Select(answer => answer with { IsPilot = true }),
            PlaybookFeedbackTests.Answers("2026-03", 5).Single() with
            {
                Ticket = "other",
            },
        ];

        var compared = Of([], [], [.. february, .. march]);
        Assert.Equal((5, 4m), (compared.Pilot.Answers, compared.Pilot.Clarity));
        Assert.Equal((5, 2m), (compared.Others.Answers, compared.Others.Clarity));

        // What comes after the last month that is over is not known yet.
        Assert.Null(Of([], [], [.. march.Take(5).Select(answer => answer with { Month = "2026-04" })]).Pilot.Answers);
    }

    private static Story Fast(int number) =>
        Story
            .Of(number, "2026-03-02T08:00Z")
            .Decided("product_defect", Severity.S3)
            .Routed("2026-03-02T09:00Z")
            .Acknowledged("2026-03-02T10:00Z")
            .Resolved("2026-03-02T13:00Z");

    private static Story Slow(int number) =>
        Story
            .Of(number, "2026-03-02T08:00Z")
            .Decided("product_defect", Severity.S3)
            .Routed("2026-03-02T09:00Z")
            .Then("2026-03-02T10:00Z", new Returned("Not ours."))
            .Routed("2026-03-02T11:00Z")
            .Acknowledged("2026-03-02T12:00Z")
            .Then("2026-03-02T13:00Z", new HandedOver(new("u-new", "Mia Roth"), null))
            .Resolved("2026-03-03T09:00Z");

    private static Story Open(int number) => Story.Of(number, "2026-03-02T08:00Z").Decided("product_defect", Severity.S3).Routed("2026-03-02T09:00Z");

    private static PilotComparison Of(IEnumerable<Story> pilot, IEnumerable<Story> others, IReadOnlyList<FeedbackAnswer> answers) =>
        PilotComparison.Of(
            "Sample",
            null,
            [.. pilot.Select(story => ((History)story).Events)],
            [.. others.Select(story => ((History)story).Events)],
            answers,
            March
        );
}
