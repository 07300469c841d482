using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Cards;

/// <summary>One node of a parsed template.</summary>
internal abstract record TemplateNode
{
    /// <summary>Writes the node for these values.</summary>
    public abstract void Write(Utf8JsonWriter card, JsonElement data);

    public static TemplateNode Parse(JsonNode? node, string path, string file) =>
        node switch
        {
            JsonObject map => ParseMap(map, path, file),
            JsonArray list => ParseList(list, path, file),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => ParseText(value, path, file),
            _ => new Constant(node),
        };

    private static TemplateNode ParseMap(JsonObject map, string path, string file)
    {
        if (map.FirstOrDefault(entry => entry.Key.StartsWith('$') && entry.Key != "$schema").Key is { } key)
        {
            throw new CardTemplateException(
                file,
                $"{path}.{key}",
                key is "$data" or "$when" ? "only an element of a list can be repeated or left out" : $"there is no {key}"
            );
        }

        (JsonEncodedText Key, TemplateNode Node)[] entries =
        [
            .. map.Select(entry => (JsonEncodedText.Encode(entry.Key, CardSize.Encoder), Parse(entry.Value, PathOf(path, entry.Key), file))),
        ];
        return entries.All(entry => entry.Node is Constant) ? new Constant(map) : new Map(entries);
    }

    private static TemplateNode ParseList(JsonArray list, string path, string file)
    {
        Element[] elements = [.. list.Select((item, at) => ParseElement(item, $"{path}[{at}]", file))];
        return elements.All(element => element is { Data: null, When: null, Node: Constant }) ? new Constant(list) : new Sequence(elements);
    }

    private static Element ParseElement(JsonNode? item, string path, string file)
    {
        if (item is not JsonObject map)
        {
            // The official engine drops and joins such elements.
            return item is JsonValue && Parse(item, path, file) is Constant constant
                ? new(null, null, constant, path)
                : throw new CardTemplateException(file, path, "a list holds objects and values, and no null, list or value of a name");
        }

        var plain = (JsonObject)map.DeepClone();
        return new(Take("$data", Condition.IsTrue), Take("$when", null), Parse(plain, path, file), path);

        Hole? Take(string key, Condition? only)
        {
            if (!plain.Remove(key, out var value))
            {
                return null;
            }

            return
                value is JsonValue text
                && text.TryGetValue(out string? written)
                && Hole.Parse(written) is [{ Name: not null } hole]
                && hole.Condition == (only ?? hole.Condition)
                ? hole
                : throw new CardTemplateException(
                    file,
                    $"{path}.{key}",
                    $"{value?.ToJsonString() ?? "null"} is not {(only is null ? "${name}, ${!name} or ${exists(name)}" : "${name}")}"
                );
        }
    }

    private static TemplateNode ParseText(JsonValue value, string path, string file)
    {
        var written = value.GetValue<string>();
        if (!written.Contains("${", StringComparison.Ordinal))
        {
            return new Constant(value);
        }

        return Hole.Parse(written) is { } parts && parts.All(part => part.Name is null || part.Condition == Condition.IsTrue)
            ? parts is [{ Name: not null } only]
                ? new Value(only)
                : new Text(parts, path)
            : throw new CardTemplateException(file, path, $"{value.ToJsonString()} has something else than ${{name}} in it");
    }

    private static string PathOf(string path, string key) =>
        key.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '$') ? $"{path}.{key}" : $"{path}['{key}']";

    /// <summary>What has no holes: written once, when the template is parsed.</summary>
    private sealed record Constant : TemplateNode
    {
        private static readonly JsonSerializerOptions Sent = new() { Encoder = CardSize.Encoder };

        private readonly byte[] json;

        public Constant(JsonNode? content) => json = JsonSerializer.SerializeToUtf8Bytes(content, Sent);

        public override void Write(Utf8JsonWriter card, JsonElement data) => card.WriteRawValue(json, skipInputValidation: true);
    }

    /// <summary>A string that is one hole.</summary>
    private sealed record Value(Hole Hole) : TemplateNode
    {
        public override void Write(Utf8JsonWriter card, JsonElement data)
        {
            if (Hole.TryFind(data, out var value))
            {
                card.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
            }
            else
            {
                card.WriteStringValue(Hole.Written);
            }
        }
    }

    /// <summary>A string with holes in it.</summary>
    private sealed record Text(IReadOnlyList<Hole> Parts, string Path) : TemplateNode
    {
        public override void Write(Utf8JsonWriter card, JsonElement data) => card.WriteStringValue(string.Concat(Parts.Select(part => TextOf(part, data))));

        private string TextOf(Hole part, JsonElement data) =>
            !part.TryFind(data, out var value)
                ? part.Written
                : value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString()!,
                    JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                    _ => throw new TemplateNodeException(Path, $"{part.Name} is no text"),
                };
    }

    private sealed record Map((JsonEncodedText Key, TemplateNode Node)[] Entries) : TemplateNode
    {
        public override void Write(Utf8JsonWriter card, JsonElement data)
        {
            card.WriteStartObject();
            foreach (var (key, node) in Entries)
            {
                card.WritePropertyName(key);
                node.Write(card, data);
            }

            card.WriteEndObject();
        }
    }

    private sealed record Sequence(Element[] Elements) : TemplateNode
    {
        public override void Write(Utf8JsonWriter card, JsonElement data)
        {
            card.WriteStartArray();
            foreach (var element in Elements)
            {
                element.Write(card, data);
            }

            card.WriteEndArray();
        }
    }

    /// <summary>One element of a list, or as many as its data has, or none.</summary>
    private sealed record Element(Hole? Data, Hole? When, TemplateNode Node, string Path)
    {
        public void Write(Utf8JsonWriter card, JsonElement data)
        {
            if (Data is null)
            {
                WriteOne(card, data);
                return;
            }

            if (!Data.TryFind(data, out var list) || list.ValueKind != JsonValueKind.Array)
            {
                throw new TemplateNodeException(Path, $"{Data.Name} is not a list");
            }

            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object)
                {
                    throw new TemplateNodeException(Path, $"{Data.Name} holds something else than objects");
                }

                WriteOne(card, item);
            }
        }

        private void WriteOne(Utf8JsonWriter card, JsonElement data)
        {
            if (When?.Holds(data) is not false)
            {
                Node.Write(card, data);
            }
        }
    }
}

/// <summary>A template that does not fit its data.</summary>
internal sealed class TemplateNodeException(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
