using System.Text.Json;
using System.Text.Json.Nodes;
using EscalationAgent.Packaging;
using EscalationAgent.Teams;

namespace EscalationAgent.Tests.Packaging;

/// <summary>The manifest and its translations, judged by Microsoft's own schemas, and held against what the bot does.</summary>
public sealed class AppManifestTests
{
    private const string Bot = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";

    /// <summary>Reads the schemas that the package <c>@microsoft/app-manifest</c> brings along.</summary>
    private const string Script = """
        const fs = require("fs");
        const Ajv = require("ajv-draft-04");
        const { folder, documents } = JSON.parse(fs.readFileSync(0, "utf8"));
        const schema = name => JSON.parse(fs.readFileSync(`${folder}/${name}`, "utf8").replace(/^\uFEFF/, ""));
        const validators = {};
        const validator = name => validators[name] ??= new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema(name));
        console.log(JSON.stringify(documents.map(({ name, document }) => {
          const validate = validator(name);
          return validate(document) ? "" : JSON.stringify(validate.errors.map(e => e.instancePath + " " + e.message));
        })));
        """;

    private const string ForManifests = "MicrosoftTeams.schema.json";
    private const string ForTexts = "MicrosoftTeams.Localization.schema.json";

    private static readonly AppPackage Packed = Pack();

    private static readonly string[] Languages = ["de", "es", "fr", "pt"];

    [Fact]
    public async Task What_is_packed_passes_the_official_schemas_and_what_is_broken_does_not()
    {
        var format = (string)Packed.Manifest["manifestVersion"]!;
        var broken = Packed.Manifest.DeepClone().AsObject();
        broken["tabs"] = new JsonArray();
        broken["bots"]![0]!["scopes"] = new JsonArray("everywhere");
        var wrongTexts = Texts("fr");
        wrongTexts["name.shrot"] = "Escalade";

        var verdicts = await JudgeAsync(
            format,
            [(ForManifests, Packed.Manifest), .. Languages.Select(l => (ForTexts, (JsonNode)Texts(l))), (ForManifests, broken), (ForTexts, wrongTexts)]
        );

        Assert.All(verdicts[..^2], v => Assert.Equal("", v));
        Assert.Contains("/bots/0/scopes/0", verdicts[^2], StringComparison.Ordinal);
        Assert.NotEqual("", verdicts[^1]);
    }

    [Fact]
    public void Each_language_of_the_bot_has_all_texts_of_the_manifest()
    {
        string[] keys =
        [
            "name.short",
            "name.full",
            "description.short",
            "description.full",
            .. from list in CommandLists().Index()
            from command in list.Item.Index()
            from part in (string[])["title", "description"]
            select $"bots[0].commandLists[{list.Index}].commands[{command.Index}].{part}",
            .. ExtensionKeys(),
            "staticTabs[1].name",
            "staticTabs[2].name",
        ];

        Assert.Equal(Languages, AppPackage.At(Packed.Manifest, "localizationInfo", "additionalLanguages")!.AsArray().Select(l => (string?)l!["languageTag"]));
        Assert.All(Languages, l => Assert.Equal(keys.Order(), Texts(l).Select(t => t.Key).Where(k => k != "$schema").Order()));
    }

    [Fact]
    public void A_command_in_another_language_means_what_the_English_one_means()
    {
        var count = 0;
        foreach (var (i, list) in CommandLists().Index())
        {
            foreach (var (j, title) in list.Index())
            {
                var english = ChatCommand.Parse(title);
                Assert.IsNotType<FreeText>(english);
                foreach (var language in Languages)
                {
                    var said = (string)Texts(language)[$"bots[0].commandLists[{i}].commands[{j}].title"]!;
                    Assert.IsType(english.GetType(), ChatCommand.Parse(said));
                    Assert.Equivalent(english, ChatCommand.Parse(said), strict: true);
                    count++;
                }
            }
        }

        Assert.True(count >= 4 * 16, $"{count}");
    }

    /// <summary>Copilot, and people who try it, are shown words that are understood.</summary>
    [Fact]
    public void The_message_extension_has_the_commands_that_the_bot_answers()
    {
        var commands = AppPackage.At(Packed.Manifest, "composeExtensions", 0, "commands")!.AsArray();

        Assert.Equal([MessageExtensions.EscalateMessage, MessageExtensions.Escalate, MessageExtensions.Find], commands.Select(c => (string?)c!["id"]));
        Assert.Equal(Bot, AppPackage.Text(Packed.Manifest, "composeExtensions", 0, "botId"));
        Assert.Equal(["text", "customer", "id", "status"], commands[2]!["parameters"]!.AsArray().Select(p => (string?)p!["name"]));
        Assert.All(commands[2]!["parameters"]!.AsArray(), p => Assert.NotEmpty((string?)p!["semanticDescription"] ?? ""));
        Assert.NotEmpty((string?)commands[2]!["semanticDescription"] ?? "");
    }

    /// <summary>The chat stays where it was; the tabs are pages that the bot serves, on the host that the application id URI names.</summary>
    [Fact]
    public void The_tabs_are_on_the_host_of_the_bot_and_people_are_signed_in_to_it()
    {
        var tabs = Packed.Manifest["staticTabs"]!.AsArray();
        Assert.Equal(["conversations", "escalations", "board"], tabs.Select(tab => (string?)tab!["entityId"]));
        Assert.Equal([null, "https://bot.contoso.com/tab", "https://bot.contoso.com/tab?view=board"], tabs.Select(tab => (string?)tab!["contentUrl"]));
        Assert.Equal($"api://bot.contoso.com/botid-{Bot}", AppPackage.Text(Packed.Manifest, "webApplicationInfo", "resource"));
        Assert.Empty(AppPackageRules.Faults(Packed, "bot.contoso.com"));

        var elsewhere = Packed with { Manifest = Packed.Manifest.DeepClone().AsObject() };
        elsewhere.Manifest["staticTabs"]![1]!["contentUrl"] = "https://evil.contoso.com/tab";
        Assert.Contains(AppPackageRules.Faults(elsewhere, "bot.contoso.com"), fault => fault.StartsWith("staticTabs[1].contentUrl", StringComparison.Ordinal));

        const string SignIn = "9d4e28ba-2fa1-41d2-883f-0016d3cca427";
        var faults = new List<string>();
        var own = AppPackage.Build(
            PackageOptions.Of(["--bot-id", Bot, "--domain", "bot.contoso.com", "--sign-in-id", SignIn], "", Path.Combine(Peer.Root, "manifest"), faults),
            faults
        )!;
        Assert.Empty(faults);
        Assert.Equal((SignIn, $"api://bot.contoso.com/{SignIn}"), (own.EntraId, AppPackage.Text(own.Manifest, "webApplicationInfo", "resource")));
        Assert.Equal(Bot, own.BotId);
    }

    /// <summary>Permissions that nothing uses are asked about in every review.</summary>
    [Fact]
    public void Nothing_is_asked_for_that_the_bot_does_not_use()
    {
        Assert.Null(Packed.Manifest["authorization"]);
        Assert.Null(Packed.Manifest["permissions"]);
        Assert.Null(Packed.Manifest["devicePermissions"]);
        Assert.Equal(["bot.contoso.com"], Packed.Manifest["validDomains"]!.AsArray().Select(d => (string?)d));
    }

    private static IReadOnlyList<IReadOnlyList<string>> CommandLists() =>
        [
            .. AppPackage
                .At(Packed.Manifest, "bots", 0, "commandLists")!
                .AsArray()
                .Select(list => list!["commands"]!.AsArray().Select(command => (string)command!["title"]!).ToList()),
        ];

    private static IEnumerable<string> ExtensionKeys() =>
        from command in AppPackage.At(Packed.Manifest, "composeExtensions", 0, "commands")!.AsArray().Index()
        let name = $"composeExtensions[0].commands[{command.Index}]"
        from key in (string[])
            [
                $"{name}.title",
                $"{name}.description",
                .. (command.Item!["parameters"]?.AsArray() ?? [])
                    .Index()
                    .SelectMany(p => (string[])[$"{name}.parameters[{p.Index}].title", $"{name}.parameters[{p.Index}].description"]),
                .. (command.Item["samplePrompts"]?.AsArray() ?? []).Index().Select(p => $"{name}.samplePrompts[{p.Index}].text"),
            ]
        select key;

    private static JsonObject Texts(string language) => JsonNode.Parse(Packed.Files[$"{language}.json"])!.AsObject();

    private static AppPackage Pack()
    {
        var faults = new List<string>();
        var options = PackageOptions.Of(["--bot-id", Bot, "--domain", "bot.contoso.com"], "", Path.Combine(Peer.Root, "manifest"), faults);
        var package = AppPackage.Build(options, faults);
        Assert.Empty(faults);
        return package!;
    }

    private static async Task<string[]> JudgeAsync(string format, IReadOnlyList<(string Schema, JsonNode Document)> documents)
    {
        var cancel = TestContext.Current.CancellationToken;
        var modules = await Peer.NodeModulesAsync(cancel);
        var input = new JsonObject
        {
            ["folder"] = Path.Combine(modules, "@microsoft", "app-manifest", "build", "json-schemas", "teams", $"v{format}"),
            ["documents"] = new JsonArray([.. documents.Select(d => new JsonObject { ["name"] = d.Schema, ["document"] = d.Document.DeepClone() })]),
        };

        var (exit, output) = await Peer.RunAsync(Peer.Node(), ["-e", Script], Path.GetDirectoryName(modules)!, cancel, input.ToJsonString());
        Assert.True(exit == 0, output);
        return JsonSerializer.Deserialize<string[]>(output)!;
    }
}
