using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EscalationAgent.Integrations;
using Microsoft.AspNetCore.Http;

namespace EscalationAgent.Tests.Fakes;

/// <summary>A webhook as it came.</summary>
internal sealed record ReceivedWebhook(string Id, string Timestamp, string Signatures, byte[] Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Type => (string)Json["type"]!;

    public JsonObject Data => Json["data"]!.AsObject();
}

/// <summary>An endpoint that takes webhooks, or fails as it is told.</summary>
internal sealed class FakeReceiver : FakeSystem
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary>All that came, in order, taken or not.</summary>
    public ConcurrentQueue<ReceivedWebhook> Tried { get; } = new();

    /// <summary>What was answered with success, in order.</summary>
    public ConcurrentQueue<ReceivedWebhook> Taken { get; } = new();

    /// <summary>What is answered; null for success.</summary>
    public Func<ReceivedWebhook, HttpResponse, int>? Status { get; set; }

    /// <summary>The body of its answers; null for none.</summary>
    public string? Answer { get; set; }

    public static async Task<FakeReceiver> StartAsync()
    {
        var receiver = new FakeReceiver();
        await receiver.BeginAsync();
        return receiver;
    }

    /// <summary>The settings that make the agent post to it.</summary>
    public Dictionary<string, string?> Settings(string name = "pager") =>
        new()
        {
            ["Webhooks:0:Name"] = name,
            ["Webhooks:0:Url"] = $"{Address}/hooks/path-canary",
            ["Webhooks:0:Secret"] = Secret,
        };

    protected override Task AnswerAsync(HttpContext http, byte[] body)
    {
        var came = new ReceivedWebhook(
            http.Request.Headers[WebhookSignature.IdHeader].ToString(),
            http.Request.Headers[WebhookSignature.TimestampHeader].ToString(),
            http.Request.Headers[WebhookSignature.SignatureHeader].ToString(),
            body
        );
        Tried.Enqueue(came);
        http.Response.StatusCode = Status?.Invoke(came, http.Response) ?? (Answer is null ? StatusCodes.Status204NoContent : StatusCodes.Status200OK);
        if (http.Response.StatusCode < 300)
        {
            Taken.Enqueue(came);
        }

        return Answer is { } answer ? http.Response.WriteAsync(answer) : Task.CompletedTask;
    }
}
