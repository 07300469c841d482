using Escalations;
using Escalations.Launches;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>People, channels, bindings, pending notes, and where cards stand: the last word counts.</summary>
internal static class SqliteDirectory
{
    /// <exception cref="ChangedMeanwhileException">The wish to be linked has been decided, or the launch has changed.</exception>
    public static void Apply(SqliteConnection sqlite, string tenant, DirectoryEdit edit)
    {
        if (edit.DecidedLinkRequest is { } wish && Forget(sqlite, tenant, DirectoryEntry.LinkRequestKind, wish) == 0)
        {
            throw new ChangedMeanwhileException("The wish to be linked");
        }

        foreach (var (kind, key) in DirectoryEntry.RemovedBy(edit))
        {
            Forget(sqlite, tenant, kind, key);
        }

        if (edit.Launch is { Before: var before, After: var after })
        {
            var now = Find(sqlite, tenant, DirectoryEntry.LaunchKind, after.Id, StoredText.LaunchHead) ?? LaunchHead.Empty(after.Id);
            if ((now.Version, now.Batches) != (before.Version, before.Batches))
            {
                throw new ChangedMeanwhileException(after.Id);
            }

            Put(sqlite, tenant, [new(DirectoryEntry.LaunchKind, after.Id, StoredText.Of(after))]);
        }

        var isErasure = edit.Launch is { Rewritten.Count: > 0 };
        if (isErasure)
        {
            sqlite.Execute("INSERT INTO erasing (escalation) VALUES (0)");
        }

        Put(sqlite, tenant, DirectoryEntry.WrittenBy(edit));
        if (isErasure)
        {
            sqlite.Execute("DELETE FROM erasing WHERE escalation = 0");
        }

        Note(sqlite, tenant, edit.Changes);
    }

    public static void Put(SqliteConnection sqlite, string tenant, IEnumerable<DirectoryEntry> entries)
    {
        foreach (var entry in entries)
        {
            sqlite.Execute(
                "INSERT INTO directory (tenant, kind, key, json) VALUES ($tenant, $kind, $key, $json) ON CONFLICT DO UPDATE SET json = excluded.json",
                ("$tenant", tenant),
                ("$kind", entry.Kind),
                ("$key", entry.Key),
                ("$json", entry.Json)
            );
        }
    }

    /// <returns>How many entries were removed: one, or none when it was not there.</returns>
    public static int Forget(SqliteConnection sqlite, string tenant, string kind, string key) =>
        sqlite.Execute("DELETE FROM directory WHERE tenant = $tenant AND kind = $kind AND key = $key", ("$tenant", tenant), ("$kind", kind), ("$key", key));

    public static T? Find<T>(SqliteConnection sqlite, string tenant, string kind, string key, Func<string, T> read)
        where T : class =>
        sqlite.Value("SELECT json FROM directory WHERE tenant = $tenant AND kind = $kind AND key = $key", ("$tenant", tenant), ("$kind", kind), ("$key", key))
            is string json
            ? read(json)
            : null;

    /// <summary>All entries of a kind whose keys begin so, in the order of their keys.</summary>
    public static IReadOnlyList<T> All<T>(SqliteConnection sqlite, string tenant, string kind, string prefix, Func<string, T> read) =>
        sqlite.Query(
            "SELECT json FROM directory WHERE tenant = $tenant AND kind = $kind AND key >= $prefix AND key < $prefix || char(1114111) ORDER BY key",
            row => read(row.GetString(0)),
            ("$tenant", tenant),
            ("$kind", kind),
            ("$prefix", prefix)
        );

    public static IReadOnlyList<string> Tenants(SqliteConnection sqlite) =>
        sqlite.Query("SELECT DISTINCT tenant FROM directory WHERE kind = $kind", row => row.GetString(0), ("$kind", DirectoryEntry.BindingKind));

    public static DirectoryLookup LookUp(SqliteConnection sqlite, string tenant, string personId, string? channelId) =>
        new(
            Find(sqlite, tenant, DirectoryEntry.ContactKind, personId, StoredText.Contact),
            channelId is null ? null : Find(sqlite, tenant, DirectoryEntry.ChannelKind, channelId, StoredText.Channel),
            Links(sqlite, tenant)
        );

    public static TeamLinks Links(SqliteConnection sqlite, string tenant)
    {
        var (bindings, lost, away) = (new List<Binding>(), new List<Unreachable>(), new List<Absence>());
        var rows = sqlite.Query(
            "SELECT kind, json FROM directory WHERE tenant = $tenant AND kind IN ($binding, $unreachable, $absence) ORDER BY kind, key",
            row => (Kind: row.GetString(0), Json: row.GetString(1)),
            ("$tenant", tenant),
            ("$binding", DirectoryEntry.BindingKind),
            ("$unreachable", DirectoryEntry.UnreachableKind),
            ("$absence", DirectoryEntry.AbsenceKind)
        );
        foreach (var (kind, json) in rows)
        {
            switch (kind)
            {
                case DirectoryEntry.BindingKind:
                    bindings.Add(StoredText.Binding(json));
                    break;
                case DirectoryEntry.AbsenceKind:
                    away.Add(StoredText.Absence(json));
                    break;
                default:
                    lost.Add(StoredText.Unreachable(json));
                    break;
            }
        }

        return new(bindings, lost) { Absences = away };
    }

    public static IReadOnlyList<Channel> LinkedChannels(SqliteConnection sqlite, string tenant) =>
        [
            .. Links(sqlite, tenant)
                .Bindings.Select(b => b.ChannelId)
                .OfType<string>()
                .Distinct()
                .Select(id => Find(sqlite, tenant, DirectoryEntry.ChannelKind, id, StoredText.Channel))
                .OfType<Channel>(),
        ];

    public static IReadOnlyList<Channel> Channels(SqliteConnection sqlite, string tenant) =>
        All(sqlite, tenant, DirectoryEntry.ChannelKind, StoredText.Channel);

    /// <summary>All entries of a kind, by their keys.</summary>
    private static List<T> All<T>(SqliteConnection sqlite, string tenant, string kind, Func<string, T> read) =>
        sqlite.Query(
            "SELECT json FROM directory WHERE tenant = $tenant AND kind = $kind ORDER BY key",
            row => read(row.GetString(0)),
            ("$tenant", tenant),
            ("$kind", kind)
        );

    public static IReadOnlyList<Contact> Contacts(SqliteConnection sqlite, string tenant, string idOrName, int limit) =>
        sqlite.Query(
            """
            SELECT json FROM directory
            WHERE tenant = $tenant AND kind = $kind
                AND (lower(key) = lower($word)
                    OR lower(json_extract(json, '$.channel_user_id')) = lower($word)
                    OR lower(json_extract(json, '$.person.name')) = lower($word))
            ORDER BY key LIMIT $limit
            """,
            row => StoredText.Contact(row.GetString(0)),
            ("$tenant", tenant),
            ("$kind", DirectoryEntry.ContactKind),
            ("$word", idOrName),
            ("$limit", limit)
        );

    public static IReadOnlyList<Administrator> Administrators(SqliteConnection sqlite, string tenant) =>
        [
            .. All(sqlite, tenant, DirectoryEntry.AdministratorKind, StoredText.Administrator)
                .OrderBy(a => a.Since)
                .ThenBy(a => a.Person.Id, StringComparer.Ordinal),
        ];

    public static IReadOnlyList<LinkRequest> LinkRequests(SqliteConnection sqlite, string tenant) =>
        [.. All(sqlite, tenant, DirectoryEntry.LinkRequestKind, StoredText.LinkRequest).OrderBy(r => r.At)];

    /// <summary>Adds to the record of changes; nothing there is ever changed or removed.</summary>
    public static void Note(SqliteConnection sqlite, string tenant, IEnumerable<DirectoryChange> changes)
    {
        foreach (var change in changes)
        {
            sqlite.Execute("INSERT INTO directory_changes (tenant, json) VALUES ($tenant, $json)", ("$tenant", tenant), ("$json", StoredText.Of(change)));
        }
    }

    public static IReadOnlyList<DirectoryChange> Changes(SqliteConnection sqlite, string tenant, int limit) =>
        sqlite.Query(
            "SELECT json FROM directory_changes WHERE tenant = $tenant ORDER BY number DESC LIMIT $limit",
            row => StoredText.DirectoryChange(row.GetString(0)),
            ("$tenant", tenant),
            ("$limit", limit)
        );

    public static bool IsKnown(SqliteConnection sqlite, string tenant) =>
        sqlite.Value(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM directory WHERE tenant = $tenant) OR EXISTS (SELECT 1 FROM escalations WHERE tenant = $tenant)",
            ("$tenant", tenant)
        )
            is not null;

    public static IReadOnlyList<PlayedDrills> PlayedDrills(SqliteConnection sqlite, string tenant) =>
        All(sqlite, tenant, DirectoryEntry.PlayedDrillsKind, StoredText.PlayedDrills);

    public static IReadOnlyList<ShiftOverride> ShiftOverrides(SqliteConnection sqlite, string tenant) =>
        All(sqlite, tenant, DirectoryEntry.ShiftOverrideKind, StoredText.ShiftOverride);

    public static IReadOnlyList<KeptNews> KeptNews(SqliteConnection sqlite, string tenant) =>
        [.. All(sqlite, tenant, DirectoryEntry.KeptNewsKind, StoredText.KeptNews).OrderBy(kept => kept.At)];

    public static void Put(SqliteConnection sqlite, string tenant, PostedCard card) =>
        sqlite.Execute(
            """
            INSERT INTO cards (tenant, year, number, lane, json) VALUES ($tenant, $year, $number, $lane, $json)
            ON CONFLICT DO UPDATE SET json = excluded.json
            """,
            ("$tenant", tenant),
            ("$year", card.Id.Year),
            ("$number", card.Id.Number),
            ("$lane", card.OrderingKey),
            ("$json", StoredText.Of(card))
        );

    public static PostedCard? Card(SqliteConnection sqlite, string tenant, EscalationId id, string lane) =>
        sqlite.Value(
            "SELECT json FROM cards WHERE tenant = $tenant AND year = $year AND number = $number AND lane = $lane",
            ("$tenant", tenant),
            ("$year", id.Year),
            ("$number", id.Number),
            ("$lane", lane)
        )
            is string json
            ? StoredText.PostedCard(json)
            : null;

    public static IReadOnlyList<PostedCard> Cards(SqliteConnection sqlite, string tenant, EscalationId id) =>
        sqlite.Query(
            "SELECT json FROM cards WHERE tenant = $tenant AND year = $year AND number = $number ORDER BY lane",
            row => StoredText.PostedCard(row.GetString(0)),
            ("$tenant", tenant),
            ("$year", id.Year),
            ("$number", id.Number)
        );
}
