using Escalations.Reporting;
using TextAnalysis.Facts;

namespace Escalations.Tests.Reporting;

/// <summary>The draft of the review says what the record shows, and nothing else.</summary>
public sealed class IncidentReviewTests
{
    private static readonly Person Bea = new("bea", "Bea Lind");

    private static readonly IReadOnlyList<EscalationEvent> Rough =
    [
        .. Sample.FullBrief,
        new ClassificationDecided("product_defect", Severity.S1, "Production is down."),
        new Routed(["engineering", "support"], []),
        new Acknowledged(Sample.Lead),
        new WorkStarted(),
        new UpdatePosted("Index is rebuilding"),
        new HandedOver(Bea, null),
        new Stalled(Sample.Monday.AddHours(14)),
        new Resolved(ResolutionKind.Decision, "Credit for March."),
        new Reopened("Exports still fail"),
        new Resolved(ResolutionKind.Fix, "Index added."),
        new Closed(null),
    ];

    [Fact]
    public void The_timeline_tells_each_step_with_its_instant_B078()
    {
        var lines = Of(Rough).Timeline;

        Assert.Equal(
            [
                "Ann set it to S1, product defect: Production is down.",
                "Sent to engineering, support.",
                "Mike Ross took it on.",
                "Mike Ross started work.",
                "Mike Ross told: Index is rebuilding.",
                "Bea Lind took over.",
                "It stalled: the last progress was at 2026-03-02 23:00 UTC.",
                "Mike Ross brought a decision: Credit for March.",
                "Ann reopened it: Exports still fail.",
                "Mike Ross brought a fix: Index added.",
                "Ann confirmed it and closed it.",
            ],
            lines.Select(l => l.Text)
        );
        Assert.Equal(Sample.Monday.AddHours(Sample.FullBrief.Count), lines[0].At);
    }

    [Fact]
    public void Decisions_are_those_of_people() =>
        Assert.Equal(
            [
                "Ann set it to S1, product defect: Production is down.",
                "Mike Ross brought a decision: Credit for March.",
                "Ann reopened it: Exports still fail.",
                "Ann confirmed it and closed it.",
            ],
            Of(Rough).Decided.Select(l => l.Text)
        );

    [Fact]
    public void Measures_are_counted_from_the_first_routing() => Assert.Equal(new(TimeSpan.FromHours(1), TimeSpan.FromHours(8), 1, 1, 1), Of(Rough).Measures);

    [Fact]
    public void What_is_not_known_stays_empty()
    {
        var review = Of(Rough.Take(1));

        Assert.Null(review.Impact);
        Assert.Null(review.Cause);
        Assert.Empty(review.ToFix);
        Assert.Equal(new(null, null, 0, 0, 0), review.Measures);
    }

    [Fact]
    public void A_resolution_that_was_reopened_is_not_measured() => Assert.Null(Of(Rough.Take(Sample.FullBrief.Count + 9)).Measures.ToResolve);

    [Fact]
    public void The_impact_is_the_briefs() => Assert.Equal("The customer impact.", Of(Rough).Impact);

    [Fact]
    public void Events_that_say_nothing_to_those_who_learn_from_it_are_left_out()
    {
        RecordedEvent[] history = [.. Sample.Recorded(Rough)];
        var more = history.Append(new(history.Length + 1, Sample.Monday, Actor.Clock, null, new Retimed("a calendar"))).ToArray();

        Assert.Equal(Of(Rough).Timeline, IncidentReview.Of(Sample.After(Rough), more).Timeline);
    }

    private static IncidentReview Of(IEnumerable<EscalationEvent> events) => IncidentReview.Of(Sample.After(events), [.. Sample.Recorded(events)]);
}
