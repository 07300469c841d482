using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EscalationAgent.Packaging;
using EscalationAgent.Tests.House;

namespace EscalationAgent.Tests.Deploying;

/// <summary>What the guide says to type, and what it says of the program, is so.</summary>
public sealed partial class DeployGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Peer.Root, "docs", "deploy.md"));
    private static readonly string Bicep = File.ReadAllText(Path.Combine(Peer.Root, "deploy", "main.bicep"));

    [Fact]
    public void Parameters_that_it_names_are_parameters_of_the_template()
    {
        var parameters = Parameter().Matches(Bicep).Select(m => m.Groups[1].Value).ToList();
        string[] said =
        [
            .. SaidParameter().Matches(Guide).Select(m => m.Groups[1].Value),
            "administrators",
            "llmEndpoint",
            "llmModel",
            "storageSku",
            "logDailyQuotaGb",
        ];

        Assert.Contains("image", said);
        Assert.Empty(said.Except(parameters));
        Assert.All(said[^3..], name => Assert.Contains($"`{name}`", Guide, StringComparison.Ordinal));
    }

    /// <summary>Whatever stands in capitals in a command is an output of the deployment, or said to be somebody's own.</summary>
    [Fact]
    public void Names_in_capitals_are_outputs_of_the_template()
    {
        string[] own = ["APPID", "TENANT", "SECRET", "KEY", "GROUP", "ACCOUNT", "PWD", "HOST"];
        var outputs = Output().Matches(Bicep).Select(m => m.Groups[1].Value.ToUpperInvariant());
        var used = Block().Matches(Guide).SelectMany(block => Capitals().Matches(block.Value)).Select(m => m.Value).Distinct().ToList();

        Assert.Contains("REGISTRYNAME", used);
        Assert.Empty(used.Except([.. outputs, .. own]));
    }

    [Fact]
    public void Resources_that_it_names_have_these_names_in_the_template()
    {
        var modules = string.Concat(Directory.EnumerateFiles(Path.Combine(Peer.Root, "deploy", "modules"), "*.bicep").Select(File.ReadAllText));
        var parameters = JsonNode.Parse(File.ReadAllText(Path.Combine(Peer.Root, "deploy", "main.parameters.json")))!["parameters"]!;

        Assert.Equal("escalation", (string?)parameters["name"]!["value"]);
        Assert.Contains("'${name}-bot'", Bicep, StringComparison.Ordinal);
        Assert.Contains("'${name}-agent'", Bicep, StringComparison.Ordinal);
        Assert.Contains("name: 'the-record'", modules, StringComparison.Ordinal);
        Assert.Contains("['bot-client-secret']", modules, StringComparison.Ordinal);
        Assert.Contains("['llm-api-key']", modules, StringComparison.Ordinal);
        Assert.Contains("softDeleteRetentionInDays: 90", modules, StringComparison.Ordinal);
        Assert.Contains("param logRetentionDays int = 30", Bicep, StringComparison.Ordinal);
        Assert.Contains("param logDailyQuotaGb int = 1", Bicep, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_it_names_are_settings()
    {
        var said = Setting().Matches(Guide).Select(m => m.Groups[1].Value.Replace("__", ":")).Distinct().ToList();

        Assert.True(said.Count >= 10, string.Join(", ", said));
        Assert.Empty(said.Where(name => !ProgramSettings.IsOne(name)));
    }

    [Fact]
    public void Options_of_package_that_it_names_are_understood()
    {
        var line = Packing().Match(Guide).Groups[1].Value.Replace("\"$PWD/escalation-agent.zip\"", "escalation-agent.zip");
        var faults = new List<string>();

        PackageOptions.Of(line.Split(' '), "", Peer.Root, faults);

        Assert.NotEqual("", line);
        Assert.Empty(faults);
    }

    [Fact]
    public void What_it_says_about_each_code_of_Entra_doctor_says_too()
    {
        var codes = Code().Matches(Guide).Select(m => m.Value).Distinct().ToList();

        Assert.True(codes.Count >= 4);
        Assert.All(codes, code =>
            Assert.DoesNotContain("Entra refused it", SignIn.Failed(new InvalidOperationException($"{code}: no.")).Says, StringComparison.Ordinal)
        );
    }

    /// <summary>In the image nobody is root, and the folder of the file is theirs.</summary>
    [Fact]
    public void The_container_is_as_the_guide_says()
    {
        var image = File.ReadAllText(Path.Combine(Peer.Root, "Containerfile"));

        Assert.Contains("\nUSER $APP_UID\n", image, StringComparison.Ordinal);
        Assert.Contains("-chiseled\n", image, StringComparison.Ordinal);
        Assert.Contains("Storage__Path=/data/", image, StringComparison.Ordinal);
        Assert.Contains("--chown=1654:1654 /data", image, StringComparison.Ordinal);
        Assert.Contains("ENTRYPOINT [\"dotnet\", \"EscalationAgent.dll\"]", image, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^param (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^output (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"--parameters (\w+)=")]
    private static partial Regex SaidParameter();

    [GeneratedRegex("```\n[^`]*```")]
    private static partial Regex Block();

    [GeneratedRegex(@"\b[A-Z]{3,}\b")]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\b((?:Teams|Storage|Llm|Graph|Reports)(?:(?::|__)[A-Z][A-Za-z]+)+)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"-- package (.+)")]
    private static partial Regex Packing();

    [GeneratedRegex(@"AADSTS\d+")]
    private static partial Regex Code();
}
