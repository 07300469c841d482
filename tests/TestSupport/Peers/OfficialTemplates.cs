using System.Text.Json.Nodes;

namespace TestSupport;

/// <summary>The official template engine, asked for many cards at once since Node starts slowly.</summary>
internal static class OfficialTemplates
{
    /// <summary>For each pair <c>card</c> (also null), <c>nothing</c> or <c>fault</c>.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ExpandAsync(IEnumerable<(JsonNode? Template, JsonNode? Data)> pairs, CancellationToken cancel)
    {
        await Peer.NodeModulesAsync(cancel);
        var batch = new JsonArray([.. pairs.Select(pair => new JsonObject { ["template"] = pair.Template?.DeepClone(), ["data"] = pair.Data?.DeepClone() })]);
        var (exit, output) = await Peer.RunAsync(Peer.Node(), ["expand.mjs"], Path.Combine(Peer.Root, "tests", "Peers"), cancel, batch.ToJsonString());
        Assert.True(exit == 0, output);
        return [.. JsonNode.Parse(output)!.AsArray().Select(answer => answer!.AsObject())];
    }
}
