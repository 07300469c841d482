using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.AspNetCore.Http;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The CSM's manager, mail and presence, with Microsoft Graph and without it.</summary>
public sealed class With_Microsoft_Graph : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Mia = new("Mia Boss");

    private FakeGraph graph = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        graph = await FakeGraph.StartAsync();
        graph.With(Ann, Mia).With(Bob).With(Mia, title: "Head of Customer Success");
    }

    public ValueTask DisposeAsync() => graph.DisposeAsync();

    [Fact]
    public async Task The_csms_manager_is_asked_where_nobody_is_linked_to_the_first_rung()
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        Assert.Equal(
            new ManagerFound(new(Mia.AadObjectId, "Mia Boss", "Head of Customer Success")),
            Assert.Single((await turned.HistoryAsync(Cancel)).OfType<ManagerFound>())
        );

        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        var hers = turned.CardIn(Mia.ChatId);
        Assert.True(Shows(hers, "Head of Engineering (Mia Boss, the CSM's manager)"));
        Assert.True(Shows(hers, "EUR 85k"), "CS leadership reads all of it");
        Assert.Single(turned.Said(Ann.ChatId, "it goes up to **Mia Boss** (the CSM's manager, for Head of Engineering) too. Who acknowledges first owns it."));
        Assert.Equal("Mia Boss", Assert.Single((await turned.HistoryAsync(Cancel)).OfType<EscalatedUp>()).Manager?.Name);

        // They may do what a rung may, and are asked for once.
        await turned.PressAsync(Mia, hers, "Acknowledge", Cancel);
        Assert.Equal("Mia Boss", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
        Assert.Single(graph.Requests);
    }

    /// <summary>What goes to a manager by then is not sent; nothing is wrong with their chat, so nobody is told that they are lost.</summary>
    [Fact]
    public async Task A_manager_who_may_not_see_it_any_more_is_not_taken_for_lost()
    {
        await using var turned = await BeginAsync();
        var card = await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        Assert.True(Shows(turned.CardIn(Mia.ChatId), "Acknowledge by"));

        await turned.PressAsync(Bob, card, "Not ours", Cancel, submit: "Give it back", inputs: new() { ["because"] = "Product's." });
        await turned.Story.QuietAsync(Cancel);

        Assert.Empty((await turned.Store.LinksAsync(FakeTeams.Tenant, Cancel)).Unreachable);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed);
    }

    [Fact]
    public async Task The_csms_manager_hears_when_it_stalls()
    {
        await using var turned = await BeginAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        Assert.DoesNotContain(turned.Teams.In(Mia.ChatId), m => m.Card is not null && Shows(m, "Acme Corp"));
        await turned.TurnAsync(TimeSpan.FromHours(48), Cancel);

        Assert.True(Shows(turned.CardIn(Mia.ChatId), "No progress for 2 d"));
        Assert.Contains("Push harder", Buttons(turned.CardIn(Mia.ChatId).Card!));
        await turned.People.SaysAsync(Mia, "status ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(turned.Teams.In(Mia.ChatId), m => Shows(m, "What happened"));
    }

    [Fact]
    public async Task Whom_an_administrator_has_linked_comes_first_and_nothing_is_asked()
    {
        await using var turned = await BeginAsync();
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);

        Assert.True(Shows(turned.CardIn(Turned.Hanna.ChatId), "Acknowledge by"));
        Assert.DoesNotContain(turned.Teams.In(Mia.ChatId), m => Shows(m, "Acme Corp"));
        Assert.Empty(graph.Requests);
    }

    /// <summary>Somebody is linked after the manager was asked: the card moves to them, and the manager sees it no more.</summary>
    [Fact]
    public async Task Whoever_is_linked_later_takes_the_place_of_the_manager()
    {
        await using var turned = await BeginAsync();
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.Story.QuietAsync(Cancel);

        Assert.True(Shows(turned.CardIn(Turned.Hanna.ChatId), "Acknowledge by"));
        Assert.Contains(turned.Teams.In(Mia.ChatId), m => Shows(m, "has moved: Head of Engineering receives in another place now."));
        await turned.People.SaysAsync(Mia, "status ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Mia.ChatId, "I do not know ESC-2026-0001"));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task Without_consent_and_while_Graph_is_down_all_is_as_it_was(int status)
    {
        graph.Fail(status);
        await using var turned = await BeginAsync();
        await turned.Story.LinkToAsync(Turned.Hanna, "executive_office", Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);

        Assert.True(Shows(turned.CardIn(Turned.Hanna.ChatId), "Acknowledge by"));
        Assert.Contains("Nobody is linked as Head of Engineering", Assert.Single(turned.Said(Ann.ChatId, "Nobody acknowledged it in time")));
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is ManagerFound);
        Assert.NotEmpty(graph.Requests);
    }

    /// <summary>
    /// Graph comes back, or an administrator's consent arrives, after the rung has been passed over: the manager gets the card then,
    /// as whoever is linked late does.
    /// </summary>
    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task A_manager_who_is_found_late_gets_the_card_then(int status)
    {
        graph.Fail(status);
        await using var turned = await BeginAsync();
        await turned.Story.LinkToAsync(Turned.Hanna, "executive_office", Cancel);
        await turned.RouteAsync("S1", Cancel);
        for (var minute = 1; minute <= 15; minute++)
        {
            await turned.TurnToAsync(Tuesday.AddMinutes(minute), Cancel);
        }

        Assert.DoesNotContain(turned.Teams.In(Mia.ChatId), m => Shows(m, "Acme Corp"));
        graph.Instead = null;
        for (var minute = 16; minute <= 31; minute++)
        {
            await turned.TurnToAsync(Tuesday.AddMinutes(minute), Cancel);
        }

        Assert.Contains("Acknowledge", Buttons(turned.CardIn(Mia.ChatId).Card!));
    }

    /// <summary>Whoever becomes its CSM has another manager.</summary>
    [Fact]
    public async Task Whoever_takes_over_brings_their_own_manager()
    {
        var rhea = new FakePerson("Rhea Lead");
        graph.With(Bob, rhea).With(rhea);
        await using var turned = await BeginAsync();
        await turned.People.SaysAsync(rhea, "hello", Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        await turned.People.SaysAsync(Bob, "take over ESC-2026-0001 as CSM because she is on leave", Cancel);
        await turned.Story.QuietAsync(Cancel);

        Assert.Equal(["Mia Boss", "Rhea Lead"], (await turned.HistoryAsync(Cancel)).OfType<ManagerFound>().Select(e => e.Manager?.Name));
        Assert.True(Shows(turned.CardIn(rhea.ChatId), "Acknowledge by"));
        Assert.Contains(turned.Teams.In(Mia.ChatId), m => Shows(m, "has moved: Bob Stone is its CSM now."));
    }

    [Fact]
    public async Task A_manager_whom_the_bot_has_never_met_cannot_be_asked()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: graph.Settings);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);

        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is ManagerFound or DeliveryFailed);
        Assert.Single(turned.Said(Leadership, "there is nobody above who could be asked"));
    }

    [Fact]
    public async Task Whoever_has_blocked_the_bot_gets_one_mail_for_each_news_with_nothing_of_the_customer_in_it()
    {
        await using var turned = await BeginAsync(("Graph:MailSender", "escalations@contoso.example"));
        var card = await turned.RouteAsync("S2", Cancel);
        turned.Teams.Refuse(Ann.ChatId, 403, "MessageWritesBlocked");
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);

        var mail = Assert.Single(graph.Mails);
        Assert.Equal("aad-ann@contoso.example", (string?)mail["toRecipients"]![0]!["emailAddress"]!["address"]);
        Assert.Equal("ESC-2026-0001 (S2 Major): there is news in Teams", (string?)mail["subject"]);
        var text = (string)mail["body"]!["content"]!;
        Assert.Contains("news of ESC-2026-0001 (S2 Major), which is acknowledged now. I could not bring it to you in Teams: I have been blocked.", text);
        Assert.Contains("https://teams.microsoft.com/l/message/19%3Aengineering%40thread.tacv2/", text);
        Assert.DoesNotContain("Acme", mail.ToJsonString());
        Assert.Equal([new MailAttempted(new(Ann.AadObjectId, "Ann Csm"), MailOutcome.Sent)], (await turned.HistoryAsync(Cancel)).OfType<MailAttempted>());

        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("Found it."));
        await turned.TurnAsync(TimeSpan.FromMinutes(10), Cancel);
        Assert.Equal(2, graph.Mails.Count);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(0)]
    public async Task A_mail_that_is_not_confirmed_is_on_record_as_such_and_not_sent_again(int status)
    {
        await using var turned = await BeginAsync(("Graph:MailSender", "escalations@contoso.example"));
        var card = await turned.RouteAsync("S2", Cancel);
        turned.Teams.Refuse(Ann.ChatId, 403, "MessageWritesBlocked");
        graph.Instead = (request, http) =>
        {
            if (request.Method == "GET")
            {
                return http.Response.WriteAsJsonAsync(graph.Users[Ann.AadObjectId]);
            }

            if (status == 0)
            {
                http.Abort();
            }

            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        };
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        for (var i = 0; i < 5; i++)
        {
            await turned.TurnAsync(TimeSpan.FromMinutes(5), Cancel);
        }

        Assert.Single(graph.Mails);
        Assert.Equal(MailOutcome.Unconfirmed, Assert.Single((await turned.HistoryAsync(Cancel)).OfType<MailAttempted>()).Outcome);
        await turned.People.SaysInAsync(Bob, Engineering, "status ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(turned.Teams.In(Engineering), m => Shows(m, "**Ann Csm** may have got a mail, as Teams does not reach them: nobody has confirmed it."));
    }

    [Fact]
    public async Task While_Graph_throttles_a_mail_waits_and_is_sent_once()
    {
        await using var turned = await BeginAsync(("Graph:MailSender", "escalations@contoso.example"));
        var card = await turned.RouteAsync("S2", Cancel);
        turned.Teams.Refuse(Ann.ChatId, 403, "MessageWritesBlocked");
        graph.Fail(429, retryAfter: "60");
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        Assert.Empty(graph.Mails);
        graph.Instead = null;
        await turned.TurnAsync(TimeSpan.FromMinutes(5), Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(5), Cancel);

        Assert.Single(graph.Mails);
        Assert.Equal(MailOutcome.Sent, Assert.Single((await turned.HistoryAsync(Cancel)).OfType<MailAttempted>()).Outcome);
    }

    /// <summary>An owner who was removed from the team hears nothing any more, by mail neither.</summary>
    [Fact]
    public async Task Nobody_gets_a_mail_of_what_they_may_not_see()
    {
        await using var turned = await BeginAsync(("Graph:MailSender", "escalations@contoso.example"));
        await turned.People.SaysAsync(Bob, "hello", Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        turned.Teams.AddChannel(Engineering, Cleo);
        turned.Teams.AddChannel(Leadership, Ann);
        turned.Teams.Refuse(Bob.ChatId, 403, "MessageWritesBlocked");
        for (var day = 0; day < 4; day++)
        {
            await turned.TurnAsync(TimeSpan.FromDays(1), Cancel);
        }

        Assert.DoesNotContain(graph.Mails, mail => mail.ToJsonString().Contains(Bob.AadObjectId, StringComparison.Ordinal));
    }

    /// <summary>The process died while it was sending, or the store failed when it was sent.</summary>
    [Fact]
    public async Task A_mail_that_an_earlier_attempt_may_have_sent_is_not_sent_again()
    {
        await using var turned = await BeginAsync(("Graph:MailSender", "escalations@contoso.example"));
        await turned.RouteAsync("S2", Cancel);
        var id = (await turned.EscalationAsync(Cancel)).Id;
        var news = new NewsByMail(id, Ann.AadObjectId, 1, "I have been blocked", null);
        var claimed = new ClaimedMessage(4711, FakeTeams.Tenant, new(new ToBackground("mail"), news), Attempts: 2, Tuesday, "token") { Doubts = 1 };
        Assert.IsType<Delivered>(await turned.Story.Bot.Get<MailNews>().HandleAsync(claimed, news, Cancel));

        Assert.Empty(graph.Mails);
        Assert.Equal(MailOutcome.Unconfirmed, Assert.Single((await turned.HistoryAsync(Cancel)).OfType<MailAttempted>()).Outcome);
    }

    /// <summary>A manager whom Teams does not reach is not waited for: the next rung gets it at once, and they get a mail.</summary>
    [Fact]
    public async Task A_manager_who_has_blocked_the_bot_is_not_waited_for_and_gets_a_mail()
    {
        await using var turned = await BeginAsync(("Graph:MailSender", "escalations@contoso.example"));
        await turned.Story.LinkToAsync(Turned.Hanna, "executive_office", Cancel);
        turned.Teams.Refuse(Mia.ChatId, 403, "MessageWritesBlocked");
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);

        Assert.True(Shows(turned.CardIn(Turned.Hanna.ChatId), "Acknowledge by"));
        Assert.Single(turned.Said(Ann.ChatId, "I could not bring it to Mia Boss (Head of Engineering): I have been blocked."));
        Assert.Equal("aad-mia@contoso.example", (string?)Assert.Single(graph.Mails)["toRecipients"]![0]!["emailAddress"]!["address"]);
    }

    /// <summary>Nothing is asked about people of a tenant that is switched off, and nobody there is written to.</summary>
    [Fact]
    public async Task A_tenant_that_is_switched_off_is_left_alone()
    {
        (graph.Availability[Bob.AadObjectId], graph.Availability[Cleo.AadObjectId]) = ("Busy", "Available");
        await using var turned = await BeginAsync(("Graph:MailSender", "escalations@contoso.example"), ("Graph:ExcludedTenants:0", FakeTeams.Tenant));
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        turned.Teams.Refuse(Ann.ChatId, 403, "MessageWritesBlocked");
        await turned.PressAsync(Bob, card, "Hand over", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(48), Cancel);

        Assert.Equal(Status.Stalled, (await turned.EscalationAsync(Cancel)).Status);
        Assert.Empty(graph.Requests);
    }

    [Fact]
    public async Task Without_a_mailbox_nobody_gets_a_mail()
    {
        await using var turned = await BeginAsync();
        var card = await turned.RouteAsync("S2", Cancel);
        turned.Teams.Refuse(Ann.ChatId, 403, "MessageWritesBlocked");
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);

        Assert.Empty(graph.Mails);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is MailAttempted);
    }

    [Fact]
    public async Task It_is_shown_who_is_at_hand_where_somebody_chooses_an_owner_or_asks_how_it_goes()
    {
        (graph.Availability[Bob.AadObjectId], graph.Availability[Cleo.AadObjectId]) = ("Busy", "Available");
        await using var turned = await BeginAsync();
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        var form = await turned.PressAsync(Bob, card, "Hand over", Cancel);
        Assert.Contains("Cleo Park (Engineer), available now", form.Text);

        await turned.People.SaysAsync(Ann, "status ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "Bob Stone is busy"));

        graph.Fail(403);
        await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);
        form = await turned.PressAsync(Bob, turned.CardIn(Engineering), "Hand over", Cancel);
        Assert.Contains("Cleo Park (Engineer)", form.Text);
        Assert.DoesNotContain(" now", form.Text);
    }

    /// <summary>The message that is escalated is where the notes link to; no Graph is needed for it.</summary>
    [Fact]
    public async Task The_card_leads_to_the_message_that_was_escalated()
    {
        const string Link = "https://teams.microsoft.com/l/message/19%3Asupport%40thread.tacv2/1612289992105?tenantId=tenant-1&parentMessageId=1612289765949";
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.People.SaysAsync(Ann, $"escalate {Notes}\nFrom {Link}&teamName=Acme%20war%20room", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.SaysAsync(Ann, Ask, Cancel);
        await turned.Story.QuietAsync(Cancel);
        var review = turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision"));
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        await turned.Story.QuietAsync(Cancel);

        Assert.True(Shows(turned.CardIn(Engineering), $"[Open in Teams]({Link})"));
    }

    /// <summary>Engineering and leadership are linked, and Mia has opened her chat.</summary>
    private async Task<Turned> BeginAsync(params (string Name, string Value)[] settings)
    {
        var all = graph.Settings;
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: all);
        await turned.People.SaysAsync(Mia, "hello", Cancel);
        await turned.Story.QuietAsync(Cancel);
        return turned;
    }
}
