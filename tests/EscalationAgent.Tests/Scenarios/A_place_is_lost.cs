using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using TextAnalysis.Facts;
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
        Assert.Single(turned.Said(Ann.ChatId, $": {why}. Whoever may link it"));
        Assert.Contains($": {why}. ", Assert.Single(turned.Said(Bob.ChatId, "which receives for Engineering")));
        Assert.Equal(
            ("engineering", DeadLetterCause.Gone),
            ((await turned.HistoryAsync(Cancel)).OfType<DeliveryFailed>().Select(e => (e.Team, e.Cause)).Single())
        );
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
        Assert.Equal(
            new ToChannel(Engineering),
            Assert.Single(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel), lost => lost.Place == new ToChannel(Engineering)).Place
        );

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
        turned.Teams.Refuse(Turned.Hanna.ChatId, 403, "BotNotInConversationRoster");
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

    /// <summary>Before Route the review card says so, and Route sends nothing into the void: it waits for the new link.</summary>
    [Fact]
    public async Task A_team_whose_place_is_known_to_be_gone_is_not_routed_to_until_it_is_linked_anew()
    {
        await using var turned = await BeginAsync();
        var review = await turned.Story.ReviewAsync(Cancel);
        await turned.People.SendAsync(Leaving(turned, "channelDeleted"), Cancel);
        await turned.Story.QuietAsync(Cancel);

        var held = await turned.People.PressesAsync(Ann, review, "Route", Cancel, Choices());
        Assert.Contains(
            "Engineering cannot be reached (it has been deleted), so nothing was sent. An owner of that team in Teams, or one of those who administer me",
            held.Text
        );
        Assert.Contains("cannot be reached since 10 Mar 2026: it has been deleted", held.Text);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Choices(), card: held.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(Status.Draft, (await turned.EscalationAsync(Cancel)).Status);
        Assert.DoesNotContain(turned.Teams.In(Engineering), m => m.Card is not null);
        Assert.Single(
            turned.Said(Bob.ChatId, "Ann Csm wants to route ESC-2026-0001 to Engineering, which I cannot reach since 10 March: it has been deleted.")
        );

        await turned.People.SaysAsync(Ann, "links", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("; **gone since 10 Mar 2026** (it has been deleted)", Assert.Single(turned.Said(Ann.ChatId, "Who is linked to what")));

        turned.Teams.AddChannel("19:new@thread.tacv2", Bob, Cleo);
        await turned.People.SaysInAsync(Bob, "19:new@thread.tacv2", "link engineering", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Ann.ChatId, "Engineering has a channel now. You can route ESC-2026-0001."));
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, inputs: Choices());
        Assert.True(Shows(turned.CardIn("19:new@thread.tacv2"), "Acknowledge by"));
    }

    /// <summary>Nobody need link anything: what waits for the place comes when the bot is in it again, or somebody writes there.</summary>
    [Theory]
    [InlineData("teamMemberAdded")]
    [InlineData("add")]
    [InlineData("help")]
    public async Task What_waited_for_a_place_comes_when_it_is_back(string back)
    {
        await using var turned = await BeginAsync();
        turned.Teams.Refuse(Engineering, 403, "BotNotInConversationRoster");
        await turned.Story.ReviewAsync(Cancel);
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, inputs: Choices());
        var second = await turned.Story.ReviewAsync(Cancel);
        await turned.People.PressesAsync(Ann, second, "Route", Cancel, Choices());
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel));

        // The roster waits to be read already: nothing of the channel itself changes.
        var channel = (await turned.Store.FindChannelAsync(FakeTeams.Tenant, Engineering, Cancel))!;
        await turned.Store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = Tuesday,
                Directory = new() { Channels = [channel with { MembersAt = null, TeamId = "19:general@thread.tacv2" }] },
            },
            Cancel
        );
        turned.Teams.Accept(Engineering);
        await (back == "help" ? turned.People.SaysInAsync(Bob, Engineering, back, Cancel) : turned.People.SendAsync(Leaving(turned, back), Cancel));
        await turned.Story.QuietAsync(Cancel);

        Assert.Empty(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel));
        Assert.Contains(turned.Teams.In(Engineering), m => Shows(m, "ESC-2026-0001") && Shows(m, "Acknowledge by"));
        Assert.Single(turned.Said(Ann.ChatId, "You can route ESC-2026-0002."));
    }

    [Fact]
    public async Task That_the_bot_is_in_the_team_again_brings_back_no_channel_that_was_deleted()
    {
        await using var turned = await BeginAsync();
        await turned.People.SendAsync(Leaving(turned, "channelDeleted"), Cancel);
        var back = Leaving(turned, "teamMemberAdded");
        back["conversation"] = FakeClient.Channel("19:general@thread.tacv2");
        await turned.People.SendAsync(back, Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel));
        Assert.True((await turned.Store.FindChannelAsync(FakeTeams.Tenant, Engineering, Cancel))!.IsGone);
    }

    /// <summary>Whether they write, press, or add the bot to their chat again.</summary>
    [Theory]
    [InlineData("hello")]
    [InlineData("add")]
    public async Task Who_is_back_is_shown_as_missing_no_more(string back)
    {
        await using var turned = await BeginAsync();
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        turned.Teams.Refuse(Ann.ChatId, 403, "MessageWritesBlocked");
        await turned.PressAsync(Bob, card, "Start work", Cancel);
        Assert.Contains(turned.Teams.In(Engineering), m => m.Id == card.Id && Shows(m, "Cannot be reached"));

        turned.Teams.Accept(Ann.ChatId);
        var added = turned.People.Activity(Ann, "installationUpdate", FakeClient.Chat(Ann), null);
        added["action"] = "add";
        await (back == "add" ? turned.People.SendAsync(added, Cancel) : turned.People.SaysAsync(Ann, back, Cancel));
        await turned.Story.QuietAsync(Cancel);
        Assert.Empty(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel));
        Assert.Contains(turned.Teams.In(Engineering), m => m.Id == card.Id && Shows(m, "ESC-2026-0001") && !Shows(m, "Cannot be reached"));
        Assert.DoesNotContain(turned.Teams.In(Turned.Hanna.ChatId), m => Shows(m, "Cannot be reached"));
    }

    /// <summary>A second team of the category that has no channel was never asked.</summary>
    [Fact]
    public async Task Only_who_had_a_channel_counts_as_asked()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        turned.Teams.AddChannel("19:cs@thread.tacv2", Bob);
        await turned.People.SaysInAsync(Bob, "19:cs@thread.tacv2", "link cs_leadership", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var review = await turned.Story.ReviewAsync(Cancel);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S1", "service_failure", "So it is."));
        await turned.Story.QuietAsync(Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        var told = Assert.Single(turned.Said(Leadership, "there is nobody above who could be asked."));
        Assert.EndsWith("Asked so far: CS leadership.", told);
    }

    private static JsonObject Choices() => Decision("S2", because: "So it is.");

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
        var activity = turned.People.Activity(
            Bob,
            isInstallation ? "installationUpdate" : "conversationUpdate",
            FakeClient.Channel(Engineering),
            $"news-{what}"
        );
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
