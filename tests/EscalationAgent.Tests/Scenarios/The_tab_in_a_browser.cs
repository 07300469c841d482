using System.Text.RegularExpressions;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using Escalations.Ports;
using Microsoft.Playwright;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The tab as people use it: in Teams' frame, with Microsoft's library, in a real browser.</summary>
public sealed partial class The_tab_in_a_browser
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly string Hostile = "<img src=x onerror=alert(1)> \"><script>alert(2)</script> ${7*7} {{x}} javascript:alert(3)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_CSM_and_a_team_member_each_see_their_own_and_a_press_on_a_card_shows_within_seconds()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: The_personal_tab.Settings(entra));
        await turned.RouteAsync("S2", Cancel);
        await using var ann = await The_personal_tab.OpenAsync(entra, turned, Ann, 1280);
        await using var cleo = await The_personal_tab.OpenAsync(entra, turned, Cleo, 360);

        // It waits for the team, and runs for its CSM.
        await Assertions.Expect(cleo.Tab.Locator(".inbox .row")).ToContainTextAsync("Somebody of your team is asked to acknowledge it");
        await Assertions.Expect(ann.Tab.Locator(".running .row")).ToContainTextAsync("Acme Corp");
        await Assertions.Expect(ann.Tab.Locator(".inbox .row")).ToHaveCountAsync(0);

        await ann.Tab.Locator(".running .row").ClickAsync();
        await Assertions.Expect(ann.Tab.Locator("#detail .strip")).ToContainTextAsync("Nobody yet");
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        var soon = new LocatorAssertionsToContainTextOptions { Timeout = 30_000 };
        await Assertions.Expect(ann.Tab.Locator("#detail .strip")).ToContainTextAsync("Bob Stone", soon);
        await Assertions.Expect(ann.Tab.Locator("#detail .steps li").First).ToContainTextAsync("Bob Stone", soon);
        await Assertions.Expect(cleo.Tab.Locator(".inbox .row")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Assertions.Expect(cleo.Tab.Locator(".running .row")).ToContainTextAsync("Acknowledged");

        // Its card opens in Teams, by Teams.
        await ann.Tab.GetByRole(AriaRole.Button, new() { Name = "Open in Teams" }).ClickAsync();
        await ann.Page.WaitForFunctionAsync("window.opened?.startsWith('https://teams.microsoft.com/l/message/')");
        Assert.Contains("authentication.getAuthToken", await ann.Page.EvaluateAsync<string[]>("window.asked"));
        Assert.Empty(ann.Complaints);
        Assert.Empty(cleo.Complaints);
    }

    /// <summary>At both widths and in each theme: nothing over the edge, nothing that axe finds, and all of it by the keyboard.</summary>
    [Theory]
    [InlineData(1280, "default")]
    [InlineData(360, "dark")]
    [InlineData(1280, "contrast")]
    [InlineData(360, "default")]
    [InlineData(1280, "dark")]
    public async Task It_can_be_read_on_a_desk_and_on_a_phone_in_each_theme(int width, string theme)
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BusyAsync(entra);
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Bob, width, theme);
        await Assertions.Expect(tab.Tab.Locator(".row").First).ToBeVisibleAsync();
        var name = $"tab.{width}.{theme}";
        await tab.LookAsync($"{name}.mine", width, Cancel);

        await tab.Tab.Locator(".row", new() { HasText = "Acme Corp" }).First.ClickAsync();
        await Assertions.Expect(tab.Tab.Locator("#detail .big")).ToHaveTextAsync("Acme Corp");
        await tab.Tab.EvaluateAsync("document.querySelectorAll('#detail details').forEach(d => d.open = true)");
        await tab.LookAsync($"{name}.one", width, Cancel);

        await tab.Tab.GetByRole(AriaRole.Link, new() { Name = "Board", Exact = true }).ClickAsync();
        await Assertions.Expect(tab.Tab.Locator(".tile").First).ToBeVisibleAsync();
        await tab.LookAsync($"{name}.board", width, Cancel);

        await tab.Tab.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }).ClickAsync();
        await Assertions.Expect(tab.Tab.Locator(".row").First).ToBeVisibleAsync();
        await tab.LookAsync($"{name}.all", width, Cancel);

        await tab.Tab.GetByRole(AriaRole.Link, new() { Name = "Playbooks", Exact = true }).ClickAsync();
        await Assertions.Expect(tab.Tab.Locator("table").First).ToBeVisibleAsync();
        await tab.LookAsync($"{name}.playbooks", width, Cancel);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_figure_leads_to_its_matters_a_search_finds_and_the_keyboard_is_enough()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BusyAsync(entra);
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Bob, 1280, fragment: "#/board");
        var open = tab.Tab.Locator(".tile a").First;
        var count = await open.Locator(".figure").InnerTextAsync();
        await open.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Tab.Locator(".total")).ToHaveTextAsync($"Found: {count}");
        await Assertions.Expect(tab.Tab.Locator("#filter-state")).ToHaveValueAsync("open");

        await tab.Tab.Locator("#filter-q").FillAsync("acme");
        await Assertions.Expect(tab.Tab.Locator(".row")).ToHaveCountAsync(1);
        await Assertions.Expect(tab.Tab.Locator("#filter-q")).ToBeFocusedAsync();
        await tab.Tab.Locator(".row").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Tab.Locator("#detail")).ToBeFocusedAsync();

        // The board as a file, and as a page.
        await tab.Tab.GetByRole(AriaRole.Link, new() { Name = "Board", Exact = true }).ClickAsync();
        var file = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Tab.GetByRole(AriaRole.Button, new() { Name = "Export CSV" }).ClickAsync());
        Assert.Matches(CsvName(), file.SuggestedFilename);
        Assert.StartsWith("group,of,figure,value\r\n", await File.ReadAllTextAsync((await file.PathAsync())!, new System.Text.UTF8Encoding(false), Cancel));

        // A change of Teams' theme is followed at once.
        await tab.Page.EvaluateAsync("window.changeTheme('dark')");
        await Assertions.Expect(tab.Tab.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Empty(tab.Complaints);
    }

    /// <summary>Names and texts that would be markup are shown as they were typed, wherever they stand.</summary>
    [Fact]
    public async Task What_people_wrote_never_becomes_markup()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: The_personal_tab.Settings(entra));
        var eve = new Person("aad-eve", Hostile);
        RecordedEvent[] life =
        [
            .. new EscalationEvent[]
            {
                new DraftStarted(eve, SampleEdition(turned)),
                new AccountNamed(Hostile, Origin.Stated),
                new SectionWritten(BriefSection.Headline, Hostile, Origin.Stated),
                new SectionWritten(BriefSection.CustomerImpact, Hostile, Origin.Stated),
                new ClassificationDecided("product_defect", Severity.S1, Hostile),
                new Routed(["engineering"], [new(DeadlineKind.Acknowledge, Tuesday.AddHours(4), Tuesday, "acknowledgement", Hostile)], []),
                new Acknowledged(eve),
                new UpdatePosted(Hostile),
            }.Select((e, i) => new RecordedEvent(i + 1, Tuesday, Actor.Human(eve), null, e)),
        ];
        await CommitAsync(turned, new(life, Escalation.Fold(FakeTeams.Tenant, new(2026, 1), life)));
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Bob, 1280);
        await tab.Tab.Locator(".row").First.ClickAsync();
        await Assertions.Expect(tab.Tab.Locator("#detail .big")).ToHaveTextAsync(Hostile);
        await tab.Tab.EvaluateAsync("document.querySelectorAll('#detail details').forEach(d => d.open = true)");
        await Assertions.Expect(tab.Tab.Locator("#detail")).ToContainTextAsync("${7*7} {{x}}");
        Assert.Equal(0, await tab.Tab.Locator("img, iframe, #detail script, [onerror], a[href^=javascript]").CountAsync());
        foreach (var view in new[] { "All", "Board" })
        {
            await tab.Tab.GetByRole(AriaRole.Link, new() { Name = view, Exact = true }).ClickAsync();
            await Assertions.Expect(tab.Tab.Locator(view == "All" ? ".row" : ".tile").First).ToBeVisibleAsync();
            Assert.Equal(0, await tab.Tab.Locator("img, [onerror], a[href^=javascript]").CountAsync());
        }

        Assert.Empty(tab.Complaints);
    }

    [Theory]
    [InlineData("de-de", "Wartet auf dich")]
    [InlineData("fr-fr", "En attente de toi")]
    [InlineData("es-es", "Espera por ti")]
    [InlineData("pt-br", "À sua espera")]
    public async Task It_speaks_the_language_of_Teams(string locale, string words)
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: The_personal_tab.Settings(entra));
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Cleo, 360, locale: locale);
        await Assertions.Expect(tab.Tab.Locator(".inbox h2")).ToContainTextAsync(words);
        await Assertions.Expect(tab.Tab.Locator("html")).ToHaveAttributeAsync("lang", locale[..2]);
        await tab.LookAsync($"tab.360.{locale}", 360, Cancel);
    }

    /// <summary>Whatever is served says who may frame it and where scripts come from; Microsoft's library is the one of its package.</summary>
    [Fact]
    public async Task Nothing_of_the_page_is_from_elsewhere_and_nobody_but_Teams_may_frame_it()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: The_personal_tab.Settings(entra));
        foreach (var path in new[] { "/tab", "/tab/tab.js", "/tab/tab.css", "/tab/MicrosoftTeams.min.js", "/tab/words/fr" })
        {
            using var answer = await turned.People.Http.GetAsync(path, Cancel);
            answer.EnsureSuccessStatusCode();
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
            Assert.EndsWith(
                "frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft https://*.office.com",
                policy,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(
                ("nosniff", "no-referrer"),
                (answer.Headers.GetValues("X-Content-Type-Options").Single(), answer.Headers.GetValues("Referrer-Policy").Single())
            );
            Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie");

            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.TryAddWithoutValidation("If-None-Match", answer.Headers.ETag!.ToString());
            using var same = await turned.People.Http.SendAsync(again, Cancel);
            Assert.Equal(System.Net.HttpStatusCode.NotModified, same.StatusCode);
        }

        var html = await turned.People.Http.GetStringAsync("/tab", Cancel);
        Assert.DoesNotMatch(Inline(), html);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        var package = Path.Combine(await Peer.NodeModulesAsync(Cancel), "@microsoft", "teams-js");
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(package, "dist", "umd", "MicrosoftTeams.min.js"), Cancel),
            await turned.People.Http.GetByteArrayAsync("/tab/MicrosoftTeams.min.js", Cancel)
        );
    }

    /// <summary>A quarter in which much was routed, acknowledged, resolved and closed, and Ann's own matter on top.</summary>
    private static async Task<Turned> BusyAsync(FakeEntra entra)
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: The_personal_tab.Settings(entra));
        await turned.AcknowledgedAsync("S2", Cancel);
        var bob = Bob.Known();
        foreach (var i in Enumerable.Range(0, 60))
        {
            var at = Tuesday.AddDays(-90 + (1.45 * i));
            var then = OpenEscalations.Routed(FakeTeams.Tenant, EventSamples.Sarah, [(Severity)(i * 7 % 4)], 100 + i, at)[0].New.ToList();
            void Add(TimeSpan after, EscalationEvent what) => then.Add(new(then.Count + 1, at + after, Actor.Human(bob), null, what));
            Add(TimeSpan.Zero, new CommercialFactsFound(new(20_000 + (1_000 * i), i % 5 == 4 ? "USD" : "EUR"), null, Origin.Stated));
            if (i % 9 != 8)
            {
                Add(TimeSpan.FromHours(0.4 + (i * 5 % 11)), new Acknowledged(bob));
            }

            if (i < 46 && i % 9 != 8)
            {
                Add(TimeSpan.FromHours(20 + (i * 13 % 90)), new Resolved(ResolutionKind.Fix, "Fixed."));
                Add(TimeSpan.FromHours(140), new Closed(null));
            }

            await CommitAsync(turned, new(then, Escalation.Fold(FakeTeams.Tenant, new(2026, 100 + i), then)));
        }

        return turned;
    }

    private static PlaybookVersion SampleEdition(Turned turned) => turned.Story.Bot.Get<PlaybookCatalog>().Default.Version;

    private static Task<FirstAnswer?> CommitAsync(Turned turned, Change change) =>
        turned.Store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = change.After.LastEventAt,
                Change = change,
            },
            Cancel
        );

    [GeneratedRegex("<style|style=|<script>| on[a-z]+=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Inline();

    [GeneratedRegex(@"^escalations-\d{4}-\d\d-\d\d\.csv$", RegexOptions.CultureInvariant)]
    private static partial Regex CsvName();
}
