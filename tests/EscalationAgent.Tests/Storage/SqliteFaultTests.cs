using System.Diagnostics;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Microsoft.Data.Sqlite;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

/// <summary>A disk that fails takes nothing, breaks nothing, and is forgotten as soon as it works again.</summary>
[Collection(nameof(FaultyDisk))]
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly DateTimeOffset Now = EventSamples.Start;

    private readonly TemporaryFolder folder = new();

    public SqliteFaultTests() => FaultyDisk.Install();

    private string Path => folder.File(FaultyDisk.Folder, "escalations.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        FaultyDisk.Mend();
        folder.Dispose();
    }

    [Theory]
    [InlineData(FaultyDisk.Full)]
    [InlineData(FaultyDisk.FailedWrite)]
    [InlineData(FaultyDisk.FailedSync)]
    public async Task What_a_failing_disk_refused_is_not_there_and_the_next_write_starts_clean(int fault)
    {
        using var store = SqliteStore.Open(Path);
        var kept = new List<int>();
        var met = FaultyDisk.Hit;
        for (var number = 1; number <= 30; number++)
        {
            // One alone, several in a row, and none.
            var isBroken = number % 2 == 0 || number is > 10 and < 16;
            if (isBroken)
            {
                FaultyDisk.Break(fault);
            }

            try
            {
                Assert.Null(await store.CommitAsync(Whole(number), Cancel));
                kept.Add(number);
                Assert.False(isBroken, $"{number} was taken by a broken disk");
            }
            catch (StoreUnavailableException)
            {
                Assert.True(isBroken, $"{number} was refused by a disk that works");
            }

            FaultyDisk.Mend();
            Assert.Equal(kept.Contains(number), await store.FindAsync("contoso", new(2026, number), Cancel) is not null);
        }

        Assert.True(FaultyDisk.Hit > met);
        Assert.Equal(kept, await NumbersAsync(store));

        // Another process reads the same, beside this one and after it.
        using (var beside = SqliteStore.Open(Path))
        {
            Assert.Equal(kept, await NumbersAsync(beside));
        }

        store.Dispose();
        using var after = SqliteStore.Open(Path);
        Assert.Equal(kept, await NumbersAsync(after));
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        Assert.Equal("ok", connection.Value("PRAGMA integrity_check"));
    }

    /// <summary>The frames of a commit whose sync failed stand in the log; nobody may take them for a commit.</summary>
    [Fact]
    public async Task A_commit_whose_sync_failed_does_not_come_back_although_nothing_is_written_after_it()
    {
        using var store = SqliteStore.Open(Path);
        await store.CommitAsync(Whole(1), Cancel);
        FaultyDisk.Break(FaultyDisk.FailedSync);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Whole(2), Cancel));

        Assert.Null(await store.FindAsync("contoso", new(2026, 2), Cancel));
        using (var beside = SqliteStore.Open(Path))
        {
            Assert.Equal([1], await NumbersAsync(beside));
        }

        FaultyDisk.Mend();
        Assert.Equal([1], await NumbersAsync(store));
        await store.CommitAsync(Whole(3), Cancel);
        Assert.Equal([1, 3], await NumbersAsync(store));
    }

    [Theory]
    [InlineData(FaultyDisk.Full)]
    [InlineData(FaultyDisk.FailedWrite)]
    [InlineData(FaultyDisk.FailedSync)]
    public async Task A_probe_tells_a_fault_although_nothing_else_is_written(int fault)
    {
        using var store = SqliteStore.Open(Path);
        await store.ProbeAsync(Cancel);
        FaultyDisk.Break(fault);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ProbeAsync(Cancel));
        Assert.Empty(await store.ClaimMessagesAsync(OutboxQueue.Message, Now, TimeSpan.FromSeconds(30), 1, Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ProbeAsync(Cancel));
        FaultyDisk.Mend();
        await store.ProbeAsync(Cancel);
    }

    /// <summary>Twenty who come together while another process holds the file wait once, not one after the other.</summary>
    [Fact]
    public async Task Writes_that_wait_for_a_lock_are_refused_together_and_soon()
    {
        using var store = SqliteStore.Open(Path);
        using (var other = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            other.Open();
            other.Execute("BEGIN IMMEDIATE");
            for (var round = 0; round < 2; round++)
            {
                var took = await Task.WhenAll(
                    Enumerable
                        .Range(1, 20)
                        .Select(number =>
                            Task.Run(async () =>
                            {
                                var clock = Stopwatch.StartNew();
                                await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Whole(number), Cancel));
                                return clock.Elapsed;
                            })
                        )
                );
                Assert.True(took.Max() < TimeSpan.FromSeconds(5), $"round {round}: {took.Max()}");
            }

            other.Execute("ROLLBACK");
        }

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(() => store.CommitAsync(Whole(number), Cancel))));
        Assert.Equal(Enumerable.Range(1, 20), await NumbersAsync(store));
    }

    private static Commit Whole(int number) =>
        new()
        {
            Tenant = "contoso",
            At = Now,
            Delivery = $"delivery {number}",
            Change = new(EventSamples.Life, Escalation.Fold("contoso", new(2026, number), EventSamples.Life)),
        };

    private static async Task<IEnumerable<int>> NumbersAsync(SqliteStore store) =>
        (await store.ListAsync("contoso", [], null, 1_000, Cancel)).Select(escalation => escalation.Id.Number).Order();
}
