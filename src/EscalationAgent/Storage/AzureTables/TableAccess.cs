using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// The tables, and the few ways in which they are read and written. What the service refuses because of what it holds is an
/// answer, not an error. All other failures of the way to it are <see cref="StoreUnavailableException"/>. A write that was begun is not cancelled.
/// </summary>
internal sealed class TableAccess
{
    /// <summary>The conditions that the store itself sets; anything else that is refused is a fault of ours.</summary>
    private const int NotFound = 404;

    private readonly StoreHealth health;

    /// <param name="prefix">Begins the names of all tables.</param>
    public TableAccess(TableServiceClient service, string prefix, StoreHealth health)
    {
        this.health = health;
        Escalations = service.GetTableClient(prefix + "Escalations");
        Outbox = service.GetTableClient(prefix + "Outbox");
        Directory = service.GetTableClient(prefix + "Directory");
        Index = service.GetTableClient(prefix + "Index");
        Usage = service.GetTableClient(prefix + "Usage");
        Playbooks = service.GetTableClient(prefix + "Playbooks");
        Feedback = service.GetTableClient(prefix + "Feedback");
    }

    /// <summary>One partition for each escalation: what it is, its events, its cards, and what it owes.</summary>
    public TableClient Escalations { get; }

    /// <summary>One partition for each ordering key: what waits there, in order.</summary>
    public TableClient Outbox { get; }

    /// <summary>One partition for each tenant: people, channels, links and the record of changes.</summary>
    public TableClient Directory { get; }

    /// <summary>By what the above is found: lists, wake-ups, what is due to be sent, deliveries, unfinished commits, numbers.</summary>
    public TableClient Index { get; }

    /// <summary>What models have cost.</summary>
    public TableClient Usage { get; }

    /// <summary>One partition for each edition of a playbook under which something was begun.</summary>
    public TableClient Playbooks { get; }

    /// <summary>One partition for each tenant: what people thought.</summary>
    public TableClient Feedback { get; }

    public IReadOnlyList<TableClient> All => [Escalations, Outbox, Directory, Index, Usage, Playbooks, Feedback];

    /// <summary>The table of a stored name, such as <c>Outbox</c>.</summary>
    public TableClient Named(string name) =>
        name switch
        {
            nameof(Escalations) => Escalations,
            nameof(Outbox) => Outbox,
            nameof(Directory) => Directory,
            _ => throw new InvalidDataException($"No table {name} owes anything."),
        };

    public Task CreateAsync(CancellationToken cancel) =>
        UseAsync(
            async () =>
            {
                await Task.WhenAll(All.Select(table => table.CreateIfNotExistsAsync(cancel)));
                return true;
            },
            cancel
        );

    /// <returns>Null when there is no such row.</returns>
    public Task<TableEntity?> GetAsync(TableClient table, string partition, string row, CancellationToken cancel, IEnumerable<string>? select = null) =>
        UseAsync(
            async () => await table.GetEntityIfExistsAsync<TableEntity>(partition, row, select, cancel) is { HasValue: true, Value: var found } ? found : null,
            cancel
        );

    /// <summary>The rows that a filter finds, in the order of their keys.</summary>
    /// <param name="limit">No more than these; null for all.</param>
    public Task<List<TableEntity>> QueryAsync(
        TableClient table,
        string filter,
        CancellationToken cancel,
        int? limit = null,
        IEnumerable<string>? select = null
    ) =>
        UseAsync(
            async () =>
            {
                var found = new List<TableEntity>();
                if (limit <= 0)
                {
                    return found;
                }

                await foreach (var row in table.QueryAsync<TableEntity>(filter, Math.Min(limit ?? 1000, 1000), select, cancel))
                {
                    found.Add(row);
                    if (found.Count >= limit)
                    {
                        break;
                    }
                }

                return found;
            },
            cancel
        );

    /// <summary>Rows with texts of any length, each text as it was at one moment.</summary>
    public async Task<IReadOnlyList<LongRow>> QueryLongAsync(TableClient table, string filter, CancellationToken cancel)
    {
        // Somebody would have to change the same text between two pages every time.
        const int Tries = 10;
        for (var tried = 0; tried < Tries; tried++)
        {
            if (LongText.TryRead(await QueryAsync(table, filter, cancel)) is { } read)
            {
                return read;
            }
        }

        throw new StoreUnavailableException($"The rows of {table.Name} where {filter} change all the time.");
    }

    /// <summary>One row with its text, as it was at one moment; null when there is none.</summary>
    public async Task<LongRow?> GetLongAsync(TableClient table, string partition, string row, CancellationToken cancel)
    {
        var first = await GetAsync(table, partition, row, cancel);
        return first is null ? null
            : LongText.RowsOf(first) == 1 ? LongText.TryRead([first])![0]
            : await QueryLongAsync(table, Between(partition, row, LongText.FurtherKey(row, 999)), cancel) is [var whole, ..] ? whole
            : null;
    }

    /// <summary>A filter for the rows of a partition from one key to another, both included.</summary>
    public static string Between(string partition, string first, string last) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");

    /// <summary>A filter for the rows of a partition whose key begins with a prefix and a separator.</summary>
    public static string Beginning(string partition, string prefix) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix + TableKey.Separator} and RowKey lt {TableKey.After(prefix)}");

    /// <returns>False when there is such a row already.</returns>
    public Task<bool> TryAddAsync(TableClient table, TableEntity row) => WriteAsync(row, () => table.AddEntityAsync(row));

    /// <returns>False when the row is not as it was read any more.</returns>
    public Task<bool> TryReplaceAsync(TableClient table, TableEntity row, ETag tag) =>
        WriteAsync(row, () => table.UpdateEntityAsync(row, tag, TableUpdateMode.Replace));

    /// <summary>Changes some properties of a row.</summary>
    /// <returns>False when the row is not as it was read any more.</returns>
    public Task<bool> TryMergeAsync(TableClient table, TableEntity row, ETag tag) =>
        WriteAsync(row, () => table.UpdateEntityAsync(row, tag, TableUpdateMode.Merge));

    public Task PutAsync(TableClient table, TableEntity row) => WriteAsync(row, () => table.UpsertEntityAsync(row, TableUpdateMode.Replace));

    /// <returns>False when the row is not as it was read any more; one that is gone already is no failure.</returns>
    public Task<bool> TryDeleteAsync(TableClient table, string partition, string row, ETag tag = default) =>
        UseAsync(
            async () =>
            {
                try
                {
                    await table.DeleteEntityAsync(partition, row, tag == default ? ETag.All : tag);
                    return true;
                }
                catch (RequestFailedException refused) when (IsRefusal(refused))
                {
                    return refused.Status == NotFound;
                }
            },
            CancellationToken.None
        );

    /// <summary>
    /// Deletes a row with its further rows. The first one goes first: without the others it could never be read again, while
    /// others without a first one count for nothing.
    /// </summary>
    /// <param name="rows">How many rows it takes, itself included.</param>
    /// <returns>False when the first row is not as it was read any more; then all of it stays.</returns>
    public async Task<bool> TryDeleteLongAsync(TableClient table, string partition, string row, int rows, ETag tag = default)
    {
        if (!await TryDeleteAsync(table, partition, row, tag))
        {
            return false;
        }

        for (var further = 1; further < rows; further++)
        {
            await TryDeleteAsync(table, partition, LongText.FurtherKey(row, further));
        }

        return true;
    }

    /// <summary>
    /// Stores a row with its further rows, unless what is there is later: whoever slept meanwhile overwrites nothing newer.
    /// </summary>
    /// <param name="rows">Of one text; they fit into one transaction.</param>
    /// <param name="at">The property that says, in UTC ticks, from when it is. A row without it is older than all.</param>
    public async Task PutUnlessLaterAsync(TableClient table, IReadOnlyList<TableEntity> rows, string at)
    {
        var first = rows[0];
        while (true)
        {
            var stored = await GetAsync(table, first.PartitionKey, first.RowKey, CancellationToken.None, [at]);
            if (stored?.GetInt64(at) > first.GetInt64(at))
            {
                return;
            }

            var write = stored is null
                ? new TableTransactionAction(TableTransactionActionType.Add, first)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, first, stored.ETag);
            var isStored =
                rows.Count > 1
                    ? await TransactAsync(
                        table,
                        [write, .. rows.Skip(1).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))]
                    )
                        is not null
                : stored is null ? await TryAddAsync(table, first)
                : await TryReplaceAsync(table, first, stored.ETag);
            if (isStored)
            {
                return;
            }
        }
    }

    /// <summary>Stores all rows of one partition or none.</summary>
    /// <returns>The tag of each row; null when one of them was refused because of what is stored.</returns>
    /// <exception cref="TableLimitException">It is larger than the service takes; nothing was sent.</exception>
    public Task<IReadOnlyList<ETag>?> TransactAsync(TableClient table, IReadOnlyList<TableTransactionAction> actions)
    {
        TableLimits.Check(actions);
        return UseAsync<IReadOnlyList<ETag>?>(
            async () =>
            {
                try
                {
                    var done = await table.SubmitTransactionAsync(actions);
                    health.Wrote();
                    return [.. done.Value.Select(response => response.Headers.ETag ?? default)];
                }
                catch (RequestFailedException refused) when (IsRefusal(refused))
                {
                    return null;
                }
            },
            CancellationToken.None
        );
    }

    /// <summary>Writes rows that need not be stored together, in as few requests as the limits allow.</summary>
    public async Task PutAllAsync(TableClient table, IEnumerable<TableEntity> rows)
    {
        foreach (var partition in rows.GroupBy(row => row.PartitionKey))
        {
            foreach (var some in InTransactions(partition.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))))
            {
                if (some is [var one])
                {
                    await PutAsync(table, (TableEntity)one.Entity);
                }
                else
                {
                    await TransactAsync(table, some);
                }
            }
        }
    }

    /// <summary>Cuts what need not be stored together into transactions that the service takes.</summary>
    public static IEnumerable<IReadOnlyList<TableTransactionAction>> InTransactions(IEnumerable<TableTransactionAction> actions)
    {
        var some = new List<TableTransactionAction>();
        long size = 0;
        foreach (var action in actions)
        {
            var more = TableLimits.PayloadOf((TableEntity)action.Entity) + 1024;
            if (some.Count == TableLimits.ActionsInTransaction || (some.Count > 0 && size + more > TableLimits.BytesInTransaction))
            {
                yield return some;
                (some, size) = ([], 0);
            }

            some.Add(action);
            size += more;
        }

        if (some.Count > 0)
        {
            yield return some;
        }
    }

    /// <summary>
    /// What time it is by the clock of the service, which also says when each row was written: for waits that all replicas measure alike.
    /// </summary>
    public Task<DateTimeOffset> NowAsync() =>
        UseAsync(
            async () =>
                (await Index.GetEntityIfExistsAsync<TableEntity>("now", "now")).GetRawResponse().Headers.Date
                ?? throw new InvalidDataException("The store does not say what time it is."),
            CancellationToken.None
        );

    private Task<bool> WriteAsync(TableEntity row, Func<Task<Response>> write)
    {
        TableLimits.Check(row);
        return UseAsync(
            async () =>
            {
                try
                {
                    await write();
                    health.Wrote();
                    return true;
                }
                catch (RequestFailedException refused) when (IsRefusal(refused))
                {
                    return false;
                }
            },
            CancellationToken.None
        );
    }

    private async Task<T> UseAsync<T>(Func<Task<T>> use, CancellationToken cancel)
    {
        try
        {
            return await use();
        }
        catch (Exception failure) when ((IsUnavailable(failure) || IsUnreadable(failure)) && !cancel.IsCancellationRequested)
        {
            var why = failure is RequestFailedException answer ? $"{answer.Status} {answer.ErrorCode}".TrimEnd() : failure.GetType().Name;
            health.Failed(why);
            throw new StoreUnavailableException($"The store cannot be used just now: {why}", failure);
        }
    }

    /// <summary>Exists already, is not as it was read, or is gone.</summary>
    private static bool IsRefusal(RequestFailedException answer) =>
        answer is { Status: 409, ErrorCode: "EntityAlreadyExists" or null or "" }
        || answer is { Status: 412 }
        || answer is { Status: NotFound, ErrorCode: "ResourceNotFound" or null or "" };

    /// <summary>An answer that is none, such as a page of a proxy in place of a transaction's: nobody knows what became of the request.</summary>
    private static bool IsUnreadable(Exception failure) => failure is InvalidOperationException or FormatException or JsonException;

    private static bool IsUnavailable(Exception failure) =>
        failure switch
        {
            RequestFailedException { Status: var status } => status is 0 or 401 or 403 or 404 or 408 or 409 or 429 or >= 500,
            AggregateException several => several.InnerExceptions.All(IsUnavailable),
            OperationCanceledException or IOException or HttpRequestException or AuthenticationFailedException => true,
            _ => false,
        };
}
