using System.Globalization;
using Escalations;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>
/// What is owed, lane by lane: by rank, then in the order in which it became owed. A message lifts the earlier ones that
/// concern the same escalation to its own rank, so that order by rank never turns theirs round.
/// Everything here that writes runs inside the caller's transaction.
/// </summary>
internal static class SqliteOutbox
{
    /// <summary>The most severe, and what somebody waits for; S2; the rest.</summary>
    private const int Ranks = 3;

    /// <summary>A token that is still there belongs to somebody who died over the message: it may have been sent.</summary>
    public const string ClaimSql = """
        UPDATE owed SET ready_at = $until, waits_from = $now, token = $token, attempts = attempts + 1, doubts = doubts + (token IS NOT NULL)
        WHERE number IN (
            SELECT number FROM owed WHERE head = 1 AND kind = $kind AND rank = $rank AND ready_at <= $now AND listable <= $lists
            ORDER BY ready_at, number LIMIT $limit)
        RETURNING number, tenant, json, attempts, owed_at, doubts, misses
        """;

    /// <summary>Whether <see cref="ClaimSql"/> or <see cref="SetBackSql"/> has anything to do.</summary>
    public const string DueSql = """
        SELECT EXISTS (SELECT 1 FROM owed WHERE head = 1 AND kind = $kind AND rank IN (0, 1, 2) AND ready_at <= $now AND listable <= $lists)
            OR EXISTS (SELECT 1 FROM owed WHERE head = 1 AND waits_from > $now)
        """;

    public const string NextSql = """
        SELECT min(at) FROM (
            SELECT (SELECT ready_at FROM owed WHERE head = 1 AND kind = $kind AND rank = 0 AND listable <= $lists ORDER BY ready_at LIMIT 1) AS at UNION ALL
            SELECT (SELECT ready_at FROM owed WHERE head = 1 AND kind = $kind AND rank = 1 AND listable <= $lists ORDER BY ready_at LIMIT 1) UNION ALL
            SELECT (SELECT ready_at FROM owed WHERE head = 1 AND kind = $kind AND rank = 2 AND listable <= $lists ORDER BY ready_at LIMIT 1))
        """;

    /// <summary>A wait that began later than now was stored before the clock was set back: it counts from now, in its old length.</summary>
    public const string SetBackSql = "UPDATE owed SET ready_at = $now + max(ready_at - waits_from, 0), waits_from = $now WHERE head = 1 AND waits_from > $now";

    /// <summary>Puts messages into their lanes; one that comes before all that wait there is the head.</summary>
    /// <returns>Those that were claimed by the offer.</returns>
    public static IReadOnlyList<ClaimedMessage> Owe(
        SqliteConnection sqlite,
        string tenant,
        IReadOnlyList<OutboxMessage> messages,
        DateTimeOffset at,
        ClaimOffer? offer = null
    )
    {
        var claimed = new List<ClaimedMessage>();
        foreach (var message in messages)
        {
            var (lane, about) = (message.To.OrderingKey, message.Concerns);
            var rank = RankOf(sqlite, tenant, message);
            var aside = about is { } id ? FollowOf(sqlite, tenant, lane, id, rank) : "";
            var ready = message.NotBefore > at ? message.NotBefore.Value : at;
            var isHead =
                sqlite.Value(
                    "SELECT EXISTS (SELECT 1 FROM owed WHERE tenant = $tenant AND lane = $lane AND aside = $aside AND state = 'owed')",
                    ("$tenant", tenant),
                    ("$lane", lane),
                    ("$aside", aside)
                )
                is 0L;
            var isClaimed = offer is not null && offer.Kind == message.To.Kind && claimed.Count < offer.Limit && isHead && ready <= at && !message.IsListable;
            var token = isClaimed ? NewToken() : null;
            var number = (long)
                sqlite.Value(
                    """
                    INSERT INTO owed (tenant, lane, kind, json, owed_at, ready_at, waits_from, head, rank, about, aside, listable, token, attempts, doubts)
                    VALUES ($tenant, $lane, $kind, $json, $at, $ready, $at, $head, $rank, $about, $aside, $listable, $token, $attempts, $doubts)
                    RETURNING number
                    """,
                    ("$tenant", tenant),
                    ("$lane", lane),
                    ("$kind", (int)message.To.Kind),
                    ("$json", StoredText.Of(message)),
                    ("$at", Sql.Ticks(at)),
                    ("$ready", Sql.Ticks(isClaimed ? offer!.Until : ready)),
                    ("$head", isHead ? 1 : 0),
                    ("$rank", rank),
                    ("$about", about?.ToString()),
                    ("$aside", aside),
                    ("$listable", message.IsListable ? 1 : 0),
                    ("$token", token),
                    ("$attempts", isClaimed ? 1 : 0),
                    ("$doubts", message.MayHaveArrived ? 1 : 0)
                )!;
            if (token is not null)
            {
                claimed.Add(new(number, tenant, message, 1, at, token) { Doubts = message.MayHaveArrived ? 1 : 0 });
            }

            if (!isHead)
            {
                Seat(sqlite, tenant, lane, aside);
            }
        }

        return claimed;
    }

    /// <summary>Whether a claim would find anything: to look is much less than to write.</summary>
    public static bool IsAnyDue(SqliteConnection sqlite, OutboxQueue kind, DateTimeOffset now, bool lists) =>
        sqlite.Value(DueSql, ("$kind", (int)kind), ("$now", Sql.Ticks(now)), ("$lists", lists ? 1 : 0)) is 1L;

    public static bool IsAnyOwed(SqliteConnection sqlite, string tenant, string lane) =>
        sqlite.Value("SELECT EXISTS (SELECT 1 FROM owed WHERE tenant = $tenant AND lane = $lane AND state = 'owed')", ("$tenant", tenant), ("$lane", lane))
            is 1L;

    /// <param name="lists">Whether what may be said in a list may be claimed as well.</param>
    public static IReadOnlyList<ClaimedMessage> Claim(SqliteConnection sqlite, OutboxQueue kind, DateTimeOffset now, TimeSpan lease, int limit, bool lists)
    {
        sqlite.Execute(SetBackSql, ("$now", Sql.Ticks(now)));
        var token = NewToken();
        var claimed = new List<ClaimedMessage>();
        for (var rank = 0; rank < Ranks && claimed.Count < limit; rank++)
        {
            claimed.AddRange(
                sqlite
                    .Query(
                        ClaimSql,
                        row => new ClaimedMessage(
                            row.GetInt64(0),
                            row.GetString(1),
                            StoredText.Owed(row.GetString(2)),
                            row.GetInt32(3),
                            Sql.Instant(row.GetInt64(4)),
                            token
                        )
                        {
                            Doubts = row.GetInt32(5),
                            Misses = row.GetInt32(6),
                        },
                        ("$kind", (int)kind),
                        ("$rank", rank),
                        ("$now", Sql.Ticks(now)),
                        ("$until", Sql.Ticks(now + lease)),
                        ("$token", token),
                        ("$lists", lists ? 1 : 0),
                        ("$limit", limit - claimed.Count)
                    )
                    .OrderBy(message => message.Number)
            );
        }

        return claimed;
    }

    /// <returns>How many were still theirs, and were renewed.</returns>
    public static int Renew(SqliteConnection sqlite, IEnumerable<ClaimedMessage> claimed, DateTimeOffset until) =>
        claimed.Sum(message =>
            sqlite.Execute(
                "UPDATE owed SET ready_at = $until WHERE number = $number AND token = $token AND state = 'owed'",
                ("$until", Sql.Ticks(until)),
                ("$number", message.Number),
                ("$token", message.Token)
            )
        );

    public static IReadOnlyList<WaitingMessage> Behind(SqliteConnection sqlite, ClaimedMessage claimed, int limit) =>
        sqlite.Query(
            """
            SELECT number, json FROM owed
            WHERE tenant = $tenant AND lane = $lane AND aside = (SELECT aside FROM owed WHERE number = $number)
                AND state = 'owed' AND number <> $number AND token IS NULL
            ORDER BY rank, number LIMIT $limit
            """,
            row => new WaitingMessage(row.GetInt64(0), StoredText.Owed(row.GetString(1))),
            ("$tenant", claimed.Tenant),
            ("$lane", claimed.Message.To.OrderingKey),
            ("$number", claimed.Number),
            ("$limit", Math.Max(limit, 0))
        );

    public static bool Settle(SqliteConnection sqlite, ClaimedMessage claimed, DeliveryResult deliveryResult)
    {
        var found = sqlite.Query(
            "SELECT tenant, lane, aside, json FROM owed WHERE number = $number AND token = $token AND state = 'owed'",
            row => (Tenant: row.GetString(0), Lane: row.GetString(1), Aside: row.GetString(2), Json: row.GetString(3)),
            ("$number", claimed.Number),
            ("$token", claimed.Token)
        );
        if (found is not [var (tenant, lane, aside, json)])
        {
            return false;
        }

        switch (deliveryResult)
        {
            case Retry again:
                sqlite.Execute(
                    "UPDATE owed SET ready_at = $at, token = NULL, why = $why, doubts = doubts + $doubt, misses = misses + $miss WHERE number = $number",
                    ("$number", claimed.Number),
                    ("$at", Sql.Ticks(again.NotBefore)),
                    ("$why", again.Why),
                    ("$doubt", again.InDoubt ? 1 : 0),
                    ("$miss", again.Missing ? 1 : 0)
                );
                if (again.IsItsOwn && aside.Length == 0)
                {
                    PutAside(sqlite, tenant, lane, claimed.Number, StoredText.Owed(json).Concerns?.ToString());
                }

                Seat(sqlite, tenant, lane, aside);
                break;
            case Delivered sent:
                foreach (var along in sent.AlsoDelivered)
                {
                    sqlite.Execute(
                        "UPDATE owed SET state = 'sent', settled_at = $at WHERE number = $along AND tenant = $tenant AND lane = $lane "
                            + "AND state = 'owed' AND head = 0",
                        ("$along", along),
                        ("$tenant", tenant),
                        ("$lane", lane),
                        ("$at", Sql.Ticks(sent.At))
                    );
                }

                End(sqlite, claimed.Number, tenant, lane, aside, "sent", sent.At, why: null);
                Owe(sqlite, tenant, [.. StoredText.FollowUps(json), .. sent.FollowUps], sent.At);
                SqliteDirectory.Put(sqlite, tenant, DirectoryEntry.Of(sent));
                if (sent.HasReached)
                {
                    SqliteDirectory.Forget(sqlite, tenant, DirectoryEntry.UnreachableKind, lane);
                }

                if (sent.Card is { } card)
                {
                    SqliteDirectory.Put(sqlite, tenant, card);
                }

                break;
            case DeadLettered deadLettered:
                End(sqlite, claimed.Number, tenant, lane, aside, "undeliverable", deadLettered.At, deadLettered.Why);
                Owe(sqlite, tenant, deadLettered.Fallbacks, deadLettered.At);
                break;
            default:
                throw new ArgumentException($"A settlement of an unknown kind: {deliveryResult.GetType().Name}.", nameof(deliveryResult));
        }

        return true;
    }

    public static DateTimeOffset? NextAt(SqliteConnection sqlite, OutboxQueue kind, bool lists) =>
        sqlite.Value(NextSql, ("$kind", (int)kind), ("$lists", lists ? 1 : 0)) is long ticks ? Sql.Instant(ticks) : null;

    /// <summary>What waits for its time and was never tried has no age yet.</summary>
    public static IReadOnlyList<Backlog> Backlog(SqliteConnection sqlite, DateTimeOffset now)
    {
        var owed = sqlite.Query(
            """
            SELECT kind, count(*), min(CASE WHEN head = 1 AND attempts > 0 THEN owed_at WHEN head = 1 AND ready_at <= $now THEN ready_at END)
            FROM owed WHERE state = 'owed' GROUP BY kind
            """,
            row => new Backlog((OutboxQueue)row.GetInt32(0), row.GetInt64(1), row.IsDBNull(2) ? null : Sql.Instant(row.GetInt64(2))),
            ("$now", Sql.Ticks(now))
        );
        return [.. Enum.GetValues<OutboxQueue>().Select(queue => owed.FirstOrDefault(one => one.Queue == queue) ?? new(queue, 0, null))];
    }

    public static int Prune(SqliteConnection sqlite, DateTimeOffset before) =>
        sqlite.Execute("DELETE FROM owed WHERE state = 'sent' AND settled_at < $before", ("$before", Sql.Ticks(before)));

    /// <summary>Lifts what waits in a lane about an escalation to the rank of what follows it.</summary>
    /// <returns>Where that waits, which what follows does too: beside the lane, or "" for in it.</returns>
    private static string FollowOf(SqliteConnection sqlite, string tenant, string lane, EscalationId about, int rank)
    {
        (string, object?)[] those = [("$tenant", tenant), ("$lane", lane), ("$about", about.ToString())];
        var aside = (string?)
            sqlite.Value(
                "SELECT aside FROM owed WHERE tenant = $tenant AND lane = $lane AND about = $about AND state = 'owed' ORDER BY number DESC LIMIT 1",
                those
            );
        if (aside is not null)
        {
            sqlite.Execute(
                "UPDATE owed SET rank = $rank WHERE tenant = $tenant AND lane = $lane AND about = $about AND state = 'owed' AND rank > $rank",
                [.. those, ("$rank", rank)]
            );
        }

        return aside ?? "";
    }

    private static string NewToken() => $"{Guid.NewGuid():N}";

    private static int RankOf(SqliteConnection sqlite, string tenant, OutboxMessage message)
    {
        if (message.IsAwaited)
        {
            return 0;
        }

        return
            message.Concerns is { } id
            && sqlite.Value(
                "SELECT urgency FROM escalations WHERE tenant = $tenant AND year = $year AND number = $number",
                ("$tenant", tenant),
                ("$year", id.Year),
                ("$number", id.Number)
            )
                is long urgency
            ? (int)Math.Min(urgency, Ranks - 1)
            : Ranks - 1;
    }

    /// <summary>Takes a message that failed by itself out of its lane, with what follows it about the same escalation: the others go on.</summary>
    private static void PutAside(SqliteConnection sqlite, string tenant, string lane, long number, string? about)
    {
        var beside = about ?? string.Create(CultureInfo.InvariantCulture, $"#{number}");
        sqlite.Execute(
            "UPDATE owed SET aside = $beside, head = 0 WHERE number = $number OR (tenant = $tenant AND lane = $lane AND about = $about "
                + "AND aside = '' AND state = 'owed')",
            ("$beside", beside),
            ("$number", number),
            ("$tenant", tenant),
            ("$lane", lane),
            ("$about", about)
        );
        Seat(sqlite, tenant, lane, beside);
    }

    /// <summary>Takes a message out of its lane; the next one becomes the head.</summary>
    private static void End(SqliteConnection sqlite, long number, string tenant, string lane, string aside, string state, DateTimeOffset at, string? why)
    {
        sqlite.Execute(
            "UPDATE owed SET state = $state, head = 0, token = NULL, settled_at = $at, why = coalesce($why, why) WHERE number = $number",
            ("$number", number),
            ("$state", state),
            ("$at", Sql.Ticks(at)),
            ("$why", why)
        );
        Seat(sqlite, tenant, lane, aside);
    }

    /// <summary>
    /// Makes the first of those that wait the head. One that is being sent stays it. A head that waits because its place did not
    /// take it hands its wait on to the one that comes before it: the place is left alone, whoever is first.
    /// </summary>
    private static void Seat(SqliteConnection sqlite, string tenant, string lane, string aside)
    {
        const string Those = "tenant = $tenant AND lane = $lane AND aside = $aside";
        (string, object?)[] where = [("$tenant", tenant), ("$lane", lane), ("$aside", aside)];
        if (sqlite.Value($"SELECT number FROM owed WHERE {Those} AND state = 'owed' ORDER BY rank, number LIMIT 1", where) is not long first)
        {
            return;
        }

        var heads = sqlite.Query(
            $"SELECT number, token IS NOT NULL, attempts, ready_at, waits_from FROM owed WHERE {Those} AND head = 1",
            row => (Number: row.GetInt64(0), IsClaimed: row.GetBoolean(1), Attempts: row.GetInt32(2), ReadyAt: row.GetInt64(3), From: row.GetInt64(4)),
            where
        );
        if (heads is [var head])
        {
            if (head.Number == first || head.IsClaimed)
            {
                return;
            }

            sqlite.Execute("UPDATE owed SET head = 0 WHERE number = $number", ("$number", head.Number));
            if (head.Attempts > 0)
            {
                sqlite.Execute(
                    "UPDATE owed SET ready_at = max(ready_at, $ready), waits_from = $from WHERE number = $number",
                    ("$ready", head.ReadyAt),
                    ("$from", head.From),
                    ("$number", first)
                );
            }
        }

        sqlite.Execute("UPDATE owed SET head = 1 WHERE number = $number", ("$number", first));
    }
}
