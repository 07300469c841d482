using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace TeamsBot.Tests.Cards;

/// <summary>Templates that use the language freely, and data that fits them by half.</summary>
internal static class TemplateGenerators
{
    private static readonly string[] Names = ["a", "b", "c", "d", "list", "Name"];

    private static Gen<JsonNode?> Scalar => Gen.OneOf(
        Gen.Elements("", "x", "Zed", "it's", "${a}", "\\", "é 👍").Select(text => (JsonNode?)text),
        Gen.Elements(0d, 1, 2, -7, 0.5, 1234567.25, 1e-7, 1e21).Select(number => (JsonNode?)number),
        Gen.Elements(true, false).Select(flag => (JsonNode?)flag),
        Gen.Constant<JsonNode?>(null));

    public static Gen<JsonNode?> Data => Map(Any(3)).Select(map => (JsonNode?)map);

    public static Gen<JsonNode?> Card => Block(4).Select(block => (JsonNode?)block);

    private static Gen<JsonNode?> Any(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (2, Map(Any(depth - 1)).Select(map => (JsonNode?)map)),
        (2, List(Any(depth - 1))));

    private static Gen<JsonNode?> List(Gen<JsonNode?> item) =>
        Gen.Choose(0, 3).SelectMany(size => item.ArrayOf(size)).Select(items => (JsonNode?)new JsonArray([.. items.Select(one => one?.DeepClone())]));

    private static Gen<JsonObject> Map(Gen<JsonNode?> value) =>
        from names in Gen.SubListOf(Names)
        from values in value.ArrayOf(names.Count)
        select new JsonObject(names.Zip(values).Select(pair => KeyValuePair.Create(pair.First, pair.Second?.DeepClone())));

    private static Gen<string> Path =>
        from root in Gen.Frequency((6, Gen.Elements(Names)), (1, Gen.Constant("$root")), (1, Gen.Constant("$data")), (1, Gen.Constant("$index")))
        from steps in Gen.Elements("", "", "", ".a", ".b.c", ".list", "[0]", "[1]", "['a']", "['no']", "[a]", ".name", "[0].a")
        select root + steps;

    private static Gen<string> Leaf => Gen.Frequency((4, Path), (1, Gen.Elements("'x'", "\"it's\"", "''", "0", "1", "2.5", "-1", "true", "false", "null")));

    private static Gen<string> Term(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (3, Leaf),
        (2, from name in Gen.Elements("exists", "empty", "not", "string", "toUpper", "length", "count", "coalesce", "concat", "and", "or")
            from one in Term(depth - 1)
            select $"{name}({one})"),
        (2, from name in Gen.Elements("equals", "greater", "less", "and", "or", "coalesce", "concat", "formatNumber", "join")
            from one in Term(depth - 1)
            from two in Term(depth - 1)
            select $"{name}({one}, {two})"),
        (2, from sign in Gen.Elements("==", "!=", "<", "<=", ">", ">=", "&&", "||")
            from one in Term(depth - 1)
            from two in Term(depth - 1)
            from closed in Gen.Elements(true, false)
            select closed ? $"({one} {sign} {two})" : $"{one} {sign} {two}"),
        (1, from one in Term(depth - 1) select $"!{one}"),
        (1, from one in Term(depth - 1) from two in Term(depth - 1) from three in Term(depth - 1) select $"if({one}, {two}, {three})"));

    private static Gen<string> Expression => Term(2).Select(term => $"${{{term}}}");

    private static Gen<string> Text => Gen.Frequency(
        (1, Gen.Elements("plain", "", "a `b`", "\\${a}")),
        (4, Expression),
        (3, from one in Expression from two in Expression from between in Gen.Elements("", " ", " - ", "\\$", "$ ", "\n") select $"{one}{between}{two}"));

    private static Gen<JsonNode?> Node(int depth) => depth == 0
        ? Text.Select(text => (JsonNode?)text)
        : Gen.Frequency((4, Text.Select(text => (JsonNode?)text)), (1, Scalar.Where(one => one?.GetValueKind() is not System.Text.Json.JsonValueKind.String)), (3, Block(depth - 1).Select(block => (JsonNode?)block)), (2, List(Node(depth - 1))));

    private static Gen<JsonObject> Block(int depth) =>
        from map in Map(Node(depth))
        from data in Gen.Frequency((5, Gen.Constant("")), (4, Path.Select(path => $"${{{path}}}")), (1, Expression))
        from condition in Gen.Frequency((6, Gen.Constant("")), (3, Expression), (1, Gen.Constant("${exists(a)}")))
        select With(map, data, condition);

    private static JsonObject With(JsonObject map, string data, string when)
    {
        if (data.Length > 0) map["$data"] = data;
        if (when.Length > 0) map["$when"] = when;
        return map;
    }
}
