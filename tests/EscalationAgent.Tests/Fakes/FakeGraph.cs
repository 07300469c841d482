using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Fakes;

/// <summary>What was asked of the fake Graph.</summary>
/// <param name="Target">Path and query as they came, still encoded, without the version.</param>
/// <param name="Body">Null where there was none.</param>
internal sealed record GraphRequest(string Method, string Target, string? Authorization, JsonObject? Body);

/// <summary>
/// Microsoft Graph as the agent sees it, over real HTTP on this machine: users with a manager, presences, and mail. It keeps what
/// it was asked, and fails as it is told.
/// </summary>
internal sealed class FakeGraph : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeGraph(WebApplication app) => this.app = app;

    /// <summary>The endpoint, with the version.</summary>
    public string Endpoint { get; private set; } = "";

    public ConcurrentQueue<GraphRequest> Requests { get; } = new();

    /// <summary>The users by their ids, as Graph has them.</summary>
    public ConcurrentDictionary<string, JsonObject> Users { get; } = new();

    /// <summary>The id of each user's manager.</summary>
    public ConcurrentDictionary<string, string> Managers { get; } = new();

    /// <summary>The availability of users, by their ids.</summary>
    public ConcurrentDictionary<string, string> Availability { get; } = new();

    /// <summary>Answers in place of the usual; null for the usual.</summary>
    public Func<GraphRequest, HttpContext, Task>? Instead { get; set; }

    /// <summary>The settings that make the agent ask this Graph.</summary>
    public Dictionary<string, string?> Settings => new() { ["Graph:Enabled"] = "true", ["Graph:Endpoint"] = Endpoint };

    /// <summary>The mails that were to be sent.</summary>
    public IReadOnlyList<JsonObject> Mails =>
        [.. Requests.Where(r => r.Target.EndsWith("/sendMail", StringComparison.Ordinal)).Select(r => r.Body!["message"]!.AsObject())];

    public static async Task<FakeGraph> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var graph = new FakeGraph(builder.Build());
        graph.app.Run(graph.HandleAsync);
        await graph.app.StartAsync();
        graph.Endpoint = graph.app.Urls.Single() + "/v1.0";
        return graph;
    }

    /// <param name="manager">Who leads them; null for nobody.</param>
    public FakeGraph With(FakePerson person, FakePerson? manager = null, string? title = null)
    {
        Users[person.AadObjectId] = new()
        {
            ["@odata.type"] = "#microsoft.graph.user",
            ["id"] = person.AadObjectId,
            ["displayName"] = person.Name,
            ["jobTitle"] = title,
            ["mail"] = $"{person.AadObjectId}@contoso.example",
            ["userType"] = "Member",
            ["accountEnabled"] = true,
        };
        if (manager is not null)
        {
            Managers[person.AadObjectId] = manager.AadObjectId;
        }

        return this;
    }

    /// <summary>From now on every request is answered with this status.</summary>
    public void Fail(int status, string? retryAfter = null) =>
        Instead = (_, http) =>
        {
            http.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                http.Response.Headers.RetryAfter = retryAfter;
            }

            return http.Response.WriteAsJsonAsync(new { error = new { code = "Fake", message = "As told." } });
        };

    public async ValueTask DisposeAsync() => await FakeSystem.EndAsync(app);

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = new GraphRequest(
            http.Request.Method,
            target.StartsWith("/v1.0", StringComparison.Ordinal) ? target["/v1.0".Length..] : target,
            http.Request.Headers.Authorization is [{ } one] ? one : null,
            body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject()
        );
        Requests.Enqueue(request);
        try
        {
            await (Instead is { } instead ? instead(request, http) : AnswerAsync(request, http));
        }
        catch (OperationCanceledException)
        {
            // The agent has given up.
        }
    }

    private Task AnswerAsync(GraphRequest request, HttpContext http)
    {
        var path = http.Request.Path.Value!["/v1.0".Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var selected = http.Request.Query["$select"].ToString().Split(',');
        switch (request.Method, path)
        {
            case ("GET", ["users", var id]) when Users.TryGetValue(id, out var user):
                return http.Response.WriteAsJsonAsync(Selected(user));

            case ("GET", ["users", var id, "manager"]) when Managers.TryGetValue(id, out var manager) && Users.TryGetValue(manager, out var user):
                return http.Response.WriteAsJsonAsync(Selected(user));

            case ("POST", ["communications", "getPresencesByUserId"]):
                return http.Response.WriteAsJsonAsync(
                    new JsonObject
                    {
                        ["value"] = new JsonArray([
                            .. request.Body!["ids"]!
                                .AsArray()
                                .Select(id => (string)id!)
                                .Where(Availability.ContainsKey)
                                .Select(id =>
                                    (JsonNode)
                                        new JsonObject
                                        {
                                            ["id"] = id,
                                            ["availability"] = Availability[id],
                                            ["activity"] = "Available",
                                        }
                                ),
                        ]),
                    }
                );

            case ("POST", ["users", _, "sendMail"]):
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                return Task.CompletedTask;

            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return http.Response.WriteAsJsonAsync(new { error = new { code = "Request_ResourceNotFound", message = "It does not exist." } });
        }

        JsonObject Selected(JsonObject user) =>
            new(user.Where(p => p.Key.StartsWith('@') || selected.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
    }
}
