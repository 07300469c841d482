using Escalations.Reporting;

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
        foreach (var asOf in Instants(seed, histories))
        {
            foreach (var zone in new[] { "UTC", "Pacific/Auckland" })
            {
                Assert.Equal(WholeHistories.Of(histories, Story.Playbook, asOf, zone).ToJson(), FoldedHistories.Of(histories, Story.Playbook, asOf, zone).ToJson());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Folding_as_it_happens_gives_the_same_as_folding_afterwards(int seed)
    {
        var histories = RandomHistories.Of(seed, 12, "contoso");
        var kept = histories.Select(history => (history.Id, (IReadOnlyList<ReportChange>)AsItHappens(history))).ToList();
        foreach (var asOf in Instants(seed, histories))
        {
            Assert.Equal(WholeHistories.Of(histories, Story.Playbook, asOf, "UTC").ToJson(), FoldedHistories.Of(kept, Story.Playbook, asOf, "UTC").ToJson());
        }
    }

    [Fact]
    public void Events_of_two_instants_are_not_seen_together_unless_the_clock_went_back()
    {
        var life = ((History)Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-09T10:00Z").Acknowledged("2026-03-09T12:00Z")).Events;

        Assert.False(ReportFold.Empty.AreSeenTogether([life[2], life[3]]));
        Assert.True((ReportFold.Empty with { SeenAt = life[3].At }).AreSeenTogether([life[2], life[3]]));
    }

    [Fact]
    public void What_changes_nothing_that_is_shown_keeps_no_new_state()
    {
        History story = Story.Of(1).Decided("x", Severity.S1).Routed("2026-03-09T10:00Z").Then("2026-03-09T11:00Z", new NotesTaken("more")).Then("2026-03-09T12:00Z", new PushedHarder(StallCause.Overloaded, null));
        var changes = new List<ReportChange>();

        ReportFold.Of(story.Tenant, story.Id, story.Events, changes);

        Assert.Single(changes.OfType<StateBegan>());
        Assert.Empty(changes.OfType<StateEnded>());
    }

    /// <summary>In groups as commits bring them.</summary>
    private static List<ReportChange> AsItHappens(History history)
    {
        var changes = new List<ReportChange>();
        var fold = ReportFold.Empty;
        Escalation? now = null;
        for (var next = 0; next < history.Events.Count;)
        {
            var most = Math.Min(3, history.Events.Count - next);
            while (!fold.AreSeenTogether([.. history.Events.Skip(next).Take(most)]))
            {
                most--;
            }

            var together = history.Events.Skip(next).Take(most).ToList();
            foreach (var happened in together)
            {
                now = now is null ? Escalation.Begin(history.Tenant, history.Id, happened) : now.After(happened);
            }

            fold = fold.After(together, now!, changes);
            next += most;
        }

        return changes;
    }

    /// <summary>Each event's own, the ticks beside it, week ends, and some more.</summary>
    private static IEnumerable<DateTimeOffset> Instants(int seed, IEnumerable<History> histories) =>
        histories.SelectMany(h => h.Events).Where((_, i) => i % 7 == seed % 7).SelectMany(e => new[] { e.At.AddTicks(-1), e.At })
            .Concat(Enumerable.Range(0, 8).Select(week => RandomHistories.Begin.AddDays(7 * week).AddTicks(-1)));
}
