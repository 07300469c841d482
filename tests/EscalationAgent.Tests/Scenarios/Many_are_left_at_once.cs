using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EscalationAgent.Tests.Fakes;
using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Somebody who has dozens of escalations is gone all at once: everybody hears of all of them, and nobody is flooded.</summary>
public sealed partial class Many_are_left_at_once
{
    private const int Count = 29;
    private const string NewRoom = "19:newroom@thread.tacv2";

    /// <summary>At once the channel of product, of engineering's manager and of leadership.</summary>
    private const string Hats = Leadership;

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Sunday = new(2026, 3, 15, 21, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_csm_removes_the_bot_and_each_place_gets_a_list()
    {
        await using var turned = await HatsAsync(Tuesday, i => i % 2 == 0 ? Severity.S2 : Severity.S3);
        var there = Places(turned);
        await RemoveAsync(turned, Ann);

        var news = News(turned, there);
        Assert.All([Hats, Engineering], place => Assert.Single(news[place]));
        Assert.Equal(All(), Named(news[Hats], "**Ann Csm**, who raised it, cannot be reached"));
        Assert.Equal(OfEngineering(), Named(news[Engineering], "**Ann Csm**, who raised it, cannot be reached"));
        Assert.All([Hats, Engineering], place =>
            Assert.Contains(news[place], text => text.Contains("can say `take over` and an id", StringComparison.Ordinal))
        );
        foreach (var escalation in await turned.Story.AllAsync(Cancel))
        {
            Assert.Single(await turned.Story.EventsAsync(escalation.Id, Cancel), e => e is DeliveryFailed);
        }
    }

    [Fact]
    public async Task An_owner_leaves_the_team_and_each_place_gets_a_list()
    {
        await using var turned = await HatsAsync(Tuesday, i => i % 2 == 0 ? Severity.S2 : Severity.S4, owned: true);
        turned.Teams.AddChannel(Engineering, Cleo);
        var there = Places(turned);
        var news = turned.People.Activity(Cleo, "conversationUpdate", FakeClient.Channel(Engineering), "left-1");
        news["channelData"]!["eventType"] = "teamMemberRemoved";
        news["channelData"]!["team"] = new System.Text.Json.Nodes.JsonObject { ["id"] = Engineering };
        news["membersRemoved"] = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["id"] = Bob.Id, ["aadObjectId"] = Bob.AadObjectId }
        );
        await turned.People.SendAsync(news, Cancel);
        await turned.Story.QuietAsync(Cancel);

        var told = News(turned, there);
        Assert.All([Hats, Engineering, Ann.ChatId], place => Assert.Single(told[place]));
        Assert.All([Hats, Engineering, Ann.ChatId], place => Assert.Equal(OfEngineering(), Named(told[place], "who owned it, is no longer in the team")));
    }

    /// <summary>Where nobody is linked as leadership, what must not be missed goes to administrators.</summary>
    [Fact]
    public async Task Without_anybody_above_administrators_get_a_list()
    {
        await using var turned = await HatsAsync(Tuesday, _ => Severity.S2, hats: false);
        await turned.People.SaysInAsync(Bob, Leadership, "unlink leadership", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var there = Places(turned);
        await RemoveAsync(turned, Ann);

        var news = News(turned, there);
        Assert.All(news, place => Assert.InRange(place.Value.Count, 0, 3));
        Assert.Equal(All(), Named(news[Bob.ChatId], "**Ann Csm**, who raised it, cannot be reached"));
    }

    /// <summary>On Sunday night only what is S1 or S2 is told; the others when working hours begin, unless it is not so any more.</summary>
    [Fact]
    public async Task At_night_S3_and_S4_wait_for_the_morning()
    {
        await using var turned = await HatsAsync(Sunday, i => i < 5 ? Severity.S2
            : i < 15 ? Severity.S3
            : Severity.S4);
        var there = Places(turned);
        await RemoveAsync(turned, Ann);
        var night = News(turned, there);
        Assert.Equal(All().Take(5), Named(night[Hats], "cannot be reached"));
        Assert.All(night.Values.SelectMany(said => said), text => Assert.DoesNotMatch(@"\*\*S[34]\*\*", text));
        await turned.People.SaysInAsync(Bob, Leadership, "take over ESC-2026-0029 as CSM", Cancel);
        await turned.Story.QuietAsync(Cancel);

        there = Places(turned);
        turned.Clock.AdjustTime(Monday);
        turned.Story.Bot.Get<Escalations.UseCases.OutboxSignal>().Ring();
        await turned.Story.QuietAsync(Cancel);
        var morning = News(turned, there);
        Assert.All(morning, place => Assert.InRange(place.Value.Count, 0, 3));
        Assert.Equal(All().Skip(5).SkipLast(1), Named(morning[Hats], "cannot be reached"));
    }

    /// <summary>What waited for the morning is looked at again: of what has ended, or is back at its CSM, nobody hears and no card is shown.</summary>
    [Fact]
    public async Task What_is_over_by_the_morning_is_not_told_any_more()
    {
        await using var turned = await HatsAsync(Sunday, _ => Severity.S3);
        var lost = turned.People.Activity(Bob, "conversationUpdate", FakeClient.Channel(Engineering), "gone");
        lost["channelData"]!["eventType"] = "channelDeleted";
        lost["channelData"]!["channel"] = new JsonObject { ["id"] = Engineering };
        turned.Teams.Refuse(Engineering, 404, "ConversationNotFound");
        await turned.People.SendAsync(lost, Cancel);
        await turned.Story.QuietAsync(Cancel);
        var store = turned.Store;
        var waiting = (await store.ListAsync(FakeTeams.Tenant, [Status.Routed], null, 100, Cancel))
            .Where(e => e.Assignment.Teams.Contains("engineering") && e.Assignment.Rung is not null)
            .Select(e => e.Id.ToString())
            .Order()
            .ToList();
        Assert.InRange(waiting.Count, 3, Count);
        await turned.People.SaysAsync(Ann, $"withdraw {waiting[0]} because it was a mistake", Cancel);
        await turned.Story.QuietAsync(Cancel);

        var there = Places(turned);
        turned.Clock.AdjustTime(Monday);
        turned.Story.Bot.Get<Escalations.UseCases.OutboxSignal>().Ring();
        await turned.Story.QuietAsync(Cancel);
        var told = News(turned, there)[Hats].SelectMany(text => Id().Matches(text).Select(found => found.Value)).Distinct().ToList();
        Assert.Contains(waiting[1], told);
        Assert.DoesNotContain(waiting[0], told);
    }

    /// <summary>Alarms that leadership missed come in a list when it has a place again.</summary>
    [Fact]
    public async Task What_was_kept_for_leadership_comes_as_a_list()
    {
        await using var turned = await HatsAsync(Tuesday, _ => Severity.S2, hats: false);
        turned.Teams.Refuse(Leadership, 403, "BotNotInConversationRoster");
        await RemoveAsync(turned, Ann);
        var there = Places(turned);
        Assert.Equal(Count, (await turned.Store.KeptNewsAsync(FakeTeams.Tenant, Cancel)).Count);
        turned.Teams.AddChannel(NewRoom, Bob, Cleo);
        await turned.People.SaysInAsync(Bob, NewRoom, "link leadership", Cancel);
        await turned.Story.QuietAsync(Cancel);

        var news = News(turned, there);
        Assert.InRange(news[NewRoom].Count, 1, 4);
        Assert.Equal(All(), Named(news[NewRoom], "**Ann Csm**, who raised it, cannot be reached"));
    }

    private static async Task<Turned> HatsAsync(DateTimeOffset now, Func<int, Severity> severity, bool owned = false, bool hats = true)
    {
        var turned = await Turned.BeginAsync(now, Cancel);
        turned.Teams.AddChannel(Crowd.Product, Bob, Cleo);
        turned.Teams.AddChannel(NewRoom);
        await turned.People.InstallsAsync(Ann, Cancel);
        await turned.People.InstallsAsync(Bob, Cancel);
        var product = hats ? Hats : Crowd.Product;
        await turned.People.SaysInAsync(Bob, product, "link product", Cancel);
        if (hats)
        {
            await turned.People.SaysInAsync(Bob, Hats, "link head_of_engineering", Cancel);
        }

        await turned.Story.QuietAsync(Cancel);
        await Crowd.RouteAsync(turned.Story, Count, [Ann], severity, i => owned || i % 3 == 0, Cancel, product);
        await turned.Story.QuietAsync(Cancel);
        return turned;
    }

    private static async Task RemoveAsync(Turned turned, FakePerson person)
    {
        turned.Teams.Refuse(person.ChatId, 403, "MessageWritesBlocked");
        var removed = turned.People.Activity(person, "installationUpdate", FakeClient.Chat(person), null);
        removed["action"] = "remove";
        await turned.People.SendAsync(removed, Cancel);
        await turned.Story.QuietAsync(Cancel);
    }

    private static Dictionary<string, int> Places(Turned turned) =>
        new[] { Engineering, Hats, Crowd.Product, NewRoom, Ann.ChatId, Bob.ChatId }.ToDictionary(place => place, place => turned.Teams.In(place).Count);

    private static Dictionary<string, List<string>> News(Turned turned, Dictionary<string, int> there) =>
        there.ToDictionary(
            place => place.Key,
            place => turned.Teams.In(place.Key).Skip(place.Value).Select(m => m.Text ?? string.Join(" ", PressAnswer.Texts(m.Card!))).ToList()
        );

    /// <summary>The ids beside which something was said.</summary>
    private static IEnumerable<string> Named(IEnumerable<string> said, string what) =>
        said.SelectMany(text => text.Split("\n\n"))
            .Where(line => line.Contains(what, StringComparison.Ordinal))
            .SelectMany(line => Id().Matches(line).Select(found => found.Value).Distinct())
            .Distinct()
            .Order();

    private static IEnumerable<string> All() => Enumerable.Range(1, Count).Select(number => $"ESC-2026-{number:0000}");

    private static IEnumerable<string> OfEngineering() =>
        Enumerable.Range(1, Count).Where(number => (number - 1) % 5 <= 2).Select(number => $"ESC-2026-{number:0000}");

    [GeneratedRegex(@"ESC-\d{4}-\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
