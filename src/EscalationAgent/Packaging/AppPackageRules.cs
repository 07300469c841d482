using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EscalationAgent.Packaging;

/// <summary>What a tenant refuses of a Teams app, or takes without it ever working. The published schema lets much of it pass.</summary>
internal static partial class AppPackageRules
{
    private const int MostCommands = 12;
    private const int MostExtensionCommands = 10;
    private const int MostParameters = 5;
    private const int MostOfTabName = 128;
    private const int MostOfExtensionTitle = 32;
    private const int MostOfExtensionText = 128;

    /// <summary>Places of texts in the manifest, the most characters of each, and the name that translations know them by.</summary>
    private static readonly (string Name, object[] Place, int Most)[] Texts =
    [
        ("developer.name", ["developer", "name"], 32),
        ("name.short", ["name", "short"], 30),
        ("name.full", ["name", "full"], 100),
        ("description.short", ["description", "short"], 80),
        ("description.full", ["description", "full"], 4000),
    ];

    /// <summary>Ends of names that lead nowhere outside of a network or a document.</summary>
    private static readonly string[] PrivateEnds = [".localhost", ".local", ".internal", ".lan", ".test", ".example", ".invalid"];

    /// <summary>All faults, a sentence each; empty when it can be uploaded.</summary>
    public static IEnumerable<string> Faults(AppPackage package, string domain) =>
        [
            .. Ids(package),
            .. DomainFault(domain) is { } wrong ? [$"The domain {wrong}"] : Array.Empty<string>(),
            .. Addresses(package.Manifest),
            .. Version(package.Manifest),
            .. TextFaults(package.Manifest),
            .. Bot(package.Manifest),
            .. Extension(package),
            .. Tabs(package.Manifest, domain),
            .. Icon(package, "color", 192),
            .. Icon(package, "outline", 32),
            .. Translations(package),
        ];

    /// <summary>What is wrong with a host that Teams shall reach, as the end of a sentence; null when nothing is.</summary>
    public static string? DomainFault(string domain) =>
        domain.Length == 0 ? "is missing: say --domain, such as bot.contoso.com."
        : domain.Contains("://", StringComparison.Ordinal) ? $"'{domain}' holds a scheme; name the host alone, such as bot.contoso.com."
        : domain.IndexOfAny(['/', ':', '?', '#', '@', '*', ' ']) >= 0 ? $"'{domain}' is more than a host; name it without port, path and wildcard."
        : IPAddress.TryParse(domain, out _) ? $"'{domain}' is an address of numbers; Teams takes names only."
        : domain.Equals("localhost", StringComparison.OrdinalIgnoreCase) || PrivateEnds.Any(end => domain.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            ? $"'{domain}' cannot be reached from Teams; name a public host with a certificate."
        : !Host().IsMatch(domain) || domain.Length > 253 ? $"'{domain}' is no host name, such as bot.contoso.com."
        : null;

    private static IEnumerable<string> Ids(AppPackage package)
    {
        foreach (
            var (id, what, cure) in ((string?, string, string)[])
                [
                    (AppPackage.Text(package.Manifest, "id"), "The id of the Teams app", "--app-id, or leave it out to take the bot's"),
                    (package.BotId, "The bot's id", "--bot-id: the application (client) id of the bot's registration, also in the setting Teams:AppId"),
                    (package.EntraId, "webApplicationInfo.id", "--sign-in-id, or --bot-id where the bot's registration signs people in"),
                ]
        )
        {
            if (id is null or "")
            {
                yield return $"{what} is missing: say {cure}.";
            }
            else if (!Guid.TryParseExact(id, "D", out var guid))
            {
                yield return $"{what} '{id}' is no GUID such as 1b4e28ba-2fa1-41d2-883f-0016d3cca427: say {cure}.";
            }
            else if (guid == Guid.Empty)
            {
                yield return $"{what} is all zeros, which stands for none: say {cure}.";
            }
        }
    }

    private static IEnumerable<string> Addresses(JsonObject manifest)
    {
        foreach (var (name, option) in ((string, string)[])[("websiteUrl", "--website"), ("privacyUrl", "--privacy"), ("termsOfUseUrl", "--terms")])
        {
            var said = AppPackage.Text(manifest, "developer", name);
            if (said is "https://")
            {
                continue; // Made of a domain that is missing, which is told already.
            }

            if (!Uri.TryCreate(said, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || said.Length > 2048)
            {
                yield return $"developer.{name} '{said}' must be an https:// address: say {option}.";
            }
            else if (DomainFault(address.Host) is { } wrong)
            {
                yield return $"developer.{name}: the host {wrong}";
            }
        }

        foreach (var host in (manifest["validDomains"] as JsonArray ?? []).Select(d => AppPackage.Text(d)))
        {
            if (DomainFault(host ?? "") is { } wrong)
            {
                yield return $"validDomains: the host {wrong}";
            }
        }
    }

    private static IEnumerable<string> Version(JsonObject manifest)
    {
        if (AppPackage.Text(manifest, "version") is not { } version || version.Length > 256 || !SemanticVersion().IsMatch(version))
        {
            yield return $"The version '{AppPackage.Text(manifest, "version")}' must be three numbers such as 1.0.1: say --version, higher for every upload.";
        }

        var format = AppPackage.Text(manifest, "manifestVersion");
        if (AppPackage.Text(manifest, "$schema") is not { } schema || format is null || !schema.Contains($"/v{format}/", StringComparison.Ordinal))
        {
            yield return "manifestVersion and $schema name different versions of the format.";
        }
    }

    private static IEnumerable<string> TextFaults(JsonObject manifest)
    {
        foreach (var (name, place, most) in Texts)
        {
            if (TextFault(AppPackage.Text(manifest, place), most) is { } wrong)
            {
                yield return $"{name} {wrong}";
            }
        }

        if (AppPackage.Text(manifest, "accentColor") is not { } colour || !Colour().IsMatch(colour))
        {
            yield return "accentColor must be such as #4F52B2.";
        }
    }

    private static string? TextFault(string? text, int most) =>
        string.IsNullOrWhiteSpace(text) ? "is missing."
        : text.Length > most ? $"has {text.Length} characters; {most} are the most."
        : text.Any(char.IsControl) ? "holds a line break or another control character."
        : null;

    private static IEnumerable<string> Bot(JsonObject manifest)
    {
        if (manifest["bots"] is not JsonArray { Count: 1 } bots)
        {
            yield return "bots must name one bot.";
            yield break;
        }

        if (AppPackage.At(bots[0], "scopes") is not JsonArray { Count: > 0 })
        {
            yield return "The bot has no scopes: personal, team, groupChat.";
        }

        foreach (var (i, list) in (AppPackage.At(bots[0], "commandLists") as JsonArray ?? []).Index())
        {
            var commands = AppPackage.At(list, "commands") as JsonArray ?? [];
            if (commands.Count is 0 or > MostCommands)
            {
                yield return $"commandLists[{i}] has {commands.Count} commands; 1 to {MostCommands} can be shown.";
            }

            foreach (var (j, command) in commands.Index())
            {
                foreach (var (part, most) in ((string, int)[])[("title", 128), ("description", 4000)])
                {
                    if (TextFault(AppPackage.Text(command, part), most) is { } wrong)
                    {
                        yield return $"commandLists[{i}].commands[{j}].{part} {wrong}";
                    }
                }
            }
        }
    }

    /// <summary>The message extension; a manifest may do without one.</summary>
    private static IEnumerable<string> Extension(AppPackage package)
    {
        if (package.Manifest["composeExtensions"] is not JsonArray { Count: > 0 } extensions)
        {
            yield break;
        }

        if (extensions.Count > 1 || AppPackage.Text(extensions[0], "botId") != package.BotId)
        {
            yield return "composeExtensions must name one extension, of the same bot.";
        }

        var commands = AppPackage.At(extensions[0], "commands") as JsonArray ?? [];
        if (commands.Count is 0 or > MostExtensionCommands)
        {
            yield return $"composeExtensions has {commands.Count} commands; 1 to {MostExtensionCommands} can be shown.";
        }

        foreach (var (i, command) in commands.Index())
        {
            var name = $"composeExtensions[0].commands[{i}]";
            var parameters = AppPackage.At(command, "parameters") as JsonArray ?? [];
            foreach (
                var fault in ExtensionTexts(command, name).Concat(parameters.Index().SelectMany(p => ExtensionTexts(p.Item, $"{name}.parameters[{p.Index}]")))
            )
            {
                yield return fault;
            }

            // The schema lets these pass; the Teams store and the admin centre do not.
            if (AppPackage.Text(command, "type") == "action" ? parameters.Count == 0 && !OpensDialog(command) : parameters.Count is 0 or > MostParameters)
            {
                yield return $"{name}: a search needs 1 to {MostParameters} parameters, an action parameters or a dialog (fetchTask).";
            }
        }
    }

    /// <summary>Tabs that are pages of ours; Teams signs nobody in to a page of another host than the one that the application id URI names.</summary>
    private static IEnumerable<string> Tabs(JsonObject manifest, string domain)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, tab) in (manifest["staticTabs"] as JsonArray ?? []).Index())
        {
            var id = AppPackage.Text(tab, "entityId");
            if (id is null or "" || !names.Add(id))
            {
                yield return $"staticTabs[{i}].entityId is missing, or there twice.";
            }

            // Teams' own tabs have neither name nor address.
            if (id is "conversations" or "about" or "" or null)
            {
                continue;
            }

            if (TextFault(AppPackage.Text(tab, "name"), MostOfTabName) is { } wrong)
            {
                yield return $"staticTabs[{i}].name {wrong}";
            }

            // A domain that is wrong in itself is told already.
            if (
                DomainFault(domain) is null
                && (
                    !Uri.TryCreate(AppPackage.Text(tab, "contentUrl"), UriKind.Absolute, out var address)
                    || address.Scheme != Uri.UriSchemeHttps
                    || !address.Host.Equals(domain, StringComparison.OrdinalIgnoreCase)
                )
            )
            {
                yield return $"staticTabs[{i}].contentUrl must be an https:// address of {domain}, where the bot serves the tab.";
            }
        }
    }

    private static bool OpensDialog(JsonNode? command) =>
        AppPackage.At(command, "taskInfo") is JsonObject
        || (AppPackage.At(command, "fetchTask") is JsonValue fetch && fetch.TryGetValue(out bool opens) && opens);

    private static IEnumerable<string> ExtensionTexts(JsonNode? of, string name) =>
        from part in ((string Name, int Most)[])[("title", MostOfExtensionTitle), ("description", MostOfExtensionText)]
        let wrong = TextFault(AppPackage.Text(of, part.Name), part.Most)
        where wrong is not null
        select $"{name}.{part.Name} {wrong}";

    private static IEnumerable<string> Icon(AppPackage package, string kind, int size)
    {
        var name = AppPackage.Text(package.Manifest, "icons", kind);
        if (name is null)
        {
            yield return $"icons.{kind} is missing.";
        }
        else if (package.Files.TryGetValue(name, out var file))
        {
            var picture = PngHeader.Of(file);
            if (picture is null)
            {
                yield return $"{name} is no PNG picture.";
            }
            else if ((picture.Width, picture.Height) != (size, size))
            {
                yield return $"{name} is {picture.Width} by {picture.Height} pixels; it must be {size} by {size}.";
            }
            else if (kind == "outline" && !picture.CanBeTransparent)
            {
                yield return $"{name} has no transparency; it must be white on a transparent ground.";
            }
        }
    }

    private static IEnumerable<string> Translations(AppPackage package)
    {
        var tags = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { AppPackage.Text(package.Manifest, "localizationInfo", "defaultLanguageTag") ?? "" };
        foreach (var language in AppPackage.At(package.Manifest, "localizationInfo", "additionalLanguages") as JsonArray ?? [])
        {
            var (tag, name) = (AppPackage.Text(language, "languageTag") ?? "", AppPackage.Text(language, "file") ?? "");
            if (!tags.Add(tag))
            {
                yield return $"localizationInfo names the language '{tag}' twice.";
            }

            var faults = new List<string>();
            if (!package.Files.TryGetValue(name, out var file) || AppPackage.Parse(file, name, faults) is not { } texts)
            {
                // That it is missing or no JSON has been told by whoever read it.
                continue;
            }

            foreach (var (key, node) in texts.Where(t => t.Key != "$schema"))
            {
                var place = PlaceOf(key);
                var most = Texts.FirstOrDefault(t => t.Name == key) is { Most: > 0 } known
                    ? known.Most
                    : (key.StartsWith("composeExtensions", StringComparison.Ordinal), key.EndsWith(".title", StringComparison.Ordinal)) switch
                    {
                        (true, true) => MostOfExtensionTitle,
                        (true, false) => MostOfExtensionText,
                        (false, true) => 128,
                        _ => 4000,
                    };
                if (AppPackage.Text(package.Manifest, place) is null)
                {
                    yield return $"{name}: {key} translates nothing that the manifest says.";
                }
                else if (TextFault(AppPackage.Text(node), most) is { } wrong)
                {
                    yield return $"{name}: {key} {wrong}";
                }
            }

            foreach (var needed in Texts.Where(t => t.Name != "developer.name" && !texts.ContainsKey(t.Name)))
            {
                yield return $"{name}: {needed.Name} is missing.";
            }
        }
    }

    /// <summary><c>bots[0].commandLists[1].commands[2].title</c> as the way to it.</summary>
    private static object[] PlaceOf(string key) =>
        [.. Step().Matches(key).Select(step => int.TryParse(step.Groups["index"].Value, out var index) ? (object)index : step.Groups["name"].Value)];

    [GeneratedRegex(@"(?<name>[^.\[\]]+)(?=\.|\[|$)|\[(?<index>\d{1,4})\]")]
    private static partial Regex Step();

    [GeneratedRegex("^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\\.[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])+$")]
    private static partial Regex Host();

    [GeneratedRegex(@"^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$")]
    private static partial Regex SemanticVersion();

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();
}
