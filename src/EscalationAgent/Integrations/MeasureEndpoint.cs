using System.Text;
using System.Text.Json;
using Escalations.Launches;
using Escalations.UseCases;

namespace EscalationAgent.Integrations;

/// <summary>
/// <c>POST /api/measures</c>: measures of a launch as JSON, or as CSV with <c>?launch=</c>, signed as webhooks are. A batch is taken as a
/// whole or not at all.
/// </summary>
internal static class MeasureEndpoint
{
    private const string Csv = "text/csv";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="tenants">The tenants that may use the bot.</param>
    public static void MapMeasures(this IEndpointRouteBuilder endpoints, MeasureSettings settings, IReadOnlyCollection<string> tenants)
    {
        if (settings.InboundSecret is not { } secret)
        {
            return;
        }

        var tenant = settings.Tenant ?? tenants.Single();
        var signature = new WebhookSignature([secret]);
        endpoints.MapPost("/api/measures", async (HttpContext context, TakeMeasures measures, TimeProvider clock, CancellationToken cancel) =>
        {
            var (id, body, refused) = await SignedInbound.ReadAsync(context.Request, signature, "Measures:InboundSecret", clock, cancel);
            if (refused is not null)
            {
                return refused;
            }

            var isCsv = context.Request.ContentType?.Split(';')[0].Trim().Equals(Csv, StringComparison.OrdinalIgnoreCase) is true;
            var (launch, sent, problem) = isCsv ? ParseCsv(context.Request.Query["launch"], body) : Parse(body);
            if (problem is not null)
            {
                return SignedInbound.Refused(StatusCodes.Status400BadRequest, problem);
            }

            var taken = await measures.HandleAsync(Request.ByMachine(tenant, $"measures|{id}"), null, launch, sent, cancel);
            return taken switch
            {
                { Problems: [_, ..] problems } => Results.Problem(
                    $"Nothing was taken. {string.Join(' ', problems.Select(one => one.Line == 0 ? one.Problem : $"Line {one.Line}: {one.Problem}"))}",
                    statusCode: StatusCodes.Status422UnprocessableEntity,
                    extensions: new Dictionary<string, object?> { ["problems"] = problems.Select(one => new { line = one.Line, problem = one.Problem }) }
                ),
                _ => Results.Json(
                    new
                    {
                        result = taken.Taken > 0 ? "taken" : "known",
                        taken = taken.Taken,
                        known = taken.Known,
                        late = taken.Late,
                    },
                    Json
                ),
            };
        });
    }

    private static (string Launch, IReadOnlyList<SentMeasure> Sent, string? Problem) ParseCsv(string? launch, byte[] body)
    {
        if (launch is not { Length: > 0 and <= Launch.LongestName })
        {
            return ("", [], "The address must name the launch: /api/measures?launch=Orion.");
        }

        try
        {
            // A machine says when and by what it measured.
            return (launch, MeasureLines.Read(Strict.GetString(body), now: null, by: null), null);
        }
        catch (DecoderFallbackException)
        {
            return ("", [], "The body is not UTF-8.");
        }
    }

    private static (string Launch, IReadOnlyList<SentMeasure> Sent, string? Problem) Parse(byte[] body)
    {
        Batch? batch;
        try
        {
            batch = JsonSerializer.Deserialize<Batch>(body, Json);
        }
        catch (JsonException)
        {
            return ("", [], "The body is no JSON object of the expected shape.");
        }

        return batch switch
        {
            { Launch: not { Length: > 0 and <= Launch.LongestName } } or null => ("", [], "launch must be the name of the launch."),
            { Measures: null } => ("", [], "measures is missing."),
            { Measures: var all, Launch: { } launch } => (launch, [.. all.Index().Select(one => Of(one.Index + 1, one.Item))], null),
        };
    }

    private static SentMeasure Of(int line, JsonElement sent)
    {
        try
        {
            return sent.ValueKind == JsonValueKind.Object && sent.Deserialize<Sent>(Json) is { } one
                ? new(line, one.Id, one.Criterion, one.At, Text(one.Value), one.Source)
                : SentMeasure.Misshapen(line);
        }
        catch (JsonException)
        {
            return SentMeasure.Misshapen(line);
        }
    }

    /// <summary>A number as it was written, or a text that may hold one.</summary>
    private static string? Text(JsonElement? value) =>
        value switch
        {
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => null,
        };

    private sealed record Batch(string? Launch, IReadOnlyList<JsonElement>? Measures);

    private sealed record Sent(string? Id, string? Criterion, string? At, JsonElement? Value, string? Source);
}
