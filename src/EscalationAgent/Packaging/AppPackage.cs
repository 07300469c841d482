using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EscalationAgent.Packaging;

/// <summary>The Teams app: its manifest, its icons and its texts in other languages, as they go into one zip.</summary>
/// <param name="Manifest">The manifest as it is packed.</param>
/// <param name="Files">Everything that it names, by the path within the zip.</param>
internal sealed record AppPackage(JsonObject Manifest, IReadOnlyDictionary<string, byte[]> Files)
{
    public const string ManifestName = "manifest.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same content gives the same bytes, whenever it is packed.</summary>
    private static readonly DateTimeOffset WrittenAt = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string? BotId => Text(Manifest, "bots", 0, "botId");

    public string? EntraId => Text(Manifest, "webApplicationInfo", "id");

    /// <summary>Fills the manifest of a folder in.</summary>
    /// <param name="faults">Gets what keeps it from being read.</param>
    /// <returns>Null when there is nothing to judge.</returns>
    public static AppPackage? Build(PackageOptions options, List<string> faults)
    {
        var path = Path.Combine(options.Folder, ManifestName);
        if (!TryRead(path, faults, out var bytes) || Parse(bytes, path, faults) is not { } manifest)
        {
            return null;
        }

        Set(manifest, options.AppId, "id");
        Set(manifest, options.BotId, "bots", 0, "botId");
        Set(manifest, options.BotId, "composeExtensions", 0, "botId");
        Set(manifest, options.SignInId, "webApplicationInfo", "id");
        Set(manifest, SignIn.IdUriOf(options.Domain, options.SignInId, options.BotId), "webApplicationInfo", "resource");
        foreach (var tab in (manifest["staticTabs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var place in (string[])["contentUrl", "websiteUrl"])
            {
                SetHost(tab, place, options.Domain);
            }
        }

        manifest["validDomains"] = new JsonArray(options.Domain);
        var website = options.Pages.GetValueOrDefault("website", $"https://{options.Domain}");
        Set(manifest, website, "developer", "websiteUrl");
        Set(manifest, options.Pages.GetValueOrDefault("privacy", website), "developer", "privacyUrl");
        Set(manifest, options.Pages.GetValueOrDefault("terms", website), "developer", "termsOfUseUrl");
        (string Option, object[] Place)[] texts =
        [
            ("version", ["version"]),
            ("developer", ["developer", "name"]),
            ("short-name", ["name", "short"]),
            ("full-name", ["name", "full"]),
        ];
        foreach (var (option, place) in texts.Where(t => options.Pages.ContainsKey(t.Option)))
        {
            Set(manifest, options.Pages[option], place);
        }

        var files = new Dictionary<string, byte[]>();
        foreach (var name in FilesNamedBy(manifest).Distinct())
        {
            if (name.Contains("..", StringComparison.Ordinal) || name.IndexOfAny(['/', '\\', ':']) >= 0)
            {
                faults.Add($"{ManifestName} names the file {name}; files stand beside the manifest.");
            }
            else if (TryRead(Path.Combine(options.Folder, name), faults, out var content))
            {
                files[name] = WithNames(name, content, options, faults);
            }
        }

        return new(manifest, files);
    }

    /// <summary>Reads one that was packed.</summary>
    /// <exception cref="InvalidDataException">It is no such package.</exception>
    public static AppPackage Open(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var files = new Dictionary<string, byte[]>();
        foreach (var entry in zip.Entries.Where(e => e.Length < 1024 * 1024))
        {
            using var from = entry.Open();
            using var held = new MemoryStream();
            from.CopyTo(held);
            files[entry.FullName] = held.ToArray();
        }

        var faults = new List<string>();
        return files.Remove(ManifestName, out var bytes) && Parse(bytes, ManifestName, faults) is { } manifest
            ? new(manifest, files)
            : throw new InvalidDataException(faults.FirstOrDefault() ?? $"it has no {ManifestName} at its root");
    }

    public void WriteTo(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        Add(ManifestName, Encoding.UTF8.GetBytes(Manifest.ToJsonString(Readable) + "\n"));
        foreach (var (name, content) in Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Add(name, content);
        }

        void Add(string name, byte[] content)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
            entry.LastWriteTime = WrittenAt;
            using var to = entry.Open();
            to.Write(content);
        }
    }

    /// <summary>The text in one place of the manifest; null when there is none.</summary>
    /// <param name="place">Names of members and numbers of items, from the outside in.</param>
    public static string? Text(JsonNode? from, params object[] place) =>
        At(from, place) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static JsonNode? At(JsonNode? from, params object[] place) => place.Aggregate(from, (node, step) => step switch
            {
                string name => (node as JsonObject)?[name],
                int index when node is JsonArray items && index < items.Count => items[index],
                _ => null,
            });

    /// <summary>A file of texts as an object; null, and a fault, when it is none.</summary>
    public static JsonObject? Parse(byte[] json, string name, List<string> faults)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) is JsonObject read)
            {
                return read;
            }

            faults.Add($"{name} is no JSON object.");
        }
        catch (JsonException unreadable)
        {
            faults.Add($"{name} is no JSON: line {unreadable.LineNumber + 1}.");
        }

        return null;
    }

    /// <summary>The name that was chosen holds in all languages, as the names of the manifest do.</summary>
    private static byte[] WithNames(string name, byte[] content, PackageOptions options, List<string> faults)
    {
        if (!name.EndsWith(".json", StringComparison.Ordinal) || Parse(content, name, faults) is not { } texts)
        {
            return content;
        }

        foreach (var (option, key) in ((string, string)[])[("short-name", "name.short"), ("full-name", "name.full")])
        {
            if (options.Pages.TryGetValue(option, out var said))
            {
                texts[key] = said;
            }
        }

        return Encoding.UTF8.GetBytes(texts.ToJsonString(Readable) + "\n");
    }

    private static IEnumerable<string> FilesNamedBy(JsonObject manifest) =>
        (
            (string?[])
                [
                    Text(manifest, "icons", "color"),
                    Text(manifest, "icons", "outline"),
                    .. (At(manifest, "localizationInfo", "additionalLanguages") as JsonArray ?? []).Select(language => Text(language, "file")),
                ]
        ).OfType<string>();

    private static void Set(JsonObject manifest, string text, params object[] place)
    {
        if (At(manifest, place[..^1]) is JsonObject holder)
        {
            holder[(string)place[^1]] = text;
        }
    }

    /// <summary>The same path on the host that Teams reaches the bot at.</summary>
    private static void SetHost(JsonObject tab, string place, string domain)
    {
        if (Uri.TryCreate(Text(tab, place), UriKind.Absolute, out var address))
        {
            tab[place] = $"https://{domain}{address.PathAndQuery}";
        }
    }

    private static bool TryRead(string path, List<string> faults, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        try
        {
            content = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(
                File.Exists(path)
                    ? $"{path} cannot be read: {unreadable.Message}"
                    : $"There is no file {path}; name the folder of the manifest with --manifest."
            );
            return false;
        }
    }
}
