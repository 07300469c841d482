using System.Text.Json;
using Escalations;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>The questions about escalations. Each is one statement, so that its answer is of one moment.</summary>
internal static class SqliteReading
{
    public const string DueSql =
        "SELECT tenant, year, number FROM escalations WHERE urgency = $urgency AND next_wake <= $now ORDER BY next_wake, key LIMIT $limit";

    public const string OpenSql = """
        SELECT urgency, year, number FROM escalations
        WHERE tenant = $tenant AND ended_at IS NULL AND (urgency, year, number) > ($urgency, $year, $number)
        ORDER BY urgency, year, number LIMIT $limit
        """;

    public static Escalation? Find(SqliteConnection sqlite, string tenant, EscalationId id) =>
        sqlite
            .Query(
                "SELECT year, number, snapshot FROM escalations WHERE tenant = $tenant AND year = $year AND number = $number",
                row => Read(sqlite, tenant, row),
                ("$tenant", tenant),
                ("$year", id.Year),
                ("$number", id.Number)
            )
            .SingleOrDefault();

    /// <summary>What is so by a snapshot, or by the events where it is of another shape.</summary>
    /// <exception cref="JsonException">Neither can be read.</exception>
    public static Escalation Snapshot(SqliteConnection sqlite, string tenant, EscalationId id, string snapshot)
    {
        if (StoredText.Snapshot(snapshot) is { } read)
        {
            return read;
        }

        var history = History(sqlite, tenant, id);
        try
        {
            return Escalation.Fold(tenant, id, history.Select(HashChain.Open));
        }
        catch (Exception damaged) when (damaged is not JsonException)
        {
            throw new JsonException($"{id} cannot be folded from its events: {damaged.Message}", damaged);
        }
    }

    /// <summary>
    /// Writes the snapshots of open escalations again which are of another shape than this program's, so that no later reading has to
    /// fold their events.
    /// </summary>
    /// <param name="after">The key of the last one that was looked at; 0 for none.</param>
    /// <returns>The key of the last one of this page; null when there was none.</returns>
    public static long? Refold(SqliteConnection sqlite, long after, int limit)
    {
        var page = sqlite.Query(
            "SELECT key, tenant, year, number, snapshot FROM escalations WHERE ended_at IS NULL AND key > $after AND substr(snapshot, 1, "
                + "$length) <> $shape ORDER BY key LIMIT $limit",
            row => (Key: row.GetInt64(0), Tenant: row.GetString(1), Id: new EscalationId(row.GetInt32(2), row.GetInt32(3)), Snapshot: row.GetString(4)),
            ("$after", after),
            ("$length", StoredText.Shape.Length),
            ("$shape", StoredText.Shape),
            ("$limit", limit)
        );
        foreach (var (key, tenant, id, snapshot) in page)
        {
            try
            {
                sqlite.Execute(
                    "UPDATE escalations SET snapshot = $snapshot WHERE key = $key",
                    ("$key", key),
                    ("$snapshot", StoredText.Of(Snapshot(sqlite, tenant, id, snapshot)))
                );
            }
            catch (JsonException)
            {
                // Whoever needs it is told so when they read it.
            }
        }

        return page.Count == 0 ? null : page[^1].Key;
    }

    /// <param name="row">Year, number and snapshot.</param>
    private static Escalation Read(SqliteConnection sqlite, string tenant, SqliteDataReader row) =>
        Snapshot(sqlite, tenant, new(row.GetInt32(0), row.GetInt32(1)), row.GetString(2));

    public static IReadOnlyList<SealedEvent> History(SqliteConnection sqlite, string tenant, EscalationId id) =>
        sqlite.Query(
            """
            SELECT e.sequence, e.json, e.hash FROM escalations x JOIN events e ON e.escalation = x.key
            WHERE x.tenant = $tenant AND x.year = $year AND x.number = $number ORDER BY e.sequence
            """,
            row => new SealedEvent(row.GetInt32(0), row.GetString(1), row.GetString(2)),
            ("$tenant", tenant),
            ("$year", id.Year),
            ("$number", id.Number)
        );

    public static SealedEvent? Event(SqliteConnection sqlite, string tenant, EscalationId id, int sequence) =>
        sqlite
            .Query(
                """
                SELECT e.sequence, e.json, e.hash FROM escalations x JOIN events e ON e.escalation = x.key
                WHERE x.tenant = $tenant AND x.year = $year AND x.number = $number AND e.sequence = $sequence
                """,
                row => new SealedEvent(row.GetInt32(0), row.GetString(1), row.GetString(2)),
                ("$tenant", tenant),
                ("$year", id.Year),
                ("$number", id.Number),
                ("$sequence", sequence)
            )
            .SingleOrDefault();

    /// <summary>Asks for each status by itself, so that a page costs a page however many closed ones there are.</summary>
    public static IReadOnlyList<Escalation> List(SqliteConnection sqlite, string tenant, IReadOnlyCollection<Status> statuses, string? csm, int limit)
    {
        IEnumerable<Status> wanted = statuses.Count > 0 ? statuses.Distinct() : Enum.GetValues<Status>();
        const string Newest = "ORDER BY last_event_at DESC, year DESC, number DESC LIMIT $limit";
        var of = csm is null ? "" : "AND csm = $csm";
        var each = wanted.Select(status =>
            $"SELECT * FROM (SELECT last_event_at, year, number, snapshot FROM escalations WHERE tenant = $tenant AND status = '{status.Key()}' {of} {Newest})"
        );
        return sqlite.Query(
            $"SELECT year, number, snapshot FROM ({string.Join(" UNION ALL ", each)}) {Newest}",
            row => Read(sqlite, tenant, row),
            ("$tenant", tenant),
            ("$csm", csm),
            ("$limit", Math.Max(limit, 0))
        );
    }

    public static IReadOnlyList<Escalation> Updated(
        SqliteConnection sqlite,
        string tenant,
        IReadOnlyCollection<Status> statuses,
        UpdatePosition after,
        int limit
    )
    {
        IEnumerable<Status> wanted = statuses.Count > 0 ? statuses.Distinct() : Enum.GetValues<Status>();
        const string Oldest = "ORDER BY last_event_at, year, number LIMIT $limit";
        var each = wanted.Select(status =>
            "SELECT * FROM (SELECT last_event_at, year, number, snapshot FROM escalations WHERE tenant = $tenant "
            + $"AND status = '{status.Key()}' AND (last_event_at, year, number) > ($at, $year, $number) {Oldest})"
        );
        return sqlite.Query(
            $"SELECT year, number, snapshot FROM ({string.Join(" UNION ALL ", each)}) {Oldest}",
            row => Read(sqlite, tenant, row),
            ("$tenant", tenant),
            ("$at", Sql.Ticks(after.At)),
            ("$year", after.Id.Year),
            ("$number", after.Id.Number),
            ("$limit", Math.Max(limit, 0))
        );
    }

    public static IReadOnlyList<Escalation> OfAccount(SqliteConnection sqlite, string tenant, string account, DateTimeOffset since, int limit)
    {
        var (key, earlier) = StoredText.AccountKeys(account);
        return sqlite.Query(
            "SELECT year, number, snapshot FROM escalations WHERE tenant = $tenant AND account IN ($account, $earlier) AND routed_at >= $since "
                + "ORDER BY routed_at DESC LIMIT $limit",
            row => Read(sqlite, tenant, row),
            ("$tenant", tenant),
            ("$account", key),
            ("$earlier", earlier),
            ("$since", Sql.Ticks(since)),
            ("$limit", Math.Max(limit, 0))
        );
    }

    public static IReadOnlyList<OpenPosition> Open(SqliteConnection sqlite, string tenant, OpenPosition? after, int limit) =>
        sqlite.Query(
            OpenSql,
            row => new OpenPosition(row.GetInt32(0), new(row.GetInt32(1), row.GetInt32(2))),
            ("$tenant", tenant),
            ("$urgency", after?.Urgency ?? -1),
            ("$year", after?.Id.Year ?? 0),
            ("$number", after?.Id.Number ?? 0),
            ("$limit", Math.Max(limit, 0))
        );

    /// <summary>By urgency too, which the index begins with: what is not due costs nothing.</summary>
    public static DateTimeOffset? OldestDue(SqliteConnection sqlite, DateTimeOffset now) =>
        Severities
            .All.Select(severity =>
                sqlite.Value(
                    "SELECT next_wake FROM escalations WHERE urgency = $urgency AND next_wake <= $now ORDER BY next_wake LIMIT 1",
                    ("$urgency", (int)severity),
                    ("$now", Sql.Ticks(now))
                )
            )
            .OfType<long>()
            .Select(ticks => (DateTimeOffset?)Sql.Instant(ticks))
            .Min();

    /// <summary>Asks for each urgency by itself, so that what is not due, and what does not fit, costs nothing.</summary>
    public static IReadOnlyList<DueKey> Due(SqliteConnection sqlite, DateTimeOffset now, int limit)
    {
        var due = new List<DueKey>();
        foreach (var severity in Severities.All)
        {
            due.AddRange(
                sqlite.Query(
                    DueSql,
                    row => new DueKey(row.GetString(0), new(row.GetInt32(1), row.GetInt32(2))),
                    ("$urgency", (int)severity),
                    ("$now", Sql.Ticks(now)),
                    ("$limit", Math.Max(limit - due.Count, 0))
                )
            );
        }

        return due;
    }
}
