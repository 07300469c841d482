namespace TextAnalysis.Style;

internal static partial class WordingRules
{
    public static readonly IReadOnlyList<WordingRule> Jargon =
    [
        Instead("the cause", "rca|rcas; root cause analysis"),
        Instead(
            "how serious it is, such as \"our highest priority\"",
            "p0|p1|p2|p3; sev0|sev1|sev2|sev3|sev4; sev 0|1|2|3|4; S1|S2|S3|S4 incident|issue|outage|bug|escalation; severity|an|as|en S1|S2|S3|S4"
        ),
        Instead("an urgent correction", "hotfix*; hot fix*; correctif* a chaud"),
        Instead(
            "going back to the earlier version (\"retour à la version précédente\")",
            "rollback*; roll -back; rolled|rolling back the? release|deploy*|change|version|update; rollbacker"
        ),
        Instead("something that worked before and no longer does", "regression|regressions !model*|analysis|line|lineaire"),
        Instead("the steps that show the problem", "repro|repros"),
        Instead("the server ran out of memory", "oom|ooms|oomkilled|ooming; memory leak; segfault*; core dump"),
        Instead("the switch to the spare system", "failover*; failed over; fail -over; failback"),
        Instead("our servers", "k8s; pod|pods crash*|restart*|evicted; crashloop*; infra; read replica*; shard|shards|sharding|sharded; replication lag"),
        Instead(
            "a fault in our software",
            "race condition*; deadlock*; null pointer; npe; stacktrace*; stack trace*; traceback; mutex; thread pool; garbage collect*; "
                + "nullpointerexception; nullreferenceexception; outofmemoryerror; heap dump"
        ),
        Instead("the live system (\"le service\")", "prod; en prod; mep; mise* en prod|prod; preprod; pre -prod; staging environment|server|cluster"),
        Instead(
            "how we put out changes, step by step",
            "canary deploy*|release*|rollout; feature flag*; blue -green; ci cd; build pipeline; cherry -picked? the? commit; backport*; "
                + "backfill*; redeploi*; merge request; pull request"
        ),
        Instead(
            "the team or person by what they do",
            "sre|sres; dba|dbas; l1|l2|l3 support|team|engineer*|queue; niveau n1|n2|n3; on -call rotation; NOC; TMA; MOA; MOE"
        ),
        Instead("a date or time", "eod|eow|eob|cob; next|this|current|prochain sprint"),
        Instead("what was measured, in everyday words", "mttr|mtta|mttd; slo|slos|sli|slis; p50|p95|p99; qps|rps|tps; 5xx|4xx; PRA; PCA"),
        Instead("what we learnt", "postmortem*; post -mortem*; post mortem*; retex; rex interne"),
        Instead(
            "our code",
            "repo|repos; codebase; commit hash; tech debt; dette technique; cron|cronjob*; idempoten*; wontfix; lgtm; blast radius; "
                + "runbook*; war room; smoke test*"
        ),
        Instead(
            "the matter itself: the number is ours",
            "JIRA -1|2|3|4|5|6|7|8|9|1*|2*|3*|4*|5*|6*|7*|8*|9*; ENG|OPS|BUG|DEV|SRE|INFRA|PLAT|TASK|PROJ -0*|1*|2*|3*|4*|5*|6*|7*|8*|9*"
        ),
        Instead("out of service (\"indisponible\")", "est|sont|tombe|tombee|serveur KO|HS|ko|hs"),
    ];

    private static WordingRule Instead(string plain, string phrases) =>
        WordingRule.Of(WordingKind.Jargon, $"A customer may not know this word. Say instead: {plain}.", Lists, "", phrases);
}
