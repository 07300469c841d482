using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Teams says that a channel was deleted, or that the bot was removed: that is known before any message comes back.</summary>
public sealed class A_place_is_lost
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>No message is owed to the channel: without the event nobody would know before the next deadline.</summary>
    [Theory]
    [InlineData("channelDeleted", "it has been deleted")]
    [InlineData("teamDeleted", "it has been deleted with its team")]
    [InlineData("teamMemberRemoved", "I have been removed from it")]
    [InlineData("remove", "I have been removed from it")]
    public async Task What_is_open_there_goes_up_at_once_and_administrators_and_the_csm_hear_why(string what, string why)
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        turned.Teams.Refuse(Engineering, 403, "BotNotInConversationRoster");
        var news = Leaving(turned, what);
        Assert.Equal(System.Net.HttpStatusCode.OK, await turned.People.SendAsync(news, Cancel));
        await turned.Story.QuietAsync(Cancel);

        Assert.True(Shows(turned.CardIn(Turned.Hanna.ChatId), "Acknowledge by"));
        Assert.Single(turned.Said(Ann.ChatId, $": {why}. Ask somebody there"));
        Assert.Contains($": {why}. ", Assert.Single(turned.Said(Bob.ChatId, "which receives for Engineering")));
        Assert.Equal(("engineering", DeadLetterCause.Gone), ((await turned.HistoryAsync(Cancel)).OfType<DeliveryFailed>().Select(e => (e.Team, e.Cause)).Single()));
        Assert.Equal("engineering", Assert.Single((await turned.HistoryAsync(Cancel)).OfType<EscalatedUp>()).NotReached);

        // Teams repeats its news.
        await turned.People.SendAsync(news, Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Bob.ChatId, "which receives for Engineering"));
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed);
    }

    [Theory]
    [InlineData("channelDeleted", "channelRestored")]
    [InlineData("teamDeleted", "teamRestored")]
    [InlineData("teamMemberRemoved", "teamMemberAdded")]
    [InlineData("remove", "add")]
    public async Task A_place_that_is_back_is_asked_again(string lost, string back)
    {
        await using var turned = await BeginAsync();
        await turned.People.SendAsync(Leaving(turned, lost), Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(new ToChannel(Engineering), Assert.Single(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel), lost => lost.Place == new ToChannel(Engineering)).Place);

        await turned.People.SendAsync(Leaving(turned, back), Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Empty(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel));
        await turned.RouteAsync("S2", Cancel);
        Assert.True(Shows(turned.CardIn(Engineering), "Acknowledge by"));
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is EscalatedUp);
    }

    [Theory]
    [InlineData("installationUpdate")]
    [InlineData("conversationUpdate")]
    public async Task Who_removes_the_bot_from_their_chat_is_passed_over(string type)
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        var news = turned.People.Activity(Turned.Hanna, type, FakeClient.Chat(Turned.Hanna), null);
        news["action"] = type == "installationUpdate" ? "remove" : null;
        news["membersRemoved"] = type == "installationUpdate" ? null : new JsonArray(new JsonObject { ["id"] = "28:bot" });
        await turned.People.SendAsync(news, Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("which receives for Head of Engineering: they have removed me.", Assert.Single(turned.Said(Bob.ChatId, "I can no longer reach")));

        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        Assert.Single(turned.Said(Ann.ChatId, "Head of Engineering cannot be reached"));
        Assert.DoesNotContain(turned.Teams.In(Turned.Hanna.ChatId), m => Shows(m, "Acknowledge by"));
    }

    /// <summary>An archived team can be read, and is brought back as it was.</summary>
    [Fact]
    public async Task An_archived_team_is_not_lost()
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        await turned.People.SendAsync(Leaving(turned, "teamArchived"), Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Empty(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel));
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed);
    }

    private static async Task<Turned> BeginAsync()
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        return turned;
    }

    /// <param name="what">An event of a team or channel, or the action of an installation.</param>
    private static JsonObject Leaving(Turned turned, string what)
    {
        var isInstallation = what is "add" or "remove";
        var activity = turned.People.Activity(Bob, isInstallation ? "installationUpdate" : "conversationUpdate", FakeClient.Channel(Engineering), $"news-{what}");
        activity["channelData"]!["team"] = new JsonObject { ["id"] = "19:general@thread.tacv2" };
        if (isInstallation)
        {
            activity["action"] = what;
            return activity;
        }

        activity["channelData"]!["eventType"] = what;
        if (what.StartsWith("channel", StringComparison.Ordinal))
        {
            activity["channelData"]!["channel"] = new JsonObject { ["id"] = Engineering };
        }

        if (what.StartsWith("teamMember", StringComparison.Ordinal))
        {
            activity[what == "teamMemberAdded" ? "membersAdded" : "membersRemoved"] = new JsonArray(new JsonObject { ["id"] = "28:bot" });
        }

        return activity;
    }
}
