using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using static EscalationAgent.Tests.Scenarios.LaunchSteps;
using static EscalationAgent.Tests.Scenarios.OrionLaunch;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What was learnt of a launch, with its impact in figures and what is changed for good, by whom and by when (A051).</summary>
public sealed class The_post_mortem_of_a_launch
{
    private const string Asked = "Orion is closed: what was learnt?";
    private const string Open = "what the post-mortem found is still open";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_lead_is_asked_and_what_it_finds_is_reminded_of_until_it_is_done()
    {
        await using var turned = await BeginAsync();
        var card = await CloseAsync(turned);
        var asked = Assert.Single(Shown(turned, Ann, Asked));

        // The figures come from the record: matters by severity, alarms, milestones, and how long fixing took.
        var form = await ThroughAsync(turned, Ann, asked, Cancel, ("Post-mortem", null));
        Assert.Contains(
            "Orion: S1: 3, S2: 5, S3: 2, S4: 1; alarms: 1; milestones moved: 1, missed: 1; time to fix: median",
            form.Text,
            StringComparison.Ordinal
        );
        var nobody = await SaveAsync(turned, asked, "Rehearse earlier.", "Rehearse the way back - 2026-03-20");
        Assert.Contains("has no owner", nobody.Text, StringComparison.Ordinal);
        var unknown = await SaveAsync(turned, asked, "Rehearse earlier.", "nothing", "Vega");
        Assert.Contains("I know no other launch of that name", unknown.Text, StringComparison.Ordinal);

        // Words that name a culprit are pointed out; the writer decides.
        const string Blaming = "Bob forgot to rehearse the way back.";
        const string Fixes = "Rehearse the way back - Paul Product - 2026-03-20\nWatch the queue - Erin - 2026-03-27";
        var doubted = await SaveAsync(turned, asked, Blaming, Fixes);
        Assert.Contains("look at the wording", doubted.Text, StringComparison.Ordinal);
        Assert.Null((await NowAsync(turned, Cancel)).Review);
        var published = await SaveAsync(turned, asked, "The way back was never rehearsed.", Fixes);
        Assert.Contains("The way back was never rehearsed.", published.Text, StringComparison.Ordinal);
        Assert.Contains("Rehearse the way back (Paul Product, by 20 Mar 2026)", published.Text, StringComparison.Ordinal);

        await SaysAsync(turned, Ann, "fixes", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(turned.Teams.In(Ann.ChatId), m =>
            m.Text?.Contains("- Orion: Watch the queue (Erin, by 27 Mar 2026)", StringComparison.Ordinal) is true
        );

        // Once it is written, an older form writes nothing.
        await turned.People.PressesAsync(Ann, asked, "Save", Cancel, Written("Another.", "nothing", ""), form.Card);
        Assert.Equal("The way back was never rehearsed.", (await NowAsync(turned, Cancel)).Review!.Learnings);

        // The day before, on its day, and after it a few times; once each, however often the clock looks.
        await turned.TurnAsync(TimeSpan.FromDays(9) + TimeSpan.FromHours(1), Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(30), Cancel);
        Assert.Single(Shown(turned, Ann, Open));
        await turned.TurnAsync(TimeSpan.FromDays(1), Cancel);
        Assert.Equal(2, Shown(turned, Ann, Open).Count);
        Assert.Single(Shown(turned, Ann, Asked));
        var reminded = Shown(turned, Ann, Open)[1];
        await ThroughAsync(turned, Ann, reminded, Cancel, ("Fix is done", null), ("Save", new() { ["fix"] = "1" }));
        var left = await ThroughAsync(turned, Ann, reminded, Cancel, ("Fix is done", null), ("Save", new() { ["fix"] = "2" }));
        Assert.Contains("Watch the queue (Erin, by 27 Mar 2026) – done", left.Text, StringComparison.Ordinal);
        await turned.TurnAsync(TimeSpan.FromDays(7), Cancel);
        await turned.TurnAsync(TimeSpan.FromDays(1), Cancel);
        Assert.Equal(2, Shown(turned, Ann, Open).Count);
        await AssertWholeAsync(turned, Cancel);
        Assert.NotNull(card.Card);
    }

    [Fact]
    public async Task It_is_asked_for_again_while_nobody_has_written_it()
    {
        await using var turned = await BeginAsync();
        await CloseAsync(turned);
        await turned.TurnAsync(TimeSpan.FromDays(1), Cancel);
        Assert.Single(Shown(turned, Ann, Asked));
        await turned.TurnAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10), Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(30), Cancel);
        Assert.Equal(2, Shown(turned, Ann, Asked).Count);

        // Compared with an earlier launch of those that the reader may see.
        await SaysAsync(turned, Ann, "launch Vega", Cancel);
        var asked = Shown(turned, Ann, Asked)[0];
        var published = await SaveAsync(turned, asked, "Nothing new.", "nothing", "Vega");
        Assert.Contains("Vega: S1: 0, S2: 0, S3: 0, S4: 0; alarms: 0", published.Text, StringComparison.Ordinal);
        var hers = await CardOfAsync(turned, Olga, Cancel);
        Assert.Contains("Nothing new.", Texts(hers), StringComparison.Ordinal);
        Assert.Contains("Orion: S1: 3, S2: 0", Texts(hers), StringComparison.Ordinal);
        await turned.TurnAsync(TimeSpan.FromDays(3), Cancel);
        Assert.Equal(2, Shown(turned, Ann, Asked).Count);
    }

    private static Task<Turned> BeginAsync() => OrionLaunch.BeginAsync(new Dictionary<string, string?>(), Cancel);

    private static async Task<FakeMessage> CloseAsync(Turned turned)
    {
        var card = await CardOfAsync(turned, Ann, Cancel);
        JsonObject ending = new()
        {
            ["outcome"] = "Sold out in two days.",
            ["before"] = "AtRisk",
            ["after"] = "OnTrack",
        };
        await ThroughAsync(turned, Ann, card, Cancel, ("Close the launch", null), ("Save", ending));
        return card;
    }

    private static JsonObject Written(string learnings, string toFix, string before) =>
        new()
        {
            ["learnings"] = learnings,
            ["toFix"] = toFix,
            ["before"] = before,
        };

    private static Task<PressAnswer> SaveAsync(Turned turned, FakeMessage asked, string learnings, string toFix, string before = "") =>
        ThroughAsync(turned, Ann, asked, Cancel, ("Post-mortem", null), ("Save", Written(learnings, toFix, before)));
}
