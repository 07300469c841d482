using System.Net;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whatever comes: a clear answer, no 5xx, nothing harmed.</summary>
public sealed class Bad_input
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Texts =>
        [
            "",
            "   ",
            "👍🎉😀",
            "שלום, הלקוח לא יכול להתחבר",
            "**bold** [APPROVED](https://evil.example) <at>CEO</at> `code`",
            """{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"hi"}],"actions":[]}""",
            "${$root} {{DATE(2026-01-01T00:00:00Z)}}",
            "frobnicate",
            "status ESC-9999-9999",
            "status ESC-२०२६-०३४२",
            "edit nonsense",
            "link engineering",
            "back",
            "skip",
            "keep",
            "cancel",
            "preview",
            "restore ESC-2026-9999",
            "summary 2026-W99",
            "\u0000\u0001\u001b[31m",
            "\u202e\u200f\u200b",
            new string('a', 100_000),
            string.Concat(Enumerable.Repeat("word ", 20_000)),
            string.Concat(Enumerable.Repeat("<at>x", 15_000)),
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Every_text_is_answered_with_and_without_an_open_brief(string text)
    {
        await using var story = await BeginAsync();
        foreach (var begin in new[] { false, true })
        {
            if (begin)
            {
                await story.People.SaysAsync(Ann, "escalate", Cancel);
                await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "In one line"), "the first question", Cancel);
            }

            await story.QuietAsync(Cancel);
            var before = story.Teams.Journal.Count;
            Assert.Equal(HttpStatusCode.OK, await story.People.SaysAsync(Ann, text, Cancel));
            await story.Teams.ShowsAsync(Ann.ChatId, _ => story.Teams.Journal.Count > before, $"an answer to '{text[..Math.Min(30, text.Length)]}'", Cancel);
        }
    }

    /// <summary>The brief is as it was when what was said was no answer.</summary>
    [Fact]
    public async Task A_refused_answer_leaves_the_brief_alone()
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question", Cancel);
        var store = story.Bot.Get<IEscalationStore>();
        var before = (await store.ListAsync(FakeTeams.Tenant, [], null, 10, Cancel)).Single();
        foreach (var text in new[] { "", "👍", new string('a', 100_000), "skip" })
        {
            await story.People.SaysAsync(Ann, text, Cancel);
        }

        Assert.Equal(before.Version, (await store.FindAsync(FakeTeams.Tenant, before.Id, Cancel))!.Version);
    }

    [Theory]
    [InlineData("acknowledge", null)]
    [InlineData("acknowledge", "[]")]
    [InlineData("acknowledge", "\"text\"")]
    [InlineData("acknowledge", "{}")]
    [InlineData("acknowledge", """{"id":"ESC-2026-0001"}""")]
    [InlineData("acknowledge", """{"id":"ESC-2026-0001","seen":"soon"}""")]
    [InlineData("acknowledge", """{"id":"ESC-2026-0001","seen":-5}""")]
    [InlineData("acknowledge", """{"id":"ESC-9999-0001","seen":3}""")]
    [InlineData("acknowledge", """{"id":{"a":1},"seen":[1]}""")]
    [InlineData("frobnicate", """{"id":"ESC-2026-0001","seen":30}""")]
    [InlineData("", "{}")]
    [InlineData("close", """{"id":"ESC-2026-0001","seen":30}""")]
    [InlineData("route", """{"id":"ESC-2026-0001","seen":30,"category":"x","severity":"S9"}""")]
    [InlineData("resolve-save", """{"id":"ESC-2026-0001","seen":30,"text":{"a":1}}""")]
    [InlineData("hand-over-save", """{"id":"ESC-2026-0001","seen":30,"owner":"aad-eve"}""")]
    public async Task Forged_buttons_are_answered_and_change_nothing(string verb, string? data)
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        await story.QuietAsync(Cancel);
        var store = story.Bot.Get<IEscalationStore>();
        var before = (await store.ListAsync(FakeTeams.Tenant, [], null, 10, Cancel)).Single();

        var answer = await story.People.PressesAsync(Bob, card, verb, data is null ? null : JsonNode.Parse(data), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEmpty(answer.Text);
        Assert.Equal(before.Version, (await store.FindAsync(FakeTeams.Tenant, before.Id, Cancel))!.Version);
    }

    /// <summary>Who presses, and where, decides; not what the button says.</summary>
    [Fact]
    public async Task Strangers_can_neither_see_nor_move_an_escalation()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        var store = story.Bot.Get<IEscalationStore>();
        var escalation = (await store.ListAsync(FakeTeams.Tenant, [], null, 10, Cancel)).Single();
        var eve = new FakePerson("Eve Else");
        var data = new JsonObject
        {
            ["id"] = escalation.Id.ToString(),
            ["seen"] = escalation.Version,
            ["actor"] = Ann.AadObjectId,
        };
        var elsewhere = new FakeMessage("19:elsewhere@thread.tacv2;messageid=1", "1", card.Activity);
        var herChat = new FakeMessage(eve.ChatId, "1", card.Activity);

        foreach (var verb in new[] { "acknowledge", "route", "close", "show", "edit", "cancel-draft", "withdraw-save", "return" })
        {
            foreach (var (who, where) in new[] { (eve, elsewhere), (eve, herChat), (Bob, elsewhere) })
            {
                var answer = await story.People.PressesAsync(who, where, verb, data.DeepClone(), Cancel);
                Assert.Equal($"I do not know {escalation.Id}. Say `my escalations` to see yours.", answer.Text);
            }
        }

        // The CSM decides on it, but does not act for the team; the team does not decide for the CSM.
        var forTeam = await story.People.PressesAsync(Ann, new FakeMessage(Ann.ChatId, "1", card.Activity), "acknowledge", data.DeepClone(), Cancel);
        Assert.Contains("Only the team", forTeam.Text);
        var forCsm = await story.People.PressesAsync(
            Bob,
            card,
            "withdraw-save",
            new JsonObject
            {
                ["id"] = escalation.Id.ToString(),
                ["seen"] = escalation.Version,
                ["because"] = "x",
            },
            Cancel
        );
        Assert.Contains("Only Ann Csm", forCsm.Text);

        // In words: an unknown id and a foreign one sound the same.
        await story.People.SaysAsync(eve, $"status {escalation.Id}", Cancel);
        await story.People.SaysAsync(eve, "status ESC-2026-7777", Cancel);
        await story.Teams.ShowsAsync(eve.ChatId, m => m.Text?.StartsWith("I do not know ESC-2026-7777") is true, "the second answer", Cancel);
        Assert.Contains(story.Teams.In(eve.ChatId), m => m.Text?.StartsWith($"I do not know {escalation.Id}") is true);
        await story.People.SaysAsync(eve, "summary", Cancel);
        await story.Teams.ShowsAsync(eve.ChatId, m => m.Text?.Contains("for leadership") is true, "that it is for leadership", Cancel);
        Assert.Equal(escalation.Version, (await store.FindAsync(FakeTeams.Tenant, escalation.Id, Cancel))!.Version);
    }

    /// <summary>Names and words of others stand in our own sentences too; there they are text and nothing else.</summary>
    [Fact]
    public async Task Nobody_s_name_or_word_becomes_a_link_in_what_the_bot_says()
    {
        var eve = new FakePerson("Eve [APPROVED](https://evil.example) <at>CEO</at>");
        await using var story = await BeginAsync(administrators: [Bob, eve]);
        story.Teams.AddChannel(Engineering, Bob, Cleo, eve);
        story.Teams.AddChannel(Leadership, Ann, Bob, eve);
        await story.LinkAsync(Cancel);
        await story.People.SaysInAsync(eve, Engineering, "link [APPROVED](https://evil.example)", Cancel);
        await story.Teams.ShowsAsync(Engineering, m => m.Text?.Contains("no team called") is true, "that there is no such team", Cancel);
        await story.People.SaysInAsync(eve, Leadership, "link engineering", Cancel);
        await story.Teams.ShowsAsync(Engineering, m => m.Text?.StartsWith("Eve APPROVED") is true, "who linked it away", Cancel);
        await story.People.SaysInAsync(eve, Engineering, "link engineering", Cancel);
        await story.QuietAsync(Cancel);

        var card = await story.RouteAsync(Cancel);
        await story.People.PressesAsync(eve, card, "Acknowledge", Cancel);
        var beaten = await story.People.PressesAsync(Bob, card, "acknowledge", card.Card!["actions"]![0]!["data"]!.DeepClone(), Cancel);
        await story.QuietAsync(Cancel);
        var said = story
            .Teams.In(Engineering)
            .Concat(story.Teams.In(Leadership))
            .Concat(story.Teams.In(Ann.ChatId))
            .Select(m => m.Text ?? "")
            .Append(beaten.Text)
            .ToList();
        Assert.Contains(said, text => text.Contains("has already acknowledged"));
        Assert.DoesNotContain(said, text => text.Contains("](https://evil") || text.Contains("<at>CEO"));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_ours()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        var activity = story.People.Activity(
            Bob,
            "invoke",
            new()
            {
                ["id"] = card.ConversationId,
                ["conversationType"] = "channel",
                ["tenantId"] = "tenant-2",
            },
            null
        );
        activity["channelData"]!["tenant"]!["id"] = "tenant-2";
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = "acknowledge",
                ["data"] = card.Card!["actions"]![0]!["data"]!.DeepClone(),
            },
        };
        using var answer = await story.People.Http.PostAsync("/api/messages", new StringContent(activity.ToJsonString(), null, "application/json"), Cancel);
        Assert.Contains("I do not know ESC-", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"type":"message"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"type":"message","type":"invoke"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"type":"typing","channelData":{"tenant":{"id":"tenant-1"}}}""", HttpStatusCode.OK)]
    [InlineData(
        """{"type":"messageReaction","id":"r","serviceUrl":"http://127.0.0.1:1/","from":{"id":"29:x"},"conversation":{"id":"a:x"},"reactionsAdded":[{"type":"like"}],"channelData":{"tenant":{"id":"tenant-1"}}}""",
        HttpStatusCode.OK
    )]
    public async Task Broken_activities_get_a_clear_answer(string body, HttpStatusCode expected)
    {
        await using var story = await BeginAsync();
        using var answer = await story.People.Http.PostAsync("/api/messages", new StringContent(body, null, "application/json"), Cancel);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Other_invokes_are_not_implemented_yet()
    {
        await using var story = await BeginAsync();
        var activity = story.People.Activity(Ann, "invoke", FakeClient.Chat(Ann), null);
        activity["name"] = "task/fetch";
        using var answer = await story.People.Http.PostAsync("/api/messages", new StringContent(activity.ToJsonString(), null, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
    }

    /// <summary>Older clients send a button as a message: it is answered in the conversation.</summary>
    [Fact]
    public async Task A_button_that_comes_as_a_message_is_answered()
    {
        await using var story = await BeginAsync();
        var review = await story.ReviewAsync(Cancel);
        var activity = story.People.Activity(Ann, "message", FakeClient.Chat(Ann), null);
        activity["replyToId"] = review.Id;
        activity["value"] = FakeClient.Actions(review.Card).First(a => (string?)a["title"] == "Edit")["data"]!.DeepClone();
        await story.People.SendAsync(activity, Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Edit the brief"), "the form", Cancel);
    }

    [Fact]
    public async Task In_a_group_chat_nothing_private_is_said()
    {
        await using var story = await BeginAsync();
        await story.ReviewAsync(Cancel);
        foreach (var text in new[] { "my escalations", "escalate Acme is down", "preview", "summary" })
        {
            var activity = story.People.Activity(
                Ann,
                "message",
                new()
                {
                    ["id"] = "19:group@thread.v2",
                    ["conversationType"] = "groupChat",
                    ["isGroup"] = true,
                    ["tenantId"] = FakeTeams.Tenant,
                },
                null
            );
            activity["text"] = text;
            await story.People.SendAsync(activity, Cancel);
        }

        await story.QuietAsync(Cancel);
        Assert.Equal(4, story.Teams.In("19:group@thread.v2").Count);
        Assert.DoesNotContain(story.Teams.In("19:group@thread.v2"), m => m.Card is not null || m.Text!.Contains("Acme"));
    }

    [Fact]
    public async Task Arrivals_are_greeted_once_however_often_they_are_told()
    {
        await using var story = await BeginAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => story.People.InstallsAsync(Ann, Cancel)));
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Escalation Agent"), "a welcome", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Single(story.Teams.In(Ann.ChatId));
    }

    [Theory]
    [InlineData("/api/reports/weekly?week=2026-W11", HttpStatusCode.OK)]
    [InlineData("/api/reports/weekly?week=2026-W99", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/weekly?week=9999-W01", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/monthly", HttpStatusCode.OK)]
    [InlineData("/api/reports/monthly?month=2026-13", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/monthly?month=9999-01", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/monthly.csv", HttpStatusCode.OK)]
    [InlineData("/api/reports/monthly.csv?month=April", HttpStatusCode.BadRequest)]
    [InlineData("/api/reports/weekly?week=../../etc/passwd", HttpStatusCode.BadRequest)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    public async Task Requests_over_http_are_answered(string path, HttpStatusCode expected)
    {
        await using var story = await BeginAsync();
        using var answer = await story.People.Http.GetAsync(path, Cancel);
        Assert.Equal(expected, answer.StatusCode);
    }
}
