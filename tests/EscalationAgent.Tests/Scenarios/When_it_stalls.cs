using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>No progress for too long, and what people decide then (C055-C057, R18, R21, C088).</summary>
public sealed class When_it_stalls
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_48_hours_an_S2_stalls_and_csm_and_manager_get_the_card_with_timeline_and_history()
    {
        await using var turned = await StalledAsync("S2", TimeSpan.FromHours(48));
        foreach (var chat in new[] { Ann.ChatId, Turned.Hanna.ChatId })
        {
            var card = turned.CardIn(chat);
            Assert.True(Shows(card, "No progress for 2 d, since Tue 10 Mar"), chat);
            Assert.True(Shows(card, "4 March: ticket raised to P1"), "the timeline");
            Assert.True(Shows(card, "acknowledged it and owns it"), "the history");
            Assert.Equal(
                ["Push harder", "Accept the timeline", "Find another path"],
                Buttons(card.Card!).Except(["Why these dates?", "Whole brief", "What happened before"]).Take(3)
            );
        }

        Assert.Single(turned.Said(Engineering, "It stalls: no progress since Tue 10 Mar, 09:00 UTC."));
        Assert.Equal(Status.Stalled, (await turned.EscalationAsync(Cancel)).Status);

        // The team's progress ends it, on all cards.
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("Found it."));
        Assert.Equal(Status.InProgress, (await turned.EscalationAsync(Cancel)).Status);
        Assert.DoesNotContain("Push harder", Buttons(turned.CardIn(Ann.ChatId).Card!));
        Assert.DoesNotContain("Push harder", Buttons(turned.CardIn(Turned.Hanna.ChatId).Card!));
    }

    /// <summary>4D-9: reminders, the CSM's acts and what the customer is told move nothing.</summary>
    [Fact]
    public async Task Only_the_teams_acts_are_progress()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(47), Cancel);
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "I told the customer", Cancel, "I told the customer", new() { ["text"] = "We are on it." });
        await turned.ReclassifyAsync("S1", "The board asks.", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(48), Cancel);
        Assert.Equal(Status.Stalled, (await turned.EscalationAsync(Cancel)).Status);
    }

    [Fact]
    public async Task Pushing_harder_brings_it_one_rung_up_with_the_cause_on_record()
    {
        await using var turned = await StalledAsync("S2", TimeSpan.FromHours(48));
        await turned.PressAsync(
            Ann,
            turned.CardIn(Ann.ChatId),
            "Push harder",
            Cancel,
            "One rung up",
            new() { ["cause"] = "cracks", ["because"] = "Nobody answers." }
        );
        Assert.Equal(new PushedHarder(StallCause.FellThroughTheCracks, "Nobody answers."), (await turned.HistoryAsync(Cancel)).OfType<PushedHarder>().Single());
        Assert.Equal("head_of_engineering", (await turned.HistoryAsync(Cancel)).OfType<EscalatedUp>().Single().To);
        Assert.Contains("Post update", Buttons(turned.CardIn(Turned.Hanna.ChatId).Card!));
        Assert.Single(turned.Said(Engineering, "**Ann Csm** decided to push harder (it fell through the cracks): Nobody answers."));
        Assert.Equal(Status.Stalled, (await turned.EscalationAsync(Cancel)).Status);

        // It goes on being watched: without progress there is a word again, and no second push by itself.
        await turned.TurnAsync(TimeSpan.FromHours(48), Cancel);
        Assert.Contains(turned.Said(Ann.ChatId, "It still stalls"), _ => true);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is EscalatedUp);
    }

    [Fact]
    public async Task Accepting_the_timeline_sets_a_new_day_and_a_new_clock()
    {
        await using var turned = await StalledAsync("S2", TimeSpan.FromHours(48));
        var hers = turned.CardIn(Turned.Hanna.ChatId);
        var refused = await turned.PressAsync(
            Turned.Hanna,
            hers,
            "Accept the timeline",
            Cancel,
            "Accept the timeline",
            new() { ["cause"] = "harder", ["date"] = "2026-03-11" }
        );
        Assert.Contains("today or later", refused.Text);
        await turned.PressAsync(
            Turned.Hanna,
            hers,
            "Accept the timeline",
            Cancel,
            "Accept the timeline",
            new() { ["cause"] = "harder", ["date"] = "2026-03-20" }
        );
        var escalation = await turned.EscalationAsync(Cancel);
        Assert.Equal(Status.InProgress, escalation.Status);
        Assert.Equal(new DateTimeOffset(2026, 3, 20, 17, 0, 0, TimeSpan.Zero), escalation.DueAt(DeadlineKind.Outcome));
        Assert.Single(turned.Said(Ann.ChatId, "**Hanna Head** decided to accept the timeline: expected on 20 Mar 2026 (it is harder than expected)."));

        // It does not stall before that day, an update in between or not, and does after it.
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("Half of it is done."));
        await turned.TurnToAsync(new(2026, 3, 20, 16, 59, 0, TimeSpan.Zero), Cancel);
        Assert.Equal(Status.InProgress, (await turned.EscalationAsync(Cancel)).Status);
        await turned.TurnToAsync(new(2026, 3, 20, 17, 0, 0, TimeSpan.Zero), Cancel);
        Assert.Equal(Status.Stalled, (await turned.EscalationAsync(Cancel)).Status);
    }

    [Theory]
    [InlineData("draft", Status.Draft)]
    [InlineData("withdraw", Status.Withdrawn)]
    public async Task Finding_another_path_takes_it_back(string path, Status becomes)
    {
        await using var turned = await StalledAsync("S2", TimeSpan.FromHours(48));
        await turned.PressAsync(
            Ann,
            turned.CardIn(Ann.ChatId),
            "Find another path",
            Cancel,
            "Take it back",
            new()
            {
                ["cause"] = "overloaded",
                ["path"] = path,
                ["because"] = "Product can do it.",
            }
        );
        var escalation = await turned.EscalationAsync(Cancel);
        Assert.Equal(becomes, escalation.Status);
        Assert.Null(escalation.Work.Owner);
        Assert.Contains(turned.Said(Engineering, "took it back to find another path (the team is overloaded): Product can do it."), _ => true);
        if (becomes == Status.Draft)
        {
            Assert.True(Shows(turned.CardIn(Ann.ChatId), "ready for your decision"));

            // What was taken back is not forgotten either.
            await turned.TurnAsync(TimeSpan.FromHours(6), Cancel);
            Assert.Contains(turned.Said(Ann.ChatId, "A new route is overdue since"), _ => true);
        }
    }

    [Fact]
    public async Task A_standard_one_stalls_after_five_business_days_and_not_on_a_weekend()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S3", Cancel);
        var fifth = new DateTimeOffset(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);
        await turned.TurnToAsync(new(2026, 3, 16, 16, 0, 0, TimeSpan.Zero), Cancel);
        await turned.TurnToAsync(fifth.AddSeconds(-1), Cancel);
        Assert.Equal(Status.Acknowledged, (await turned.EscalationAsync(Cancel)).Status);
        Assert.Contains(turned.Said(Engineering, "Post an update, or it counts as stalled at Tue 17 Mar, 09:00 UTC."), _ => true);
        await turned.TurnToAsync(fifth, Cancel);
        Assert.Equal(Status.Stalled, (await turned.EscalationAsync(Cancel)).Status);
    }

    [Fact]
    public async Task Others_cannot_decide()
    {
        await using var turned = await StalledAsync("S2", TimeSpan.FromHours(48));
        var forged = await turned.People.PressesAsync(
            Cleo,
            turned.CardIn(Ann.ChatId),
            "push-save",
            new System.Text.Json.Nodes.JsonObject
            {
                ["id"] = (await turned.EscalationAsync(Cancel)).Id.ToString(),
                ["seen"] = "99",
                ["cause"] = "cracks",
            },
            Cancel
        );
        Assert.Contains("I do not know", forged.Text);
        var inChannel = await turned.People.PressesAsync(
            Cleo,
            turned.CardIn(Engineering),
            "push-save",
            new System.Text.Json.Nodes.JsonObject
            {
                ["id"] = (await turned.EscalationAsync(Cancel)).Id.ToString(),
                ["seen"] = "99",
                ["cause"] = "cracks",
            },
            Cancel
        );
        Assert.Contains("or a manager of the team can do that", inChannel.Text);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is PushedHarder);
    }

    private static async Task<Turned> StalledAsync(string severity, TimeSpan after)
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.AcknowledgedAsync(severity, Cancel);
        await turned.TurnToAsync(Tuesday + after - TimeSpan.FromSeconds(1), Cancel);
        Assert.Equal(Status.Acknowledged, (await turned.EscalationAsync(Cancel)).Status);
        await turned.TurnToAsync(Tuesday + after, Cancel);
        return turned;
    }
}
