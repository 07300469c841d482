using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Escalations.Ports;
using TextAnalysis.Tokens;

namespace EscalationAgent.Integrations;

/// <summary>Tickets in Jira Cloud, by its REST API v3.</summary>
/// <param name="tenant">Whose escalations get tickets; null for those of all who use the bot.</param>
internal sealed partial class JiraTickets(TicketSettings settings, string? tenant, TimeProvider clock) : ITicketSystem, IDisposable
{
    /// <summary>A description holds 32,767 characters with all of its marks.</summary>
    private const int LongestField = 3_000;

    private const int MostFields = 16;

    private const int LongestComment = 3_000;

    /// <summary>The property of a comment by which it is known again.</summary>
    private const string Mark = "escalation-agent";

    private readonly SystemClient client = new(settings.Http(), clock);

    private readonly AuthenticationHeaderValue signIn = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Email}:{settings.ApiToken}")));

    public string Name => "Jira";

    public bool Offers(string of) => tenant is null || tenant == of;

    public async Task<TicketAnswer> FindAsync(NewTicket ticket, CancellationToken cancel)
    {
        var query = Uri.EscapeDataString($"project = \"{ticket.Rule.Project}\" AND labels = \"{ticket.Id}\" ORDER BY created ASC");
        var answer = await AskAsync(HttpMethod.Get, $"search/jql?jql={query}&fields=summary&maxResults=1", null, cancel);
        return !answer.IsSuccess || answer.Body?["issues"] is not JsonArray issues ? NotDone(answer, mayBeDone: false)
            : issues is [JsonObject issue, ..] ? Opened(issue) ?? NotDone(answer, mayBeDone: false)
            : new(TicketOutcome.Missing);
    }

    public async Task<TicketAnswer> OpenAsync(NewTicket ticket, CancellationToken cancel)
    {
        var fields = new JsonObject
        {
            ["project"] = new JsonObject { ["key"] = ticket.Rule.Project },
            ["issuetype"] = new JsonObject { ["name"] = ticket.Rule.IssueType },
            ["summary"] = ticket.Summary,
            ["description"] = Document(
                ticket.Fields.Take(MostFields).SelectMany(field => new[] { Heading(field.Title) }.Concat(Paragraphs(field.Text, LongestField)))
            ),
            ["labels"] = new JsonArray([.. ticket.Labels.Select(label => (JsonNode)label)]),
        };
        var answer = await AskAsync(HttpMethod.Post, "issue", new() { ["fields"] = fields }, cancel);
        return answer.IsSuccess && answer.Body is { } issue && Opened(issue) is { } opened ? opened : NotDone(answer, mayBeDone: true, tellsFaults: true);
    }

    public async Task<TicketAnswer> CommentAsync(TicketComment comment, bool mayBeThere, CancellationToken cancel)
    {
        if (mayBeThere)
        {
            var (there, isThere) = await FindCommentAsync(comment, cancel);
            if (isThere || there.Outcome != TicketOutcome.Missing)
            {
                return there;
            }
        }

        var body = new JsonObject
        {
            ["body"] = Document(Paragraphs(comment.Text, LongestComment)),
            ["properties"] = new JsonArray(
                new JsonObject
                {
                    ["key"] = Mark,
                    ["value"] = new JsonObject { ["id"] = comment.Id.ToString(), ["sequence"] = comment.Sequence },
                }
            ),
        };
        var answer = await AskAsync(HttpMethod.Post, $"issue/{Uri.EscapeDataString(comment.Key)}/comment", body, cancel);
        return answer.IsSuccess ? new(TicketOutcome.Done, comment.Key) : NotDone(answer, mayBeDone: true);
    }

    public async Task<TicketAnswer> LabelAsync(string key, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancel)
    {
        var labels = new JsonArray([
            .. remove.Select(label => (JsonNode)new JsonObject { ["remove"] = label }),
            .. add.Select(label => (JsonNode)new JsonObject { ["add"] = label }),
        ]);
        var body = new JsonObject { ["update"] = new JsonObject { ["labels"] = labels } };
        var answer = await AskAsync(HttpMethod.Put, $"issue/{Uri.EscapeDataString(key)}", body, cancel);
        return answer.IsSuccess ? new(TicketOutcome.Done, key) : NotDone(answer, mayBeDone: true);
    }

    public void Dispose() => client.Dispose();

    /// <summary>Looks for a comment among the newest; missing where it is not there.</summary>
    private async Task<(TicketAnswer Answer, bool IsThere)> FindCommentAsync(TicketComment comment, CancellationToken cancel)
    {
        var path = $"issue/{Uri.EscapeDataString(comment.Key)}/comment?orderBy=-created&maxResults=50&expand=properties";
        var answer = await AskAsync(HttpMethod.Get, path, null, cancel);
        if (!answer.IsSuccess || answer.Body?["comments"] is not JsonArray comments)
        {
            return (NotDone(answer, mayBeDone: false), false);
        }

        var isThere = comments
            .OfType<JsonObject>()
            .SelectMany(one => (one["properties"] as JsonArray ?? []).OfType<JsonObject>())
            .Where(property => (string?)property["key"] == Mark)
            .Any(property => (int?)property["value"]?["sequence"] == comment.Sequence);
        return (new(isThere ? TicketOutcome.Done : TicketOutcome.Missing, comment.Key), isThere);
    }

    private async Task<SystemAnswer> AskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{settings.Address.AbsoluteUri.TrimEnd('/')}/rest/api/3/{path}"));
        request.Headers.Authorization = signIn;
        request.Headers.Accept.ParseAdd("application/json");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await client.SendAsync(request, readsBody: true, cancel);
    }

    private TicketAnswer? Opened(JsonObject issue) =>
        issue["key"] is JsonValue value && value.TryGetValue<string>(out var key) && Key().IsMatch(key)
            ? new(TicketOutcome.Done, key, $"{settings.Address.AbsoluteUri.TrimEnd('/')}/browse/{key}")
            : null;

    /// <param name="mayBeDone">Whether what was asked changes something, so that a lost answer leaves a doubt.</param>
    /// <param name="tellsFaults">Whether people shall read what Jira finds wrong; else it is only logged that it did.</param>
    private static TicketAnswer NotDone(SystemAnswer answer, bool mayBeDone, bool tellsFaults = false)
    {
        var doubt = mayBeDone ? TicketOutcome.InDoubt : TicketOutcome.NotNow;
        var outcome = answer switch
        {
            { WasSent: false } or { Status: 429 or (>= 300 and < 400) or 401 or 403 } => TicketOutcome.NotNow,
            { Status: >= 400 and < 500 and not 408 } => TicketOutcome.Refused,
            _ => doubt,
        };
        var why = answer.Status switch
        {
            401 or 403 => string.Create(CultureInfo.InvariantCulture, $"it does not let me in ({answer.Status})"),
            >= 200 and < 300 => "its answer cannot be read",
            _ when tellsFaults && outcome == TicketOutcome.Refused => $"{answer.Why}{Faults(answer.Body)}",
            _ => answer.Why,
        };
        return new(outcome, Why: why, Wait: answer.Wait);
    }

    /// <summary>What Jira says is wrong: it helps whoever mends the settings.</summary>
    private static string Faults(JsonObject? body)
    {
        var texts = (body?["errorMessages"] as JsonArray ?? [])
            .Concat((body?["errors"] as JsonObject ?? []).Select(error => error.Value))
            .OfType<JsonValue>()
            .Select(text => text.TryGetValue<string>(out var said) ? InlineText.Sanitize(said) : "")
            .Where(text => text.Length > 0)
            .ToList();
        return texts.Count == 0 ? "" : $": {Graphemes.Head(string.Join(' ', texts), 200)}";
    }

    /// <summary>A text in Atlassian's document format.</summary>
    private static JsonObject Document(IEnumerable<JsonObject> content) =>
        new()
        {
            ["type"] = "doc",
            ["version"] = 1,
            ["content"] = new JsonArray([.. content]),
        };

    private static JsonObject Heading(string title) =>
        new()
        {
            ["type"] = "heading",
            ["attrs"] = new JsonObject { ["level"] = 3 },
            ["content"] = new JsonArray(Text(title)),
        };

    private static IEnumerable<JsonObject> Paragraphs(string text, int longest) =>
        (text.Length <= longest ? text : $"{Graphemes.Head(text, longest - 1)}…")
            .ReplaceLineEndings("\n")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => new JsonObject { ["type"] = "paragraph", ["content"] = new JsonArray(Text(line)) });

    private static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]*-[1-9][0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
