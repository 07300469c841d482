using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using EscalationAgent.Storage.Archives;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// All that is stored of one tenant, out of the tables and into them. A service without transactions over partitions cannot store it as a
/// whole: a mark says that it is not whole yet, no bot works on the tables while it is there, and the same archive goes on where it was
/// broken off.
/// </summary>
internal sealed class TableTenant(
    TableAccess tables,
    TableEscalations escalations,
    TableDirectory directory,
    TableCommits commits,
    TableErasures all,
    TableEditions editions,
    TableFeedback feedback,
    Carrying carrying,
    Lanes lanes,
    BackgroundTasks background
)
{
    private const string Imports = "imports";
    private const string ArchiveHash = "Archive";

    /// <summary>So many messages are made owed together, in their order.</summary>
    private const int MessagesAtOnce = 100;

    private const long BytesAtOnce = 1024 * 1024;

    /// <summary>Tenants whose import was broken off.</summary>
    public async Task<IReadOnlyList<string>> HalfAsync(CancellationToken cancel) =>
        [
            .. (await tables.QueryAsync(tables.Index, TableClient.CreateQueryFilter($"PartitionKey eq {Imports}"), cancel)).Select(row =>
                row.GetString("Tenant")
            ),
        ];

    public async Task<bool> HoldsAsync(string tenant, string archive, CancellationToken cancel)
    {
        if (await tables.GetAsync(tables.Index, Imports, TableKey.Encode(tenant), cancel) is { } begun)
        {
            return begun.GetString(ArchiveHash) != archive;
        }

        return await directory.HasAnythingAsync(tenant, cancel)
            || (await all.AllAsync(tenant, cancel)).Count > 0
            || (await LanesAsync(tenant, cancel)).Any(lane => lane.Lane.Waiting.Count > 0);
    }

    public async IAsyncEnumerable<TenantRecord> ReadAsync(string tenant, [EnumeratorCancellation] CancellationToken cancel)
    {
        var notes = await tables.QueryAsync(
            tables.Index,
            TableClient.CreateQueryFilter($"PartitionKey eq {Carrying.NotePartition} and Tenant eq {tenant}"),
            cancel
        );
        if (notes.Count > 0)
        {
            throw new InvalidDataException(
                $"{notes.Count} commits of tenant {tenant} are not finished yet. Let the bot run for a minute, stop it, and ask again."
            );
        }

        var prefix = TableCommits.CounterPrefix(tenant);
        var numbers = await tables.QueryAsync(
            tables.Index,
            TableClient.CreateQueryFilter($"PartitionKey ge {prefix + TableKey.Separator} and PartitionKey lt {TableKey.After(prefix)}"),
            cancel
        );
        foreach (var row in numbers)
        {
            yield return new NumberRecord(int.Parse(row.PartitionKey[(prefix.Length + 1)..], CultureInfo.InvariantCulture), (int)(row.GetInt64("Last") ?? 0));
        }

        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in await all.AllAsync(tenant, cancel))
        {
            var history = await escalations.HistoryAsync(tenant, id, cancel);
            yield return new EscalationRecord(id.ToString(), history.Count, history[^1].Hash);
            foreach (var happened in history)
            {
                yield return new EventRecord(happened.Sequence, happened.Hash, happened.Json);
            }

            foreach (var card in (await escalations.FindWithCardsAsync(tenant, id, cancel))?.Cards ?? [])
            {
                yield return new CardRecord(StoredText.Of(card));
            }

            named.UnionWith(EditionRecords.NamedIn(history));
        }

        foreach (var entry in await directory.EntriesAsync(tenant, cancel))
        {
            yield return new EntryRecord(entry.Kind, entry.Key, entry.Json);
        }

        foreach (var change in (await directory.ChangeRowsAsync(tenant, cancel)).Reverse())
        {
            yield return new ChangeRecord(change.Text);
        }

        foreach (var name in named)
        {
            if (await editions.FindAsync(name, cancel) is { } edition)
            {
                yield return EditionRecords.Of(edition);
            }
        }

        if (await feedback.FindKeyAsync(tenant, cancel) is { } key)
        {
            yield return new FeedbackKeyRecord(Convert.ToHexStringLower(key));
        }

        foreach (var answer in await feedback.AllAsync(tenant, cancel))
        {
            yield return new FeedbackRecord(StoredText.Of(answer));
        }

        foreach (var (partition, lane) in await LanesAsync(tenant, cancel))
        {
            // As they came: that is their order.
            foreach (var entry in lane.Waiting)
            {
                if (await lanes.TextAsync(partition, entry.Number, cancel) is { } text)
                {
                    var waits = entry.Token is null && entry.ReadyAt > entry.OwedAt;
                    yield return new OwedRecord(text, entry.Token is not null || entry.Doubts > 0, waits ? Sql.Instant(entry.ReadyAt) : null);
                }
            }
        }
    }

    public async Task WriteAsync(ArchiveReader archive, DateTimeOffset now, CancellationToken cancel)
    {
        var (tenant, hash) = (archive.Header.Tenant, archive.Header.Hash);
        var mark = new TableEntity(Imports, TableKey.Encode(tenant)) { [ArchiveHash] = hash, ["Tenant"] = tenant };
        await tables.PutAsync(tables.Index, mark);
        var (owed, size, line) = (new List<OutboxMessage>(), 0L, 0L);
        await archive.ReadAsync(
            async (record, whole) =>
            {
                line++;
                if (whole is not null)
                {
                    await WriteAsync(tenant, whole, now, cancel);
                }

                switch (record)
                {
                    case NumberRecord number:
                        await commits.CountAtLeastAsync(tenant, new(number.Year, number.Last));
                        break;
                    case EntryRecord entry:
                        await directory.ApplyAsync(tenant, new() { At = now.UtcTicks, Entry = new(entry.Kind, entry.Key, entry.Json) });
                        if (entry.Kind == DirectoryEntry.BindingKind)
                        {
                            await directory.NoteTenantAsync(tenant);
                        }

                        break;
                    case ChangeRecord change:
                        await StoreAsync(
                            new()
                            {
                                Tenant = tenant,
                                At = now,
                                Directory = new() { Changes = [StoredText.DirectoryChange(change.Json)] },
                            }
                        );
                        break;
                    case EditionRecord edition:
                        await editions.KeepAsync(EditionRecords.Read(edition));
                        break;
                    case FeedbackKeyRecord signing:
                        await feedback.PutKeyAsync(tenant, Convert.FromHexString(signing.Key));
                        break;
                    case FeedbackRecord answer:
                        await feedback.KeepAsync(tenant, StoredText.FeedbackAnswer(answer.Json));
                        break;
                    case OwedRecord message:
                        owed.Add(message.Message());
                        size += message.Json.Length;
                        if (owed.Count == MessagesAtOnce || size > BytesAtOnce)
                        {
                            await OweAsync();
                        }

                        break;
                }
            },
            cancel
        );
        await OweAsync();
        await background.EndedAsync(cancel);
        await tables.TryDeleteAsync(tables.Index, Imports, mark.RowKey);

        async Task OweAsync()
        {
            if (owed.Count > 0)
            {
                await StoreAsync(
                    new()
                    {
                        Tenant = tenant,
                        At = now,
                        Messages = [.. owed],
                    }
                );
                owed.Clear();
                size = 0;
            }
        }

        // Under the same name it is stored once, however often the archive is read.
        async Task StoreAsync(Commit commit)
        {
            await commits.AcceptAsync(commit with { Delivery = string.Create(CultureInfo.InvariantCulture, $"import|{hash}|{line}") });
            await background.EndedAsync(cancel);
        }
    }

    /// <summary>The events first: without its head an escalation is not there.</summary>
    private async Task WriteAsync(string tenant, ArchivedEscalation whole, DateTimeOffset now, CancellationToken cancel)
    {
        var changes = new List<ReportChange>();
        var fold = ReportFold.Of(tenant, whole.Id, whole.Events.Select(HashChain.Open), changes);
        var head = Head.Of(null, whole.Now, whole.Events[^1].Hash, new ReportRecord().With(fold, changes), 0);
        if (await escalations.LoadAsync(tenant, whole.Id, cancel) is null)
        {
            await tables.PutAllAsync(
                tables.Escalations,
                whole.Events.SelectMany(stored => TableEscalations.EventRows(head.Partition, stored)).Select(action => (TableEntity)action.Entity)
            );
            await tables.PutAllAsync(tables.Escalations, head.Rows());
            escalations.Know(head.Partition, null);
        }

        await escalations.IndexAsync(tenant, whole.Id);
        await carrying.ApplyAsync(
            tenant,
            [
                .. whole.Cards.Select(card => new OwedItem
                {
                    At = now.UtcTicks,
                    Card = new(card.Id.Year, card.Id.Number, card.OrderingKey, StoredText.Of(card)),
                }),
            ],
            mayBeThere: true
        );
    }

    private async Task<IReadOnlyList<(string Partition, Lane Lane)>> LanesAsync(string tenant, CancellationToken cancel)
    {
        var prefix = TableKey.Encode(tenant);
        var (first, last) = ($"{prefix}{TableKey.Separator}", TableKey.After(prefix));
        var rows = await tables.QueryAsync(
            tables.Outbox,
            TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {last} and RowKey eq {Lanes.LaneRow}"),
            cancel,
            select: ["PartitionKey"]
        );
        var found = new List<(string, Lane)>();
        foreach (var row in rows)
        {
            if (await lanes.LoadAsync(row.PartitionKey, cancel) is { } lane)
            {
                found.Add((row.PartitionKey, lane));
            }
        }

        return found;
    }
}
