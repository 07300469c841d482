using System.Text.Json;
using Escalations.Reporting;
using TextAnalysis.Facts;

namespace Escalations.Tests.Reporting;

/// <summary>The month's S1 and S2 for the management's review.</summary>
public sealed class MonthlyReviewTests
{
    private static readonly ReportMonth March = ReportMonth.Of(new DateOnly(2026, 3, 15));
    private static readonly DateTimeOffset ReviewedAt = Story.At("2026-04-06T08:00Z");

    /// <summary>B078: what, when, who was involved, what was decided, what was the outcome.</summary>
    [Fact]
    public void Each_is_told_with_its_five_fields_B077_B078()
    {
        var review = Of(
            Story
                .Of(1, "2026-03-02T09:00Z")
                .Named("Acme Corp")
                .Decided("product_defect", Severity.S1)
                .Routed("2026-03-02T10:00Z")
                .Acknowledged("2026-03-02T10:20Z")
                .Then("2026-03-02T11:00Z", new DecisionLogged("Roll back release 4.2", "Mia Roth", new(2026, 3, 2)))
                .Resolved("2026-03-02T15:00Z")
        );

        var line = Assert.Single(review.Escalations);
        Assert.Equal(("ESC-2026-0001", "S1", "Acme Corp", "product_defect"), (line.Id, line.Severity, line.Account, line.Type));
        Assert.Equal(
            [Story.At("2026-03-02T10:00Z"), Story.At("2026-03-02T10:20Z"), Story.At("2026-03-02T15:00Z")],
            [line.RoutedAt, line.AcknowledgedAt, line.ResolvedAt]
        );
        Assert.Equal(["Sarah Chen", "Lee Park"], line.Involved);
        Assert.Contains("Mia Roth decided: Roll back release 4.2.", line.Decided);
        Assert.Equal("Fix: deployed", line.Outcome);
    }

    [Fact]
    public void It_holds_what_was_routed_resolved_or_open_in_the_month_and_nothing_below_S2()
    {
        var review = Of(
            Story.Of(1, "2026-02-20T09:00Z").Decided("product_defect", Severity.S1).Routed("2026-02-20T10:00Z").Acknowledged("2026-02-20T11:00Z"),
            Story
                .Of(2, "2026-02-20T09:00Z")
                .Decided("product_defect", Severity.S2)
                .Routed("2026-02-20T10:00Z")
                .Acknowledged("2026-02-20T11:00Z")
                .Resolved("2026-03-01T00:00Z"),
            Story
                .Of(3, "2026-02-20T09:00Z")
                .Decided("product_defect", Severity.S2)
                .Routed("2026-02-20T10:00Z")
                .Acknowledged("2026-02-20T11:00Z")
                .Resolved("2026-02-28T23:59Z"),
            Story.Of(4, "2026-03-31T23:00Z").Decided("product_defect", Severity.S1).Routed("2026-03-31T23:59Z"),
            Story.Of(5, "2026-04-01T00:00Z").Decided("product_defect", Severity.S1).Routed("2026-04-01T00:00Z")
        );

        Assert.Equal(["ESC-2026-0001", "ESC-2026-0004", "ESC-2026-0002"], review.Escalations.Select(line => line.Id));
        Assert.Equal((2, 1, 1), (review.Critical, review.Major, review.Resolved));
    }

    /// <summary>B086: same team? Same dependency? Same type?</summary>
    [Fact]
    public void What_comes_back_is_told_beside_the_months_before_B086()
    {
        Story Routed(int number, string day, string category) =>
            Story.Of(number, $"{day}T09:00Z").Named("Acme Corp").Decided(category, Severity.S2).Routed($"{day}T10:00Z");

        var review = Of(
            Routed(1, "2026-03-02", "product_defect").Then("2026-03-06T09:00Z", new PushedHarder(StallCause.HarderThanExpected, null)),
            Routed(2, "2026-03-12", "product_defect").Then("2026-03-16T09:00Z", new PushedHarder(StallCause.HarderThanExpected, null)),
            Routed(3, "2026-03-20", "feature_gap"),
            Routed(4, "2026-01-20", "product_defect"),
            Routed(5, "2025-11-20", "product_defect")
        );

        Assert.Equal(
            [new(Sameness.Type, "product_defect", 2, 0.3m), new(Sameness.Cause, "Harder than expected", 2, 0m), new(Sameness.Account, "Acme Corp", 3, 0.3m)],
            review.Patterns
        );
    }

    [Fact]
    public void Late_acknowledgements_are_counted()
    {
        var late = Story.Of(1, "2026-03-02T09:00Z").Decided("product_defect", Severity.S2);
        var review = Of(
            late.Then("2026-03-02T10:00Z", new Routed(["engineering"], [Due("2026-03-02T11:00Z")])),
            Story
                .Of(2, "2026-03-02T09:00Z")
                .Decided("product_defect", Severity.S2)
                .Then("2026-03-02T10:00Z", new Routed(["engineering"], [Due("2026-03-02T11:00Z")]))
                .Acknowledged("2026-03-02T10:59Z")
        );

        Assert.Equal(1, review.AcknowledgedLate);
    }

    [Fact]
    public void Its_fields_are_there_also_when_nothing_happened()
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(Of(), MonthlyReview.Json));

        Assert.Equal(
            ["month", "report_date", "critical", "major", "confidential", "resolved", "acknowledged_late", "escalations", "patterns", "feedback", "pilots"],
            json.RootElement.EnumerateObject().Select(field => field.Name)
        );
        Assert.Equal("2026-03", json.RootElement.GetProperty("month").GetString());
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("March")]
    [InlineData("1999-01")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_month_is_refused_with_a_sentence(string? text)
    {
        Assert.False(ReportMonth.TryParse(text, out _, out var refusal));
        Assert.EndsWith(".", refusal);
    }

    private static Deadline Due(string at) => new(DeadlineKind.Acknowledge, Story.At(at), Story.At(at).AddHours(-1), "acknowledge", "S2: 1 hour");

    internal static MonthlyReview Of(params History[] told) =>
        MonthlyReview.Of(
            March,
            [.. told.Select(history => (Escalation.Fold(history.Tenant, history.Id, history.Events), history.Events))],
            _ => Story.Playbook,
            ReviewedAt,
            "UTC"
        );
}
