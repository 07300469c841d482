using EscalationAgent.Storage;
using Escalations;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Benchmarks;

/// <summary>A store with many escalations, made quickly: a few lives are stored as the program does, and copied with their instants moved.</summary>
internal static class LargeStore
{
    public const string Tenant = "4f52b2d0-0000-4000-8000-000000000002";

    private const int Templates = 8;

    private static readonly Person Ann = new("ann", "Ann Alvarez");
    private static readonly Person Bob = new("bob", "Bob Stone", "Eng Lead");

    /// <summary>Closed ones are spread over the two years before <paramref name="now"/>, open ones over its last two months.</summary>
    /// <param name="isOld">True for a file as it was before there were figures for reports; else the figures are there, and the
    /// events, which nothing reads, are not.</param>
    public static async Task FillAsync(string path, int open, int closed, DateTimeOffset now, bool isOld)
    {
        using (var store = SqliteStore.Open(path))
        {
            for (var number = 1; number <= 2 * Templates; number++)
            {
                await store.CommitAsync(
                    new()
                    {
                        Tenant = "template",
                        At = now,
                        Change = Life(new(2020, number), number > Templates, now),
                    },
                    CancellationToken.None
                );
            }
        }

        using var sqlite = SqliteFile.Open(path).Connect();
        sqlite.Execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;");
        Copy(sqlite, 0, open, firstTemplate: 1, TimeSpan.FromDays(60).Ticks / Math.Max(open, 1), isOld);
        Copy(sqlite, open, closed, firstTemplate: Templates + 1, TimeSpan.FromDays(730).Ticks / Math.Max(closed, 1), isOld);
        if (isOld)
        {
            sqlite.Execute("UPDATE report_filling SET last = (SELECT max(key) FROM escalations)");
        }

        sqlite.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void Copy(SqliteConnection sqlite, int from, int count, int firstTemplate, long step, bool isOld)
    {
        const int AtOnce = 50_000;
        for (var done = 0; done < count; done += AtOnce)
        {
            using var transaction = sqlite.BeginTransaction();
            var first = from + done + 1;
            var last = from + Math.Min(done + AtOnce, count);
            Insert(
                "escalations",
                """
                key, tenant, year, number, version, head_hash, status, csm, started_at, last_event_at, ended_at, next_wake, snapshot, urgency, account, routed_at
                """,
                """
                100 + n.value, $tenant, 2021, n.value, t.version, t.head_hash, t.status, t.csm || (n.value % 500), t.started_at - n.value % $step_of * $step, t.last_event_at - n.value % $step_of * $step,
                t.ended_at - n.value % $step_of * $step, NULL, t.snapshot, t.urgency, t.account || n.value, t.routed_at - n.value % $step_of * $step
                """,
                "t.key"
            );
            if (isOld)
            {
                Insert("events", "escalation, sequence, json, hash", "100 + n.value, t.sequence, t.json, t.hash", "t.escalation");
            }
            else
            {
                Insert(
                    "report_folds",
                    "escalation, version, seen_at, waiting_since, was_routed, state, resolution",
                    "100 + n.value, t.version, t.seen_at - n.value % $step_of * $step, t.waiting_since, t.was_routed, t.state, t.resolution",
                    "t.escalation"
                );
                Insert(
                    "report_states",
                    """
                    escalation, sequence, tenant, year, number, valid_from, valid_to, span, status, category, severity, routed_at, account, owner, arr_at_risk, sentiment, csm_update_due, last_moved
                    """,
                    """
                    100 + n.value, t.sequence, $tenant, 2021, n.value, t.valid_from - n.value % $step_of * $step, t.valid_to - n.value % $step_of * $step, t.span, t.status, t.category, t.severity,
                    t.routed_at - n.value % $step_of * $step, t.account || n.value, t.owner, t.arr_at_risk, t.sentiment, t.csm_update_due, t.last_moved
                    """,
                    "t.escalation"
                );
                Insert(
                    "report_milestones",
                    "escalation, kind, sequence, tenant, at, valid_from, valid_to, took, category",
                    """
                    100 + n.value, t.kind, t.sequence, $tenant, t.at - n.value % $step_of * $step, t.valid_from - n.value % $step_of * $step, t.valid_to - n.value % $step_of * $step, t.took, t.category
                    """,
                    "t.escalation"
                );
            }

            transaction.Commit();

            void Insert(string table, string columns, string values, string key) =>
                sqlite.Execute(
                    $"""
                    WITH RECURSIVE n (value) AS (SELECT $first UNION ALL SELECT value + 1 FROM n WHERE value < $last)
                    INSERT INTO {table} ({columns}) SELECT {values} FROM n CROSS JOIN {table} t WHERE {key} = $template + n.value % {Templates}
                    """,
                    ("$first", first),
                    ("$last", last),
                    ("$tenant", Tenant),
                    ("$step", step),
                    ("$step_of", count),
                    ("$template", firstTemplate)
                );
        }
    }

    /// <summary>Routed, taken on, worked on and told of over some days; then resolved, reopened, resolved and closed, or not.</summary>
    private static Change Life(EscalationId id, bool isClosed, DateTimeOffset now)
    {
        var severity = (Severity)(id.Number % 4);
        Deadline[] owed = [new(DeadlineKind.CsmUpdate, now.AddDays(1), now, "update", "rule")];
        (int HoursAgo, EscalationEvent What)[] events =
        [
            (210, new DraftStarted(Ann, new("customer-escalation", "1"))),
            (210, new AccountNamed("Acme Corp", Origin.Stated)),
            (210, new SectionWritten(BriefSection.Headline, "The export fails since 2 March, EUR 85k ARR, renewal in 67 days", Origin.Stated)),
            (209, new SectionWritten(BriefSection.CustomerImpact, new string('x', 400), Origin.Stated)),
            (209, new CommercialFactsFound(new(85_000, "EUR"), null, Origin.Stated)),
            (209, new SentimentNoted(Sentiment.Frustrated, Origin.Stated)),
            (208, new ClassificationDecided(id.Number % 3 == 0 ? "product_defect" : "feature_gap", severity, null)),
            (208, new Routed(["engineering"], owed)),
            (205, new Acknowledged(Bob)),
            (200, new WorkStarted()),
            (150, new UpdatePosted("half way")),
            .. isClosed
                ? new (int, EscalationEvent)[]
                {
                    (80, new Resolved(ResolutionKind.Fix, "deployed")),
                    (70, new Reopened("still broken")),
                    (60, new UpdatePosted("found it")),
                    (50, new Resolved(ResolutionKind.Fix, "deployed again")),
                    (30, new Closed(null)),
                }
                : [],
        ];
        RecordedEvent[] recorded = [.. events.Select((e, i) => new RecordedEvent(i + 1, now.AddHours(-e.HoursAgo), Actor.Human(Ann), null, e.What))];
        return new(recorded, Escalation.Fold("template", id, recorded));
    }
}
