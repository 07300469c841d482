using Escalations.Sla;
using static Escalations.Tests.Sla.WorkingCalendarTests;

namespace Escalations.Tests.Sla;

/// <summary>Deadlines and the reasons that they give.</summary>
public sealed class TermsTests
{
    private static readonly Term FourHours = new(4, TermUnit.Hours);
    private static readonly Term Day = new(24, TermUnit.Hours);
    private static readonly DateTimeOffset Wednesday = At("2026-11-18T10:00Z");

    private static readonly Playbook Sample = new()
    {
        Version = new("sample", "1"),
        Title = "Sample",
        WorkingDay = new("UTC", new(9, 0), new(17, 0), new(15, 0)),
        Severities = [.. Severities.All.Select(s => new SeverityLevel(s, "", s.IsCritical() ? FourHours : Day, Day, Day))],
        Teams = [],
        Categories = [],
        LeadershipTeam = "",
    };

    private static readonly Category Gap = Category("Feature gap (blocking)", new(48, TermUnit.Hours), new(2, TermUnit.Weeks));
    private static readonly Category Failure = Category("Service failure", FourHours, Day);
    private static readonly Category Intervention = Category("Executive intervention", Term.SameDay, new(48, TermUnit.Hours));

    [Fact]
    public void The_severitys_term_governs_when_it_ends_first_and_says_so() => Acknowledge(
        Gap, Severity.S1, "2026-11-18T14:00Z", "S1 Critical: 4 hours (earlier than Feature gap (blocking): 48 hours)");

    [Fact]
    public void The_categorys_term_governs_when_it_ends_first_and_says_so() => Acknowledge(
        Failure, Severity.S3, "2026-11-18T14:00Z", "Service failure: 4 hours (earlier than S3 Standard: 24 hours)");

    [Fact]
    public void When_both_end_together_the_category_is_named() => Acknowledge(
        Failure, Severity.S2, "2026-11-18T14:00Z", "Service failure: 4 hours");

    [Fact]
    public void Which_term_is_the_earlier_is_a_matter_of_the_hour_not_of_the_words()
    {
        Acknowledge(Intervention, Severity.S4, "2026-11-18T17:00Z", "Executive intervention: same day (earlier than S4 Minor: 24 hours)");
        Assert.Equal(
            "S4 Minor: 24 hours (earlier than Executive intervention: same day)",
            Terms.For(Sample, Intervention, Severity.S4, At("2026-11-20T18:00Z"))[0].Because);
    }

    [Fact]
    public void The_outcome_is_owed_with_its_words_and_reason()
    {
        var outcome = Terms.For(Sample, Gap, Severity.S1, Wednesday)[1];

        Assert.Equal(new Deadline(DeadlineKind.Outcome, At("2026-12-02T10:00Z"), Wednesday, "result", "Feature gap (blocking): 2 weeks"), outcome);
    }

    [Fact]
    public void An_outcome_that_depends_on_severity_names_the_severity()
    {
        var defect = Gap with
        {
            Title = "Product defect (bug)",
            Outcome = new("resolution", new Dictionary<Severity, Term>
            {
                [Severity.S1] = Day,
                [Severity.S2] = new(48, TermUnit.Hours),
                [Severity.S3] = new(72, TermUnit.Hours),
                [Severity.S4] = new(72, TermUnit.Hours),
            }),
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

    private static void Acknowledge(Category category, Severity severity, string due, string because) => Assert.Equal(
        new Deadline(DeadlineKind.Acknowledge, At(due), Wednesday, "acknowledgement", because),
        Terms.For(Sample, category, severity, Wednesday)[0]);

    private static Category Category(string title, Term acknowledge, Term outcome) =>
        new("key", title, "", [], acknowledge, new("result", Severities.All.ToDictionary(s => s, _ => outcome)));
}
