using System.Text;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Scenarios;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using TeamsBot;
using TeamsBot.Cards;
using TeamsBot.Connector;
using TeamsBot.Inbound;
using static EscalationAgent.Tests.Scenarios.Story;
using ActivityTypes = Microsoft.Bot.Schema.ActivityTypes;
using Mention = TeamsBot.Connector.Mention;

namespace BotBuilder.Conformance.Tests.Activities;

/// <summary>What we send is read whole by the official types, and says to them what it says to Teams.</summary>
public sealed class SentActivityTests
{
    private static readonly Mention Ada = new("29:ada", "Ada <L> & Co");

    private static readonly JsonObject Card = new()
    {
        ["type"] = "AdaptiveCard",
        ["version"] = "1.5",
        ["body"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "TextBlock",
                ["text"] = "Due 2026-03-09T09:00:00.000Z",
                ["maxLines"] = 1.50,
            }
        ),
    };

    private static readonly Dictionary<string, OutgoingActivity> Kinds = new()
    {
        ["typing"] = OutgoingActivity.Typing,
        ["words"] = OutgoingActivity.Words("Grüße 👋 <b> 2026-03-09T09:00:00Z"),
        ["words that alert"] = OutgoingActivity.Words("Hello", "A summary", alert: true),
        ["words with a mention"] = OutgoingActivity.Words($"{Ada.Text}, please look").Mentioning(Ada),
        ["words with a remark"] = OutgoingActivity.Words("Hello").WithRemark("Sent again."),
        ["an answer"] = OutgoingActivity.Words("Hello") with { ReplyToId = "1700" },
        ["a card"] = OutgoingActivity.Card(FilledCard.Of(Card), "A summary"),
        ["a card that alerts"] = OutgoingActivity.Card(FilledCard.Of(Card), "A summary", alert: true),
        ["a card with a remark"] = OutgoingActivity.Card(FilledCard.Of(Card), "A summary").WithRemark("Sent again."),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> KindNames => [.. Kinds.Keys];

    public static TheoryData<string> CardNames => [.. CardFiles.All().Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(KindNames))]
    public async Task Every_kind_is_read_whole_and_taken_for_what_it_is(string kind) => await IsWholeAsync(Written(Kinds[kind]));

    [Fact]
    public void Every_member_is_in_one_of_the_kinds() =>
        Assert.All(typeof(OutgoingActivity).GetProperties().Where(p => !p.GetMethod!.IsStatic), member =>
            Assert.Contains(Kinds.Values, kind => member.GetValue(kind) is not null)
        );

    [Theory]
    [MemberData(nameof(CardNames))]
    public async Task Every_card_is_read_whole_and_taken_for_a_message(string name)
    {
        var sample = CardFiles.All().Single(s => s.Name == name);
        var card = new CardTemplates(CardFiles.Folder).Fill(sample.Card, System.Text.Json.JsonSerializer.SerializeToElement(sample.Data));

        await IsWholeAsync(Written(OutgoingActivity.Card(card, name)));
    }

    /// <summary>From the first hello to the closed escalation, with an answer that is lost and a team that is archived.</summary>
    [Fact]
    public async Task All_that_the_program_sends_in_a_story_is_read_whole()
    {
        await using var turned = await Turned.BeginAsync(new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero), Cancel);
        var (people, teams) = (turned.People, turned.Teams);
        List<PressAnswer> answers = [];
        await people.InstallsAsync(Ann, Cancel);
        foreach (var command in (string[])["help", "matrix", "open", "summary", "card ESC-2026-0009"])
        {
            await people.SaysAsync(Ann, command, Cancel);
        }

        var review = await turned.Story.ReviewAsync(Cancel);
        answers.Add(await people.PressesAsync(Ann, review, "Route", Cancel, new() { ["category"] = "product_defect", ["severity"] = "S4" }));
        answers.Add(
            await people.PressesAsync(
                Ann,
                review,
                "Route",
                Cancel,
                new()
                {
                    ["category"] = "product_defect",
                    ["severity"] = "S1",
                    ["because"] = "So it is.",
                }
            )
        );
        await turned.Story.QuietAsync(Cancel);
        var card = turned.CardIn(Engineering);
        answers.Add(await turned.PressAsync(Bob, card, "Acknowledge", Cancel, inputs: new() { ["owner"] = "me" }));
        answers.Add(await people.PressesAsync(Cleo, card, "no-such-verb", new JsonObject(), Cancel));
        answers.Add(await people.PressesAsync(Cleo, card, "acknowledge", JsonValue.Create(1), Cancel));
        answers.Add(await turned.PressAsync(Bob, card, "Start work", Cancel));
        answers.Add(await turned.PressAsync(Bob, card, "Post update", Cancel, "Post update", Update("Found it.")));

        // An answer that is lost: whether Teams takes messages is tried, and then it is said once more.
        var lost = 0;
        teams.Troubles = (verb, place, _) => verb == "POST" && place == Ann.ChatId && Interlocked.Increment(ref lost) == 1 ? Trouble.HangsUp : null;
        answers.Add(await turned.PressAsync(Cleo, card, "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "An index." }));
        await turned.TurnAsync(TimeSpan.FromSeconds(10), Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(30), Cancel);
        await people.SendAsync(InboundSamples.OfTeam(people, "teamArchived"), Cancel);
        await turned.Story.QuietAsync(Cancel);

        var sent = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (verb, conversation, body) in teams.Journal)
        {
            if (conversation.Length == 0)
            {
                Official.KeepsAll<ConversationParameters>(body.ToJsonString());
                sent.Add($"{verb} a chat");
                continue;
            }

            var read = await IsWholeAsync(body.ToJsonString());
            sent.Add($"{verb} {(read.Type != ActivityTypes.Message ? read.Type : read.Attachments is null ? "words" : "a card")}");
        }

        Assert.Equal(["POST a card", "POST a chat", "POST typing", "POST words", "PUT a card"], sent);
        Assert.All(answers, answer => Official.KeepsAll<AdaptiveCardInvokeResponse>(answer.Body!.ToJsonString()));
        Assert.Equal(
            ["application/vnd.microsoft.activity.message", "application/vnd.microsoft.card.adaptive", "application/vnd.microsoft.error"],
            answers.Select(answer => (string)answer.Body!["type"]!).Distinct().Order(StringComparer.Ordinal)
        );
    }

    /// <summary>
    /// The official handler shapes its own refusal of a button just so, but for the HTTP status: Teams shows nothing of a body that
    /// comes with another than 200.
    /// </summary>
    [Fact]
    public async Task An_error_under_a_button_is_shaped_alike()
    {
        var theirs = (await OfficialBot.HandleAsync("""{"type":"invoke","name":"adaptiveCard/action","channelId":"msteams","value":{}}""", Cancel)).Answer!;
        var body = Official.Write(theirs.Body);
        var ours = ActivityResponse.Error(400, (string)body["value"]!["code"]!, (string)body["value"]!["message"]!);

        Assert.Equal(Official.Plain(body), Official.Plain(ours.Body));
        Assert.Equal((400, 200), (theirs.Status, ours.Status));
    }

    /// <summary>The official type loses nothing of it, and an official bot that was sent it would take it for a message, or for typing.</summary>
    private static async Task<Activity> IsWholeAsync(string json)
    {
        var read = Official.KeepsAll<Activity>(json);

        // It also keeps what it does not know: nothing of ours is that.
        Assert.Empty(read.Properties);
        var turn = await OfficialBot.HandleAsync(json, Cancel);
        if (read.Type == ActivityTypes.Typing)
        {
            Assert.Equal(["OnTypingActivityAsync"], turn.Methods);
            return read;
        }

        Assert.Equal(["OnMessageActivityAsync"], turn.Methods);
        Assert.True(read.HasContent());
        Assert.NotEqual(read.Text is null, read.Attachments is null);
        Assert.All(read.Attachments ?? [], card =>
        {
            Assert.Equal("application/vnd.microsoft.card.adaptive", card.ContentType);
            Assert.Equal("AdaptiveCard", (string?)JsonNode.Parse($"{card.Content}")!["type"]);
            Assert.NotNull(read.Summary);
        });
        Assert.All(read.Attachments ?? [], card => Assert.Empty(card.Properties));
        Assert.All(read.Entities ?? [], entity => Assert.Equal("mention", entity.Type));
        Assert.Equal(read.Entities?.Count ?? 0, read.GetMentions().Length);
        Assert.All(read.GetMentions(), mention =>
        {
            Assert.Empty(mention.Properties);
            Assert.StartsWith("29:", mention.Mentioned.Id, StringComparison.Ordinal);
            Assert.Contains(mention.Text, read.Text, StringComparison.Ordinal);
        });
        if (read.ChannelData is not null)
        {
            var channelData = read.GetChannelData<TeamsChannelData>();
            Assert.True(channelData.Notification.Alert);
            Assert.Equal(Official.Plain(JsonNode.Parse(json)!["channelData"]), Official.Plain(Official.Write(channelData)));
        }

        return read;
    }

    private static string Written(OutgoingActivity activity) => Encoding.UTF8.GetString(ConnectorJson.Write(activity));
}
