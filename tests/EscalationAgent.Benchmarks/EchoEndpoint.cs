using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Benchmarks;

/// <summary>The least that a bot can be: it reads an activity, and posts one text to the Connector that the activity names.</summary>
internal static class EchoEndpoint
{
    public const string Verb = "echo";

    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        using var connector = new HttpClient();
        app.MapPost("/api/messages", async (HttpRequest request) =>
        {
            using var activity = await JsonDocument.ParseAsync(request.Body);
            var root = activity.RootElement;
            var conversation = root.GetProperty("conversation").GetProperty("id").GetString()!;
            var reply = new
            {
                type = "message",
                text = root.GetProperty("text").GetString(),
                replyToId = root.GetProperty("id").GetString(),
            };
            using var posted = await connector.PostAsJsonAsync(
                $"{root.GetProperty("serviceUrl").GetString()}v3/conversations/{Uri.EscapeDataString(conversation)}/activities",
                reply
            );
            posted.EnsureSuccessStatusCode();
            return Results.Ok();
        });
        await app.RunAsync();
    }
}
