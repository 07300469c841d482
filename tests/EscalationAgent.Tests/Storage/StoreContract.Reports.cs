using Escalations;
using Escalations.Ports;
using Escalations.Reporting;
using TestSupport.Samples;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

/// <summary>What a store keeps for reports gives, for every instant, what the whole histories give.</summary>
public abstract partial class StoreContract
{
    /// <summary>So many lives are in the store that is asked; fewer where each commit takes long.</summary>
    private protected virtual int Histories => 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_week_of_any_instant_is_that_of_the_whole_histories(int seed)
    {
        var histories = RandomHistories.Of(seed, Histories, Tenant);
        await StoreAsync(histories, seed);
        await StoreAsync(RandomHistories.Of(seed + 100, Histories / 4, Elsewhere), seed);

        foreach (
            var asOf in histories
                .SelectMany(h => h.Events)
                .Where((_, i) => i % 29 == 0)
                .Select(e => e.At)
                .Concat(Enumerable.Range(0, 9).Select(week => RandomHistories.Begin.AddDays(7 * week).AddTicks(-1)))
        )
        {
            var whole = WholeHistories.Of(histories, EscalationAgent.Tests.Teams.SampleCards.Playbook, asOf, "UTC");
            var kept = await SummaryAsync(Tenant, asOf);
            Assert.Equivalent(whole, kept, strict: true);
            Assert.Equal(whole.Escalations, kept.Escalations);
        }
    }

    [Fact]
    public async Task Pages_of_what_was_active_are_the_list_in_order()
    {
        var asOf = RandomHistories.Begin.AddDays(14);
        var histories = RandomHistories.Of(7, Histories * 5 / 2, Tenant);

        // Some are alike but for their numbers.
        var alike = histories.First(h => WholeHistories.Of([h], EscalationAgent.Tests.Teams.SampleCards.Playbook, asOf, "UTC").ActiveEscalations == 1);
        histories = [.. histories, .. Enumerable.Range(101, 7).Select(number => alike with { Id = new(2026, number) })];
        await StoreAsync(histories, 7);
        var whole = WholeHistories.Of(histories, EscalationAgent.Tests.Teams.SampleCards.Playbook, asOf, "UTC").Escalations;
        Assert.True(whole.Count > 9);

        var read = new List<ActiveEscalation>();
        while (await Store.ActiveAtAsync(Tenant, asOf, read.LastOrDefault(), 3, Cancel) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 3);
            read.AddRange(page);
        }

        Assert.Equal(whole.Select(line => line.Id), read.Select(active => active.Id.ToString()));
    }

    [Fact]
    public async Task A_new_store_is_ready_for_reports() => Assert.Equal(100, await Store.ReportsReadyAsync(Cancel));

    private async Task<WeeklySummary> SummaryAsync(string tenant, DateTimeOffset asOf)
    {
        var (figures, first) = await Store.WeekAsync(tenant, IsoWeek.Of(asOf, "UTC").Borders("UTC").Start, asOf, 1000, Cancel);
        return WeeklySummary.Of(figures, first, EscalationAgent.Tests.Teams.SampleCards.Playbook, asOf, "UTC");
    }

    /// <summary>Stores histories in commits of one to three events, whether or not they are of one instant.</summary>
    private async Task StoreAsync(IReadOnlyList<History> histories, int seed)
    {
        foreach (var history in histories)
        {
            Escalation? now = null;
            for (var next = 0; next < history.Events.Count; )
            {
                var together = history.Events.Skip(next).Take(1 + ((next + seed) % 3)).ToList();
                foreach (var happened in together)
                {
                    now = now is null ? Escalation.Begin(history.Tenant, history.Id, happened) : now.After(happened);
                }

                Assert.Null(
                    await Store.CommitAsync(
                        new Commit
                        {
                            Tenant = history.Tenant,
                            At = Now,
                            Change = new(together, now!),
                        },
                        Cancel
                    )
                );
                next += together.Count;
            }
        }
    }
}
