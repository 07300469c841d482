using System.Text.Json;

namespace TeamsBot.Activities;

/// <summary>Looks into JSON of which nothing is promised: what is missing or of another type reads as null.</summary>
internal static class LooseJson
{
    extension(JsonElement element)
    {
        public JsonElement? Member(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

        public string? Text(string name) => element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;
    }
}
