using EscalationAgent.Storage;
using Escalations;
using Escalations.Ports;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

/// <summary>What was accepted stays, whatever happens to the process or to those it shares the file with.</summary>
public sealed class SqliteDurabilityTests : IDisposable
{
    private static readonly DateTimeOffset Now = EventSamples.Start;
    private static readonly EscalationId Id = new(2026, 1);

    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("data", "escalations.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_is_there_after_the_store_was_opened_again()
    {
        using (var before = SqliteStore.Open(Path))
        {
            await before.CommitAsync(Everything(), Cancel);
            await before.CommitAsync(EverythingElse() with { Messages = [] }, Cancel);
            var claimed = Assert.Single(await before.ClaimMessagesAsync(OutboxQueue.Message, Now, TimeSpan.FromSeconds(30), 1, Cancel));
            await before.SettleAsync(claimed, new Delivered(Now) { Card = new(Id, "lane", "v", "activity", "u", 1) }, Cancel);
            await before.NextIdAsync("contoso", 2026, Cancel);
        }

        using var store = SqliteStore.Open(Path);

        Assert.Equal(Status.Routed, (await store.FindAsync("contoso", Id, Cancel))!.Status);
        Assert.Null(HashChain.FirstBroken("contoso", Id, await store.HistoryAsync("contoso", Id, Cancel)));
        Assert.Equal(EventSamples.Life.Count, (await store.HistoryAsync("contoso", Id, Cancel)).Count);
        Assert.Equal(new("answer"), await store.CommitAsync(Everything(), Cancel));
        Assert.NotNull(await store.FindContactAsync("contoso", "mike-id", Cancel));
        Assert.NotNull(await store.FindChannelAsync("contoso", "c", Cancel));
        Assert.Single(await store.BindingsAsync("contoso", Cancel));
        Assert.NotNull(await store.FindPendingNotesAsync("contoso", "mike-id", Cancel));
        Assert.NotNull(await store.FindCardAsync("contoso", Id, "lane", Cancel));
        Assert.Equal(
            new TextMessage("then"),
            Assert.Single(await store.ClaimMessagesAsync(OutboxQueue.Message, Now, TimeSpan.FromSeconds(30), 9, Cancel)).Message.What
        );
        Assert.Equal(new EscalationId(2026, 3), await store.NextIdAsync("contoso", 2026, Cancel));
    }

    [Theory]
    [InlineData("BEFORE INSERT ON deliveries", "ABORT")]
    [InlineData("BEFORE INSERT ON events", "ABORT")]
    [InlineData("AFTER UPDATE ON escalations", "ABORT")]
    [InlineData("BEFORE INSERT ON owed", "ABORT")]
    [InlineData("BEFORE INSERT ON directory", "ABORT")]
    [InlineData("BEFORE INSERT ON directory", "ROLLBACK")] // what SQLite itself does when the disk is full
    public async Task A_commit_that_breaks_off_leaves_nothing_and_the_store_goes_on(string where, string how)
    {
        using var store = SqliteStore.Open(Path);
        using var sabotage = Raw(Path);
        sabotage.Execute($"CREATE TRIGGER sabotage {where} BEGIN SELECT RAISE({how}, 'no more'); END");

        await Assert.ThrowsAsync<SqliteException>(() =>
            store.CommitAsync(where.EndsWith("directory", StringComparison.Ordinal) ? EverythingElse() : Everything(), Cancel)
        );

        foreach (var table in new[] { "deliveries", "escalations", "events", "owed", "directory", "numbers" })
        {
            Assert.Equal(0L, sabotage.Value($"SELECT count(*) FROM {table}"));
        }

        sabotage.Execute("DROP TRIGGER sabotage");
        Assert.Null(await store.CommitAsync(Everything(), Cancel));
        Assert.NotNull(await store.FindAsync("contoso", Id, Cancel));
    }

    [Theory]
    [InlineData("BEFORE INSERT ON owed")]
    [InlineData("BEFORE INSERT ON cards")]
    public async Task A_settlement_that_breaks_off_leaves_nothing(string where)
    {
        using var store = SqliteStore.Open(Path);
        using var sabotage = Raw(Path);
        await store.CommitAsync(Everything(), Cancel);
        var claimed = Assert.Single(await store.ClaimMessagesAsync(OutboxQueue.Message, Now, TimeSpan.FromSeconds(30), 1, Cancel));
        sabotage.Execute($"CREATE TRIGGER sabotage {where} BEGIN SELECT RAISE(ABORT, 'no more'); END");
        var sent = new Delivered(Now) { Card = new(Id, "lane", "v", "activity", "u", 1) };

        await Assert.ThrowsAsync<SqliteException>(() => store.SettleAsync(claimed, sent, Cancel));

        Assert.Equal("owed", sabotage.Value("SELECT group_concat(state) FROM owed"));
        Assert.Equal(0L, sabotage.Value("SELECT count(*) FROM cards"));
        sabotage.Execute("DROP TRIGGER sabotage");
        Assert.True(await store.SettleAsync(claimed, sent, Cancel));
    }

    [Fact]
    public void A_commit_is_on_the_disk_before_it_returns_and_a_lock_is_waited_for()
    {
        using var connection = SqliteFile.Open(Path).Connect();

        Assert.Equal("wal", connection.Value("PRAGMA journal_mode"));
        Assert.Equal(2L, connection.Value("PRAGMA synchronous")); // FULL
        Assert.Equal(1L, connection.Value("PRAGMA foreign_keys"));
        Assert.Equal(3_000L, connection.Value("PRAGMA busy_timeout"));
    }

    [Fact]
    public async Task Another_process_that_holds_the_write_lock_only_delays()
    {
        using var store = SqliteStore.Open(Path);
        using var other = Raw(Path);
        other.Execute("BEGIN IMMEDIATE");

        var commit = Task.Run(() => store.CommitAsync(Everything(), Cancel), Cancel);
        var read = await store.FindAsync("contoso", Id, Cancel);
        await Task.Delay(TimeSpan.FromSeconds(2), Clock, Cancel);
        var early = commit.IsCompleted;
        other.Execute("ROLLBACK");

        Assert.Null(await commit);
        Assert.False(early);
        Assert.Null(read);
        Assert.NotNull(await store.FindAsync("contoso", Id, Cancel));
    }

    [Fact]
    public async Task Of_two_processes_with_one_file_one_wins_each_version_and_numbers_stay_apart()
    {
        using var one = SqliteStore.Open(Path);
        using var two = SqliteStore.Open(Path);
        SqliteStore[] stores = [one, two];
        var first = EventSamples.Life[0];
        var escalation = Escalation.Begin("contoso", Id, first);
        await one.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = Now,
                Change = new([first], escalation),
            },
            Cancel
        );

        for (var round = 0; round < 20; round++)
        {
            var won = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => WinsAsync(store, escalation, $"round {round}, store {i}"))));
            Assert.Single(won, winner => winner);
            escalation = (await two.FindAsync("contoso", Id, Cancel))!;
        }

        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => stores[i % 2].NextIdAsync("contoso", 2026, Cancel))));
        Assert.Equal(40, ids.Distinct().Count());
        Assert.Null(HashChain.FirstBroken("contoso", Id, await one.HistoryAsync("contoso", Id, Cancel)));
    }

    /// <summary>While another process holds the lock, what waits gathers: then it is a few transactions, and those that must fail fail alone.</summary>
    [Fact]
    public async Task Writes_that_wait_share_a_transaction_and_a_refused_one_takes_no_other_with_it()
    {
        const int Writers = 40;
        using var store = SqliteStore.Open(Path);
        var first = EventSamples.Life[0];
        await store.CommitAsync(New(1), Cancel);
        using var other = SqliteFile.Open(Path).Connect();
        other.Begin();
        var commitsBefore = CommitsInLog();

        // One call does the writing and is held up by the lock; each other returns when its write waits. The number of the first is
        // taken, so that every tenth is refused.
        using var waiting = new CountdownEvent(Writers - 1);
        var writes = Enumerable
            .Range(0, Writers)
            .Select(i =>
                Task.Run(() =>
                {
                    var write = store.CommitAsync(New(i % 10 == 0 ? 1 : i + 1), Cancel);
                    if (!waiting.IsSet)
                        waiting.Signal();
                    return write;
                })
            )
            .ToList();
        waiting.Wait(Cancel);
        other.Commit();
        await Task.WhenAny(Task.WhenAll(writes));

        Assert.Equal(
            Enumerable.Range(0, Writers).Where(i => i % 10 == 0),
            Enumerable.Range(0, Writers).Where(i => writes[i].Exception?.InnerException is ChangedMeanwhileException)
        );
        Assert.Equal(Writers - 4, writes.Count(write => write.IsCompletedSuccessfully));
        Assert.Equal(1 + Writers - 4, (await store.ListAsync("contoso", [], null, 100, Cancel)).Count);
        Assert.InRange(CommitsInLog() - commitsBefore, 1, Writers / 4);

        await Task.WhenAll(Enumerable.Range(100, Writers).Select(number => Task.Run(() => store.CommitAsync(New(number), Cancel))));
        Assert.Equal(1 + Writers - 4 + Writers, (await store.ListAsync("contoso", [], null, 100, Cancel)).Count);

        Commit New(int number) =>
            new()
            {
                Tenant = "contoso",
                At = Now,
                Change = new([first], Escalation.Begin("contoso", new(2026, number), first)),
            };
    }

    /// <summary>How many transactions the write-ahead log holds: the last frame of each says how large the file is after it.</summary>
    private int CommitsInLog()
    {
        const int Header = 32;
        const int FrameHeader = 24;
        using var file = new FileStream(Path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        var frame = FrameHeader + (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(8));
        return Enumerable
            .Range(0, (log.Length - Header) / frame)
            .Count(i => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(Header + (i * frame) + 4)) != 0);
    }

    [Fact]
    public async Task An_event_that_was_changed_behind_our_back_is_found()
    {
        using var store = SqliteStore.Open(Path);
        await store.CommitAsync(Everything(), Cancel);
        using var raw = Raw(Path);
        raw.Execute("DROP TRIGGER events_stay_as_they_are");

        raw.Execute("UPDATE events SET json = replace(json, 'Found the cause', 'Lost the cause') WHERE sequence = 26");

        Assert.Equal(26, HashChain.FirstBroken("contoso", Id, await store.HistoryAsync("contoso", Id, Cancel)));
    }

    [Theory]
    [InlineData("UPDATE events SET json = '{}'")]
    [InlineData("DELETE FROM events")]
    public async Task The_file_itself_refuses_to_change_or_remove_events(string sql)
    {
        using var store = SqliteStore.Open(Path);
        await store.CommitAsync(Everything(), Cancel);
        using var raw = Raw(Path);

        Assert.Throws<SqliteException>(() => raw.Execute(sql));
    }

    [Fact]
    public async Task Pruning_takes_old_deliveries_and_sent_messages_and_nothing_else()
    {
        using var store = SqliteStore.Open(Path);
        await store.CommitAsync(
            Everything() with
            {
                Messages =
                [
                    new(new ToPerson("a"), new TextMessage("sent")),
                    new(new ToPerson("b"), new TextMessage("gone")),
                    new(new ToPerson("c"), new TextMessage("owed")),
                ],
            },
            Cancel
        );
        await store.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = Now.AddDays(1),
                Delivery = "young",
                Answer = "young",
            },
            Cancel
        );
        var claimed = await store.ClaimMessagesAsync(OutboxQueue.Message, Now, TimeSpan.FromSeconds(30), 2, Cancel);
        await store.SettleAsync(claimed[0], new Delivered(Now), Cancel);
        await store.SettleAsync(claimed[1], new DeadLettered(Now, "gone"), Cancel);

        Assert.Equal(0, await store.PruneAsync(Now, Cancel));
        Assert.Equal(2, await store.PruneAsync(Now.AddTicks(1), Cancel));

        using var raw = Raw(Path);
        Assert.Equal("undeliverable gone,owed -", raw.Value("SELECT group_concat(state || ' ' || coalesce(why, '-')) FROM owed"));
        Assert.Null(await store.FindAnswerAsync("contoso", "delivery", Cancel));
        Assert.NotNull(await store.FindAnswerAsync("contoso", "young", Cancel));
        Assert.Equal(EventSamples.Life.Count, (await store.HistoryAsync("contoso", Id, Cancel)).Count);
        Assert.Single(await store.ClaimMessagesAsync(OutboxQueue.Message, Now, TimeSpan.FromSeconds(30), 9, Cancel));
    }

    [Fact]
    public async Task What_models_cost_is_forgotten_from_before_the_day()
    {
        using var store = SqliteStore.Open(Path);
        DateOnly day = new(2026, 3, 2);
        foreach (var ago in (int[])[0, 1, 2, 400])
        {
            await store.AddModelUseAsync(new("contoso", "sarah-id", day.AddDays(-ago), 1, 10), Cancel);
        }

        Assert.Equal(2, await store.PruneModelUseAsync(day.AddDays(-1), Cancel));

        Assert.Equal(1, (await store.FindModelUseAsync("contoso", "sarah-id", day, Cancel)).OfTenant.Calls);
        Assert.Equal(1, (await store.FindModelUseAsync("contoso", "sarah-id", day.AddDays(-1), Cancel)).OfTenant.Calls);
        Assert.Equal(0, (await store.FindModelUseAsync("contoso", "sarah-id", day.AddDays(-2), Cancel)).OfTenant.Calls);
    }

    [Fact(Timeout = 30_000)]
    public async Task Housekeeping_keeps_what_models_cost_for_thirty_five_days()
    {
        using var store = SqliteStore.Open(Path);
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        foreach (var ago in (int[])[35, 36])
        {
            await store.AddModelUseAsync(new("contoso", "sarah-id", today.AddDays(-ago), 1, 10), Cancel);
        }

        using var housekeeping = new Housekeeping(store, new FakeTimeProvider(Now), NullLogger<Housekeeping>.Instance);
        await housekeeping.StartAsync(Cancel);
        while ((await store.FindModelUseAsync("contoso", "sarah-id", today.AddDays(-36), Cancel)).OfTenant.Calls > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), Clock, Cancel);
        }

        await housekeeping.StopAsync(Cancel);
        Assert.Equal(1, (await store.FindModelUseAsync("contoso", "sarah-id", today.AddDays(-35), Cancel)).OfTenant.Calls);
    }

    [Theory]
    [InlineData(SqliteOutbox.ClaimSql, "owed_heads (kind=? AND rank=? AND ready_at<?)")]
    [InlineData(SqliteOutbox.DueSql, "owed_heads (kind=? AND rank=? AND ready_at<?)")]
    [InlineData(SqliteOutbox.DueSql, "owed_set_back (waits_from>?)")]
    [InlineData(SqliteOutbox.NextSql, "owed_heads (kind=? AND rank=?)")]
    [InlineData(SqliteOutbox.SetBackSql, "owed_set_back (waits_from>?)")]
    [InlineData(SqliteReading.DueSql, "escalations_due (urgency=? AND next_wake<?)")]
    public void What_is_asked_often_costs_its_answer_and_not_the_table(string sql, string index)
    {
        using var connection = SqliteFile.Open(Path).Connect();
        var now = Sql.Ticks(Now);

        var plan = string.Join(
            "\n",
            connection.Query(
                $"EXPLAIN QUERY PLAN {sql}",
                row => row.GetString(3),
                ("$kind", 0),
                ("$rank", 0),
                ("$lists", 1),
                ("$now", now),
                ("$since", now),
                ("$until", now),
                ("$token", ""),
                ("$tenant", ""),
                ("$limit", 1)
            )
        );

        Assert.Contains($"USING INDEX {index}", plan.Replace("COVERING ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN owed\n", plan + "\n", StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

#pragma warning disable RS0030 // A lock of another process lasts real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    private static Commit Everything() =>
        new()
        {
            Tenant = "contoso",
            At = Now,
            Delivery = "delivery",
            Answer = "answer",
            Change = new(EventSamples.Life, Escalation.Fold("contoso", Id, EventSamples.Life)),
            Messages = [new(new ToPerson("a"), new TextMessage("hello"), [new(new ToPerson("a"), new TextMessage("then"))])],
        };

    private static Commit EverythingElse() =>
        new()
        {
            Tenant = "contoso",
            At = Now,
            Delivery = "directory",
            Messages = [new(new ToPerson("b"), new TextMessage("hello"))],
            Directory = new()
            {
                Contacts = [new(EventSamples.Mike, "29:mike", "chat", "u", null, null)],
                Channels = [new("c", "engineering", null, null, "u")],
                Bindings = [new("engineering", "c", EventSamples.Sarah, Now)],
                PendingNotes = new("mike-id", "notes", Now),
            },
        };

    private static SqliteConnection Raw(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static async Task<bool> WinsAsync(SqliteStore store, Escalation before, string note)
    {
        var happened = new RecordedEvent(before.Version + 1, Now, Actor.Clock, null, new NotesTaken(note));
        try
        {
            await store.CommitAsync(
                new()
                {
                    Tenant = "contoso",
                    At = Now,
                    Change = new([happened], before.After(happened)),
                },
                Cancel
            );
            return true;
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }
}
