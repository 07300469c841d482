using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Cards;

/// <summary>One node of a parsed template.</summary>
internal abstract record TemplateNode
{
    /// <summary>The node for these values; null is JSON's null.</summary>
    public abstract JsonNode? Fill(JsonObject data);

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

        KeyValuePair<string, TemplateNode>[] entries =
        [
            .. map.Select(entry => KeyValuePair.Create(entry.Key, Parse(entry.Value, PathOf(path, entry.Key), file))),
        ];
        return entries.All(entry => entry.Value is Constant) ? new Constant(map) : new Map(entries);
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

    /// <summary>What has no holes. Parsed from its text again, it is copied as one piece.</summary>
    private sealed record Constant : TemplateNode
    {
        private readonly JsonNode? content;

        public Constant(JsonNode? content) => this.content = content is null ? null : JsonNode.Parse(content.ToJsonString());

        public override JsonNode? Fill(JsonObject data) => content?.DeepClone();
    }

    /// <summary>A string that is one hole.</summary>
    private sealed record Value(Hole Hole) : TemplateNode
    {
        public override JsonNode? Fill(JsonObject data) => Hole.TryFind(data, out var value) ? value?.DeepClone() : JsonValue.Create(Hole.Written);
    }

    /// <summary>A string with holes in it.</summary>
    private sealed record Text(IReadOnlyList<Hole> Parts, string Path) : TemplateNode
    {
        public override JsonNode Fill(JsonObject data) => JsonValue.Create(string.Concat(Parts.Select(part => TextOf(part, data))));

        private string TextOf(Hole part, JsonObject data) =>
            !part.TryFind(data, out var value)
                ? part.Written
                : value switch
                {
                    JsonValue scalar => scalar.TryGetValue(out string? text) ? text : scalar.ToJsonString(),
                    _ => throw new TemplateNodeException(Path, $"{part.Name} is no text"),
                };
    }

    private sealed record Map(KeyValuePair<string, TemplateNode>[] Entries) : TemplateNode
    {
        public override JsonNode Fill(JsonObject data)
        {
            var filled = new JsonObject();
            foreach (var (key, node) in Entries)
            {
                filled.Add(key, node.Fill(data));
            }

            return filled;
        }
    }

    private sealed record Sequence(Element[] Elements) : TemplateNode
    {
        public override JsonNode Fill(JsonObject data)
        {
            var filled = new JsonArray();
            foreach (var element in Elements)
            {
                element.AddTo(filled, data);
            }

            return filled;
        }
    }

    /// <summary>One element of a list, or as many as its data has, or none.</summary>
    private sealed record Element(Hole? Data, Hole? When, TemplateNode Node, string Path)
    {
        public void AddTo(JsonArray filled, JsonObject data)
        {
            if (Data is null)
            {
                AddOneTo(filled, data);
                return;
            }

            if (!Data.TryFind(data, out var value) || value is not JsonArray list)
            {
                throw new TemplateNodeException(Path, $"{Data.Name} is not a list");
            }

            foreach (var item in list)
            {
                AddOneTo(filled, item as JsonObject ?? throw new TemplateNodeException(Path, $"{Data.Name} holds something else than objects"));
            }
        }

        private void AddOneTo(JsonArray filled, JsonObject data)
        {
            if (When?.Holds(data) is not false)
            {
                filled.Add(Node.Fill(data));
            }
        }
    }
}

/// <summary>A template that does not fit its data.</summary>
internal sealed class TemplateNodeException(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
