using System.Text.Json;
using Escalations.Reporting;

namespace Escalations.Tests.Reporting;

/// <summary>What is shown of answers, and what is not because it would tell who gave one (A062).</summary>
public sealed class PlaybookFeedbackTests
{
    private static readonly ReportMonth March = ReportMonth.Of(new DateOnly(2026, 3, 15));

    private static readonly Playbook Asking = Story.Playbook with { AsksForFeedback = true };

    [Fact]
    public void Of_four_answers_nothing_is_shown_and_of_five_all_figures_A062()
    {
        var four = Assert.Single(Of([.. Answers("2026-03", 1, 2, 3, 4)]));
        Assert.Equal(("Sample", null), (four.Playbook, four.Answers));
        Assert.Empty(four.Questions);
        Assert.Empty(four.Texts);

        var five = Assert.Single(Of([.. Answers("2026-03", 1, 2, 3, 4, 5)]));
        Assert.Equal(5, five.Answers);
        Assert.Equal(
            [
                new(FeedbackQuestion.Clarity, 3m, 1.4m, null),
                new(FeedbackQuestion.Workload, 2m, 0m, null),
                new FeedbackFigures(FeedbackQuestion.Fairness, 5m, 0m, null),
            ],
            five.Questions
        );
        Assert.Equal(["text 1", "text 2", "text 3", "text 4", "text 5"], five.Texts.Order());
    }

    [Fact]
    public void The_months_before_count_as_far_as_each_had_enough()
    {
        var feedback = Assert.Single(
            Of([
                .. Answers("2026-03", 4, 4, 4, 4, 4),
                .. Answers("2026-02", 2, 2, 2, 2, 2),
                .. Answers("2026-01", 5, 5, 5, 5), // Too few: with February's it could be told apart.
                .. Answers("2025-11", 1, 1, 1, 1, 1), // Too long ago.
            ])
        );

        Assert.Equal((4m, 2m), (feedback.Questions[0].Mean, feedback.Questions[0].MeanBefore));
    }

    /// <summary>While answers still come, each new one would be known by what it changes.</summary>
    [Fact]
    public void Before_the_month_is_over_nothing_is_shown() =>
        Assert.Empty(PlaybookFeedback.Of(March, isOver: false, [Asking], [.. Answers("2026-03", 1, 2, 3, 4, 5)], name => name));

    [Fact]
    public void Texts_are_in_no_order_of_time_and_not_in_what_other_systems_read()
    {
        var feedback = Of([.. Answers("2026-03", 1, 2, 3, 4, 5)]);
        var json = JsonSerializer.Serialize(MonthlyReviewTests.Of() with { Feedback = feedback }, MonthlyReview.Json);

        Assert.DoesNotContain("text 1", json, StringComparison.Ordinal);
        using var read = JsonDocument.Parse(json);
        var first = read.RootElement.GetProperty("feedback")[0];
        Assert.Equal(["playbook", "answers", "questions"], first.EnumerateObject().Select(field => field.Name));
        Assert.Equal("Clarity", first.GetProperty("questions")[0].GetProperty("question").GetString());
    }

    [Fact]
    public void Of_a_playbook_for_which_nobody_is_asked_nothing_is_said() =>
        Assert.Empty(PlaybookFeedback.Of(March, isOver: true, [Story.Playbook], [], name => name));

    private static IReadOnlyList<PlaybookFeedback> Of(IReadOnlyList<FeedbackAnswer> answers) =>
        PlaybookFeedback.Of(March, isOver: true, [Asking], answers, _ => "Sample");

    internal static IEnumerable<FeedbackAnswer> Answers(string month, params int[] clarities) =>
        clarities.Select((clarity, i) => new FeedbackAnswer($"{month}-{i}", "sample", month, clarity, 2, 5, $"text {clarity}"));
}
