using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EscalationAgent.Integrations;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What another system posts to the bot, signed as the bot asks for it.</summary>
internal static class SignedPost
{
    /// <summary>The secret that the stories set.</summary>
    public const string Secret = "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0NTY3";

    /// <param name="id">Of the delivery; null for a new one.</param>
    /// <param name="at">When it says that it was sent; null for now.</param>
    /// <param name="secret">Null for no signature.</param>
    public static async Task<HttpResponseMessage> SendAsync(
        Turned turned,
        string path,
        string body,
        CancellationToken cancel,
        string? id = null,
        DateTimeOffset? at = null,
        string? secret = Secret,
        string type = "application/json"
    )
    {
        var (bytes, sentAt) = (Encoding.UTF8.GetBytes(body), at ?? turned.Clock.GetUtcNow());
        id ??= $"msg_{Guid.NewGuid():N}";
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (secret is not null)
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, new WebhookSignature([secret]).Of(id, sentAt, bytes));
        }

        using var http = turned.Story.Bot.Program.CreateClient();
        return await http.SendAsync(request, cancel);
    }

    public static async Task<JsonObject> AnswerAsync(HttpResponseMessage response, CancellationToken cancel) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel))!.AsObject();
}
