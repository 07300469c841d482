using Azure.Data.Tables;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>What texts go out of, beside the events of escalations. Every step can be done again: what was broken off is done by whoever asks next.</summary>
internal sealed class TableErasures(TableAccess tables, TableDirectory directory)
{
    public async Task<IReadOnlyList<EndedKey>> EndedAsync(DateTimeOffset before, EndedKey? after, int limit, CancellationToken cancel)
    {
        var (first, last) = ($"{IndexRows.EndedPrefix}{TableKey.Separator}", TableKey.After(IndexRows.EndedPrefix));
        var rows = await tables.QueryAsync(
            tables.Index,
            TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {last} and EndedAt le {before.UtcTicks}"),
            cancel,
            select: [nameof(Head.Tenant), nameof(Head.Id), nameof(Head.EndedAt), nameof(Head.ErasedAt)]
        );
        return
        [
            .. rows.Where(row => row.GetInt64(nameof(Head.ErasedAt)) is null)
                .Select(row => new EndedKey(row.GetString(nameof(Head.Tenant)), Head.IdOf(row), Sql.Instant(row.GetInt64(nameof(Head.EndedAt)) ?? 0)))
                .OrderBy(Order)
                .Where(key => after is not { } reached || Order(key).CompareTo(Order(reached)) > 0)
                .Distinct()
                .Take(limit),
        ];
    }

    public async Task<IReadOnlyList<EscalationId>> AllAsync(string tenant, CancellationToken cancel)
    {
        var (first, last) = ($"{TableKey.Encode(tenant)}{TableKey.Separator}", TableKey.After(TableKey.Encode(tenant)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {last} and RowKey eq {Head.Row}");
        var rows = await tables.QueryAsync(tables.Escalations, filter, cancel, select: [nameof(Head.Id)]);
        return [.. rows.Select(Head.IdOf).OrderBy(id => id.Year).ThenBy(id => id.Number)];
    }

    /// <inheritdoc cref="IErasures.EraseAsync"/>
    public async Task<int> EraseAsync(string tenant, ErasedPerson person, DateTimeOffset now, CancellationToken cancel)
    {
        var changed = 0;
        foreach (var entry in (await directory.EntriesAsync(tenant, cancel)).Where(entry => !DirectoryEntry.IsChained(entry.Kind)))
        {
            if (DirectoryEntry.IsOf(entry.Kind, entry.Key, entry.Json, person))
            {
                await directory.RemoveAsync(tenant, entry);
                changed++;
            }
            else if (ErasedText.WithoutPerson(entry.Json, person) is var left && left != entry.Json)
            {
                var again = DirectoryEntry.Again(entry.Kind, entry.Key, left);
                if (again.Key != entry.Key)
                {
                    await directory.RemoveAsync(tenant, entry);
                }

                await directory.ApplyAsync(tenant, new() { At = now.UtcTicks, Entry = again });
                changed++;
            }
        }

        changed += await directory.RewriteChangesAsync(tenant, json => ErasedText.WithoutPerson(json, person), cancel);
        foreach (var partition in new[] { tables.Escalations, tables.Outbox })
        {
            changed += await ForgetPlacesAsync(partition, tenant, person, cancel);
        }

        foreach (var id in person.Ids)
        {
            foreach (
                var row in await tables.QueryAsync(
                    tables.Usage,
                    $"{TenantFilter(tenant)} and {TableClient.CreateQueryFilter($"RowKey eq {TableKey.Encode(id)}")}",
                    cancel,
                    select: ["PartitionKey", "RowKey"]
                )
            )
            {
                await tables.TryDeleteAsync(tables.Usage, row.PartitionKey, row.RowKey);
                changed++;
            }
        }

        return changed;
    }

    /// <summary>Cards in their chat, and what is left of messages to them.</summary>
    private async Task<int> ForgetPlacesAsync(TableClient table, string tenant, ErasedPerson person, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var id in person.Ids)
        {
            var place = new ToPerson(id).OrderingKey;
            var filter =
                table == tables.Outbox
                    ? TableClient.CreateQueryFilter($"PartitionKey eq {Lanes.PartitionOf(tenant, place)}")
                    : $"{TenantFilter(tenant)} and {TableClient.CreateQueryFilter($"RowKey eq {Carrying.CardRow(place)}")}";
            foreach (var row in await tables.QueryAsync(table, filter, cancel, select: ["PartitionKey", "RowKey"]))
            {
                await tables.TryDeleteAsync(table, row.PartitionKey, row.RowKey);
                removed++;
            }
        }

        return removed;
    }

    private static string TenantFilter(string tenant)
    {
        var (first, last) = ($"{TableKey.Encode(tenant)}{TableKey.Separator}", TableKey.After(TableKey.Encode(tenant)));
        return TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {last}");
    }

    private static (long, string, int, int) Order(EndedKey key) => (key.EndedAt.UtcTicks, key.Tenant, key.Id.Year, key.Id.Number);
}
