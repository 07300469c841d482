using EscalationAgent.Integrations;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.UseCases;
using Microsoft.AspNetCore.Http;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whoever works in a tracker finds the escalation there, once, with its label and what happened (B057, B059, B083).</summary>
public sealed class Tickets_in_another_system : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private static readonly Playbook WithTickets = SampleCards.Playbook with { Tickets = [new("engineering", "ENG", "Bug", ["customer"], [])] };

    private FakeJira jira = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => jira = await FakeJira.StartAsync();

    public ValueTask DisposeAsync() => jira.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_made_at_Route_commented_and_closed()
    {
        await using var turned = await BeginAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        var (key, issue) = Assert.Single(jira.Issues);
        Assert.Equal("ENG-42", key);
        Assert.Equal("ESC-2026-0001 customer escalation-S2", FakeJira.LabelsOf(issue));
        Assert.Equal("Bug", (string)issue["fields"]!["issuetype"]!["name"]!);
        Assert.StartsWith("[S2] API latency issue affecting Acme Corp", (string)issue["fields"]!["summary"]!);
        var described = FakeJira.TextOf(issue["fields"]!["description"]);
        Assert.Contains("their analytics team cannot run reports", described);
        Assert.Contains("Customer impact", described);
        Assert.DoesNotContain("85k", described + (string)issue["fields"]!["summary"]!);
        Assert.DoesNotContain("renewal", described, StringComparison.OrdinalIgnoreCase);
        Assert.All(jira.Requests, request => Assert.Equal(FakeJira.SignIn, request.Authorization));

        // It is on record and on the cards, with its address, and nobody is disturbed because of it.
        Assert.Equal(new TicketOpened("ENG-42", $"{jira.Address}/browse/ENG-42"), Assert.Single((await turned.HistoryAsync(Cancel)).OfType<TicketOpened>()));
        Assert.True(Shows(turned.CardIn(Engineering), $"[ENG-42]({jira.Address}/browse/ENG-42)"));
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "ENG-42"));
        Assert.Empty(turned.Said(Engineering, "ENG-42"));

        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Start work", Cancel);
        await turned.ReclassifyAsync("S1", "All of their plants stand still.", Cancel);
        Assert.Equal("ESC-2026-0001 customer escalation-S1", FakeJira.LabelsOf(issue));
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "The index is back." });
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Confirm and close", Cancel);

        Assert.Equal(
            [
                "ESC-2026-0001: Acknowledged: Bob Stone owns it.",
                "ESC-2026-0001: Work has begun (Bob Stone).",
                "ESC-2026-0001: Severity is S1 now (Ann Csm): All of their plants stand still.",
                "ESC-2026-0001: Called resolved by Bob Stone: The index is back.",
                "ESC-2026-0001: Closed: Ann Csm has confirmed that it is resolved.",
            ],
            jira.Comments.Select(comment => FakeJira.TextOf(comment.Body["body"]))
        );
        Assert.Single(jira.Asked("POST", "/issue"));
    }

    [Fact]
    public async Task While_the_system_is_down_slow_or_busy_the_ticket_waits_and_is_made_once()
    {
        var answers = new Queue<int>([429, 401, 302]);
        jira.Before = (_, http) =>
        {
            if (!answers.TryDequeue(out var status))
            {
                return Task.FromResult(true);
            }

            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = status == 429 ? "120" : default;
            http.Response.Headers.Location = "https://elsewhere.example/";
            return Task.FromResult(false);
        };
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        await WaitAsync(turned, TimeSpan.FromSeconds(119));
        Assert.Single(jira.Requests);
        for (var i = 0; i < 4; i++)
        {
            await WaitAsync(turned, TimeSpan.FromMinutes(2));
        }

        Assert.Single(jira.Issues);
        Assert.Equal(4, jira.Asked("POST", "/issue").Count());
        Assert.Empty(jira.Asked("GET", "/jql"));
        Assert.True(Shows(turned.CardIn(Engineering), "ENG-42"));
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("half")]
    [InlineData("500")]
    public async Task A_lost_answer_does_not_make_a_second_ticket(string fault)
    {
        var isFirst = true;
        bool Once(JiraRequest request) => request.Path.EndsWith("/issue", StringComparison.Ordinal) && isFirst && !(isFirst = false);
        jira.LosesAnswer = fault == "lost" ? Once : null;
        jira.HalvesAnswer = fault == "half" ? Once : null;
        jira.Before =
            fault != "500"
                ? null
                : (request, http) =>
                {
                    http.Response.StatusCode = 500;
                    return Task.FromResult(!Once(request));
                };
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        await WaitAsync(turned, TimeSpan.FromSeconds(59));
        Assert.Single(jira.Requests);
        jira.Before = null;
        await WaitAsync(turned, TimeSpan.FromSeconds(1));

        Assert.Single(jira.Issues);
        Assert.Single(jira.Asked("GET", "/jql"));
        Assert.Equal(fault == "500" ? 2 : 1, jira.Asked("POST", "/issue").Count());
        Assert.True(Shows(turned.CardIn(Engineering), "ENG-42"));
    }

    [Fact]
    public async Task A_lost_answer_does_not_make_a_second_comment()
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        var isFirst = true;
        jira.LosesAnswer = request => request.Path.EndsWith("/comment", StringComparison.Ordinal) && isFirst && !(isFirst = false);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        await WaitAsync(turned, TimeSpan.FromMinutes(2));

        Assert.Single(jira.Comments);
        Assert.Single(jira.Asked("GET", "/comment"));
    }

    [Fact]
    public async Task A_comment_that_is_refused_is_told_to_administrators_once_a_day_and_what_follows_goes_on()
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        jira.Before = (request, http) =>
        {
            http.Response.StatusCode = 404;
            return Task.FromResult(!request.Path.EndsWith("/comment", StringComparison.Ordinal));
        };
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Start work", Cancel);
        Assert.Single(turned.Said(Bob.ChatId, "The ticket system has not taken what I owed it about ESC-2026-0001: it answers 404."));

        jira.Before = null;
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "The index is back." });
        Assert.Contains("Called resolved", FakeJira.TextOf(Assert.Single(jira.Comments).Body["body"]));
    }

    [Fact]
    public async Task What_the_system_refuses_is_to_be_made_by_hand()
    {
        jira.Before = async (_, http) =>
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsJsonAsync(
                new { errorMessages = Array.Empty<string>(), errors = new { issuetype = "Specify a valid <b>issue</b> type" } }
            );
            return false;
        };
        await using var turned = await BeginAsync();
        await turned.AcknowledgedAsync("S2", Cancel);

        Assert.Single(jira.Requests);
        Assert.True(Shows(turned.CardIn(Engineering), "please make it by hand (it answers 400: Specify a valid b issue /b type)"));
        Assert.Single(turned.Said(Ann.ChatId, "Please make it by hand."));
        Assert.Single((await turned.HistoryAsync(Cancel)).OfType<TicketRefused>());
    }

    [Fact]
    public async Task A_system_that_is_down_for_a_day_leaves_the_ticket_to_people()
    {
        jira.Before = (_, http) =>
        {
            http.Response.StatusCode = 401;
            return Task.FromResult(false);
        };
        await using var turned = await BeginAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        await WaitAsync(turned, TimeSpan.FromHours(23));
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is TicketRefused);
        await WaitAsync(turned, TimeSpan.FromHours(1));

        Assert.Contains(await turned.HistoryAsync(Cancel), e => e is TicketRefused { Why: "it does not let me in (401)" });
        Assert.True(Shows(turned.CardIn(Engineering), "please make it by hand"));
        Assert.DoesNotContain("canary", turned.Story.Bot.Log);
    }

    /// <summary>It comes back at another time, and the ticket that it has is told of it.</summary>
    [Fact]
    public async Task What_is_given_back_and_routed_again_keeps_its_ticket()
    {
        await using var turned = await BeginAsync();
        var card = await turned.RouteAsync("S2", Cancel);
        await turned.PressAsync(Bob, card, "Not ours", Cancel, submit: "Give it back", inputs: new() { ["because"] = "Product's." });
        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, Decision());
        await turned.Story.QuietAsync(Cancel);

        Assert.Single(jira.Issues);
        Assert.Contains("ESC-2026-0001: Given back by Bob Stone: Product's.", jira.Comments.Select(comment => FakeJira.TextOf(comment.Body["body"])));
    }

    [Fact]
    public async Task Where_the_playbook_does_not_say_so_no_ticket_is_made()
    {
        await using var turned = await Turned.BeginAsync(
            Monday,
            Cancel,
            WithTickets with
            {
                Tickets = [WithTickets.Tickets[0] with { Severities = [Severity.S3] }, WithTickets.Tickets[0] with { For = "product" }],
            },
            jira.Settings
        );
        await turned.AcknowledgedAsync("S2", Cancel);
        Assert.Empty(jira.Requests);
        Assert.False(Shows(turned.CardIn(Engineering), "Ticket"));
    }

    [Fact]
    public async Task Any_other_system_is_asked_by_a_signed_webhook()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        receiver.Answer = """{"key": "INC 7", "url": "https://desk.example.com/7"}""";
        await using var turned = await BeginAsync(
            new()
            {
                ["Tickets:System"] = "webhook",
                ["Tickets:Url"] = receiver.Address,
                ["Tickets:Secret"] = FakeReceiver.Secret,
            }
        );
        await turned.AcknowledgedAsync("S2", Cancel);

        Assert.Equal(["ticket.open", "ticket.comment"], receiver.Taken.Select(one => one.Type));
        Assert.All(receiver.Taken, one => Assert.True(new WebhookSignature([FakeReceiver.Secret]).IsSignedBy(one.Id, one.Timestamp, one.Body, one.Signatures)));
        Assert.Equal("ENG", (string)receiver.Taken.First().Data["project"]!);
        Assert.Equal("INC 7", (string)receiver.Taken.Last().Data["key"]!);
        Assert.True(Shows(turned.CardIn(Engineering), "[INC 7](https://desk.example.com/7)"));
    }

    private Task<Turned> BeginAsync(Dictionary<string, string?>? settings = null) => Turned.BeginAsync(Monday, Cancel, WithTickets, settings ?? jira.Settings);

    private static async Task WaitAsync(Turned turned, TimeSpan by)
    {
        turned.Clock.Advance(by);
        turned.Story.Bot.Get<OutboxSignal>().Ring();
        await turned.Story.QuietAsync(Cancel);
    }
}
