using EscalationAgent.Outbox;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Integrations;

/// <summary>Posts events to the endpoints of other systems, signed, and says what became of each delivery.</summary>
internal sealed class WebhookSender(IReadOnlyList<WebhookSettings> settings, EventSubscriptions subscriptions, IDirectory directory, TimeProvider clock)
    : IDisposable
{
    /// <summary>An endpoint may be down over a long weekend.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    /// <summary>What is refused for what it is, is refused the next time too, unless the endpoint is mended meanwhile.</summary>
    private const int TriesOfRefused = 12;

    private readonly Dictionary<string, Endpoint> endpoints = settings.ToDictionary(
        one => one.Name,
        one => new Endpoint(new(one.Http(), clock), new(one.Address, one.Signature(), clock)),
        StringComparer.Ordinal
    );

    public async Task<DeliveryResult> DeliverAsync(ClaimedMessage claimed, ToWebhook to, EventPost post, CancellationToken cancel)
    {
        if (!endpoints.TryGetValue(to.Name, out var endpoint) || subscriptions.Find(to.Name) is not { } subscription)
        {
            return new DeadLettered(clock.GetUtcNow(), "the settings have no such webhook any more") { Cause = DeadLetterCause.NotAllowed };
        }

        var links = await directory.LinksAsync(claimed.Tenant, cancel);
        if (!links.IsReachable(to))
        {
            return new DeadLettered(clock.GetUtcNow(), "its endpoint is switched off") { Cause = DeadLetterCause.NotAllowed };
        }

        if (await subscriptions.FindAsync(subscription, claimed.Tenant, post.Id, post.Sequence, cancel) is not { } told)
        {
            return new Delivered(clock.GetUtcNow());
        }

        var id = WebhookDocument.IdOf(claimed.Tenant, post.Id, post.Sequence);
        using var request = endpoint.Requests.Post(id, WebhookDocument.Of(told).ToBytes());
        return Judge(claimed, await endpoint.Client.SendAsync(request, readsBody: false, cancel));
    }

    public void Dispose()
    {
        foreach (var endpoint in endpoints.Values)
        {
            endpoint.Client.Dispose();
        }
    }

    private DeliveryResult Judge(ClaimedMessage claimed, SystemAnswer answer)
    {
        var now = clock.GetUtcNow();
        var wait = OutboxProcessor.WaitAfter(claimed.Attempts);
        return answer switch
        {
            { IsSuccess: true } => new Delivered(now),
            { Status: 410 } => new DeadLettered(now, answer.Why) { Cause = DeadLetterCause.Gone },

            // It is this delivery that it does not like: those of other escalations go on.
            { Status: 400 or 413 or 422 } => claimed.Attempts < TriesOfRefused
                ? new Retry(now + wait, answer.Why) { IsItsOwn = true }
                : new DeadLettered(now, answer.Why) { Cause = DeadLetterCause.Refused },

            // The endpoint is not well: all that is owed to it waits.
            _ => now - claimed.OwedSince < GivenUpAfter
                ? new Retry(now + (answer.Wait > wait ? answer.Wait.Value : wait), answer.Why)
                : new DeadLettered(now, answer.Why) { Cause = DeadLetterCause.Unconfirmed },
        };
    }

    private sealed record Endpoint(SystemClient Client, SignedRequests Requests);
}
