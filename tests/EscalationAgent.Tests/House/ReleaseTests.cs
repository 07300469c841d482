using System.Text.Json.Nodes;

namespace EscalationAgent.Tests.House;

/// <summary>What goes into a build of the program, as MSBuild itself says it.</summary>
public sealed class ReleaseTests
{
    [Theory]
    [InlineData("Debug", true)]
    [InlineData("Release", false)]
    public async Task Only_a_build_for_developers_has_code_and_files_of_the_Playground(string configuration, bool isThere)
    {
        var (exit, output) = await Peer.RunAsync(
            "dotnet",
            ["msbuild", Path.Combine("src", "EscalationAgent", "EscalationAgent.csproj"), $"-p:Configuration={configuration}", "-getItem:Compile", "-getItem:Content", "-getItem:None", "-getItem:EmbeddedResource"],
            Peer.Root,
            TestContext.Current.CancellationToken);
        Assert.True(exit == 0, output);
        var items = JsonNode.Parse(output)!["Items"]!.AsObject().SelectMany(kind => kind.Value!.AsArray()).Select(item => (string)item!["Identity"]!).ToList();
        var ofThePlayground = items.Where(item => item.Contains("playground", StringComparison.OrdinalIgnoreCase)).Select(item => item[(item.LastIndexOfAny(['/', '\\']) + 1)..]).ToList();

        Assert.Contains("Program.cs", items);
        if (isThere)
        {
            string[] wanted = ["PlaygroundSetup.cs", "PlaygroundProcess.cs", "playground.json", "playground-guard.cjs"];
            Assert.Empty(wanted.Except(ofThePlayground));
        }
        else
        {
            Assert.Empty(ofThePlayground);
        }
    }
}
