using Escalations.Deadlines;
using TextAnalysis.Facts;
using static Escalations.Tests.Case;

namespace Escalations.Tests.Deadlines;

/// <summary>Several rules for the same thing: the earliest governs, and says so (4D-2, 4D-3).</summary>
public sealed class EarliestTests
{
    [Theory]
    [InlineData("product_defect", Severity.S1, "2026-11-18T14:00Z", "S1 Critical: 4 hours (earlier than Product defect: 72 hours)")]
    [InlineData("product_defect", Severity.S2, "2026-11-19T10:00Z", "S2 Major: 1 business day, by the clock (earlier than Product defect: 72 hours)")]
    [InlineData(
        "product_defect",
        Severity.S3,
        "2026-11-23T10:00Z",
        "Product defect: 72 hours, as 3 business days, calendar Office hours (earlier than S3 Standard: 1 sprint)"
    )]
    [InlineData(
        "product_defect",
        Severity.S4,
        "2026-11-23T09:00Z",
        "S4 Minor: next planning, calendar Office hours (earlier than Product defect: 72 hours, as 3 business days, calendar Office hours)"
    )]
    [InlineData("feature_gap", Severity.S3, "2026-12-02T10:00Z", "Feature gap: 2 weeks")]
    public void An_outcome_goes_by_the_categorys_term_or_the_severitys_whichever_ends_first_B013_to_B022(
        string category,
        Severity severity,
        string due,
        string because
    )
    {
        var outcome = Routed(severity, "2026-11-18T10:00Z", category)[DeadlineKind.Outcome];

        Assert.Equal((At(due), because), (outcome.DueAt, outcome.Because));
    }

    [Theory]
    [InlineData(Severity.S1, "2026-11-18T10:15Z")] // B012
    [InlineData(Severity.S2, "2026-11-18T11:00Z")] // B015
    [InlineData(Severity.S3, "2026-11-18T14:00Z")] // B018
    [InlineData(Severity.S4, "2026-11-18T14:00Z")] // the category's 4 hours end before B021's day
    public void An_acknowledgement_goes_by_the_earlier_term_too(Severity severity, string due) =>
        Assert.Equal(At(due), Routed(severity, "2026-11-18T10:00Z")[DeadlineKind.Acknowledge].DueAt);

    [Fact]
    public void What_ended_later_is_kept_with_the_deadline()
    {
        var counted = Routed(Severity.S3, "2026-11-18T10:00Z")[DeadlineKind.Outcome].Counted!;

        Assert.Equal("Product defect: 72 hours, as 3 business days, calendar Office hours", counted.Rule);
        Assert.Equal(new(3, TermUnit.BusinessDays), counted.Term);
        Assert.Equal(["S3 Standard: 1 sprint"], counted.Later);
        Assert.Equal(
            (CalendarRule.DefaultKey, "Office hours", "UTC", "Mon-Fri 09:00-17:00"),
            (counted.Calendar, counted.CalendarTitle, counted.TimeZone, counted.Hours)
        );
        Assert.Equal([new(new(2026, 11, 21), "weekend"), new(new(2026, 11, 22), "weekend")], counted.Skipped);
        Assert.Equal(House.Rules.Version, counted.Playbook);
    }

    [Fact]
    public void Of_three_terms_the_earliest_governs_and_both_others_are_named()
    {
        // A severity's own resolve term is the third, beside the category's for each severity and the plain one.
        var terms = Severities.All.ToDictionary(s => s, s => s == Severity.S3 ? new Term(30, TermUnit.Hours) : new(72, TermUnit.Hours));
        var category = House.Rules.Categories[0] with { Outcome = new("resolution", terms) };
        var deadline = Terms.Outcome(
            House.Rules.With(Severity.S3, s => s with { Resolve = new(40, TermUnit.WorkingHours) }),
            category,
            Severity.S3,
            At("2026-11-18T10:00Z")
        );

        Assert.Equal(
            "Product defect, S3 Standard: 30 hours of work, calendar Office hours (earlier than S3 Standard: 40 working hours, calendar Office hours)",
            deadline.Because
        );
    }

    [Theory]
    [InlineData(Severity.S3, "2026-11-18T10:00Z", "2026-11-18T17:00Z")]
    [InlineData(Severity.S3, "2026-11-20T15:01Z", "2026-11-23T12:00Z")]
    [InlineData(Severity.S2, "2026-11-20T15:01Z", "2026-11-21T12:00Z")]
    public void Same_day_ends_with_the_business_day_and_for_S2_at_the_next_noon_whatever_day_that_is_4D_5(Severity severity, string from, string due)
    {
        var rules = House.Rules.With(severity, s => s with { Acknowledge = new(9, TermUnit.Weeks) });

        Assert.Equal(At(due), Routed(severity, from, "intervention", rules)[DeadlineKind.Acknowledge].DueAt);
    }

    [Fact]
    public void What_goes_by_the_clock_leaves_no_days_out() =>
        Assert.Empty(
            Routed(Severity.S2, "2026-11-20T15:01Z", "intervention", House.Rules.With(Severity.S2, s => s with { Acknowledge = new(9, TermUnit.Weeks) }))[
                DeadlineKind.Acknowledge
            ].Counted!.Skipped
        );

    // Sprints of two weeks begin on 2026-11-09 and, 2026-11-23 being a holiday in Paris, there on the 24th.
    [Theory]
    [InlineData("2026-11-18T10:00Z", "default", "2026-11-23T09:00Z")]
    [InlineData("2026-11-20T09:00Z", "default", "2026-11-23T09:00Z")] // exactly a business day away
    [InlineData("2026-11-20T09:01Z", "default", "2026-12-07T09:00Z")] // less than that
    [InlineData("2026-11-21T09:00Z", "default", "2026-12-07T09:00Z")]
    [InlineData("2026-11-09T08:00Z", "default", "2026-11-23T09:00Z")]
    [InlineData("2026-11-20T08:00Z", "paris", "2026-11-24T08:00Z")]
    [InlineData("2025-01-01T10:00Z", "default", "2025-01-06T09:00Z")] // sprints go back as well
    public void Next_planning_is_at_least_a_business_day_away_4D_4(string from, string calendar, string due) =>
        Assert.Equal(At(due), Terms.Due(Term.NextPlanning, Severity.S4, House.Rules.Calendars.Single(c => c.Key == calendar), At(from), House.Rules.Sprints));

    [Fact]
    public void A_sprint_is_as_many_weeks_as_the_playbook_says_B019() =>
        Assert.Equal(
            At("2026-12-30T10:00Z"),
            Terms.Due(new(2, TermUnit.Sprints), Severity.S3, Calendars.Utc, At("2026-11-18T10:00Z"), new(new(2026, 1, 5), 3))
        );

    [Fact]
    public void A_term_that_speaks_of_sprints_needs_them() =>
        Assert.All([Term.NextPlanning, new(1, TermUnit.Sprints)], term =>
            Assert.Throws<ArgumentException>(() => Terms.Due(term, Severity.S3, Calendars.Utc, At("2026-11-18T10:00Z")))
        );

    [Theory]
    [InlineData(1, TermUnit.Sprints, "1 sprint")]
    [InlineData(2, TermUnit.Sprints, "2 sprints")]
    [InlineData(0, TermUnit.NextPlanning, "next planning")]
    public void Sprints_are_written_as_in_the_playbook(int amount, TermUnit unit, string text) => Assert.Equal(text, new Term(amount, unit).ToString());

    [Fact]
    public void A_rungs_acknowledgement_goes_by_the_severity_and_the_rungs_own_calendar()
    {
        var rules = House.Rules with { Teams = [.. House.Rules.Teams.Select(t => t.Key == "head" ? t with { Calendar = "paris" } : t)] };
        var deadline = Terms.AcknowledgeOfRung(rules, "head", Severity.S3, At("2026-11-20T15:00Z"));

        Assert.Equal((At("2026-11-24T11:00Z"), "Head of Engineering, S3 Standard: 4 hours of work, calendar Paris office"), (deadline.DueAt, deadline.Because));
    }
}
