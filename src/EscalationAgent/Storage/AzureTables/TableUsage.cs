using System.Globalization;
using Azure.Data.Tables;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>What models have cost: one partition for each tenant and day, one row for each person.</summary>
internal sealed class TableUsage(TableAccess tables)
{
    private readonly KeyedLock turns = new();

    public Task AddAsync(ModelUse use) => turns.RunAsync($"{use.Tenant}|{use.PersonId}", async () =>
        {
            var (partition, row, once) = (PartitionOf(use.Tenant, use.Day), TableKey.Encode(use.PersonId), $"{Guid.NewGuid():N}");
            while (true)
            {
                var stored = await tables.GetAsync(tables.Usage, partition, row, CancellationToken.None);
                if (stored?.GetString("Last") == once)
                {
                    // An earlier try was stored, though no answer came.
                    return true;
                }

                var after = new TableEntity(partition, row)
                {
                    ["Day"] = Text(use.Day),
                    ["Calls"] = (stored?.GetInt64("Calls") ?? 0) + use.Calls,
                    ["Tokens"] = (stored?.GetInt64("Tokens") ?? 0) + use.Tokens,
                    ["Last"] = once,
                };
                if (stored is null ? await tables.TryAddAsync(tables.Usage, after) : await tables.TryReplaceAsync(tables.Usage, after, stored.ETag))
                {
                    return true;
                }
            }
        });

    public async Task<ModelUseOfDay> FindAsync(string tenant, string personId, DateOnly day, CancellationToken cancel)
    {
        var rows = await tables.QueryAsync(tables.Usage, TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(tenant, day)}"), cancel);
        return new(CostOf(rows.Where(row => row.RowKey == TableKey.Encode(personId))), CostOf(rows));
    }

    /// <summary>Removes what was used before a day.</summary>
    public async Task PruneAsync(DateOnly before, CancellationToken cancel)
    {
        foreach (
            var row in await tables.QueryAsync(
                tables.Usage,
                TableClient.CreateQueryFilter($"Day lt {Text(before)}"),
                cancel,
                select: ["PartitionKey", "RowKey"]
            )
        )
        {
            await tables.TryDeleteAsync(tables.Usage, row.PartitionKey, row.RowKey);
        }
    }

    private static ModelCost CostOf(IEnumerable<TableEntity> rows) =>
        rows.Aggregate(new ModelCost(0, 0), (sum, row) => new(sum.Calls + (row.GetInt64("Calls") ?? 0), sum.Tokens + (row.GetInt64("Tokens") ?? 0)));

    private static string PartitionOf(string tenant, DateOnly day) => TableKey.Of(tenant, Text(day));

    /// <summary>Days are stored so that they sort.</summary>
    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
