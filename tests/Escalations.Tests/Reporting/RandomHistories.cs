namespace Escalations.Tests.Reporting;

/// <summary>Lives in which anything may follow anything, at instants that coincide, jump and go back; the same seed gives the same.</summary>
internal static class RandomHistories
{
    public static readonly DateTimeOffset Begin = new(2026, 2, 23, 0, 0, 0, TimeSpan.Zero);

    private static readonly Person Csm = new("u-csm", "Sarah Chen", "CSM");
    private static readonly Person Lead = new("u-lead", "Lee Park", "Eng Lead");

    private static readonly Func<Random, EscalationEvent>[] BeforeRouting =
    [
        r => new AccountNamed($"Account {r.Next(3)}", Origin.Stated),
        r => new CommercialFactsFound(new(r.Next(5) * 1000.5m, "EUR"), null, Origin.Stated),
        r => new SentimentNoted((Sentiment)r.Next(4), Origin.Stated),
        r => new ClassificationDecided(r.Next(4) switch { 0 => "product_defect", 1 => "feature_gap", 2 => "another", _ => "zebra" }, (Severity)r.Next(4), null),
        _ => new NotesTaken("notes"),
        _ => new Withdrawn(null),
        _ => new Restored(),
        r => new Routed(["engineering"], r.Next(2) == 0 ? [] : [new(DeadlineKind.CsmUpdate, Begin.AddHours(r.Next(900)), Begin, "update", "rule")]),
    ];

    private static readonly Func<Random, EscalationEvent>[] AfterRouting =
    [
        .. BeforeRouting,
        _ => new Acknowledged(Lead),
        _ => new Acknowledged(Csm),
        _ => new WorkStarted(),
        _ => new UpdatePosted("half way"),
        _ => new HandedOver(Csm, null),
        _ => new Returned("not ours"),
        _ => new Stalled(Begin),
        _ => new TimelineAccepted(StallCause.Overloaded, null, new(2026, 4, 1)),
        _ => new OtherPathChosen(StallCause.Overloaded, null),
        _ => new Resolved(ResolutionKind.Fix, "deployed"),
        _ => new Resolved(ResolutionKind.Decision, "decided"),
        _ => new Reopened("still broken"),
        _ => new Closed(null),
        _ => new EscalatedUp("head", []),
    ];

    public static IReadOnlyList<History> Of(int seed, int count, string tenant)
    {
#pragma warning disable CA5394 // The same seed has to give the same lives.
        var random = new Random(seed);
        return [.. Enumerable.Range(1, count).Select(number => new History(tenant, new(2026, number), Life(random)))];
    }

    private static List<RecordedEvent> Life(Random random)
    {
        var at = Begin.AddMinutes(random.Next(20_000));
        var life = new List<RecordedEvent> { new(1, at, Actor.Human(Csm), null, new DraftStarted(Csm, new("sample", "1"))) };
        var isRouted = false;
        for (var left = random.Next(30); left > 0; left--)
        {
            at = random.Next(10) switch
            {
                < 3 => at,
                3 => at.AddMinutes(-random.Next(300)),
                < 8 => at.AddMinutes(random.Next(600)),
                _ => at.AddMinutes(random.Next(12_000)),
            };
            var possible = isRouted ? AfterRouting : BeforeRouting;
            var what = possible[random.Next(possible.Length)](random);
            isRouted |= what is Routed;
            life.Add(new(life.Count + 1, at, Actor.Human(Csm), null, what)
            {
                Clocks = random.Next(4) == 0 ? [new(DeadlineKind.CsmUpdate, Begin.AddHours(random.Next(900)), Begin, "update", "rule")] : null,
            });
        }

        return life;
    }
}
