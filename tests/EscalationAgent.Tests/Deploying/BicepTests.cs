using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EscalationAgent.Drafting;
using EscalationAgent.Graph;
using EscalationAgent.Observability;
using EscalationAgent.Storage;
using EscalationAgent.Teams;
using EscalationAgent.Tests.House;
using Microsoft.Extensions.Configuration;

namespace EscalationAgent.Tests.Deploying;

/// <summary>What <c>deploy/</c> makes in Azure, compiled by the official compiler, held against the program and against what is promised of it.</summary>
public sealed partial class BicepTests
{
    private static readonly string Folder = Path.Combine(Peer.Root, "deploy");

    /// <summary>Compiled once for all tests.</summary>
    private static readonly Lazy<Task<JsonObject>> Template = new(CompileAsync);

    /// <summary>Variables that libraries read, and not the settings.</summary>
    private static readonly string[] Platform = ["AZURE_CLIENT_ID", TelemetrySettings.AzureMonitorVariable];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_compiles_without_a_warning_and_the_file_of_parameters_says_none_that_is_unknown()
    {
        var parameters = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "main.parameters.json"), Cancel))!["parameters"]!.AsObject();

        Assert.NotEmpty((await Template.Value)["resources"]!.AsObject());
        Assert.Empty(parameters.Select(p => p.Key).Except((await Template.Value)["parameters"]!.AsObject().Select(p => p.Key)));
    }

    /// <summary>The compiler itself ends well with warnings.</summary>
    [Fact]
    public async Task A_warning_is_an_error_by_its_configuration()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Folder, "bicepconfig.json"), folder.File("bicepconfig.json"));
        await File.WriteAllTextAsync(folder.File("main.bicep"), "param unused string\n", Cancel);

        var (exit, _, said) = await BicepAsync("build", folder.File("main.bicep"), "--stdout");

        Assert.NotEqual(0, exit);
        Assert.Contains("no-unused-params", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_variable_of_the_container_is_a_setting_that_the_program_reads()
    {
        var names = await VariablesAsync();

        Assert.Empty(names.Except(Platform).Where(name => !ProgramSettings.IsOne(name.Replace("__", ":"))));
        Assert.Superset(new HashSet<string> { "Teams__AppId", "Teams__TenantId", "Teams__ManagedIdentity", "Storage__Tables__Endpoint" }, names);
        Assert.Superset(Platform.ToHashSet(), names);
    }

    /// <summary>The bot as the managed identity with a model, and as an app registration with a secret and a key.</summary>
    [Theory]
    [InlineData("Teams__ManagedIdentity=true", "Llm__Entra=true")]
    [InlineData("Teams__ClientSecret=secret", "Llm__ApiKey=key")]
    public async Task With_what_the_container_is_given_the_program_starts(params string[] either)
    {
        var given = new Dictionary<string, string?>
        {
            ["Teams__AppId"] = "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
            ["Teams__TenantId"] = "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
            ["Teams__ConnectionsPerAddress"] = "2000",
            ["Teams__Administrators__0"] = "6ba7b810-9dad-41d1-80b4-00c04fd430c9",
            ["Storage__Tables__Endpoint"] = "https://escalationabc.table.core.windows.net/",
            ["Llm__Endpoint"] = "https://contoso.openai.azure.com/openai/v1/",
            ["Llm__Model"] = "drafts",
            ["Graph__Enabled"] = "true",
            ["Graph__MailSender"] = "escalations@contoso.com",
        };
        foreach (var setting in either.Select(e => e.Split('=')))
        {
            given[setting[0]] = setting[1];
        }

        var names = await VariablesAsync();
        Assert.Empty(given.Keys.Select(name => Index().Replace(name, "")).Except(names));

        var settings = new ConfigurationBuilder().AddInMemoryCollection(given.ToDictionary(g => g.Key.Replace("__", ":"), g => g.Value)).Build();
        var storage = settings.GetSection("Storage").Get<StorageSettings>()!;
        Assert.Empty(settings.GetSection("Teams").Get<TeamsSettings>()!.Faults(isDevelopment: false));
        Assert.Empty(storage.Faults());
        Assert.Empty(settings.GetSection("Llm").Get<LlmSettings>()!.Faults());
        Assert.Empty(settings.GetSection("Graph").Get<GraphSettings>()!.Faults());
        Assert.True(storage.Tables.IsConfigured);
    }

    [Fact]
    public async Task Secrets_are_references_to_the_vault_and_never_parameters()
    {
        var text = await TextAsync();

        Assert.DoesNotContain("securestring", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("listKeys", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Microsoft.KeyVault/vaults/secrets", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("keyVaultUrl", text, StringComparison.Ordinal);
        Assert.Contains("'secretRef', 'bot-client-secret'", text, StringComparison.Ordinal);
        Assert.Contains("'secretRef', 'llm-api-key'", text, StringComparison.Ordinal);
    }

    /// <summary>Reading and writing tables, reading secrets, pulling the image: each on the one resource.</summary>
    [Fact]
    public async Task The_identity_has_three_roles_each_on_one_resource()
    {
        var roles = Resources(await Template.Value).Where(r => (string?)r["type"] == "Microsoft.Authorization/roleAssignments").ToList();

        Assert.Equal(
            ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "4633458b-17de-408a-b874-0445c86b69e6", "7f951dda-4ed3-4680-a7ca-43fe172d538d"],
            roles.Select(role => RoleOf(role)).Order(StringComparer.Ordinal)
        );
        Assert.All(roles, role => Assert.Matches(@"resourceId\('Microsoft\.(Storage|KeyVault|ContainerRegistry)/", (string)role["scope"]!));

        string RoleOf(JsonObject role)
        {
            var said = (string)role["properties"]!["roleDefinitionId"]!;
            var variables = Resources(template: Template.Value.Result, withVariables: true);
            return variables.Select(v => v.ToJsonString()).First(v => said.Contains(VariableIn(v), StringComparison.Ordinal))[^38..^2];
        }

        static string VariableIn(string json) => $"variables('{json.Split('"')[1]}')";
    }

    [Fact]
    public async Task The_account_takes_no_keys_and_is_not_public()
    {
        var account = Assert.Single(Resources(await Template.Value), r => (string?)r["type"] == "Microsoft.Storage/storageAccounts")["properties"]!;

        Assert.False((bool)account["allowSharedKeyAccess"]!);
        Assert.False((bool)account["allowBlobPublicAccess"]!);
        Assert.True((bool)account["supportsHttpsTrafficOnly"]!);
        Assert.Equal("TLS1_2", (string?)account["minimumTlsVersion"]);
    }

    [Fact]
    public async Task The_container_is_probed_where_the_program_answers_and_never_scales_to_nothing()
    {
        var app = Assert.Single(Resources(await Template.Value), r => (string?)r["type"] == "Microsoft.App/containerApps");
        var container = Assert.Single(app["properties"]!["template"]!["containers"]!.AsArray())!;
        var program = await File.ReadAllTextAsync(Path.Combine(Peer.Root, "src", "EscalationAgent", "Program.cs"), Cancel);
        var image = await File.ReadAllTextAsync(Path.Combine(Peer.Root, "Containerfile"), Cancel);

        Assert.All(container["probes"]!.AsArray(), probe => Assert.Contains($"\"{(string)probe!["httpGet"]!["path"]!}\"", program, StringComparison.Ordinal));
        Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", image, StringComparison.Ordinal);
        Assert.Contains("\"port\":8080", await TextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await Template.Value)["parameters"]!["minReplicas"]!["minValue"]!);
    }

    [Fact]
    public async Task The_bot_is_reached_at_the_path_that_the_program_listens_on()
    {
        var bot = Assert.Single(Resources(await Template.Value), r => (string?)r["type"] == "Microsoft.BotService/botServices");
        var program = await File.ReadAllTextAsync(Path.Combine(Peer.Root, "src", "EscalationAgent", "Program.cs"), Cancel);
        var path = Regex.Match((string)bot["properties"]!["endpoint"]!, @"/api/\w+").Value;

        Assert.Contains($"MapMessagesEndpoint(\"{path}\")", program, StringComparison.Ordinal);
    }

    /// <summary>The names of the container's variables, without the numbers of lists.</summary>
    private static async Task<HashSet<string>> VariablesAsync()
    {
        var text = await TextAsync();
        var names = Variable().Matches(text).Select(match => match.Groups[1].Value.TrimEnd('_')).ToHashSet();
        Assert.True(names.Count >= 12, string.Join(", ", names));
        return names;
    }

    /// <summary>All resources, those of modules too.</summary>
    private static IEnumerable<JsonObject> Resources(JsonObject template, bool withVariables = false)
    {
        if (withVariables)
        {
            foreach (var variable in template["variables"]?.AsObject() ?? [])
            {
                yield return new JsonObject { [variable.Key] = variable.Value?.DeepClone() };
            }
        }

        var resources = template["resources"]!;
        foreach (var resource in resources is JsonArray list ? list : resources.AsObject().Select(r => r.Value))
        {
            if (!withVariables)
            {
                yield return resource!.AsObject();
            }

            if (resource!["properties"]?["template"] is JsonObject { } inner && inner.ContainsKey("$schema"))
            {
                foreach (var further in Resources(inner, withVariables))
                {
                    yield return further;
                }
            }
        }
    }

    private static async Task<string> TextAsync() =>
        (await Template.Value).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static async Task<JsonObject> CompileAsync()
    {
        var (exit, template, said) = await BicepAsync("build", Path.Combine(Folder, "main.bicep"), "--stdout");
        Assert.True(exit == 0, said);

        // Some warnings of the compiler cannot be made errors.
        Assert.Equal("", said);
        return JsonNode.Parse(template)!.AsObject();
    }

    private static async Task<(int Exit, string Output, string Said)> BicepAsync(params string[] arguments)
    {
        var bicep = typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "Bicep")?.Value
            ?? Peer.Missing("The compiler of Bicep", "run the tests on Linux, x64");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(bicep, File.GetUnixFileMode(bicep) | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(bicep, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, output, await said);
    }

    [GeneratedRegex(@"__\d+$")]
    private static partial Regex Index();

    [GeneratedRegex(@"\b([A-Z][A-Za-z]+(?:__[A-Z][A-Za-z]+)+(?:__)?|AZURE_CLIENT_ID|APPLICATIONINSIGHTS_[A-Z_]+)")]
    private static partial Regex Variable();
}
