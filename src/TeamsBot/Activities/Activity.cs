using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsBot.Activities;

/// <summary>One thing that happened in Teams, as the Connector tells it: only the type is sure to be there, and ids are opaque.</summary>
public sealed partial record Activity
{
    public required string Type { get; init; }
    public string? Id { get; init; }
    public DateTimeOffset? Timestamp { get; init; }
    public DateTimeOffset? LocalTimestamp { get; init; }
    public string? LocalTimezone { get; init; }
    public string? ServiceUrl { get; init; }
    public string? ChannelId { get; init; }
    public ChannelAccount? From { get; init; }
    public ConversationAccount? Conversation { get; init; }
    public ChannelAccount? Recipient { get; init; }
    public string? Text { get; init; }
    public string? TextFormat { get; init; }
    public string? Locale { get; init; }
    public IReadOnlyList<JsonElement>? Entities { get; init; }
    public TeamsChannelData? ChannelData { get; init; }
    public JsonElement? Value { get; init; }
    public string? Name { get; init; }
    public string? Action { get; init; }
    public string? ReplyToId { get; init; }
    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }
    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }
    public IReadOnlyList<Reaction>? ReactionsAdded { get; init; }
    public IReadOnlyList<Reaction>? ReactionsRemoved { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>Members that this record does not know, kept as they came.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
