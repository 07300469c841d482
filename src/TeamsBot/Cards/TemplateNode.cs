using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Cards;

/// <summary>One node of a parsed template.</summary>
internal abstract record TemplateNode
{
    private static readonly HashSet<string> Reserved = ["$data", "$when", "$root", "$index", "$host", "$_acTemplateVersion"];

    /// <summary>The value of this node in a scope; <see cref="Value.Undefined"/> removes the property that holds it.</summary>
    public abstract object? Expand(Scope scope);

    public static TemplateNode Parse(JsonNode? node, string path, string file) => node switch
    {
        JsonArray list => new Sequence([.. list.Select((item, at) => Parse(item, $"{path}[{at}]", file))]),
        JsonObject map => ParseBlock(map, path, file),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => ParseText(value.GetValue<string>(), path, file),
        _ => new Fixed(Value.Of(node)),
    };

    private static TemplateNode ParseText(string text, string path, string file)
    {
        try
        {
            return Interpolation.Parse(text) is { } expression ? new Filled(expression, path) : new Fixed(text);
        }
        catch (ExpressionException fault)
        {
            throw new CardTemplateException(file, path, fault.Message);
        }
    }

    private static Block ParseBlock(JsonObject map, string path, string file)
    {
        var children = map.ToDictionary(entry => entry.Key, entry => Parse(entry.Value, PathOf(path, entry.Key), file), StringComparer.Ordinal);
        var data = children.GetValueOrDefault("$data");
        if (data is Sequence or Block)
        {
            if (data.HasExpressions) throw new CardTemplateException(file, $"{path}.$data", "expressions within a literal $data are never filled");
            data = new Fixed(Value.Of(map["$data"]));
        }

        return new Block(data, children.GetValueOrDefault("$when"), [.. children.Where(entry => !Reserved.Contains(entry.Key))], path);
    }

    private static string PathOf(string path, string key) =>
        key.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '$') ? $"{path}.{key}" : $"{path}['{key}']";

    private bool HasExpressions => this switch
    {
        Filled => true,
        Sequence list => list.Items.Any(item => item.HasExpressions),
        Block block => block.Entries.Any(entry => entry.Value.HasExpressions) || block.Data?.HasExpressions == true || block.When?.HasExpressions == true,
        _ => false,
    };

    /// <summary>A value that stands as written.</summary>
    private sealed record Fixed(object? Content) : TemplateNode
    {
        public override object? Expand(Scope scope) => Content;
    }

    /// <summary>A string with expressions in it.</summary>
    private sealed record Filled(Expression Expression, string Path) : TemplateNode
    {
        public override object? Expand(Scope scope)
        {
            var (value, error) = Outcome(scope);
            return error is null ? value : throw new ExpressionException(error) { Path = Path };
        }

        public EvaluationResult Outcome(Scope scope)
        {
            try
            {
                return Interpolation.Evaluate(Expression, scope);
            }
            catch (ExpressionException fault)
            {
                fault.Path ??= Path;
                throw;
            }
        }
    }

    /// <summary>A JSON array: repeated elements take their places in it, dropped ones leave none.</summary>
    private sealed record Sequence(TemplateNode[] Items) : TemplateNode
    {
        public override object? Expand(Scope scope)
        {
            var result = new JsonArray();
            foreach (var item in Items)
            {
                switch (item.Expand(scope))
                {
                    case null: break;
                    case JsonArray inner: inner.ToList().ForEach(one => result.Add(one?.DeepClone())); break;
                    case var value: result.Add(Value.ToNode(value)); break;
                }
            }

            return result;
        }
    }

    /// <summary>A JSON object: one, repeated over <c>$data</c>, or dropped by <c>$when</c>.</summary>
    private sealed record Block(TemplateNode? Data, TemplateNode? When, KeyValuePair<string, TemplateNode>[] Entries, string Path) : TemplateNode
    {
        public override object? Expand(Scope scope)
        {
            var data = Data is null ? Value.Undefined : Data.Expand(scope);
            if (data is not JsonArray list)
            {
                var inner = data == Value.Undefined ? scope : scope with { Data = data };
                return IsKept(inner) ? One(inner) : null;
            }

            var kept = new JsonArray();
            for (var at = 0; at < list.Count; at++)
            {
                var inner = scope with { Data = Value.Of(list[at]), Index = (double)at };
                if (IsKept(inner)) kept.Add((JsonNode)One(inner));
            }

            if (kept.Count > 1) return kept;
            if (kept.Count == 0) return null;

            var only = kept[0];
            kept.RemoveAt(0);
            return only;
        }

        private bool IsKept(Scope scope) => When switch
        {
            Filled condition => condition.Outcome(scope.Strict) is { Error: null, Value: true },
            // Anything but an expression drops the element, were it the literal true.
            Fixed constant => !Value.IsTruthy(constant.Content),
            null => true,
            _ => false,
        };

        private JsonObject One(Scope scope)
        {
            var result = new JsonObject();
            foreach (var (key, node) in Entries)
            {
                var value = node.Expand(scope);
                if (value != Value.Undefined) result.Add(key, Value.ToNode(value));
            }

            return result;
        }
    }
}
