using System.Text.Json;
using Microsoft.Playwright;

namespace EscalationAgent.Tests.Fakes;

/// <summary>
/// The tab inside Teams, in a real browser: a page at Teams' own address holds it in a frame and speaks with Microsoft's library in it, as
/// Teams does. Both addresses lead to this process and nowhere else.
/// </summary>
internal sealed class TabInTeams : IAsyncDisposable
{
    public const string Bot = "https://bot.contoso.com";

    private const string Host = """
        <!doctype html><html lang="en"><title>Teams</title><style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}</style>
        <iframe title="Escalations" src="ADDRESS"></iframe>
        <script>
          const frame = document.querySelector("iframe").contentWindow;
          window.theme = "THEME";
          window.asked = [];
          window.changeTheme = (theme) => frame.postMessage({ func: "themeChange", args: [theme] }, "*");
          window.addEventListener("message", async ({ data, source, origin }) => {
            if (source !== frame || origin !== "BOT") return;
            window.asked.push(data.func);
            const answer = (...args) => frame.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
            if (data.func === "initialize") answer("content", "web", JSON.stringify({ apiVersion: 4, isLegacyTeams: false, hostVersionsInfo: {}, supports: {} }), "2.58.0");
            if (data.func === "getContext") answer({ locale: "LOCALE", theme: window.theme, frameContext: "content", hostClientType: "web", subEntityId: SUBPAGE });
            if (data.func === "authentication.getAuthToken") answer(true, await window.token());
            if (data.func === "executeDeepLink") { window.opened = data.args[0]; answer(true); }
          });
        </script></html>
        """;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly List<string> complaints = [];

    private TabInTeams(IPlaywright playwright, IBrowser browser, IPage page) => (this.playwright, this.browser, Page) = (playwright, browser, page);

    /// <summary>Teams' page.</summary>
    public IPage Page { get; }

    /// <summary>The tab in it.</summary>
    public IFrame Tab => Page.Frames.Single(frame => frame.Url.StartsWith(Bot, StringComparison.Ordinal));

    /// <summary>Errors of the page, and addresses elsewhere that it asked for.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Opens the tab.</summary>
    /// <param name="bot">Reaches the bot.</param>
    /// <param name="token">Gets a token for whoever sits there.</param>
    /// <param name="now">What the browser's clock shows; null for the real time.</param>
    /// <param name="fragment">What follows the address of the tab.</param>
    public static async Task<TabInTeams> OpenAsync(
        HttpClient bot,
        Func<string> token,
        DateTimeOffset? now,
        int width,
        string theme = "default",
        string locale = "en-gb",
        string fragment = "",
        string? subPage = null
    )
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Peer.Chromium(), Args = ["--no-sandbox", "--disable-gpu"] });
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 860 },
                TimezoneId = "Europe/Paris",
                Locale = locale,
                AcceptDownloads = true,
            }
        );
        var page = await context.NewPageAsync();
        var tab = new TabInTeams(playwright, browser, page);
        // Other tests may keep both processors busy: how long it takes says nothing here, only what is shown.
        page.SetDefaultTimeout(45_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        page.PageError += (_, error) => tab.complaints.Add($"error: {error}");
        page.Console += (_, message) =>
        {
            // Microsoft's library asks for a newer list of hosts, which our policy keeps from it; it has one of its own.
            if (message.Type == "error" && !message.Text.Contains("res.cdn.office.net", StringComparison.Ordinal))
            {
                tab.complaints.Add($"console: {message.Text}");
            }
        };
        await context.RouteAsync("**/*", async route =>
        {
            var address = new Uri(route.Request.Url);
            if (route.Request.Url.StartsWith(Bot, StringComparison.Ordinal))
            {
                await ForwardAsync(route, bot);
            }
            else if (address.Host == "teams.microsoft.com")
            {
                var html = Host.Replace("ADDRESS", $"{Bot}/tab{fragment}", StringComparison.Ordinal)
                    .Replace("BOT", Bot, StringComparison.Ordinal)
                    .Replace("THEME", theme, StringComparison.Ordinal)
                    .Replace("LOCALE", locale, StringComparison.Ordinal)
                    .Replace("SUBPAGE", JsonSerializer.Serialize(subPage), StringComparison.Ordinal);
                await route.FulfillAsync(new() { ContentType = "text/html", Body = html });
            }
            else
            {
                tab.complaints.Add($"asked {route.Request.Url}");
                await route.AbortAsync();
            }
        });
        await page.ExposeFunctionAsync("token", token);
        if (now is { } shown)
        {
            await page.Clock.SetFixedTimeAsync(shown.UtcDateTime);
        }

        await page.GotoAsync("https://teams.microsoft.com/v2/");
        return tab;
    }

    /// <summary>It is pictured, fits its width, and has no faults.</summary>
    public async Task LookAsync(string name, int width, CancellationToken cancel)
    {
        await PictureAsync(name);
        Assert.True(await Tab.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{name} runs over the edge");
        Assert.Empty(await FaultsAsync(cancel));
    }

    /// <summary>A picture of it, where pictures are wanted.</summary>
    public async Task PictureAsync(string name)
    {
        if (CardRenderer.PictureFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    /// <summary>What axe finds wrong for those who do not see it, or use no mouse.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancel)
    {
        var rules = await File.ReadAllTextAsync(Path.Combine(await Peer.NodeModulesAsync(cancel), "axe-core", "axe.min.js"), cancel);
        await Tab.EvaluateAsync(rules);
        return await Tab.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120) + ' ' + n.failureSummary).join(' | '))"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task ForwardAsync(IRoute route, HttpClient bot)
    {
        var path = new Uri(route.Request.Url).PathAndQuery;
        using var request = new HttpRequestMessage(new(route.Request.Method), path);
        foreach (
            var (name, value) in (await route.Request.AllHeadersAsync()).Where(header => header.Key is "authorization" or "accept-language" or "if-none-match")
        )
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await bot.SendAsync(request);
        await route.FulfillAsync(
            new()
            {
                Status = (int)answer.StatusCode,
                Headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
                BodyBytes = await answer.Content.ReadAsByteArrayAsync(),
            }
        );
    }
}
