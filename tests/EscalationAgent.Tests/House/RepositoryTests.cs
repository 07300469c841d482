using System.Text.RegularExpressions;
using EscalationAgent.Packaging;
using EscalationAgent.Yaml;

namespace EscalationAgent.Tests.House;

/// <summary>The files that people expect at the top of a repository name what is there.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] Documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

    private static readonly string Workflow = Read(".github/workflows/ci.yml");

    /// <summary>A folder or file that is named between backticks, from the top.</summary>
    [Fact]
    public void Paths_that_they_name_are_there()
    {
        var named = Documents.SelectMany(document => NamedPath().Matches(Read(document)).Select(m => (document, Path: m.Groups[1].Value))).Distinct().ToList();

        Assert.True(named.Count >= 15, $"{named.Count}");
        Assert.Empty(named.Where(n => !Path.Exists(At(n.Path))));
    }

    [Fact]
    public void Their_links_lead_somewhere() =>
        Assert.Empty(
            from document in Documents
            from Match link in Link().Matches(Read(document))
            where !File.Exists(At(link.Groups[1].Value))
            select $"{document}: {link.Groups[1].Value}"
        );

    /// <summary>Also within one document: a heading that was renamed breaks its links.</summary>
    [Fact]
    public void Links_to_headings_lead_to_headings() =>
        Assert.Empty(
            from file in Directory.EnumerateFiles(At("docs"), "*.md").Concat(Documents.Select(At))
            from Match link in Anchor().Matches(File.ReadAllText(file))
            let target = link.Groups[1].Value.Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, link.Groups[1].Value)
            where !Headings(File.ReadAllText(target)).Contains(link.Groups[2].Value)
            select $"{Path.GetFileName(file)}: {link.Value}"
        );

    [Fact]
    public void Continuous_integration_runs_commands_that_exist()
    {
        Assert.Equal(["name", "on", "permissions", "concurrency", "jobs"], Assert.IsType<YamlMap>(YamlTree.Read(Workflow)).Entries.Select(e => e.Key.Value));
        Assert.Contains("- run: .ci/run\n", Workflow, StringComparison.Ordinal);
        Assert.True(File.Exists(At(".ci/run")));
        Assert.All(NamedFile().Matches(Workflow).Select(m => m.Groups[1].Value), path => Assert.True(Path.Exists(At(path)), path));

        var packing = Packing().Matches(Workflow).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, packing.Count);
        Assert.All(packing, line =>
        {
            var faults = new List<string>();
            PackageOptions.Of(line.Replace("\"", "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), "", Peer.Root, faults);
            Assert.Empty(faults);
        });
    }

    /// <summary>What somebody types into a form must not become part of a command.</summary>
    [Fact]
    public void Inputs_reach_commands_by_variables_alone() =>
        Assert.All(Workflow.Split('\n').Where(line => line.Contains("inputs.", StringComparison.Ordinal)), line => Assert.Matches(@"^\s+([A-Z_]+|if): ", line));

    private static string At(string path) => Path.Combine(Peer.Root, path);

    private static string Read(string path) => File.ReadAllText(At(path));

    private static HashSet<string> Headings(string text) =>
        [.. Heading().Matches(text).Select(h => Marks().Replace(h.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"`((?:src|tests|docs|deploy|cards|manifest|playbooks|prompts)(?:/[\w./-]+)?|[\w-]+/[\w./-]+\.\w+|Containerfile|CHANGELOG\.md|\.ci/run)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]*)#([^)]+)\)")]
    private static partial Regex Anchor();

    [GeneratedRegex("^#{1,4} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?:--file |--project |global-json-file: )(\S+)")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"(?:--|\.dll) package\s+([^\n]+)")]
    private static partial Regex Packing();
}
