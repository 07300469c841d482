using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.UseCases;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A launch with its matters as they lie in a store, some weeks old.</summary>
internal static class OrionLaunch
{
    public const string Name = "Orion";

    public static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Product Owner: matters of the launch come to him.</summary>
    public static readonly FakePerson Paul = new("Paul Product");

    /// <summary>Support: sees the launch, and of its matters the most severe alone.</summary>
    public static readonly FakePerson Olga = new("Olga Support");

    /// <summary>Holds nothing.</summary>
    public static readonly FakePerson Nora = new("Nora Nobody");

    private static readonly Criterion Errors = new("Checkout errors", CriterionKind.Defects, Direction.AtMost, 5, 3, "%");
    private static readonly Criterion Satisfaction = new("Satisfaction", CriterionKind.Experience, Direction.AtLeast, 40, 40);
    private static readonly Criterion AnswerTime = new("Answer time", CriterionKind.ServiceLevel, Direction.AtMost, 800, 600, "ms");

    private static PlaybookVersion Protocol => SampleCards.Shipped.Find(LaunchRecords.Protocol)!.Version;

    /// <summary>The program with a launch that began five weeks ago, and eleven matters that name it.</summary>
    public static async Task<Turned> BeginAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancel)
    {
        var turned = await Turned.BeginAsync(Tuesday, cancel, settings: settings, playbooks: SampleCards.Shipped);
        foreach (var role in new[] { "product_owner", "engineering_lead", "marketing_representative", "customer_success_manager" })
        {
            await turned.Story.LinkToAsync(Paul, role, cancel);
        }

        await turned.Story.LinkToAsync(Olga, "support_representative", cancel);
        await LaunchAsync(turned, cancel);
        foreach (var (number, weeksAgo, severity, trigger, took) in Matters)
        {
            await CommitAsync(turned, Matter(number, Tuesday.AddDays(-7 * weeksAgo).AddHours(500 - number), severity, trigger, took), cancel);
        }

        return turned;
    }

    /// <summary>So many matters of the launch, at any time before now.</summary>
    public static IEnumerable<Change> Many(int first, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => Matter(first + i, Tuesday.AddHours(-3 * i), (Severity)(i % 4), i % 3 == 0 ? "deviation" : "defect", i % 2 == 0 ? 4 + (i % 90) : null));

    public static async Task LaunchAsync(Turned turned, CancellationToken cancel)
    {
        var (ann, begun) = (Ann.Known(), Tuesday.AddDays(-35));
        Measure[] measures =
        [
            .. Enumerable.Range(0, 30).Select(day => new Measure(Errors.Name, begun.AddDays(1 + day), 2 + (day % 7), "probe") { Id = $"e{day}" }),
        ];
        LaunchEvent[] events =
        [
            new LaunchStarted(Name, null),
            new RoleGiven(Launch.Lead, ann),
            new LaunchDaySet(new(2026, 3, 16), null),
            new LaunchDaySet(new(2026, 3, 20), "The press is not ready."),
            new MilestoneSet("Load test", new(2026, 2, 20), null),
            new MilestoneSet("Load test", new(2026, 2, 27), "The test bed was late."),
            new MilestoneMet("Load test", new(2026, 2, 26)),
            new MilestoneSet("Translations", new(2026, 3, 6), null),
            new MilestoneSet("Press kit", new(2026, 3, 18), null),
            new CriterionAgreed(Errors),
            new CriterionAgreed(Satisfaction),
            new CriterionAgreed(AnswerTime),
            new AlarmRaised(new(AnswerTime.Name, Tuesday.AddHours(-5), 950, "probe"), AnswerTime),
        ];
        var measured = new Dictionary<string, MeasuredSoFar>
        {
            [Errors.Key] = new(measures[^1], measures[^2].Value, measures.Length),
            [AnswerTime.Key] = new(new(AnswerTime.Name, Tuesday.AddHours(-5), 950, "probe"), 700, 2),
        };
        var head = LaunchHead.Empty("orion");
        await StoreAsync(turned, LaunchRecords.Changed(FakeTeams.Tenant, head, ann, begun, events, measured, measures), cancel);
    }

    public static Task<FirstAnswer?> StoreAsync(Turned turned, LaunchChange change, CancellationToken cancel) =>
        turned.Store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = Tuesday,
                Directory = new() { Launch = change },
            },
            cancel
        );

    public static Task<FirstAnswer?> CommitAsync(Turned turned, Change change, CancellationToken cancel) =>
        turned.Store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = change.After.LastEventAt,
                Change = change,
            },
            cancel
        );

    /// <summary>A matter of Ann's that names the launch.</summary>
    /// <param name="took">Hours from its routing until it was called resolved; null while it is open.</param>
    public static Change Matter(int number, DateTimeOffset at, Severity severity, string trigger, double? took, string account = Name)
    {
        var (ann, paul) = (Ann.Known(), Paul.Known());
        string[] levels = ["high", "medium", "low", "none"];
        string[] receivers = severity == Severity.S1 ? ["product_owner", "support_representative"] : ["product_owner"];
        var (events, happened) = (new List<RecordedEvent>(), at);
        void Add(Person by, EscalationEvent what) => events.Add(new(events.Count + 1, happened, Actor.Human(by), null, what));
        Add(ann, new DraftStarted(ann, Protocol));
        Add(ann, new AccountNamed(account, Origin.Stated));
        Add(ann, new SectionWritten(BriefSection.Headline, $"Step {number} of the checkout fails", Origin.Stated));
        Add(ann, new TriggerNamed(trigger));
        if (number % 5 != 4)
        {
            Add(ann, new ChecklistAnswered([new("customer_journey", levels[number % 4])]));
        }

        if (number % 2 == 1)
        {
            Add(ann, new CommercialFactsFound(new(10_000 * number, number % 5 == 0 ? null : "EUR"), null, Origin.Stated));
        }

        Add(ann, new ClassificationDecided(trigger == "risk_forecast" ? "go_no_go" : "launch_issue", severity, null));
        Add(
            ann,
            new Routed(
                receivers,
                [new(DeadlineKind.Outcome, at.AddDays(60), at, "decision or fix", "a test") { Alarms = [new(at.AddDays(60), AlarmPhase.Due)] }],
                ["senior_sponsor"]
            )
        );
        if (took is { } hours)
        {
            happened = at.AddHours(hours);
            Add(paul, new Acknowledged(paul));
            Add(paul, new Resolved(ResolutionKind.Fix, "The lock was rewritten."));
            if (number % 2 == 0)
            {
                Add(
                    paul,
                    new ReviewPublished(
                        new("It failed at 09:00.", "One in five orders.", "To limit the rate.", "Rewrite the lock - Paul Product - 2026-04-01")
                        {
                            Cause = $"Lock {number} was held over the network call.",
                        }
                    )
                );
            }
        }

        return new(events, Escalation.Fold(FakeTeams.Tenant, new(2026, number), events));
    }

    private static IEnumerable<(int Number, double WeeksAgo, Severity Severity, string Trigger, double? Took)> Matters =>
        [
            (501, 5.2, Severity.S2, "defect", 20),
            (502, 4, Severity.S1, "defect", 50),
            (503, 4, Severity.S3, "defect", 200),
            (504, 3, Severity.S2, "defect", 30),
            (505, 3, Severity.S4, "defect", null),
            (506, 2, Severity.S1, "defect", 300),
            (507, 2, Severity.S2, "deviation", 12),
            (508, 1, Severity.S3, "defect", null),
            (509, 1, Severity.S2, "defect", null),
            (510, 0, Severity.S1, "defect", null),
            (511, 0, Severity.S2, "risk_forecast", null),
        ];
}
