using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A team is linked to another channel while it has open escalations.</summary>
public sealed class A_team_moves
{
    private const string NewRoom = "19:newroom@thread.tacv2";

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_cards_come_along_the_old_ones_say_so_and_alarms_reach_the_new_place()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var old = await turned.RouteAsync("S2", Cancel);
        await MoveAsync(turned);

        Assert.True(Shows(turned.CardIn(NewRoom), "Who takes it on?"));
        var left = Assert.Single(turned.Teams.In(Engineering), m => m.Id == old.Id);
        Assert.True(Shows(left, "ESC-2026-0001 has moved: Engineering receives in another place now."));
        Assert.Empty(Buttons(left.Card!));

        await turned.TurnAsync(TimeSpan.FromMinutes(45), Cancel);
        var alarm = Assert.Single(turned.Teams.In(NewRoom), m => m.Text?.Contains("Nobody has acknowledged it yet") is true);
        Assert.Equal(turned.CardIn(NewRoom).ConversationId, alarm.ConversationId);
        Assert.Empty(turned.Said(Engineering, "Nobody has acknowledged it yet"));
        await turned.PressAsync(Bob, turned.CardIn(NewRoom), "Acknowledge", Cancel);
        Assert.Equal("Bob Stone", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);

        // And back: the channel that had it before gets a card that can be worked with.
        await turned.People.SaysInAsync(Bob, Engineering, "link engineering", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("Post update", Buttons(turned.CardIn(Engineering).Card!));
        Assert.Single(turned.Teams.In(Engineering), m => Shows(m, "Acme Corp"));
        Assert.True(Shows(turned.CardIn(NewRoom), "has moved: Engineering receives in another place now."));
    }

    [Fact]
    public async Task What_is_resolved_and_waits_to_be_confirmed_comes_along_as_well()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        await turned.PressAsync(Bob, card, "Resolve", Cancel, submit: "Resolve", inputs: new() { ["kind"] = "fix", ["text"] = "Deployed 4.2.1" });
        await MoveAsync(turned);
        Assert.True(Shows(turned.CardIn(NewRoom), "Deployed 4.2.1"));
    }

    /// <summary>What could not be posted in the old place, and comes to be sent after the team has moved, is not shown there.</summary>
    [Fact]
    public async Task What_waited_for_the_old_place_does_not_come_there_after_the_move()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var review = await turned.Story.ReviewAsync(Cancel);
        turned.Teams.Refuse(Engineering, 404, "ConversationNotFound");
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S1", because: "So it is."));
        await turned.Story.QuietAsync(Cancel);
        await MoveAsync(turned);
        turned.Teams.Accept(Engineering);
        for (var waits = 0; waits < 4; waits++)
        {
            await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);
        }

        Assert.True(Shows(turned.CardIn(NewRoom), "Acknowledge by"));
        Assert.DoesNotContain(turned.Teams.In(Engineering), m => m.Card is not null);
        await turned.People.SaysInAsync(Cleo, Engineering, "status ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Engineering, "I do not know ESC-2026-0001."));
    }

    /// <summary>An alarm of one whose turn has not come is said in the new place, by itself or in a list; the card follows.</summary>
    [Fact]
    public async Task An_alarm_finds_its_place_before_the_card_has_come_there()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var changes = OpenEscalations.Routed(FakeTeams.Tenant, Ann.Known(), Enumerable.Repeat(Severity.S3, 25), at: Tuesday.AddDays(-1).AddMinutes(5));
        await turned.Store.CommitAllAsync(FakeTeams.Tenant, Tuesday, changes, Cancel);
        await MoveAsync(turned);
        await CardsAsync(turned, 10);
        Assert.Equal(10, turned.Teams.In(NewRoom).Count(m => m.Card is not null));

        foreach (var cards in new[] { 20, 25, 25, 25, 25, 25 })
        {
            await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);
            await CardsAsync(turned, cards);
        }

        foreach (var customer in Enumerable.Range(1, 25).Select(n => $"Customer {n}"))
        {
            var card = Assert.Single(turned.Teams.In(NewRoom), m => m.Card is not null && PressAnswer.Texts(m.Card).Contains(customer));
            Assert.Contains(turned.Teams.In(NewRoom), m =>
                m.Text?.Contains("obody has acknowledged it", StringComparison.Ordinal) is true
                && (m.ConversationId == card.ConversationId || m.Text.Split('\n').Any(row => row.Contains($" {customer}: ", StringComparison.Ordinal)))
            );
        }
    }

    [Fact]
    public async Task A_kill_in_the_middle_loses_none()
    {
        TestStore.NeedsSqlite();
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        teams.AddChannel(Engineering, Bob, Cleo);
        using (var store = SqliteStore.Open(Path.Combine(folder.Path, "escalations.db")))
        {
            var future = DateTimeOffset.Parse("2099-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
            await store.CommitAllAsync(
                FakeTeams.Tenant,
                EventSamples.Start,
                OpenEscalations.Routed(FakeTeams.Tenant, Ann.Known(), Enumerable.Repeat(Severity.S3, 14), at: future),
                Cancel
            );
        }

        await using (var bot = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never")))
        {
            using var http = new HttpClient { BaseAddress = bot.Address };
            await new FakeClient(http, teams).SaysInAsync(Bob, Engineering, "link engineering", Cancel);
            await teams.ShowsAsync(Engineering, m => Shows(m, "Customer 3"), "the first cards", Cancel);
            await bot.KillAsync(Cancel);
        }

        await using (var bot = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never")))
        {
            for (var seconds = 0; seconds < 120 && Cards().Distinct().Count() < 14; seconds++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), RealTime, Cancel);
            }
        }

        Assert.Equal(14, Cards().Distinct().Count());

        // One card at most was just being sent.
        Assert.InRange(Cards().Count, 14, 15);

        List<string> Cards() =>
            [
                .. teams
                    .In(Engineering)
                    .Where(m => m.Card is not null)
                    .Select(m => PressAnswer.Texts(m.Card).First(t => t.StartsWith("Customer ", StringComparison.Ordinal))),
            ];
    }

    /// <summary>Waits until so many cards are in the new place, at most half a minute.</summary>
    private static async Task CardsAsync(Turned turned, int count)
    {
        for (var i = 0; i < 300 && turned.Teams.In(NewRoom).Count(m => m.Card is not null) < count; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), RealTime, Cancel);
        }
    }

    private static async Task MoveAsync(Turned turned)
    {
        turned.Teams.AddChannel(NewRoom, Bob, Cleo);
        await turned.People.SaysInAsync(Bob, NewRoom, "link engineering", Cancel);
        await turned.Story.QuietAsync(Cancel);
    }

#pragma warning disable RS0030 // Waiting for another program is done in real time.
    private static TimeProvider RealTime => TimeProvider.System;
#pragma warning restore RS0030
}
