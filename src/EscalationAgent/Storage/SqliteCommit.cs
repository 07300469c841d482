using System.Globalization;
using EscalationAgent.Storage.Archives;
using Escalations;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>Storing what was accepted. Everything here runs inside the caller's transaction.</summary>
internal static class SqliteCommit
{
    public static CommitResult Store(SqliteConnection sqlite, Commit commit, ClaimOffer? offer)
    {
        if (commit.Delivery is { } delivery)
        {
            if (FindAnswer(sqlite, commit.Tenant, delivery) is { } first)
            {
                return new(first, []);
            }

            sqlite.Execute(
                "INSERT INTO deliveries (tenant, delivery, at, answer) VALUES ($tenant, $delivery, $at, $answer)",
                ("$tenant", commit.Tenant),
                ("$delivery", delivery),
                ("$at", Sql.Ticks(commit.At)),
                ("$answer", commit.Answer)
            );
        }

        if (commit.Change is { } change)
        {
            StoreChange(sqlite, commit.Tenant, change);
        }

        if (commit.Directory is { } edit)
        {
            SqliteDirectory.Apply(sqlite, commit.Tenant, edit);
        }

        return new(null, SqliteOutbox.Owe(sqlite, commit.Tenant, commit.Messages, commit.At, offer));
    }

    public static FirstAnswer? FindAnswer(SqliteConnection sqlite, string tenant, string delivery) =>
        sqlite
            .Query(
                "SELECT answer FROM deliveries WHERE tenant = $tenant AND delivery = $delivery",
                row => new FirstAnswer(row.IsDBNull(0) ? null : row.GetString(0)),
                ("$tenant", tenant),
                ("$delivery", delivery)
            )
            .FirstOrDefault();

    public static EscalationId NextId(SqliteConnection sqlite, string tenant, int year)
    {
        var number = sqlite.Value(
            "INSERT INTO numbers (tenant, year, last) VALUES ($tenant, $year, 1) ON CONFLICT (tenant, year) DO UPDATE SET last = last + 1 RETURNING last",
            ("$tenant", tenant),
            ("$year", year)
        );
        return new(year, Convert.ToInt32(number, CultureInfo.InvariantCulture));
    }

    public static int Prune(SqliteConnection sqlite, DateTimeOffset before) =>
        sqlite.Execute("DELETE FROM deliveries WHERE at < $before", ("$before", Sql.Ticks(before)));

    private static void StoreChange(SqliteConnection sqlite, string tenant, Change change)
    {
        var id = change.After.Id;
        var stored = sqlite.Query(
            "SELECT key, version, head_hash FROM escalations WHERE tenant = $tenant AND year = $year AND number = $number",
            row => (Key: row.GetInt64(0), Version: row.GetInt32(1), Hash: row.GetString(2)),
            ("$tenant", tenant),
            ("$year", id.Year),
            ("$number", id.Number)
        );
        if ((stored is [var found] ? found.Version : 0) != change.ExpectedVersion)
        {
            throw new ChangedMeanwhileException(id.ToString());
        }

        var hash = stored is [var before] ? before.Hash : HashChain.Genesis(tenant, id);
        var seals = new List<SealedEvent>(change.New.Count);
        foreach (var happened in change.New)
        {
            seals.Add(HashChain.Seal(hash, happened));
            hash = seals[^1].Hash;
        }

        var key = stored is [var row] ? row.Key : Begin(sqlite, tenant, change.After);
        Add(sqlite, key, seals);
        if (change.Rewritten.Count > 0)
        {
            Rewrite(sqlite, key, change);
            SqliteReports.Renew(sqlite, tenant, key, change.After.Id);
        }
        else
        {
            SqliteReports.Follow(sqlite, tenant, key, change);
        }

        Show(sqlite, key, hash, change.After);
    }

    /// <summary>Stores what is left of events after an erasure.</summary>
    private static void Rewrite(SqliteConnection sqlite, long key, Change change)
    {
        sqlite.Execute("INSERT INTO erasing (escalation) VALUES ($key)", ("$key", key));
        foreach (var left in change.Rewritten)
        {
            var written = sqlite.Execute(
                "UPDATE events SET json = $json WHERE escalation = $key AND sequence = $sequence AND hash = $hash",
                ("$key", key),
                ("$sequence", left.Sequence),
                ("$hash", left.Hash),
                ("$json", left.Json)
            );
            if (written != 1)
            {
                throw new ChangedMeanwhileException(change.After.Id.ToString());
            }
        }

        sqlite.Execute("DELETE FROM erasing WHERE escalation = $key", ("$key", key));
    }

    /// <summary>Stores an escalation as an archive has it: its events with the hashes that they have.</summary>
    public static void Import(SqliteConnection sqlite, string tenant, ArchivedEscalation whole)
    {
        var key = Begin(sqlite, tenant, whole.Now);
        Add(sqlite, key, whole.Events);
        SqliteReports.Renew(sqlite, tenant, key, whole.Id);
        Show(sqlite, key, whole.Events[^1].Hash, whole.Now);
        foreach (var card in whole.Cards)
        {
            SqliteDirectory.Put(sqlite, tenant, card);
        }
    }

    /// <summary>A number counts as given out, wherever it came from.</summary>
    public static void CountAtLeast(SqliteConnection sqlite, string tenant, EscalationId id) =>
        sqlite.Execute(
            """
            INSERT INTO numbers (tenant, year, last) VALUES ($tenant, $year, $number)
            ON CONFLICT (tenant, year) DO UPDATE SET last = max(last, excluded.last)
            """,
            ("$tenant", tenant),
            ("$year", id.Year),
            ("$number", id.Number)
        );

    private static void Add(SqliteConnection sqlite, long key, IEnumerable<SealedEvent> seals)
    {
        foreach (var seal in seals)
        {
            sqlite.Execute(
                "INSERT INTO events (escalation, sequence, json, hash) VALUES ($key, $sequence, $json, $hash)",
                ("$key", key),
                ("$sequence", seal.Sequence),
                ("$json", seal.Json),
                ("$hash", seal.Hash)
            );
        }
    }

    /// <summary>Makes the row of a new escalation; its number counts as given out, wherever it came from.</summary>
    private static long Begin(SqliteConnection sqlite, string tenant, Escalation after)
    {
        CountAtLeast(sqlite, tenant, after.Id);
        return (long)
            sqlite.Value(
                """
                INSERT INTO escalations (tenant, year, number, version, head_hash, status, csm, started_at, last_event_at, snapshot)
                VALUES ($tenant, $year, $number, 0, '', '', '', $started, 0, '') RETURNING key
                """,
                ("$tenant", tenant),
                ("$year", after.Id.Year),
                ("$number", after.Id.Number),
                ("$started", Sql.Ticks(after.StartedAt))
            )!;
    }

    /// <summary>Brings the row to what is so after the events.</summary>
    private static void Show(SqliteConnection sqlite, long key, string hash, Escalation after) =>
        sqlite.Execute(
            """
            UPDATE escalations SET version = $version, head_hash = $hash, status = $status, csm = $csm, started_at = $started,
                last_event_at = $last, ended_at = $ended, next_wake = $wake, urgency = $urgency, account = $account, routed_at = $routed, erased_at = $erased,
                snapshot = $snapshot
            WHERE key = $key
            """,
            ("$key", key),
            ("$version", after.Version),
            ("$hash", hash),
            ("$status", after.Status.Key()),
            ("$csm", after.Csm.Id),
            ("$started", Sql.Ticks(after.StartedAt)),
            ("$last", Sql.Ticks(after.LastEventAt)),
            ("$ended", Sql.Ticks(after.Outcome.EndedAt)),
            ("$wake", Sql.Ticks(after.NextWake)),
            ("$urgency", (int)(after.Decision?.Severity ?? Severity.S4)),
            ("$account", after.RoutedAt is null || after.Brief.Account is not { } account ? null : StoredText.AccountKey(account)),
            ("$routed", Sql.Ticks(after.RoutedAt)),
            ("$erased", Sql.Ticks(after.ErasedAt)),
            ("$snapshot", StoredText.Of(after))
        );
}
