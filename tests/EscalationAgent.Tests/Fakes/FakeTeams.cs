using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Fakes;

/// <summary>A person in the fake tenant.</summary>
/// <param name="Role">What the rosters say of them, such as <c>owner</c> or <c>guest</c>; null when they say nothing.</param>
internal sealed record FakePerson(string Name, string? Role = null)
{
    public string Id => $"29:{Key}";

    public string AadObjectId => $"aad-{Key}";

    public string ChatId => $"a:{Key}";

    public string SignInName => $"{Key}@contoso.example";

    private string Key => Name.Split(' ')[0].ToLowerInvariant();
}

/// <summary>A message as it is in a conversation now.</summary>
internal sealed class FakeMessage(string conversationId, string id, JsonObject activity)
{
    public string ConversationId { get; } = conversationId;

    public string Id { get; } = id;

    public JsonObject Activity { get; set; } = activity;

    /// <summary>When it came, as a timestamp.</summary>
    public long At { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    public int Updates { get; set; }

    public string? Text => (string?)Activity["text"];

    public JsonObject? Card => Activity["attachments"]?[0]?["content"]?.AsObject();

    public string? Summary => (string?)Activity["summary"];

    /// <summary>The ids of those who are told of it by name.</summary>
    public IReadOnlyList<string> Mentioned =>
        [.. Activity["entities"]?.AsArray().Select(entity => (string)entity!["mentioned"]!["id"]!) ?? Array.Empty<string>()];

    /// <summary>Whether it stands in the reader's activity feed.</summary>
    public bool IsAlert => (bool?)Activity["channelData"]?["notification"]?["alert"] is true;
}

/// <summary>Teams as the bot sees it: the Connector's routes over real HTTP, with a journal of what was asked.</summary>
internal sealed class FakeTeams : IAsyncDisposable
{
    public const string Tenant = "tenant-1";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, IReadOnlyList<FakePerson>> channels = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<FakePerson>> chats = [];
    private readonly ConcurrentDictionary<string, (int Status, string Code)> refusals = new();
    private readonly ConcurrentDictionary<string, bool> closedRosters = new();
    private readonly List<FakeMessage> messages = [];
    private readonly Lock gate = new();
    private long nextId = 1_795_000_000_000;
    private readonly ConcurrentDictionary<string, bool> hanging = new();
    private volatile bool holding;
    private int held;
    private int givenUp;

    private FakeTeams(WebApplication app) => this.app = app;

    public string ServiceUrl { get; private set; } = "";

    /// <summary>Verb, conversation and body of all that was asked, in order.</summary>
    public ConcurrentQueue<(string Verb, string Conversation, JsonObject Body)> Journal { get; } = new();

    /// <summary>How long <see cref="ShowsAsync"/> waits.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests that were held until the caller gave up.</summary>
    public int Held => held;

    /// <summary>How many of those the caller gave up.</summary>
    public int GivenUp => givenUp;

    public static async Task<FakeTeams> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var teams = new FakeTeams(app);
        app.Use(teams.MeddleAsync);
        app.MapPost("/v3/conversations", teams.CreateAsync);
        app.MapPost("/v3/conversations/{conversation}/activities", teams.PostAsync);
        app.MapPut("/v3/conversations/{conversation}/activities/{activity}", teams.PutAsync);
        app.MapGet("/v3/conversations/{conversation}/pagedmembers", teams.Members);
        await app.StartAsync();
        teams.ServiceUrl = app.Urls.Single() + "/";
        return teams;
    }

    /// <summary>What goes wrong with a request, by its verb, conversation and body; null for what goes well.</summary>
    public Func<string, string, string, Trouble?>? Troubles { get; set; }

    /// <summary>What the roster of somebody's own chat says of them; without it, it says nothing.</summary>
    public void AddToOwnChat(FakePerson person) => chats[person.ChatId] = [person];

    public void AddChannel(string id, params IReadOnlyList<FakePerson> members) => channels[id] = members;

    /// <summary>From now on requests are received and never answered nor carried out, as by a peer that hangs.</summary>
    public void Hold() => holding = true;

    public void Release() => holding = false;

    /// <summary>The same for one conversation.</summary>
    public void Hang(string conversation) => hanging[conversation] = true;

    public void Unhang(string conversation) => hanging.TryRemove(conversation, out _);

    /// <summary>From now on posts to this conversation are refused.</summary>
    public void Refuse(string conversation, int status, string code) => refusals[conversation] = (status, code);

    /// <summary>From now on nobody is told who is in this conversation.</summary>
    public void RefuseRoster(string conversation) => closedRosters[conversation] = true;

    public void Accept(string conversation) => refusals.TryRemove(conversation, out _);

    /// <summary>The messages of a conversation (of all threads, for a channel), oldest first.</summary>
    public IReadOnlyList<FakeMessage> In(string conversation)
    {
        lock (gate)
        {
            return [.. messages.Where(m => m.ConversationId == conversation || m.ConversationId.StartsWith(conversation + ";", StringComparison.Ordinal))];
        }
    }

    /// <summary>The newest message of a conversation that fits, once there is one.</summary>
    public async Task<FakeMessage> ShowsAsync(string conversation, Func<FakeMessage, bool> fits, string what, CancellationToken cancel)
    {
        var since = Clock.GetTimestamp();
        while (Clock.GetElapsedTime(since) < Patience)
        {
            if (In(conversation).LastOrDefault(fits) is { } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), Clock, cancel);
        }

        var there = string.Join("\n", In(conversation).Select(m => $"- {m.Text ?? m.Card?.ToJsonString()}"));
        throw new TimeoutException($"{conversation} never showed {what}. It shows:\n{there}");
    }

    /// <summary>Until nothing has been asked for a while.</summary>
    public async Task QuietAsync(CancellationToken cancel)
    {
        for (var (count, still) = (-1, 0); still < 15; still = Journal.Count == count ? still + 1 : 0)
        {
            count = Journal.Count;
            await Task.Delay(TimeSpan.FromMilliseconds(20), Clock, cancel);
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

#pragma warning disable RS0030 // Waiting for another program is done in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    private async Task MeddleAsync(HttpContext http, RequestDelegate next)
    {
        http.Request.EnableBuffering();
        using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        http.Request.Body.Position = 0;
        var parts = http.Request.Path.Value!.Split('/');
        if (Troubles?.Invoke(http.Request.Method, parts.Length > 3 ? Uri.UnescapeDataString(parts[3]) : "", body) is not { } trouble)
        {
            await next(http);
            return;
        }

        if (trouble.Delivers)
        {
            // It is carried out as ever; what would have been answered is thrown away.
            var answer = http.Response.Body;
            http.Response.Body = Stream.Null;
            await next(http);
            http.Response.Body = answer;
            http.Response.Headers.Clear();
        }

        await trouble.AnswerAsync(http);
    }

    private async Task<IResult> CreateAsync(HttpRequest request)
    {
        var body = await BodyAsync(request, "POST", "");
        if (body is null)
        {
            return Results.Empty;
        }

        var user = (string?)body["members"]?[0]?["id"];
        return Results.Json(new JsonObject { ["id"] = $"a:{user?[3..]}" }, statusCode: 201);
    }

    private async Task<IResult> PostAsync(HttpRequest request, string conversation)
    {
        if (await BodyAsync(request, "POST", conversation) is not { } body)
        {
            return Results.Empty;
        }

        if (refusals.TryGetValue(conversation, out var refusal))
        {
            return Results.Json(new JsonObject { ["error"] = new JsonObject { ["code"] = refusal.Code } }, statusCode: refusal.Status);
        }

        lock (gate)
        {
            var id = (++nextId).ToString(CultureInfo.InvariantCulture);
            if ((string?)body["type"] == "typing")
            {
                // It is shown for a moment, and is no message.
                return Results.Json(new JsonObject { ["id"] = id }, statusCode: 201);
            }

            var words = (string?)body["text"] ?? "";
            if (body["entities"]?.AsArray().Any(entity => !words.Contains((string)entity!["text"]!, StringComparison.Ordinal)) is true)
            {
                return Results.Json(new JsonObject { ["error"] = new JsonObject { ["code"] = "BadArgument" } }, statusCode: 400);
            }

            var place = channels.ContainsKey(conversation) ? $"{conversation};messageid={id}" : conversation;
            messages.Add(new(place, id, body));
            return Results.Json(new JsonObject { ["id"] = id }, statusCode: 201);
        }
    }

    private async Task<IResult> PutAsync(HttpRequest request, string conversation, string activity)
    {
        if (await BodyAsync(request, "PUT", conversation) is not { } body)
        {
            return Results.Empty;
        }

        lock (gate)
        {
            if (messages.FirstOrDefault(m => m.Id == activity && m.ConversationId == conversation) is not { } message)
            {
                return Results.Json(new JsonObject { ["error"] = new JsonObject { ["code"] = "ActivityNotFoundInConversation" } }, statusCode: 404);
            }

            message.Activity = body;
            message.Updates++;
            return Results.Json(new JsonObject { ["id"] = activity });
        }
    }

    private IResult Members(string conversation) =>
        closedRosters.ContainsKey(conversation)
            ? Results.Json(new JsonObject { ["error"] = new JsonObject { ["code"] = "Unknown" } }, statusCode: 403)
            : Results.Json(
                new JsonObject
                {
                    ["members"] = new JsonArray([
                        .. channels
                            .GetValueOrDefault(conversation, chats.GetValueOrDefault(conversation, []))
                            .Select(p => new JsonObject
                            {
                                ["id"] = p.Id,
                                ["name"] = p.Name,
                                ["objectId"] = p.AadObjectId,
                                ["userPrincipalName"] = p.SignInName,
                                ["userRole"] = p.Role,
                            }),
                    ]),
                }
            );

    /// <summary>Null when the request was held.</summary>
    private async Task<JsonObject?> BodyAsync(HttpRequest request, string verb, string conversation)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        if (holding || hanging.ContainsKey(conversation))
        {
            Interlocked.Increment(ref held);
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, request.HttpContext.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            Interlocked.Increment(ref givenUp);
            return null;
        }

        Journal.Enqueue((verb, conversation, body));
        return body;
    }
}

/// <summary>A way for a request to go wrong.</summary>
/// <param name="Delivers">Whether it is carried out all the same.</param>
internal sealed record Trouble(bool Delivers, Func<HttpContext, Task> AnswerAsync)
{
#pragma warning disable RS0030 // A peer hangs in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    public static Trouble Status(int status, string? code = null, bool delivers = false) => new(delivers, http =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(
                code is null ? "<html>no</html>" : new JsonObject { ["error"] = new JsonObject { ["code"] = code } }.ToJsonString()
            );
        });

    /// <summary>The connection is closed in place of an answer.</summary>
    public static Trouble HangsUp { get; } = new(true, http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

    /// <summary>No answer comes for as long as somebody waits for it.</summary>
    public static Trouble Hangs { get; } =
        new(true, http => Task.Delay(Timeout.InfiniteTimeSpan, Clock, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));

    /// <summary>Success, and a body that is none.</summary>
    public static Trouble AnswersGarbage { get; } = new(true, http =>
        {
            http.Response.StatusCode = 200;
            return http.Response.WriteAsync("{\"id\":");
        });
}
