using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>Escalations in their partitions: what they are, their events, their cards; and the index by which they are found.</summary>
internal sealed class TableEscalations(TableAccess tables)
{
    public const string EventPrefix = "event";

    private const string EventHash = "Hash";

    /// <summary>So many heads are remembered as they were stored or read last.</summary>
    private const int MostKnown = 200;

    private readonly ConcurrentDictionary<string, Head> known = [];

    public static string EventRow(int sequence) => $"{EventPrefix}{TableKey.Separator}{sequence.ToString("D9", CultureInfo.InvariantCulture)}";

    public static IEnumerable<TableTransactionAction> EventRows(string partition, SealedEvent stored) =>
        LongText
            .Write(new(partition, EventRow(stored.Sequence)) { [EventHash] = stored.Hash }, stored.Json)
            .Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));

    /// <summary>The rows of an event of which texts were erased.</summary>
    /// <param name="at">When, UTC ticks.</param>
    public static IReadOnlyList<TableEntity> LeftRows(string partition, SealedEvent left, long at) =>
        LongText.Write(new(partition, EventRow(left.Sequence)) { [EventHash] = left.Hash, [TableDirectory.At] = at }, left.Json);

    /// <summary>The head as it is stored now; null when there is no such escalation.</summary>
    public async Task<Head?> LoadAsync(string tenant, EscalationId id, CancellationToken cancel)
    {
        var partition = Head.PartitionOf(tenant, id);
        var head = await tables.GetLongAsync(tables.Escalations, partition, Head.Row, cancel) is { } row ? Head.Read(row) : null;
        Know(partition, head);
        return head;
    }

    /// <summary>The head as it was when it was seen last; null when it has not been seen, or not at all.</summary>
    public Head? Known(string tenant, EscalationId id) => known.GetValueOrDefault(Head.PartitionOf(tenant, id));

    public void Know(string partition, Head? head)
    {
        if (head is null)
        {
            known.TryRemove(partition, out _);
            return;
        }

        if (known.Count > MostKnown)
        {
            known.Clear();
        }

        known[partition] = head;
    }

    /// <summary>The head without its text; null when there is no such escalation.</summary>
    public async Task<Head?> SummaryAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        await tables.GetAsync(tables.Escalations, Head.PartitionOf(tenant, id), Head.Row, cancel, Head.Summary) is { } row ? Head.Summarised(row) : null;

    /// <summary>What is so by the snapshot, or by the events where it is of another shape.</summary>
    /// <exception cref="JsonException">Neither can be read.</exception>
    public async Task<Escalation> ReadAsync(Head head, CancellationToken cancel)
    {
        if (StoredText.Snapshot(head.Snapshot) is { } read)
        {
            return read;
        }

        var history = await HistoryAsync(head.Tenant, head.Id, cancel);
        try
        {
            return Escalation.Fold(head.Tenant, head.Id, history.Select(HashChain.Open));
        }
        catch (Exception damaged) when (damaged is not JsonException)
        {
            throw new JsonException($"{head.Id} cannot be folded from its events: {damaged.Message}", damaged);
        }
    }

    public async Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        await LoadAsync(tenant, id, cancel) is { } head ? await ReadAsync(head, cancel) : null;

    public async Task<EscalationWithCards?> FindWithCardsAsync(string tenant, EscalationId id, CancellationToken cancel)
    {
        // The keys of cards begin as that of the head does: one range is read at one moment.
        var partition = Head.PartitionOf(tenant, id);
        var rows = await tables.QueryLongAsync(tables.Escalations, TableAccess.Between(partition, Head.Row, Carrying.CardRow("~")), cancel);
        if (rows.Count == 0 || rows[0].First.RowKey != Head.Row)
        {
            return null;
        }

        var head = Head.Read(rows[0]);
        Know(partition, head);
        return new(
            await ReadAsync(head, cancel),
            [.. rows.Skip(1).Select(row => StoredText.PostedCard(row.Text)).OrderBy(card => card.OrderingKey, StringComparer.Ordinal)]
        );
    }

    public async Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string orderingKey, CancellationToken cancel) =>
        await tables.GetLongAsync(tables.Escalations, Head.PartitionOf(tenant, id), Carrying.CardRow(orderingKey), cancel) is { } row
            ? StoredText.PostedCard(row.Text)
            : null;

    public async Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        [.. (await tables.QueryLongAsync(tables.Escalations, TableAccess.Beginning(Head.PartitionOf(tenant, id), EventPrefix), cancel)).Select(Event)];

    public async Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel) =>
        sequence > 0 && await tables.GetLongAsync(tables.Escalations, Head.PartitionOf(tenant, id), EventRow(sequence), cancel) is { } row ? Event(row) : null;

    /// <summary>
    /// Brings the index to what a head says, and looks afterwards whether the head is still so: whoever came between may have
    /// been overwritten there, and is brought there again.
    /// </summary>
    /// <param name="head">The head that was just stored; null to read it.</param>
    public async Task IndexAsync(string tenant, EscalationId id, Head? head = null)
    {
        head ??= await LoadAsync(tenant, id, CancellationToken.None);
        while (head is not null)
        {
            await Task.WhenAll(IndexRows.Of(head).GroupBy(row => row.PartitionKey).Select(rows => tables.PutAllAsync(tables.Index, rows)));
            await Task.WhenAll(head.Stale.Select(IndexRows.Place).Select(place => tables.TryDeleteAsync(tables.Index, place.Partition, place.Row)));
            var now = await SummaryAsync(tenant, id, CancellationToken.None);
            if (now is null || now.Version == head.Version)
            {
                await ForgetStaleAsync(head, now);
                return;
            }

            // What this one was found by is no longer so, however many versions came since.
            var keys = IndexRows.KeysOf(head);
            head = await LoadAsync(tenant, id, CancellationToken.None);
            if (head is not null)
            {
                head = head with { Stale = [.. head.Stale.Union(keys).Except(IndexRows.KeysOf(head))] };
            }
        }
    }

    /// <summary>By what it was found may be a text that has been erased. Where it changes meanwhile, its next version says what is stale.</summary>
    private async Task ForgetStaleAsync(Head head, Head? now)
    {
        if (now is not null && head is { ErasedAt: not null, Stale.Count: > 0 })
        {
            await tables.TryMergeAsync(tables.Escalations, new(head.Partition, Head.Row) { [nameof(Head.Stale)] = "" }, now.Tag);
            Know(head.Partition, null);
        }
    }

    /// <summary>The keys by which an escalation is to be found.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(Head summary, CancellationToken cancel) =>
        await LoadAsync(summary.Tenant, summary.Id, cancel) is { } head ? IndexRows.KeysOf(head) : [];

    /// <summary>The summaries of all escalations that there are.</summary>
    public Task<List<TableEntity>> AllAsync(CancellationToken cancel) =>
        tables.QueryAsync(tables.Escalations, TableClient.CreateQueryFilter($"RowKey eq {Head.Row}"), cancel, select: Head.Summary);

    private static SealedEvent Event(LongRow row) =>
        new(int.Parse(row.First.RowKey.AsSpan(EventPrefix.Length + 1), CultureInfo.InvariantCulture), row.Text, row.First.GetString(EventHash));
}
