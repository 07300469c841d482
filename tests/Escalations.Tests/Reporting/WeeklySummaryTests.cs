using Escalations.Reporting;
using TextAnalysis.Facts;

namespace Escalations.Tests.Reporting;

/// <summary>The week in figures, as what is kept beside each record gives them.</summary>
public sealed class WeeklySummaryTests
{
    // A Tuesday; its week, 2026-W11, began on Monday, 9 March.
    private static readonly DateTimeOffset AsOf = Story.At("2026-03-10T16:00Z");

    [Fact]
    public void C063_to_C083_the_sources_numbers_come_out_byte_for_byte()
    {
        var json = Report(SourceWeek()).ToJson();

        Assert.StartsWith(
            """
            {
              "report_date": "2026-03-10",
              "active_escalations": 7,
              "new_this_week": 3,
              "resolved_this_week": 2,
              "stalled": 1,
              "average_resolution_time_days": 4.2,
              "escalations": [
            """.ReplaceLineEndings("\n"),
            json,
            StringComparison.Ordinal
        );
        Assert.Contains(
            """
                {
                  "id": "ESC-2026-0342",
                  "account": "Acme Corp",
                  "category": "product_defect",
                  "severity": "critical",
                  "status": "in_progress",
                  "days_open": 5,
                  "owner": "Mike Ross (Eng Lead)",
                  "arr_at_risk": 85000,
                  "customer_sentiment": "frustrated_but_patient",
                  "next_update_due": "2026-03-11"
                }
            """.ReplaceLineEndings("\n"),
            json,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            """
              ],
              "trends": {
                "most_common_category": "product_defect",
                "avg_time_to_acknowledge": "3.1 hours",
                "stall_rate": "14%"
              },
              "choices": {
                "handled_directly": 0,
                "combined": 0,
                "over_escalated": 0,
                "under_escalated": 0,
                "routed_late": 0
              }
            }
            """.ReplaceLineEndings("\n"),
            json,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_week_without_anything_still_has_every_field() =>
        Assert.Equal(
            """
            {
              "report_date": "2026-03-10",
              "active_escalations": 0,
              "new_this_week": 0,
              "resolved_this_week": 0,
              "stalled": 0,
              "average_resolution_time_days": null,
              "escalations": [],
              "trends": {
                "most_common_category": null,
                "avg_time_to_acknowledge": null,
                "stall_rate": "0%"
              },
              "choices": {
                "handled_directly": 0,
                "combined": 0,
                "over_escalated": 0,
                "under_escalated": 0,
                "routed_late": 0
              }
            }
            """.ReplaceLineEndings("\n"),
            Report([]).ToJson()
        );

    [Fact]
    public void What_is_not_known_of_an_escalation_is_null()
    {
        var line = Assert.Single(Report([Story.Of(1).Decided("product_defect", Severity.S4).Routed("2026-03-06T10:00Z")]).Escalations);

        Assert.Equal(
            new SummaryLine("ESC-2026-0001", null, "product_defect", "standard", "routed", 4, null, null, null, new(2026, 3, 11)) { Level = Severity.S4 },
            line
        );
    }

    [Fact]
    public void A_draft_is_not_in_the_figures() => Assert.Equal((0, 0), Counts(Report([Story.Of(1).Decided("product_defect", Severity.S1)])));

    [Fact]
    public void One_that_was_given_back_or_withdrawn_is_new_but_not_active()
    {
        var summary = Report([
            Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-09T10:00Z").Then("2026-03-09T11:00Z", new Returned("not ours")),
            Story.Of(2).Decided("x", Severity.S1).Routed("2026-03-09T10:00Z").Then("2026-03-09T11:00Z", new Withdrawn(null)),
        ]);

        Assert.Equal((0, 2), Counts(summary));
    }

    [Fact]
    public void What_happens_after_the_report_is_not_seen()
    {
        History story = Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-09T10:00Z").Acknowledged("2026-03-10T15:00Z").Resolved("2026-03-10T16:01Z");

        Assert.Equal(Report([story with { Events = [.. story.Events.SkipLast(1)] }]).ToJson(), Report([story]).ToJson());
        Assert.Equal("acknowledged", Report([story]).Escalations[0].Status);
        Assert.Empty(FoldedHistories.Of([story], Sample, Story.At("2026-02-01T00:00Z"), "UTC").Escalations);
    }

    [Fact]
    public void Only_a_resolution_that_stands_and_fell_into_the_week_counts()
    {
        var summary = Report([
            Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-01T10:00Z").Resolved("2026-03-08T23:59Z"),
            Story.Of(2).Decided("x", Severity.S1).Routed("2026-03-01T10:00Z").Resolved("2026-03-09T00:00Z"),
            Story
                .Of(3)
                .Decided("x", Severity.S1)
                .Routed("2026-03-01T10:00Z")
                .Resolved("2026-03-09T10:00Z")
                .Then("2026-03-09T11:00Z", new Reopened("still broken")),
            Story.Of(4).Decided("x", Severity.S1).Routed("2026-03-01T10:00Z").Resolved("2026-03-10T10:00Z").Then("2026-03-10T11:00Z", new Closed(null)),
            Story.Of(5).Decided("x", Severity.S1).Routed("2026-03-01T10:00Z").Resolved("2026-03-05T10:00Z").Then("2026-03-10T11:00Z", new Closed(null)),
        ]);

        Assert.Equal((2, 1), (summary.ResolvedThisWeek, summary.ActiveEscalations));
        Assert.Equal(8.3m, summary.AverageResolutionTimeDays); // (7 d 14 h + 9 d) / 2 = 8.29 d
    }

    [Fact]
    public void A_whole_average_keeps_its_decimal() =>
        Assert.Contains(
            "\"average_resolution_time_days\": 4.0,",
            Report([Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-06T10:00Z").Resolved("2026-03-10T10:00Z")]).ToJson(),
            StringComparison.Ordinal
        );

    [Fact]
    public void R23_the_worst_comes_first_and_of_equals_the_oldest()
    {
        var summary = Report([
            Story.Of(1).Decided("x", Severity.S3).Routed("2026-01-01T10:00Z"),
            Story.Of(2).Decided("x", Severity.S2).Routed("2026-03-09T10:00Z"),
            Story.Of(3).Decided("x", Severity.S1).Routed("2026-03-09T10:00Z"),
            Story.Of(5).Decided("x", Severity.S2).Routed("2026-03-01T10:00Z"),
            Story.Of(4).Decided("x", Severity.S2).Routed("2026-03-01T10:00Z"),
        ]);

        Assert.Equal(["ESC-2026-0003", "ESC-2026-0004", "ESC-2026-0005", "ESC-2026-0002", "ESC-2026-0001"], summary.Escalations.Select(e => e.Id));
    }

    [Theory]
    [InlineData(Severity.S1, "2026-03-11")] // daily: the day after the report
    [InlineData(Severity.S3, "2026-03-11")] // three business days after Friday, the 6th
    public void R01_the_next_update_follows_the_severitys_cadence(Severity severity, string due)
    {
        var summary = Report([
            Story
                .Of(1)
                .Decided("x", severity)
                .Routed("2026-03-02T10:00Z")
                .Acknowledged("2026-03-03T10:00Z")
                .Then("2026-03-06T10:00Z", new UpdatePosted("half way")),
        ]);

        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), summary.Escalations[0].NextUpdateDue);
    }

    [Fact]
    public void A_standard_update_that_is_late_keeps_its_day() =>
        Assert.Equal(new DateOnly(2026, 3, 5), Report([Story.Of(1).Decided("x", Severity.S3).Routed("2026-03-02T10:00Z")]).Escalations[0].NextUpdateDue);

    [Fact]
    public void Being_sent_on_to_a_manager_does_not_restart_the_wait_for_an_acknowledgement() =>
        Assert.Equal(
            "6.0 hours",
            Report([
                Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-09T10:00Z").Routed("2026-03-09T14:00Z").Acknowledged("2026-03-09T16:00Z"),
            ]).Trends.AvgTimeToAcknowledge
        );

    [Fact]
    public void A_second_attempt_after_it_was_given_back_waits_anew() =>
        Assert.Equal(
            "1.0 hours",
            Report([
                Story
                    .Of(1)
                    .Decided("x", Severity.S1)
                    .Routed("2026-03-09T10:00Z")
                    .Then("2026-03-09T14:00Z", new Returned("not ours"))
                    .Routed("2026-03-10T09:00Z")
                    .Acknowledged("2026-03-10T10:00Z"),
            ]).Trends.AvgTimeToAcknowledge
        );

    [Fact]
    public void An_acknowledgement_of_an_earlier_week_is_not_in_the_average() =>
        Assert.Null(Report([Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-08T10:00Z").Acknowledged("2026-03-08T12:00Z")]).Trends.AvgTimeToAcknowledge);

    [Fact]
    public void Of_two_categories_as_common_as_each_other_the_playbooks_first_is_named() =>
        Assert.Equal(
            "product_defect",
            Report([
                Story.Of(1).Decided("feature_gap", Severity.S1).Routed("2026-03-09T10:00Z"),
                Story.Of(2).Decided("product_defect", Severity.S1).Routed("2026-03-09T10:00Z"),
                Story.Of(3).Decided("a_category_of_old", Severity.S1).Routed("2026-03-09T10:00Z"),
            ]).Trends.MostCommonCategory
        );

    [Theory]
    [InlineData(1, 8, "13%")] // 12.5 goes up
    [InlineData(1, 3, "33%")]
    [InlineData(3, 3, "100%")]
    public void The_stall_rate_is_rounded_to_whole_percents(int stalled, int active, string rate) =>
        Assert.Equal(
            rate,
            Report(
                Enumerable
                    .Range(1, active)
                    .Select(i =>
                    {
                        var story = Story.Of(i).Decided("x", Severity.S1).Routed("2026-03-01T10:00Z").Acknowledged("2026-03-01T12:00Z");
                        return (History)(i <= stalled ? story.Then("2026-03-04T10:00Z", new Stalled(Story.At("2026-03-01T12:00Z"))) : story);
                    })
            ).Trends.StallRate
        );

    [Fact]
    public void The_week_and_the_date_are_those_of_the_zone()
    {
        History story = Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-08T23:30Z");
        var asOf = Story.At("2026-03-09T23:30Z");

        var utc = FoldedHistories.Of([story], Sample, asOf, "UTC");
        var berlin = FoldedHistories.Of([story], Sample, asOf, "Europe/Berlin");

        Assert.Equal((new DateOnly(2026, 3, 9), 0), (utc.ReportDate, utc.NewThisWeek));
        Assert.Equal((new DateOnly(2026, 3, 10), 1), (berlin.ReportDate, berlin.NewThisWeek));
    }

    [Fact]
    public void Names_keep_their_letters() =>
        Assert.Contains(
            "\"account\": \"Müller & Söhne\"",
            Report([Story.Of(1).Named("Müller & Söhne").Decided("x", Severity.S1).Routed("2026-03-09T10:00Z")]).ToJson(),
            StringComparison.Ordinal
        );

    /// <summary>Seven active ones, three of them new, one stalled; two resolved after 3.4 and 5.0 days; acknowledged after 1.2, 3.0 and 5.1 hours.</summary>
    private static IEnumerable<History> SourceWeek() =>
        [
            Story
                .Of(342)
                .Named("Acme Corp")
                .AtStake(85000)
                .Felt(Sentiment.FrustratedButPatient)
                .Decided("product_defect", Severity.S1)
                .Routed("2026-03-05T12:00Z")
                .Acknowledged("2026-03-05T14:00Z", new("u-mike", "Mike Ross", "Eng Lead"))
                .Then("2026-03-05T15:00Z", new WorkStarted())
                .Then("2026-03-10T09:00Z", new UpdatePosted("a fix is being tested")),
            Story.Of(343).Decided("product_defect", Severity.S2).Routed("2026-03-09T08:00Z").Acknowledged("2026-03-09T09:12Z"),
            Story.Of(344).Decided("feature_gap", Severity.S3).Routed("2026-03-09T08:00Z").Acknowledged("2026-03-09T11:00Z"),
            Story.Of(345).Decided("service_failure", Severity.S2).Routed("2026-03-10T10:00Z").Acknowledged("2026-03-10T15:06Z"),
            Story
                .Of(330)
                .Decided("product_defect", Severity.S3)
                .Routed("2026-02-23T08:00Z")
                .Acknowledged("2026-02-23T12:00Z")
                .Then("2026-03-02T12:00Z", new Stalled(Story.At("2026-02-23T12:00Z"))),
            Story.Of(338).Decided("commercial_dispute", Severity.S3).Routed("2026-03-03T08:00Z").Acknowledged("2026-03-03T12:00Z"),
            Story.Of(339).Decided("feature_gap", Severity.S4).Routed("2026-03-04T08:00Z"),
            Story.Of(340).Decided("product_defect", Severity.S2).Routed("2026-03-05T22:24Z").Acknowledged("2026-03-06T00:00Z").Resolved("2026-03-09T08:00Z"),
            Story
                .Of(341)
                .Decided("relationship_at_risk", Severity.S2)
                .Routed("2026-03-05T08:00Z")
                .Acknowledged("2026-03-05T10:00Z")
                .Resolved("2026-03-10T08:00Z")
                .Then("2026-03-10T12:00Z", new Closed("they are content")),
        ];

    private static WeeklySummary Report(IEnumerable<History> histories) => FoldedHistories.Of(histories, Sample, AsOf, "UTC");

    private static (int Active, int New) Counts(WeeklySummary summary) => (summary.ActiveEscalations, summary.NewThisWeek);

    private static Playbook Sample => Story.Playbook;
}
