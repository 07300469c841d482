using System.Security.Cryptography;
using Escalations;
using Escalations.Reporting;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>What people thought: one row for each answer, sorted by the hash of its ticket and by nothing else.</summary>
internal static class SqliteFeedback
{
    public static byte[] Key(SqliteConnection sqlite, string tenant)
    {
        sqlite.Execute(
            "INSERT INTO feedback_keys (tenant, key) VALUES ($tenant, $key) ON CONFLICT DO NOTHING",
            ("$tenant", tenant),
            ("$key", RandomNumberGenerator.GetBytes(32))
        );
        return FindKey(sqlite, tenant)!;
    }

    public static byte[]? FindKey(SqliteConnection sqlite, string tenant) =>
        sqlite.Value("SELECT key FROM feedback_keys WHERE tenant = $tenant", ("$tenant", tenant)) as byte[];

    public static void PutKey(SqliteConnection sqlite, string tenant, byte[] key) =>
        sqlite.Execute(
            "INSERT INTO feedback_keys (tenant, key) VALUES ($tenant, $key) ON CONFLICT DO UPDATE SET key = excluded.key",
            ("$tenant", tenant),
            ("$key", key)
        );

    public static int Keep(SqliteConnection sqlite, string tenant, FeedbackAnswer answer) =>
        sqlite.Execute(
            """
            INSERT INTO feedback (tenant, month, playbook, ticket, json) VALUES ($tenant, $month, $playbook, $ticket, $json)
            ON CONFLICT DO UPDATE SET json = excluded.json
            """,
            ("$tenant", tenant),
            ("$month", answer.Month),
            ("$playbook", answer.Playbook),
            ("$ticket", answer.Ticket),
            ("$json", StoredText.Of(answer))
        );

    public static IReadOnlyList<FeedbackAnswer> All(SqliteConnection sqlite, string tenant) =>
        sqlite.Query(
            "SELECT json FROM feedback WHERE tenant = $tenant ORDER BY month, playbook, ticket",
            row => StoredText.FeedbackAnswer(row.GetString(0)),
            ("$tenant", tenant)
        );

    public static int Erase(SqliteConnection sqlite, string? playbook, ReportMonth before) =>
        sqlite.Execute(
            "DELETE FROM feedback WHERE month < $before AND ($playbook IS NULL OR playbook = $playbook)",
            ("$before", before.ToString()),
            ("$playbook", playbook)
        );
}
