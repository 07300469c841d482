using Escalations;
using Escalations.UseCases;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>What is owed, lane by lane. Everything here that writes runs inside the caller's transaction.</summary>
internal static class SqliteOutbox
{
    public const string ClaimSql =
        """
        UPDATE owed SET ready_at = $until, token = $token, attempts = attempts + 1
        WHERE number IN (SELECT number FROM owed WHERE head = 1 AND kind = $kind AND ready_at <= $now ORDER BY ready_at, number LIMIT $limit)
        RETURNING number, tenant, json, attempts, owed_at
        """;

    public const string NextSql = "SELECT min(ready_at) FROM owed WHERE head = 1 AND kind = $kind";

    /// <summary>Puts messages at the end of their lanes; one that finds its lane empty is the head.</summary>
    public static void Owe(SqliteConnection sqlite, string tenant, IEnumerable<Owed> messages, DateTimeOffset at)
    {
        foreach (var message in messages)
        {
            sqlite.Execute(
                """
                INSERT INTO owed (tenant, lane, kind, json, owed_at, ready_at, head)
                VALUES ($tenant, $lane, $kind, $json, $at, $ready, NOT EXISTS (SELECT 1 FROM owed WHERE tenant = $tenant AND lane = $lane AND state = 'owed'))
                """,
                ("$tenant", tenant), ("$lane", message.To.Lane), ("$kind", (int)message.To.Kind), ("$json", StoredText.Of(message)), ("$at", Sql.Ticks(at)), ("$ready", Sql.Ticks(message.NotBefore > at ? message.NotBefore.Value : at)));
        }
    }

    public static IReadOnlyList<ClaimedMessage> Claim(SqliteConnection sqlite, OwedKind kind, DateTimeOffset now, TimeSpan lease, int limit)
    {
        var token = $"{Guid.NewGuid():N}";
        var claimed = sqlite.Query(
            ClaimSql,
            row => new ClaimedMessage(row.GetInt64(0), row.GetString(1), StoredText.Owed(row.GetString(2)), row.GetInt32(3), Sql.Instant(row.GetInt64(4)), token),
            ("$kind", (int)kind), ("$now", Sql.Ticks(now)), ("$until", Sql.Ticks(now + lease)), ("$token", token), ("$limit", Math.Max(limit, 0)));
        return [.. claimed.OrderBy(message => message.Number)];
    }

    /// <summary>Gives up the claims of the process that had the file before: what it was sending is sent again at once.</summary>
    public static void ReleaseClaims(SqliteConnection sqlite) =>
        sqlite.Execute("UPDATE owed SET ready_at = owed_at, token = NULL WHERE state = 'owed' AND token IS NOT NULL");

    public static IReadOnlyList<WaitingMessage> Behind(SqliteConnection sqlite, ClaimedMessage claimed, int limit) =>
        sqlite.Query(
            "SELECT number, json FROM owed WHERE tenant = $tenant AND lane = $lane AND state = 'owed' AND number > $number ORDER BY number LIMIT $limit",
            row => new WaitingMessage(row.GetInt64(0), StoredText.Owed(row.GetString(1))),
            ("$tenant", claimed.Tenant), ("$lane", claimed.Message.To.Lane), ("$number", claimed.Number), ("$limit", Math.Max(limit, 0)));

    public static bool Settle(SqliteConnection sqlite, ClaimedMessage claimed, Settlement settlement)
    {
        var stored = sqlite.Query(
            "SELECT tenant, lane, json FROM owed WHERE number = $number AND token = $token AND state = 'owed'",
            row => (Tenant: row.GetString(0), Lane: row.GetString(1), Message: StoredText.Owed(row.GetString(2))),
            ("$number", claimed.Number), ("$token", claimed.Token));
        if (stored is not [var (tenant, lane, message)])
        {
            return false;
        }

        switch (settlement)
        {
            case TryAgain again:
                sqlite.Execute(
                    "UPDATE owed SET ready_at = $at, token = NULL, why = $why WHERE number = $number",
                    ("$number", claimed.Number), ("$at", Sql.Ticks(again.NotBefore)), ("$why", again.Why));
                break;
            case Sent sent:
                foreach (var along in sent.Along)
                {
                    sqlite.Execute(
                        "UPDATE owed SET state = 'sent', settled_at = $at WHERE number = $along AND tenant = $tenant AND lane = $lane AND state = 'owed' AND head = 0",
                        ("$along", along), ("$tenant", tenant), ("$lane", lane), ("$at", Sql.Ticks(sent.At)));
                }

                End(sqlite, claimed.Number, tenant, lane, "sent", sent.At, why: null);
                Owe(sqlite, tenant, [.. message.Then ?? [], .. sent.AlsoOwed], sent.At);
                SqliteDirectory.Put(sqlite, tenant, DirectoryEntry.Of(sent.Contacts, sent.Channels));
                if (sent.HasReached)
                {
                    SqliteDirectory.Forget(sqlite, tenant, DirectoryEntry.UnreachableKind, lane);
                }

                if (sent.Card is { } card)
                {
                    SqliteDirectory.Put(sqlite, tenant, card);
                }

                break;
            case Undeliverable undeliverable:
                End(sqlite, claimed.Number, tenant, lane, "undeliverable", undeliverable.At, undeliverable.Why);
                Owe(sqlite, tenant, undeliverable.Instead, undeliverable.At);
                break;
            default:
                throw new ArgumentException($"A settlement of an unknown kind: {settlement.GetType().Name}.", nameof(settlement));
        }

        return true;
    }

    public static DateTimeOffset? NextAt(SqliteConnection sqlite, OwedKind kind) =>
        sqlite.Value(NextSql, ("$kind", (int)kind)) is long ticks ? Sql.Instant(ticks) : null;

    public static int Prune(SqliteConnection sqlite, DateTimeOffset before) =>
        sqlite.Execute("DELETE FROM owed WHERE state = 'sent' AND settled_at < $before", ("$before", Sql.Ticks(before)));

    /// <summary>Takes a message out of its lane; the next one becomes the head.</summary>
    private static void End(SqliteConnection sqlite, long number, string tenant, string lane, string state, DateTimeOffset at, string? why)
    {
        sqlite.Execute(
            "UPDATE owed SET state = $state, head = 0, token = NULL, settled_at = $at, why = coalesce($why, why) WHERE number = $number",
            ("$number", number), ("$state", state), ("$at", Sql.Ticks(at)), ("$why", why));
        sqlite.Execute(
            "UPDATE owed SET head = 1 WHERE number = (SELECT min(number) FROM owed WHERE tenant = $tenant AND lane = $lane AND state = 'owed')",
            ("$tenant", tenant), ("$lane", lane));
    }
}
