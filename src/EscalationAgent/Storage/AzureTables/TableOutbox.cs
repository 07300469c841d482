using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Azure.Data.Tables;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// What is owed, until it has been sent or done. What can be claimed is found in the index; whether it really can says its lane,
/// which is changed only by whoever read it last: two replicas never have one message at once.
/// </summary>
internal sealed class TableOutbox(
    TableAccess tables,
    Lanes lanes,
    Carrying carrying,
    TableDirectory directory,
    TableCommits commits,
    MessageNumbers numbers,
    BackgroundTasks background,
    Action<Exception> failed
)
{
    private const int ClaimsAtOnce = 16;

    /// <summary>So many of the first rows are looked at in one go for when something can be claimed.</summary>
    private const int RowsInLook = 20;

    /// <summary>So many places are looked through for how much is owed.</summary>
    private const int MostCounted = 200;

    /// <summary>A row of the index that its lane does not know is kept so long: its lane may just be being stored.</summary>
    private static readonly TimeSpan StrayKept = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private DateTimeOffset latest = DateTimeOffset.MaxValue;

    public async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(
        OutboxQueue kind,
        DateTimeOffset now,
        TimeSpan lease,
        int limit,
        bool lists,
        CancellationToken cancel
    )
    {
        await SetBackAsync(now, cancel);
        var claimed = new List<(int Rank, ClaimedMessage Message)>();
        var failures = new ConcurrentQueue<Exception>();
        try
        {
            for (var rank = 0; rank < Lane.Ranks && claimed.Count < limit; rank++)
            {
                var after = Lanes.DueKey(rank, 0);
                while (claimed.Count < limit)
                {
                    var wanted = limit - claimed.Count;
                    var rows = await DueAsync(kind, after, Lanes.DueKey(rank, now.UtcTicks + 1), lists, wanted, cancel);
                    var took = await InParallelAsync(rows, row => TryAsync(() => TryClaimAsync(row, now, lease, lists), failures), CancellationToken.None);
                    claimed.AddRange(took.OfType<ClaimedMessage>().Select(message => (rank, message)));
                    if (rows.Count < wanted)
                    {
                        break;
                    }

                    after = rows[^1].RowKey + ' ';
                }
            }
        }
        catch (Exception failure) when (claimed.Count > 0)
        {
            // What is claimed is sent: nobody else can have it.
            if (failure is not OperationCanceledException)
            {
                failures.Enqueue(failure);
            }
        }

        if (claimed.Count == 0)
        {
            ThrowFirst(failures);
        }

        foreach (var failure in failures)
        {
            failed(failure);
        }

        return [.. claimed.OrderBy(one => one.Rank).ThenBy(one => one.Message.Number).Select(one => one.Message)];
    }

    /// <summary>Renews all claims that can be renewed.</summary>
    /// <exception cref="StoreUnavailableException">One of them, or more, could not; all have been tried.</exception>
    public async Task RenewAsync(IEnumerable<ClaimedMessage> messages, DateTimeOffset until)
    {
        var failures = new ConcurrentQueue<Exception>();
        await InParallelAsync([.. messages], message => TryAsync(() => RenewAsync(message, until), failures), CancellationToken.None);
        ThrowFirst(failures);
    }

    public async Task<bool> IsAnyOwedAsync(string tenant, string orderingKey, CancellationToken cancel) =>
        await lanes.LoadAsync(Lanes.PartitionOf(tenant, orderingKey), cancel) is { Waiting.Count: > 0 };

    public async Task<IReadOnlyList<WaitingMessage>> BehindAsync(ClaimedMessage message, int limit, CancellationToken cancel)
    {
        var (partition, _) = Parse(message.Token);
        if (await lanes.LoadAsync(partition, cancel) is not { } lane || lane.Waiting.Find(e => e.Number == message.Number) is not { } claimed)
        {
            return [];
        }

        var behind = lane.Behind(claimed).Take(Math.Max(limit, 0)).ToList();
        var texts = await InParallelAsync(behind, entry => lanes.TextAsync(partition, entry.Number, cancel), cancel);
        return [.. behind.Zip(texts).Where(one => one.Second is not null).Select(one => new WaitingMessage(one.First.Number, StoredText.Owed(one.Second!)))];
    }

    public async Task<bool> SettleAsync(ClaimedMessage claimed, DeliveryResult result)
    {
        var (partition, token) = Parse(claimed.Token);
        var loading = lanes.LoadAsync(partition, CancellationToken.None);
        var text = await lanes.TextAsync(partition, claimed.Number, CancellationToken.None);
        if (text is null || await loading is not { Tenant: var tenant, Key: var orderingKey, Owes: var owedBefore })
        {
            // Sent and done with, by whomever.
            return false;
        }

        var stored = StoredText.Owed(text);
        var (following, at) = result switch
        {
            Delivered sent => ([.. stored.FollowUps ?? [], .. sent.FollowUps], sent.At),
            DeadLettered dead => (dead.Fallbacks, dead.At),
            Retry => ([], default(DateTimeOffset)),
            _ => throw new ArgumentException($"A settlement of an unknown kind: {result.GetType().Name}.", nameof(result)),
        };
        IReadOnlyList<OutboxMessage> messages = [.. following];
        var owed = await commits.OweAsync(tenant, messages, [.. messages.Select(StoredText.Of)], at);
        var own = owed.Where(item => item.Message!.OrderingKey == orderingKey).ToList();
        List<OwedItem> elsewhere = [.. result is Delivered delivered ? await OwedByAsync(tenant, orderingKey, delivered) : [], .. owed.Except(own)];
        var source = new Source(nameof(tables.Outbox), partition, tenant);
        var name = TableCommits.NewCommit();
        if (elsewhere.Count > 0)
        {
            await carrying.NoteAsync(source, name);
        }

        var order = numbers.Next();
        var along = new List<LaneEntry>();
        var isSettled = await lanes.ChangeAsync<bool>(partition, begin: null, async (lane, isFirstTry) =>
        {
            if (lane.Waiting.Find(e => e.Number == claimed.Number && e.Token == token) is not { } entry)
            {
                return isFirstTry || !await lanes.WasSettledAsync(partition, claimed.Number, token) ? null : new(true, [], IsDone: true);
            }

            if (!isFirstTry && elsewhere.Count > 0 && await carrying.OutcomeAsync(source, name, CancellationToken.None) is { IsStored: false })
            {
                // It took so long that another replica has given it up: it begins again, under a new name.
                name = TableCommits.NewCommit();
                await carrying.NoteAsync(source, name);
            }

            var ended = lane.Settle(entry, result);
            along = [.. ended.Skip(1)];
            var writes = new List<TableTransactionAction>();
            if (ended.Count > 0)
            {
                // Merged, the text of what could not be delivered stays.
                var change = result is DeadLettered ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace;
                writes.Add(new(change, Lanes.Ended(partition, entry.Number, token, result)));
            }

            writes.AddRange(own.SelectMany(item => Lanes.Put(partition, lane, item.Message!, item.At)));
            if (elsewhere.Count > 0)
            {
                lane.Owes = true;
                writes.AddRange(Carrying.Mark(source, name, null, at));
                writes.AddRange(Carrying.Owe(source, order, elsewhere));
            }

            return new(true, writes);
        });
        if (!isSettled)
        {
            if (elsewhere.Count > 0)
            {
                background.Run(() => carrying.ForgetNoteAsync(name));
            }

            return false;
        }

        if (along.Count > 0)
        {
            // They wait no longer; their texts go, and what is left says that they were there.
            background.Run(() => tables.PutAllAsync(tables.Outbox, along.Select(entry => Lanes.Ended(partition, entry.Number, token, result))));
        }

        if (elsewhere.Count > 0)
        {
            try
            {
                await carrying.CarryAsync(source, order, elsewhere, owedBefore ? null : 0);
                background.Run(() => carrying.ForgetNoteAsync(name));
            }
            catch (StoreUnavailableException)
            {
                // It is settled. What it owes is carried before anything else leaves this lane, or by the sweeper.
            }
        }

        return true;
    }

    public async Task<DateTimeOffset?> NextAtAsync(OutboxQueue kind, bool lists, CancellationToken cancel)
    {
        var each = await Task.WhenAll(Enumerable.Range(0, Lane.Ranks).Select(rank => NextAtAsync(kind, rank, lists, cancel)));
        return each.Min();
    }

    /// <summary>What can be claimed by now or is claimed, for whoever wants to know what is left to do.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync(DateTimeOffset now, CancellationToken cancel)
    {
        // One query, so that nothing hides between two of them.
        var (first, last) = ($"{Lanes.DuePrefix}{TableKey.Separator}", TableKey.After(Lanes.DuePrefix));
        var rows = await tables.QueryAsync(tables.Index, TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {last}"), cancel);
        var left = new List<string>();
        foreach (var row in rows)
        {
            var lane = await lanes.LoadAsync(row.GetString("Lane"), cancel);
            if (lane?.Waiting.Find(entry => entry.Due?.Row == row.RowKey) is not { } entry)
            {
                // It has moved on since, and may have made something due that was not there yet.
                if (await tables.GetAsync(tables.Index, row.PartitionKey, row.RowKey, cancel) is null)
                {
                    left.Add($"{row.GetString("Lane")} has moved on");
                }
            }
            else if (entry.Token is not null || entry.ReadyAt <= now.UtcTicks)
            {
                left.Add($"owed to {lane.Key}, attempt {entry.Attempts}{(entry.Token is null ? "" : ", under way")}");
            }
        }

        return left;
    }

    /// <summary>The token names its lane: whoever has it needs nothing else to find the message.</summary>
    private static (string Partition, string Token) Parse(string token) =>
        token.Split(' ', 2) is [var fence, var partition]
            ? (partition, fence)
            : throw new ArgumentException("A claim was not given out by this store.", nameof(token));

    /// <summary>Does one thing of many. One that fails keeps none of the others from being done.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T?>> work, ConcurrentQueue<Exception> failures)
    {
        try
        {
            return await work();
        }
        catch (Exception failure)
        {
            failures.Enqueue(failure);
            return default;
        }
    }

    private static void ThrowFirst(ConcurrentQueue<Exception> failures)
    {
        if (failures.TryPeek(out var first))
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private Task<bool> RenewAsync(ClaimedMessage message, DateTimeOffset until)
    {
        var (partition, token) = Parse(message.Token);
        return lanes.ChangeAsync<bool>(partition, begin: null, (lane, _) =>
        {
            var entry = lane.Waiting.Find(e => e.Number == message.Number && e.Token == token);
            if (entry is not null)
            {
                entry.ReadyAt = until.UtcTicks;
            }

            return Task.FromResult(entry is null ? null : new LaneEdit<bool>(true, []));
        });
    }

    private static async Task<IReadOnlyList<TOut>> InParallelAsync<TIn, TOut>(IReadOnlyList<TIn> each, Func<TIn, Task<TOut>> work, CancellationToken cancel)
    {
        var results = new TOut[each.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, each.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ClaimsAtOnce, CancellationToken = cancel },
            async (i, _) => results[i] = await work(each[i])
        );
        return results;
    }

    /// <summary>What a delivery makes so besides messages.</summary>
    private async Task<IReadOnlyList<OwedItem>> OwedByAsync(string tenant, string orderingKey, Delivered sent)
    {
        var at = sent.At.UtcTicks;
        var owed = DirectoryEntry.Of(sent).Select(entry => new OwedItem { At = at, Entry = entry }).ToList();
        if (sent.HasReached && await directory.IsUnreachableAsync(tenant, orderingKey))
        {
            owed.Add(new() { At = at, Removed = new(DirectoryEntry.UnreachableKind, orderingKey) });
        }

        if (sent.Card is { } card)
        {
            owed.Add(new() { At = at, Card = new(card.Id.Year, card.Id.Number, card.OrderingKey, StoredText.Of(card)) });
        }

        return owed;
    }

    private Task<List<TableEntity>> DueAsync(OutboxQueue kind, string from, string before, bool lists, int limit, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Lanes.DuePartition(kind)} and RowKey ge {from} and RowKey lt {before}");
        return tables.QueryAsync(tables.Index, lists ? filter : filter + " and IsListable eq false", cancel, limit);
    }

    /// <remarks>Never cancelled: a claim that is stored and not given out is lost until its end, and in doubt from then on.</remarks>
    private async Task<ClaimedMessage?> TryClaimAsync(TableEntity due, DateTimeOffset now, TimeSpan lease, bool lists)
    {
        var partition = due.GetString("Lane");
        var number = due.GetInt64("Number") ?? 0;
        if (await lanes.LoadAsync(partition, CancellationToken.None) is { Owes: true, Tenant: var tenant })
        {
            // What was sent before owes where its card is now, or who was met: first that.
            await carrying.CarryAllAsync(new(nameof(tables.Outbox), partition, tenant));
        }

        var text = await lanes.TextAsync(partition, number, CancellationToken.None);
        if (text is null)
        {
            await ForgetStrayAsync(due);
            return null;
        }

        var message = StoredText.Owed(text);
        var token = $"{Guid.NewGuid():N}";
        var claimed = await lanes.ChangeAsync<ClaimedMessage>(partition, begin: null, (lane, isFirstTry) =>
        {
            if (lane.Waiting.Find(e => e.Token == token) is { } mine)
            {
                return Task.FromResult<LaneEdit<ClaimedMessage>?>(new(Claimed(lane, mine), [], IsDone: true));
            }

            if (lane.Waiting.Find(e => e.Due?.Row == due.RowKey) is not { IsHead: true } head || head.ReadyAt > now.UtcTicks || (head.IsListable && !lists))
            {
                return Task.FromResult<LaneEdit<ClaimedMessage>?>(null);
            }

            Lane.Claim(head, now, lease, token);
            lane.Owes = lane.Owes && !isFirstTry;
            return Task.FromResult<LaneEdit<ClaimedMessage>?>(new(Claimed(lane, head), []));
        });
        if (claimed is null)
        {
            await ForgetStrayAsync(due);
        }

        return claimed;

        ClaimedMessage Claimed(Lane lane, LaneEntry entry) =>
            new(entry.Number, lane.Tenant, message, entry.Attempts, new(entry.OwedAt, TimeSpan.Zero), $"{token} {partition}")
            {
                Doubts = entry.Doubts,
                Misses = entry.Misses,
            };
    }

    /// <summary>Every place where something is owed has a row of the index, so that no other is looked at.</summary>
    public async Task<IReadOnlyList<Backlog>> BacklogAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var backlogs = new List<Backlog>();
        foreach (var queue in Enum.GetValues<OutboxQueue>())
        {
            var rows = await DueAsync(queue, Lanes.DueKey(0, 0), TableKey.After($"{Lane.Ranks - 1}"), lists: true, MostCounted, cancel);
            var places = rows.Select(row => row.GetString("Lane")).Distinct().ToList();
            var found = await InParallelAsync(places, place => lanes.LoadAsync(place, cancel), cancel);
            var waiting = found.OfType<Lane>().SelectMany(lane => lane.Waiting).ToList();
            var since = waiting.Where(entry => entry.IsHead && (entry.Attempts > 0 || entry.ReadyAt <= now.UtcTicks)).ToList();
            var oldest = since.Count == 0 ? (long?)null : since.Min(entry => entry.Attempts > 0 ? entry.OwedAt : entry.ReadyAt);
            backlogs.Add(new(queue, waiting.Count, oldest is { } ticks ? new(ticks, TimeSpan.Zero) : null));
        }

        return backlogs;
    }

    private async Task<DateTimeOffset?> NextAtAsync(OutboxQueue kind, int rank, bool lists, CancellationToken cancel)
    {
        var after = Lanes.DueKey(rank, 0);
        while (true)
        {
            var rows = await DueAsync(kind, after, TableKey.After($"{rank}"), lists, RowsInLook, cancel);
            foreach (var row in rows)
            {
                if (await lanes.LoadAsync(row.GetString("Lane"), cancel) is { } lane && lane.Waiting.Exists(entry => entry.Due?.Row == row.RowKey))
                {
                    return new(row.GetInt64("ReadyAt") ?? 0, TimeSpan.Zero);
                }

                await ForgetStrayAsync(row);
            }

            if (rows.Count < RowsInLook)
            {
                return null;
            }

            after = rows[^1].RowKey + ' ';
        }
    }

    /// <summary>Removes a row of the index that belongs to nothing, once it is certain that nobody is just storing its lane.</summary>
    private async Task ForgetStrayAsync(TableEntity due)
    {
        // By the clock of the store, which wrote the one instant and says the other.
        if (due.Timestamp is { } written && await tables.NowAsync() - written > StrayKept)
        {
            await tables.TryDeleteAsync(tables.Index, due.PartitionKey, due.RowKey, due.ETag);
        }
    }

    /// <summary>Waits that were stored before the clock was set back count from now.</summary>
    private async Task SetBackAsync(DateTimeOffset now, CancellationToken cancel)
    {
        lock (gate)
        {
            // A clock that goes on has set nothing back; the first look of a process cannot know.
            var goesOn = latest <= now;
            latest = now;
            if (goesOn)
            {
                return;
            }
        }

        foreach (var kind in Enum.GetValues<OutboxQueue>())
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Lanes.DuePartition(kind)} and WaitsFrom gt {now.UtcTicks}");
            foreach (var partition in (await tables.QueryAsync(tables.Index, filter, cancel)).Select(row => row.GetString("Lane")).Distinct())
            {
                await lanes.ChangeAsync<bool>(partition, begin: null, (lane, _) =>
                {
                    var isAny = lane.Heads.Any(head => head.WaitsFrom > now.UtcTicks);
                    lane.SetBack(now);
                    return Task.FromResult(isAny ? new LaneEdit<bool>(true, []) : null);
                });
            }
        }
    }
}
