using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TeamsBot.Connector;

/// <summary>How the connector's JSON is written (strictly, nothing that is null) and read (whatever comes).</summary>
[JsonSerializable(typeof(OutgoingActivity))]
[JsonSerializable(typeof(NewChat))]
internal sealed partial class ConnectorJson : JsonSerializerContext
{
    // Teams counts a message in characters of JSON: escaping every accent and bracket would make six of one.
    private static readonly ConnectorJson Wire = new(
        new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    public static byte[] Write(OutgoingActivity activity) => JsonSerializer.SerializeToUtf8Bytes(activity, Wire.OutgoingActivity);

    public static byte[] Write(NewChat chat) => JsonSerializer.SerializeToUtf8Bytes(chat, Wire.NewChat);

    /// <summary>The object in an answer; null when it is empty, no JSON, ambiguous or no object.</summary>
    public static JsonObject? Read(ReadOnlySpan<byte> body)
    {
        // Through text, so that bytes that are no UTF-8 become replacement characters here and not an exception later.
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF');
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            // Garbage is an answer too: what it means is decided by the status it came with.
            return null;
        }
    }
}

/// <summary>The request for a chat with one person.</summary>
internal sealed record NewChat(bool IsGroup, IReadOnlyList<NewChatMember> Members, string TenantId);

/// <summary>The person of a <see cref="NewChat"/>: a Teams id, or an Entra object id in its place.</summary>
internal sealed record NewChatMember(string Id);
