using System.Net;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whoever is concerned is told when a label is set in the tracker, and a person decides what comes of it (B084).</summary>
public sealed class Tickets_that_begin_an_escalation : IAsyncLifetime
{
    private const string Secret = SignedPost.Secret;

    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private FakeJira jira = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => jira = await FakeJira.StartAsync();

    public ValueTask DisposeAsync() => jira.DisposeAsync();

    [Fact]
    public async Task A_label_begins_a_brief_that_its_CSM_routes_and_the_ticket_is_told()
    {
        await using var turned = await BeginAsync();
        jira.Issues["SUP-7"] = JsonNode.Parse("""{"fields": {"labels": ["escalation-S2"]}}""")!.AsObject();
        var (status, answer) = await PostAsync(turned, Labelled("SUP-7", "escalation-S2", $"{Notes}\nAsk: {Ask}"));
        Assert.Equal((HttpStatusCode.OK, "begun", "ESC-2026-0001"), (status, (string)answer["result"]!, (string)answer["escalation"]!));
        await turned.Story.QuietAsync(Cancel);

        // Nothing is routed by itself: she is told, and has the brief before her.
        Assert.Single(turned.Said(Ann.ChatId, "SUP-7 has been labelled escalation-S2 in the tracker, and I have begun a brief from it: ESC-2026-0001."));
        var escalation = await turned.EscalationAsync(Cancel);
        Assert.Equal((Status.Draft, "SUP-7", "https://tracker.example.com/browse/SUP-7"), (escalation.Status, escalation.Ticket?.Key, escalation.Ticket?.Link));
        Assert.Contains("https://tracker.example.com/browse/SUP-7", Assert.Single(escalation.Draft.Notes));
        if (!Shows(turned.CardIn(Ann.ChatId), "ready for your decision"))
        {
            await turned.People.SaysAsync(Ann, Ask, Cancel);
            await turned.Story.QuietAsync(Cancel);
        }

        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, Decision("S3"));
        await turned.Story.QuietAsync(Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);

        Assert.Equal(Status.Acknowledged, (await turned.EscalationAsync(Cancel)).Status);
        Assert.Empty(jira.Asked("POST", "/issue"));
        Assert.Equal("escalation-S3", FakeJira.LabelsOf(jira.Issues["SUP-7"]));
        Assert.Equal(["SUP-7", "SUP-7"], jira.Comments.Select(comment => comment.Key));
        Assert.True(Shows(turned.CardIn(Engineering), "[SUP-7](https://tracker.example.com/browse/SUP-7)"));
    }

    [Fact]
    public async Task Another_label_is_a_notice_to_the_one_who_decides_and_changes_nothing()
    {
        await using var turned = await BeginAsync();
        await PostAsync(turned, Labelled("SUP-7", "escalation-S3", $"{Notes}\nAsk: {Ask}"));
        await turned.Story.QuietAsync(Cancel);
        if (!Shows(turned.CardIn(Ann.ChatId), "ready for your decision"))
        {
            await turned.People.SaysAsync(Ann, Ask, Cancel);
            await turned.Story.QuietAsync(Cancel);
        }

        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, Decision("S3"));
        await turned.Story.QuietAsync(Cancel);

        var (_, same) = await PostAsync(turned, Labelled("SUP-7", "escalation-S3"));
        Assert.Equal("ignored", (string)same["result"]!);
        var (_, other) = await PostAsync(turned, Labelled("SUP-7", "escalation-S1"));
        Assert.Equal("told", (string)other["result"]!);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Ann.ChatId, "has been labelled escalation-S1 in the tracker; ESC-2026-0001 is S3."));
        Assert.Equal(Severity.S3, (await turned.EscalationAsync(Cancel)).Decision?.Severity);

        // A status goes to the owner, and while there is none to the CSM.
        await PostAsync(turned, Status_("SUP-7", "In **Review** [x](http://evil)"));
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Ann.ChatId, "SUP-7, the ticket of ESC-2026-0001, is “In Review x http //evil” in the tracker now."));
        await turned.People.SaysAsync(Bob, "hello", Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        await PostAsync(turned, Status_("SUP-7", "Done"));
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Bob.ChatId, "is “Done” in the tracker now."));
        Assert.Empty(turned.Said(Ann.ChatId, "is “Done” in the tracker now."));
        Assert.Equal(Status.Acknowledged, (await turned.EscalationAsync(Cancel)).Status);
    }

    [Fact]
    public async Task What_comes_twice_is_taken_once()
    {
        await using var turned = await BeginAsync();
        var body = Labelled("SUP-7", "escalation-S2");
        await PostAsync(turned, body, id: "msg_once");
        var (status, answer) = await PostAsync(turned, body, id: "msg_once");
        Assert.Equal((HttpStatusCode.OK, "ignored"), (status, (string)answer["result"]!));
        var (_, again) = await PostAsync(turned, body, id: "msg_other");
        Assert.Equal("ignored", (string)again["result"]!);
        Assert.Single(await turned.Story.AllAsync(Cancel));
    }

    [Theory]
    [InlineData(-301, HttpStatusCode.Unauthorized)]
    [InlineData(301, HttpStatusCode.Unauthorized)]
    [InlineData(-299, HttpStatusCode.OK)]
    [InlineData(299, HttpStatusCode.OK)]
    public async Task What_is_more_than_five_minutes_off_is_refused(int seconds, HttpStatusCode expected)
    {
        await using var turned = await BeginAsync();
        var (status, answer) = await PostAsync(turned, Labelled("SUP-7", "escalation-S2"), at: Monday.AddSeconds(seconds));
        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK, answer["detail"] is null);
    }

    [Theory]
    [InlineData("secret", HttpStatusCode.Unauthorized, "signature")]
    [InlineData("no signature", HttpStatusCode.Unauthorized, "signature")]
    [InlineData("no id", HttpStatusCode.BadRequest, "webhook-id")]
    [InlineData("no json", HttpStatusCode.BadRequest, "no JSON object")]
    [InlineData("null", HttpStatusCode.BadRequest, "data is missing")]
    [InlineData("""{"type": "ticket.labelled"}""", HttpStatusCode.BadRequest, "data is missing")]
    [InlineData("""{"type": "ticket.labelled", "data": {"key": ""}}""", HttpStatusCode.BadRequest, "data.key")]
    [InlineData("""{"type": "ticket.labelled", "data": {"key": "A-1", "label": "escalation-S5"}}""", HttpStatusCode.BadRequest, "data.label")]
    [InlineData("""{"type": "ticket.status_changed", "data": {"key": "A-1"}}""", HttpStatusCode.BadRequest, "data.status")]
    [InlineData("""{"type": "ticket.deleted", "data": {"key": "A-1"}}""", HttpStatusCode.BadRequest, "type must be")]
    [InlineData("""{"type": "ticket.labelled", "data": {"key": 7}}""", HttpStatusCode.BadRequest, "no JSON object")]
    [InlineData(
        """{"type": "ticket.labelled", "data": {"key": "A-1", "label": "escalation-S1", "csm": "Nobody Known"}}""",
        HttpStatusCode.UnprocessableEntity,
        "Nobody Known"
    )]
    public async Task What_is_not_right_is_refused_with_the_reason(string fault, HttpStatusCode expected, string reason)
    {
        await using var turned = await BeginAsync();
        var (status, answer) = fault switch
        {
            "secret" => await PostAsync(turned, Labelled("SUP-7", "escalation-S2"), secret: FakeReceiver.Secret),
            "no signature" => await PostAsync(turned, Labelled("SUP-7", "escalation-S2"), secret: null),
            "no id" => await PostAsync(turned, Labelled("SUP-7", "escalation-S2"), id: ""),
            _ => await PostAsync(turned, fault),
        };
        Assert.Equal(expected, status);
        Assert.Contains(reason, (string)answer["detail"]!);
        Assert.Empty(await turned.Story.AllAsync(Cancel));
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_such_door()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel, settings: jira.Settings);
        using var http = turned.Story.Bot.Program.CreateClient();
        using var content = new StringContent("{}");
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("/api/webhooks/tickets", content, Cancel)).StatusCode);
    }

    private async Task<Turned> BeginAsync()
    {
        var settings = new Dictionary<string, string?>(jira.Settings) { ["Tickets:InboundSecret"] = Secret, ["Tickets:Tenant"] = FakeTeams.Tenant };
        var turned = await Turned.BeginAsync(Monday, Cancel, settings: settings);
        await turned.People.SaysAsync(Ann, "hello", Cancel);
        await turned.Story.QuietAsync(Cancel);
        return turned;
    }

    private static string Labelled(string key, string label, string description = "The export fails since Monday.") =>
        new JsonObject
        {
            ["type"] = "ticket.labelled",
            ["data"] = new JsonObject
            {
                ["key"] = key,
                ["url"] = $"https://tracker.example.com/browse/{key}",
                ["label"] = label,
                ["description"] = description,
                ["csm"] = Ann.AadObjectId,
            },
        }.ToJsonString();

    private static string Status_(string key, string status) =>
        new JsonObject
        {
            ["type"] = "ticket.status_changed",
            ["data"] = new JsonObject { ["key"] = key, ["status"] = status },
        }.ToJsonString();

    private static async Task<(HttpStatusCode Status, JsonObject Answer)> PostAsync(
        Turned turned,
        string body,
        string? id = null,
        DateTimeOffset? at = null,
        string? secret = Secret
    )
    {
        using var response = await SignedPost.SendAsync(turned, "/api/webhooks/tickets", body, Cancel, id, at, secret);
        if ((int)response.StatusCode >= 400)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }

        return (response.StatusCode, await SignedPost.AnswerAsync(response, Cancel));
    }
}
