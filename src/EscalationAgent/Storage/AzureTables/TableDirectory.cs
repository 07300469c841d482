using Azure.Data.Tables;
using Escalations;
using Escalations.Launches;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>People, channels, links, pending notes: one partition for each tenant, one row for each entry. The last word counts.</summary>
internal sealed class TableDirectory(TableAccess tables, MessageNumbers numbers)
{
    /// <summary>What is gone is marked first and removed by the sweeper: a row that may not be there cannot be deleted with others.</summary>
    public const string Gone = "Gone";

    public const string At = "At";

    private const string KeyProperty = "Key";
    private const string TenantPartition = "tenants";
    private const string ChangePrefix = "change";

    /// <summary>Left for what else is stored with an edit.</summary>
    private const int MostRowsWithEdit = 80;

    private const long MostBytesWithEdit = 2 * 1024 * 1024;

    public static string PartitionOf(string tenant) => TableKey.Encode(tenant);

    /// <summary>
    /// The rows that make an edit so, and what of it is left for afterwards because it is more than a transaction takes.
    /// </summary>
    /// <exception cref="ChangedMeanwhileException">The wish to be linked has been decided, or the launch has changed.</exception>
    public async Task<(List<TableTransactionAction> Now, List<OwedItem> Later)> PrepareAsync(string tenant, DirectoryEdit edit, DateTimeOffset at)
    {
        var partition = PartitionOf(tenant);
        var now = new List<TableTransactionAction>();
        if (edit.DecidedLinkRequest is { } wish)
        {
            var key = RowOf(DirectoryEntry.LinkRequestKind, wish);
            if (await tables.GetAsync(tables.Directory, partition, key, CancellationToken.None) is not { } stored || stored.GetBoolean(Gone) is true)
            {
                throw new ChangedMeanwhileException("The wish to be linked");
            }

            now.Add(new(TableTransactionActionType.UpdateReplace, Removed(partition, DirectoryEntry.LinkRequestKind, wish, at), stored.ETag));
        }

        if (edit.Launch is { Before: var before, After: var after })
        {
            now.AddRange(await FollowAsync(partition, before, after, at));
        }

        now.AddRange(
            edit.Changes.Select(change =>
                    LongText.Write(new(partition, $"{ChangePrefix}{TableKey.Separator}{TableKey.Descending(numbers.Next())}"), StoredText.Of(change))
                )
                .SelectMany(rows => rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)))
        );

        // What is removed and written by one edit is written.
        var items = new Dictionary<(string, string), OwedItem>();
        foreach (var (kind, key) in DirectoryEntry.RemovedBy(edit))
        {
            items[(kind, key)] = new() { At = at.UtcTicks, Removed = new(kind, key) };
        }

        foreach (var entry in DirectoryEntry.WrittenBy(edit))
        {
            items[(entry.Kind, entry.Key)] = new() { At = at.UtcTicks, Entry = entry };
        }

        var later = new List<OwedItem>();
        var size = now.Sum(action => TableLimits.PayloadOf((TableEntity)action.Entity));
        foreach (var item in items.Values)
        {
            var rows = RowsOf(partition, item);
            size += rows.Sum(TableLimits.PayloadOf);
            if (later.Count > 0 || now.Count + rows.Count > MostRowsWithEdit || size > MostBytesWithEdit)
            {
                later.Add(item);
            }
            else
            {
                now.AddRange(rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)));
            }
        }

        return (now, later);
    }

    /// <summary>The rows of a launch's head, on the condition that it is as it was read.</summary>
    private async Task<IEnumerable<TableTransactionAction>> FollowAsync(string partition, LaunchHead before, LaunchHead after, DateTimeOffset at)
    {
        var entry = new DirectoryEntry(DirectoryEntry.LaunchKind, after.Id, StoredText.Of(after));
        var stored = await tables.GetLongAsync(tables.Directory, partition, RowOf(entry.Kind, entry.Key), CancellationToken.None);
        var now = stored is null ? LaunchHead.Empty(after.Id) : StoredText.LaunchHead(stored.Text);
        if ((now.Version, now.Batches) != (before.Version, before.Batches))
        {
            throw new ChangedMeanwhileException(after.Id);
        }

        var rows = RowsOf(partition, new() { At = at.UtcTicks, Entry = entry });
        return
        [
            stored is null ? new(TableTransactionActionType.Add, rows[0]) : new(TableTransactionActionType.UpdateReplace, rows[0], stored.First.ETag),
            .. rows.Skip(1).Select(further => new TableTransactionAction(TableTransactionActionType.UpsertReplace, further)),
        ];
    }

    /// <summary>All entries of a kind whose keys begin so, with hexadecimal digits behind, in the order of their keys.</summary>
    public async Task<IReadOnlyList<T>> BeginningAsync<T>(string tenant, string kind, string prefix, Func<string, T> read, CancellationToken cancel)
    {
        // All such digits sort before a g.
        var first = RowOf(kind, prefix);
        var filter = TableAccess.Between(PartitionOf(tenant), first, $"{first}g");
        return [.. Living(await tables.QueryLongAsync(tables.Directory, filter, cancel)).Select(row => read(row.Text))];
    }

    /// <summary>Makes something so that was owed by another partition, unless something later is so already.</summary>
    public Task ApplyAsync(string tenant, OwedItem item) => tables.PutUnlessLaterAsync(tables.Directory, RowsOf(PartitionOf(tenant), item), At);

    /// <summary>Lets a tenant be found by what it is about to have: a link.</summary>
    public Task NoteTenantAsync(string tenant) => tables.PutAsync(tables.Index, new(TenantPartition, TableKey.Encode(tenant)) { ["Tenant"] = tenant });

    public async Task<T?> FindAsync<T>(string tenant, string kind, string key, Func<string, T> read, CancellationToken cancel)
        where T : class =>
        await tables.GetLongAsync(tables.Directory, PartitionOf(tenant), RowOf(kind, key), cancel) is { } row && row.First.GetBoolean(Gone) is not true
            ? read(row.Text)
            : null;

    public async Task<IReadOnlyList<T>> AllAsync<T>(string tenant, string kind, Func<string, T> read, CancellationToken cancel) =>
        [.. Living(await tables.QueryLongAsync(tables.Directory, TableAccess.Beginning(PartitionOf(tenant), kind), cancel)).Select(row => read(row.Text))];

    public async Task<TeamLinks> LinksAsync(string tenant, CancellationToken cancel)
    {
        var bindings = AllAsync(tenant, DirectoryEntry.BindingKind, StoredText.Binding, cancel);
        var lost = AllAsync(tenant, DirectoryEntry.UnreachableKind, StoredText.Unreachable, cancel);
        var away = AllAsync(tenant, DirectoryEntry.AbsenceKind, StoredText.Absence, cancel);
        return new(await bindings, await lost) { Absences = await away };
    }

    public async Task<DirectoryLookup> LookUpAsync(string tenant, string personId, string? channelId, CancellationToken cancel)
    {
        var contact = FindAsync(tenant, DirectoryEntry.ContactKind, personId, StoredText.Contact, cancel);
        var channel = channelId is null
            ? Task.FromResult<Channel?>(null)
            : FindAsync(tenant, DirectoryEntry.ChannelKind, channelId, StoredText.Channel, cancel);
        var links = LinksAsync(tenant, cancel);
        return new(await contact, await channel, await links);
    }

    public async Task<IReadOnlyList<Channel>> LinkedChannelsAsync(string tenant, CancellationToken cancel)
    {
        var bound = (await LinksAsync(tenant, cancel)).Bindings.Select(binding => binding.ChannelId).OfType<string>().Distinct();
        var found = await Task.WhenAll(bound.Select(id => FindAsync(tenant, DirectoryEntry.ChannelKind, id, StoredText.Channel, cancel)));
        return [.. found.OfType<Channel>()];
    }

    public async Task<IReadOnlyList<Contact>> ContactsAsync(string tenant, string idOrName, int limit, CancellationToken cancel)
    {
        var word = idOrName.ToLowerInvariant();
        var filter =
            $"{TableAccess.Beginning(PartitionOf(tenant), DirectoryEntry.ContactKind)} and "
            + TableClient.CreateQueryFilter($"Gone eq {false} and (Id eq {word} or ChannelUserId eq {word} or Name eq {word})");
        var found = await tables.QueryAsync(tables.Directory, filter, cancel, limit, [KeyProperty]);
        var contacts = await Task.WhenAll(
            found.Select(row => FindAsync(tenant, DirectoryEntry.ContactKind, row.GetString(KeyProperty), StoredText.Contact, cancel))
        );
        return [.. contacts.OfType<Contact>()];
    }

    public async Task<IReadOnlyList<DirectoryChange>> ChangesAsync(string tenant, int limit, CancellationToken cancel)
    {
        var found = await tables.QueryAsync(tables.Directory, TableAccess.Beginning(PartitionOf(tenant), ChangePrefix), cancel, limit);
        return [.. (LongText.TryRead(found) ?? []).Select(row => StoredText.DirectoryChange(row.Text))];
    }

    public async Task<bool> HasAnythingAsync(string tenant, CancellationToken cancel) =>
        await tables.QueryAsync(tables.Directory, TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(tenant)} and Gone eq {false}"), cancel, 1)
            is { Count: > 0 };

    public async Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancel)
    {
        var noted = await tables.QueryAsync(tables.Index, TableClient.CreateQueryFilter($"PartitionKey eq {TenantPartition}"), cancel);
        var all = noted.Select(row => row.GetString("Tenant")).ToList();
        var linked = await Task.WhenAll(all.Select(tenant => AllAsync(tenant, DirectoryEntry.BindingKind, StoredText.Binding, cancel)));
        return [.. all.Where((_, i) => linked[i].Count > 0)];
    }

    public async Task<bool> IsUnreachableAsync(string tenant, string orderingKey) =>
        await tables.GetAsync(tables.Directory, PartitionOf(tenant), RowOf(DirectoryEntry.UnreachableKind, orderingKey), CancellationToken.None, [Gone])
            is { } row
        && row.GetBoolean(Gone) is not true;

    /// <summary>All entries of a tenant.</summary>
    public async Task<IReadOnlyList<DirectoryEntry>> EntriesAsync(string tenant, CancellationToken cancel)
    {
        var rows = await tables.QueryLongAsync(tables.Directory, TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(tenant)}"), cancel);
        return
        [
            .. Living(rows.Where(row => row.First.ContainsKey(KeyProperty)))
                .Select(row => DirectoryEntry.Again(KindOf(row.First.RowKey), row.First.GetString(KeyProperty), row.Text)),
        ];
    }

    /// <summary>Removes an entry at once, and leaves no mark: its key may be an address.</summary>
    public Task RemoveAsync(string tenant, DirectoryEntry entry) =>
        tables.TryDeleteLongAsync(tables.Directory, PartitionOf(tenant), RowOf(entry.Kind, entry.Key), LongText.RowsFor(entry.Json));

    /// <summary>The record of changes, the latest first, each as it is stored.</summary>
    public async Task<IReadOnlyList<LongRow>> ChangeRowsAsync(string tenant, CancellationToken cancel) =>
        await tables.QueryLongAsync(tables.Directory, TableAccess.Beginning(PartitionOf(tenant), ChangePrefix), cancel);

    /// <summary>Takes somebody out of the record of changes.</summary>
    /// <returns>How many changes were written again.</returns>
    public async Task<int> RewriteChangesAsync(string tenant, Func<string, string> left, CancellationToken cancel)
    {
        var changed = (await ChangeRowsAsync(tenant, cancel)).Where(row => left(row.Text) != row.Text).ToList();
        await tables.PutAllAsync(tables.Directory, changed.SelectMany(row => LongText.Write(new(row.First.PartitionKey, row.First.RowKey), left(row.Text))));
        return changed.Count;
    }

    private static string KindOf(string row) => row[..row.IndexOf(TableKey.Separator, StringComparison.Ordinal)];

    private static IEnumerable<LongRow> Living(IEnumerable<LongRow> rows) =>
        rows.Where(row => row.First.GetBoolean(Gone) is not true).OrderBy(row => row.First.GetString(KeyProperty), StringComparer.Ordinal);

    private static string RowOf(string kind, string key) => $"{kind}{TableKey.Separator}{TableKey.Encode(key)}";

    private static TableEntity Removed(string partition, string kind, string key, DateTimeOffset at) =>
        new(partition, RowOf(kind, key)) { [Gone] = true, [At] = at.UtcTicks };

    private static IReadOnlyList<TableEntity> RowsOf(string partition, OwedItem item)
    {
        if (item.Removed is var (kind, key))
        {
            return [Removed(partition, kind, key, new(item.At, TimeSpan.Zero))];
        }

        var entry = item.Entry ?? throw new InvalidDataException("What is owed to the directory is nothing that it holds.");
        var row = new TableEntity(partition, RowOf(entry.Kind, entry.Key))
        {
            [Gone] = false,
            [At] = item.At,
            [KeyProperty] = entry.Key.Length <= TableLimits.CharactersInText ? entry.Key : entry.Key[..1024],
        };
        if (entry.Kind == DirectoryEntry.ContactKind)
        {
            var contact = StoredText.Contact(entry.Json);
            row["Id"] = entry.Key.ToLowerInvariant();
            row["ChannelUserId"] = contact.ChannelUserId.ToLowerInvariant();
            row["Name"] = contact.Person.Name.ToLowerInvariant();
        }

        return LongText.Write(row, entry.Json);
    }
}
