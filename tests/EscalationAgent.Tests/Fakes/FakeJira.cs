using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EscalationAgent.Tests.Fakes;

/// <summary>What was asked of the fake Jira.</summary>
internal sealed record JiraRequest(string Method, string Path, string Query, string? Authorization, JsonObject? Body);

/// <summary>
/// Jira Cloud as the agent sees it: issues with labels and comments, and a search that finds them. It keeps what it was asked, and fails as
/// it is told.
/// </summary>
internal sealed class FakeJira : FakeSystem
{
    private int last = 41;

    public ConcurrentQueue<JiraRequest> Requests { get; } = new();

    /// <summary>The issues by key, as they were sent.</summary>
    public ConcurrentDictionary<string, JsonObject> Issues { get; } = new();

    /// <summary>The comments in order: the issue's key and the body that was sent.</summary>
    public ConcurrentQueue<(string Key, JsonObject Body)> Comments { get; } = new();

    /// <summary>What happens in place of, or besides, the usual; it says whether the usual answer still follows.</summary>
    public Func<JiraRequest, HttpContext, Task<bool>>? Before { get; set; }

    /// <summary>True to do what is asked and lose the answer.</summary>
    public Func<JiraRequest, bool>? LosesAnswer { get; set; }

    /// <summary>What comes in place of the last part of an answer: half of it.</summary>
    public Func<JiraRequest, bool>? HalvesAnswer { get; set; }

    public Dictionary<string, string?> Settings =>
        new()
        {
            ["Tickets:System"] = "jira",
            ["Tickets:Url"] = Address,
            ["Tickets:Email"] = "bot@contoso.example",
            ["Tickets:ApiToken"] = "token-canary",
        };

    public static async Task<FakeJira> StartAsync()
    {
        var jira = new FakeJira();
        await jira.BeginAsync();
        return jira;
    }

    public IEnumerable<JiraRequest> Asked(string method, string endOfPath) =>
        Requests.Where(r => r.Method == method && r.Path.EndsWith(endOfPath, StringComparison.Ordinal));

    public static string LabelsOf(JsonObject issue) => string.Join(' ', issue["fields"]!["labels"]!.AsArray().Select(label => (string)label!).Order());

    /// <summary>All words of a document, a line for each block.</summary>
    public static string TextOf(JsonNode? document) =>
        string.Join(
            '\n',
            document!["content"]!.AsArray().Select(block => string.Concat(block!["content"]!.AsArray().Select(piece => (string)piece!["text"]!)))
        );

    protected override async Task AnswerAsync(HttpContext http, byte[] body)
    {
        var request = new JiraRequest(
            http.Request.Method,
            http.Request.Path.Value!,
            http.Request.QueryString.Value ?? "",
            http.Request.Headers.Authorization,
            body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject()
        );
        Requests.Enqueue(request);
        if (Before is { } before && !await before(request, http))
        {
            return;
        }

        var (status, answer) = Do(request);
        if (LosesAnswer?.Invoke(request) is true)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        var text = answer?.ToJsonString() ?? "";
        await http.Response.WriteAsync(HalvesAnswer?.Invoke(request) is true ? text[..(text.Length / 2)] : text);
    }

    private (int Status, JsonObject? Answer) Do(JiraRequest request)
    {
        var path = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[3..];
        switch (request.Method, path)
        {
            case ("POST", ["issue"]):
                var key = $"{(string)request.Body!["fields"]!["project"]!["key"]!}-{Interlocked.Increment(ref last)}";
                Issues[key] = request.Body.DeepClone().AsObject();
                return (201, new() { ["id"] = $"1{last}", ["key"] = key });

            case ("GET", ["search", "jql"]):
                var query = Uri.UnescapeDataString(request.Query);
                var found = Issues.Where(issue =>
                    issue.Value["fields"]!["labels"]!.AsArray().Any(label => query.Contains($"labels = \"{(string)label!}\"", StringComparison.Ordinal))
                );
                return (200, new() { ["issues"] = new JsonArray([.. found.Select(issue => (JsonNode)new JsonObject { ["key"] = issue.Key })]) });

            case ("POST", ["issue", var of, "comment"]) when Issues.ContainsKey(of):
                Comments.Enqueue((of, request.Body!.DeepClone().AsObject()));
                return (201, new() { ["id"] = "1" });

            case ("GET", ["issue", var of, "comment"]) when Issues.ContainsKey(of):
                return (
                    200,
                    new()
                    {
                        ["comments"] = new JsonArray([
                            .. Comments.Where(c => c.Key == of).Select(c => new JsonObject { ["properties"] = c.Body["properties"]!.DeepClone() }),
                        ]),
                    }
                );

            case ("PUT", ["issue", var of]) when Issues.TryGetValue(of, out var issue):
                var labels = issue["fields"]!["labels"]!.AsArray().Select(label => (string)label!).ToHashSet();
                foreach (var change in request.Body!["update"]!["labels"]!.AsArray())
                {
                    _ = change!["add"] is { } add ? labels.Add((string)add!) : labels.Remove((string)change["remove"]!);
                }

                issue["fields"]!["labels"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]);
                return (204, null);

            default:
                return (404, new() { ["errorMessages"] = new JsonArray("Issue does not exist or you do not have permission to see it.") });
        }
    }

    /// <summary>How the account signs in.</summary>
    public static string SignIn => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("bot@contoso.example:token-canary"))}";
}
