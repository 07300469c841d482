using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using EscalationAgent.Packaging;

namespace EscalationAgent.Tests.Packaging;

/// <summary>The Teams app as a tenant gets it, and what is refused before a tenant does.</summary>
public sealed class PackageVerbTests : IDisposable
{
    private const string Bot = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
    private const string App = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";

    private static readonly string Shipped = Path.Combine(Peer.Root, "manifest");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_ids_and_the_domain_are_where_Teams_looks_for_them()
    {
        var (exit, said, zip) = Pack("--bot-id", Bot, "--app-id", App, "--domain", "bot.contoso.com", "--version", "1.2.3");

        Assert.True(exit == 0, said);
        var manifest = JsonNode.Parse(zip["manifest.json"])!;
        Assert.Equal(App, (string?)manifest["id"]);
        Assert.Equal("1.2.3", (string?)manifest["version"]);
        Assert.Equal(Bot, (string?)manifest["bots"]![0]!["botId"]);
        Assert.Equal(Bot, (string?)manifest["composeExtensions"]![0]!["botId"]);
        Assert.Equal(Bot, (string?)manifest["webApplicationInfo"]!["id"]);
        Assert.Equal($"api://bot.contoso.com/botid-{Bot}", (string?)manifest["webApplicationInfo"]!["resource"]);
        Assert.Equal("https://bot.contoso.com", (string?)manifest["developer"]!["websiteUrl"]);
        Assert.DoesNotContain("bot.example", manifest.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Guid.Empty.ToString(), manifest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_stands_at_the_root_and_nothing_else_is_packed()
    {
        File.WriteAllText(folder.File("notes.txt"), "not for Teams");

        var (_, _, zip) = Pack("--bot-id", Bot, "--domain", "bot.contoso.com");

        Assert.Equal(["color.png", "de.json", "es.json", "fr.json", "manifest.json", "outline.png", "pt.json"], zip.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Shipped, "color.png")), zip["color.png"]);
    }

    [Fact]
    public void The_same_options_give_the_same_bytes()
    {
        Pack("--bot-id", Bot, "--domain", "bot.contoso.com");
        var first = File.ReadAllBytes(folder.File("app.zip"));
        Pack("--bot-id", Bot, "--domain", "bot.contoso.com");

        Assert.Equal(first, File.ReadAllBytes(folder.File("app.zip")));
    }

    [Fact]
    public void A_name_and_pages_of_ones_own_hold_in_all_languages()
    {
        var (exit, said, zip) = Pack(
            "--bot-id",
            Bot,
            "--domain=bot.contoso.com",
            "--short-name",
            "Escalate",
            "--developer",
            "Contoso",
            "--privacy",
            "https://contoso.com/privacy",
            "--terms",
            "https://contoso.com/terms"
        );

        Assert.True(exit == 0, said);
        Assert.Equal("Escalate", (string?)JsonNode.Parse(zip["manifest.json"])!["name"]!["short"]);
        Assert.Equal("Escalate", (string?)JsonNode.Parse(zip["fr.json"])!["name.short"]);
        Assert.Equal("Contoso", (string?)JsonNode.Parse(zip["manifest.json"])!["developer"]!["name"]);
        Assert.Equal("https://contoso.com/privacy", (string?)JsonNode.Parse(zip["manifest.json"])!["developer"]!["privacyUrl"]);
        Assert.DoesNotContain("pages of yours", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bot_of_the_settings_is_taken_where_none_is_named()
    {
        var (exit, said, zip) = PackFor(App, "--domain", "bot.contoso.com");

        Assert.True(exit == 0, said);
        Assert.Equal(App, (string?)JsonNode.Parse(zip["manifest.json"])!["id"]);
        Assert.Equal(App, (string?)JsonNode.Parse(zip["manifest.json"])!["bots"]![0]!["botId"]);
    }

    [Theory]
    [InlineData("--bot-id", "00000000-0000-0000-0000-000000000000", "The bot's id is all zeros")]
    [InlineData("--bot-id", "escalation-agent", "The bot's id 'escalation-agent' is no GUID")]
    [InlineData("--bot-id", "{1b4e28ba-2fa1-41d2-883f-0016d3cca427}", "is no GUID")]
    [InlineData("--app-id", "1234", "The id of the Teams app '1234' is no GUID")]
    [InlineData("--domain", "localhost", "'localhost' cannot be reached from Teams")]
    [InlineData("--domain", "bot.example", "'bot.example' cannot be reached from Teams")]
    [InlineData("--domain", "http://bot.contoso.com", "holds a scheme")]
    [InlineData("--domain", "https://bot.contoso.com", "holds a scheme")]
    [InlineData("--domain", "bot.contoso.com:3978", "more than a host")]
    [InlineData("--domain", "bot.contoso.com/api", "more than a host")]
    [InlineData("--domain", "*.contoso.com", "more than a host")]
    [InlineData("--domain", "10.0.0.4", "is an address of numbers")]
    [InlineData("--domain", "bot", "is no host name")]
    [InlineData("--domain", "-bot.contoso.com", "is no host name")]
    [InlineData("--version", "1.0", "must be three numbers")]
    [InlineData("--version", "1.0.0-beta", "must be three numbers")]
    [InlineData("--version", "01.0.0", "must be three numbers")]
    [InlineData("--privacy", "http://contoso.com", "developer.privacyUrl 'http://contoso.com' must be an https:// address")]
    [InlineData("--terms", "terms", "developer.termsOfUseUrl 'terms' must be an https:// address")]
    [InlineData("--website", "https://localhost", "developer.websiteUrl: the host 'localhost' cannot be reached")]
    [InlineData("--short-name", "A name that is far too long for Teams", "name.short has 37 characters; 30 are the most")]
    [InlineData("--developer", "A developer whose name is longer than Teams shows", "developer.name has 49 characters; 32 are the most")]
    [InlineData("--colour", "red", "'--colour' is no option")]
    [InlineData("--version", "", "--version has no value")]
    public void What_a_tenant_would_refuse_is_said_and_nothing_is_written(string option, string value, string fault)
    {
        string[] good = ["--bot-id", Bot, "--domain", "bot.contoso.com"];
        var at = Array.IndexOf(good, option);
        string[] arguments = at < 0 ? [.. good, option, value] : [.. good.Select((word, i) => i == at + 1 ? value : word)];

        var (exit, said, zip) = Pack(arguments);

        Assert.Equal(1, exit);
        Assert.Contains(fault, said, StringComparison.Ordinal);
        Assert.Empty(zip);
    }

    [Fact]
    public void All_faults_are_said_at_once()
    {
        var (exit, said, _) = Pack("--version", "1", "--short-name", new string('x', 31));

        Assert.Equal(1, exit);
        Assert.Contains("The bot's id is missing", said, StringComparison.Ordinal);
        Assert.Contains("The domain is missing", said, StringComparison.Ordinal);
        Assert.Contains("The version '1' must be", said, StringComparison.Ordinal);
        Assert.Contains("name.short has 31", said, StringComparison.Ordinal);
        Assert.Contains("Say: dotnet run", said, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BrokenFolders =>
        new()
        {
            { "no outline", "There is no file" },
            { "text for color", "color.png is no PNG picture" },
            { "small color", "color.png is 32 by 32 pixels; it must be 192 by 192" },
            { "solid outline", "outline.png has no transparency" },
            { "no manifest", "There is no file" },
            { "broken manifest", "manifest.json is no JSON: line 2" },
            { "no fr", "There is no file" },
            { "fr of another place", "fr.json: bots[0].commandLists[0].commands[99].title translates nothing" },
            { "fr too long", "fr.json: description.short has 81 characters; 80 are the most" },
            { "fr without name", "fr.json: name.short is missing" },
            { "outside", "names the file ../color.png" },
            { "13 commands", "commandLists[0] has 13 commands" },
            { "two bots", "bots must name one bot" },
            { "search without parameters", "composeExtensions[0].commands[2]: a search needs 1 to 5 parameters" },
            { "action without a dialog", "composeExtensions[0].commands[0]: a search needs 1 to 5 parameters, an action parameters or a dialog" },
            { "11 commands to search", "composeExtensions has 11 commands" },
            { "parameter without words", "composeExtensions[0].commands[2].parameters[1].title is missing" },
            { "two extensions", "composeExtensions must name one extension" },
            { "long command in fr", "fr.json: composeExtensions[0].commands[0].title has 33 characters; 32 are the most" },
            { "two formats", "manifestVersion and $schema name different versions" },
        };

    [Theory]
    [MemberData(nameof(BrokenFolders))]
    public void A_manifest_that_was_edited_is_judged_as_well(string what, string fault)
    {
        var copy = Directory.CreateDirectory(folder.File("manifest")).FullName;
        foreach (var file in Directory.EnumerateFiles(Shipped))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        Break(copy, what);

        var (exit, said, zip) = Pack("--bot-id", Bot, "--domain", "bot.contoso.com", "--manifest", copy);

        Assert.Equal(1, exit);
        Assert.Contains(fault, said, StringComparison.Ordinal);
        Assert.Empty(zip);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said()
    {
        var (exit, said, _) = Pack("--bot-id", Bot, "--domain", "bot.contoso.com", "--output", folder.Path);

        Assert.Equal(1, exit);
        Assert.Contains("cannot be written", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_packs_with_the_manifest_that_travels_with_it()
    {
        var (exit, said) = await Peer.RunAsync(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll"),
                "package",
                "--Teams:AppId",
                Bot,
                "--domain",
                "bot.contoso.com",
                "--output",
                folder.File("app.zip"),
            ],
            folder.Path,
            TestContext.Current.CancellationToken
        );

        Assert.True(exit == 0, said);
        Assert.Contains($"version 1.0.0, bot {Bot}", said, StringComparison.Ordinal);
        Assert.Equal(Bot, AppPackage.Open(folder.File("app.zip")).BotId);
    }

    /// <summary>What Teams draws in the colour of its own bar: white, on nothing.</summary>
    [Fact]
    public void The_outline_is_white_on_a_transparent_ground()
    {
        var pixels = PngPixels.Of(File.ReadAllBytes(Path.Combine(Shipped, "outline.png")));

        Assert.All(pixels.Where(p => p.Alpha > 0), p => Assert.Equal((255, 255, 255), (p.Red, p.Green, p.Blue)));
        Assert.InRange(pixels.Count(p => p.Alpha > 128), 60, 500);
        Assert.Equal(0, pixels[0].Alpha);
    }

    private static void Break(string copy, string what)
    {
        string File(string name) => Path.Combine(copy, name);
        void Edit(string name, Action<JsonObject> change)
        {
            var text = JsonNode.Parse(System.IO.File.ReadAllText(File(name)))!.AsObject();
            change(text);
            System.IO.File.WriteAllText(File(name), text.ToJsonString());
        }

        switch (what)
        {
            case "no outline":
                System.IO.File.Delete(File("outline.png"));
                break;
            case "text for color":
                System.IO.File.WriteAllText(File("color.png"), new string('x', 200));
                break;
            case "small color":
                System.IO.File.Copy(File("outline.png"), File("color.png"), overwrite: true);
                break;
            case "solid outline":
                // The colour icon has no alpha; only its size is made to fit.
                var solid = System.IO.File.ReadAllBytes(File("color.png"));
                BinaryPrimitives.WriteInt32BigEndian(solid.AsSpan(16), 32);
                BinaryPrimitives.WriteInt32BigEndian(solid.AsSpan(20), 32);
                System.IO.File.WriteAllBytes(File("outline.png"), solid);
                break;
            case "no manifest":
                System.IO.File.Delete(File("manifest.json"));
                break;
            case "broken manifest":
                System.IO.File.WriteAllText(File("manifest.json"), "{\n  oh\n}");
                break;
            case "no fr":
                System.IO.File.Delete(File("fr.json"));
                break;
            case "fr of another place":
                Edit("fr.json", fr => fr["bots[0].commandLists[0].commands[99].title"] = "rien");
                break;
            case "fr too long":
                Edit("fr.json", fr => fr["description.short"] = new string('x', 81));
                break;
            case "fr without name":
                Edit("fr.json", fr => fr.Remove("name.short"));
                break;
            case "outside":
                Edit("manifest.json", m => m["icons"]!["color"] = "../color.png");
                break;
            case "13 commands":
                Edit("manifest.json", m =>
                {
                    var commands = m["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray();
                    while (commands.Count < 13)
                    {
                        commands.Add(commands[0]!.DeepClone());
                    }
                });
                break;
            case "two bots":
                Edit("manifest.json", m => m["bots"]!.AsArray().Add(m["bots"]![0]!.DeepClone()));
                break;
            case "search without parameters":
                Edit("manifest.json", m => Extension(m, 2).Remove("parameters"));
                break;
            case "action without a dialog":
                Edit("manifest.json", m => Extension(m, 0)["fetchTask"] = false);
                break;
            case "11 commands to search":
                Edit("manifest.json", m =>
                {
                    var commands = m["composeExtensions"]![0]!["commands"]!.AsArray();
                    while (commands.Count < 11)
                    {
                        commands.Add(commands[0]!.DeepClone());
                    }
                });
                break;
            case "parameter without words":
                Edit("manifest.json", m => Extension(m, 2)["parameters"]![1]!.AsObject().Remove("title"));
                break;
            case "two extensions":
                Edit("manifest.json", m => m["composeExtensions"]!.AsArray().Add(m["composeExtensions"]![0]!.DeepClone()));
                break;
            case "long command in fr":
                Edit("fr.json", fr => fr["composeExtensions[0].commands[0].title"] = new string('x', 33));
                break;
            case "two formats":
                Edit("manifest.json", m => m["manifestVersion"] = "1.24");
                break;
            default:
                throw new ArgumentException(what);
        }
    }

    private static JsonObject Extension(JsonObject manifest, int command) => manifest["composeExtensions"]![0]!["commands"]![command]!.AsObject();

    private (int Exit, string Said, IReadOnlyDictionary<string, byte[]> Zip) Pack(params string[] arguments) => PackFor("", arguments);

    private (int Exit, string Said, IReadOnlyDictionary<string, byte[]> Zip) PackFor(string configured, params string[] arguments)
    {
        using var said = new StringWriter();
        var output = folder.File("app.zip");
        string[] all = [.. arguments, .. arguments.Contains("--output") ? Array.Empty<string>() : ["--output", output]];
        all = arguments.Contains("--manifest") ? all : [.. all, "--manifest", Shipped];

        var exit = PackageVerb.Run(all, configured, said, said);

        return (exit, said.ToString(), File.Exists(output) ? Unpacked(output) : new Dictionary<string, byte[]>());
    }

    private static Dictionary<string, byte[]> Unpacked(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var from = entry.Open();
                using var held = new MemoryStream();
                from.CopyTo(held);
                return held.ToArray();
            }
        );
    }
}
