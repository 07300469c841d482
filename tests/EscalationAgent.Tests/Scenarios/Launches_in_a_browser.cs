using System.Text.RegularExpressions;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Launches;
using Escalations.UseCases;
using Microsoft.Playwright;
using static EscalationAgent.Tests.Scenarios.OrionLaunch;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The boards of launches as people use them, in Teams' frame and a real browser: from a figure to the cause (A037, A068).</summary>
public sealed partial class Launches_in_a_browser
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_figure_to_its_matters_and_the_cause_by_the_keyboard_alone_and_it_stays_true()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Paul, 1280);
        await tab.Tab.GetByRole(AriaRole.Link, new() { Name = "Launches", Exact = true }).ClickAsync();
        await Assertions.Expect(tab.Tab.Locator(".launches .row")).ToContainTextAsync("1 of 3 criteria met");
        await PressAsync(tab, tab.Tab.Locator(".launches .row"));
        await Assertions.Expect(tab.Tab.Locator("h1")).ToContainTextAsync("Orion");
        await Assertions.Expect(tab.Tab.Locator(".raised")).ToHaveTextAsync("Beyond the threshold: Answer time");

        // Fixed defects: five, and behind each of them what was found.
        await PressAsync(tab, tab.Tab.Locator(".defects .amounts a", new() { HasText = "Fixed" }));
        await Assertions.Expect(tab.Tab.Locator(".list-top h2")).ToHaveTextAsync("Defects · Fixed");
        await Assertions.Expect(tab.Tab.Locator(".row")).ToHaveCountAsync(5);
        var caused = tab.Tab.Locator(".row", new() { HasText = "Root cause: Lock 502 was held" });
        await PressAsync(tab, caused);
        await Assertions.Expect(tab.Tab.Locator("#detail")).ToBeFocusedAsync();
        await Assertions.Expect(tab.Tab.Locator("#detail .fold[data-key=review]")).ToContainTextAsync("Lock 502 was held over the network call.");

        // Back to the board, and to the measures of a criterion.
        await PressAsync(tab, tab.Tab.GetByRole(AriaRole.Link, new() { Name = "Back to Orion" }));
        await PressAsync(tab, tab.Tab.Locator(".readiness").GetByRole(AriaRole.Link, new() { Name = "Checkout errors" }));
        await Assertions.Expect(tab.Tab.Locator("tbody tr")).ToHaveCountAsync(25);
        await PressAsync(tab, tab.Tab.GetByRole(AriaRole.Button, new() { Name = "Next" }));
        await Assertions.Expect(tab.Tab.Locator("tbody tr")).ToHaveCountAsync(5);

        // A file of it, and what happens meanwhile.
        await PressAsync(tab, tab.Tab.GetByRole(AriaRole.Link, new() { Name = "Back to Orion" }));
        var file = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Tab.GetByRole(AriaRole.Button, new() { Name = "Export CSV" }).ClickAsync());
        Assert.Matches(CsvName(), file.SuggestedFilename);
        await Assertions.Expect(tab.Tab.Locator(".defects .amounts li").First).ToContainTextAsync("4");
        await CommitAsync(turned, Matter(540, Tuesday.AddHours(-1), Severity.S1, "defect", null), Cancel);
        await Assertions.Expect(tab.Tab.Locator(".defects .amounts li").First).ToContainTextAsync("5");
        Assert.Empty(tab.Complaints);
    }

    /// <summary>At both widths and in each theme: nothing over the edge, and nothing that axe finds.</summary>
    [Theory]
    [InlineData(1280, "default")]
    [InlineData(360, "dark")]
    [InlineData(1280, "contrast")]
    [InlineData(360, "default")]
    [InlineData(1280, "dark")]
    public async Task It_can_be_read_on_a_desk_and_on_a_phone_in_each_theme(int width, string theme)
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Ann, width, theme, fragment: "#/launches");
        var name = $"launches.{width}.{theme}";
        await Assertions.Expect(tab.Tab.Locator(".launches .row")).ToBeVisibleAsync();
        await tab.LookAsync($"{name}.list", width, Cancel);
        await tab.Tab.Locator(".launches .row").ClickAsync();
        await Assertions.Expect(tab.Tab.Locator(".impact")).ToBeVisibleAsync();
        await tab.LookAsync($"{name}.board", width, Cancel);
        await tab.Tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        foreach (var panel in new[] { "to-fix", "readiness", "impact" })
        {
            await tab.Tab.Locator($".{panel}").ScrollIntoViewIfNeededAsync();
            await tab.Tab.EvaluateAsync($"document.querySelector('.{panel}').scrollIntoView()");
            await tab.LookAsync($"{name}.{panel}", width, Cancel);
        }

        // A figure without a currency is one of its own, and not all of them.
        await tab.Tab.Locator(".impact .amounts a", new() { HasText = "Without a currency" }).ClickAsync();
        await Assertions.Expect(tab.Tab.Locator(".list-top h2")).ToHaveTextAsync("Open · Without a currency");
        await Assertions.Expect(tab.Tab.Locator(".row")).ToHaveCountAsync(1);
        await tab.Tab.GetByRole(AriaRole.Link, new() { Name = "Back to Orion" }).ClickAsync();
        await tab.Tab.Locator(".defects .amounts a", new() { HasText = "Fixed" }).ClickAsync();
        await Assertions.Expect(tab.Tab.Locator(".row")).ToHaveCountAsync(5);
        await tab.LookAsync($"{name}.matters", width, Cancel);
        await tab.Tab.Locator(".row", new() { HasText = "0502" }).ClickAsync();
        await Assertions.Expect(tab.Tab.Locator("#detail .big")).ToHaveTextAsync("Orion");
        await tab.LookAsync($"{name}.one", width, Cancel);
        await tab.Tab.EvaluateAsync("location.hash = '#/launches/orion/measures?criterion=checkout errors'");
        await Assertions.Expect(tab.Tab.Locator("tbody tr").First).ToBeVisibleAsync();
        await tab.LookAsync($"{name}.measures", width, Cancel);
        Assert.Empty(tab.Complaints);
    }

    /// <summary>On paper there are the four panels with their charts, and nothing to press.</summary>
    [Fact]
    public async Task It_can_be_printed_and_be_opened_by_a_link_of_Teams()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Ann, 1000, subPage: "launch:orion");
        await Assertions.Expect(tab.Tab.Locator(".impact")).ToBeVisibleAsync();
        await tab.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(tab.Tab.Locator(".tools")).ToBeHiddenAsync();
        await Assertions.Expect(tab.Tab.Locator(".chart").First).ToBeVisibleAsync();
        await tab.PictureAsync("launches.print");
    }

    [Theory]
    [InlineData("de-de", "Launches", "Am Ende jeder Woche offen", "1 von 3 Kriterien erfüllt")]
    [InlineData("fr-fr", "Lancements", "À corriger en fin de semaine", "1 critères sur 3 remplis")]
    [InlineData("es-es", "Lanzamientos", "Sin corregir al final de cada semana", "1 de 3 criterios cumplidos")]
    [InlineData("pt-br", "Lançamentos", "Em aberto no fim de cada semana", "1 de 3 critérios cumpridos")]
    public async Task It_speaks_the_language_of_Teams(string locale, string title, string left, string met)
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Ann, 360, locale: locale, fragment: "#/launches/orion");
        await Assertions.Expect(tab.Tab.Locator(".defects")).ToContainTextAsync(left);
        await Assertions.Expect(tab.Tab.Locator(".readiness")).ToContainTextAsync(met);
        await Assertions.Expect(tab.Tab.Locator("nav [aria-current]")).ToHaveTextAsync(title);
        await Assertions.Expect(tab.Tab.Locator("main")).Not.ToContainTextAsync(KeyOfWords());
        await tab.LookAsync($"launches.360.{locale}", 360, Cancel);
    }

    /// <summary>Names that would be markup are shown as they were typed; a launch that is not there is said to be so.</summary>
    [Fact]
    public async Task What_people_wrote_never_becomes_markup()
    {
        const string hostile = "<img src=x onerror=alert(1)> \"><script>alert(2)</script> ${7*7} javascript:alert(3)";
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        var eve = new Person(Ann.AadObjectId, hostile);
        LaunchEvent[] events =
        [
            new LaunchStarted(hostile, null),
            new LaunchDaySet(new(2026, 3, 20), null),
            new LaunchDaySet(new(2026, 3, 21), hostile),
            new MilestoneSet(hostile, new(2026, 3, 1), null),
            new CriterionAgreed(new(hostile, CriterionKind.Experience, Direction.AtLeast, -1, -1, "<b>")),
            new LaunchClosed(hostile, RiskPosture.OnTrack, RiskPosture.OffTrack),
        ];
        await StoreAsync(turned, LaunchRecords.Changed(FakeTeams.Tenant, LaunchHead.Empty("eve"), eve, Tuesday, events), Cancel);
        await using var tab = await The_personal_tab.OpenAsync(entra, turned, Ann, 1280, fragment: "#/launches/eve");
        await Assertions.Expect(tab.Tab.Locator("h1")).ToContainTextAsync(hostile);
        await Assertions.Expect(tab.Tab.Locator(".readiness")).ToContainTextAsync(hostile);
        Assert.Equal(0, await tab.Tab.Locator("img, iframe, main script, [onerror], a[href^=javascript]").CountAsync());
        await tab.Tab.EvaluateAsync("location.hash = '#/launches/nobody%E0'");
        await Assertions.Expect(tab.Tab.Locator("main")).ToContainTextAsync("I know of no such launch that you may see.");
        Assert.Empty(tab.Complaints.Where(said => !said.Contains("404", StringComparison.Ordinal)));
    }

    private static async Task PressAsync(TabInTeams tab, ILocator link)
    {
        await link.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
    }

    [GeneratedRegex(@"^Orion-\d{4}-\d\d-\d\d\.csv$", RegexOptions.CultureInvariant)]
    private static partial Regex CsvName();

    /// <summary>A text that nobody has written shows its key.</summary>
    [GeneratedRegex(@"\b(launch|board|milestone)\.[a-z_]+")]
    private static partial Regex KeyOfWords();
}
