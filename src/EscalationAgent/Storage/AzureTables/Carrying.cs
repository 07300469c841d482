using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Data.Tables;
using Escalations;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>Where a transaction was stored that owes something to other partitions.</summary>
/// <param name="Table">Its name without the prefix.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Id">The escalation whose rows in the index may have to be made; null for none.</param>
internal sealed record Source(string Table, string Partition, string Tenant, EscalationId? Id = null);

/// <summary>
/// What follows from a commit in other partitions. Before it is stored a note of it is written; it is stored with a mark that it
/// took place, and with what it owes; then that is carried to where it belongs, and the note removed. Whoever finds an
/// old note finishes the commit, or, where the mark is missing, makes sure that it never takes place: a replica that slept over
/// it loses its write.
/// </summary>
internal sealed class Carrying(TableAccess tables, Lanes lanes, TableDirectory directory)
{
    public const string NotePartition = "notes";
    public const string OwedPrefix = "owed";
    public const string MarkPrefix = "commit";
    private const string CardPrefix = "headcard";
    private const string Abandoned = "Abandoned";
    private const string HasAnswer = "HasAnswer";

    private const int LanesAtOnce = 8;

    /// <summary>So many partitions are remembered as owing nothing.</summary>
    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<(string, string), long> carried = [];

    public static string CardRow(string orderingKey) => $"{CardPrefix}{TableKey.Separator}{TableKey.Encode(orderingKey)}";

    /// <summary>What is written before a commit, so that it is found when its process dies over it.</summary>
    public Task NoteAsync(Source source, string commit) =>
        tables.PutAsync(
            tables.Index,
            new(NotePartition, commit)
            {
                ["Table"] = source.Table,
                ["Partition"] = source.Partition,
                ["Tenant"] = source.Tenant,
                ["Id"] = source.Id?.ToString(),
            }
        );

    public Task ForgetNoteAsync(string commit) => tables.TryDeleteAsync(tables.Index, NotePartition, commit);

    public static Source SourceOf(TableEntity note) =>
        new(note.GetString("Table"), note.GetString("Partition"), note.GetString("Tenant"), note.GetString("Id") is { } id ? EscalationId.Parse(id) : null);

    /// <summary>The mark that a commit has taken place. It cannot be stored when the commit was abandoned.</summary>
    public static IEnumerable<TableTransactionAction> Mark(Source source, string commit, string? answer, DateTimeOffset at)
    {
        var mark = new TableEntity(source.Partition, MarkRow(commit)) { [HasAnswer] = answer is not null, [TableDirectory.At] = at.UtcTicks };
        return LongText.Write(mark, answer ?? "").Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
    }

    /// <summary>Whether a commit has taken place, and what its delivery was answered.</summary>
    /// <returns>Null when that is not decided.</returns>
    public async Task<CommitOutcome?> OutcomeAsync(Source source, string commit, CancellationToken cancel) =>
        await tables.GetLongAsync(tables.Named(source.Table), source.Partition, MarkRow(commit), cancel) is { } mark
            ? mark.First.GetBoolean(Abandoned) is true
                ? CommitOutcome.Abandoned
                : new(true, mark.First.GetBoolean(HasAnswer) is true ? mark.Text : null)
            : null;

    /// <summary>Makes sure that a commit never takes place, unless it has.</summary>
    public async Task<CommitOutcome> AbandonAsync(Source source, string commit, DateTimeOffset at)
    {
        var mark = new TableEntity(source.Partition, MarkRow(commit)) { [Abandoned] = true, [TableDirectory.At] = at.UtcTicks };
        return await tables.TryAddAsync(tables.Named(source.Table), mark)
            ? CommitOutcome.Abandoned
            : await OutcomeAsync(source, commit, CancellationToken.None) ?? CommitOutcome.Abandoned;
    }

    /// <summary>The rows that are stored with a commit for what it owes.</summary>
    /// <param name="order">Of two commits of one partition the later one has the greater.</param>
    public static IEnumerable<TableTransactionAction> Owe(Source source, long order, IReadOnlyList<OwedItem> items) =>
        items.Count == 0
            ? []
            : LongText
                .Write(new(source.Partition, OwedRow(order)) { ["Tenant"] = source.Tenant }, Text(items))
                .Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));

    /// <summary>Carries what a commit owes to where it belongs, after all that its partition still owes from before.</summary>
    /// <param name="lastOwed">The order of the last commit of the partition before it that owed anything; 0 for none, null when that is not known.</param>
    public async Task CarryAsync(Source source, long order, IReadOnlyList<OwedItem> items, long? lastOwed)
    {
        var key = (source.Table, source.Partition);
        if (lastOwed == 0 || (lastOwed is { } last && carried.TryGetValue(key, out var done) && done >= last))
        {
            await ApplyAsync(source.Tenant, items, mayBeThere: false);
            await tables.TryDeleteLongAsync(tables.Named(source.Table), source.Partition, OwedRow(order), LongText.RowsFor(Text(items)));
        }
        else
        {
            await CarryAllAsync(source);
        }

        if (carried.Count > MostKnown)
        {
            carried.Clear();
        }

        carried[key] = order;
    }

    /// <summary>Carries all that a partition owes, the earliest first.</summary>
    public async Task CarryAllAsync(Source source)
    {
        var table = tables.Named(source.Table);
        foreach (var owed in await tables.QueryLongAsync(table, TableAccess.Beginning(source.Partition, OwedPrefix), CancellationToken.None))
        {
            var items = JsonSerializer.Deserialize(owed.Text, TableJson.Default.ListOwedItem)
                ?? throw new InvalidDataException($"What {source.Partition} owes is empty.");
            await ApplyAsync(source.Tenant, items, mayBeThere: true);
            await tables.TryDeleteLongAsync(table, source.Partition, owed.First.RowKey, LongText.RowsOf(owed.First));
        }
    }

    /// <summary>Makes so what was owed.</summary>
    /// <param name="mayBeThere">Whether some of it may have been made so before.</param>
    public async Task ApplyAsync(string tenant, IReadOnlyList<OwedItem> items, bool mayBeThere)
    {
        foreach (var item in items.Where(item => item.Message is null))
        {
            if (item.Left is { } left)
            {
                await PutAsync(tenant, left, item.At);
            }
            else if (item.Card is { } card)
            {
                var row = new TableEntity(Head.PartitionOf(tenant, new(card.Year, card.Number)), CardRow(card.OrderingKey)) { [TableDirectory.At] = item.At };
                await tables.PutUnlessLaterAsync(tables.Escalations, LongText.Write(row, card.Json), TableDirectory.At);
            }
            else
            {
                await directory.ApplyAsync(tenant, item);
            }
        }

        await Parallel.ForEachAsync(
            items.Where(item => item.Message is not null).GroupBy(item => item.Message!.OrderingKey),
            new ParallelOptions { MaxDegreeOfParallelism = LanesAtOnce },
            async (lane, _) => await lanes.ArriveAsync(tenant, [.. lane.Select(item => (item.Message!, item.At))], mayBeThere)
        );
    }

    /// <summary>Puts what is left of an event in its place, unless a later erasure has; of a longer text before it no row stays.</summary>
    private async Task PutAsync(string tenant, LeftEvent left, long at)
    {
        var (partition, first) = (Head.PartitionOf(tenant, new(left.Year, left.Number)), TableEscalations.EventRow(left.Sequence));
        var rows = TableEscalations.LeftRows(partition, new(left.Sequence, left.Json, left.Hash), at);
        await tables.PutUnlessLaterAsync(tables.Escalations, rows, TableDirectory.At);
        var further = TableAccess.Between(partition, LongText.FurtherKey(first, rows.Count), LongText.FurtherKey(first, 999));
        foreach (var row in await tables.QueryAsync(tables.Escalations, further, CancellationToken.None, select: ["PartitionKey", "RowKey"]))
        {
            await tables.TryDeleteAsync(tables.Escalations, row.PartitionKey, row.RowKey);
        }
    }

    private static string MarkRow(string commit) => $"{MarkPrefix}{TableKey.Separator}{commit}";

    private static string OwedRow(long order) => $"{OwedPrefix}{TableKey.Separator}{TableKey.Sortable(order)}";

    private static string Text(IReadOnlyList<OwedItem> items) => JsonSerializer.Serialize([.. items], TableJson.Default.ListOwedItem);
}

/// <param name="IsStored">False when the commit never takes place.</param>
/// <param name="Answer">What its delivery was answered.</param>
internal sealed record CommitOutcome(bool IsStored, string? Answer)
{
    public static CommitOutcome Abandoned { get; } = new(false, null);
}
