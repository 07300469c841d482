using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsBot.Activities;

/// <summary>Something that came with a message; nearly every message carries its own text once more as <c>text/html</c>.</summary>
public sealed record Attachment
{
    public string? ContentType { get; init; }
    public string? ContentUrl { get; init; }
    public JsonElement? Content { get; init; }
    public string? Name { get; init; }
    public string? ThumbnailUrl { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
