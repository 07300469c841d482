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

    [Fact] // A051, A052
    public async Task Owners_are_known_told_and_reminded_and_it_can_be_corrected()
    {
        await using var turned = await BeginAsync();
        await SaysAsync(turned, Nora, "hello", Cancel);
        await ThroughAsync(
            turned,
            Ann,
            await CardOfAsync(turned, Ann, Cancel),
            Cancel,
            ("Roles", null),
            ("Save", new() { ["role-product_owner"] = Paul.Name, ["role-support_representative"] = Olga.Name })
        );
        await CloseAsync(turned);
        var asked = Assert.Single(Shown(turned, Ann, Asked));

        // Days are taken as people write them; one that is over is asked about.
        var past = await SaveAsync(turned, asked, "The way back was never rehearsed.", "Rehearse - Paul Product - 01.03.2026");
        Assert.Contains("1 Mar 2026 is in the past", past.Text, StringComparison.Ordinal);
        var yesterday = await SaveAsync(turned, asked, "The way back was never rehearsed.", "Rehearse - Paul Product - yesterday");
        Assert.Contains("has no date", yesterday.Text, StringComparison.Ordinal);
        const string Fixes = "Rehearse the way back - paul - 20.03.2026\nWatch the queue - Payments team - by 27 March\nCall - nora nobody - next Monday";
        var published = await SaveAsync(turned, asked, "The way back was never rehearsed.", Fixes);
        Assert.Contains("Rehearse the way back (Paul Product, by 20 Mar 2026)", published.Text, StringComparison.Ordinal);
        Assert.Contains("Watch the queue (Payments team, by 27 Mar 2026)", published.Text, StringComparison.Ordinal);
        Assert.Contains("Call (Nora Nobody, by 16 Mar 2026)", published.Text, StringComparison.Ordinal);
        Assert.Contains("I do not know Payments team", published.Text, StringComparison.Ordinal);

        // Who is to change something hears that, and what it is; all its other people that it is there.
        const string Yours = "Orion: this is yours to change";
        var his = Assert.Single(Shown(turned, Paul, Yours));
        Assert.Contains("Rehearse the way back", Texts(his), StringComparison.Ordinal);
        Assert.DoesNotContain("Watch the queue", Texts(his), StringComparison.Ordinal);
        Assert.Single(Shown(turned, Nora, Yours));
        Assert.Single(Shown(turned, Olga, "Ann Csm has written the post-mortem."));
        Assert.Empty(Shown(turned, Paul, "Ann Csm has written the post-mortem."));

        // The day before, on its day: of his own, him; of all, the lead.
        await turned.TurnAsync(TimeSpan.FromDays(9) + TimeSpan.FromHours(1), Cancel);
        Assert.Equal(2, Shown(turned, Paul, Yours).Count);
        Assert.Single(Shown(turned, Ann, Open).Where(m => Texts(m).Contains("Watch the queue", StringComparison.Ordinal)).Take(1));

        // Corrected: what is done stays done, who is new hears it, and an older form undoes nothing.
        var older = await ThroughAsync(turned, Ann, asked, Cancel, ("Show the launch", null), ("Correct post-mortem", null));
        Assert.Contains("Watch the queue - Payments team - 2026-03-27", older.Card!.ToJsonString(), StringComparison.Ordinal);
        await ThroughAsync(turned, Paul, his, Cancel, ("Fix is done", null), ("Save", new() { ["fix"] = "1" }));
        const string Corrected = "Rehearse the way back - Paul Product - 20 Mar 2026\nWatch the queue - Olga - 27 Mar 2026";
        await ThroughAsync(
            turned,
            Ann,
            asked,
            Cancel,
            ("Show the launch", null),
            ("Correct post-mortem", null),
            ("Save", Written("The way back was rehearsed once.", Corrected, ""))
        );
        var review = (await NowAsync(turned, Cancel)).Review!;
        Assert.Equal("The way back was rehearsed once.", review.Learnings);
        Assert.Equal([false, true], review.Fixes.Select(fix => fix.IsOpen));
        Assert.Single(Shown(turned, Olga, Yours));
        var stale = await turned.People.PressesAsync(Ann, asked, "Save", Cancel, Written("Another.", "nothing", ""), older.Card);
        Assert.Contains("Somebody has just changed it", stale.Text, StringComparison.Ordinal);
        await AssertWholeAsync(turned, Cancel);
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
