using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Linking is for those who may: outsiders and guests get a refusal with a way forward, and nothing is stored.</summary>
public sealed class Who_may_link
{
    private const string OtherTeam = "19:elsewhere@thread.tacv2";

    private static readonly FakePerson Olga = new("Olga Owner", Role: "owner");
    private static readonly FakePerson Gus = new("Gus Visitor", Role: "guest");
    private static readonly FakePerson Eve = new("Eve Outsider");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "engineering",
        "Only an owner of this team in Teams, or one of those who administer me, can say what this channel receives. Ask one of these: Bob Stone."
    )]
    [InlineData("leadership", "Only those who administer me, or whoever has the link now, can link Leadership. Ask one of these: Bob Stone.")]
    [InlineData("head_of_engineering", "Only those who administer me, or whoever has the link now, can link Head of Engineering. Ask one of these: Bob Stone.")]
    [InlineData("all", "Only those who administer me can link all teams at once. Ask one of these: Bob Stone.")]
    public async Task An_outsider_takes_over_nothing_in_a_channel_and_hears_whom_to_ask(string what, string answer)
    {
        await using var story = await WithOwnerAsync();
        await story.People.SaysAsync(Bob, "hello", Cancel);
        await story.People.SaysInAsync(Eve, Engineering, $"link {what}", Cancel);
        await story.Teams.ShowsAsync(Engineering, m => m.Text == answer, answer, Cancel);

        await NothingIsStoredAsync(story);
    }

    /// <summary>Nobody needs to know how linking is said: the card that greets a channel asks, and only who may answers it.</summary>
    [Fact]
    public async Task Where_the_bot_is_added_a_card_asks_which_teams_are_reached_there()
    {
        await using var story = await WithOwnerAsync();
        await story.People.SaysAsync(Bob, "hello", Cancel);
        await story.People.InstallsInAsync(Cleo, Engineering, Cancel);
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Which teams are reached in this channel?"), "the question", Cancel);

        var refused = await story.People.PressesAsync(Eve, card, "They are reached here", Cancel, new() { ["teams"] = "engineering" });
        Assert.Contains("Only an owner of this team in Teams", refused.Text);
        var nothing = await story.People.PressesAsync(Olga, card, "They are reached here", Cancel, new() { ["teams"] = "" });
        Assert.Contains("Choose a team first.", nothing.Text);
        await NothingIsStoredAsync(story);

        var linked = await story.People.PressesAsync(Olga, card, "They are reached here", Cancel, new() { ["teams"] = "engineering,product" });
        Assert.Contains("Engineering", linked.Text);
        var links = (await story.Bot.Get<IDirectory>().LinksAsync(FakeTeams.Tenant, Cancel)).Bindings;
        Assert.Equal(["engineering", "product"], links.Where(b => b.ChannelId == Engineering).Select(b => b.Team).Order());

        // Who says no team is asked in the same way.
        await story.People.SaysInAsync(Olga, OtherTeam, "link", Cancel);
        await story.Teams.ShowsAsync(OtherTeam, m => Shows(m, "Engineering (reached elsewhere)"), "the question again", Cancel);
    }

    [Fact]
    public async Task A_guest_links_nothing_anywhere_whatever_else_they_are()
    {
        await using var story = await WithOwnerAsync(administrators: [Bob, Gus]);
        foreach (var what in new[] { "engineering", "leadership", "head_of_engineering to me", "all" })
        {
            var activity = story.People.Activity(Gus, "message", FakeClient.Channel(Engineering), null);
            activity["text"] = $"link {what}";
            activity["from"]!["tenantId"] = "another-tenant";
            await story.People.SendAsync(activity, Cancel);
        }

        await story.QuietAsync(Cancel);
        Assert.Equal(
            4,
            story.Teams.In(Engineering).Count(m => m.Text == "Guests cannot change who is linked to what. Ask somebody of the organisation that uses me.")
        );
        await NothingIsStoredAsync(story);
    }

    /// <summary>Also when only the roster says so.</summary>
    [Fact]
    public async Task A_guest_whom_only_the_roster_knows_as_one_links_nothing()
    {
        await using var story = await WithOwnerAsync();
        await story.People.SaysInAsync(Gus, Engineering, "link engineering", Cancel);
        await story.Teams.ShowsAsync(
            Engineering,
            m => m.Text == "Guests cannot change who is linked to what. Ask somebody of the organisation that uses me.",
            "that guests cannot",
            Cancel
        );
        await NothingIsStoredAsync(story);
    }

    [Fact]
    public async Task An_owner_links_a_free_team_to_a_channel_of_theirs_and_moves_it_within_their_team()
    {
        await using var story = await WithOwnerAsync();
        await story.People.SaysInAsync(Olga, Engineering, "link engineering", Cancel);
        await story.Teams.ShowsAsync(Engineering, m => m.Text == "This channel now receives for Engineering.", "that it is linked", Cancel);
        await story.People.SaysInAsync(Olga, Leadership, "link engineering", Cancel);
        await story.Teams.ShowsAsync(
            Engineering,
            m =>
                m.Text?.StartsWith(
                    "Olga Owner has linked Engineering to another channel; this one no longer receives for that team. If that is a "
                        + "mistake, tell Olga Owner or one of those who administer me: "
                )
                    is true,
            "who took it away",
            Cancel
        );

        var binding = Assert.Single(await BindingsAsync(story));
        Assert.Equal((Leadership, Olga.AadObjectId), (binding.ChannelId, binding.By?.Id));
        Assert.Equal(
            [(DirectoryChangeKind.Linked, Leadership, Engineering), (DirectoryChangeKind.Linked, Engineering, null)],
            (await story.Bot.Get<IEscalationStore>().DirectoryChangesAsync(FakeTeams.Tenant, 10, Cancel)).Select(c => (c.Kind, c.ChannelId!, c.FormerChannelId))
        );
    }

    /// <summary>Anybody can make a team and own it.</summary>
    [Fact]
    public async Task An_owner_of_another_team_takes_nothing_that_is_linked_without_an_administrator()
    {
        var mallory = new FakePerson("Mallory Maker", Role: "owner");
        await using var story = await WithOwnerAsync();
        story.Teams.AddChannel(OtherTeam, mallory);
        await story.LinkAsync(Cancel);
        await SaysInOtherTeamAsync(story, mallory, "link engineering");
        await story.Teams.ShowsAsync(
            OtherTeam,
            m => m.Text?.StartsWith("Engineering is linked to another team's channel, so an administrator has to confirm it. I have asked Bob Stone") is true,
            "that it was asked",
            Cancel
        );
        Assert.Equal(Engineering, (await BindingsAsync(story)).Single(b => b.Team == "engineering").ChannelId);

        // Asking again brings no second card.
        await SaysInOtherTeamAsync(story, mallory, "link engineering");
        await story.Teams.ShowsAsync(OtherTeam, m => m.Text?.Contains("nobody has decided yet") is true, "that it was asked already", Cancel);
        var card = Assert.Single(story.Teams.In(Bob.ChatId), m => Shows(m, "channel receive for Engineering?"));

        // Only an administrator decides, whoever forges the button.
        var forged = await story.People.PressesAsync(mallory, card, "Confirm", Cancel);
        Assert.Equal("Only those who administer me can decide that.", forged.Text);
        var declined = await story.People.PressesAsync(Bob, card, "Decline", Cancel);
        Assert.Equal("Declined: Mallory Maker is told.", declined.Text);
        await story.Teams.ShowsAsync(
            OtherTeam,
            m => m.Text?.StartsWith("Bob Stone has declined to link Engineering to this channel.") is true,
            "that it was declined",
            Cancel
        );
        Assert.Equal(
            "That has been decided already. `links` shows who is linked to what.",
            (await story.People.PressesAsync(Bob, card, "Confirm", Cancel)).Text
        );
        Assert.Equal(Engineering, (await BindingsAsync(story)).Single(b => b.Team == "engineering").ChannelId);
    }

    [Fact]
    public async Task What_cannot_be_read_makes_nobody_an_owner()
    {
        await using var story = await WithOwnerAsync();
        story.Teams.RefuseRoster(Engineering);
        await story.People.SaysInAsync(Olga, Engineering, "link engineering", Cancel);
        await story.Teams.ShowsAsync(
            Engineering,
            m => m.Text?.Contains("I could not read just now who owns this team; try again in a minute.") is true,
            "that it could not be read",
            Cancel
        );
        await NothingIsStoredAsync(story);

        // An administrator needs no roster.
        await story.People.SaysInAsync(Bob, Engineering, "link engineering", Cancel);
        await story.Teams.ShowsAsync(Engineering, m => m.Text == "This channel now receives for Engineering.", "that it is linked", Cancel);
    }

    [Fact]
    public async Task A_role_that_somebody_asks_for_is_theirs_when_an_administrator_confirms_it()
    {
        await using var story = await WithOwnerAsync();
        await story.LinkAsync(Cancel);
        await story.People.SaysAsync(Turned.Hanna, "link head_of_engineering to me", Cancel);
        await story.Teams.ShowsAsync(
            Turned.Hanna.ChatId,
            m => m.Text == "An administrator has to confirm that you receive for Head of Engineering. I have asked Bob Stone; you hear from me here.",
            "that it is asked",
            Cancel
        );
        Assert.DoesNotContain(await BindingsAsync(story), b => b.Team == "head_of_engineering");

        var card = await story.Teams.ShowsAsync(Bob.ChatId, m => Shows(m, "Shall Hanna Head receive for Head of Engineering?"), "the question", Cancel);
        var confirmed = await story.People.PressesAsync(Bob, card, "Confirm", Cancel);
        Assert.Equal("Head of Engineering is linked to Hanna Head now.", confirmed.Text);
        await story.Teams.ShowsAsync(
            Turned.Hanna.ChatId,
            m => m.Text?.StartsWith("Bob Stone has linked you as Head of Engineering") is true,
            "that she is linked",
            Cancel
        );

        var binding = (await BindingsAsync(story)).Single(b => b.Team == "head_of_engineering");
        Assert.Equal((Turned.Hanna.AadObjectId, Bob.AadObjectId), (binding.Person?.Id, binding.By?.Id));
        Assert.Equal(
            [DirectoryChangeKind.Linked, DirectoryChangeKind.LinkRequested],
            (await story.Bot.Get<IEscalationStore>().DirectoryChangesAsync(FakeTeams.Tenant, 2, Cancel)).Select(c => c.Kind)
        );
    }

    /// <summary>The one who decides, and the one who wished it.</summary>
    [Theory]
    [InlineData(true, "You are a guest here, and guests decide nothing about who is linked to what. Ask somebody of the organisation that uses me.")]
    [InlineData(false, "Hanna Head is a guest here now. Guests cannot be linked to anything: press Decline, and link somebody of your organisation.")]
    public async Task Whoever_became_a_guest_meanwhile_is_told_that_reason_when_it_is_confirmed(bool isDecider, string answer)
    {
        await using var story = await WithOwnerAsync();
        story.Teams.AddChannel(Engineering, Bob, Cleo, Olga, Turned.Hanna);
        await story.LinkAsync(Cancel);
        await story.QuietAsync(Cancel);
        await story.People.SaysAsync(Bob, "hello", Cancel);
        await story.People.SaysAsync(Turned.Hanna, "link head_of_engineering to me", Cancel);
        var card = await story.Teams.ShowsAsync(Bob.ChatId, m => Shows(m, "Shall Hanna Head receive for Head of Engineering?"), "the question", Cancel);

        story.Teams.AddChannel(
            Engineering,
            isDecider ? Bob with { Role = "guest" } : Bob,
            Cleo,
            Olga,
            isDecider ? Turned.Hanna : Turned.Hanna with { Role = "guest" }
        );
        Assert.Equal(answer, (await story.People.PressesAsync(Bob, card, "Confirm", Cancel)).Text);
        Assert.DoesNotContain(await BindingsAsync(story), b => b.Team == "head_of_engineering");
    }

    [Fact]
    public async Task A_wish_that_nobody_decided_in_a_week_counts_no_longer()
    {
        var clock = new ClockWithoutTimers(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));
        await using var story = await Story.BeginAsync(clock);
        await story.People.SaysAsync(Turned.Hanna, "link head_of_engineering to me", Cancel);
        await story.Teams.ShowsAsync(
            Turned.Hanna.ChatId,
            m => m.Text?.StartsWith("An administrator has to confirm that, and I have not met any of them yet.") is true,
            "that nobody can be asked",
            Cancel
        );
        await story.People.SaysAsync(Bob, "hello", Cancel);
        await story.People.SaysAsync(Turned.Hanna, "link head_of_engineering to me", Cancel);
        var card = await story.Teams.ShowsAsync(Bob.ChatId, m => Shows(m, "Shall Hanna Head receive"), "the question", Cancel);
        clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(
            "That was asked on 10 March and counts no longer. Hanna Head can ask again.",
            (await story.People.PressesAsync(Bob, card, "Confirm", Cancel)).Text
        );
        Assert.Empty(await BindingsAsync(story));
    }

    [Fact]
    public async Task A_person_whom_the_bot_cannot_write_to_is_linked_to_nothing()
    {
        await using var story = await WithOwnerAsync();

        // Never met in a chat of their own: nothing that goes up would reach them.
        await story.People.SaysInAsync(Bob, Engineering, $"link head_of_engineering to {FakeClient.Mention(Cleo)}", Cancel, Cleo);
        await story.Teams.ShowsAsync(
            Engineering,
            m =>
                m.Text
                == "I cannot write to Cleo Park, so what goes up to them would be lost. Ask them to install me and to say `hello` to me in "
                    + "our personal chat; then link them again.",
            "what to do",
            Cancel
        );

        // Met, and the bot was removed since.
        await story.People.SaysAsync(Turned.Hanna, "hello", Cancel);
        await story.QuietAsync(Cancel);
        story.Teams.Refuse(Turned.Hanna.ChatId, 403, "MessageWritesBlocked");
        await story.People.SaysAsync(Bob, "link head_of_engineering to Hanna Head", Cancel);
        await story.Teams.ShowsAsync(Bob.ChatId, m => m.Text?.StartsWith("I cannot write to Hanna Head") is true, "what to do", Cancel);
        await NothingIsStoredAsync(story);

        story.Teams.Accept(Turned.Hanna.ChatId);
        await story.People.SaysAsync(Bob, "link head_of_engineering to Hanna Head", Cancel);
        await story.Teams.ShowsAsync(
            Turned.Hanna.ChatId,
            m => m.Text?.StartsWith("Bob Stone has linked you as Head of Engineering") is true,
            "that she is linked",
            Cancel
        );
    }

    [Fact]
    public async Task A_guest_is_named_to_nothing()
    {
        await using var story = await WithOwnerAsync();
        await story.People.SaysAsync(Gus, "hello", Cancel);
        await story.People.SaysInAsync(Bob, Engineering, $"link head_of_engineering to {FakeClient.Mention(Gus)}", Cancel, Gus);
        await story.Teams.ShowsAsync(
            Engineering,
            m => m.Text?.StartsWith("Gus Visitor is a guest here. Guests cannot be linked to anything") is true,
            "that guests cannot",
            Cancel
        );
        await NothingIsStoredAsync(story);
    }

    [Fact]
    public async Task Whoever_has_a_role_hands_it_over_or_gives_it_back()
    {
        await using var story = await WithOwnerAsync();
        await story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await story.People.SaysAsync(Cleo, "hello", Cancel);
        await story.People.SaysAsync(Turned.Hanna, "link head_of_engineering to Cleo Park", Cancel);
        await story.Teams.ShowsAsync(
            Cleo.ChatId,
            m => m.Text?.StartsWith("Hanna Head has linked you as Head of Engineering") is true,
            "that it is hers",
            Cancel
        );
        await story.People.SaysAsync(Cleo, "unlink head_of_engineering", Cancel);
        await story.Teams.ShowsAsync(Cleo.ChatId, m => m.Text?.StartsWith("Head of Engineering is linked to nobody now.") is true, "that it is free", Cancel);
        Assert.Empty(await BindingsAsync(story));
    }

    [Fact]
    public async Task Unlinking_is_for_those_who_may_and_whoever_loses_it_is_told()
    {
        await using var story = await WithOwnerAsync();
        await story.LinkAsync(Cancel);
        await story.People.SaysInAsync(Eve, Engineering, "unlink engineering", Cancel);
        await story.Teams.ShowsAsync(
            Engineering,
            m => m.Text == "Only those who administer me, or whoever has the link now, can unlink Engineering. Ask one of these: Bob Stone.",
            "whom to ask",
            Cancel
        );
        Assert.Equal(2, (await BindingsAsync(story)).Count);

        await story.People.SaysAsync(Bob, "unlink engineering", Cancel);
        await story.Teams.ShowsAsync(
            Engineering,
            m =>
                m.Text?.StartsWith(
                    "Bob Stone has unlinked Engineering; this one no longer receives for that team. If that is a mistake, tell Bob Stone "
                        + "or one of those who administer me: Bob Stone;"
                )
                    is true,
            "that it is unlinked",
            Cancel
        );
        Assert.DoesNotContain(await BindingsAsync(story), b => b.Team == "engineering");
    }

    [Fact]
    public async Task Links_show_who_is_linked_to_what_by_whom_and_since_when()
    {
        await using var story = await WithOwnerAsync();
        await story.LinkAsync(Cancel);
        await story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await story.People.SaysAsync(Ann, "links", Cancel);
        var links = await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.StartsWith("Who is linked to what") is true, "the links", Cancel);
        Assert.Matches(@"\*\*Engineering\*\*: a channel whose name Teams has not told me, since .*, by Bob Stone", links.Text!);
        Assert.Matches(@"\*\*Head of Engineering\*\*: Hanna Head, since .*, by Bob Stone", links.Text!);
        Assert.Contains(": nobody (`link product`)", links.Text);
        Assert.Matches(@"Lately:\n\n- .*: Bob Stone linked Head of Engineering to Hanna Head", links.Text!);
    }

    /// <summary>Without a setting, a first installer, or anybody: what owners may still works, the rest names the way out.</summary>
    [Fact]
    public async Task Where_nobody_administers_it_the_setting_is_named_and_nobody_becomes_an_administrator_by_linking()
    {
        await using var story = await WithOwnerAsync(administrators: []);
        await story.People.SaysInAsync(Olga, Engineering, "link engineering", Cancel);
        await story.Teams.ShowsAsync(Engineering, m => m.Text == "This channel now receives for Engineering.", "that it is linked", Cancel);
        await story.People.SaysInAsync(Olga, Leadership, "link leadership", Cancel);
        await story.Teams.ShowsAsync(
            Leadership,
            m => m.Text?.Contains("Nobody administers me yet: ask whoever runs me to name somebody by the setting `Teams:Administrators`.") is true,
            "the way out",
            Cancel
        );
        await story.People.SaysAsync(Olga, "link head_of_engineering to me", Cancel);
        await story.Teams.ShowsAsync(Olga.ChatId, m => m.Text?.Contains("`Teams:Administrators`") is true, "the way out", Cancel);

        Assert.Equal("engineering", Assert.Single(await BindingsAsync(story)).Team);
        Assert.Empty(await story.Bot.Get<Administrators>().ListAsync(FakeTeams.Tenant, Cancel));
    }

    private static async Task<Story> WithOwnerAsync(IReadOnlyList<FakePerson>? administrators = null)
    {
        var story = await Story.BeginAsync(administrators: administrators);
        story.Teams.AddChannel(Engineering, Olga, Bob, Cleo, Gus, Eve);
        story.Teams.AddChannel(Leadership, Olga, Ann, Bob);
        return story;
    }

    private static async Task<IReadOnlyList<Binding>> BindingsAsync(Story story) =>
        await story.Bot.Get<IEscalationStore>().BindingsAsync(FakeTeams.Tenant, Cancel);

    private static async Task NothingIsStoredAsync(Story story)
    {
        Assert.Empty(await BindingsAsync(story));
        Assert.Empty(await story.Bot.Get<IEscalationStore>().LinkRequestsAsync(FakeTeams.Tenant, Cancel));
        Assert.Empty(await story.Bot.Get<IEscalationStore>().DirectoryChangesAsync(FakeTeams.Tenant, 10, Cancel));
    }

    private static Task<System.Net.HttpStatusCode> SaysInOtherTeamAsync(Story story, FakePerson person, string text)
    {
        var activity = story.People.Activity(person, "message", FakeClient.Channel(OtherTeam), null);
        activity["text"] = text;
        activity["channelData"]!["team"] = new System.Text.Json.Nodes.JsonObject { ["id"] = OtherTeam };
        activity["channelData"]!["channel"] = new System.Text.Json.Nodes.JsonObject { ["id"] = OtherTeam };
        return story.People.SendAsync(activity, Cancel);
    }
}
