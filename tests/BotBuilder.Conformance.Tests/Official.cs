using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder.Integration;
using Newtonsoft.Json;

namespace BotBuilder.Conformance.Tests;

/// <summary>How the official SDK reads and writes the wire.</summary>
internal static class Official
{
    private static readonly JsonSerializerSettings Settings = MessageSerializerSettings.Create();

    public static T Read<T>(string json) => JsonConvert.DeserializeObject<T>(json, Settings)!;

    public static JsonObject Write(object value) => JsonNode.Parse(JsonConvert.SerializeObject(value, Settings))!.AsObject();

    /// <summary>Read by the official type and written by it again, it says the same.</summary>
    /// <param name="instants">Members that may be spelled otherwise for the same instant.</param>
    public static T KeepsAll<T>(string json, params IReadOnlyList<string> instants)
        where T : notnull
    {
        var read = Read<T>(json);
        var (before, after) = (JsonNode.Parse(json)!.AsObject(), Write(read));
        foreach (var document in (JsonObject[])[before, after])
        {
            foreach (var name in instants.Where(document.ContainsKey))
            {
                document[name] = DateTimeOffset.Parse((string)document[name]!, CultureInfo.InvariantCulture).UtcDateTime;
            }
        }

        Assert.Equal(Plain(before), Plain(after));
        return read;
    }

    /// <summary>One spelling of what a document says: members in order, those that are null left out, a line for each value.</summary>
    public static string Plain(JsonNode? json)
    {
        var lines = new StringBuilder();
        Add(lines, "$", json);
        return lines.ToString();
    }

    private static void Add(StringBuilder lines, string path, JsonNode? json)
    {
        switch (json)
        {
            case JsonObject o:
                foreach (var (name, value) in o.Where(p => p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    Add(lines, $"{path}.{name}", value);
                }

                break;
            case JsonArray a:
                foreach (var (i, value) in a.Index())
                {
                    Add(lines, $"{path}[{i}]", value);
                }

                break;
            default:
                lines.AppendLine($"{path} = {(json is JsonValue v && v.TryGetValue(out string? text) ? text : json?.ToJsonString())}");
                break;
        }
    }
}
