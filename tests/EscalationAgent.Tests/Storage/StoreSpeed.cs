using System.Diagnostics;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Storage.AzureTables;
using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

/// <summary>How quick the stores are here. Runs only when asked for: <c>dotnet test -- xUnit.Explicit=only</c>.</summary>
public sealed class StoreSpeed(ITestOutputHelper output) : IDisposable
{
    private static readonly DateTimeOffset Now = EventSamples.Start;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("escalations.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task Commits_in_a_second()
    {
        using var store = SqliteStore.Open(Path);
        await MeasureCommitsAsync(store);
    }

    /// <summary>The emulator keeps them in memory and does one thing at a time: it says how much is asked of the tables, not how quick Azure is.</summary>
    [Fact(Explicit = true)]
    public async Task Commits_in_a_second_on_tables()
    {
        await using var store = await Azurite.OpenAsync(Azurite.NewPrefix(), Cancel);
        await MeasureCommitsAsync(store);
    }

    private async Task MeasureCommitsAsync(IEscalationStore store)
    {
        await CommitAsync(store, 1);
        await MeasureAsync("commit (1 event, 1 owed, 1 delivery)", 2000, i => CommitAsync(store, i + 2));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(writer =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < 250; i++)
                        {
                            await CommitAsync(store, 10_000 + (writer * 1000) + i);
                        }
                    })
                )
        );
        output.WriteLine($"8 writers: {2000 / clock.Elapsed.TotalSeconds:0} commits/s");
    }

    [Fact(Explicit = true)]
    public async Task Claims_among_100_000_sent_messages_and_10_000_lanes()
    {
        using var store = SqliteStore.Open(Path);
        Fill(
            """
            INSERT INTO owed (tenant, lane, json, owed_at, ready_at, head, state)
            SELECT 'contoso', 'person:p' || (value % 10000), $json, $now, $now, 0, 'sent' FROM n WHERE value <= 100000;
            INSERT INTO owed (tenant, lane, json, owed_at, ready_at, head)
            SELECT 'contoso', 'person:p' || (value % 10000), $json, $now, $now, value <= 10000 FROM n WHERE value <= 30000;
            """
        );

        await MeasureAsync("claim 1", 200, _ => store.ClaimMessagesAsync(OutboxQueue.Message, Now, Lease, 1, Cancel));
        await MeasureAsync("claim 50", 50, _ => store.ClaimMessagesAsync(OutboxQueue.Message, Now, Lease, 50, Cancel));
        await MeasureAsync("claim 50 and settle each", 20, async _ =>
        {
            foreach (var message in await store.ClaimMessagesAsync(OutboxQueue.Message, Now, Lease, 50, Cancel))
            {
                await store.SettleAsync(message, new Delivered(Now), Cancel);
            }
        });
        await MeasureAsync("next owed at", 200, _ => store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        await store.ClaimMessagesAsync(OutboxQueue.Message, Now, Lease, 100_000, Cancel);
        await MeasureAsync("claim when all heads are taken", 200, _ => store.ClaimMessagesAsync(OutboxQueue.Message, Now, Lease, 50, Cancel));
    }

    [Fact(Explicit = true)]
    public async Task Questions_among_200_000_escalations()
    {
        using (var store = SqliteStore.Open(Path))
        {
            var life = EventSamples.Life.Take(21).ToList();
            await store.CommitAsync(
                new()
                {
                    Tenant = "contoso",
                    At = Now,
                    Change = new(life, Escalation.Fold("contoso", new(2026, 1), life)),
                },
                Cancel
            );
            Fill(
                """
                INSERT INTO escalations (tenant, year, number, version, head_hash, status, csm, started_at, last_event_at, ended_at, next_wake, snapshot)
                SELECT tenant, 2025, n.value, version, head_hash, iif(n.value % 100, 'closed', 'routed'), 'csm' || (n.value % 500), started_at - n.value, last_event_at - n.value,
                    iif(n.value % 100, last_event_at - n.value, NULL), iif(n.value % 100, NULL, next_wake + n.value), snapshot
                FROM escalations, n WHERE n.value <= 200000;
                """
            );
            await MeasureAsync("due, 20 of 2,000", 100, _ => store.DueAsync(Now.AddDays(1), 20, Cancel));
            await MeasureAsync("nothing due", 100, _ => store.DueAsync(Now.AddDays(-1), 20, Cancel));
            await MeasureAsync("list of 20, active", 100, _ =>
                store.ListAsync("contoso", [Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled], null, 20, Cancel)
            );
            await MeasureAsync("list of 20, all", 100, _ => store.ListAsync("contoso", [], null, 20, Cancel));
            await MeasureAsync("list of 20, one CSM", 100, _ => store.ListAsync("contoso", [], "csm7", 20, Cancel));
        }

        await MeasureAsync($"open, {new FileInfo(Path).Length >> 20} MB", 3, _ => Task.Run(() => SqliteStore.Open(Path).Dispose()));
    }

    private static async Task CommitAsync(IEscalationStore store, int number)
    {
        EscalationId id = new(2026, number);
        var first = EventSamples.Life[0];
        await store.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = Now,
                Delivery = $"delivery {number}",
                Answer = "answer",
                Change = new([first], Escalation.Begin("contoso", id, first)),
                Messages = [new(new ToPerson($"csm {number % 100}"), new CardUpdate(id))],
            },
            Cancel
        );
    }

    private async Task MeasureAsync(string what, int times, Func<int, Task> work)
    {
        var took = new List<double>(times);
        var all = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            await work(i);
            took.Add(clock.Elapsed.TotalMilliseconds);
        }

        took.Sort();
        output.WriteLine($"{what}: median {took[times / 2]:0.00} ms, p99 {took[times * 99 / 100]:0.00} ms, {times / all.Elapsed.TotalSeconds:0}/s");
    }

    private void Fill(string sql)
    {
        using var connection = SqliteFile.Open(Path).Connect();
        connection.Execute("CREATE TEMP TABLE n (value INTEGER)");
        connection.Execute(
            "WITH RECURSIVE up (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM up WHERE value < 200000) INSERT INTO n SELECT value FROM up"
        );
        connection.Execute(sql, ("$json", StoredText.Of(new OutboxMessage(new ToPerson("p"), new TextMessage("hello")))), ("$now", Sql.Ticks(Now)));
    }
}
