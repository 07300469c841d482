using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Cards;

/// <summary>
/// The values of the template language: null, bool, double, string, <see cref="JsonArray"/>, <see cref="JsonObject"/>,
/// and <see cref="Undefined"/> for what is not there. They behave as in JavaScript, whose language this is.
/// </summary>
internal static class Value
{
    public static readonly object Undefined = new();

    public static object? Of(JsonNode? node)
    {
        if (node is null or JsonArray or JsonObject) return node;

        // Statements, since in one expression all of these would turn back into nodes.
        switch (node.GetValueKind())
        {
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            case JsonValueKind.Number: return double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
            case JsonValueKind.String: return node.Deserialize<string>();
            default: return null;
        }
    }

    public static JsonNode? ToNode(object? value) => value switch
    {
        JsonNode node => node.Parent is null ? node : node.DeepClone(),
        bool flag => JsonValue.Create(flag),
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        string text => JsonValue.Create(text),
        _ => null,
    };

    public static bool IsNothing(object? value) => value is null || value == Undefined;

    /// <summary>True for the conditions of <c>if</c>, <c>and</c>, <c>or</c>: all but false and nothing.</summary>
    public static bool IsTrue(object? value) => value as bool? ?? !IsNothing(value);

    /// <summary>JavaScript's own idea of truth.</summary>
    public static bool IsTruthy(object? value) => value switch { bool flag => flag, double number => number != 0 && !double.IsNaN(number), string text => text.Length > 0, _ => !IsNothing(value) };

    public static string[] Split(string path) =>
        [.. path.Split('.', '[', ']').Where(part => part.Length > 0).Select(part => part.Length >= 2 && part[0] == part[^1] && part[0] is '\'' or '"' ? part[1..^1] : part)];

    public static object? Walk(object? value, ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (value is JsonArray list && ParseInt(part) is { } index)
            {
                if (index < 0 || index >= list.Count) return Undefined;
                value = Of(list[(int)index]);
            }
            else
            {
                value = Property(value, part);
            }
        }

        return value;
    }

    public static EvaluationResult At(object? owner, double index) => owner switch
    {
        _ when IsNothing(owner) => new EvaluationResult(Undefined),
        JsonArray list when index >= 0 && index < list.Count => new EvaluationResult(Of(list[(int)index])),
        JsonArray => EvaluationResult.Fault($"{Number.ToText(index)} is out of range for {ToText(owner)}"),
        _ => EvaluationResult.Fault($"{ToText(owner)} is not a list"),
    };

    /// <summary>A property by name, in whatever case.</summary>
    public static object? Property(object? owner, string name)
    {
        switch (owner)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    if (string.Equals(key.ToLowerInvariant(), name.ToLowerInvariant(), StringComparison.Ordinal)) return Of(value);
                }

                return Undefined;
            case JsonArray list:
                return IndexNamed(name) is { } at && at < list.Count ? Of(list[at]) : Undefined;
            case string text:
                return IndexNamed(name) is { } place && place < text.Length ? text[place].ToString() : Undefined;
            default:
                return Undefined;
        }
    }

    public static int Count(object? value) => value switch
    {
        string text => text.Length,
        JsonArray list => list.Count,
        JsonObject map => map.Count,
        _ => throw new ExpressionException("null has no count"),
    };

    public static double? ParseInt(string text)
    {
        var rest = text.AsSpan().TrimStart();
        var digits = rest.Length > 0 && rest[0] is '-' or '+' ? 1 : 0;
        var end = digits;
        while (end < rest.Length && char.IsAsciiDigit(rest[end])) end++;
        return end == digits ? null : double.Parse(rest[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>The value as it appears within a text.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => Number.ToText(number),
        string text => text,
        JsonArray list => string.Join(',', list.Select(item => item is null ? "" : ToText(Of(item)))),
        JsonObject => "[object Object]",
        _ => "undefined",
    };

    /// <summary>The value as JSON if it is a list or an object, as text if not; nothing is the empty text.</summary>
    public static string Stringify(object? value)
    {
        if (IsNothing(value)) return "";
        if (value is not JsonNode node) return ToText(value);

        var json = new StringBuilder();
        Write(node, json);
        return json.ToString();
    }

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        _ when IsNothing(left) || IsNothing(right) => IsNothing(left) && IsNothing(right),
        (JsonArray one, JsonArray two) => one.Count == two.Count && one.Zip(two).All(pair => AreEqual(Of(pair.First), Of(pair.Second))),
        (JsonObject one, JsonObject two) => one.Count == two.Count && one.All(entry => two.TryGetPropertyValue(entry.Key, out var other) && AreSame(entry.Value, other)),
        (double one, double two) => one == two || Math.Abs(one - two) < Math.Pow(2, -52),
        (string one, string two) => string.Equals(one, two, StringComparison.Ordinal),
        (bool one, bool two) => one == two,
        _ => false,
    };

    public static int Order(object? left, object? right) => (left, right) switch
    {
        (double one, double two) => one.CompareTo(two),
        (string one, string two) => string.CompareOrdinal(one, two),
        _ => throw new ExpressionException($"{ToText(left)} and {ToText(right)} must be comparable"),
    };

    private static bool AreSame(JsonNode? left, JsonNode? right) => (Of(left), Of(right)) switch
    {
        (JsonArray one, JsonArray two) => one.Count == two.Count && one.Zip(two).All(pair => AreSame(pair.First, pair.Second)),
        (JsonObject one, JsonObject two) => one.Count == two.Count && one.All(entry => two.TryGetPropertyValue(entry.Key, out var other) && AreSame(entry.Value, other)),
        var (one, two) => Equals(one, two),
    };

    private static int? IndexNamed(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index.ToString(CultureInfo.InvariantCulture) == name ? index : null;

    private static void Write(JsonNode? node, StringBuilder json)
    {
        var separator = "";
        switch (node)
        {
            case JsonArray list:
                json.Append('[');
                foreach (var item in list)
                {
                    json.Append(separator);
                    Write(item, json);
                    separator = ",";
                }

                json.Append(']');
                break;
            case JsonObject map:
                json.Append('{');
                foreach (var (key, item) in map)
                {
                    json.Append(separator);
                    WriteString(key, json);
                    json.Append(':');
                    Write(item, json);
                    separator = ",";
                }

                json.Append('}');
                break;
            default:
                if (Of(node) is string text) WriteString(text, json);
                else json.Append(ToText(Of(node)));
                break;
        }
    }

    private static void WriteString(string text, StringBuilder json)
    {
        json.Append('"');
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => json.Append(letter),
            };
        }

        json.Append('"');
    }
}
