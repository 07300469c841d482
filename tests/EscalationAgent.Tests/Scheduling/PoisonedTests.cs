using EscalationAgent.Scheduling;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Storage;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Scheduling;

/// <summary>What is due and cannot be done is told, tried again ever more rarely, and keeps nobody else waiting.</summary>
public sealed class PoisonedTests : IDisposable
{
    private const string Tenant = "contoso";

    private static readonly DateTimeOffset Due = EventSamples.Start.AddDays(30);

    private readonly TemporaryFolder folder = new();
    private readonly SqliteStore store;
    private readonly OutboxSignal signal = new();
    private readonly FakeTimeProvider clock = new(Due);
    private readonly WatchDeadlines watch;
    private int last;

    public PoisonedTests()
    {
        store = SqliteStore.Open(folder.File("escalations.db"));
        watch = WatchDeadlinesTests.Watch(store, signal, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        signal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Three_hundred_that_cannot_be_done_do_not_keep_one_of_least_urgency_waiting()
    {
        var poisoned = await AddAsync(300, Severity.S1, isPoisoned: true);
        var healthy = await AddAsync(1, Severity.S3);

        var watched = await watch.RunAsync(Cancel);

        Assert.True(await IsFiredAsync(healthy[0]));
        Assert.Equal(poisoned, watched.Failures.Select(failed => failed.Which.Id).OrderBy(id => id.Number));
        Assert.All(watched.Failures, failed => Assert.Equal((1, Due.AddSeconds(1)), (failed.Times, failed.Until)));
        Assert.Equal((300, false), (watched.Aside, watched.NothingCanBeDone));

        // While they are left aside, others that come due are done at once.
        var later = await AddAsync(1, Severity.S3);
        watched = await watch.RunAsync(Cancel);
        Assert.True(await IsFiredAsync(later[0]));
        Assert.Empty(watched.Failures);
        Assert.Equal(300, watched.Aside);
    }

    [Fact]
    public async Task What_cannot_be_done_is_tried_again_after_a_second_and_ever_more_rarely_up_to_five_minutes()
    {
        await AddAsync(1, Severity.S1, isPoisoned: true);
        var tries = new List<double>();
        for (var second = 0; second < 1500; second++)
        {
            tries.AddRange((await watch.RunAsync(Cancel)).Failures.Select(_ => (clock.GetUtcNow() - Due).TotalSeconds));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1111, 1411], tries);
    }

    [Fact]
    public async Task What_is_mended_is_done_at_its_next_try_and_forgotten()
    {
        var id = Assert.Single(await AddAsync(1, Severity.S1, isPoisoned: true));
        await watch.RunAsync(Cancel);
        Raw("UPDATE escalations SET snapshot = replace(snapshot, '\"status\":\"Withdrawn\"', '\"status\":\"Acknowledged\"')");

        Assert.Equal(1, (await watch.RunAsync(Cancel)).Aside);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await watch.RunAsync(Cancel)).Aside);

        Assert.True(await IsFiredAsync(id));
    }

    [Fact]
    public async Task What_is_due_no_more_is_forgotten()
    {
        await AddAsync(1, Severity.S1, isPoisoned: true);
        Assert.Equal(1, (await watch.RunAsync(Cancel)).Aside);

        Raw("UPDATE escalations SET next_wake = NULL");

        Assert.Equal(0, (await watch.RunAsync(Cancel)).Aside);
    }

    [Fact]
    public async Task What_cannot_even_be_read_hides_no_other()
    {
        var broken = Assert.Single(await AddAsync(1, Severity.S1));
        Raw($"UPDATE escalations SET snapshot = '{StoredText.Shape}{{'");
        var healthy = Assert.Single(await AddAsync(1, Severity.S4));

        var watched = await watch.RunAsync(Cancel);

        Assert.True(await IsFiredAsync(healthy));
        Assert.Equal(new(Tenant, broken), Assert.Single(watched.Failures).Which);
    }

    /// <summary>Listed by an index that is older than the rule by which the program now reads its state.</summary>
    [Fact]
    public async Task What_is_listed_with_nothing_to_do_is_no_failure_and_keeps_nobody_waiting()
    {
        await AddAsync(300, Severity.S1, at: Due.AddDays(1));
        Raw("UPDATE escalations SET next_wake = 1");
        var healthy = Assert.Single(await AddAsync(1, Severity.S4));

        var watched = await watch.RunAsync(Cancel);

        Assert.True(await IsFiredAsync(healthy));
        Assert.Empty(watched.Failures);
        Assert.False((await watch.RunAsync(Cancel)).NothingCanBeDone);
    }

    /// <summary>One beat each second for two minutes: it is told once, and the process stays ready.</summary>
    [Fact]
    public async Task One_that_cannot_be_done_is_told_once_and_does_not_make_the_process_unready()
    {
        var id = Assert.Single(await AddAsync(1, Severity.S1, isPoisoned: true));
        var log = new Listening();
        using var heart = Heart(log);

        for (var second = 0; second < 120; second++)
        {
            await heart.BeatAsync(Cancel);
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(heart.Overdue());
        }

        Assert.Contains($"{Tenant}/{id} could not be done, 1 times", Assert.Single(log.Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_takes_nothing_makes_the_process_unready_until_it_does_again()
    {
        var id = Assert.Single(await AddAsync(1, Severity.S1));
        using var heart = Heart(new Listening());
        Raw("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        for (var second = 0; second < 62; second++)
        {
            Assert.Null(heart.Overdue());
            await heart.BeatAsync(Cancel);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("Watching", heart.Overdue());
        for (var second = 0; second < 8; second++)
        {
            await heart.BeatAsync(Cancel);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Raw("DROP TRIGGER full");
        for (var second = 0; second < 6; second++)
        {
            await heart.BeatAsync(Cancel);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Null(heart.Overdue());
        Assert.True(await IsFiredAsync(id));
    }

    [Fact]
    public async Task When_many_fail_and_nothing_is_done_the_watch_has_failed_until_something_is()
    {
        await AddAsync(9, Severity.S1, isPoisoned: true);
        Assert.False((await watch.RunAsync(Cancel)).NothingCanBeDone);
        await AddAsync(1, Severity.S1, isPoisoned: true);
        Assert.True((await watch.RunAsync(Cancel)).NothingCanBeDone);
        Assert.True((await watch.RunAsync(Cancel)).NothingCanBeDone);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new DeadlineJob(watch, NullLogger<DeadlineJob>.Instance).RunAsync(Cancel));

        await AddAsync(1, Severity.S4);

        Assert.False((await watch.RunAsync(Cancel)).NothingCanBeDone);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False((await watch.RunAsync(Cancel)).NothingCanBeDone);
    }

    private JobRunner Heart(Listening log) =>
        new([new RecurringJob("Watching", TimeSpan.FromSeconds(1), new DeadlineJob(watch, log).RunAsync)], clock, NullLogger<JobRunner>.Instance);

    /// <summary>Escalations whose outcome is due; poisoned ones are stored as withdrawn, so that the reminder is refused.</summary>
    private async Task<IReadOnlyList<EscalationId>> AddAsync(int count, Severity severity, bool isPoisoned = false, DateTimeOffset? at = null)
    {
        var due = at ?? Due;
        var changes = Enumerable
            .Range(0, count)
            .Select(_ =>
            {
                var id = new EscalationId(2026, ++last);
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
                var after = Escalation.Fold(Tenant, id, life);
                return new Change(
                    life,
                    after with
                    {
                        Decision = after.Decision! with { Severity = severity },
                        Status = isPoisoned ? Status.Withdrawn : after.Status,
                    }
                );
            })
            .ToList();
        await store.CommitAllAsync(Tenant, EventSamples.Start, changes, Cancel);
        return [.. changes.Select(change => change.After.Id)];
    }

    private async Task<bool> IsFiredAsync(EscalationId id) => (await store.HistoryAsync(Tenant, id, Cancel)).Any(e => HashChain.Open(e).What is Reminded);

    private void Raw(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("escalations.db")};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private sealed class Listening : ILogger<DeadlineJob>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(formatter(state, exception));
    }
}
