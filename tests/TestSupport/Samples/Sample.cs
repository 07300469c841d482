using Escalations;

namespace TestSupport.Samples;

/// <summary>Escalations at any point of their life, made the way that real ones come about: by events.</summary>
internal static class Sample
{
    public const string Tenant = "tenant-1";

    public static readonly EscalationId Id = new(2026, 342);
    public static readonly Person Csm = new("ann", "Ann");
    public static readonly Person Lead = new("mike", "Mike Ross", "Eng Lead");
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly IReadOnlyList<EscalationEvent> FullBrief =
    [
        new DraftStarted(Csm, new("customer-escalation", "1")),
        new AccountNamed("Acme Corp", Origin.Stated),
        .. BriefSections.All.Select(section => new SectionWritten(section, $"The {section.Title().ToLowerInvariant()}.", Origin.Stated)),
    ];

    public static readonly IReadOnlyList<EscalationEvent> Life =
    [
        .. FullBrief,
        new ClassificationDecided("product_defect", Severity.S2, null),
        new Routed(["engineering"], []),
        new Acknowledged(Lead),
        new WorkStarted(),
        new Resolved(ResolutionKind.Fix, "Index added."),
        new Closed(null),
    ];

    /// <summary>The escalation after these events, an hour apart, each by whoever does such things.</summary>
    public static Escalation After(IEnumerable<EscalationEvent> events) => Escalation.Fold(Tenant, Id, Recorded(events));

    public static IEnumerable<RecordedEvent> Recorded(IEnumerable<EscalationEvent> events) =>
        events.Select(
            (what, i) =>
                new RecordedEvent(
                    i + 1,
                    Monday.AddHours(i),
                    Actor.Human(what is Acknowledged or WorkStarted or Resolved or UpdatePosted or HandedOver or Returned ? Lead : Csm),
                    $"activity-{i}",
                    what
                )
        );

    /// <summary>An escalation in this status.</summary>
    public static Escalation In(Status status) =>
        status switch
        {
            Status.Draft => After(FullBrief),
            Status.Routed => After(Life.Take(FullBrief.Count + 2)),
            Status.Acknowledged => After(Life.Take(FullBrief.Count + 3)),
            Status.InProgress => After(Life.Take(FullBrief.Count + 4)),
            Status.Stalled => After([.. Life.Take(FullBrief.Count + 4), new Stalled(Monday)]),
            Status.Resolved => After(Life.Take(FullBrief.Count + 5)),
            Status.Closed => After(Life),
            _ => After([.. FullBrief, new Withdrawn(null)]),
        };
}
