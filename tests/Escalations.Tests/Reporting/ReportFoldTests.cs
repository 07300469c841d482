using Escalations.Reporting;
using TextAnalysis.Facts;

namespace Escalations.Tests.Reporting;

/// <summary>What is kept beside the record gives, for any instant, what the whole histories give.</summary>
public sealed class ReportFoldTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_folded_summary_of_any_instant_is_that_of_the_whole_histories(int seed)
    {
        var histories = RandomHistories.Of(seed, 12, "contoso");
        foreach (var zone in RandomHistories.Zones)
        {
            foreach (var asOf in Instants(seed, histories, zone))
            {
                Assert.Equal(
                    WholeHistories.Of(histories, Story.Playbook, asOf, zone).ToJson(),
                    FoldedHistories.Of(histories, Story.Playbook, asOf, zone).ToJson()
                );
            }
        }
    }

    /// <summary>
    /// A new kind of event fails here: see whether it begins or ends the wait for an acknowledgement in <see cref="ReportFold"/>,
    /// then let it happen in the random histories.
    /// </summary>
    [Fact]
    public void Every_kind_of_event_happens_in_the_random_histories() =>
        Assert.Equal(
            typeof(EscalationEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(EscalationEvent))).Select(t => t.Name).Order(),
            RandomHistories.Of(1, 400, "contoso").SelectMany(h => h.Events).Select(e => e.What.GetType().Name).Distinct().Order()
        );

    [Fact]
    public void What_changes_nothing_that_is_shown_keeps_no_new_state()
    {
        History story = Story
            .Of(1)
            .Decided("x", Severity.S1)
            .Routed("2026-03-09T10:00Z")
            .Then("2026-03-09T11:00Z", new NotesTaken("more"))
            .Then("2026-03-09T12:00Z", new PushedHarder(StallCause.Overloaded, null));
        var changes = new List<ReportChange>();

        ReportFold.Of(story.Tenant, story.Id, story.Events, changes);

        Assert.Single(changes.OfType<StateBegan>());
        Assert.Empty(changes.OfType<StateEnded>());
    }

    /// <summary>Events' own, the ticks before them, and the last and first ones of weeks.</summary>
    private static IEnumerable<DateTimeOffset> Instants(int seed, IEnumerable<History> histories, string zone) =>
        histories
            .SelectMany(h => h.Events)
            .Where((_, i) => i % 7 == seed % 7)
            .SelectMany(e => new[] { e.At.AddTicks(-1), e.At })
            .Concat(
                Enumerable
                    .Range(0, 8)
                    .Select(week => IsoWeek.Of(RandomHistories.Begin.AddDays(7 * week), "UTC").Borders(zone).End)
                    .SelectMany(end => new[] { end.AddTicks(-1), end })
            );
}
