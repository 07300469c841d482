using EscalationAgent.Storage.Archives;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>All that is stored of one tenant, out of the file and into it. Everything here runs inside the caller's transaction.</summary>
internal static class SqliteTenant
{
    /// <summary>Whether anything of a tenant is stored that an import would add to.</summary>
    public static bool Holds(SqliteConnection sqlite, string tenant) =>
        SqliteDirectory.IsKnown(sqlite, tenant)
        || sqlite.Value("SELECT 1 WHERE EXISTS (SELECT 1 FROM owed WHERE tenant = $tenant AND state = 'owed')", ("$tenant", tenant)) is not null;

    public static IEnumerable<TenantRecord> Read(SqliteConnection sqlite, string tenant)
    {
        foreach (
            var number in sqlite.Query(
                "SELECT year, last FROM numbers WHERE tenant = $tenant ORDER BY year",
                row => new NumberRecord(row.GetInt32(0), row.GetInt32(1)),
                ("$tenant", tenant)
            )
        )
        {
            yield return number;
        }

        var editions = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in SqliteErasures.All(sqlite, tenant))
        {
            var history = SqliteReading.History(sqlite, tenant, id);
            yield return new EscalationRecord(id.ToString(), history.Count, history[^1].Hash);
            foreach (var happened in history)
            {
                yield return new EventRecord(happened.Sequence, happened.Hash, happened.Json);
            }

            foreach (var card in SqliteDirectory.Cards(sqlite, tenant, id))
            {
                yield return new CardRecord(StoredText.Of(card));
            }

            editions.UnionWith(EditionRecords.NamedIn(history));
        }

        foreach (
            var entry in sqlite.Query(
                "SELECT kind, key, json FROM directory WHERE tenant = $tenant ORDER BY kind, key",
                row => new EntryRecord(row.GetString(0), row.GetString(1), row.GetString(2)),
                ("$tenant", tenant)
            )
        )
        {
            yield return entry;
        }

        foreach (
            var change in sqlite.Query(
                "SELECT json FROM directory_changes WHERE tenant = $tenant ORDER BY number",
                row => new ChangeRecord(row.GetString(0)),
                ("$tenant", tenant)
            )
        )
        {
            yield return change;
        }

        foreach (var edition in editions.Select(name => SqliteEditions.Find(sqlite, name)).OfType<EditionText>())
        {
            yield return EditionRecords.Of(edition);
        }

        if (SqliteFeedback.FindKey(sqlite, tenant) is { } key)
        {
            yield return new FeedbackKeyRecord(Convert.ToHexStringLower(key));
        }

        foreach (var answer in SqliteFeedback.All(sqlite, tenant))
        {
            yield return new FeedbackRecord(StoredText.Of(answer));
        }

        foreach (
            var owed in sqlite.Query(
                "SELECT json, token IS NOT NULL, doubts, ready_at, owed_at FROM owed WHERE tenant = $tenant AND state = 'owed' ORDER BY number",
                row => new OwedRecord(
                    row.GetString(0),
                    row.GetBoolean(1) || row.GetInt32(2) > 0,
                    row.GetBoolean(1) || row.GetInt64(3) <= row.GetInt64(4) ? null : Sql.Instant(row.GetInt64(3))
                ),
                ("$tenant", tenant)
            )
        )
        {
            yield return owed;
        }
    }

    public static void Write(SqliteConnection sqlite, string tenant, TenantRecord record, ArchivedEscalation? whole, DateTimeOffset now)
    {
        if (whole is not null)
        {
            SqliteCommit.Import(sqlite, tenant, whole);
        }

        switch (record)
        {
            case NumberRecord number:
                SqliteCommit.CountAtLeast(sqlite, tenant, new(number.Year, number.Last));
                break;
            case EntryRecord entry:
                SqliteDirectory.Put(sqlite, tenant, [new(entry.Kind, entry.Key, entry.Json)]);
                break;
            case ChangeRecord change:
                SqliteDirectory.Note(sqlite, tenant, [StoredText.DirectoryChange(change.Json)]);
                break;
            case EditionRecord edition:
                SqliteEditions.Keep(sqlite, EditionRecords.Read(edition));
                break;
            case FeedbackKeyRecord feedback:
                SqliteFeedback.PutKey(sqlite, tenant, Convert.FromHexString(feedback.Key));
                break;
            case FeedbackRecord feedback:
                SqliteFeedback.Keep(sqlite, tenant, StoredText.FeedbackAnswer(feedback.Json));
                break;
            case OwedRecord owed:
                SqliteOutbox.Owe(sqlite, tenant, [owed.Message()], now);
                break;
        }
    }
}
