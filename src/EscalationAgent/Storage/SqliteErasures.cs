using Escalations;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>What texts go out of, beside the events of escalations. Everything here runs inside the caller's transaction.</summary>
internal static class SqliteErasures
{
    public static IReadOnlyList<EndedKey> Ended(SqliteConnection sqlite, DateTimeOffset before, EndedKey? after, int limit) =>
        sqlite.Query(
            """
            SELECT tenant, year, number, ended_at FROM escalations INDEXED BY escalations_with_texts
            WHERE ended_at IS NOT NULL AND erased_at IS NULL AND ended_at <= $before AND ended_at >= $ended
                AND (ended_at, tenant, year, number) > ($ended, $tenant, $year, $number)
            ORDER BY ended_at, tenant, year, number LIMIT $limit
            """,
            row => new EndedKey(row.GetString(0), new(row.GetInt32(1), row.GetInt32(2)), Sql.Instant(row.GetInt64(3))),
            ("$before", Sql.Ticks(before)),
            ("$ended", Sql.Ticks(after?.EndedAt ?? DateTimeOffset.MinValue)),
            ("$tenant", after?.Tenant ?? ""),
            ("$year", after?.Id.Year ?? 0),
            ("$number", after?.Id.Number ?? 0),
            ("$limit", limit)
        );

    public static IReadOnlyList<EscalationId> All(SqliteConnection sqlite, string tenant) =>
        sqlite.Query(
            "SELECT year, number FROM escalations WHERE tenant = $tenant ORDER BY year, number",
            row => new EscalationId(row.GetInt32(0), row.GetInt32(1)),
            ("$tenant", tenant)
        );

    /// <inheritdoc cref="IErasures.EraseAsync"/>
    public static int Erase(SqliteConnection sqlite, string tenant, ErasedPerson person)
    {
        var changed = 0;
        foreach (var (kind, key, json) in Rows(sqlite, "SELECT kind, key, json FROM directory WHERE tenant = $tenant", tenant))
        {
            if (DirectoryEntry.IsChained(kind))
            {
                continue;
            }

            if (DirectoryEntry.IsOf(kind, key, json, person))
            {
                changed += SqliteDirectory.Forget(sqlite, tenant, kind, key);
            }
            else if (ErasedText.WithoutPerson(json, person) is var left && left != json)
            {
                changed += SqliteDirectory.Forget(sqlite, tenant, kind, key);
                SqliteDirectory.Put(sqlite, tenant, [DirectoryEntry.Again(kind, key, left)]);
            }
        }

        // Where they got cards and messages is an address of theirs.
        foreach (var (table, lane, _) in Rows(sqlite, "SELECT DISTINCT 'cards', lane, '' FROM cards WHERE tenant = $tenant", tenant))
        {
            changed += person.IsPlaceOf(lane)
                ? sqlite.Execute($"DELETE FROM {table} WHERE tenant = $tenant AND lane = $lane", ("$tenant", tenant), ("$lane", lane))
                : 0;
        }

        foreach (var (number, lane, json) in Rows(sqlite, "SELECT CAST(number AS TEXT), lane, json FROM owed WHERE tenant = $tenant", tenant))
        {
            if (person.IsPlaceOf(lane))
            {
                changed += sqlite.Execute(
                    "DELETE FROM owed WHERE number = $number",
                    ("$number", long.Parse(number, System.Globalization.CultureInfo.InvariantCulture))
                );
            }
            else if (ErasedText.WithoutPerson(json, person) is var left && left != json)
            {
                changed += sqlite.Execute("UPDATE owed SET json = $json WHERE number = CAST($number AS INTEGER)", ("$number", number), ("$json", left));
            }
        }

        foreach (var (delivery, answer, _) in Rows(sqlite, "SELECT delivery, answer, '' FROM deliveries WHERE tenant = $tenant AND answer IS NOT NULL", tenant))
        {
            if (person.Without(answer) is var left && left != answer)
            {
                changed += sqlite.Execute(
                    "UPDATE deliveries SET answer = $answer WHERE tenant = $tenant AND delivery = $delivery",
                    ("$answer", left),
                    ("$tenant", tenant),
                    ("$delivery", delivery)
                );
            }
        }

        sqlite.Execute("INSERT INTO erasing (escalation) VALUES (0)");
        foreach (var (number, json, _) in Rows(sqlite, "SELECT CAST(number AS TEXT), json, '' FROM directory_changes WHERE tenant = $tenant", tenant))
        {
            if (ErasedText.WithoutPerson(json, person) is var left && left != json)
            {
                changed += sqlite.Execute(
                    "UPDATE directory_changes SET json = $json WHERE number = CAST($number AS INTEGER)",
                    ("$number", number),
                    ("$json", left)
                );
            }
        }

        sqlite.Execute("DELETE FROM erasing WHERE escalation = 0");
        foreach (var id in person.Ids)
        {
            changed += sqlite.Execute("DELETE FROM model_use WHERE tenant = $tenant AND person = $person", ("$tenant", tenant), ("$person", id));
        }

        return changed;
    }

    /// <summary>What is undeliverable has been told to those whom it concerns; later it is only a text that somebody wrote.</summary>
    public static int PruneUndeliverable(SqliteConnection sqlite, DateTimeOffset before) =>
        sqlite.Execute("DELETE FROM owed WHERE state = 'undeliverable' AND settled_at < $before", ("$before", Sql.Ticks(before)));

    private static List<(string, string, string)> Rows(SqliteConnection sqlite, string sql, string tenant) =>
        sqlite.Query(sql, row => (row.GetString(0), row.GetString(1), row.GetString(2)), ("$tenant", tenant));
}
