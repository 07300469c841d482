using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestSupport;

/// <summary>JSON Schema as ajv reads it, asked for many documents at once since Node starts slowly.</summary>
internal static class OfficialSchemas
{
    private const string Script = """
        const Ajv = require("ajv");
        const { schema, documents } = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
        console.log(JSON.stringify(documents.map(d => validate(d) ? "" : JSON.stringify(validate.errors.map(e => e.instancePath + " " + e.message)))));
        """;

    /// <summary>For each document what is wrong with it; empty when nothing is.</summary>
    /// <param name="schema">The path of the schema.</param>
    public static async Task<string[]> JudgeAsync(string schema, IEnumerable<JsonNode?> documents, CancellationToken cancel)
    {
        var modules = await Peer.NodeModulesAsync(cancel);
        var input = new JsonObject { ["schema"] = JsonNode.Parse(await File.ReadAllTextAsync(schema, cancel)), ["documents"] = new JsonArray([.. documents]) };
        var (exit, output) = await Peer.RunAsync(Peer.Node(), ["-e", Script], Path.GetDirectoryName(modules)!, cancel, input.ToJsonString());
        Assert.True(exit == 0, output);
        return JsonSerializer.Deserialize<string[]>(output)!;
    }
}
