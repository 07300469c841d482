using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>Somebody makes a move: acknowledge, start, post an update, hand over, give back, resolve, close, reopen, withdraw, restore.</summary>
public sealed class MoveEscalation(IEscalationStore store, Desk desk)
{
    /// <param name="seen">The version that the person saw when they decided; null when they named the escalation in words.</param>
    /// <param name="what">The event that is to be recorded.</param>
    public Task<Response> HandleAsync(Request request, EscalationId id, int? seen, EscalationEvent what, CancellationToken cancel) => desk.HandleAsync(
        request,
        async now =>
        {
            if (await store.FindAsync(request.Tenant, id, cancel) is not { } escalation)
            {
                return Response.Refused($"I do not know {id}.");
            }

            var channels = Circle.ChannelsOf(escalation.Teams, await store.BindingsAsync(request.Tenant, cancel));
            if (seen is { } version && version < escalation.Version
                && await StaleAsync(request, escalation, version, what, channels, cancel) is { } stale)
            {
                return stale;
            }

            var ledger = new Ledger(escalation, now, request.Delivery);
            return ledger.Try(what, request.Standing(channels)) is { } why
                ? Response.Refused(why, id)
                : new()
                {
                    About = id,
                    Changes = ledger.Changes,
                    Owed = Circle.After(ledger.Now, ledger.Last!, channels),
                };
        },
        cancel);

    /// <summary>The person saw an older state: the same act again is already done; an act on another status is not what they meant.</summary>
    private async Task<Response?> StaleAsync(Request request, Escalation escalation, int seen, EscalationEvent what, IReadOnlyCollection<string> channels, CancellationToken cancel)
    {
        var history = (await store.HistoryAsync(request.Tenant, escalation.Id, cancel)).Select(Chain.Open).ToList();
        if (history.Any(e => e.Sequence > seen && e.By.Person?.Id == request.By.Id && e.What == what))
        {
            return new() { About = escalation.Id };
        }

        var then = Escalation.Fold(escalation.Tenant, escalation.Id, history.Take(Math.Max(1, seen)));
        return then.Status == escalation.Status
            ? null
            : Response.Refused(
                Transitions.Judge(escalation, what, request.Standing(channels)) is Refused refused
                    ? refused.Why
                    : $"{escalation.Id} has moved on since this card was drawn: it is {escalation.Status.Title().ToLowerInvariant()} now.",
                escalation.Id);
    }
}
