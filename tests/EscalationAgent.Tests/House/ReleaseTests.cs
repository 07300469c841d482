using System.Text.Json.Nodes;

namespace EscalationAgent.Tests.House;

/// <summary>What goes into a build of the program, as MSBuild itself says it.</summary>
public sealed class ReleaseTests
{
    /// <summary>A package with a known fault stops the build: nobody has told NuGet or the compiler to be silent about it.</summary>
    [Fact]
    public async Task No_warning_of_a_known_fault_in_a_package_is_silenced()
    {
        var (exit, output) = await Peer.RunAsync(
            "dotnet",
            [
                "msbuild",
                Path.Combine("src", "EscalationAgent", "EscalationAgent.csproj"),
                "-getProperty:NuGetAudit,NuGetAuditLevel,NoWarn,WarningsNotAsErrors,TreatWarningsAsErrors",
                "-getItem:NuGetAuditSuppress,PackageReference",
            ],
            Peer.Root,
            TestContext.Current.CancellationToken
        );
        Assert.True(exit == 0, output);
        var (properties, items) = (JsonNode.Parse(output)!["Properties"]!, JsonNode.Parse(output)!["Items"]!);

        Assert.False(string.Equals("false", (string?)properties["NuGetAudit"], StringComparison.OrdinalIgnoreCase));
        Assert.Matches("^(low)?$", (string?)properties["NuGetAuditLevel"]);
        Assert.Equal("true", (string?)properties["TreatWarningsAsErrors"], ignoreCase: true);
        Assert.All(["NoWarn", "WarningsNotAsErrors"], name => Assert.DoesNotContain("NU19", (string)properties[name]!, StringComparison.Ordinal));
        Assert.Empty(items["NuGetAuditSuppress"]!.AsArray());
        var packages = items["PackageReference"]!.AsArray();
        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.DoesNotContain("NU19", (string?)package!["NoWarn"] ?? "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Debug", true)]
    [InlineData("Release", false)]
    public async Task Only_a_build_for_developers_has_code_and_files_of_the_Playground(string configuration, bool isThere)
    {
        var (exit, output) = await Peer.RunAsync(
            "dotnet",
            [
                "msbuild",
                Path.Combine("src", "EscalationAgent", "EscalationAgent.csproj"),
                $"-p:Configuration={configuration}",
                "-getItem:Compile",
                "-getItem:Content",
                "-getItem:None",
                "-getItem:EmbeddedResource",
            ],
            Peer.Root,
            TestContext.Current.CancellationToken
        );
        Assert.True(exit == 0, output);
        var items = JsonNode.Parse(output)!["Items"]!.AsObject().SelectMany(kind => kind.Value!.AsArray()).Select(item => (string)item!["Identity"]!).ToList();
        var ofThePlayground = items
            .Where(item => item.Contains("playground", StringComparison.OrdinalIgnoreCase))
            .Select(item => item[(item.LastIndexOfAny(['/', '\\']) + 1)..])
            .ToList();

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
