using EscalationAgent.Playground;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Playgrounds;

/// <summary>The driver against the real Playground and the smallest bot, so that a scenario that fails says something about the agent.</summary>
public sealed class PlaygroundDriverTests
{
    private static readonly PlaygroundCast Cast = PlaygroundCast.Read();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_card_is_filled_sent_and_replaced_by_the_answer()
    {
        await using var bot = await EchoBot.StartAsync(Cast.OtherChannelId, Cancel);
        await using var person = await PlaygroundDriver.StartAsync(bot.Door, PlaygroundCast.FilePath, Cancel);

        await person.SayAsync("hello");
        await person.SeesAsync("You said: hello");
        await person.SayAsync("a card, please");
        await person.SubmitAsync("Questions", "Save", ("What happened?", "Orders fail\nsince noon"), ("Severity", "Critical"));

        Assert.Contains("Saved as 1: Orders fail since noon", await person.SeesCardAsync("Saved as"), StringComparison.Ordinal);
        Assert.Equal("Orders fail\nsince noon", (string?)Assert.Single(bot.Pressed("save"))["notes"]);
        Assert.False(await person.HasCardAsync("Questions"));
        await person.ScreenshotAsync(Picture("personal-saved.png"));

        // A later message does not bring the old card back.
        await person.SayAsync("and now?");
        await person.SeesAsync("You said: and now?");
        Assert.True(await person.HasCardAsync("Saved as"));
    }

    [Fact]
    public async Task A_card_with_a_missing_answer_is_not_sent()
    {
        await using var bot = await EchoBot.StartAsync(Cast.OtherChannelId, Cancel);
        await using var person = await PlaygroundDriver.StartAsync(bot.Door, PlaygroundCast.FilePath, Cancel);

        await person.SayAsync("a card, please");
        await person.SubmitAsync("Questions", "Save");

        await person.SeesCardAsync("Say what happened.");
        Assert.Empty(bot.Pressed("save"));
    }

    [Fact]
    public async Task A_card_is_updated_in_place_and_the_answer_stands_beneath_it()
    {
        await using var bot = await EchoBot.StartAsync(Cast.OtherChannelId, Cancel);
        await using var person = await PlaygroundDriver.StartAsync(bot.Door, PlaygroundCast.FilePath, Cancel);

        await person.SayAsync("a card, please");
        await person.SeesCardAsync("Questions");
        await person.PressAsync("Questions", "Update");

        await person.SeesCardAsync("Updated by PUT");
        await person.SeesAsync("Done.");
        Assert.False(await person.HasCardAsync("Questions"));
    }

    [Fact]
    public async Task A_post_in_the_channel_is_answered_in_its_thread()
    {
        await using var bot = await EchoBot.StartAsync(Cast.OtherChannelId, Cancel);
        await using var person = await PlaygroundDriver.StartAsync(bot.Door, PlaygroundCast.FilePath, Cancel);

        await person.SayAsync("a card, please");
        await person.SeesCardAsync("Questions");
        await person.PressAsync("Questions", "Announce");
        await person.SeesAsync("Announced it.");

        await person.OpenChannelAsync("engineering-escalations");
        Assert.Contains("A line in the thread", await person.SeesAsync("Announced"), StringComparison.Ordinal);
        await person.PressAsync("Announced", "Acknowledge");
        Assert.Contains("Taken on", await person.SeesAsync("Somebody took it on"), StringComparison.Ordinal);
        await person.ReplyAsync("Taken on", "thank you");
        Assert.Contains("Taken on", await person.SeesAsync("You said: Escalation Agent thank you"), StringComparison.Ordinal);
        Assert.Single(await person.MessagesAsync());
        await person.ScreenshotAsync(Picture("channel-thread.png"));

        await person.SayAsync("a new post", mention: true);
        await person.SeesAsync("You said: Escalation Agent a new post");
        Assert.Equal(2, (await person.MessagesAsync()).Count);

        await person.OpenPersonalChatAsync();
        await person.SeesCardAsync("Questions");
    }

    private static string Picture(string name) => Path.Combine(Peer.Root, "artifacts", "playground", name);
}
