using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EscalationAgent.Drafting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Fakes;

/// <summary>What a fake model does with one request; see <see cref="Replies"/> for ready ones.</summary>
/// <param name="request">The request's JSON.</param>
internal delegate Task Reply(JsonObject request, HttpContext http);

/// <summary>
/// A model's endpoint as the bot sees it: chat completions over real HTTP on this machine. It answers as it is told, request
/// by request, and keeps what it was asked.
/// </summary>
internal sealed class FakeModel : IAsyncDisposable
{
    public const string Model = "fake-1";
    public const string Key = "fake-key-0123456789";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<Reply> next = new();
    private Reply usual;

    private readonly int timeoutSeconds;

    private FakeModel(WebApplication app, Reply usual, int timeoutSeconds) => (this.app, this.usual, this.timeoutSeconds) = (app, usual, timeoutSeconds);

    /// <summary>The base address, ending in <c>/v1</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>The JSON of all requests, in order.</summary>
    public ConcurrentQueue<JsonObject> Requests { get; } = new();

    /// <summary>The path and query of all requests, in order.</summary>
    public ConcurrentQueue<string> Paths { get; } = new();

    /// <summary>The headers of all requests, in order.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Headers { get; } = new();

    /// <summary>Everything that was ever sent here, as one text.</summary>
    public string AllThatWasSent =>
        string.Join('\n', Requests.Select(r => r.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));

    /// <summary>The settings that make a bot ask this model, for its configuration.</summary>
    public Dictionary<string, string?> Settings =>
        new()
        {
            ["Llm:Endpoint"] = Endpoint,
            ["Llm:Model"] = Model,
            ["Llm:ApiKey"] = Key,
            ["Llm:TimeoutSeconds"] = timeoutSeconds.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>The same by the connector of a provider.</summary>
    public Dictionary<string, string?> SettingsAs(string provider) => new(Settings) { ["Llm:Provider"] = provider, ["Llm:Endpoint"] = As(provider).Endpoint };

    /// <summary>The same as a record, for tests of the writer alone.</summary>
    public LlmSettings Llm =>
        new()
        {
            Endpoint = Endpoint,
            Model = Model,
            ApiKey = Key,
            TimeoutSeconds = timeoutSeconds,
        };

    /// <summary>The same by the connector of a provider, at the address that it is told.</summary>
    public LlmSettings As(string provider) =>
        Llm with
        {
            Provider = provider,
            Endpoint = provider == nameof(LlmProvider.AzureOpenAI) ? Endpoint[..^"/v1".Length] : Endpoint,
        };

    /// <param name="usual">What it does with a request that nothing else was said for; null for a short draft in English.</param>
    /// <param name="timeoutSeconds">How long the bot waits for it: 1 for tests of slowness; else enough for a machine that is busy.</param>
    public static async Task<FakeModel> StartAsync(Reply? usual = null, int timeoutSeconds = 20)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var model = new FakeModel(app, usual ?? Replies.Answer(FakeAnswers.Draft()), timeoutSeconds);
        app.MapPost("/v1/chat/completions", model.HandleAsync);
        app.MapPost("/openai/deployments/{deployment}/chat/completions", model.HandleAsync);
        await app.StartAsync();
        model.Endpoint = app.Urls.Single() + "/v1";
        return model;
    }

    /// <summary>From now on it does this with every request.</summary>
    public void Always(Reply reply) => usual = reply;

    /// <summary>It does these with the next requests, one each, and then what it usually does.</summary>
    public FakeModel Then(params IReadOnlyList<Reply> replies)
    {
        foreach (var reply in replies)
        {
            next.Enqueue(reply);
        }

        return this;
    }

    public async ValueTask DisposeAsync() => await FakeSystem.EndAsync(app);

    private async Task HandleAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
        var request = JsonNode.Parse(await body.ReadToEndAsync(http.RequestAborted))!.AsObject();
        Requests.Enqueue(request);
        Paths.Enqueue($"{http.Request.Path}{http.Request.QueryString}");
        Headers.Enqueue(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        try
        {
            await (next.TryDequeue(out var reply) ? reply : usual)(request, http);
        }
        catch (OperationCanceledException)
        {
            // The bot has given up.
        }
    }
}
