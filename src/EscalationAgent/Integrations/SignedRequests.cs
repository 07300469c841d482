using System.Net.Http.Headers;

namespace EscalationAgent.Integrations;

/// <summary>Makes requests that are signed as Standard Webhooks says.</summary>
internal sealed class SignedRequests(Uri address, WebhookSignature signature, TimeProvider clock)
{
    /// <param name="id">The same for each attempt at the same thing.</param>
    /// <param name="body">JSON.</param>
    public HttpRequestMessage Post(string id, byte[] body)
    {
        var sentAt = clock.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.ParseAdd("EscalationAgent-Webhooks/1");
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Seconds(sentAt));
        request.Headers.Add(WebhookSignature.SignatureHeader, signature.Of(id, sentAt, body));
        return request;
    }
}
