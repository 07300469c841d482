using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>What is to be done to a lane.</summary>
/// <param name="Writes">Rows that are stored with it, in its partition.</param>
/// <param name="IsDone">Nothing is left to write: an earlier try has been stored, though no answer came.</param>
internal sealed record LaneEdit<T>(T Result, IReadOnlyList<TableTransactionAction> Writes, bool IsDone = false);

/// <summary>Lanes in their partitions, and the index of what can be claimed in them.</summary>
internal sealed class Lanes(TableAccess tables, BackgroundTasks background)
{
    public const string LaneRow = "lane";
    public const string DuePrefix = "due";
    private const string MessagePrefix = "message";
    private const string StateProperty = "State";
    private const string Sent = "sent";
    private const string Undeliverable = "undeliverable";

    /// <summary>Somebody else would have to come first every time.</summary>
    private const int Tries = 50;

    /// <summary>So many lanes are remembered as they were stored last.</summary>
    private const int MostKnown = 2000;

    /// <summary>So many messages go into a lane at once: with their rows they stay within a transaction.</summary>
    private const int MostAtOnce = 40;

    private readonly KeyedLock turns = new();
    private readonly ConcurrentDictionary<string, (string? Json, ETag Tag)> known = [];

    public static string PartitionOf(string tenant, string orderingKey) => TableKey.Of(tenant, orderingKey);

    /// <summary>The partition of the index of one kind.</summary>
    public static string DuePartition(OutboxQueue kind) => $"{DuePrefix}{TableKey.Separator}{(int)kind}";

    /// <summary>The part of a row's key that says when it is ready, for a filter.</summary>
    public static string DueKey(int rank, long readyAt) => $"{rank}{TableKey.Separator}{TableKey.Sortable(readyAt)}";

    public static string MessageRow(long number) => $"{MessagePrefix}{TableKey.Separator}{TableKey.Sortable(number)}";

    /// <summary>The lane as it is stored now; null when nothing ever waited there.</summary>
    public async Task<Lane?> LoadAsync(string partition, CancellationToken cancel) =>
        await tables.GetLongAsync(tables.Outbox, partition, LaneRow, cancel) is { } row ? Read(row.Text) : null;

    /// <summary>The text of a message; null when it has been sent.</summary>
    public async Task<string?> TextAsync(string partition, long number, CancellationToken cancel) =>
        await tables.GetLongAsync(tables.Outbox, partition, MessageRow(number), cancel) is { } row && row.First.GetString(StateProperty) is null
            ? row.Text
            : null;

    /// <summary>Puts messages into their lane, in order. Those that have been there already are left out.</summary>
    /// <param name="mayBeThere">Whether some of them may have been put there before.</param>
    public async Task ArriveAsync(string tenant, IReadOnlyList<(OwedMessage Message, long OwedAt)> messages, bool mayBeThere)
    {
        var (orderingKey, kind) = (messages[0].Message.OrderingKey, messages[0].Message.Kind);
        var partition = PartitionOf(tenant, orderingKey);
        foreach (var some in messages.Chunk(MostAtOnce))
        {
            await ChangeAsync(
                partition,
                () =>
                    new()
                    {
                        Tenant = tenant,
                        Key = orderingKey,
                        Kind = kind,
                    },
                async (lane, isFirstTry) =>
                {
                    var arrived = isFirstTry && !mayBeThere ? [] : await ArrivedAsync(partition, lane, some);
                    var writes = new List<TableTransactionAction>();
                    foreach (var (message, owedAt) in some.Where(one => !arrived.Contains(one.Message.Number)))
                    {
                        writes.AddRange(Put(partition, lane, message, owedAt));
                    }

                    return new LaneEdit<bool>(true, writes, IsDone: writes.Count == 0);
                }
            );
        }
    }

    /// <summary>Adds a message to the lane.</summary>
    /// <returns>What is to be stored with the lane.</returns>
    public static IEnumerable<TableTransactionAction> Put(string partition, Lane lane, OwedMessage message, long owedAt)
    {
        lane.Add(
            new()
            {
                Number = message.Number,
                Rank = message.Rank,
                About = message.About,
                OwedAt = owedAt,
                ReadyAt = message.ReadyAt,
                WaitsFrom = owedAt,
                IsListable = message.IsListable,
                Doubts = message.MayHaveArrived ? 1 : 0,
            }
        );
        return LongText
            .Write(new(partition, MessageRow(message.Number)), message.Json)
            .Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
    }

    /// <summary>
    /// What is kept of a message that waits no longer: that it was there, so that it does not come again. One that could not be
    /// delivered keeps its text.
    /// </summary>
    public static TableEntity Ended(string partition, long number, string token, DeliveryResult result) =>
        result is DeadLettered dead
            ? new(partition, MessageRow(number))
            {
                [StateProperty] = Undeliverable,
                ["Token"] = token,
                ["SettledAt"] = dead.At.UtcTicks,
                ["Why"] = dead.Why,
            }
            : new(partition, MessageRow(number))
            {
                [StateProperty] = Sent,
                ["Token"] = token,
                ["SettledAt"] = ((Delivered)result).At.UtcTicks,
            };

    /// <summary>Whether a message was settled by this claim.</summary>
    public async Task<bool> WasSettledAsync(string partition, long number, string token) =>
        await tables.GetAsync(tables.Outbox, partition, MessageRow(number), CancellationToken.None) is { } row
        && row.GetString(StateProperty) is not null
        && row.GetString("Token") == token;

    /// <summary>Makes all rows by which a lane is found again.</summary>
    public Task IndexAgainAsync(string partition) => ChangeAsync<bool>(partition, begin: null, (lane, _) =>
        {
            foreach (var entry in lane.Waiting)
            {
                entry.Due = null;
            }

            return Task.FromResult<LaneEdit<bool>?>(new(true, []));
        });

    /// <summary>
    /// Changes a lane, on condition that nobody else does meanwhile; else it is looked at again. By the index it is found
    /// before it is stored: a row too many there is told from the right one by its key.
    /// </summary>
    /// <param name="begin">Makes the lane when there is none yet; null when there is nothing to do then.</param>
    /// <param name="decide">Changes the lane that it is given; null leaves it as it is. The second parameter is false when it is asked again.</param>
    public Task<T?> ChangeAsync<T>(string partition, Func<Lane>? begin, Func<Lane, bool, Task<LaneEdit<T>?>> decide) =>
        turns.RunAsync(partition, () => ChangeInTurnAsync(partition, begin, decide));

    private async Task<T?> ChangeInTurnAsync<T>(string partition, Func<Lane>? begin, Func<Lane, bool, Task<LaneEdit<T>?>> decide)
    {
        var early = new List<(OutboxQueue Kind, string Row)>();
        var stored = (Lane?)null;
        var isFirstTry = true;
        try
        {
            for (var tried = 0; tried < Tries; tried++)
            {
                var isKnown = known.TryGetValue(partition, out var remembered);
                var last = isKnown ? remembered : await LoadWithTagAsync(partition);

                var (lane, before) = (last.Json is null ? begin?.Invoke() : Read(last.Json), last.Json is null ? [] : DueRows(Read(last.Json)));
                if (lane is null)
                {
                    return default;
                }

                if (await decide(lane, isFirstTry) is not { } edit)
                {
                    if (isKnown)
                    {
                        // It may have been changed elsewhere.
                        known.TryRemove(partition, out _);
                        continue;
                    }

                    stored = lane;
                    return default;
                }

                if (edit.IsDone)
                {
                    stored = last.Json is null ? null : Read(last.Json);
                    return edit.Result;
                }

                var added = Index(lane);
                early.AddRange(added.Select(row => (lane.Kind, row.RowKey)));
                await tables.PutAllAsync(tables.Index, added);
                var json = JsonSerializer.Serialize(lane, TableJson.Default.Lane);
                if (await TryStoreAsync(partition, json, last, edit.Writes) is { } tag)
                {
                    stored = lane;
                    Know(partition, json, tag);
                    Remove(before.Except(DueRows(lane)).Select(row => (lane.Kind, row)));
                    return edit.Result;
                }

                known.TryRemove(partition, out _);
                isFirstTry = false;
            }

            throw new StoreUnavailableException("What waits for one place is changed by others all the time.");
        }
        catch (StoreUnavailableException)
        {
            // Nobody knows whether it was stored: rows of the index stay, and whoever comes next reads again.
            known.TryRemove(partition, out _);
            early.Clear();
            throw;
        }
        finally
        {
            var used = stored is null ? [] : DueRows(stored);
            Remove(early.Where(row => !used.Contains(row.Row)));
        }
    }

    /// <summary>Gives each head the row by which it is found, where it has none that is still right.</summary>
    /// <returns>The rows to write.</returns>
    private static List<TableEntity> Index(Lane lane)
    {
        var added = new List<TableEntity>();
        var partition = PartitionOf(lane.Tenant, lane.Key);
        foreach (var entry in lane.Waiting)
        {
            if (!entry.IsHead)
            {
                entry.Due = null;
            }
            else if (entry.Due is not { } due || (due.Rank, due.ReadyAt, due.WaitsFrom) != (entry.Rank, entry.ReadyAt, entry.WaitsFrom))
            {
                var row = $"{DueKey(entry.Rank, entry.ReadyAt)}{TableKey.Separator}{TableKey.Sortable(entry.Number)}{TableKey.Separator}{Guid.NewGuid():N}";
                entry.Due = new(row, entry.Rank, entry.ReadyAt, entry.WaitsFrom);
                added.Add(
                    new(DuePartition(lane.Kind), row)
                    {
                        ["Lane"] = partition,
                        ["ReadyAt"] = entry.ReadyAt,
                        ["WaitsFrom"] = entry.WaitsFrom,
                        ["Number"] = entry.Number,
                        ["IsListable"] = entry.IsListable,
                    }
                );
            }
        }

        return added;
    }

    private static HashSet<string> DueRows(Lane lane) => [.. lane.Waiting.Select(entry => entry.Due?.Row).OfType<string>()];

    private static Lane Read(string json) =>
        JsonSerializer.Deserialize(json, TableJson.Default.Lane) ?? throw new InvalidDataException("A stored lane is empty.");

    private async Task<(string? Json, ETag Tag)> LoadWithTagAsync(string partition) =>
        await tables.GetLongAsync(tables.Outbox, partition, LaneRow, CancellationToken.None) is { } row ? (row.Text, row.First.ETag) : default;

    private async Task<ETag?> TryStoreAsync(string partition, string json, (string? Json, ETag Tag) last, IReadOnlyList<TableTransactionAction> writes)
    {
        var rows = LongText.Write(new(partition, LaneRow), json);
        var first = last.Json is null
            ? new TableTransactionAction(TableTransactionActionType.Add, rows[0])
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, rows[0], last.Tag);
        var further = rows.Skip(1).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
        return await tables.TransactAsync(tables.Outbox, [first, .. further, .. writes]) is [var tag, ..] ? tag : null;
    }

    private async Task<HashSet<long>> ArrivedAsync(string partition, Lane lane, IReadOnlyList<(OwedMessage Message, long OwedAt)> messages)
    {
        var arrived = new HashSet<long>();
        foreach (var (message, _) in messages)
        {
            if (
                lane.Waiting.Exists(entry => entry.Number == message.Number)
                || await tables.GetAsync(tables.Outbox, partition, MessageRow(message.Number), CancellationToken.None, [StateProperty]) is not null
            )
            {
                arrived.Add(message.Number);
            }
        }

        return arrived;
    }

    private void Know(string partition, string json, ETag tag)
    {
        if (known.Count > MostKnown)
        {
            known.Clear();
        }

        known[partition] = (json, tag);
    }

    private void Remove(IEnumerable<(OutboxQueue Kind, string Row)> rows)
    {
        foreach (var (kind, row) in rows.ToList())
        {
            background.Run(() => tables.TryDeleteAsync(tables.Index, DuePartition(kind), row));
        }
    }
}
