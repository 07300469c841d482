using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace TestSupport;

/// <summary>
/// What the official renderer made of a card: its faults, warnings of the console and what runs over the edge;
/// how many HTML elements of each name there are; the text of each text block, and of each title and value of a fact; its height in pixels.
/// </summary>
internal sealed record RenderedCard(
    IReadOnlyList<string> Problems,
    IReadOnlyDictionary<string, int> Tags,
    string Html,
    string Text,
    IReadOnlyList<string> Blocks,
    int Actions,
    int Height
)
{
    public int Count(string tag) => Tags.GetValueOrDefault(tag);
}

/// <summary>
/// Draws cards with the official <c>adaptivecards</c> package in Chromium, looking as in Teams.
/// A fixture: the browser starts with the first card.
/// </summary>
public sealed class CardRenderer : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private static readonly JsonSerializerOptions Loose = new(JsonSerializerDefaults.Web);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<string> console = [];
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IPage? page;
    private string hostConfig = "{}";

    /// <summary>Where pictures go, if anywhere: the folder named by <c>ESCALATION_AGENT_SCREENSHOTS</c>.</summary>
    public static string? PictureFolder => Environment.GetEnvironmentVariable("ESCALATION_AGENT_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Draws a card.</summary>
    /// <param name="card">The filled card.</param>
    /// <param name="width">480 is a chat on a desk, 320 a phone.</param>
    /// <param name="lenient">True for a client that takes HTML in Markdown and turns addresses into links: the worst to defend against.</param>
    /// <param name="picture">The name of the picture, without folder and ending, if one is wanted.</param>
    /// <param name="cancel">Gives up waiting for the browser.</param>
    internal async Task<RenderedCard> RenderAsync(
        JsonObject card,
        int width = 480,
        bool lenient = false,
        string? picture = null,
        CancellationToken cancel = default
    )
    {
        await turn.WaitAsync(cancel);
        try
        {
            page ??= await StartAsync(cancel);
            console.Clear();
            await page.SetViewportSizeAsync(width + 32, 100);
            var answer = await page.EvaluateAsync<JsonElement>(
                "task => window.renderCard(JSON.parse(task))",
                new JsonObject
                {
                    ["card"] = card.DeepClone(),
                    ["hostConfig"] = JsonNode.Parse(hostConfig),
                    ["lenient"] = lenient,
                }.ToJsonString()
            );
            if (picture is not null && PictureFolder is { } folder)
            {
                Directory.CreateDirectory(folder);
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, picture + ".png"), FullPage = true });
            }

            var rendered = answer.Deserialize<RenderedCard>(Loose)!;
            return rendered with { Problems = [.. rendered.Problems, .. console] };
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        turn.Dispose();
    }

    private async Task<IPage> StartAsync(CancellationToken cancel)
    {
        var chromium = Peer.Chromium();
        var modules = await Peer.NodeModulesAsync(cancel);
        var here = Path.Combine(Peer.Root, "tests", "Peers");
        hostConfig = await File.ReadAllTextAsync(Path.Combine(here, "teams-host-config.json"), cancel);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Arguments });

        var blank = await browser.NewPageAsync(new BrowserNewPageOptions { DeviceScaleFactor = 2 });
        // A card that fetches something is told on; nothing leaves this machine.
        await blank.RouteAsync("**/*", async route =>
        {
            console.Add($"fetches {route.Request.Url}");
            await route.FulfillAsync(
                new RouteFulfillOptions { ContentType = "image/svg+xml", Body = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>" }
            );
        });
        blank.Console += (_, message) =>
        {
            if (message.Type is "warning" or "error")
                console.Add($"console: {message.Text}");
        };
        blank.PageError += (_, error) => console.Add($"page: {error}");
        await blank.SetContentAsync("<!doctype html><html lang='en'><head><meta charset='utf-8'></head><body><div id='card'></div></body></html>");
        await blank.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Path.Combine(modules, "adaptivecards", "dist", "adaptivecards.min.js") });
        await blank.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Path.Combine(modules, "markdown-it", "dist", "browser", "markdown-it.umd.min.js") });
        await blank.AddStyleTagAsync(new PageAddStyleTagOptions { Path = Path.Combine(here, "teams-host.css") });
        await blank.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Path.Combine(here, "render.js") });
        return blank;
    }
}
