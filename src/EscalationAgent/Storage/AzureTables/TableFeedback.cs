using System.Security.Cryptography;
using Azure.Data.Tables;
using Escalations;
using Escalations.Reporting;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// What people thought: one partition for each tenant, one row (a long one) for all answers of a month to a playbook, sorted by the hashes
/// of their tickets. The service notes when a row was written, so a row of its own would say when each answer came.
/// </summary>
internal sealed class TableFeedback(TableAccess tables)
{
    private const string KeyRow = "key";

    private const string Sheets = "sheet";

    private readonly KeyedLock turns = new();

    public async Task<byte[]> KeyAsync(string tenant, CancellationToken cancel)
    {
        var partition = TableKey.Encode(tenant);
        while (true)
        {
            if (await FindKeyAsync(tenant, cancel) is { } key)
            {
                return key;
            }

            // Whoever comes second reads what the first one has made.
            await tables.TryAddAsync(tables.Feedback, new(partition, KeyRow) { ["Key"] = RandomNumberGenerator.GetBytes(32) });
        }
    }

    public async Task<byte[]?> FindKeyAsync(string tenant, CancellationToken cancel) =>
        (await tables.GetAsync(tables.Feedback, TableKey.Encode(tenant), KeyRow, cancel))?.GetBinary("Key");

    public Task PutKeyAsync(string tenant, byte[] key) => tables.PutAsync(tables.Feedback, new(TableKey.Encode(tenant), KeyRow) { ["Key"] = key });

    public Task KeepAsync(string tenant, FeedbackAnswer answer) => turns.RunAsync(tenant, async () =>
        {
            var (partition, row) = (TableKey.Encode(tenant), TableKey.Of(Sheets, answer.Month, answer.Playbook));
            while (true)
            {
                var stored = await tables.GetLongAsync(tables.Feedback, partition, row, CancellationToken.None);
                var answers = stored is null ? [] : StoredText.FeedbackAnswers(stored.Text);
                answers.RemoveAll(other => other.Ticket == answer.Ticket);
                answers.Add(answer);
                answers.Sort((one, other) => string.CompareOrdinal(one.Ticket, other.Ticket));
                var first = new TableEntity(partition, row) { ["Month"] = answer.Month, ["Playbook"] = answer.Playbook };
                var rows = LongText.Write(first, StoredText.Of(answers));
                IReadOnlyList<TableTransactionAction> write =
                [
                    stored is null ? new(TableTransactionActionType.Add, first) : new(TableTransactionActionType.UpdateReplace, first, stored.First.ETag),
                    .. rows.Skip(1).Select(further => new TableTransactionAction(TableTransactionActionType.UpsertReplace, further)),
                ];
                if (await tables.TransactAsync(tables.Feedback, write) is not null)
                {
                    return true;
                }
            }
        });

    public async Task<IReadOnlyList<FeedbackAnswer>> AllAsync(string tenant, CancellationToken cancel) =>
        [
            .. (await tables.QueryLongAsync(tables.Feedback, TableAccess.Beginning(TableKey.Encode(tenant), Sheets), cancel))
                .OrderBy(sheet => sheet.First.GetString("Month"), StringComparer.Ordinal)
                .ThenBy(sheet => sheet.First.GetString("Playbook"), StringComparer.Ordinal)
                .SelectMany(sheet => StoredText.FeedbackAnswers(sheet.Text)),
        ];

    /// <summary>Whole rows alone go, with what is left of when they were longer.</summary>
    /// <returns>How many answers were removed.</returns>
    public async Task<int> EraseAsync(string? playbook, ReportMonth before, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"Month lt {before.ToString()}");
        var removed = 0;
        foreach (var sheet in await tables.QueryAsync(tables.Feedback, filter, cancel, select: ["PartitionKey", "RowKey", "Playbook"]))
        {
            if (
                (playbook is null || sheet.GetString("Playbook") == playbook)
                && await tables.GetLongAsync(tables.Feedback, sheet.PartitionKey, sheet.RowKey, cancel) is { } whole
            )
            {
                removed += StoredText.FeedbackAnswers(whole.Text).Count;
                var further = TableAccess.Between(sheet.PartitionKey, LongText.FurtherKey(sheet.RowKey, 1), LongText.FurtherKey(sheet.RowKey, 999));
                await tables.TryDeleteAsync(tables.Feedback, sheet.PartitionKey, sheet.RowKey);
                foreach (var left in await tables.QueryAsync(tables.Feedback, further, cancel, select: ["PartitionKey", "RowKey"]))
                {
                    await tables.TryDeleteAsync(tables.Feedback, left.PartitionKey, left.RowKey);
                }
            }
        }

        return removed;
    }
}
