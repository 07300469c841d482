using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsBot.Activities;

/// <summary>A reaction that was put on a message, or taken away; Teams adds types without notice.</summary>
public sealed record Reaction
{
    public string? Type { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
