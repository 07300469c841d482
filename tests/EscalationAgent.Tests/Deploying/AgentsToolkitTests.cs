using System.Text.RegularExpressions;
using EscalationAgent.Packaging;
using EscalationAgent.Yaml;

namespace EscalationAgent.Tests.Deploying;

/// <summary>
/// What <c>deploy/m365agents.yml</c> names is there: files, variables, and options of <c>package</c>. Its official schema is in a package
/// of 25 MB (<c>@microsoft/teamsfx-core</c>), with which the file was judged by hand; its actions are the ones that were known then.
/// </summary>
public sealed partial class AgentsToolkitTests
{
    private static readonly string Folder = Path.Combine(Peer.Root, "deploy");
    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "m365agents.yml"));

    private static readonly string[] Actions =
    [
        "arm/deploy",
        "script",
        "teamsApp/create",
        "teamsApp/publishAppPackage",
        "teamsApp/update",
        "teamsApp/validateAppPackage",
    ];

    [Fact]
    public void Its_actions_are_known_to_the_toolkit() =>
        Assert.Equal(Actions, Action().Matches(Text).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Each_variable_is_in_the_environment_or_an_output_of_the_deployment()
    {
        var environment = File.ReadAllLines(Path.Combine(Folder, "env", ".env.dev"))
            .Where(line => !line.StartsWith('#') && line.Contains('='))
            .Select(line => line.Split('=')[0]);
        var outputs = Output().Matches(File.ReadAllText(Path.Combine(Folder, "main.bicep"))).Select(m => m.Groups[1].Value.ToUpperInvariant());
        var used = Variable().Matches(Text).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.Contains("BOTID", used);
        Assert.Empty(used.Except([.. environment, .. outputs]));
    }

    [Fact]
    public void Files_that_it_names_are_there_and_what_it_packs_is_what_it_publishes()
    {
        Assert.All(["main.bicep", "main.parameters.json"], name =>
            Assert.True(File.Exists(Path.Combine(Folder, name)) && Text.Contains(name, StringComparison.Ordinal), name)
        );
        var packed = Path.GetFullPath(Path.Combine(Peer.Root, "src", "EscalationAgent", PackedTo().Match(Text).Groups[1].Value));
        var published = PackagePath().Matches(Text).Select(m => Path.GetFullPath(Path.Combine(Folder, m.Groups[1].Value))).Distinct();

        Assert.Equal([packed], published);
    }

    [Fact]
    public void What_it_says_to_the_program_is_understood()
    {
        var (said, faults) = (Packing().Match(Text).Groups[1].Value, new List<string>());

        PackageOptions.Of(said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), "", Folder, faults);

        Assert.NotEqual("", said);
        Assert.Empty(faults);
    }

    [Fact]
    public void It_can_be_read_and_begins_with_the_version_that_its_schema_names()
    {
        var tree = Assert.IsType<YamlMap>(YamlTree.Read(Text));

        Assert.Equal(["version", "environmentFolderPath", "provision", "deploy", "publish"], tree.Entries.Select(e => e.Key.Value));
        Assert.StartsWith("# yaml-language-server: $schema=https://aka.ms/m365-agents-toolkits/v1.11/yaml.schema.json", Text, StringComparison.Ordinal);
        Assert.Contains("version: v1.11\n", Text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"uses: (\S+)")]
    private static partial Regex Action();

    [GeneratedRegex(@"\$\{\{(\w+)\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^output (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"--output (\S+)")]
    private static partial Regex PackedTo();

    [GeneratedRegex(@"appPackagePath: (\S+)")]
    private static partial Regex PackagePath();

    [GeneratedRegex(@"-- package\s+([^\n]+)")]
    private static partial Regex Packing();
}
