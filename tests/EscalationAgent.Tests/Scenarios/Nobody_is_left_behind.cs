using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Somebody has left, or a channel is gone: whoever can do something hears of it, at once.</summary>
public sealed class Nobody_is_left_behind
{
    private const string NewRoom = "19:newroom@thread.tacv2";

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Sunday = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Eve = new("Eve Two");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rung_that_cannot_be_reached_is_not_waited_for()
    {
        await using var turned = await LadderAsync();
        await turned.RouteAsync("S2", Cancel);
        Block(turned, Turned.Hanna);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);

        // Not an hour later: at once, with a clock of its own, and it is said who was passed over.
        Assert.True(Shows(turned.CardIn(Eve.ChatId), "Acknowledge by"));
        Assert.True(Shows(turned.CardIn(Eve.ChatId), "Not reached"));
        Assert.True(Shows(turned.CardIn(Engineering), "Head of Engineering"));
        Assert.Single(turned.Said(Engineering, "Head of Engineering cannot be reached, so it goes up to **CRO or CEO office** too."));
        Assert.Single(turned.Said(Ann.ChatId, "I could not bring it to Hanna Head (Head of Engineering): I have been blocked."));
        Assert.Equal(
            [("head_of_engineering", null), ("executive_office", "head_of_engineering")],
            (await turned.HistoryAsync(Cancel)).OfType<EscalatedUp>().Select(e => (e.To, e.NotReached))
        );
        var failed = Assert.Single((await turned.HistoryAsync(Cancel)).OfType<DeliveryFailed>());
        Assert.Equal(("head_of_engineering", "Hanna Head"), (failed.Team, failed.Person?.Name));
        Assert.Equal(Tuesday.AddHours(2), (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.Acknowledge));

        // It is known from now on: the next one does not try her first.
        var second = await turned.Story.ReviewAsync(Cancel);
        await turned.People.PressesAsync(
            Ann,
            turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision")),
            "Route",
            Cancel,
            Decision("S2", because: "So it is.")
        );
        await turned.Story.QuietAsync(Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(2), Cancel);
        Assert.Contains(turned.Said(Eve.ChatId, "ESC-2026-0002"), line => line.Contains("Head of Engineering cannot be reached", StringComparison.Ordinal));
        Assert.NotNull(second);

        // And once she writes again, she can be.
        turned.Teams.Accept(Turned.Hanna.ChatId);
        await turned.People.SaysAsync(Turned.Hanna, "help", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Empty(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel));
    }

    [Fact]
    public async Task When_no_rung_can_be_reached_leadership_is_told_at_once_and_nothing_goes_round_in_circles()
    {
        await using var turned = await LadderAsync();
        await turned.RouteAsync("S2", Cancel);
        Block(turned, Turned.Hanna);
        Block(turned, Eve);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        Assert.Single(turned.Said(Leadership, "**CRO or CEO office cannot be reached**, and there is nobody above who could be asked."));
        Assert.True((await turned.EscalationAsync(Cancel)).Assignment.IsAtLaddersEnd);

        await turned.TurnToAsync(Tuesday.AddHours(2), Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(8), Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is NobodyAbove);
        Assert.Equal(2, (await turned.HistoryAsync(Cancel)).Count(e => e is DeliveryFailed));
        Assert.NotEmpty(turned.Said(Leadership, "Still nobody has acknowledged it."));
    }

    [Fact]
    public async Task A_team_whose_channel_is_gone_is_not_waited_for_and_its_card_follows_when_it_is_linked_anew()
    {
        await using var turned = await LadderAsync();
        var review = await turned.Story.ReviewAsync(Cancel);
        Remove(turned, Engineering);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", because: "So it is."));
        await turned.Story.QuietAsync(Cancel);

        var hers = turned.CardIn(Turned.Hanna.ChatId);
        Assert.True(Shows(hers, "Acknowledge by"));
        Assert.True(Shows(hers, "Not reached"));
        Assert.Single(turned.Said(Ann.ChatId, "I could not post it in the team's channel: I am not, or no longer, in it."));
        Assert.Single(turned.Said(Ann.ChatId, "Engineering cannot be reached, so it goes up to **Head of Engineering** too."));
        var told = Assert.Single(turned.Said(Bob.ChatId, "I can no longer reach the team's channel, which receives for Engineering"));
        Assert.Contains("`@Escalation Agent link engineering` in another channel", told);

        turned.Teams.AddChannel(NewRoom, Bob, Cleo);
        await turned.People.SaysInAsync(Bob, NewRoom, "link engineering", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.PressAsync(Bob, turned.CardIn(NewRoom), "Acknowledge", Cancel);
        Assert.Equal("Bob Stone", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
    }

    /// <summary>Those who had it already when the place went away are told of as well, not only the one whose message came back.</summary>
    [Fact]
    public async Task All_that_is_open_there_is_told_of_when_one_message_comes_back()
    {
        await using var turned = await LadderAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        var second = await turned.Story.ReviewAsync(Cancel);
        Remove(turned, Engineering);
        await turned.People.PressesAsync(Ann, second, "Route", Cancel, Decision("S2", because: "So it is."));
        await turned.Story.QuietAsync(Cancel);
        var told = string.Join('\n', turned.Said(Ann.ChatId, "I could not post it in"));
        Assert.All(["ESC-2026-0001", "ESC-2026-0002"], id => Assert.Contains(id, told));

        // What has an owner goes on; the manager hears of it.
        Assert.Contains(turned.Said(Turned.Hanna.ChatId, "ESC-2026-0001"), line => line.Contains("I could not post it in", StringComparison.Ordinal));
        Assert.Single(turned.Said(Bob.ChatId, "I can no longer reach"));
    }

    [Fact]
    public async Task Without_its_csm_the_team_and_those_above_hear_of_it_and_of_what_the_csm_owes()
    {
        await using var turned = await LadderAsync();
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        Block(turned, Ann);
        await turned.PressAsync(Bob, card, "Resolve", Cancel, submit: "Resolve", inputs: new() { ["kind"] = "fix", ["text"] = "Deployed 4.2.1" });

        Assert.Contains(
            "`take over ESC-2026-0001`",
            Assert.Single(turned.Said(Engineering, "**Ann Csm**, who raised it, cannot be reached: I have been blocked."))
        );
        Assert.Single(turned.Said(Turned.Hanna.ChatId, "**Ann Csm**, who raised it, cannot be reached"));
        Assert.Single(turned.Said(Leadership, "**Ann Csm**, who raised it, cannot be reached"));
        Assert.True(Shows(turned.CardIn(Turned.Hanna.ChatId), "Cannot be reached"));
        Assert.True(Shows(turned.CardIn(Engineering), "Cannot be reached"));
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed { Person.Name: "Ann Csm", Team: null });

        // Two days later the resolution is still not confirmed.
        for (var days = 0; days < 14; days++)
        {
            await turned.TurnAsync(TimeSpan.FromDays(1), Cancel);
        }

        Assert.Contains(turned.Said(Turned.Hanna.ChatId, "This is for Ann Csm to do, who cannot be reached"), line =>
            line.Contains("Confirm and close, or reopen.", StringComparison.Ordinal)
        );
        Assert.Single(turned.Said(Engineering, "who raised it, cannot be reached"));
    }

    [Fact]
    public async Task What_was_given_back_to_a_csm_who_has_left_is_known_to_leadership()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        Block(turned, Ann);
        await turned.PressAsync(Bob, card, "Not ours", Cancel, submit: "Give it back", inputs: new() { ["because"] = "Product's." });
        Assert.Contains("`take over ESC-2026-0001`", Assert.Single(turned.Said(Leadership, "**Ann Csm**, who raised it, cannot be reached")));
    }

    /// <summary>Whoever removes the bot from their chat is missed from then on, and not only when the next message comes back.</summary>
    [Fact]
    public async Task Who_removes_the_bot_is_missed_at_once()
    {
        await using var turned = await LadderAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        var removed = turned.People.Activity(Ann, "installationUpdate", FakeClient.Chat(Ann), null);
        removed["action"] = "remove";
        await turned.People.SendAsync(removed, Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Engineering, "**Ann Csm**, who raised it, cannot be reached: they have removed me."));
    }

    /// <summary>A brief that was never routed is its writer's alone.</summary>
    [Fact]
    public async Task A_brief_that_was_never_routed_is_shown_to_nobody()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.ReviewAsync(Cancel);
        Block(turned, Ann);
        await turned.People.SaysAsync(Ann, "preview", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Empty(turned.Said(Leadership, "Ann"));
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed);
    }

    [Fact]
    public async Task Without_its_owner_the_team_hears_of_it_at_once_and_so_it_does_of_the_deadlines()
    {
        await using var turned = await LadderAsync();
        await turned.People.SaysAsync(Bob, "help", Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        Block(turned, Bob);
        await turned.TurnToAsync(Tuesday.AddHours(18.5), Cancel);
        Assert.Contains(
            "say `@Escalation Agent take over ESC-2026-0001` in its channel",
            Assert.Single(turned.Said(Engineering, "**Bob Stone**, who owned it, cannot be reached: I have been blocked."))
        );
        Assert.All([Ann.ChatId, Turned.Hanna.ChatId, Leadership], place => Assert.Single(turned.Said(place, "**Bob Stone**, who owned it, cannot be reached")));
        Assert.Contains(turned.Teams.In(Engineering), m => m.Id == card.Id && Shows(m, "Cannot be reached"));

        await turned.TurnToAsync(Tuesday.AddHours(23), Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(25), Cancel);
        Assert.Contains(turned.Teams.In(Engineering), m => m.Text?.Contains("**Bob Stone**: ") is true && m.Text.Contains("due"));
        Assert.Single(turned.Said(Engineering, "who owned it, cannot be reached"));
    }

    [Fact]
    public async Task Leaderships_channel_is_deleted_and_what_it_missed_follows_when_it_is_linked_anew()
    {
        await using var turned = await Turned.BeginAsync(Sunday, Cancel);
        turned.Teams.Refuse(Leadership, 404, "ConversationNotFound");
        await turned.RouteAsync("S1", Cancel);
        await PassAsync(turned, Sunday.AddMinutes(15));
        Assert.Single(turned.Said(Bob.ChatId, "**Nobody has acknowledged it**"));
        Assert.Contains("`@Escalation Agent link leadership`", Assert.Single(turned.Said(Bob.ChatId, "I can no longer reach")));

        await PassAsync(turned, Monday);
        Assert.Single(turned.Said(Bob.ChatId, "The summary of week 2026-W11 did not reach its channel."));
        Assert.NotEmpty(await turned.Store.KeptNewsAsync(FakeTeams.Tenant, Cancel));

        await turned.TurnToAsync(Monday.AddHours(1), Cancel);
        turned.Teams.AddChannel(NewRoom, Bob, Cleo);
        await turned.People.SaysInAsync(Bob, NewRoom, "link leadership", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Teams.In(NewRoom), m => Shows(m, "Escalations in week 11 of 2026"));
        Assert.Single(turned.Said(NewRoom, "**Nobody has acknowledged it**"));
        Assert.Empty(await turned.Store.KeptNewsAsync(FakeTeams.Tenant, Cancel));

        // Once.
        await turned.TurnAsync(TimeSpan.FromHours(1), Cancel);
        Assert.Single(turned.Teams.In(NewRoom), m => Shows(m, "Escalations in week 11 of 2026"));
    }

    /// <summary>The bot is added to the old channel again: nobody need link anything.</summary>
    [Fact]
    public async Task What_leadership_missed_follows_too_when_its_channel_can_be_reached_again()
    {
        await using var turned = await Turned.BeginAsync(Sunday, Cancel);
        Remove(turned, Leadership);
        await turned.TurnToAsync(Monday, Cancel);
        await turned.TurnToAsync(Monday.AddDays(7), Cancel);
        await turned.TurnToAsync(Monday.AddDays(8), Cancel);
        Assert.DoesNotContain(turned.Teams.In(Leadership), m => m.Card is not null);

        turned.Teams.Accept(Leadership);
        await turned.People.SaysInAsync(Bob, Leadership, "help", Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);
        await turned.Teams.ShowsAsync(Leadership, m => m.Card is not null, "the summary", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.True(Shows(Assert.Single(turned.Teams.In(Leadership), m => m.Card is not null), "Escalations in week 12 of 2026"));
        Assert.Contains("summary 2026-W11", Assert.Single(turned.Said(Leadership, "Earlier summaries were missed as well")));
    }

    /// <summary>An alarm that was told late says nothing that is not so any more.</summary>
    [Fact]
    public async Task What_has_been_acknowledged_meanwhile_is_no_alarm_any_more()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        Remove(turned, Leadership);
        var card = await turned.RouteAsync("S1", Cancel);
        await turned.TurnToAsync(Tuesday.AddMinutes(15), Cancel);
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        turned.Teams.AddChannel(NewRoom, Bob);
        await turned.People.SaysInAsync(Bob, NewRoom, "link leadership", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Empty(turned.Said(NewRoom, "Nobody has acknowledged"));
    }

    [Fact]
    public async Task Who_stands_above_takes_over_as_csm_and_is_it_for_everything()
    {
        await using var turned = await LadderAsync();
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        Block(turned, Ann);
        await turned.PressAsync(Bob, card, "Resolve", Cancel, submit: "Resolve", inputs: new() { ["kind"] = "fix", ["text"] = "Deployed 4.2.1" });

        await turned.People.SaysAsync(Turned.Hanna, "take over ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Turned.Hanna.ChatId, "You are the CSM of ESC-2026-0001 now"));
        Assert.Single(turned.Said(Engineering, "**Hanna Head** took it over as its CSM"));
        Assert.Contains(turned.Teams.In(Ann.ChatId), m => Shows(m, "ESC-2026-0001 has moved: Hanna Head is its CSM now."));
        Assert.Equal("Hanna Head", (await turned.EscalationAsync(Cancel)).Csm.Name);
        Assert.Equal("Hanna Head", Assert.Single((await turned.HistoryAsync(Cancel)).OfType<CsmReassigned>()).To.Name);
        Assert.Contains(turned.Teams.In(Engineering), m => m.Id == card.Id && !Shows(m, "Cannot be reached"));

        // What a CSM is reminded of reaches her, and nobody else.
        await turned.TurnAsync(TimeSpan.FromHours(47), Cancel);
        Assert.Contains(turned.Said(Turned.Hanna.ChatId, "Your word on the resolution"), line => !line.Contains("This is for", StringComparison.Ordinal));

        // She reopens, changes the severity, and confirms.
        await turned.PressAsync(
            Turned.Hanna,
            turned.CardIn(Turned.Hanna.ChatId),
            "Reopen",
            Cancel,
            submit: "Reopen",
            inputs: new() { ["because"] = "Still slow." }
        );
        Assert.Equal(Status.InProgress, (await turned.EscalationAsync(Cancel)).Status);
        await turned.PressAsync(
            Turned.Hanna,
            turned.CardIn(Turned.Hanna.ChatId),
            "Change the severity",
            Cancel,
            submit: "Change the severity",
            inputs: new() { ["severity"] = "S3", ["because"] = "One plant." }
        );
        Assert.Equal(Severity.S3, (await turned.EscalationAsync(Cancel)).Decision?.Severity);
        await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Resolve",
            Cancel,
            submit: "Resolve",
            inputs: new() { ["kind"] = "fix", ["text"] = "Deployed 4.2.2" }
        );
        await turned.PressAsync(Turned.Hanna, turned.CardIn(Turned.Hanna.ChatId), "Confirm and close", Cancel);
        Assert.Equal(Status.Closed, (await turned.EscalationAsync(Cancel)).Status);
    }

    [Fact]
    public async Task Leadership_takes_over_what_was_given_back_by_the_button_and_routes_it_anew()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        Block(turned, Ann);
        await turned.PressAsync(Bob, card, "Not ours", Cancel, submit: "Give it back", inputs: new() { ["because"] = "Product's." });
        await turned.PressAsync(Bob, turned.CardIn(Leadership), "Take over", Cancel);
        var review = turned.CardIn(Bob.ChatId);
        Assert.True(Shows(review, "ready for your decision"));
        await turned.PressAsync(Bob, review, "Route", Cancel, inputs: Decision("S2", because: "It is theirs."));
        Assert.Equal((Status.Routed, "Bob Stone"), ((await turned.EscalationAsync(Cancel)).Status, (await turned.EscalationAsync(Cancel)).Csm.Name));
    }

    [Fact]
    public async Task A_csm_who_can_be_reached_is_told_who_took_over()
    {
        await using var turned = await LadderAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.People.SaysInAsync(Bob, Leadership, "take over ESC-2026-0001 as CSM", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Leadership, "Ann Csm can be reached, so talk to them first."));
        Assert.Equal("Ann Csm", (await turned.EscalationAsync(Cancel)).Csm.Name);

        await turned.People.SaysInAsync(Bob, Leadership, "take over ESC-2026-0001 as CSM because Ann is on leave.", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Ann.ChatId, "**Bob Stone** took it over as its CSM, and decides on it from now on: Ann is on leave"));
        Assert.Equal("Bob Stone", (await turned.EscalationAsync(Cancel)).Csm.Name);
        Assert.Empty(Buttons(turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "has moved")).Card!));
    }

    /// <summary>What was said before somebody took over names those who were it then.</summary>
    [Fact]
    public async Task The_history_of_what_was_taken_over_names_the_people_of_then()
    {
        await using var turned = await LadderAsync();
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        await turned.PressAsync(
            Bob,
            card,
            "Wait",
            Cancel,
            "Wait",
            new()
            {
                ["for"] = "csm",
                ["until"] = "4h",
                ["because"] = "a log is needed",
            }
        );
        Block(turned, Ann);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("The cache is full."));
        await turned.People.SaysAsync(Turned.Hanna, "take over ESC-2026-0001", Cancel);
        turned.Teams.Accept(Ann.ChatId);
        foreach (var person in new[] { Ann, Turned.Hanna })
        {
            await turned.People.SaysAsync(person, "status ESC-2026-0001", Cancel);
            await turned.Story.QuietAsync(Cancel);
            var status = turned.Teams.In(person.ChatId).Last(m => Shows(m, "What happened"));
            Assert.True(Shows(status, "**Ann Csm**, who raised it, cannot be reached"), PressAnswer.Texts(status.Card!).Last());
            Assert.True(Shows(status, "waits for Ann Csm"));
            Assert.False(Shows(status, "**Ann Csm**, who owned it"));
            Assert.True(Shows(status, "CSM Hanna Head, raised by Ann Csm"));
        }
    }

    [Fact]
    public async Task What_a_team_or_a_new_csm_wrote_shows_no_secret_in_the_chat_of_another()
    {
        await using var turned = await LadderAsync();
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        await turned.PressAsync(Bob, card, "Post update", Cancel, "Post update", Update("The password is Bobs-4711 now."));
        await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Wait",
            Cancel,
            "Wait",
            new()
            {
                ["for"] = "csm",
                ["until"] = "4h",
                ["because"] = "PIN 471147 is needed",
            }
        );
        await turned.Story.QuietAsync(Cancel);
        Assert.DoesNotContain("4711", SaidIn(turned, Ann.ChatId), StringComparison.Ordinal);

        await turned.People.SaysInAsync(Bob, Leadership, "take over ESC-2026-0001 as CSM because her password is Anns-4711.", Cancel);
        await turned.People.SaysAsync(Bob, "status ESC-2026-0001", Cancel);
        await turned.People.SaysAsync(Ann, "status ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.DoesNotContain("4711", SaidIn(turned, Ann.ChatId), StringComparison.Ordinal);
        Assert.Contains("[secret", SaidIn(turned, Ann.ChatId), StringComparison.Ordinal);
    }

    private static string SaidIn(Turned turned, string chat) =>
        string.Join(
            '\n',
            turned.Teams.Journal.Where(asked => asked.Conversation.StartsWith(chat, StringComparison.Ordinal)).Select(asked => asked.Body.ToJsonString())
        );

    [Fact]
    public async Task An_administrator_takes_over_and_a_stranger_learns_nothing()
    {
        await using var turned = await LadderAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        var stranger = new FakePerson("Sam Stranger");
        await turned.People.SaysAsync(stranger, "take over ESC-2026-0001", Cancel);
        await turned.People.SaysAsync(stranger, "take over ESC-2026-0099", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(
            ["I do not know ESC-2026-0001. Say `my escalations` to see yours.", "I do not know ESC-2026-0099. Say `my escalations` to see yours."],
            turned.Said(stranger.ChatId, "I do not know")
        );
        Assert.Equal("Ann Csm", (await turned.EscalationAsync(Cancel)).Csm.Name);

        var admin = new FakePerson("Ada Admin");
        await turned.Store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = Tuesday,
                Directory = new() { Administrators = [new(new(admin.AadObjectId, admin.Name), new(Bob.AadObjectId, Bob.Name), Tuesday)] },
            },
            Cancel
        );
        await turned.People.SaysAsync(admin, "take over ESC-2026-0001 because she is ill", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal("Ada Admin", (await turned.EscalationAsync(Cancel)).Csm.Name);
        Assert.Contains("Withdraw", Buttons(turned.CardIn(admin.ChatId).Card!));
    }

    /// <summary>In the channel of the team it is the owner's place that is taken.</summary>
    [Fact]
    public async Task The_team_takes_over_from_an_owner_who_is_gone_A071()
    {
        await using var turned = await LadderAsync();
        await turned.People.SaysAsync(Bob, "help", Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        Block(turned, Bob);
        await turned.TurnToAsync(Tuesday.AddHours(18.5), Cancel);
        await turned.People.SaysInAsync(Cleo, Engineering, "take over ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var escalation = await turned.EscalationAsync(Cancel);
        Assert.Equal(("Cleo Park", "Ann Csm"), (escalation.Work.Owner?.Name, escalation.Csm.Name));
        Assert.Contains(turned.Teams.In(Engineering), m => Shows(m, "Cleo Park") && !Shows(m, "Cannot be reached"));
    }

    /// <summary>Who is in leadership's channel stands above, but for guests: they decide nothing, wherever they say it.</summary>
    [Fact]
    public async Task A_guest_in_the_channel_above_does_not_become_its_csm()
    {
        var gus = new FakePerson("Gus Visitor", Role: "guest");
        await using var turned = await LadderAsync();
        turned.Teams.AddChannel(Leadership, Ann, Bob, gus);
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(1), Cancel);
        await turned.People.SaysAsync(gus, "hello", Cancel);
        await turned.People.SaysAsync(gus, "take over ESC-2026-0001 as CSM because I say so", Cancel);
        await turned.People.SaysInAsync(gus, Leadership, "take over ESC-2026-0001 as CSM because I say so", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal("Ann Csm", (await turned.EscalationAsync(Cancel)).Csm.Name);
        Assert.Single(turned.Said(gus.ChatId, "I do not know ESC-2026-0001."));
        Assert.Single(turned.Said(Leadership, "I do not know ESC-2026-0001."));
    }

    /// <summary>They can be reached, but not for the team: it hears of it at once, and the CSM does, whoever said so.</summary>
    [Theory]
    [InlineData("event")]
    [InlineData("event without its Entra id")]
    [InlineData("roster")]
    public async Task An_owner_who_leaves_the_team_is_told_of_at_once_and_once(string how)
    {
        await using var turned = await LadderAsync();
        await turned.People.SaysAsync(Cleo, "hello", Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        await turned.PressAsync(Cleo, card, "Acknowledge", Cancel);
        turned.Teams.AddChannel(Engineering, Bob);
        if (how == "roster")
        {
            await turned.TurnAsync(TimeSpan.FromHours(1), Cancel);
            await turned.People.SaysAsync(Bob, "status ESC-2026-0001", Cancel);
        }
        else
        {
            var news = turned.People.Activity(Bob, "conversationUpdate", FakeClient.Channel(Engineering), "left-1");
            news["channelData"]!["eventType"] = "teamMemberRemoved";
            news["channelData"]!["team"] = new System.Text.Json.Nodes.JsonObject { ["id"] = Engineering };
            news["membersRemoved"] = new System.Text.Json.Nodes.JsonArray(
                new System.Text.Json.Nodes.JsonObject { ["id"] = Cleo.Id, ["aadObjectId"] = how == "event" ? Cleo.AadObjectId : null }
            );
            await turned.People.SendAsync(news, Cancel);
            await turned.People.SendAsync(news, Cancel);
        }

        await turned.Story.QuietAsync(Cancel);
        const string Told =
            "**Cleo Park**, who owned it, is no longer in the team. Somebody of the team can press Hand over on its card, or say "
            + "`@Escalation Agent take over ESC-2026-0001` in its channel to own it.";
        Assert.Single(turned.Said(Engineering, Told));
        Assert.Single(turned.Said(Ann.ChatId, Told));
        Assert.Single(turned.Said(Turned.Hanna.ChatId, Told));
        Assert.Single(turned.Said(Leadership, Told));
        Assert.True(Shows(turned.CardIn(Engineering), "No longer in the team"));
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed { HasLeftTeam: true });

        await turned.TurnAsync(TimeSpan.FromHours(2), Cancel);
        Assert.Single(turned.Said(Engineering, Told));

        await turned.People.SaysInAsync(Bob, Engineering, "take over ESC-2026-0001 as owner", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Engineering, "**Bob Stone** took it over and owns it now"));
        Assert.False(Shows(turned.CardIn(Engineering), "No longer in the team"));
    }

    /// <summary>A member who owns nothing may go without a word.</summary>
    [Fact]
    public async Task Who_leaves_a_team_and_owns_nothing_is_nobodys_news()
    {
        await using var turned = await LadderAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        turned.Teams.AddChannel(Engineering, Bob);
        await turned.TurnAsync(TimeSpan.FromHours(1), Cancel);
        await turned.People.SaysAsync(Bob, "status ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed);
    }

    /// <summary>Whoever may know of it hears what they may do.</summary>
    [Fact]
    public async Task Who_cannot_take_over_here_hears_what_they_can_do()
    {
        await using var turned = await LadderAsync();
        await turned.RouteAsync("S2", Cancel);
        await SaysAsync(Cleo, "take over ESC-2026-0001");
        Assert.Single(turned.Said(Cleo.ChatId, "Nobody owns ESC-2026-0001 yet: press Acknowledge on its card in your team's channel, and you do."));
        await turned.People.SaysInAsync(Cleo, Engineering, "take over ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Engineering, "Nobody owns ESC-2026-0001 yet: press Acknowledge on its card, and you do."));

        await turned.PressAsync(Cleo, turned.CardIn(Engineering), "Acknowledge", Cancel);
        turned.Clock.Advance(TimeSpan.FromSeconds(1));
        await SaysAsync(Cleo, "take over ESC-2026-0001");
        Assert.Single(
            turned.Said(Cleo.ChatId, "You own ESC-2026-0001 already. Only somebody who stands above the team, or an administrator, can become its CSM.")
        );
        await turned.People.SaysInAsync(Cleo, Engineering, "take over ESC-2026-0001 as owner", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Engineering, "You own ESC-2026-0001 already."));

        var dora = new FakePerson("Dora New");
        turned.Teams.AddChannel(Engineering, Bob, Cleo, dora);
        turned.Clock.Advance(TimeSpan.FromHours(1));
        await SaysAsync(dora, "take over ESC-2026-0001");
        Assert.Single(
            turned.Said(
                dora.ChatId,
                "Cleo Park owns ESC-2026-0001. To own it in their place, say `@Escalation Agent take over ESC-2026-0001` in your team's channel"
            )
        );
        await SaysAsync(dora, "take over ESC-2026-0001 as CSM because I can");
        Assert.Contains("Only somebody who stands above the team, or an administrator, can become its CSM.", turned.Said(dora.ChatId, "Only somebody"));
        await SaysAsync(dora, "take over");
        await SaysAsync(dora, "take over ESC-2026-0001 as its manager");
        Assert.Equal(2, turned.Said(dora.ChatId, "Say which one, and as what:").Count);
        Assert.Equal(("Cleo Park", "Ann Csm"), ((await turned.EscalationAsync(Cancel)).Work.Owner?.Name, (await turned.EscalationAsync(Cancel)).Csm.Name));

        async Task SaysAsync(FakePerson who, string text)
        {
            await turned.People.SaysAsync(who, text, Cancel);
            await turned.Story.QuietAsync(Cancel);
        }
    }

    /// <summary>The team's card shows at last what is so, also of a brief that it had before.</summary>
    [Fact]
    public async Task A_restored_brief_that_is_cancelled_is_shown_as_withdrawn_to_the_team_that_had_it()
    {
        await using var turned = await LadderAsync();
        var card = await turned.RouteAsync("S2", Cancel);
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Withdraw", Cancel, submit: "Withdraw", inputs: new() { ["because"] = "Solved." });
        await turned.People.SaysAsync(Ann, "restore ESC-2026-0001", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(turned.Teams.In(Engineering), m => m.Id == card.Id && Shows(m, "Draft"));

        await turned.People.SaysAsync(Ann, "cancel yes", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(Status.Withdrawn, (await turned.EscalationAsync(Cancel)).Status);
        Assert.Contains(turned.Teams.In(Engineering), m => m.Id == card.Id && Shows(m, "Withdrawn"));
        Assert.Equal(2, turned.Said(Engineering, "**Ann Csm** withdrew it").Count);
    }

    [Fact]
    public async Task Somebody_of_the_team_does_not_become_its_csm()
    {
        await using var turned = await LadderAsync();
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.People.SaysInAsync(Cleo, Engineering, "take over ESC-2026-0001 as CSM", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal("Ann Csm", (await turned.EscalationAsync(Cancel)).Csm.Name);
        Assert.Single(turned.Said(Engineering, "Only somebody who stands above the team, or an administrator, can do that."));
    }

    /// <summary>Hanna and Eve are the rungs above engineering; Bob, who has linked the channels, has a chat.</summary>
    private static async Task<Turned> LadderAsync()
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.Story.LinkToAsync(Eve, "executive_office", Cancel);
        return turned;
    }

    private static void Block(Turned turned, FakePerson person) => turned.Teams.Refuse(person.ChatId, 403, "MessageWritesBlocked");

    private static void Remove(Turned turned, string channel) => turned.Teams.Refuse(channel, 403, "BotNotInConversationRoster");

    /// <summary>Some minutes go by after it, in which what did not find its place is tried again.</summary>
    private static async Task PassAsync(Turned turned, DateTimeOffset at)
    {
        await turned.TurnToAsync(at, Cancel);
        for (var minutes = 0; minutes < 4; minutes++)
        {
            await turned.TurnAsync(TimeSpan.FromMinutes(5), Cancel);
            turned.Story.Bot.Get<Escalations.UseCases.OutboxSignal>().Ring();
            await turned.Story.QuietAsync(Cancel);
        }
    }

    /// <summary>A form that is older than what it would change does nothing: whoever reads it sees what it says no more.</summary>
    [Fact]
    public async Task An_old_form_of_the_severity_changes_nothing()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        var card = turned.CardIn(Ann.ChatId);
        var form = await turned.People.PressesAsync(Ann, card, "Change the severity", Cancel);
        JsonObject worse = new() { ["severity"] = "S1", ["because"] = "All three plants stand still." };
        JsonObject better = new() { ["severity"] = "S3", ["because"] = "It was not so bad." };
        await turned.People.PressesAsync(Ann, card, "Change the severity", Cancel, worse, form.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(Severity.S1, (await turned.EscalationAsync(Cancel)).Decision?.Severity);

        var again = await turned.People.PressesAsync(Ann, card, "Change the severity", Cancel, better, form.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(
            "has changed since this form was opened",
            string.Join("\n", [again.Text, .. again.Card is null ? [] : PressAnswer.Texts(again.Card)]),
            StringComparison.Ordinal
        );
        Assert.Equal(Severity.S1, (await turned.EscalationAsync(Cancel)).Decision?.Severity);
    }
}
