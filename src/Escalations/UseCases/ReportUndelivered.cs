using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>A team's card could not be delivered, for good: it goes on record. That the CSM is told became owed with the failure itself.</summary>
public sealed class ReportUndelivered(IEscalationStore store, Desk desk, Playbook playbook)
{
    /// <param name="delivery">A key of the failed message, so that a repetition changes nothing.</param>
    /// <param name="where">The channel, in words.</param>
    /// <param name="why">The reason, in words that a person understands.</param>
    public Task<Response> HandleAsync(string tenant, string delivery, EscalationId id, string where, string why, CancellationToken cancel)
    {
        return desk.HandleAsync(
            Request.ByMachine(tenant, delivery),
            async now =>
            {
                if (await store.FindAsync(tenant, id, cancel) is not { } escalation)
                {
                    return Response.Refused($"I do not know {id}.");
                }

                var ledger = new Ledger(escalation, playbook, now, delivery);
                if (ledger.Try(new DeliveryFailed(where, why), new Standing(Actor.Clock)) is { } over)
                {
                    return Response.Refused(over, id);
                }

                return new() { About = id, Changes = ledger.Changes };
            },
            cancel);
    }
}
