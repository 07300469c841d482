using System.Globalization;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>
/// What reports read, kept beside the record and written in the transaction that stores it: every state of an active escalation
/// with the instants from and until which it was so (<c>report_states</c>), and everything that is counted with its instant
/// (<c>report_milestones</c>); <see cref="ReportFold"/> says what these are. Neither is overwritten, so that a report about any
/// instant asks two indexes, and costs what was active then and what happened in its week, not what is stored. What was stored
/// before there were these tables is read into them by <see cref="ReportFilling"/>.
/// </summary>
internal static class SqliteReports
{
    /// <summary>
    /// The last class of lengths. Past states are sorted by how long they lasted, in classes of hours that double, so that those of
    /// one instant are found without a walk through all.
    /// </summary>
    private const int LongestSpan = 20;

    private static readonly Dictionary<string, Status> Statuses = Enum.GetValues<Status>().ToDictionary(status => status.Key());

    /// <summary>
    /// What was so at <c>$at</c>: states that still are, and past ones. Of each class only those can have been that ended soon
    /// enough after it.
    /// </summary>
    private const string Past =
        "spans CROSS JOIN report_states AS s INDEXED BY report_states_past WHERE s.tenant = $tenant AND s.span = spans.span AND "
        + "s.valid_to > $at AND s.valid_to <= $at + spans.length AND s.valid_from <= $at";

    private const string Current = "WHERE s.tenant = $tenant AND s.valid_to IS NULL AND s.valid_from <= $at";

    private const string Order = "severity, routed_at, year, number";

    private static readonly string Spans =
        $"WITH spans (span, length) AS (VALUES {string.Join(", ", Enumerable.Range(0, LongestSpan + 1).Select(span => $"({span}, {LengthOf(span)})"))})";

    public static readonly string CountSql = $"""
        {Spans}
        SELECT status, category, sum(n) FROM (
            SELECT s.status AS status, s.category AS category, count(*) AS n
            FROM report_states AS s INDEXED BY report_states_counts {Current} GROUP BY s.status, s.category
            UNION ALL
            SELECT s.status, s.category, count(*) FROM {Past} GROUP BY s.status, s.category)
        GROUP BY status, category
        """;

    /// <summary>Sums are taken apart, because that of many long waits does not fit into an integer.</summary>
    public const string MilestoneSql = """
        SELECT category, count(*), sum(took / 10000000), sum(took % 10000000) FROM report_milestones INDEXED BY report_milestones_by_week
        WHERE tenant = $tenant AND kind = $kind AND at BETWEEN $since AND $at AND valid_from <= $at AND (valid_to IS NULL OR valid_to > $at)
        GROUP BY category
        """;

    public static readonly string FirstSql = ActiveSql("");

    public static readonly string NextSql = ActiveSql($"AND (s.severity, s.routed_at, s.year, s.number) > ($severity, $routed, $year, $number)");

    public static (WeekFigures Figures, IReadOnlyList<ActiveEscalation> First) Week(
        SqliteConnection sqlite,
        string tenant,
        DateTimeOffset since,
        DateTimeOffset asOf,
        int limit
    )
    {
        using var moment = sqlite.BeginTransaction(deferred: true);
        var active = sqlite.Query(CountSql, row => (StatusOf(row.GetString(0)), Text(row, 1), row.GetInt32(2)), ("$tenant", tenant), ("$at", Sql.Ticks(asOf)));
        return (
            new(
                active,
                Milestones(MilestoneKind.Routed).Sum(m => m.Took.Count),
                Milestones(MilestoneKind.Resolved),
                Milestones(MilestoneKind.Acknowledged).Aggregate(Durations.None, (sum, m) => sum + m.Took)
            )
            {
                Choices = ChoiceCounts.Of(kind => Milestones(kind).Sum(m => m.Took.Count)),
            },
            ActiveAt(sqlite, tenant, asOf, null, limit)
        );

        List<(string? Category, Durations Took)> Milestones(MilestoneKind kind) =>
            sqlite.Query(
                MilestoneSql,
                row => (Text(row, 0), new Durations(row.GetInt32(1), (row.GetInt64(2) * 10_000_000m) + row.GetInt64(3))),
                ("$tenant", tenant),
                ("$kind", (int)kind),
                ("$since", Sql.Ticks(since)),
                ("$at", Sql.Ticks(asOf))
            );
    }

    public static IReadOnlyList<ActiveEscalation> ActiveAt(SqliteConnection sqlite, string tenant, DateTimeOffset asOf, ActiveEscalation? after, int limit) =>
        after is null
            ? sqlite.Query(FirstSql, Active, ("$tenant", tenant), ("$at", Sql.Ticks(asOf)), ("$limit", Math.Max(limit, 0)))
            : sqlite.Query(
                NextSql,
                Active,
                ("$tenant", tenant),
                ("$at", Sql.Ticks(asOf)),
                ("$limit", Math.Max(limit, 0)),
                ("$severity", Urgency(after.State)),
                ("$routed", Sql.Ticks(after.State.RoutedAt)),
                ("$year", after.Id.Year),
                ("$number", after.Id.Number)
            );

    /// <summary>Takes what happened into the figures. Runs inside the transaction that stores it, before the snapshot is written again.</summary>
    public static void Follow(SqliteConnection sqlite, string tenant, long key, Change change)
    {
        var isNew = change.ExpectedVersion == 0;
        var fold = isNew ? ReportFold.Empty : Fold(sqlite, key);
        if (fold is null && key <= Filled(sqlite).Last)
        {
            // Stored before there were figures: it is read with the rest of its time, or could not be read.
            return;
        }

        if (fold?.Version != change.ExpectedVersion)
        {
            // A program without figures wrote here meanwhile.
            Forget(sqlite, key);
            Keep(sqlite, tenant, key, change.After.Id);
            return;
        }

        // What is so after the last event is at hand; only where there are several, those before it are folded.
        var escalation =
            isNew || change.New.Count == 1
                ? null
                : SqliteReading.Snapshot(
                    sqlite,
                    tenant,
                    change.After.Id,
                    (string)sqlite.Value("SELECT snapshot FROM escalations WHERE key = $key", ("$key", key))!
                );
        var changes = new List<ReportChange>();
        foreach (var (i, happened) in change.New.Index())
        {
            escalation =
                i == change.New.Count - 1 ? change.After
                : escalation is null ? Escalation.Begin(tenant, change.After.Id, happened)
                : escalation.After(happened);
            fold = fold.After(happened, escalation, changes);
        }

        Write(sqlite, tenant, key, change.After.Id, fold, changes);
    }

    /// <summary>How much has been read of what was stored before there were figures: the last key that was, and the last key of all.</summary>
    public static (long Read, long Last) Filled(SqliteConnection sqlite) =>
        sqlite.Query("SELECT filled, last FROM report_filling", row => (row.GetInt64(0), row.GetInt64(1)))[0];

    /// <summary>Reads the next escalations of those that were stored before there were figures.</summary>
    /// <returns>How many have been gone through, and which of them could not be read.</returns>
    public static (int Count, IReadOnlyList<UnreadableRecord> Unreadable) Fill(SqliteConnection sqlite, int limit)
    {
        var (filled, last) = Filled(sqlite);
        var page = sqlite.Query(
            """
            SELECT x.key, x.tenant, x.year, x.number, f.escalation IS NOT NULL
            FROM escalations x LEFT JOIN report_folds f ON f.escalation = x.key WHERE x.key > $filled AND x.key <= $last ORDER BY x.key LIMIT $limit
            """,
            row => (Key: row.GetInt64(0), Tenant: row.GetString(1), Id: new EscalationId(row.GetInt32(2), row.GetInt32(3)), IsDone: row.GetBoolean(4)),
            ("$filled", filled),
            ("$last", last),
            ("$limit", limit)
        );
        var unreadable = new List<UnreadableRecord>();
        foreach (var (key, tenant, id, _) in page.Where(one => !one.IsDone))
        {
            try
            {
                Keep(sqlite, tenant, key, id);
            }
            catch (Exception why) when (why is not SqliteException)
            {
                // What cannot be read is in no report, and keeps no other from being in one.
                unreadable.Add(new(tenant, id, why));
            }
        }

        sqlite.Execute("UPDATE report_filling SET filled = $filled", ("$filled", page.Count < limit ? last : page[^1].Key));
        return (page.Count, unreadable);
    }

    private static string ActiveSql(string behind) =>
        $"""
            {Spans}, picked AS MATERIALIZED (
                SELECT * FROM (
                    SELECT s.escalation, s.sequence, s.severity, s.routed_at, s.year, s.number
                    FROM report_states AS s INDEXED BY report_states_listed {Current} {behind}
                    ORDER BY s.severity, s.routed_at, s.year, s.number LIMIT $limit)
                UNION ALL
                SELECT * FROM (
                    SELECT s.escalation, s.sequence, s.severity, s.routed_at, s.year, s.number
                    FROM {Past} {behind}
                    ORDER BY s.severity, s.routed_at, s.year, s.number LIMIT $limit)
                ORDER BY {Order} LIMIT $limit)
            SELECT p.year, p.number, s.status, s.category, s.severity, s.routed_at,
                s.account, s.owner, s.arr_at_risk, s.sentiment, s.csm_update_due, s.last_moved
            FROM picked p CROSS JOIN report_states s ON s.escalation = p.escalation AND s.sequence = p.sequence
            ORDER BY p.severity, p.routed_at, p.year, p.number
            """;

    /// <summary>Makes the figures anew from the record, of which texts were erased.</summary>
    public static void Renew(SqliteConnection sqlite, string tenant, long key, EscalationId id)
    {
        Forget(sqlite, key);
        Keep(sqlite, tenant, key, id);
    }

    /// <summary>Reads the whole record. It is read and folded before anything is written.</summary>
    private static void Keep(SqliteConnection sqlite, string tenant, long key, EscalationId id)
    {
        var history = sqlite.Query(
            "SELECT sequence, json, hash FROM events WHERE escalation = $key ORDER BY sequence",
            row => HashChain.Open(new(row.GetInt32(0), row.GetString(1), row.GetString(2))),
            ("$key", key)
        );
        var changes = new List<ReportChange>();
        var fold = ReportFold.Of(tenant, id, history, changes);
        Write(sqlite, tenant, key, id, fold, changes);
    }

    private static void Forget(SqliteConnection sqlite, long key) =>
        sqlite.Execute(
            "DELETE FROM report_folds WHERE escalation = $key; DELETE FROM report_states WHERE escalation = $key; DELETE FROM "
                + "report_milestones WHERE escalation = $key;",
            ("$key", key)
        );

    private static ReportFold? Fold(SqliteConnection sqlite, long key) =>
        sqlite.Query(
            "SELECT version, seen_at, waiting_since, was_routed, state, resolution, counted_once FROM report_folds WHERE escalation = $key",
            row => new ReportFold
            {
                Version = row.GetInt32(0),
                SeenAt = Sql.Instant(row.GetInt64(1)),
                WaitingSince = Instant(row, 2),
                WasRouted = row.GetBoolean(3),
                State = row.IsDBNull(4) ? null : State(sqlite, key, row.GetInt32(4)),
                Resolution = row.IsDBNull(5) ? null : Resolution(sqlite, key, row.GetInt32(5)),
                CountedOnce = row.GetInt32(6),
            },
            ("$key", key)
        )
            is [var fold]
            ? fold
            : null;

    private static Lasting<ActiveState> State(SqliteConnection sqlite, long key, int sequence) =>
        sqlite
            .Query(
                """
                SELECT year, number, status, category, severity, routed_at, account, owner, arr_at_risk, sentiment, csm_update_due, last_moved, valid_from
                FROM report_states WHERE escalation = $key AND sequence = $sequence
                """,
                row => new Lasting<ActiveState>(sequence, Sql.Instant(row.GetInt64(12)), Active(row).State),
                ("$key", key),
                ("$sequence", sequence)
            )
            .Single();

    private static Lasting<Milestone> Resolution(SqliteConnection sqlite, long key, int sequence) =>
        sqlite
            .Query(
                "SELECT at, took, category, valid_from FROM report_milestones WHERE escalation = $key AND kind = $kind AND sequence = $sequence",
                row => new Lasting<Milestone>(
                    sequence,
                    Sql.Instant(row.GetInt64(3)),
                    new(MilestoneKind.Resolved, Sql.Instant(row.GetInt64(0)), new(row.GetInt64(1)), Text(row, 2))
                ),
                ("$key", key),
                ("$kind", (int)MilestoneKind.Resolved),
                ("$sequence", sequence)
            )
            .Single();

    /// <summary>Writes each state and each milestone once, also where it began and ended by these changes.</summary>
    private static void Write(SqliteConnection sqlite, string tenant, long key, EscalationId id, ReportFold fold, IReadOnlyCollection<ReportChange> changes)
    {
        var ended = changes.OfType<StateEnded>().ToDictionary(end => end.Sequence);
        foreach (var began in changes.OfType<StateBegan>())
        {
            ended.Remove(began.State.Sequence, out var end);
            if (end?.At != began.State.From)
            {
                Begin(sqlite, tenant, key, id, began.State, end?.At);
            }
        }

        foreach (var end in ended.Values)
        {
            sqlite.Execute(
                end.From == end.At
                    ? "DELETE FROM report_states WHERE escalation = $key AND sequence = $sequence"
                    : "UPDATE report_states SET valid_to = $to, span = $span WHERE escalation = $key AND sequence = $sequence",
                ("$key", key),
                ("$sequence", end.Sequence),
                ("$to", Sql.Ticks(end.At)),
                ("$span", SpanOf(end.At - end.From))
            );
        }

        var undone = changes.OfType<ResolutionUndone>().ToDictionary(undoing => undoing.Sequence);
        foreach (var reached in changes.OfType<MilestoneReached>())
        {
            ResolutionUndone? undoing = null;
            if (reached.Milestone.What.Kind == MilestoneKind.Resolved)
            {
                undone.Remove(reached.Milestone.Sequence, out undoing);
            }

            Reach(sqlite, tenant, key, reached.Milestone, undoing?.At);
        }

        foreach (var undoing in undone.Values)
        {
            sqlite.Execute(
                "UPDATE report_milestones SET valid_to = $to WHERE escalation = $key AND kind = $kind AND sequence = $sequence",
                ("$key", key),
                ("$kind", (int)MilestoneKind.Resolved),
                ("$sequence", undoing.Sequence),
                ("$to", Sql.Ticks(undoing.At))
            );
        }

        sqlite.Execute(
            """
            INSERT INTO report_folds (escalation, version, seen_at, waiting_since, was_routed, state, resolution, counted_once)
            VALUES ($key, $version, $seen, $waiting, $routed, $state, $resolution, $counted)
            ON CONFLICT DO UPDATE SET version = excluded.version, seen_at = excluded.seen_at, waiting_since = excluded.waiting_since,
                was_routed = excluded.was_routed, state = excluded.state, resolution = excluded.resolution, counted_once = excluded.counted_once
            """,
            ("$key", key),
            ("$version", fold.Version),
            ("$seen", Sql.Ticks(fold.SeenAt)),
            ("$waiting", Sql.Ticks(fold.WaitingSince)),
            ("$routed", fold.WasRouted),
            ("$state", fold.State?.Sequence),
            ("$resolution", fold.Resolution?.Sequence),
            ("$counted", fold.CountedOnce)
        );
    }

    private static void Begin(SqliteConnection sqlite, string tenant, long key, EscalationId id, Lasting<ActiveState> began, DateTimeOffset? ended)
    {
        var state = began.What;
        sqlite.Execute(
            """
            INSERT INTO report_states (escalation, sequence, tenant, year, number, valid_from, valid_to, span,
                status, category, severity, routed_at, account, owner, arr_at_risk, sentiment, csm_update_due, last_moved)
            VALUES ($key, $sequence, $tenant, $year, $number, $from, $to, $span,
                $status, $category, $severity, $routed, $account, $owner, $arr, $sentiment, $update, $moved)
            """,
            ("$key", key),
            ("$sequence", began.Sequence),
            ("$tenant", tenant),
            ("$year", id.Year),
            ("$number", id.Number),
            ("$from", Sql.Ticks(began.From)),
            ("$to", Sql.Ticks(ended)),
            ("$span", ended is { } to ? SpanOf(to - began.From) : null),
            ("$status", state.Status.Key()),
            ("$category", state.Category),
            ("$severity", Urgency(state)),
            ("$routed", Sql.Ticks(state.RoutedAt)),
            ("$account", state.Account),
            ("$owner", state.Owner),
            ("$arr", state.ArrAtRisk?.ToString(CultureInfo.InvariantCulture)),
            ("$sentiment", state.Sentiment?.ToString()),
            ("$update", Sql.Ticks(state.CsmUpdateDueAt)),
            ("$moved", Sql.Ticks(state.LastMovedAt))
        );
    }

    private static void Reach(SqliteConnection sqlite, string tenant, long key, Lasting<Milestone> reached, DateTimeOffset? undone) =>
        sqlite.Execute(
            "INSERT INTO report_milestones (escalation, kind, sequence, tenant, at, valid_from, valid_to, took, category) VALUES ($key, "
                + "$kind, $sequence, $tenant, $at, $from, $to, $took, $category)",
            ("$key", key),
            ("$kind", (int)reached.What.Kind),
            ("$sequence", reached.Sequence),
            ("$tenant", tenant),
            ("$at", Sql.Ticks(reached.What.At)),
            ("$from", Sql.Ticks(reached.From)),
            ("$to", Sql.Ticks(undone)),
            ("$took", reached.What.Took.Ticks),
            ("$category", reached.What.Category)
        );

    private static ActiveEscalation Active(SqliteDataReader row) =>
        new(
            new(row.GetInt32(0), row.GetInt32(1)),
            new(
                StatusOf(row.GetString(2)),
                Text(row, 3),
                row.IsDBNull(3) ? null : (Severity)row.GetInt32(4),
                Sql.Instant(row.GetInt64(5)),
                Text(row, 6),
                Text(row, 7),
                Text(row, 8) is { } arr ? decimal.Parse(arr, CultureInfo.InvariantCulture) : null,
                Text(row, 9) is { } sentiment ? Enum.Parse<Sentiment>(sentiment) : null,
                Instant(row, 10),
                Instant(row, 11)
            )
        );

    /// <summary>The class of a length: that of at most an hour is 0, and each further one reaches twice as far.</summary>
    private static int SpanOf(TimeSpan lasted)
    {
        var span = 0;
        while (span < LongestSpan && lasted.Ticks > LengthOf(span))
        {
            span++;
        }

        return span;
    }

    /// <summary>The longest that a state of a class can have lasted, in ticks.</summary>
    private static long LengthOf(int span) => span == LongestSpan ? TimeSpan.FromDays(365_000).Ticks : TimeSpan.TicksPerHour << span;

    private static int Urgency(ActiveState state) => (int)(state.Severity ?? Severity.S4);

    private static Status StatusOf(string key) => Statuses[key];

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Instant(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Sql.Instant(row.GetInt64(column));
}

/// <summary>An escalation whose record cannot be read.</summary>
internal sealed record UnreadableRecord(string Tenant, EscalationId Id, Exception Why);
