using System.Text.Json;
using System.Text.RegularExpressions;
using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Integrations;

/// <summary><c>POST /api/webhooks/tickets</c>: what a tracker tells of labels and statuses, signed as webhooks are.</summary>
internal static partial class TicketEndpoint
{
    private const int LongestText = 20_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="tenants">The tenants that may use the bot.</param>
    public static void MapTickets(this IEndpointRouteBuilder endpoints, TicketSettings settings, IReadOnlyCollection<string> tenants)
    {
        if (settings.InboundSecret is not { } secret)
        {
            return;
        }

        var tenant = settings.Tenant ?? tenants.Single();
        var signature = new WebhookSignature([secret]);
        endpoints.MapPost("/api/webhooks/tickets", async (HttpContext context, HearTickets hear, TimeProvider clock, CancellationToken cancel) =>
        {
            var (id, body, refused) = await SignedInbound.ReadAsync(context.Request, signature, "Tickets:InboundSecret", clock, cancel);
            if (refused is not null)
            {
                return refused;
            }

            var (told, problem) = Parse(body);
            if (told is null)
            {
                return SignedInbound.Refused(StatusCodes.Status400BadRequest, problem!);
            }

            var ticket = new ToldTicket(
                told.Data.Key!,
                Link(told.Data.Url),
                Short(told.Data.Summary),
                Short(told.Data.Description),
                told.Data.Csm ?? settings.Csm
            );
            var delivery = $"tickets|{id}";
            var heard =
                told.Type == "ticket.labelled"
                    ? await hear.LabelledAsync(tenant, delivery, ticket, Enum.Parse<Severity>(told.Data.Label!.Split('-')[1]), cancel)
                    : await hear.StatusChangedAsync(tenant, delivery, ticket, told.Data.Status!, cancel);
            return heard.Outcome == HeardOutcome.Refused
                ? SignedInbound.Refused(StatusCodes.Status422UnprocessableEntity, heard.Problem!)
                : Results.Json(new { result = heard.Outcome.ToString().ToLowerInvariant(), escalation = heard.Id?.ToString() }, Json);
        });
    }

    private static (Told? Told, string? Problem) Parse(byte[] body)
    {
        Told? told;
        try
        {
            told = JsonSerializer.Deserialize<Told>(body, Json);
        }
        catch (JsonException)
        {
            return (null, "The body is no JSON object of the expected shape.");
        }

        return told switch
        {
            null or { Data: null } => (null, "data is missing."),
            { Data.Key: not { Length: > 0 and <= 60 } } => (null, "data.key must be the ticket's key, at most 60 characters."),
            { Type: "ticket.labelled" } when told.Data.Label is not { } label || !Label().IsMatch(label) => (
                null,
                "data.label must be escalation-S1, escalation-S2, escalation-S3 or escalation-S4."
            ),
            { Type: "ticket.status_changed", Data.Status: not { Length: > 0 } } => (null, "data.status must be the new status."),
            { Type: "ticket.labelled" or "ticket.status_changed" } => (told, null),
            _ => (null, "type must be ticket.labelled or ticket.status_changed."),
        };
    }

    private static string? Short(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;

    /// <summary>The address where it is one that people can open.</summary>
    private static string? Link(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps ? link.AbsoluteUri : null;

    [GeneratedRegex(@"^escalation-S[1-4]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    /// <summary>What a tracker tells.</summary>
    private sealed record Told(string? Type, ToldData Data);

    private sealed record ToldData(string? Key, string? Url, string? Label, string? Status, string? Summary, string? Description, string? Csm);
}
