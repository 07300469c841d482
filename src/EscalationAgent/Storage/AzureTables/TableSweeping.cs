using Azure.Data.Tables;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>What a look over the whole store has found and done.</summary>
/// <param name="OldestOverdue">How long the oldest wake-up of all waits to be looked at, or the oldest message to be sent; null when none is due.</param>
/// <param name="Mended">Rows of the index that were missing and were made.</param>
internal sealed record Sweep(TimeSpan? OldestOverdue, int Mended);

/// <summary>Finishes what replicas broke off, makes the rows of the index that are missing, and removes what is no longer needed.</summary>
/// <param name="failed">Told of what cannot be finished or looked at: the rest is, and it is tried again next time.</param>
internal sealed class TableSweeping(
    TableAccess tables,
    TableEscalations escalations,
    TableQueries queries,
    Lanes lanes,
    Carrying carrying,
    TableUsage usage,
    Action<Exception> failed
)
{
    /// <summary>A commit whose note is older is not being made any more, or so slowly that it must not count: its replica hangs or is gone.</summary>
    public static readonly TimeSpan CommitTakes = TimeSpan.FromSeconds(15);

    /// <summary>What follows from a commit is brought to its place in less time, where its replica is alive.</summary>
    public static readonly TimeSpan FollowingTakes = TimeSpan.FromSeconds(2);

    /// <summary>Finishes commits that were broken off, and keeps from taking place those that were not made.</summary>
    /// <param name="madeBefore">Commits that were made and whose notes are younger are left to whoever wrote them: to do it twice does no harm.</param>
    /// <param name="begunBefore">Commits that were not made, as well.</param>
    /// <returns>How many were finished.</returns>
    public async Task<int> FinishAsync(TimeSpan madeBefore, TimeSpan begunBefore, DateTimeOffset at, CancellationToken cancel)
    {
        var notes = await AllNotesAsync(cancel);
        if (notes.Count == 0)
        {
            return 0;
        }

        // By the clock of the store: those of the replicas may differ. It says whole seconds.
        var now = await tables.NowAsync() + TimeSpan.FromSeconds(1);
        var each = new OneByOne(failed);
        var finished = 0;
        foreach (var note in notes.Where(note => now - note.Timestamp >= madeBefore))
        {
            finished += await each.IsDoneAsync(() => FinishOneAsync(note, now - note.Timestamp >= begunBefore, at, cancel)) ? 1 : 0;
        }

        return finished;
    }

    /// <summary>Commits whose consequences are on their way, in words.</summary>
    public async Task<IReadOnlyList<string>> NotesAsync(CancellationToken cancel) =>
        [.. (await AllNotesAsync(cancel)).Select(note => $"follows from a commit in {note.GetString("Partition")}")];

    /// <summary>Looks whether all that waits for its time is found by it. What is not was lost with a process, and is made again.</summary>
    /// <param name="isWhole">Goes through all that is stored, and not only through what is listed as open: that takes long.</param>
    public async Task<Sweep> SweepAsync(DateTimeOffset now, bool isWhole, CancellationToken cancel)
    {
        var each = new OneByOne(failed);
        var mended = 0;
        long? oldest = null;
        foreach (var row in isWhole ? await escalations.AllAsync(cancel) : await queries.AllOpenAsync(cancel))
        {
            var isMended = await each.IsDoneAsync(async () =>
            {
                if (await escalations.SummaryAsync(row.GetString(nameof(Head.Tenant)), Head.IdOf(row), cancel) is not { } head)
                {
                    return false;
                }

                if (head.NextWake is { } wake)
                {
                    oldest = Math.Min(oldest ?? wake, wake);
                }

                if (await IsFoundAsync(head, cancel))
                {
                    return false;
                }

                await escalations.IndexAsync(head.Tenant, head.Id);
                return true;
            });
            mended += isMended ? 1 : 0;
        }

        foreach (
            var row in await tables.QueryAsync(tables.Outbox, TableClient.CreateQueryFilter($"RowKey eq {Lanes.LaneRow}"), cancel, select: ["PartitionKey"])
        )
        {
            await each.IsDoneAsync(async () =>
            {
                if (await lanes.LoadAsync(row.PartitionKey, cancel) is not { Waiting.Count: > 0 } lane)
                {
                    return false;
                }

                foreach (var head in lane.Heads)
                {
                    oldest = Math.Min(oldest ?? head.ReadyAt, head.ReadyAt);
                    if (head.Due is not { } due || await tables.GetAsync(tables.Index, Lanes.DuePartition(lane.Kind), due.Row, cancel) is null)
                    {
                        await lanes.IndexAgainAsync(row.PartitionKey);
                        mended++;
                    }
                }

                return true;
            });
        }

        return new(oldest < now.UtcTicks ? new(now.UtcTicks - oldest.Value) : null, mended);
    }

    /// <summary>Removes marks of commits, deliveries and what is left of sent messages from before an instant, and what is marked as gone.</summary>
    /// <returns>How many rows were removed.</returns>
    public async Task<int> PruneAsync(DateTimeOffset before, DateTimeOffset undeliverableBefore, DateOnly usedBefore, CancellationToken cancel)
    {
        await usage.PruneAsync(usedBefore, cancel);
        var old = before.UtcTicks;
        var (mark, afterMark) = ($"{Carrying.MarkPrefix}{TableKey.Separator}", TableKey.After(Carrying.MarkPrefix));
        var (delivery, afterDelivery) = ($"{TableCommits.DeliveryPrefix}{TableKey.Separator}", TableKey.After(TableCommits.DeliveryPrefix));
        var marks = TableClient.CreateQueryFilter($"RowKey ge {mark} and RowKey lt {afterMark} and At lt {old}");

        // A delivery goes before the mark that says what became of it.
        var removed = await RemoveAsync(
            tables.Index,
            TableClient.CreateQueryFilter($"PartitionKey ge {delivery} and PartitionKey lt {afterDelivery} and At lt {old}"),
            cancel
        );
        removed += await RemoveAsync(tables.Escalations, marks, cancel);
        removed += await RemoveAsync(tables.Directory, marks, cancel);
        removed += await RemoveAsync(tables.Outbox, marks, cancel);
        removed += await RemoveAsync(tables.Directory, TableClient.CreateQueryFilter($"Gone eq {true} and At lt {old}"), cancel);
        removed += await RemoveAsync(tables.Outbox, TableClient.CreateQueryFilter($"State eq {"sent"} and SettledAt lt {old}"), cancel);
        var undeliverable = TableClient.CreateQueryFilter($"State eq {"undeliverable"} and SettledAt lt {undeliverableBefore.UtcTicks}");
        removed += await RemoveAsync(tables.Outbox, undeliverable, cancel);
        return removed;
    }

    /// <param name="mayAbandon">Whether a commit that was not made must not be made any more.</param>
    /// <returns>Whether the commit was made, and is finished now.</returns>
    private async Task<bool> FinishOneAsync(TableEntity note, bool mayAbandon, DateTimeOffset at, CancellationToken cancel)
    {
        var source = Carrying.SourceOf(note);
        var outcome = await carrying.OutcomeAsync(source, note.RowKey, cancel);
        if (outcome is null && !mayAbandon)
        {
            return false;
        }

        outcome ??= await carrying.AbandonAsync(source, note.RowKey, at);
        if (outcome.IsStored)
        {
            await carrying.CarryAllAsync(source);
            if (source.Id is { } id)
            {
                await escalations.IndexAsync(source.Tenant, id);
            }
        }

        await carrying.ForgetNoteAsync(note.RowKey);
        return outcome.IsStored;
    }

    /// <summary>Whether an open escalation is listed as it is, and woken when it wants to be. What has ended is only looked for.</summary>
    private async Task<bool> IsFoundAsync(Head head, CancellationToken cancel)
    {
        foreach (var key in await escalations.KeysAsync(head, cancel))
        {
            var (partition, row) = IndexRows.Place(key);
            if (await tables.GetAsync(tables.Index, partition, row, cancel, [nameof(Head.Version)]) is not { } found)
            {
                return false;
            }

            if (found.GetInt32(nameof(Head.Version)) < head.Version && partition == IndexRows.OpenPartition(head.Tenant))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<int> RemoveAsync(TableClient table, string filter, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var row in await tables.QueryAsync(table, filter, cancel, select: ["PartitionKey", "RowKey", "Rows"]))
        {
            // Only as it was found: what is marked as gone may have come back.
            removed += await tables.TryDeleteLongAsync(table, row.PartitionKey, row.RowKey, LongText.RowsOf(row), row.ETag) ? 1 : 0;
        }

        return removed;
    }

    private Task<List<TableEntity>> AllNotesAsync(CancellationToken cancel) =>
        tables.QueryAsync(tables.Index, TableClient.CreateQueryFilter($"PartitionKey eq {Carrying.NotePartition}"), cancel);

    /// <summary>Does many things. One that cannot be done keeps none of the others from being done, unless the store takes nothing at all.</summary>
    private sealed class OneByOne(Action<Exception> failed)
    {
        private const int MostUnavailableInARow = 20;

        private int unavailable;

        public async Task<bool> IsDoneAsync(Func<Task<bool>> work)
        {
            try
            {
                var isDone = await work();
                unavailable = 0;
                return isDone;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                unavailable = failure is StoreUnavailableException ? unavailable + 1 : 0;
                if (unavailable == MostUnavailableInARow)
                {
                    throw;
                }

                failed(failure);
                return false;
            }
        }
    }
}
