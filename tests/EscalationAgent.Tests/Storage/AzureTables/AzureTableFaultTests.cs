using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using EscalationAgent.Storage;
using EscalationAgent.Storage.AzureTables;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent.Tests.Storage.AzureTables;

/// <summary>Replicas that share tables, lose the way to them, stand still, and die at any point.</summary>
public sealed class AzureTableFaultTests
{
    private const string Tenant = "contoso";

    private static readonly DateTimeOffset Now = EventSamples.Start;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly EscalationId Id = new(2026, 1);

    private readonly string prefix = Azurite.NewPrefix();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_whose_answer_is_lost_counts_once_and_is_known_as_ours()
    {
        var wire = new TableWire();
        await using var store = await OpenAsync(wire);
        var lost = 0;
        wire.LosesAnswer = request => TableWire.IsTransaction(request) && Interlocked.Increment(ref lost) == 1;

        Assert.Null(await store.CommitAsync(Of(Begun()) with { Delivery = "d", Answer = "yes", Messages = [To("a", "hello")] }, Cancel));
        lost = 0;
        Assert.Null(await store.CommitAsync(Of(Next((await store.FindAsync(Tenant, Id, Cancel))!)), Cancel));

        Assert.Equal(2, (await store.HistoryAsync(Tenant, Id, Cancel)).Count);
        Assert.Equal(new("yes"), await store.FindAnswerAsync(Tenant, "d", Cancel));
        Assert.Equal(["hello"], await SendAllAsync(store));
    }

    [Fact]
    public async Task A_claim_and_a_settlement_whose_answers_are_lost_count_once()
    {
        var wire = new TableWire();
        await using var store = await OpenAsync(wire);
        await store.CommitAsync(Owing(To("a", "m") with { FollowUps = [To("b", "then")] }), Cancel);
        var lost = 0;
        wire.LosesAnswer = request => TableWire.IsTransaction(request) && Interlocked.Increment(ref lost) == 1;

        var claimed = Assert.Single(await ClaimAsync(store, Now));
        Assert.Equal(1, claimed.Attempts);
        lost = 0;
        Assert.True(await store.SettleAsync(claimed, new Delivered(Now), Cancel));
        Assert.Equal(["then"], await SendAllAsync(store));
        Assert.Empty(await ClaimAsync(store, Now + (9 * Lease)));
    }

    /// <summary>What could not be delivered is kept with its text, however long; of what was sent only that it was.</summary>
    [Fact]
    public async Task What_cannot_be_delivered_keeps_its_text()
    {
        await using var store = await OpenAsync(new TableWire());
        var text = new string('x', 40_000) + "the end";
        await store.CommitAsync(Owing(To("a", text), To("b", "sent")), Cancel);
        foreach (var claimed in await ClaimAsync(store, Now))
        {
            DeliveryResult result = claimed.Message.To == new ToPerson("a") ? new DeadLettered(Now, "they are gone") : new Delivered(Now);
            Assert.True(await store.SettleAsync(claimed, result, Cancel));
        }

        var outbox = new TableServiceClient(await Azurite.ConnectionStringAsync(Cancel)).GetTableClient(prefix + "Outbox");
        var rows = outbox.Query<TableEntity>(cancellationToken: Cancel).Where(row => row.GetString("Why") is "they are gone").ToList();
        var kept = Assert.Single(LongText.TryRead(rows)!);
        Assert.Equal(text, Assert.IsType<TextMessage>(StoredText.Owed(kept.Text).What).Text);
        Assert.DoesNotContain("sent", string.Concat(outbox.Query<TableEntity>(cancellationToken: Cancel).Select(row => row.GetString("Text00"))));
        Assert.Empty(await ClaimAsync(store, Now + (9 * Lease)));
        Assert.Null(await store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
    }

    /// <summary>Stopped over a commit, and given up by another replica meanwhile: on waking it loses its write, and may decide again.</summary>
    [Fact]
    public async Task A_replica_that_slept_over_its_commit_loses_it()
    {
        var wire = new TableWire();
        await using var sleeper = await OpenAsync(wire);
        await using var other = await OpenAsync();
        await sleeper.CommitAsync(Of(Begun()), Cancel);
        var begun = (await sleeper.FindAsync(Tenant, Id, Cancel))!;
        var (asleep, wakes) = (NewSignal(), NewSignal());
        wire.Held = request => TableWire.IsTransaction(request) ? Hold(asleep, wakes) : null;

        var commit = sleeper.CommitAsync(Of(Next(begun)) with { Delivery = "d", Answer = "late", Messages = [To("a", "late")] }, Cancel);
        await asleep.Task;
        await other.FinishAsync(TimeSpan.Zero, TimeSpan.Zero, Now, Cancel);
        wakes.SetResult();

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => commit);
        Assert.Single(await other.HistoryAsync(Tenant, Id, Cancel));
        Assert.Null(await other.FindAnswerAsync(Tenant, "d", Cancel));
        Assert.Empty(await ClaimAsync(other, Now));
        wire.Held = _ => null;
        Assert.Null(await sleeper.CommitAsync(Of(Next(begun)) with { Delivery = "d", Answer = "again", Messages = [To("a", "again")] }, Cancel));
        await sleeper.NextMessageAtAsync(OutboxQueue.Message, Cancel);
        Assert.Equal(["again"], await SendAllAsync(other));
    }

    [Fact]
    public async Task A_replica_that_slept_over_what_it_sent_loses_its_settlement()
    {
        var wire = new TableWire();
        await using var sleeper = await OpenAsync(wire);
        await using var other = await OpenAsync();
        await sleeper.CommitAsync(Owing(To("a", "m") with { FollowUps = [To("b", "then")] }), Cancel);
        var claimed = Assert.Single(await ClaimAsync(sleeper, Now));
        var (asleep, wakes) = (NewSignal(), NewSignal());
        wire.Held = request => TableWire.IsTransaction(request) ? Hold(asleep, wakes) : null;

        var settling = sleeper.SettleAsync(claimed, new Delivered(Now), Cancel);
        await asleep.Task;
        var again = Assert.Single(await ClaimAsync(other, Now + Lease));
        Assert.Equal((2, 1), (again.Attempts, again.Doubts));
        wakes.SetResult();

        Assert.False(await settling);
        Assert.True(await other.SettleAsync(again, new Delivered(Now), Cancel));
        Assert.Equal(["then"], await SendAllAsync(other));
    }

    /// <summary>The second delivery came to another replica, while the first one was being stored, or had died over it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivery_that_comes_to_two_replicas_counts_once(bool isAlive)
    {
        var wire = new TableWire();
        await using var first = await OpenAsync(wire);
        await using var second = await OpenAsync();
        var (asleep, wakes) = (NewSignal(), NewSignal());
        wire.Held = request => TableWire.IsTransaction(request) ? Hold(asleep, wakes) : null;

        var slow = first.CommitAsync(Of(Begun()) with { Delivery = "d", Answer = "first" }, Cancel);
        await asleep.Task;
        var repeated = second.CommitAsync(Of(Begun(new(2026, 2))) with { Delivery = "d", Answer = "second" }, Cancel);
        if (isAlive)
        {
            wakes.SetResult();
            Assert.Null(await slow);
            Assert.Equal(new("first"), await repeated);
        }
        else
        {
            Assert.Null(await repeated);
            wakes.SetResult();
            await Assert.ThrowsAsync<ChangedMeanwhileException>(() => slow);
        }

        // What lists go by is written behind the commit, and each replica waits for its own alone.
        _ = await first.ListAsync(Tenant, [], null, 9, Cancel);
        Assert.Equal(isAlive ? Id : new(2026, 2), Assert.Single(await second.ListAsync(Tenant, [], null, 9, Cancel)).Id);
        Assert.Equal(new(isAlive ? "first" : "second"), await second.FindAnswerAsync(Tenant, "d", Cancel));
    }

    /// <summary>Of what a commit needs, each request is the last that arrives: whatever was committed is finished by another replica.</summary>
    [Fact]
    public async Task Whatever_a_replica_dies_over_is_whole_or_nothing()
    {
        var stored = 0;
        for (var arriving = 0; arriving < 20; arriving++)
        {
            var tables = Azurite.NewPrefix();
            var wire = new TableWire();
            var dying = await Azurite.OpenAsync(tables, Cancel, with: wire.AddTo);
            await using var other = await Azurite.OpenAsync(tables, Cancel);
            await dying.CommitAsync(Of(Begun()), Cancel);
            await other.DueAsync(Now, 1, Cancel);
            var left = arriving;
            wire.IsCut = _ => Interlocked.Decrement(ref left) < 0;
            var routed = Routed(Begun().After, Now.AddHours(1));
            var isAccepted = await TryAsync(() =>
                dying.CommitAsync(Of(routed) with { Delivery = "d", Answer = "yes", Messages = [To("a", "one"), To("b", "two"), To("a", "three")] }, Cancel)
            );
            await dying.DisposeAsync();

            await other.FinishAsync(TimeSpan.Zero, TimeSpan.Zero, Now, Cancel);

            var isStored = (await other.HistoryAsync(Tenant, Id, Cancel)).Count == 2;
            Assert.True(isStored || !isAccepted, $"Lost after {arriving} requests.");
            Assert.Equal(isStored ? new FirstAnswer("yes") : null, await other.FindAnswerAsync(Tenant, "d", Cancel));
            Assert.Equal(isStored ? [Id] : [], (await other.DueAsync(Now.AddHours(1), 9, Cancel)).Select(due => due.Id));
            Assert.Equal(isStored ? Status.Routed : Status.Draft, Assert.Single(await other.ListAsync(Tenant, [], null, 9, Cancel)).Status);
            Assert.Equal(isStored ? ["one", "three", "two"] : [], (await SendAllAsync(other)).Order());
            Assert.Empty(await other.UnfinishedAsync(Now, Cancel));
            stored += isStored ? 1 : 0;
        }

        Assert.InRange(stored, 5, 18);
    }

    /// <summary>What was committed first leaves first, though its replica died before it had brought it to its place.</summary>
    [Fact]
    public async Task What_concerns_one_escalation_keeps_its_order_over_the_death_of_a_replica()
    {
        var wire = new TableWire();
        var dying = await OpenAsync(wire);
        await using var other = await OpenAsync();
        await dying.CommitAsync(Of(Begun()), Cancel);
        await dying.DueAsync(Now, 1, Cancel);
        var transactions = 0;
        wire.IsCut = request => TableWire.IsTransaction(request) ? Interlocked.Increment(ref transactions) > 1 : Volatile.Read(ref transactions) > 0;
        var second = Next(Begun().After);
        await dying.CommitAsync(Of(second) with { Messages = [To("a", "first")] }, Cancel);
        await dying.DisposeAsync();

        await other.CommitAsync(Of(Next(second.After)) with { Messages = [To("a", "second")] }, Cancel);

        Assert.Equal(["first", "second"], await SendAllAsync(other));
    }

    [Fact]
    public async Task Two_replicas_never_have_one_message_at_once_and_keep_each_places_order()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        await one.CommitAsync(Owing([.. Enumerable.Range(0, 60).Select(i => To($"p{i % 6}", $"{i:00}"))]), Cancel);
        await one.NextMessageAtAsync(OutboxQueue.Message, Cancel);
        var sent = new System.Collections.Concurrent.ConcurrentQueue<string>();

        await Task.WhenAll(
            new[] { one, two, one, two }.Select(store =>
                Task.Run(async () =>
                {
                    while (await store.NextMessageAtAsync(OutboxQueue.Message, Cancel) is not null)
                    {
                        foreach (var message in await ClaimAsync(store, Now, 3))
                        {
                            sent.Enqueue(Said(message));
                            Assert.True(await store.SettleAsync(message, new Delivered(Now), Cancel));
                        }
                    }
                })
            )
        );

        Assert.Equal(60, sent.Count);
        foreach (var lane in sent.GroupBy(text => int.Parse(text, null) % 6))
        {
            Assert.Equal(lane.Order(), lane);
        }
    }

    [Fact]
    public async Task A_longerbrief_takes_several_rows_and_comes_back_as_it_was()
    {
        await using var store = await OpenAsync();
        var text = string.Concat(Enumerable.Repeat("Zeile mit Umlaut ü, \"Zitat\" und 😀. ", 12_000));
        var longer = Next(Begun().After, new NotesTaken(text));
        await store.CommitAsync(Of(Begun()), Cancel);
        await store.CommitAsync(Of(longer) with { Messages = [To("a", text)] }, Cancel);

        Assert.Equal(text, Assert.IsType<NotesTaken>(HashChain.Open((await store.HistoryAsync(Tenant, Id, Cancel))[1]).What).Text);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, await store.HistoryAsync(Tenant, Id, Cancel)));
        Assert.Equal(
            JsonSerializer.Serialize(longer.After, EventJson.Default.Escalation),
            JsonSerializer.Serialize(await store.FindAsync(Tenant, Id, Cancel), EventJson.Default.Escalation!)
        );
        Assert.Equal([text], await SendAllAsync(store));
    }

    [Fact]
    public async Task What_no_transaction_takes_is_refused_and_leaves_nothing()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Of(Begun()), Cancel);

        await Assert.ThrowsAsync<TableLimitException>(() =>
            store.CommitAsync(Of(Next(Begun().After, new NotesTaken(new('x', 5_000_000)))) with { Delivery = "d" }, Cancel)
        );

        Assert.Single(await store.HistoryAsync(Tenant, Id, Cancel));
        Assert.Null(await store.FindAnswerAsync(Tenant, "d", Cancel));
        Assert.Empty(await store.UnfinishedAsync(Now, Cancel));
    }

    [Fact]
    public async Task A_large_edit_of_the_directory_is_made_whole()
    {
        await using var store = await OpenAsync();
        var contacts = Enumerable
            .Range(0, 250)
            .Select(i => new Contact(new($"p{i}", $"Person {i}"), $"29:{i}", "chat", "https://smba", "UTC", "en-US"))
            .ToList();
        await store.CommitAsync(Of() with { Directory = new() { Contacts = contacts } }, Cancel);

        foreach (var contact in contacts)
        {
            Assert.Equal(contact, await store.FindContactAsync(Tenant, contact.Person.Id, Cancel));
        }
    }

    [Fact]
    public async Task A_wake_up_and_a_message_that_nothing_finds_are_found_again()
    {
        await using var store = await OpenAsync();
        var begun = Begun();
        await store.CommitAsync(Of(begun), Cancel);
        await store.CommitAsync(Of(Routed(begun.After, Now.AddHours(1))) with { Messages = [To("a", "m")] }, Cancel);
        Assert.Equal([Id], (await store.DueAsync(Now.AddHours(1), 9, Cancel)).Select(due => due.Id));
        var index = new TableServiceClient(await Azurite.ConnectionStringAsync(Cancel)).GetTableClient(prefix + "Index");
        foreach (
            var lost in index
                .Query<TableEntity>("PartitionKey ge 'open' or (PartitionKey ge 'due' and PartitionKey lt 'duf')", cancellationToken: Cancel)
                .ToList()
        )
        {
            await index.DeleteEntityAsync(lost, cancellationToken: Cancel);
        }

        Assert.Empty(await store.DueAsync(Now.AddHours(1), 9, Cancel));
        Assert.Empty(await ClaimAsync(store, Now));

        var sweep = await store.SweepAsync(Now.AddHours(3), isWhole: true, Cancel);

        Assert.Equal(new Sweep(TimeSpan.FromHours(3), 2), sweep);
        Assert.Equal([Id], (await store.DueAsync(Now.AddHours(1), 9, Cancel)).Select(due => due.Id));
        Assert.Single(await store.ListAsync(Tenant, [], null, 9, Cancel));
        Assert.Equal(["m"], await SendAllAsync(store));
        Assert.Equal(0, (await store.SweepAsync(Now.AddHours(3), isWhole: true, Cancel)).Mended);
    }

    [Fact]
    public async Task What_is_no_longer_needed_goes_and_what_is_stays()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Of(Begun()) with { Delivery = "old", Answer = "a", Messages = [To("a", "sent"), To("b", "waits"), To("c", "dead")] }, Cancel);
        foreach (var message in await ClaimAsync(store, Now))
        {
            await store.SettleAsync(
                message,
                Said(message) switch
                {
                    "sent" => new Delivered(Now),
                    "dead" => new DeadLettered(Now, "gone"),
                    _ => new Retry(Now.AddDays(9), "busy"),
                },
                Cancel
            );
        }

        await store.CommitAsync(Of() with { At = Now.AddDays(8), Delivery = "new", Answer = "b" }, Cancel);

        Assert.Equal(3, await store.PruneAsync(Now.AddDays(1), Now, new(2026, 1, 1), Cancel));

        Assert.Null(await store.FindAnswerAsync(Tenant, "old", Cancel));
        Assert.Equal(new("b"), await store.FindAnswerAsync(Tenant, "new", Cancel));
        Assert.Single(await store.HistoryAsync(Tenant, Id, Cancel));
        Assert.Equal(["waits"], (await ClaimAsync(store, Now.AddDays(9))).Select(Said));
        var outbox = new TableServiceClient(await Azurite.ConnectionStringAsync(Cancel)).GetTableClient(prefix + "Outbox");
        Assert.Equal(
            ["dead", "waits"],
            outbox
                .Query<TableEntity>("RowKey ge 'message' and RowKey lt 'n'", cancellationToken: Cancel)
                .Select(row => row.GetString("State") is null ? "waits" : "dead")
                .Order()
        );
    }

    /// <summary>Nothing is kept waiting for long by tables that do not answer, and all goes on when they do.</summary>
    [Fact]
    public async Task A_way_that_is_cut_is_told_as_such_and_used_again_when_it_is_there()
    {
        var wire = new TableWire { IsCut = _ => true };
        await using var store = await OpenAsync(wire);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync(Tenant, Id, Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ProbeAsync(Cancel));
        wire.IsCut = _ => false;
        Assert.Null(await store.CommitAsync(Of(Begun()) with { Delivery = "d" }, Cancel));
        wire.IsCut = _ => true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Of(Next(Begun().After)) with { Delivery = "e" }, Cancel));
        wire.IsCut = _ => false;
        Assert.Null(await store.CommitAsync(Of(Next(Begun().After)) with { Delivery = "e" }, Cancel));
    }

    /// <summary>What is owed takes several rows, and its replica dies while it removes them.</summary>
    [Fact]
    public async Task A_long_text_that_was_carried_and_not_wholly_removed_stops_nothing()
    {
        var wire = new TableWire();
        var dying = await OpenAsync(wire);
        await using var other = await OpenAsync();
        await dying.CommitAsync(Of(Begun()), Cancel);
        await dying.DueAsync(Now, 1, Cancel);
        var removed = 0;
        wire.IsCut = request => IsAt(request, "owed") && request.Method == RequestMethod.Delete ? Interlocked.Increment(ref removed) > 1 : removed > 0;
        var text = new string('x', 900_000);
        var second = Next(Begun().After);
        await TryAsync(() => dying.CommitAsync(Of(second) with { Messages = [To("a", text)] }, Cancel));
        await dying.DisposeAsync();
        Assert.NotEqual(0, removed);

        await other.FinishAsync(TimeSpan.Zero, TimeSpan.Zero, Now, Cancel);
        await other.CommitAsync(Of(Next(second.After)) with { Messages = [To("a", "next")] }, Cancel);

        Assert.Equal([text, "next"], await SendAllAsync(other));
        Assert.Empty(await other.UnfinishedAsync(Now, Cancel));
    }

    [Fact]
    public async Task What_cannot_be_removed_keeps_all_its_rows()
    {
        var wire = new TableWire();
        await using var store = await OpenAsync(wire);
        await store.CommitAsync(Of(Begun()) with { Delivery = "d", Answer = new('x', 900_000) }, Cancel);
        var marks = (await ServiceAsync()).GetTableClient(prefix + "Escalations");
        const string Marks = "RowKey ge 'commit' and RowKey lt 'commiu'";
        Assert.Equal(3, marks.Query<TableEntity>(Marks, cancellationToken: Cancel).Count());
        wire.IsCut = request => request.Method == RequestMethod.Delete && IsAt(request, "commit|") && !IsAt(request, "+");

        await TryAsync(() => store.PruneAsync(Now.AddDays(1), Now, new(2026, 1, 1), Cancel));
        Assert.Equal(3, marks.Query<TableEntity>(Marks, cancellationToken: Cancel).Count());

        wire.IsCut = _ => false;
        await store.PruneAsync(Now.AddDays(1), Now, new(2026, 1, 1), Cancel);
        Assert.Empty(marks.Query<TableEntity>(Marks, cancellationToken: Cancel));
    }

    /// <summary>More events than a transaction takes, and the replica dies after it: another one erases the rest.</summary>
    [Fact]
    public async Task An_erasure_that_was_broken_off_is_finished_by_another_replica()
    {
        var wire = new TableWire();
        await using var store = await OpenAsync(wire);
        var life = Enumerable
            .Range(1, 95)
            .Select(n => new RecordedEvent(
                n,
                Now,
                Actor.Human(EventSamples.Sarah),
                null,
                n == 1 ? new DraftStarted(EventSamples.Sarah, EventSamples.Playbook) : new NotesTaken($"Zebra {n}")
            ))
            .ToList();
        foreach (var some in life.Chunk(40))
        {
            await store.CommitAsync(Of() with { Change = new(some, Escalation.Fold(Tenant, Id, life.Take(some[^1].Sequence))) }, Cancel);
        }

        await store.UnfinishedAsync(Now, Cancel);
        var change = Escalations.UseCases.Erasure.Of(Tenant, Id, await store.HistoryAsync(Tenant, Id, Cancel), ErasedText.WithoutTexts, Now)!;
        var isStored = false;
        wire.IsCut = request => isStored && request.Method != RequestMethod.Get;
        wire.LosesAnswer = request =>
        {
            isStored |= TableWire.IsTransaction(request);
            return false;
        };
        await TryAsync(() => store.CommitAsync(Of() with { Change = change }, Cancel));

        await using var other = await OpenAsync();
        var half = await other.HistoryAsync(Tenant, Id, Cancel);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, half));
        Assert.Contains(half, stored => stored.Json.Contains("Zebra", StringComparison.Ordinal));
        Assert.DoesNotContain("Zebra", StoredText.Of((await other.FindAsync(Tenant, Id, Cancel))!));

        await other.FinishAsync(TimeSpan.Zero, TimeSpan.Zero, Now, Cancel);
        var whole = await other.HistoryAsync(Tenant, Id, Cancel);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, whole));
        Assert.DoesNotContain(whole, stored => stored.Json.Contains("Zebra", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_commit_that_cannot_be_finished_stops_no_other()
    {
        var wire = new TableWire();
        var dying = await OpenAsync(wire);
        var told = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        await using var other = await Azurite.OpenAsync(prefix, Cancel, failed: told.Enqueue);
        await dying.CommitAsync(Of(Begun()), Cancel);
        await dying.DueAsync(Now, 1, Cancel);
        var transactions = 0;
        wire.IsCut = request => TableWire.IsTransaction(request) ? Interlocked.Increment(ref transactions) > 1 : Volatile.Read(ref transactions) > 0;
        await TryAsync(() => dying.CommitAsync(Of(Next(Begun().After)) with { Messages = [To("a", "m")] }, Cancel));
        await dying.DisposeAsync();
        var index = (await ServiceAsync()).GetTableClient(prefix + "Index");
        await index.AddEntityAsync(
            new TableEntity("notes", "0")
            {
                ["Table"] = "Nowhere",
                ["Partition"] = "p",
                ["Tenant"] = Tenant,
            },
            Cancel
        );

        Assert.Equal(1, await other.FinishAsync(TimeSpan.Zero, TimeSpan.Zero, Now, Cancel));

        Assert.IsType<InvalidDataException>(Assert.Single(told));
        Assert.Equal(["m"], await SendAllAsync(other));
    }

    /// <summary>One of two lanes cannot be read.</summary>
    [Fact]
    public async Task What_is_damaged_keeps_nothing_else_from_being_found_again()
    {
        var told = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        await using var store = await Azurite.OpenAsync(prefix, Cancel, failed: told.Enqueue);
        await store.CommitAsync(Owing(To("a", "damaged"), To("b", "m")), Cancel);
        await store.NextMessageAtAsync(OutboxQueue.Message, Cancel);
        var service = await ServiceAsync();
        var lane = service.GetTableClient(prefix + "Outbox").Query<TableEntity>("RowKey eq 'lane'", cancellationToken: Cancel).First();
        lane["Text00"] = "{";
        await service.GetTableClient(prefix + "Outbox").UpdateEntityAsync(lane, Azure.ETag.All, TableUpdateMode.Replace, Cancel);
        var index = service.GetTableClient(prefix + "Index");
        foreach (var lost in index.Query<TableEntity>("PartitionKey ge 'due' and PartitionKey lt 'duf'", cancellationToken: Cancel).ToList())
        {
            await index.DeleteEntityAsync(lost, cancellationToken: Cancel);
        }

        Assert.Equal(1, (await store.SweepAsync(Now.AddHours(3), isWhole: false, Cancel)).Mended);

        Assert.IsType<JsonException>(Assert.Single(told));
        Assert.Equal(["m"], (await ClaimAsync(store, Now)).Select(Said));
    }

    [Fact]
    public async Task Each_step_of_looking_after_the_tables_is_taken_though_one_before_it_fails()
    {
        var wire = new TableWire();
        await using var store = await OpenAsync(wire);
        await store.CommitAsync(Of() with { At = Now.AddDays(-8), Delivery = "old", Answer = "a" }, Cancel);
        await store.NextMessageAtAsync(OutboxQueue.Message, Cancel);
        wire.IsCut = request => IsAt(request, "notes") || IsAt(request, "'lane'");
        using var sweeper = new TableSweeper(store, new TestClock(Now), NullLogger<TableSweeper>.Instance);

        await sweeper.StartAsync(Cancel);

        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var looks = 0;
        while (await store.FindAnswerAsync(Tenant, "old", Cancel) is not null && looks++ < 400)
        {
            await pause.WaitForNextTickAsync(Cancel);
        }

        await sweeper.StopAsync(Cancel);
        Assert.Null(await store.FindAnswerAsync(Tenant, "old", Cancel));
    }

    /// <summary>A claim that is stored and given to nobody would be lost until its end, and in doubt from then on.</summary>
    [Fact]
    public async Task What_is_claimed_is_given_out_though_another_lane_cannot_be_read()
    {
        var wire = new TableWire();
        await using var store = await OpenAsync(wire);
        await store.CommitAsync(Owing(To("a", "one"), To("b", "two"), To("c", "three")), Cancel);
        await store.NextMessageAtAsync(OutboxQueue.Message, Cancel);
        wire.IsCut = request => IsAt(request, "person:b");

        Assert.Equal(["one", "three"], (await ClaimAsync(store, Now)).Select(Said));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(store, Now));
        wire.IsCut = _ => false;
        Assert.Equal(["two"], (await ClaimAsync(store, Now)).Select(Said));
    }

    [Fact]
    public async Task A_claim_that_has_begun_is_given_out_though_it_is_cancelled()
    {
        var wire = new TableWire();
        await using var store = await OpenAsync(wire);
        await store.CommitAsync(Owing(To("a", "m")), Cancel);
        await store.NextMessageAtAsync(OutboxQueue.Message, Cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var (asleep, wakes) = (NewSignal(), NewSignal());
        wire.Held = request => TableWire.IsTransaction(request) ? Hold(asleep, wakes) : null;

        var claiming = store.ClaimMessagesAsync(OutboxQueue.Message, Now, Lease, 100, over.Token);
        await asleep.Task;
        await over.CancelAsync();
        wakes.SetResult();

        Assert.Equal(["m"], (await claiming).Select(Said));
    }

    [Fact]
    public async Task A_claim_that_cannot_be_renewed_keeps_no_other_from_it()
    {
        var wire = new TableWire();
        await using var store = await OpenAsync(wire);
        await using var other = await OpenAsync();
        await store.CommitAsync(Owing(To("a", "one"), To("b", "two"), To("c", "three")), Cancel);
        await store.NextMessageAtAsync(OutboxQueue.Message, Cancel);
        var claims = await ClaimAsync(store, Now);
        Assert.Equal(["one", "two", "three"], claims.Select(Said));
        wire.IsCut = request => Says(request, "person:a");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.RenewClaimsAsync(claims, Now + (2 * Lease), Cancel));

        Assert.Equal(["one"], (await ClaimAsync(other, Now + Lease)).Select(Said));
    }

    /// <summary>A replica that slept over what follows from its settlement finds that more has been sent since.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(900_000)]
    public async Task A_replica_that_slept_overwrites_no_newer_card(int length)
    {
        var wire = new TableWire();
        await using var sleeper = await OpenAsync(wire);
        await using var other = await OpenAsync();
        await sleeper.CommitAsync(Of(Begun()) with { Messages = [To("a", "one"), To("a", "two")] }, Cancel);
        await sleeper.NextMessageAtAsync(OutboxQueue.Message, Cancel);
        var claimed = Assert.Single(await ClaimAsync(sleeper, Now));
        var (asleep, wakes) = (NewSignal(), NewSignal());
        wire.Held = request =>
            request.Method != RequestMethod.Get && (IsAt(request, "headcard") || Says(request, "headcard")) && !Says(request, "owed")
                ? Hold(asleep, wakes)
                : null;
        PostedCard Card(int version) => new(Id, claimed.Message.To.OrderingKey, "conversation", $"activity {version}", new('x', length), version);

        var settling = sleeper.SettleAsync(claimed, new Delivered(Now) { Card = Card(1) }, Cancel);
        await asleep.Task;
        var next = Assert.Single(await ClaimAsync(other, Now));
        Assert.True(await other.SettleAsync(next, new Delivered(Now.AddSeconds(1)) { Card = Card(2) }, Cancel));
        wakes.SetResult();

        Assert.True(await settling);
        Assert.Equal(Card(2), await other.FindCardAsync(Tenant, Id, claimed.Message.To.OrderingKey, Cancel));
    }

    private static bool IsAt(Request request, string part) => Uri.UnescapeDataString(request.Uri.ToString()).Contains(part, StringComparison.Ordinal);

    private static bool Says(Request request, string part)
    {
        using var body = new MemoryStream();
        request.Content?.WriteTo(body, CancellationToken.None);
        return Uri.UnescapeDataString(Encoding.UTF8.GetString(body.ToArray())).Contains(part, StringComparison.Ordinal);
    }

    private static async Task<TableServiceClient> ServiceAsync() => new(await Azurite.ConnectionStringAsync(Cancel));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task Hold(TaskCompletionSource asleep, TaskCompletionSource wakes)
    {
        asleep.TrySetResult();
        return wakes.Task;
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static Commit Of(Change? change = null) =>
        new()
        {
            Tenant = Tenant,
            At = Now,
            Change = change,
        };

    private static Commit Owing(params OutboxMessage[] messages) => Of() with { Messages = messages };

    private static OutboxMessage To(string person, string text) => new(new ToPerson(person), new TextMessage(text));

    private static string Said(ClaimedMessage message) => Assert.IsType<TextMessage>(message.Message.What).Text;

    private static Change Begun(EscalationId? id = null)
    {
        var first = new RecordedEvent(1, Now, Actor.Human(EventSamples.Sarah), "cause", new DraftStarted(EventSamples.Sarah, EventSamples.Playbook));
        return new([first], Escalation.Begin(Tenant, id ?? Id, first));
    }

    private static Change Next(Escalation before, EscalationEvent? what = null)
    {
        var happened = new RecordedEvent(before.Version + 1, Now, Actor.Human(EventSamples.Sarah), null, what ?? new NotesTaken("notes"));
        return new([happened], before.After(happened));
    }

    private static Change Routed(Escalation before, DateTimeOffset due) =>
        Next(before, new Routed(["engineering"], [new(DeadlineKind.Acknowledge, due, Now, "acknowledgement", "1 hour")]));

    private static Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(AzureTableStore store, DateTimeOffset at, int limit = 100) =>
        store.ClaimMessagesAsync(OutboxQueue.Message, at, Lease, limit, Cancel);

    private static async Task<IReadOnlyList<string>> SendAllAsync(AzureTableStore store)
    {
        var sent = new List<string>();
        while (await ClaimAsync(store, Now) is { Count: > 0 } claimed)
        {
            foreach (var message in claimed)
            {
                sent.Add(Said(message));
                Assert.True(await store.SettleAsync(message, new Delivered(Now), Cancel));
            }
        }

        return sent;
    }

    private Task<AzureTableStore> OpenAsync(TableWire? wire = null) => Azurite.OpenAsync(prefix, Cancel, with: wire is null ? null : wire.AddTo);
}
