using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalations.Ports;

namespace EscalationAgent.Integrations;

/// <summary>
/// Tickets in any system behind a signed webhook: it is asked to open, comment or label, and answers with the ticket's key and address.
/// A repetition has the same <c>webhook-id</c>, and is answered as the first time.
/// </summary>
/// <param name="tenant">Whose escalations get tickets; null for those of all who use the bot.</param>
internal sealed class WebhookTickets(TicketSettings settings, string? tenant, TimeProvider clock) : ITicketSystem, IDisposable
{
    private const int LongestKey = 60;

    private readonly SystemClient client = new(settings.Http(), clock);

    private readonly SignedRequests requests = new(settings.Address, new([settings.Secret]), clock);

    public string Name => "the ticket system";

    public bool Offers(string of) => tenant is null || tenant == of;

    /// <summary>Asking once more finds it: the receiver knows the repetition.</summary>
    public Task<TicketAnswer> FindAsync(NewTicket ticket, CancellationToken cancel) => Task.FromResult(new TicketAnswer(TicketOutcome.Missing));

    public async Task<TicketAnswer> OpenAsync(NewTicket ticket, CancellationToken cancel)
    {
        var answer = await AskAsync(
            "ticket.open",
            $"{ticket.Tenant}/{ticket.Id}",
            new()
            {
                ["tenant"] = ticket.Tenant,
                ["escalation"] = ticket.Id.ToString(),
                ["project"] = ticket.Rule.Project,
                ["issue_type"] = ticket.Rule.IssueType,
                ["summary"] = ticket.Summary,
                ["labels"] = Texts(ticket.Labels),
                ["fields"] = new JsonArray([.. ticket.Fields.Select(field => (JsonNode)new JsonObject { ["title"] = field.Title, ["text"] = field.Text })]),
            },
            cancel
        );
        return answer.IsSuccess && Text(answer.Body, "key") is { Length: > 0 and <= LongestKey } key && !key.Any(char.IsControl)
            ? new(TicketOutcome.Done, key, Link(Text(answer.Body, "url")))
            : NotDone(answer);
    }

    public async Task<TicketAnswer> CommentAsync(TicketComment comment, bool mayBeThere, CancellationToken cancel)
    {
        var answer = await AskAsync(
            "ticket.comment",
            $"{comment.Tenant}/{comment.Id}/{comment.Sequence}",
            new()
            {
                ["key"] = comment.Key,
                ["escalation"] = comment.Id.ToString(),
                ["text"] = comment.Text,
            },
            cancel
        );
        return answer.IsSuccess ? new(TicketOutcome.Done, comment.Key) : NotDone(answer);
    }

    public async Task<TicketAnswer> LabelAsync(string key, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancel)
    {
        // Not the same twice: a label may come, go and come again.
        var answer = await AskAsync(
            "ticket.label",
            Guid.NewGuid().ToString(),
            new()
            {
                ["key"] = key,
                ["add"] = Texts(add),
                ["remove"] = Texts(remove),
            },
            cancel
        );
        return answer.IsSuccess ? new(TicketOutcome.Done, key) : NotDone(answer);
    }

    public void Dispose() => client.Dispose();

    private async Task<SystemAnswer> AskAsync(string type, string about, JsonObject data, CancellationToken cancel)
    {
        data["version"] = WebhookDocument.Version;
        var body = new JsonObject
        {
            ["type"] = type,
            ["timestamp"] = clock.GetUtcNow().ToString("O"),
            ["data"] = data,
        };
        var id = $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}/{about}")))[..32]}";
        using var request = requests.Post(id, JsonSerializer.SerializeToUtf8Bytes(body));
        return await client.SendAsync(request, readsBody: true, cancel);
    }

    private static TicketAnswer NotDone(SystemAnswer answer) =>
        new(
            answer switch
            {
                { WasSent: false } or { Status: 429 or 401 or 403 or (>= 300 and < 400) } => TicketOutcome.NotNow,
                { Status: >= 400 and < 500 and not 408 } => TicketOutcome.Refused,
                _ => TicketOutcome.InDoubt,
            },
            Why: answer.IsSuccess ? "its answer names no ticket" : answer.Why,
            Wait: answer.Wait
        );

    /// <summary>The address where it is one that people can open.</summary>
    private static string? Link(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps ? link.AbsoluteUri : null;

    private static string? Text(JsonObject? body, string name) => body?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
