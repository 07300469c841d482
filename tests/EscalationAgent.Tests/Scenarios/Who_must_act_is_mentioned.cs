using EscalationAgent.Tests.Fakes;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Teams tells nobody of a line in a channel that does not mention them: whoever has to act is mentioned there, and nobody else.</summary>
public sealed class Who_must_act_is_mentioned
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Odd = new("Ron <at>Ann Csm</at> & Sons");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_owner_is_when_it_stalls_or_comes_back_and_not_for_what_they_did_themselves()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("Found it."));
        Assert.All(turned.Teams.In(Engineering), message => Assert.Empty(message.Mentioned));

        await turned.TurnAsync(TimeSpan.FromHours(49), Cancel);
        var stalls = Assert.Single(turned.Teams.In(Engineering), m => m.Text?.Contains("It stalls", StringComparison.Ordinal) is true);
        Assert.StartsWith("<at>Bob Stone</at>: ", stalls.Text, StringComparison.Ordinal);
        Assert.Equal([Bob.AadObjectId], stalls.Mentioned);
        Assert.All(turned.Teams.In(Ann.ChatId), message => Assert.Empty(message.Mentioned));

        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "Deployed." });
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Reopen", Cancel, "Reopen", new() { ["because"] = "It fails still." });
        var back = Assert.Single(turned.Teams.In(Engineering), m => m.Text?.Contains("It fails still.", StringComparison.Ordinal) is true);
        Assert.Equal([Bob.AadObjectId], back.Mentioned);
    }

    /// <summary>Who is not there would be named for all and told of nothing; in their own chat it stands in their feed.</summary>
    [Fact]
    public async Task Who_is_not_in_the_channel_is_told_in_their_own_chat()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        await turned.PressAsync(Turned.Hanna, turned.CardIn(Turned.Hanna.ChatId), "Acknowledge", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(49), Cancel);
        Assert.All(turned.Teams.In(Engineering), message => Assert.Empty(message.Mentioned));
        Assert.Contains(turned.Teams.In(Turned.Hanna.ChatId), m => m.IsAlert && m.Text?.Contains("It stalls", StringComparison.Ordinal) is true);
        Assert.DoesNotContain(turned.Teams.In(Ann.ChatId), m => m.IsAlert);
    }

    /// <summary>A name is nothing but a name: what is written in it mentions nobody else.</summary>
    [Fact]
    public async Task A_name_mentions_nobody_else()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        turned.Teams.AddChannel(Engineering, Bob, Ann, Odd);
        await turned.Story.LinkAsync(Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.PressAsync(Odd, turned.CardIn(Engineering), "Acknowledge", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(49), Cancel);
        var stalls = Assert.Single(turned.Teams.In(Engineering), m => m.Text?.Contains("It stalls", StringComparison.Ordinal) is true);
        Assert.DoesNotContain("<at>Ann", stalls.Text, StringComparison.Ordinal);
        Assert.Equal([Odd.AadObjectId], stalls.Mentioned);
    }
}
