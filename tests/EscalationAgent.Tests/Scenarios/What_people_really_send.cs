using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Messages as Teams' clients really send them: quotes, mentions, edits, files, and the marks of phones.</summary>
public sealed class What_people_really_send
{
    private const string Html = "text/html";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_that_is_answered_by_quoting_it_is_answered()
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, $"escalate {Notes.Replace("Commercial: EUR 85k ARR, renewal in 67 days.\n", "", StringComparison.Ordinal)}", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the ask", Cancel);
        await story.People.SaysAsync(Ann, Ask, Cancel);
        await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => Shows(m, "commercially at stake") || Shows(m, "ready for your decision"),
            "the commercial question",
            Cancel
        );
        await story.People.SaysAsync(Ann, "edit commercial context", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "commercially at stake"), "the commercial question", Cancel);

        await SendAsync(
            story,
            "Escalation Agent\nWhat is commercially at stake?\n\nskip",
            attachments: [Attached(Html, null, Quoting("What is commercially at stake?", "skip"))]
        );

        await story.QuietAsync(Cancel);
        Assert.Contains(BriefSection.CommercialContext, (await EscalationAsync(story)).Brief.Skipped);
    }

    [Fact]
    public async Task A_quote_without_words_is_asked_back_about()
    {
        await using var story = await BeginAsync();
        await SendAsync(story, "Escalation Agent\nWhat is it?", attachments: [Attached(Html, null, Quoting("What is it?", ""))]);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("added no words of your own") is true, "the question back", Cancel);
    }

    [Fact]
    public async Task A_mentioned_colleague_is_a_name_and_no_order_to_a_machine()
    {
        await using var story = await BeginAsync();
        var mention = new JsonObject
        {
            ["type"] = "mention",
            ["text"] = "<at>Megan Bowen</at>",
            ["mentioned"] = new JsonObject { ["id"] = "29:megan", ["name"] = "Megan Bowen" },
        };
        await SendAsync(
            story,
            $"escalate {Notes.Replace("engineering is looking into it.", "<at>Megan Bowen</at> is looking into it.", StringComparison.Ordinal)}",
            entities: [mention]
        );
        await story.People.SaysAsync(Ann, Ask, Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);

        Assert.True(Shows(review, "Megan Bowen is looking into it"));
        Assert.False(Shows(review, "instructions to a machine"));
    }

    [Fact]
    public async Task Files_beside_a_text_are_named_and_the_text_is_taken()
    {
        await using var story = await BeginAsync();
        await SendAsync(story, $"escalate {Notes}", attachments: [Upload("error.log"), Attached("image/png", null, null)]);

        await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => m.Text?.Contains("I did not take “error\\.log” and a picture") is true,
            "that they were not taken",
            Cancel
        );
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);
    }

    [Fact]
    public async Task Files_alone_are_named()
    {
        await using var story = await BeginAsync();
        await SendAsync(story, "", attachments: [Upload("trace.har")]);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("I did not take “trace\\.har”") is true, "that it was not taken", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Single(story.Teams.In(Ann.ChatId));
    }

    [Fact]
    public async Task Notes_that_are_edited_after_they_were_read_are_noticed_with_the_section_that_they_concern()
    {
        await using var story = await BeginAsync();
        await SendAsync(story, $"escalate {Notes}", id: "first");
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);

        await EditAsync(story, "first", $"escalate {Notes.Replace("4 hours", "40 hours", StringComparison.Ordinal)}");

        var told = await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("I saw the edit") is true, "that the edit was seen", Cancel);
        Assert.Contains("`edit customer impact`", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("edit timeline", told.Text, StringComparison.Ordinal);
        Assert.Contains("4 hours", (await EscalationAsync(story)).Brief.TextOf(BriefSection.CustomerImpact), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_edited_or_deleted_is_noticed_once_and_one_that_says_the_same_is_not()
    {
        await using var story = await BeginAsync();
        await SendAsync(story, $"escalate {Notes}");
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);
        await SendAsync(story, Ask, id: "ask");
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);

        await EditAsync(story, "ask", Ask + " ");
        await story.QuietAsync(Cancel);
        Assert.DoesNotContain(story.Teams.In(Ann.ChatId), m => m.Text?.Contains("I saw the edit") is true);

        await EditAsync(story, "ask", "Assign an engineer by Wednesday.");
        await EditAsync(story, "ask", "Assign an engineer by Wednesday.");
        await story.QuietAsync(Cancel);
        Assert.Contains(
            "`edit specific ask`",
            Assert.Single(story.Teams.In(Ann.ChatId), m => m.Text?.Contains("I saw the edit") is true).Text,
            StringComparison.Ordinal
        );

        await SendAsync(story, "", type: "messageDelete", id: "ask", eventType: "softDeleteMessage");
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("you deleted the message") is true, "that the deletion was seen", Cancel);
        await SendAsync(story, "back", type: "messageUpdate", id: "ask", eventType: "undeleteMessage");
        await story.QuietAsync(Cancel);
        Assert.Equal(Ask, (await EscalationAsync(story)).Brief.TextOf(BriefSection.SpecificAsk));
    }

    [Fact]
    public async Task An_edit_of_what_has_been_routed_points_to_the_thread()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await SendAsync(story, $"escalate {Notes}", id: "first");
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);
        await SendAsync(story, Ask);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);
        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision());

        await EditAsync(story, "first", "escalate something else");

        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("has been routed, so its brief stays as it is") is true, "what to do", Cancel);
    }

    [Fact]
    public async Task An_edited_command_is_not_obeyed_in_silence()
    {
        await using var story = await BeginAsync();
        await SendAsync(story, "my escalations", id: "first");
        await EditAsync(story, "first", "escalate");
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("please send it again as a new one") is true, "what to do", Cancel);
        Assert.Empty(await story.Bot.Get<IEscalationStore>().ListAsync(FakeTeams.Tenant, [], null, 10, Cancel));
    }

    [Theory]
    [InlineData("status ESC-2026-0001.")]
    [InlineData("status ESC–2026–0001")]
    [InlineData("Status\u00a0ESC\u20112026\u20110001!")]
    [InlineData("“status esc 2026 0001”")]
    public async Task The_marks_of_phones_do_not_make_an_answer_of_a_command(string command)
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);
        await story.People.SaysAsync(Ann, command, Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "began the brief"), "where it stands", Cancel);
        Assert.Null((await EscalationAsync(story)).Brief.TextOf(BriefSection.SpecificAsk));
    }

    [Fact]
    public async Task A_paste_that_is_refused_is_told_its_own_reason()
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, "escalate", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "In one line"), "the first question", Cancel);
        await story.People.SaysAsync(Ann, string.Concat(Enumerable.Repeat("word ", 16_000)), Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("That is 79,999 characters; I read up to 20,000 at once") is true, "the reason", Cancel);

        // Three full pastes fit; of the fourth it is said how much is there.
        for (var i = 0; i < 3; i++)
        {
            await story.People.SaysAsync(Ann, "notes: " + string.Concat(Enumerable.Repeat("word ", 3_990)), Cancel);
        }

        await story.People.SaysAsync(Ann, "notes: " + string.Concat(Enumerable.Repeat("word ", 3_990)), Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("hold 59,847 characters already; these are 19,949 more") is true, "the reason", Cancel);
    }

    private static async Task<Escalation> EscalationAsync(Story story) =>
        Assert.Single(await story.Bot.Get<IEscalationStore>().ListAsync(FakeTeams.Tenant, [], null, 10, Cancel));

    private static Task EditAsync(Story story, string id, string text) => SendAsync(story, text, type: "messageUpdate", id: id, eventType: "editMessage");

    private static async Task SendAsync(
        Story story,
        string text,
        string type = "message",
        string? id = null,
        string? eventType = null,
        JsonNode[]? attachments = null,
        JsonNode[]? entities = null
    )
    {
        var activity = story.People.Activity(Ann, type, FakeClient.Chat(Ann), id);
        activity["text"] = text;
        activity["attachments"] = new JsonArray(attachments ?? []);
        if (eventType is not null)
        {
            activity["channelData"]!["eventType"] = eventType;
        }

        foreach (var entity in entities ?? [])
        {
            activity["entities"]!.AsArray().Add(entity);
        }

        await story.People.SendAsync(activity, Cancel);
    }

    private static JsonObject Attached(string contentType, string? name, string? content) =>
        new()
        {
            ["contentType"] = contentType,
            ["name"] = name,
            ["content"] = content,
            ["contentUrl"] = content is null ? "https://teams.example/1" : null,
        };

    private static JsonObject Upload(string name) => Attached("application/vnd.microsoft.teams.file.download.info", name, null);

    private static string Quoting(string question, string answer) =>
        $"""<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="17"><strong itemprop="mri" itemid="28:bot">Escalation Agent</strong><span itemprop="time" itemid="17"></span><p itemprop="preview">{question}</p></blockquote><p>{answer}</p>""";
}
