using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace TeamsBot.Tests.Cards;

/// <summary>Templates that use the language freely, and data for them.</summary>
internal static class TemplateGenerators
{
    private static readonly string[] Names = ["a", "b", "c", "Name", "missing"];

    private static readonly string[] Lists = ["rows", "few"];

    private static Gen<JsonNode?> Scalar =>
        Gen.OneOf(
            Gen.Elements("", "x", "it's", "${a}", "\\", "é 👍").Select(text => (JsonNode?)text),
            Gen.Elements(0, 1, 2, -7, 1234567).Select(number => (JsonNode?)number),
            Gen.Elements(true, false).Select(flag => (JsonNode?)flag)
        );

    /// <summary>Values for all names but the missing one, and lists of such, two deep.</summary>
    public static Gen<JsonObject> Data => DataOf(2);

    public static Gen<JsonObject> Card => Map(3);

    private static Gen<JsonObject> DataOf(int depth) =>
        from values in Scalar.ArrayOf(Names.Length - 1)
        from rows in depth == 0 ? Gen.Constant(Array.Empty<JsonObject>()) : Gen.Choose(0, 3).SelectMany(count => DataOf(depth - 1).ArrayOf(count))
        from few in depth == 0 ? Gen.Constant(Array.Empty<JsonObject>()) : Gen.Choose(0, 1).SelectMany(count => DataOf(depth - 1).ArrayOf(count))
        select new JsonObject(
            Names
                .Zip(values)
                .Select(pair => KeyValuePair.Create(pair.First, pair.Second?.DeepClone()))
                .Concat(
                    Lists
                        .Zip([rows, few])
                        .Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)new JsonArray([.. pair.Second.Select(one => one.DeepClone())])))
                )
        );

    private static Gen<string> Name => Gen.Elements(Names).Select(name => $"${{{name}}}");

    private static Gen<string> Text =>
        Gen.Frequency(
            (1, Gen.Elements("plain", "", "a `b`", "$5 {x}")),
            (4, Name),
            (3, from one in Name from two in Name from between in Gen.Elements("", " ", " - ", "$ ", "\n") select $"{one}{between}{two}")
        );

    private static Gen<JsonNode?> Node(int depth) =>
        depth == 0
            ? Text.Select(text => (JsonNode?)text)
            : Gen.Frequency(
                (4, Text.Select(text => (JsonNode?)text)),
                (1, Scalar.Where(one => one?.GetValueKind() is not System.Text.Json.JsonValueKind.String)),
                (2, Map(depth - 1).Select(map => (JsonNode?)map)),
                (3, List(depth - 1))
            );

    private static Gen<JsonNode?> List(int depth) =>
        Gen.Choose(0, 3).SelectMany(size => Element(depth).ArrayOf(size)).Select(items => (JsonNode?)new JsonArray([.. items.Select(one => one.DeepClone())]));

    private static Gen<JsonObject> Map(int depth) =>
        from names in Gen.SubListOf("type", "text", "items", "x")
        from values in Node(depth).ArrayOf(names.Count)
        select new JsonObject(names.Zip(values).Select(pair => KeyValuePair.Create(pair.First, pair.Second?.DeepClone())));

    private static Gen<JsonObject> Element(int depth) =>
        from map in Map(depth)
        from data in Gen.Frequency((3, Gen.Constant("")), (2, Gen.Elements(Lists)))
        from condition in Gen.Frequency(
            (3, Gen.Constant("")),
            (
                3,
                from name in Gen.Elements(Names)
                from form in Gen.Elements("${{{0}}}", "${{!{0}}}", "${{exists({0})}}")
                select string.Format(System.Globalization.CultureInfo.InvariantCulture, form, name)
            )
        )
        select With(map, data, condition);

    private static JsonObject With(JsonObject map, string data, string when)
    {
        if (data.Length > 0)
            map["$data"] = $"${{{data}}}";
        if (when.Length > 0)
            map["$when"] = when;
        return map;
    }
}
