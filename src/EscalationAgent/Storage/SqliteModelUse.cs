using System.Globalization;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>What models have cost, counted by person and day.</summary>
internal static class SqliteModelUse
{
    public static void Add(SqliteConnection sqlite, ModelUse use) =>
        sqlite.Execute(
            """
            INSERT INTO model_use (tenant, day, person, calls, tokens) VALUES ($tenant, $day, $person, $calls, $tokens)
            ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, tokens = tokens + excluded.tokens
            """,
            ("$tenant", use.Tenant),
            ("$day", Text(use.Day)),
            ("$person", use.PersonId),
            ("$calls", use.Calls),
            ("$tokens", use.Tokens)
        );

    public static ModelUseOfDay Find(SqliteConnection sqlite, string tenant, string personId, DateOnly day) =>
        sqlite.Query(
            """
            SELECT coalesce(sum(calls) FILTER (WHERE person = $person), 0), coalesce(sum(tokens) FILTER (WHERE person = $person), 0),
                coalesce(sum(calls), 0), coalesce(sum(tokens), 0)
            FROM model_use WHERE tenant = $tenant AND day = $day
            """,
            row => new ModelUseOfDay(new(row.GetInt64(0), row.GetInt64(1)), new(row.GetInt64(2), row.GetInt64(3))),
            ("$tenant", tenant),
            ("$day", Text(day)),
            ("$person", personId)
        )[0];

    public static int Prune(SqliteConnection sqlite, DateOnly before) => sqlite.Execute("DELETE FROM model_use WHERE day < $before", ("$before", Text(before)));

    /// <summary>Days are stored so that they sort.</summary>
    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
