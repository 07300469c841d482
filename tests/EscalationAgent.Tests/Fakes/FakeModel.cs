using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EscalationAgent.Llm;
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

    /// <summary>The headers of all requests, in order.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Headers { get; } = new();

    /// <summary>Everything that was ever sent here, as one text.</summary>
    public string AllThatWasSent => string.Join('\n', Requests.Select(r => r.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));

    /// <summary>The settings that make a bot ask this model, for its configuration.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Llm:Endpoint"] = Endpoint,
        ["Llm:Model"] = Model,
        ["Llm:ApiKey"] = Key,
        ["Llm:TimeoutSeconds"] = timeoutSeconds.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The same as a record, for tests of the writer alone.</summary>
    public LlmSettings Llm => new() { Endpoint = Endpoint, Model = Model, ApiKey = Key, TimeoutSeconds = timeoutSeconds };

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

    public async ValueTask DisposeAsync()
    {
        // A request that is being held must not hold up the end of the test.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        try
        {
            await app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // As wished.
        }

        await app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
        var request = JsonNode.Parse(await body.ReadToEndAsync(http.RequestAborted))!.AsObject();
        Requests.Enqueue(request);
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

/// <summary>What a fake model can do with a request.</summary>
internal static class Replies
{
#pragma warning disable RS0030 // A peer is slow in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>A chat completion with this text.</summary>
    public static Reply Says(string content, string finish = "stop", int tokensIn = 1200, int tokensOut = 300, string? refusal = null) => (_, http) => JsonAsync(http, 200, new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["model"] = $"{FakeModel.Model}-2026-01-01",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = finish,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content, ["refusal"] = refusal },
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = tokensIn, ["completion_tokens"] = tokensOut, ["total_tokens"] = tokensIn + tokensOut },
    }.ToJsonString());

    /// <summary>A chat completion with this draft.</summary>
    public static Reply Answer(JsonObject draft) => Says(draft.ToJsonString());

    /// <summary>A chat completion made from the request.</summary>
    public static Reply From(Func<JsonObject, string> content) => (request, http) => Says(content(request))(request, http);

    /// <summary>An error, as OpenAI words it.</summary>
    public static Reply Error(int status, string message = "something", string? param = null) => (_, http) =>
        JsonAsync(http, status, new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "error", ["param"] = param, ["code"] = null } }.ToJsonString());

    /// <summary>429 with Retry-After.</summary>
    public static Reply Busy(int seconds = 20) => (request, http) =>
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Error(429, "Rate limit reached")(request, http);
    };

    /// <summary>These forms of <c>response_format</c> are refused; what is asked without them is answered.</summary>
    public static Reply Refusing(Reply otherwise, params string[] forms) => (request, http) =>
        (string?)request["response_format"]?["type"] is { } form && forms.Contains(form)
            ? Error(400, $"Invalid parameter: 'response_format' of type '{form}' is not supported with this model.", "response_format")(request, http)
            : otherwise(request, http);

    /// <summary>Takes the request and never answers.</summary>
    public static Reply Silence => (_, http) => Task.Delay(Timeout.InfiniteTimeSpan, Clock, http.RequestAborted);

    /// <summary>Answers with a byte a second.</summary>
    public static Reply Drip => async (_, http) =>
    {
        http.Response.ContentType = "application/json";
        foreach (var c in "{ \"choices\": [ ] }")
        {
            await http.Response.WriteAsync(c.ToString(), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(1), Clock, http.RequestAborted);
        }
    };

    /// <summary>A page of a proxy in place of an answer.</summary>
    public static Reply Html => Raw(200, "text/html", "<!doctype html><html><body>Sign in</body></html>"u8.ToArray());

    public static Reply WrongJson => Raw(200, "application/json", "{\"choices\": }"u8.ToArray());

    public static Reply WrongShape => Raw(200, "application/json", "{\"result\": 7}"u8.ToArray());

    public static Reply Empty => Raw(200, "application/json", []);

    public static Reply FiveMegabytes => Says(new string('x', 5_000_000));

    public static Reply NoUtf8 => Raw(200, "application/json", [.. "{\"choices\":[{\"message\":{\"content\":\""u8, 0xff, 0xfe, 0xc3, 0x28, .. "\"}}]}"u8]);

    /// <summary>A draft that ends in the middle, for want of tokens.</summary>
    public static Reply CutOff => Says(FakeAnswers.Draft().ToJsonString()[..200], finish: "length");

    /// <summary>Closes the connection in the middle of the answer.</summary>
    public static Reply HangUp => async (_, http) =>
    {
        http.Response.ContentLength = 1000;
        await http.Response.WriteAsync("{\"choices\":", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    };

    public static Reply Raw(int status, string type, byte[] body) => async (_, http) =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    };

    private static Task JsonAsync(HttpContext http, int status, string body) => Raw(status, "application/json", Encoding.UTF8.GetBytes(body))(new(), http);
}

/// <summary>Drafts as a model writes them.</summary>
internal static class FakeAnswers
{
    /// <summary>A whole answer to <c>draft-brief</c>; null leaves a section or fact out.</summary>
    public static JsonObject Draft(
        IReadOnlyDictionary<string, string?>? sections = null,
        string? account = null,
        string? category = "product_defect",
        string? severity = "S2",
        string? categoryQuote = null,
        string? severityQuote = null,
        double? confidence = 0.8)
    {
        var said = new JsonObject();
        foreach (var key in Escalations.BriefSections.All.Select(Escalations.BriefSections.Key))
        {
            said[key] = sections is null ? (key == "customer_impact" ? "Their team cannot bill." : null) : sections.GetValueOrDefault(key);
        }

        return new()
        {
            ["sections"] = said,
            ["account"] = account,
            ["arr_at_risk"] = null,
            ["renewal"] = null,
            ["sentiment"] = null,
            ["category"] = category,
            ["category_reasons"] = new JsonArray(new JsonObject { ["text"] = "Something that worked fails.", ["quote"] = categoryQuote }),
            ["severity"] = severity,
            ["severity_reasons"] = new JsonArray(new JsonObject { ["text"] = "A part of their work stands still.", ["quote"] = severityQuote }),
            ["confidence"] = confidence,
            ["missing_information"] = new JsonArray("By when do they need it?"),
            ["contradictions"] = new JsonArray(),
            ["possible_duplicates"] = new JsonArray(),
        };
    }
}
