using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using static EscalationAgent.Tests.Scenarios.LaunchSteps;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>When a decision stalls, the escalation lead calls an urgent meeting with those who are needed, the sponsor among them (A039).</summary>
public sealed class An_urgent_meeting
{
    private const string Called = "calls an urgent meeting on ESC-2026-0601 (Orion): its decision stalls.";

    private static readonly FakePerson Paul = new("Paul Product");
    private static readonly FakePerson Sam = new("Sam Sponsor");
    private static readonly FakePerson Olga = new("Olga Outsider");
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_lead_calls_it_and_all_who_are_needed_are_asked_once()
    {
        await using var turned = await BeginAsync();

        // Nothing stalls: there is nothing to call a meeting for.
        var before = await CardOfAsync(turned, Ann, Cancel);
        Assert.DoesNotContain("Urgent meeting", Buttons(before.Card!));
        await OrionLaunch.CommitAsync(turned, OrionLaunch.Matter(600, Tuesday.AddDays(-3), Severity.S2, "defect", null), Cancel);
        Assert.DoesNotContain("Urgent meeting", Buttons((await CardOfAsync(turned, Ann, Cancel)).Card!));

        await StallAsync(turned);
        var card = await CardOfAsync(turned, Ann, Cancel);
        Assert.Contains("The decision stalls: ESC-2026-0601", Texts(card), StringComparison.Ordinal);
        var form = await ThroughAsync(turned, Ann, card, Cancel, ("Urgent meeting", null));
        Assert.DoesNotContain("ESC-2026-0600", form.Card!.ToJsonString(), StringComparison.Ordinal);
        var unsaid = await turned.People.PressesAsync(Ann, card, "Save", Cancel, Meeting("ESC-2026-0601", "", "yes"), form.Card);
        Assert.Contains("Please say when and where", unsaid.Text, StringComparison.Ordinal);
        var other = await turned.People.PressesAsync(Ann, card, "Save", Cancel, Meeting("ESC-2026-0600", "Today 15:00", "yes"), form.Card);
        Assert.Contains("Choose a matter whose decision stalls", other.Text, StringComparison.Ordinal);

        for (var press = 0; press < 2; press++)
        {
            await turned.People.PressesAsync(Ann, card, "Save", Cancel, Meeting("ESC-2026-0601", "Today 15:00, room 4", "yes"), form.Card);
            await turned.Story.QuietAsync(Cancel);
        }

        foreach (var asked in new[] { Paul, Sam })
        {
            Assert.Contains("When and where: Today 15:00, room 4.", Assert.Single(turned.Said(asked.ChatId, Called)), StringComparison.Ordinal);
        }

        Assert.Empty(turned.Said(Ann.ChatId, Called));
        Assert.Empty(turned.Said(Olga.ChatId, Called));
        Assert.Contains("ESC-2026-0601: Today 15:00, room 4 (Ann Csm, Tue 10 Mar", Texts(await CardOfAsync(turned, Ann, Cancel)), StringComparison.Ordinal);
        Assert.Single((await NowAsync(turned, Cancel)).Meetings);
        await AssertWholeAsync(turned, Cancel);
    }

    [Fact]
    public async Task Nobody_but_the_lead_calls_it_and_the_sponsor_is_asked_where_the_lead_says_so()
    {
        await using var turned = await BeginAsync();
        await StallAsync(turned);
        var his = await CardOfAsync(turned, Paul, Cancel);
        Assert.DoesNotContain("Urgent meeting", Buttons(his.Card!));
        var data = FakeClient.Actions(his.Card).First(a => (string?)a["verb"] is not null)["data"]!.DeepClone().AsObject();
        foreach (var (name, value) in Meeting("ESC-2026-0601", "Today 15:00", "yes"))
        {
            data[name] = value!.DeepClone();
        }

        var refused = await turned.People.PressesAsync(Paul, his, "launch-meeting-save", data, Cancel);
        Assert.Contains("The escalation lead calls an urgent meeting: that is Ann Csm", refused.Text, StringComparison.Ordinal);

        var card = await CardOfAsync(turned, Ann, Cancel);
        await ThroughAsync(turned, Ann, card, Cancel, ("Urgent meeting", null), ("Save", Meeting("ESC-2026-0601", "Today 15:00", "no")));
        Assert.Single(turned.Said(Paul.ChatId, Called));
        Assert.Empty(turned.Said(Sam.ChatId, Called));
    }

    private static async Task<Turned> BeginAsync()
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        await SaysAsync(turned, Olga, "hello", Cancel);
        await StartAsync(turned, Cancel, (Paul, "product_owner"), (Sam, "senior_sponsor"));
        return turned;
    }

    /// <summary>The day of its decision is over since yesterday.</summary>
    private static Task<Escalations.Ports.FirstAnswer?> StallAsync(Turned turned) =>
        OrionLaunch.CommitAsync(turned, OrionLaunch.Matter(601, Tuesday.AddDays(-61), Severity.S2, "defect", null), Cancel);

    private static JsonObject Meeting(string matter, string when, string sponsor) =>
        new()
        {
            ["matter"] = matter,
            ["when"] = when,
            ["sponsor"] = sponsor,
        };
}
