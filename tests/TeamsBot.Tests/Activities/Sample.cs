using System.Text;
using System.Text.Json.Nodes;
using TeamsBot.Activities;

namespace TeamsBot.Tests.Activities;

/// <summary>Activities as the Agents Playground really sends them.</summary>
internal static class Sample
{
    public static readonly IReadOnlyList<string> Names =
    [
        .. Directory.EnumerateFiles(Folder(), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(),
    ];

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder(), name + ".json"));

    public static JsonObject Json(string name) => JsonNode.Parse(Text(name))!.AsObject();

    public static Activity Activity(string name) => Activity(Json(name));

    public static Activity Activity(JsonObject json) => Assert.IsType<Understood>(Parse(json.ToJsonString())).Activity;

    public static ParsedBody Parse(string body) => ActivityParser.Parse(Encoding.UTF8.GetBytes(body));

    private static string Folder() => Path.Combine(Peer.Root, "tests", "TeamsBot.Tests", "Activities", "Samples");
}
