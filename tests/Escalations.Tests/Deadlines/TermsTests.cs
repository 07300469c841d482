using Escalations.Deadlines;
using TextAnalysis.Facts;
using static Escalations.Tests.Deadlines.WorkingCalendarTests;

namespace Escalations.Tests.Deadlines;

/// <summary>Deadlines and the reasons that they give.</summary>
public sealed class TermsTests
{
    private static readonly Term FourHours = new(4, TermUnit.Hours);
    private static readonly Term Day = new(24, TermUnit.Hours);
    private static readonly SprintRule Fortnight = new(new(2026, 11, 9), 2);
    private static readonly DateTimeOffset Wednesday = At("2026-11-18T10:00Z");

    private static readonly Playbook Sample = new()
    {
        Version = new("sample", "1"),
        Title = "Sample",
        Calendars = [Calendars.Utc, Calendars.Berlin with { Key = "berlin", Title = "Berlin office" }],
        Severities = [.. Severities.All.Select(s => new SeverityLevel(s, "", s.IsCritical() ? FourHours : Day, Day, new(new Cadence(Day))))],
        Teams = [new("berliners", "Berliners", Calendar: "berlin"), new("others", "Others")],
        Categories = [],
        LeadershipTeam = "",
    };

    private static readonly Category Gap = Category("Feature gap (blocking)", new(48, TermUnit.Hours), new(2, TermUnit.Weeks));
    private static readonly Category Failure = Category("Service failure", FourHours, Day);
    private static readonly Category Intervention = Category("Executive intervention", Term.SameDay, new(48, TermUnit.Hours));

    [Fact]
    public void The_severitys_term_governs_when_it_ends_first_and_says_so() =>
        Acknowledge(Gap, Severity.S1, "2026-11-18T14:00Z", "S1 Critical: 4 hours (earlier than Feature gap (blocking): 48 hours)");

    [Fact]
    public void The_categorys_term_governs_when_it_ends_first_and_says_so() =>
        Acknowledge(
            Failure,
            Severity.S3,
            "2026-11-18T14:00Z",
            "Service failure: 4 hours of work, calendar Office hours (earlier than S3 Standard: 24 hours, as 1 business day, calendar Office hours)"
        );

    [Fact]
    public void When_both_end_together_the_category_is_named() => Acknowledge(Failure, Severity.S2, "2026-11-18T14:00Z", "Service failure: 4 hours");

    [Fact]
    public void Which_term_is_the_earlier_is_a_matter_of_the_hour_not_of_the_words()
    {
        Acknowledge(
            Intervention,
            Severity.S4,
            "2026-11-18T17:00Z",
            "Executive intervention: same day, calendar Office hours (earlier than S4 Minor: 24 hours, as 1 business day, calendar Office hours)"
        );
        Assert.Equal(
            "S1 Critical: 4 hours (earlier than Executive intervention: same day, calendar Office hours)",
            Terms.For(Sample, Intervention, Severity.S1, At("2026-11-20T18:00Z"))[0].Because
        );
    }

    [Fact]
    public void The_outcome_is_owed_with_its_words_and_reason()
    {
        var outcome = Terms.For(Sample, Gap, Severity.S1, Wednesday)[1];

        Assert.Equal(
            (DeadlineKind.Outcome, At("2026-12-02T10:00Z"), Wednesday, "result", "Feature gap (blocking): 2 weeks"),
            (outcome.Kind, outcome.DueAt, outcome.From, outcome.What, outcome.Because)
        );
    }

    [Fact]
    public void An_outcome_that_depends_on_severity_names_the_severity()
    {
        var defect = Gap with
        {
            Title = "Product defect (bug)",
            Outcome = new(
                "resolution",
                new Dictionary<Severity, Term>
                {
                    [Severity.S1] = Day,
                    [Severity.S2] = new(48, TermUnit.Hours),
                    [Severity.S3] = new(72, TermUnit.Hours),
                    [Severity.S4] = new(72, TermUnit.Hours),
                }
            ),
        };

        var outcome = Terms.For(Sample, defect, Severity.S2, Wednesday)[1];

        Assert.Equal((At("2026-11-20T10:00Z"), "Product defect (bug), S2 Major: 48 hours"), (outcome.DueAt, outcome.Because));
    }

    [Fact]
    public void Deadlines_are_kept_in_UTC_wherever_the_start_came_from()
    {
        var deadlines = Terms.For(Sample, Failure, Severity.S1, new DateTimeOffset(2026, 11, 18, 11, 0, 0, TimeSpan.FromHours(1)));

        Assert.All(deadlines, d => Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (d.DueAt.Offset, d.From.Offset)));
        Assert.Equal(At("2026-11-18T14:00Z"), deadlines[0].DueAt);
    }

    // 2026-11-20 is a Friday.
    [Theory]
    [InlineData(15, TermUnit.Minutes, "2026-11-20T23:50Z", "2026-11-23T09:15Z")]
    [InlineData(4, TermUnit.Hours, "2026-11-20T16:59Z", "2026-11-23T12:59Z")]
    [InlineData(24, TermUnit.Hours, "2026-11-20T16:59Z", "2026-11-23T16:59Z")]
    [InlineData(48, TermUnit.Hours, "2026-11-20T16:59Z", "2026-11-24T16:59Z")]
    [InlineData(25, TermUnit.Hours, "2026-11-20T16:59Z", "2026-11-26T09:59Z")]
    [InlineData(1, TermUnit.Days, "2026-11-20T16:59Z", "2026-11-21T16:59Z")]
    [InlineData(2, TermUnit.Weeks, "2026-11-20T16:59Z", "2026-12-04T16:59Z")]
    [InlineData(30, TermUnit.WorkingMinutes, "2026-11-20T16:59Z", "2026-11-23T09:29Z")]
    [InlineData(4, TermUnit.WorkingHours, "2026-11-20T16:59Z", "2026-11-23T12:59Z")]
    [InlineData(5, TermUnit.BusinessDays, "2026-11-20T16:59Z", "2026-11-27T16:59Z")]
    [InlineData(0, TermUnit.SameDay, "2026-11-20T16:59Z", "2026-11-23T12:00Z")]
    [InlineData(1, TermUnit.Sprints, "2026-11-20T16:59Z", "2026-12-04T16:59Z")]
    [InlineData(0, TermUnit.NextPlanning, "2026-11-20T16:59Z", "2026-12-07T09:00Z")]
    public void S3_and_S4_go_by_the_calendar_but_for_days_and_weeks_4D_6(int amount, TermUnit unit, string from, string due) =>
        Assert.All([Severity.S3, Severity.S4], severity => Assert.Equal(At(due), Terms.Due(new(amount, unit), severity, Calendars.Utc, At(from), Fortnight)));

    [Theory]
    [InlineData(15, TermUnit.Minutes, "2026-11-20T17:14Z")]
    [InlineData(4, TermUnit.Hours, "2026-11-20T20:59Z")]
    [InlineData(48, TermUnit.Hours, "2026-11-22T16:59Z")]
    [InlineData(1, TermUnit.Days, "2026-11-21T16:59Z")]
    [InlineData(2, TermUnit.Weeks, "2026-12-04T16:59Z")]
    [InlineData(30, TermUnit.WorkingMinutes, "2026-11-20T17:29Z")]
    [InlineData(4, TermUnit.WorkingHours, "2026-11-20T20:59Z")]
    [InlineData(5, TermUnit.BusinessDays, "2026-11-25T16:59Z")]
    [InlineData(0, TermUnit.SameDay, "2026-11-21T12:00Z")]
    [InlineData(1, TermUnit.Sprints, "2026-12-04T16:59Z")]
    [InlineData(0, TermUnit.NextPlanning, "2026-12-07T09:00Z")]
    public void S1_and_S2_go_by_the_clock_4D_6(int amount, TermUnit unit, string due) =>
        Assert.All([Severity.S1, Severity.S2], severity =>
            Assert.Equal(At(due), Terms.Due(new(amount, unit), severity, Calendars.Utc, At("2026-11-20T16:59Z"), Fortnight))
        );

    [Fact]
    public void No_term_of_S1_ends_later_than_that_of_another_severity() =>
        Assert.All(
            from unit in Enum.GetValues<TermUnit>()
            from severity in Severities.All
            from hour in Enumerable.Range(0, 7 * 24)
            select (Term: unit == TermUnit.SameDay ? Term.SameDay : new(2, unit), Severity: severity, From: Wednesday.AddHours(hour)),
            t => Assert.True(Due(t.Term, Severity.S1, t.From) <= Due(t.Term, t.Severity, t.From), $"{t}")
        );

    [Theory]
    [InlineData("berliners", "2026-11-19T09:00Z", "Gap: 8 working hours, calendar Berlin office")]
    [InlineData("others", "2026-11-19T10:00Z", "Gap: 8 working hours, calendar Office hours")]
    public void The_accountable_teams_calendar_governs_and_is_named(string team, string due, string because)
    {
        var gap = Category("Gap", new(8, TermUnit.WorkingHours), new(8, TermUnit.WorkingHours)) with { RoutesTo = [team, "berliners", "others"] };
        var outcome = Terms.For(Sample, gap, Severity.S3, team == "others" ? Wednesday : Wednesday.AddHours(-1))[1];

        Assert.Equal((At(due), because), (outcome.DueAt, outcome.Because));
    }

    [Fact]
    public void Where_S1_sets_the_calendar_aside_the_reason_says_so() =>
        Assert.Equal(
            "Gap: 8 working hours, by the clock",
            Terms.For(Sample, Category("Gap", new(8, TermUnit.WorkingHours), new(8, TermUnit.WorkingHours)), Severity.S1, Wednesday)[1].Because
        );

    [Theory]
    [InlineData(1, TermUnit.WorkingHours, "1 working hour")]
    [InlineData(30, TermUnit.WorkingMinutes, "30 working minutes")]
    [InlineData(1, TermUnit.BusinessDays, "1 business day")]
    [InlineData(2, TermUnit.Weeks, "2 weeks")]
    [InlineData(0, TermUnit.SameDay, "same day")]
    public void A_term_is_written_as_in_the_playbook(int amount, TermUnit unit, string text) => Assert.Equal(text, new Term(amount, unit).ToString());

    private static DateTimeOffset Due(Term term, Severity severity, DateTimeOffset from) => Terms.Due(term, severity, Calendars.Utc, from, Fortnight);

    private static void Acknowledge(Category category, Severity severity, string due, string because)
    {
        var deadline = Terms.For(Sample, category, severity, Wednesday)[0];
        Assert.Equal(
            (DeadlineKind.Acknowledge, At(due), Wednesday, "acknowledgement", because),
            (deadline.Kind, deadline.DueAt, deadline.From, deadline.What, deadline.Because)
        );
    }

    private static Category Category(string title, Term acknowledge, Term outcome) =>
        new("key", title, "", [], acknowledge, new("result", Severities.All.ToDictionary(s => s, _ => outcome)));
}
