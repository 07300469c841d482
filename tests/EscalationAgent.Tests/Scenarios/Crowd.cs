using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Many escalations at once, made without the interviews.</summary>
internal static class Crowd
{
    public const string Product = "19:product@thread.tacv2";

    /// <summary>Routes so many to engineering or, of each five the last two, to product.</summary>
    /// <param name="csms">Who raises them, in turns.</param>
    /// <param name="severity">Of each, by its number from 0 up.</param>
    /// <param name="isOwned">Whether Bob acknowledges it.</param>
    /// <param name="product">The channel of product.</param>
    public static async Task RouteAsync(
        Story story,
        int count,
        IReadOnlyList<FakePerson> csms,
        Func<int, Severity> severity,
        Func<int, bool> isOwned,
        CancellationToken cancel,
        string product = Product
    )
    {
        var store = story.Bot.Get<IEscalationStore>();
        for (var i = 0; i < count; i++)
        {
            var fake = csms[i % csms.Count];
            var csm = new Person(fake.AadObjectId, fake.Name);
            var now = story.Bot.Get<TimeProvider>().GetUtcNow();
            var id = await store.NextIdAsync(FakeTeams.Tenant, 2026, cancel);
            RecordedEvent[] life =
            [
                .. SampleCards
                    .Brief.Append(SampleCards.Checklist)
                    .Select((what, n) => new RecordedEvent(n + 1, now, Actor.Human(csm), null, what is DraftStarted begun ? begun with { Csm = csm } : what)),
            ];
            await store.CommitAsync(
                new()
                {
                    Tenant = FakeTeams.Tenant,
                    At = now,
                    Change = new(life, Escalation.Fold(FakeTeams.Tenant, id, life)),
                },
                cancel
            );
            var isProduct = i % 5 > 2;
            var routed = await story
                .Bot.Get<RouteEscalation>()
                .HandleAsync(
                    new(FakeTeams.Tenant, $"route {i}", csm, null),
                    id,
                    life.Length,
                    isProduct ? "feature_gap" : "product_defect",
                    severity(i),
                    "So it is.",
                    null,
                    null,
                    cancel
                );
            Assert.False(routed.IsRefusal, routed.Say);
            if (isOwned(i))
            {
                var bob = new Person(Bob.AadObjectId, Bob.Name);
                var here = new Channel(isProduct ? product : Engineering, null, null, null, story.Teams.ServiceUrl);
                var acknowledged = await story
                    .Bot.Get<MoveEscalation>()
                    .HandleAsync(new(FakeTeams.Tenant, $"acknowledge {i}", bob, null) { Channel = here }, id, null, new Acknowledged(bob), cancel);
                Assert.False(acknowledged.IsRefusal, acknowledged.Say);
            }
        }
    }
}
