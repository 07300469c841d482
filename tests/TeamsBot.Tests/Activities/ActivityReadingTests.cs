using System.Text.Json.Nodes;
using TeamsBot.Activities;

namespace TeamsBot.Tests.Activities;

/// <summary>What an activity says when it is read with the rules of Teams.</summary>
public sealed class ActivityReadingTests
{
    private const string Bot = "28:bot";

    [Theory]
    [InlineData("<at>Test Bot</at> status INC-7\n", "status INC-7")]
    [InlineData("<AT>test bot</AT>   status", "status")]
    [InlineData("status <at>Test Bot</at> please", "status please")]
    [InlineData("<at>Test Bot</at><at>Test Bot</at>hi", "hi")]
    [InlineData("<at>Test Bot</at>&nbsp;R&amp;D is &lt;down&gt;\u00a0now", "R&D is <down> now")]
    [InlineData("<at>Test Bot</at> first  line \r\n  second\tline\n\nthird", "first line\nsecond line\n\nthird")]
    [InlineData("<at>Test Bot</at>", "")]
    [InlineData("&lt;at&gt;Test Bot&lt;/at&gt; typed by hand", "<at>Test Bot</at> typed by hand")]
    public void The_bots_own_mention_is_not_part_of_what_was_said(string text, string said) =>
        Assert.Equal(said, Message(text, Mention(Bot, "Test Bot", "<at>Test Bot</at>")).Said());

    [Fact]
    public void Without_an_entity_a_tag_is_mere_text()
    {
        var message = Message("<at>Test Bot</at> hi");

        Assert.Equal("<at>Test Bot</at> hi", message.Said());
        Assert.False(message.MentionsBot());
    }

    [Fact]
    public void Somebody_else_who_is_mentioned_stands_there_by_name()
    {
        var message = Message(
            "<at>Test Bot</at> ask <at>Ada L</at>",
            Mention(Bot, "Test Bot", "<at>Test Bot</at>"),
            Mention("29:ada", "Ada L", "<at>Ada L</at>")
        );

        Assert.Equal("ask Ada L", message.Said());
        Assert.True(message.MentionsBot());
    }

    [Fact]
    public void Somebody_with_the_bots_name_is_not_the_bot() =>
        Assert.False(Message("<at>Test Bot</at> hi", Mention("29:twin", "Test Bot", "<at>Test Bot</at>")).MentionsBot());

    [Fact]
    public void A_mention_without_its_text_is_found_by_name() => Assert.Equal("hi", Message("<at>Test Bot</at> hi", Mention(Bot, "Test Bot", null)).Said());

    [Fact]
    public void A_name_that_is_encoded_in_the_text_is_found() =>
        Assert.Equal("hi", Message("<at>R&amp;D Bot</at> hi", Mention(Bot, "R&D Bot", "<at>R&D Bot</at>")).Said());

    [Fact]
    public void A_name_in_several_mentions_goes_as_a_whole() =>
        Assert.Equal("hi", Message("<at>Test</at> <at>Bot</at> hi", Mention(Bot, "Test", "<at>Test</at>"), Mention(Bot, "Bot", "<at>Bot</at>")).Said());

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"mention"}""")]
    [InlineData("""{"type":"mention","mentioned":1,"text":2}""")]
    [InlineData("""{"type":"mention","mentioned":{"id":"28:bot","name":1},"text":2}""")]
    [InlineData("""{"type":"mention","mentioned":{"id":"28:bot"},"text":""}""")]
    [InlineData("""{"type":"clientInfo","timezone":1,"locale":null}""")]
    public void An_entity_of_any_shape_does_no_harm(string entity)
    {
        var message = Message("hi", JsonNode.Parse(entity));

        Assert.Equal(("hi", null, null), (message.Said(), message.SenderTimeZone(), message.SenderLocale()));
        _ = message.MentionsBot();
    }

    [Fact]
    public void A_text_of_nothing_but_tags_is_stripped_quickly()
    {
        var many = Enumerable.Range(0, 1000).Select(i => Mention(Bot, $"B{i}", $"<at>B{i}</at>")).ToArray<JsonNode?>();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Message(string.Concat(Enumerable.Repeat("<at>", 4_000)), many).Said();

        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
    }

    [Theory]
    [InlineData("19:a@thread.tacv2;messageid=17", "19:a@thread.tacv2", "17")]
    [InlineData("19:a@thread.tacv2;MessageId=17", "19:a@thread.tacv2", "17")]
    [InlineData("19:a@thread.tacv2;messageid=", "19:a@thread.tacv2", null)]
    [InlineData("19:a@thread.tacv2", "19:a@thread.tacv2", null)]
    [InlineData("a:1-alex", "a:1-alex", null)]
    public void A_thread_has_a_channel_and_a_root(string id, string channel, string? root)
    {
        var message = new Activity
        {
            Type = "message",
            Conversation = new() { Id = id },
        };

        Assert.Equal((channel, root), (message.BaseConversationId(), message.ThreadRootId()));
    }

    [Theory]
    [InlineData("t", "t", "t", true)]
    [InlineData("t", "T", "t", true)]
    [InlineData("t", null, "t", true)]
    [InlineData(null, "t", "t", true)]
    [InlineData(null, null, null, true)]
    [InlineData("t", "u", null, false)]
    [InlineData("t", "", null, false)]
    public void The_two_tenants_must_agree(string? told, string? kept, string? tenant, bool agree)
    {
        var message = new Activity
        {
            Type = "message",
            Conversation = new() { TenantId = kept },
            ChannelData = new() { Tenant = new() { Id = told } },
        };

        Assert.Equal((tenant, agree), (message.TenantId(), message.AgreesOnTenant()));
    }

    [Fact]
    public void The_client_knows_the_senders_zone_and_language_best()
    {
        var message = Message("hi", JsonNode.Parse("""{"type":"clientInfo","locale":"fr-FR","timezone":"Europe/Paris"}"""));
        var bare = new Activity
        {
            Type = "message",
            LocalTimezone = "Asia/Tokyo",
            Locale = "ja-JP",
        };

        Assert.Equal(("Europe/Paris", "fr-FR"), (message.SenderTimeZone(), message.SenderLocale()));
        Assert.Equal(("Asia/Tokyo", "ja-JP"), (bare.SenderTimeZone(), bare.SenderLocale()));
    }

    [Fact]
    public void An_activity_that_says_nothing_can_be_asked_everything()
    {
        var bare = new Activity { Type = "message" };

        Assert.Equal(("", false, null, null, null), (bare.Said(), bare.MentionsBot(), bare.BaseConversationId(), bare.ThreadRootId(), bare.TenantId()));
    }

    private static Activity Message(string text, params JsonNode?[] entities) =>
        Sample.Activity(
            new JsonObject
            {
                ["type"] = "message",
                ["text"] = text,
                ["recipient"] = new JsonObject { ["id"] = Bot },
                ["entities"] = new JsonArray(entities),
            }
        );

    private static JsonObject Mention(string id, string name, string? text) =>
        new()
        {
            ["type"] = "mention",
            ["text"] = text,
            ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name },
        };
}
