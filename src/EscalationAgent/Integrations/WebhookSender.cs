using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
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

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Endpoint> endpoints = settings.ToDictionary(
        one => one.Name,
        one => new Endpoint(one.Address, one.Http(), one.Signature()),
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

        return await PostAsync(claimed, endpoint, WebhookDocument.IdOf(claimed.Tenant, post.Id, post.Sequence), WebhookDocument.Of(told).ToBytes(), cancel);
    }

    public void Dispose()
    {
        foreach (var endpoint in endpoints.Values)
        {
            endpoint.Http.Dispose();
        }
    }

    private async Task<DeliveryResult> PostAsync(ClaimedMessage claimed, Endpoint endpoint, string id, byte[] body, CancellationToken cancel)
    {
        var sentAt = clock.GetUtcNow();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = content };
        request.Headers.UserAgent.ParseAdd("EscalationAgent-Webhooks/1");
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Seconds(sentAt));
        request.Headers.Add(WebhookSignature.SignatureHeader, endpoint.Signature.Of(id, sentAt, body));
        using var late = new CancellationTokenSource(AnswerLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            // What it says beside the status is of no use, and is not read.
            using var response = await endpoint.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(claimed, response);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Later(claimed, "no answer in time", null);
        }
        catch (HttpRequestException broken)
        {
            return Later(claimed, broken.InnerException is PrivateAddressException refused ? refused.Message : Said(broken.HttpRequestError), null);
        }
        catch (IOException)
        {
            return Later(claimed, "the connection broke", null);
        }
    }

    private DeliveryResult Judge(ClaimedMessage claimed, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var why = string.Create(CultureInfo.InvariantCulture, $"it answers {status}");
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new Delivered(clock.GetUtcNow()),
            HttpStatusCode.Gone => new DeadLettered(clock.GetUtcNow(), why) { Cause = DeadLetterCause.Gone },

            // It is this delivery that it does not like: those of other escalations go on.
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => claimed.Attempts < TriesOfRefused
                ? new Retry(clock.GetUtcNow() + OutboxProcessor.WaitAfter(claimed.Attempts), why) { IsItsOwn = true }
                : new DeadLettered(clock.GetUtcNow(), why) { Cause = DeadLetterCause.Refused },
            _ => Later(claimed, why, AskedWait(response.Headers.RetryAfter)),
        };
    }

    /// <summary>The endpoint is not well: all that is owed to it waits.</summary>
    private DeliveryResult Later(ClaimedMessage claimed, string why, TimeSpan? asked)
    {
        var now = clock.GetUtcNow();
        if (now - claimed.OwedSince >= GivenUpAfter)
        {
            return new DeadLettered(now, why) { Cause = DeadLetterCause.Unconfirmed };
        }

        var wait = OutboxProcessor.WaitAfter(claimed.Attempts);
        return new Retry(now + (asked > wait ? asked.Value : wait), why);
    }

    private TimeSpan? AskedWait(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait > LongestWait ? LongestWait : wait;
    }

    private static string Said(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => "its host is not found",
            HttpRequestError.ConnectionError => "it cannot be reached",
            HttpRequestError.SecureConnectionError => "its certificate is not trusted",
            _ => "it does not answer as a web server does",
        };

    private sealed record Endpoint(Uri Address, HttpClient Http, WebhookSignature Signature);
}
