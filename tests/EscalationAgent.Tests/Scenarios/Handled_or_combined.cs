using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Not every brief goes to a team: its CSM handles it, or lets an open escalation stand for it too (R15).</summary>
public sealed class Handled_or_combined
{
    private const string First = "ESC-2026-0001";
    private const string Second = "ESC-2026-0002";

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Another CSM of Acme, who is in the team's channel.</summary>
    private static readonly FakePerson Dora = new("Dora Second");

    /// <summary>Another CSM of Acme, who is in no channel.</summary>
    private static readonly FakePerson Eve = new("Eve Outsider");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_CSM_of_a_customer_sees_the_first_ones_and_combines_and_another_handles_hers_directly()
    {
        await using var turned = await BeginAsync();
        await turned.AcknowledgedAsync("S3", Cancel);
        await turned.People.SaysAsync(Bob, "hello", Cancel);

        var review = await ReviewAsync(turned, Dora);
        Assert.Contains("Is it one of these?", Texts(review));
        Assert.Contains(Texts(review), text => text.StartsWith($"**{First}** · API latency", StringComparison.Ordinal));
        Assert.Contains(Texts(review), text => text.StartsWith("Acknowledged, went to its team 1 min ago: also about Acme Corp; ", StringComparison.Ordinal));
        Assert.True(review.Card!["actions"]!.AsArray().Count <= 6);

        var form = await turned.People.PressesAsync(Dora, review, "Combine with it", Cancel);
        var done = await turned.People.PressesAsync(
            Dora,
            review,
            "Combine",
            Cancel,
            new JsonObject { ["other"] = First, ["because"] = "Two more of their teams have it." },
            form.Card
        );
        await turned.Story.QuietAsync(Cancel);

        Assert.Contains($"{Second} ended for {First}", done.Text);
        Assert.Contains($"Combined with {First}", done.Text);
        const string Told = $"**Dora Second** has the same matter: {Second} was combined with this one.";
        var line = Assert.Single(turned.Said(Engineering, Told));
        Assert.Contains("“Acme Corp: API latency issue", line);
        Assert.EndsWith("Two more of their teams have it.", line);
        Assert.Single(turned.Said(Ann.ChatId, Told));
        Assert.Single(turned.Said(Bob.ChatId, Told)); // Its owner.
        Assert.Contains(Second, PressAnswer.Texts(turned.CardIn(Engineering).Card!));
        Assert.Equal(First, (await turned.Story.FindAsync(2, Cancel)).Outcome.CombinedInto.ToString());
        Assert.Equal([Second], (await turned.Story.FindAsync(1, Cancel)).CombinedFrom.Select(id => id.ToString()));
        await turned.People.SaysAsync(Ann, $"status {First}", Cancel);
        await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, $"{Second} was combined with this one"), "the history with what was added", Cancel);

        // What she may not see is not shown to her: she handles hers.
        var alone = await ReviewAsync(turned, Eve);
        Assert.DoesNotContain(Texts(alone), text => text.Contains(First, StringComparison.Ordinal) || text == "Is it one of these?");
        var asked = await turned.People.PressesAsync(Eve, alone, "Handle it myself, without a team", Cancel);
        var before = turned.Teams.In(Engineering).Count;
        var handled = await turned.People.PressesAsync(
            Eve,
            alone,
            "Handle it myself",
            Cancel,
            new JsonObject { ["because"] = "I walk them through the reports." },
            asked.Card
        );
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("Handled directly", handled.Text);
        Assert.Contains("I walk them through the reports.", handled.Text);
        Assert.Equal(before, turned.Teams.In(Engineering).Count);
        Assert.Equal(Status.Withdrawn, (await turned.Story.FindAsync(3, Cancel)).Status);

        var report = await turned.People.Http.GetStringAsync("/api/reports/weekly", Cancel);
        Assert.Equal(
            """{"handled_directly":1,"combined":1,"over_escalated":0,"under_escalated":0,"routed_late":0}""",
            JsonNode.Parse(report)!["choices"]!.ToJsonString()
        );
        await turned.People.SaysInAsync(Bob, Leadership, "summary", Cancel);
        await turned.Teams.ShowsAsync(Leadership, m => Shows(m, "1 handled directly, 1 combined with another one"), "the week", Cancel);

        // Whose brief was combined hears what comes of the other one.
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["text"] = "Index added." });
        var heard = Assert.Single(turned.Said(Dora.ChatId, "Index added."));
        Assert.Contains(First, heard, StringComparison.Ordinal);
        Assert.Empty(turned.Said(Eve.ChatId, "Index added."));

        // Restored like a withdrawn one.
        await turned.People.SaysAsync(Eve, "restore ESC-2026-0003", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal((Status.Draft, (string?)null), await turned.Story.FindAsync(3, Cancel) is var back ? (back.Status, back.Outcome.Handling) : default);
    }

    [Fact]
    public async Task Both_can_be_said_in_words()
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S3", Cancel);
        await ReviewAsync(turned, Dora);

        await turned.People.SaysAsync(Dora, $"combine {Second} with {First}", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Dora.ChatId, $"{Second} ended for {First}"));
        Assert.Single(turned.Said(Engineering, $"{Second} was combined with this one."));

        await ReviewAsync(turned, Eve);
        await turned.People.SaysAsync(Eve, "handle ESC-2026-0003 myself", Cancel);
        await turned.Teams.ShowsAsync(Eve.ChatId, m => Shows(m, "What will you do?"), "the question what she will do", Cancel);
        await turned.People.SaysAsync(Eve, "handle ESC-2026-0003 myself: I call them today", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal("I call them today", (await turned.Story.FindAsync(3, Cancel)).Outcome.Handling);
    }

    [Fact]
    public async Task What_has_ended_meanwhile_or_may_not_be_seen_is_refused_and_the_brief_stays()
    {
        await using var turned = await BeginAsync();
        var card = await turned.AcknowledgedAsync("S3", Cancel);
        var review = await ReviewAsync(turned, Dora);
        var form = await turned.People.PressesAsync(Dora, review, "Combine with it", Cancel);
        await turned.PressAsync(Bob, card, "Resolve", Cancel, "Resolve", new JsonObject { ["kind"] = "fix", ["text"] = "Index added." });

        var late = await turned.People.PressesAsync(Dora, review, "Combine", Cancel, new JsonObject { ["other"] = First }, form.Card);
        Assert.Contains($"{First} is resolved: only what is open with a team can stand for another one too.", late.Text);
        Assert.Contains("What came of it: Index added.", late.Text);
        Assert.DoesNotContain("Combine with it", Buttons(late.Card!));

        await ReviewAsync(turned, Eve);
        foreach (var id in new[] { First, "ESC-2026-7777", Second })
        {
            await turned.People.SaysAsync(Eve, $"combine ESC-2026-0003 with {id}", Cancel);
            await turned.Story.QuietAsync(Cancel);
            Assert.Single(turned.Said(Eve.ChatId, $"I do not know {id}."));
        }

        await turned.People.SaysAsync(Eve, "combine ESC-2026-0003 with ESC-2026-0003", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Eve.ChatId, "a brief cannot be combined with itself"));
        Assert.Equal(Status.Draft, (await turned.Story.FindAsync(2, Cancel)).Status);
        Assert.Equal(Status.Draft, (await turned.Story.FindAsync(3, Cancel)).Status);
        Assert.Empty((await turned.Story.FindAsync(1, Cancel)).CombinedFrom);
    }

    /// <summary>The delivery comes twice, as after an answer that was lost: nobody is told twice.</summary>
    [Fact]
    public async Task A_second_delivery_tells_nobody_again()
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S3", Cancel);
        var review = await ReviewAsync(turned, Dora);
        var form = await turned.People.PressesAsync(Dora, review, "Combine with it", Cancel);
        for (var time = 0; time < 2; time++)
        {
            await turned.People.PressesAsync(Dora, review, "Combine", Cancel, new JsonObject { ["other"] = First }, form.Card, "same-press");
            await turned.Story.QuietAsync(Cancel);
        }

        Assert.Single(turned.Said(Engineering, $"{Second} was combined with this one."));
        Assert.Single(await turned.Story.EventsAsync(new(2026, 2), Cancel), e => e is CombinedInto);
    }

    private static async Task<Turned> BeginAsync()
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel);
        turned.Teams.AddChannel(Engineering, Bob, Cleo, Dora);
        turned.Clock.Advance(TimeSpan.FromHours(2));
        return turned;
    }

    /// <summary>Somebody writes of what Ann wrote, and has the review card before them.</summary>
    private static async Task<FakeMessage> ReviewAsync(Turned turned, FakePerson who)
    {
        await turned.People.SaysAsync(who, $"escalate {Notes}", Cancel);
        await turned.Teams.ShowsAsync(who.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);
        turned.Clock.Advance(TimeSpan.FromMinutes(1));
        await turned.People.SaysAsync(who, Ask, Cancel);
        return await turned.Teams.ShowsAsync(who.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);
    }

    private static IReadOnlyList<string> Texts(FakeMessage message) => [.. PressAnswer.Texts(message.Card!)];
}
