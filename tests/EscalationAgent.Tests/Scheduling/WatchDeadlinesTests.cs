using System.Diagnostics;
using EscalationAgent.Scheduling;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Scenarios;
using EscalationAgent.Tests.Storage;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.Extensions.Logging.Abstractions;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Scheduling;

/// <summary>The watch over deadlines on the real store: once, never early, never late, and cheap when nothing is due.</summary>
[Collection(nameof(Timed))]
public sealed class WatchDeadlinesTests(ITestOutputHelper output) : IDisposable
{
    private const string Tenant = "contoso";

    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteStore> stores = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

#pragma warning disable RS0030 // Lateness is measured in real time.
    private static TimeProvider RealTime => TimeProvider.System;
#pragma warning restore RS0030

    public void Dispose()
    {
        stores.ForEach(store => store.Dispose());
        folder.Dispose();
    }

    /// <summary>Several processes on one file ask at the same instant.</summary>
    [Fact]
    public async Task What_is_due_is_done_once_however_many_ask()
    {
        var now = EventSamples.Start.AddDays(30);
        var store = Open();
        await FillAsync(store, Enumerable.Repeat(now, 200));
        var clock = new FakeTimeProvider(now.AddTicks(-1));
        var watches = Enumerable.Range(0, 3).Select(_ => Watch(Open(), clock)).ToList();
        await Task.WhenAll(watches.Select(watch => Task.Run(() => watch.RunAsync(Cancel), Cancel)));
        Assert.Empty(await FiredAsync(store, 200));

        clock.Advance(TimeSpan.FromTicks(1));
        await Task.WhenAll(watches.Select(watch => Task.Run(() => watch.RunAsync(Cancel), Cancel)));
        var fired = await FiredAsync(store, 200);
        Assert.Equal(200, fired.Count);
        Assert.Equal(200, fired.DistinctBy(f => f.Id).Count());
    }

    /// <summary>p99 of the lateness is at most 3 seconds on a process that is well, and nothing is early.</summary>
    [Fact]
    public async Task Nothing_is_early_and_nothing_is_later_than_three_seconds()
    {
        var store = Open();
        var start = RealTime.GetUtcNow();
        await FillAsync(store, Enumerable.Range(0, 300).Select(i => start.AddSeconds(2).AddMilliseconds(10 * i)));
        using var heart = new JobRunner(
            [new RecurringJob("Watching", TimeSpan.FromSeconds(1), Watch(store, RealTime).RunAsync)],
            RealTime,
            NullLogger<JobRunner>.Instance
        );
        await heart.StartAsync(Cancel);
        IReadOnlyList<(EscalationId Id, TimeSpan Late)> fired = [];
        for (var wait = 0; wait < 30 && fired.Count < 300; wait++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), RealTime, Cancel);
            fired = await FiredAsync(store, 300);
        }

        await heart.StopAsync(Cancel);
        TimeSpan[] late = [.. fired.Select(f => f.Late).Order()];
        Assert.Equal(300, late.Length);
        output.WriteLine(
            $"late by: least {late[0].TotalMilliseconds:0} ms, median {late[150].TotalMilliseconds:0} ms, p99 "
                + $"{late[296].TotalMilliseconds:0} ms, most {late[^1].TotalMilliseconds:0} ms"
        );
        Assert.True(late[0] >= TimeSpan.Zero, $"one was {-late[0].TotalMilliseconds} ms early");
        Assert.True(late[296] <= TimeSpan.FromSeconds(3), $"p99 was {late[296].TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task With_100_000_open_and_none_due_a_beat_costs_at_most_20_ms()
    {
        var now = EventSamples.Start;
        var store = Open();
        await FillAsync(store, [now.AddDays(30)]);
        using (var connection = SqliteFile.Open(folder.File("escalations.db")).Connect())
        {
            connection.Execute(
                """
                WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 100000)
                INSERT INTO escalations (tenant, year, number, version, head_hash, status, csm, started_at, last_event_at, next_wake, urgency, snapshot)
                SELECT tenant, 2025, n.value, version, head_hash, status, csm, started_at, last_event_at, next_wake + n.value, n.value % 4, snapshot FROM escalations, n
                """
            );
        }

        var watch = Watch(store, new FakeTimeProvider(now));
        await watch.RunAsync(Cancel);
        var took = new List<double>();
        for (var beat = 0; beat < 50; beat++)
        {
            var clock = Stopwatch.StartNew();
            await watch.RunAsync(Cancel);
            took.Add(clock.Elapsed.TotalMilliseconds);
        }

        took.Sort();
        output.WriteLine($"a beat with nothing due among 100,000: median {took[25]:0.00} ms, most {took[^1]:0.00} ms");
        Assert.True(took[25] <= 20, $"a beat took {took[25]:0.0} ms");
    }

    /// <summary>A heart that stops is told by the readiness check, and one chore that fails does not hide behind the others.</summary>
    [Fact]
    public async Task A_chore_that_does_not_succeed_for_a_minute_makes_the_process_unready()
    {
        var clock = new FakeTimeProvider(EventSamples.Start);
        var fails = false;
        using var heart = new JobRunner(
            [
                new RecurringJob("Well", TimeSpan.FromSeconds(1), _ => Task.CompletedTask),
                new RecurringJob("Ill", TimeSpan.FromSeconds(1), _ => fails ? throw new InvalidOperationException() : Task.CompletedTask),
            ],
            clock,
            NullLogger<JobRunner>.Instance
        );
        await heart.BeatAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(heart.Overdue());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Well", heart.Overdue());
        fails = true;
        await heart.BeatAsync(Cancel);
        Assert.Equal("Ill", heart.Overdue());
        fails = false;
        await heart.BeatAsync(Cancel);
        Assert.Null(heart.Overdue());
    }

    private SqliteStore Open()
    {
        var store = SqliteStore.Open(folder.File("escalations.db"));
        stores.Add(store);
        return store;
    }

    private static WatchDeadlines Watch(IEscalationStore store, TimeProvider clock) => Watch(store, new OutboxSignal(), clock);

    internal static WatchDeadlines Watch(IEscalationStore store, OutboxSignal signal, TimeProvider clock) =>
        new(
            store,
            new CommandExecutor(store, store, signal, SampleCards.Playbooks, clock),
            signal,
            new(new NoUserDirectory(), new([], store), SampleCards.Playbooks),
            SampleCards.Playbooks,
            clock
        );

    /// <summary>Open escalations whose outcome is due at these instants.</summary>
    private static async Task FillAsync(SqliteStore store, IEnumerable<DateTimeOffset> dues)
    {
        var changes = dues.Select(
                (due, i) =>
                {
                    var id = new EscalationId(2026, i + 1);
                    RecordedEvent[] life =
                    [
                        .. EventSamples
                            .Life.Where(e => e.What is DraftStarted or AccountNamed or ClassificationDecided)
                            .Append(EventSamples.Life.First(e => e.What is Acknowledged))
                            .Select((e, n) => e with { Sequence = n + 1 }),
                    ];
                    life[^1] = life[^1] with
                    {
                        Clocks = [new(DeadlineKind.Outcome, due, EventSamples.Start, "resolution", "a test") { Alarms = [new(due, AlarmPhase.Due)] }],
                    };
                    return new Change(life, Escalation.Fold(Tenant, id, life));
                }
            )
            .ToList();
        await store.CommitAllAsync(Tenant, EventSamples.Start, changes, Cancel);
    }

    private static async Task<IReadOnlyList<(EscalationId Id, TimeSpan Late)>> FiredAsync(SqliteStore store, int count)
    {
        var fired = new List<(EscalationId, TimeSpan)>();
        for (var number = 1; number <= count; number++)
        {
            var id = new EscalationId(2026, number);
            fired.AddRange(
                (await store.HistoryAsync(Tenant, id, Cancel))
                    .Select(HashChain.Open)
                    .Where(e => e.What is Reminded)
                    .Select(e => (id, e.At - ((Reminded)e.What).DueAt))
            );
        }

        return fired;
    }
}
