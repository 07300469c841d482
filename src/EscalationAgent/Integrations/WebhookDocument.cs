using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Escalations;
using Escalations.Access;
using Escalations.UseCases;

namespace EscalationAgent.Integrations;

/// <summary>What is posted about an event, as <c>docs/schemas/webhook-event.schema.json</c> describes it.</summary>
/// <param name="Type">Such as <c>escalation.acknowledged</c>.</param>
/// <param name="Timestamp">When it happened, UTC.</param>
internal sealed record WebhookDocument(string Type, DateTimeOffset Timestamp, WebhookData Data)
{
    /// <summary>The version of its shape; a field that is added does not change it.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static WebhookDocument Of(ToldEvent told)
    {
        var (after, happened) = told;
        var details = JsonSerializer.SerializeToNode(happened.What, EventJson.Default.EscalationEvent)!.AsObject();
        var shape = (string)details["event"]!;
        details.Remove("event");
        return new(
            $"escalation.{EventVisibility.KindOf(happened.What)}",
            happened.At,
            new(
                Version,
                after.Tenant,
                happened.Sequence,
                shape,
                happened.By.IsHuman ? new(happened.By.Person!.Id, happened.By.Person.Name) : null,
                EscalationFacts.Of(after),
                details
            )
        );
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The same for each attempt at one event, and for no other event, so that a receiver knows a repetition.</summary>
    public static string IdOf(string tenant, EscalationId id, int sequence) =>
        $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}/{id}/{sequence}")))[..32]}";
}

/// <param name="Sequence">The number of the event in the history of its escalation: what has a lower one happened before.</param>
/// <param name="Event">The name of its stored shape, with the version, such as <c>acknowledged.1</c>.</param>
/// <param name="By">Who did it; null for the clock.</param>
/// <param name="Escalation">As it was right after the event.</param>
/// <param name="Details">The event's own fields.</param>
internal sealed record WebhookData(int Version, string Tenant, int Sequence, string Event, PersonFacts? By, EscalationFacts Escalation, JsonObject Details);
