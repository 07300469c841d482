using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsBot.Cards;

namespace TeamsBot.Tests.Cards;

/// <summary>Compares this engine with the official one.</summary>
internal static class Conformance
{
    public static async Task AssertSameAsync(IReadOnlyList<(string Name, JsonObject Template, JsonNode Data)> cases)
    {
        var official = await OfficialTemplates.ExpandAsync(
            cases.Select(one => ((JsonNode?)one.Template, (JsonNode?)one.Data)),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(cases.Count, official.Count);

        var differences = new List<string>();
        foreach (var (one, theirs) in cases.Zip(official))
        {
            var ours = Expand(one.Template, one.Data);
            if (!AreSame(ours, theirs))
            {
                differences.Add(
                    $"{one.Name}\n  template {one.Template.ToJsonString()}\n  data     {Short(one.Data)}\n  official "
                        + $"{theirs.ToJsonString()}\n  ours     {ours.ToJsonString()}"
                );
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {cases.Count} differ:\n{string.Join('\n', differences.Take(20))}");
    }

    private static JsonObject Expand(JsonObject template, JsonNode data)
    {
        try
        {
            return new JsonObject
            {
                ["card"] = CardTemplate.Parse(template.ToJsonString(), "test.json").Fill(JsonSerializer.SerializeToElement(data)).AsObject(),
            };
        }
        catch (CardTemplateException fault)
        {
            return new JsonObject { ["fault"] = fault.Message };
        }
    }

    private static string Short(JsonNode data) => data.ToJsonString() is { Length: > 600 } json ? json[..600] + ".." : data.ToJsonString();

    // How a fault is worded is each engine's own affair.
    private static bool AreSame(JsonObject ours, JsonObject theirs) =>
        ours.ContainsKey("fault")
            ? theirs.ContainsKey("fault")
            : !theirs.ContainsKey("fault")
                && JsonElement.DeepEquals(JsonSerializer.SerializeToElement(ours["card"]), JsonSerializer.SerializeToElement(theirs["card"]));
}
