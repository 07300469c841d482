using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using TextAnalysis.Style;

namespace EscalationAgent.Teams.Tab;

/// <summary>
/// <c>GET /tab</c>: the page, its parts and its words. All of it is ours and the same for everybody; what is about somebody comes from
/// <see cref="TabData"/>. Teams alone may show it in a frame.
/// </summary>
internal static class TabPage
{
    public const string Path = "/tab";

    private const string Prefix = "tab.";

    /// <summary>Where Teams lives; a page of anybody else cannot put this one into itself.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; "
        + "frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft https://*.office.com";

    /// <summary>The page itself puts the values in.</summary>
    private static readonly string[] Places = ["{0}", "{1}"];

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private static readonly Dictionary<string, Part> Parts = Read();

    private static readonly ConcurrentDictionary<string, Part> WordsOf = [];

    public static void MapTabPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext context) => Serve(context, Parts["tab.html"]));
        endpoints.MapGet(Path + "/{name}", (HttpContext context, string name) =>
            Parts.TryGetValue(name, out var part) ? Serve(context, part) : Results.NotFound()
        );
        endpoints.MapGet(Path + "/words/{language}", (HttpContext context, string language) =>
            Serve(context, WordsIn(SentenceBook.LanguageOf(language) ?? default))
        );
    }

    private static IResult Serve(HttpContext context, Part part)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";

        // Asked for again each time, and not sent again: after an upgrade nobody has half of the old page.
        headers.CacheControl = "no-cache";
        return Results.Bytes(part.Content, part.Type, entityTag: part.Tag);
    }

    private static Part WordsIn(TextAnalysis.Tokens.Language language) => WordsOf.GetOrAdd(SentenceBook.CodeOf(language), code =>
        {
            using var reader = ReaderLanguage.Use(language, isChosen: true);
            var words = TabWords.Keys.ToDictionary(TabWords.NameOf, key => Words.Say(key, Places));
            return new(JsonSerializer.SerializeToUtf8Bytes(words), "application/json; charset=utf-8");
        });

    private static Dictionary<string, Part> Read()
    {
        var house = Assembly.GetExecutingAssembly();
        return house
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(
                name => name[Prefix.Length..],
                name =>
                {
                    using var from = house.GetManifestResourceStream(name)!;
                    using var held = new MemoryStream();
                    from.CopyTo(held);
                    return new Part(held.ToArray(), Types[System.IO.Path.GetExtension(name)]);
                }
            );
    }

    /// <summary>Something that is served as it is.</summary>
    private sealed record Part(byte[] Content, string Type)
    {
        public EntityTagHeaderValue Tag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Content))[..32]}\"");
    }
}
