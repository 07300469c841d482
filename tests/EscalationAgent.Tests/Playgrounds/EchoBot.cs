using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Playgrounds;

/// <summary>The smallest bot that uses every way of speaking that the agent uses; it keeps what it was sent.</summary>
internal sealed class EchoBot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient connector = new();
    private readonly string channel;
    private string serviceUrl = "";

    private EchoBot(WebApplication app, string channel)
    {
        (this.app, this.channel) = (app, channel);
        app.MapPost("/api/messages", TurnAsync);
    }

    public ConcurrentQueue<JsonObject> Heard { get; } = new();

    public Uri Door => new(app.Urls.First() + "/api/messages");

    public static async Task<EchoBot> StartAsync(string channel, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var bot = new EchoBot(builder.Build(), channel);
        await bot.app.StartAsync(cancel);
        return bot;
    }

    /// <summary>The inputs of the button presses with this verb.</summary>
    public IEnumerable<JsonObject> Pressed(string verb) =>
        from activity in Heard
        let action = activity["value"]?["action"]
        where (string?)action?["verb"] == verb
        select action["data"]!.AsObject();

    /// <summary>Sends a message into a conversation; its id.</summary>
    public Task<string> PostAsync(string conversation, JsonObject message) =>
        SendAsync(HttpMethod.Post, $"{Uri.EscapeDataString(conversation)}/activities", message);

    public Task<string> UpdateAsync(string conversation, string id, JsonObject message) =>
        SendAsync(HttpMethod.Put, $"{Uri.EscapeDataString(conversation)}/activities/{id}", message);

    public async ValueTask DisposeAsync()
    {
        connector.Dispose();
        await app.DisposeAsync();
    }

    private async Task<IResult> TurnAsync(HttpRequest request)
    {
        var activity = (await request.ReadFromJsonAsync<JsonObject>(CancellationToken.None))!;
        serviceUrl = ((string)activity["serviceUrl"]!).TrimEnd('/');
        Heard.Enqueue(activity);
        var conversation = (string)activity["conversation"]!["id"]!;

        switch ((string?)activity["type"], (string?)activity["value"]?["action"]?["verb"])
        {
            case ("message", _) when ((string)activity["text"]!).Contains("card", StringComparison.Ordinal):
                await PostAsync(conversation, EchoCards.Questions);
                return Results.Ok();
            case ("message", _):
                await PostAsync(conversation, EchoCards.Text($"You said: {activity["text"]}"));
                return Results.Ok();
            case (_, "save"):
                return Results.Json(EchoCards.Answer("application/vnd.microsoft.card.adaptive", EchoCards.Saved(activity["value"]!["action"]!["data"]!)));
            case (_, "update"):
                await UpdateAsync(conversation, (string)activity["replyToId"]!, EchoCards.Titled("Updated by PUT"));
                return Results.Json(EchoCards.Answer("application/vnd.microsoft.activity.message", "Done."));
            case (_, "announce"):
                var post = await PostAsync(channel, EchoCards.Titled("Announced", "announced"));
                await PostAsync($"{channel};messageid={post}", EchoCards.Text("A line in the thread"));
                return Results.Json(EchoCards.Answer("application/vnd.microsoft.activity.message", "Announced it."));
            case (_, "announced"):
                // The conversation of the press names the thread, and that is the id that updates its card.
                await UpdateAsync(conversation, (string)activity["replyToId"]!, EchoCards.Titled("Taken on"));
                await PostAsync(conversation, EchoCards.Text("Somebody took it on"));
                return Results.Json(
                    EchoCards.Answer("application/vnd.microsoft.card.adaptive", EchoCards.Titled("Taken on")["attachments"]![0]!["content"]!.DeepClone())
                );
            default:
                return Results.Ok();
        }
    }

    private async Task<string> SendAsync(HttpMethod method, string path, JsonObject message)
    {
        using var request = new HttpRequestMessage(method, $"{serviceUrl}/v3/conversations/{path}") { Content = JsonContent.Create(message) };
        using var response = await connector.SendAsync(request, CancellationToken.None);
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>(CancellationToken.None))!["id"]!;
    }
}
