using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Microsoft.SemanticKernel;
using YamlDotNet.Core;

namespace EscalationAgent.Drafting.Prompts;

/// <summary>
/// Reads one prompt file as a <see cref="PromptTemplateConfig"/>: the fields that it knows, and no other. The checks are ours, so
/// that each fault has its line; the reading is Semantic Kernel's.
/// </summary>
internal sealed partial class PromptReader(string file)
{
    private static readonly string[] Fields =
    [
        "name",
        "description",
        "template",
        "template_format",
        "input_variables",
        "output_variable",
        "execution_settings",
    ];
    private static readonly string[] VariableFields = ["name", "description", "is_required", "default", "json_schema", "allow_dangerously_set_content"];

    private readonly List<string> faults = [];

    /// <summary>What does not hold, each with file, line and column.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <returns>Null when there are faults.</returns>
    public Prompt? Read(string text)
    {
        try
        {
            var prompt = Read(YamlTree.Read(text), HashOf(text));
            return faults.Count == 0 ? prompt : null;
        }
        catch (YamlException broken)
        {
            Fault(broken.Start, broken.Message);
            return null;
        }
    }

    /// <summary>The same on every system, whatever its line ends, and whatever is said in comments: no model reads them.</summary>
    public static string HashOf(string text)
    {
        var read = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith('#')));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(read)))[..12];
    }

    private Prompt? Read(YamlPiece root, string hash)
    {
        var fields = Map(root, "a prompt", Fields);
        Text(fields, "name", root, NameShape(), "a name of small letters, digits and underscores that ends in _v and a number");
        Text(fields, "description", root);
        Text(fields, "template_format", root, Handlebars(), "handlebars");
        var template = Text(fields, "template", root);
        var variables = Variables(fields.GetValueOrDefault("input_variables"), root);
        CheckSchema(fields.GetValueOrDefault("output_variable"));
        var settings = fields.TryGetValue("execution_settings", out var all) ? Map(all, "execution_settings", null) : [];
        var standard = settings.TryGetValue("default", out var one) ? Map(one, "execution_settings.default", null) : [];
        CheckNumber(standard, "temperature");
        CheckNumber(standard, "seed");
        if (template is not null && fields["template"] is { } piece)
        {
            var used = Variable().Matches(template).Select(m => m.Groups[1].Value).Where(u => u != "else").ToHashSet(StringComparer.Ordinal);
            foreach (var stranger in used.Where(u => !variables.Contains(u)))
            {
                Fault(piece.At, $"the template uses {{{{{stranger}}}}}, which is no input variable");
            }

            foreach (var idle in variables.Except(used))
            {
                Fault(piece.At, $"the template does not use the input variable {idle}");
            }

            if (
                template.Contains("{{{", StringComparison.Ordinal)
                || template.Contains("{{&", StringComparison.Ordinal)
                || template.Contains("{{>", StringComparison.Ordinal)
            )
            {
                Fault(piece.At, "the template uses {{{, {{& or {{>; values are put in encoded, and from this file alone");
            }
        }

        if (faults.Count > 0)
        {
            return null;
        }

        try
        {
            return new(PromptTemplateConfig.FromJson(JsonOf(root)!.ToJsonString()), hash);
        }
        catch (ArgumentException wrong)
        {
            Fault(root.At, $"Semantic Kernel cannot read it: {(wrong.InnerException ?? wrong).Message}");
            return null;
        }
    }

    /// <summary>The document as JSON. What is written without quotes may be a truth value or a number, as in YAML.</summary>
    private static JsonNode? JsonOf(YamlPiece piece) =>
        piece switch
        {
            YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Value, JsonOf(e.Value)))),
            YamlList list => new JsonArray([.. list.Items.Select(JsonOf)]),
            YamlText { Plain: true, Value: "true" or "false" } said => said.Value == "true",
            YamlText { Plain: true } said when long.TryParse(said.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            YamlText { Plain: true } said when double.TryParse(said.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            YamlText said => said.Value,
            _ => null,
        };

    private List<string> Variables(YamlPiece? piece, YamlPiece root)
    {
        if (piece is not YamlList list)
        {
            Fault((piece ?? root).At, "input_variables must be a list");
            return [];
        }

        var variables = new List<string>();
        foreach (var item in list.Items)
        {
            var fields = Map(item, "an input variable", VariableFields);
            var name = Text(fields, "name", item, VariableShape(), "a name of letters, digits and underscores");
            Text(fields, "description", item);
            if (fields.TryGetValue("is_required", out var said) && said is not YamlText { Plain: true, Value: "true" or "false" })
            {
                Fault(said.At, "is_required must be true or false");
            }

            if (fields.TryGetValue("allow_dangerously_set_content", out var raw) && raw is not YamlText { Value: "false" })
            {
                Fault(raw.At, "allow_dangerously_set_content must be false: values are put in encoded");
            }

            if (name is not null && variables.Contains(name))
            {
                Fault(item.At, $"the input variable {name} stands twice");
            }

            variables.Add(name ?? "");
        }

        return variables;
    }

    private void CheckSchema(YamlPiece? piece)
    {
        if (piece is null || !Map(piece, "output_variable", ["description", "json_schema"]).TryGetValue("json_schema", out var schema))
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(schema is YamlText text ? text.Value : "");
        }
        catch (JsonException wrong)
        {
            Fault(schema.At, string.Create(CultureInfo.InvariantCulture, $"json_schema is no JSON, in its line {wrong.LineNumber + 1}"));
        }
    }

    private Dictionary<string, YamlPiece> Map(YamlPiece piece, string where, string[]? known)
    {
        var found = new Dictionary<string, YamlPiece>(StringComparer.Ordinal);
        if (piece is not YamlMap map)
        {
            Fault(piece.At, $"{where} must be a map of keys and values");
            return found;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (known?.Contains(key.Value) == false)
            {
                Fault(key.At, $"{where} has no key '{key.Value}'; it has {string.Join(", ", known)}");
            }

            if (!found.TryAdd(key.Value, value))
            {
                Fault(key.At, $"'{key.Value}' stands twice in {where}");
            }
        }

        return found;
    }

    private string? Text(Dictionary<string, YamlPiece> fields, string key, YamlPiece parent, Regex? shape = null, string? wanted = null)
    {
        if (!fields.TryGetValue(key, out var piece) || piece is not YamlText { Value: var text } || string.IsNullOrWhiteSpace(text))
        {
            Fault((piece ?? parent).At, $"{key} is missing, or is no text");
            return null;
        }

        if (shape?.IsMatch(text) == false)
        {
            Fault(piece.At, $"{key} is '{text}'; it must be {wanted}");
            return null;
        }

        return text;
    }

    private void CheckNumber(Dictionary<string, YamlPiece> fields, string key)
    {
        if (
            fields.TryGetValue(key, out var piece)
            && !(
                piece is YamlText { Plain: true } text
                && double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number is >= 0 and <= int.MaxValue
            )
        )
        {
            Fault(piece.At, $"{key} must be a number that is not negative");
        }
    }

    private void Fault(Mark at, string reason) => faults.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{at.Line}:{at.Column}: {reason}"));

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,60}_v[1-9][0-9]{0,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameShape();

    [GeneratedRegex(@"^[A-Za-z_][0-9A-Za-z_]{0,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariableShape();

    [GeneratedRegex(@"^handlebars\z", RegexOptions.CultureInvariant)]
    private static partial Regex Handlebars();

    /// <summary>What a template names: <c>{{x}}</c>, <c>{{#if x}}</c>, <c>{{#unless x}}</c>.</summary>
    [GeneratedRegex(@"\{\{\{?&?~?(?:#(?:if|unless)\s+)?([A-Za-z_][0-9A-Za-z_]*)~?\}\}")]
    private static partial Regex Variable();
}
