using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A playbook on one page: who handles what, who is next, by when, where (B081, B082, B087).</summary>
public sealed partial class A_page_for_the_wall
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asks_gets_a_link_and_the_page_names_who_holds_each_role_now()
    {
        var clock = new ClockWithoutTimers(Tuesday);
        await using var story = await BeginAsync(clock);
        await story.LinkAsync(Cancel);
        var link = await AskAsync(story, "runbook matrix", "Escalation matrix");

        using var answer = await story.People.Http.GetAsync(link, Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Card is not null && Shows(m, "CPO"), "the same as a card, below the link", Cancel);
        Assert.Contains("CPO + CTO", page, StringComparison.Ordinal);

        // Who, by when, and through which channel (B004).
        Assert.Contains("card in Teams + Call whoever is on call by phone; then: Send an SMS to whoever is on call", page, StringComparison.Ordinal);
        Assert.Contains("How to escalate", page, StringComparison.Ordinal);
        Assert.Contains("When not to", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);

        // The default playbook's page holds the channel that was linked, and who has none says so.
        var other = await story.People.Http.GetStringAsync(await AskAsync(story, "runbook", "Customer"), Cancel);
        Assert.Contains("a channel whose name Teams has not told me (support platform)", other, StringComparison.Ordinal);
        Assert.Contains("nobody yet", other, StringComparison.Ordinal);

        // A runbook has the steps, the tiers and the rhythm of updates (A016 to A019); and it teaches when to, when not to, how, what has to be
        // known, and how to talk with a customer who has had enough (D067 to D071).
        foreach (var said in new[] { "launch", "support" })
        {
            var runbook = await story.People.Http.GetStringAsync(await AskAsync(story, $"runbook {said}", said == "launch" ? "Launch" : "Support"), Cancel);
            foreach (var part in new[] { "How to escalate", "When to escalate", "When not to", "→ ", "The owner tells the CSM every", "What is asked" })
            {
                Assert.Contains(part, runbook, StringComparison.Ordinal);
            }
        }

        var support = await story.People.Http.GetStringAsync(await AskAsync(story, "runbook support", "Support"), Cancel);
        Assert.Contains("Reproduction steps", support, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("With a frustrated customer", support, StringComparison.Ordinal);

        // In the reader's language.
        await story.People.SaysAsync(Ann, "language français", Cancel);
        await story.QuietAsync(Cancel);
        var french = await story.People.Http.GetStringAsync(await AskAsync(story, "runbook", "Escalade"), Cancel);
        Assert.Contains("<html lang=\"fr\">", french, StringComparison.Ordinal);
        Assert.Contains("Comment escalader", french, StringComparison.Ordinal);

        foreach (
            var tampered in new[] { link + "A", link[..^2], link.Replace("/runbook/", "/runbook/x", StringComparison.Ordinal), "/runbook/a.b", "/runbook/." }
        )
        {
            using var refused = await story.People.Http.GetAsync(tampered, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        clock.Advance(TimeSpan.FromDays(9));
        using var old = await story.People.Http.GetAsync(link, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
    }

    /// <summary>Seen by the browser: readable on a phone, on a desk and on paper, and by those who do not see.</summary>
    [Fact]
    public async Task It_can_be_read_printed_and_heard()
    {
        await using var story = await BeginAsync(new ClockWithoutTimers(Tuesday));
        await story.LinkAsync(Cancel);
        var rules = await File.ReadAllTextAsync(Path.Combine(await Peer.NodeModulesAsync(Cancel), "axe-core", "axe.min.js"), Cancel);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Peer.Chromium(), Args = ["--no-sandbox", "--disable-gpu"] });
        foreach (var (asked, title) in new[] { ("runbook", "Customer"), ("runbook matrix", "Escalation matrix"), ("runbook support", "Support") })
        {
            var html = await story.People.Http.GetStringAsync(await AskAsync(story, asked, title), Cancel);
            foreach (var width in new[] { 360, 1280 })
            {
                var page = await browser.NewPageAsync(
                    new()
                    {
                        ViewportSize = new() { Width = width, Height = 900 },
                    }
                );
                await page.SetContentAsync(html);
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{asked} at {width} runs over the edge");
                await PictureAsync(page, $"{asked.Replace(' ', '-')}.{width}");
                await page.EvaluateAsync(rules);
                var faults = await page.EvaluateAsync<string[]>(
                    "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 80)).join(' | '))"
                );
                Assert.Empty(faults);
                await page.CloseAsync();
            }

            var paper = await browser.NewPageAsync();
            await paper.SetContentAsync(html);
            var pdf = await paper.PdfAsync(new() { PreferCSSPageSize = true });
            Assert.InRange(Pages().Count(System.Text.Encoding.Latin1.GetString(pdf)), 1, 3);
        }
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (CardRenderer.PictureFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }

    /// <returns>The path of the page that the bot names.</returns>
    private static async Task<string> AskAsync(Story story, string what, string title)
    {
        var before = story.Teams.In(Ann.ChatId).Count;
        await story.People.SaysAsync(Ann, what, Cancel);
        var said = await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => story.Teams.In(Ann.ChatId).Skip(before).Contains(m) && m.Text?.Contains("/runbook/") is true,
            "the link",
            Cancel
        );
        Assert.Contains(title, said.Text, StringComparison.Ordinal);
        return new Uri(Link().Match(said.Text!).Groups[1].Value).AbsolutePath;
    }

    [GeneratedRegex(@"\((https?://[^)]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.CultureInvariant)]
    private static partial Regex Pages();
}
