using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Tests.Storage;

/// <summary>Escalations as they lie in a store, many at a time.</summary>
internal static class OpenEscalations
{
    /// <summary>What is routed to engineering, numbered from <paramref name="first"/> on; it owes an acknowledgement.</summary>
    /// <param name="severities">One escalation for each.</param>
    public static IReadOnlyList<Change> Routed(string tenant, Person csm, IEnumerable<Severity> severities, int first = 1, DateTimeOffset? at = null) =>
        [
            .. severities.Select(
                (severity, i) =>
                    Of(
                        tenant,
                        csm,
                        new(2026, first + i),
                        at ?? EventSamples.Start,
                        [
                            new ClassificationDecided("product_defect", severity, null),
                            new Routed(
                                ["engineering"],
                                [
                                    new(DeadlineKind.Acknowledge, (at ?? EventSamples.Start).AddDays(1), at ?? EventSamples.Start, "acknowledgement", "a test")
                                    {
                                        Alarms = [new((at ?? EventSamples.Start).AddDays(1), AlarmPhase.Due)],
                                    },
                                ],
                                ["head_of_engineering"]
                            ),
                        ]
                    )
            ),
        ];

    /// <summary>Drafts that wait for a channel of engineering.</summary>
    public static IReadOnlyList<Change> Waiting(string tenant, Person csm, int count, int first) =>
        [
            .. Enumerable
                .Range(first, count)
                .Select(number =>
                    Of(
                        tenant,
                        csm,
                        new(2026, number),
                        EventSamples.Start,
                        [new ClassificationDecided("product_defect", Severity.S3, null), new RoutingHeld(["engineering"])]
                    )
                ),
        ];

    private static Change Of(string tenant, Person csm, EscalationId id, DateTimeOffset at, IReadOnlyList<EscalationEvent> what)
    {
        RecordedEvent[] life =
        [
            .. new EscalationEvent[]
            {
                new DraftStarted(csm, EventSamples.Playbook),
                new AccountNamed($"Customer {id.Number}", Origin.Stated),
                new SectionWritten(BriefSection.Headline, $"Export {id.Number} fails", Origin.Stated),
            }
                .Concat(what)
                .Select((e, i) => new RecordedEvent(i + 1, at, Actor.Human(csm), null, e)),
        ];
        return new(life, Escalation.Fold(tenant, id, life));
    }

    /// <summary>A person of the fake Teams, as the program knows them.</summary>
    public static Person Known(this FakePerson person) => Person.Shown(person.AadObjectId, person.Name);
}
