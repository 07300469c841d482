using System.Net;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Who may see something is asked of today's members; outsiders learn nothing, not even that something is there.</summary>
public sealed class Access_follows_todays_members
{
    private const string Id = "ESC-2026-0001";
    private const string Stranger = "I do not know ESC-2026-0001. Say `my escalations` to see yours.";

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly FakePerson Eve = new("Eve Outsider");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Also while Teams' roster, which can be late, names them still.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_was_removed_sees_nothing_more_and_whoever_came_does(bool withObjectId)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        Assert.True(await SeesAsync(turned, Cleo));

        await TellAsync(turned, "teamMemberRemoved", "membersRemoved", Member(Cleo, withObjectId));
        await turned.Story.QuietAsync(Cancel);
        Assert.False(await SeesAsync(turned, Cleo));
        Assert.True(await SeesAsync(turned, Bob));

        await TellAsync(turned, "teamMemberAdded", "membersAdded", Member(Cleo, withObjectId));
        Assert.True(await SeesAsync(turned, Cleo));
    }

    [Fact]
    public async Task A_roster_older_than_an_hour_is_read_again()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        turned.Teams.AddChannel(Engineering, Bob);
        turned.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True(await SeesAsync(turned, Cleo));
        turned.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await SeesAsync(turned, Cleo));
        Assert.True(await SeesAsync(turned, Bob));

        // What cannot be read opens nothing.
        turned.Teams.RefuseRoster(Engineering);
        turned.Teams.RefuseRoster(Leadership);
        turned.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await SeesAsync(turned, Bob));
    }

    [Theory]
    [InlineData("channelDeleted", "which receives for Engineering: it has been deleted.")]
    [InlineData("teamDeleted", "it has been deleted with its team.")]
    public async Task A_channel_that_is_gone_opens_nothing_and_administrators_hear_of_it(string eventType, string words)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        await TellAsync(turned, eventType, null);
        await turned.Story.QuietAsync(Cancel);
        Assert.False(await SeesAsync(turned, Cleo));
        Assert.Contains(turned.Said(Bob.ChatId, "`@Escalation Agent link engineering` in another channel"), text =>
            text.Contains(words, StringComparison.Ordinal)
        );
    }

    /// <summary>What was owed to an owner who was removed is not drawn for them; the team hears it.</summary>
    [Fact]
    public async Task A_queued_message_is_not_drawn_for_whoever_was_removed()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        await turned.People.SaysAsync(Cleo, "hello", Cancel);
        await turned.PressAsync(Cleo, card, "Acknowledge", Cancel);
        await TellAsync(turned, "teamMemberRemoved", "membersRemoved", Member(Cleo, true));
        turned.Teams.AddChannel(Engineering, Bob);
        await turned.Story.QuietAsync(Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(24), Cancel);
        Assert.Empty(turned.Said(Cleo.ChatId, Id));
        Assert.DoesNotContain(turned.Teams.In(Cleo.ChatId), m => Shows(m, "Acme Corp"));
    }

    /// <summary>Neither by its id nor in the list of what is open.</summary>
    [Fact]
    public async Task An_owner_who_was_removed_does_not_see_what_they_owned()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        await turned.PressAsync(Cleo, card, "Acknowledge", Cancel);
        await turned.People.SaysAsync(Cleo, "open", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Cleo.ChatId, "**1 open**"));

        await TellAsync(turned, "teamMemberRemoved", "membersRemoved", Member(Cleo, true));
        await turned.People.SaysAsync(Cleo, "open", Cancel);
        await turned.People.SaysAsync(Cleo, $"card {Id}", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(["Nothing is open here.", Stranger], turned.Said(Cleo.ChatId, "").Skip(1));
    }

    /// <summary>A channel that comes back is read again; one that is renamed goes on as before, by its new name.</summary>
    [Theory]
    [InlineData("channelDeleted", "channelRestored")]
    [InlineData("teamDeleted", "teamRestored")]
    public async Task A_channel_that_is_restored_opens_again(string gone, string back)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        await TellAsync(turned, gone, null);
        Assert.False(await SeesAsync(turned, Cleo));
        await TellAsync(turned, back, null);
        Assert.True(await SeesAsync(turned, Cleo));
    }

    /// <summary>Teams may let a press through that comes from an old client, or before it has heard of the removal itself.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_was_removed_does_nothing_in_the_channel_any_more(bool byEvent)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        turned.Teams.AddChannel(Engineering, Bob);
        if (byEvent)
        {
            await TellAsync(turned, "teamMemberRemoved", "membersRemoved", Member(Cleo, true));
        }
        else
        {
            turned.Clock.Advance(TimeSpan.FromMinutes(60));
        }

        await turned.Story.QuietAsync(Cancel);
        var before = (await turned.EscalationAsync(Cancel)).Version;
        var pressed = await turned.People.PressesAsync(Cleo, turned.CardIn(Engineering), "Acknowledge", Cancel);
        Assert.Equal("You are not, or no longer, a member of this team, so I did nothing. Ask one of its owners to add you.", pressed.Text);
        var shown = await turned.People.PressesAsync(Cleo, card, "show", new JsonObject { ["id"] = Id, ["seen"] = "3" }, Cancel);
        Assert.DoesNotContain("Acme", shown.Text);
        await turned.People.SaysInAsync(Cleo, Engineering, $"take over {Id}", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(before, (await turned.EscalationAsync(Cancel)).Version);

        // Others do, and who came lately too, though nobody told of it.
        var dora = new FakePerson("Dora New");
        turned.Teams.AddChannel(Engineering, Bob, dora);
        turned.Clock.Advance(TimeSpan.FromSeconds(11));
        await turned.PressAsync(dora, turned.CardIn(Engineering), "Acknowledge", Cancel);
        Assert.Equal("Dora New", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
    }

    /// <summary>A roster that cannot be read keeps no team from its work, and lets in nobody who was not there.</summary>
    [Fact]
    public async Task While_a_roster_cannot_be_read_its_last_members_act_and_nobody_else()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        turned.Teams.RefuseRoster(Engineering);
        turned.Clock.Advance(TimeSpan.FromHours(2));
        var refused = await turned.People.PressesAsync(Eve, turned.CardIn(Engineering), "Acknowledge", Cancel);
        Assert.Equal("I could not find out just now who is in this team, so I did nothing. Please try again in a minute.", refused.Text);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        Assert.Equal("Bob Stone", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
    }

    /// <summary>A brief is its CSM's own until it is routed: neither leadership nor an administrator sees it, by whatever words.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_brief_that_was_never_routed_is_its_csms_alone(bool isWithdrawn)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var review = await turned.Story.ReviewAsync(Cancel);
        if (isWithdrawn)
        {
            var asked = await turned.People.PressesAsync(Ann, review, "Cancel", Cancel);
            await turned.People.PressesAsync(Ann, review, "Yes, cancel it", Cancel, card: asked.Card);
        }

        await turned.Story.QuietAsync(Cancel);
        var (chat, room) = (turned.Teams.In(Bob.ChatId).Count, turned.Teams.In(Leadership).Count);
        foreach (var command in CommandsWithId)
        {
            await turned.People.SaysAsync(Bob, About(command, Id), Cancel);
        }

        foreach (var command in (string[])["status", "card", "explain", "take over"])
        {
            await turned.People.SaysInAsync(Bob, Leadership, $"{command} {Id}", Cancel);
        }

        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(Enumerable.Repeat(Stranger, CommandsWithId.Length), turned.Teams.In(Bob.ChatId).Skip(chat).Select(m => m.Text!));
        Assert.Equal(Enumerable.Repeat(Stranger, 4), turned.Teams.In(Leadership).Skip(room).Select(m => m.Text!));
        Assert.True(await SeesAsync(turned, Ann));
    }

    /// <summary>What was taken over from somebody stays readable to them, and no more than that.</summary>
    [Fact]
    public async Task Who_was_its_csm_reads_on_and_decides_no_more()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        turned.Teams.AddChannel(Leadership, Bob);
        turned.Clock.Advance(TimeSpan.FromMinutes(60));
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.People.SaysInAsync(Bob, Leadership, $"take over {Id} as CSM because Ann is on leave", Cancel);
        await turned.Story.QuietAsync(Cancel);

        await turned.People.SaysAsync(Ann, $"status {Id}", Cancel);
        var status = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What happened") && Shows(m, "Acme"), "its history", Cancel);
        Assert.Empty(Buttons(status.Card!).Except(["Why these dates?", "Whole brief", "What happened before"]));
        var version = (await turned.EscalationAsync(Cancel)).Version;
        var pressed = await turned.People.PressesAsync(
            Ann,
            status,
            "withdraw",
            new JsonObject
            {
                ["id"] = Id,
                ["seen"] = $"{version}",
                ["because"] = "x",
            },
            Cancel
        );
        Assert.Equal($"Bob Stone is the CSM of {Id} now, and decides on it. Say `status {Id}` to see where it stands.", pressed.Text);
        await turned.People.SaysAsync(Ann, $"withdraw {Id}", Cancel);
        await turned.People.SaysAsync(Ann, $"take over {Id}", Cancel);
        await turned.People.SaysAsync(Ann, "open", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Ann.ChatId, $"Only Bob Stone, who is the CSM of {Id}, can do that."));
        Assert.Single(turned.Said(Ann.ChatId, $"Bob Stone is the CSM of {Id} now: talk to them."));
        Assert.Single(turned.Said(Ann.ChatId, "Nothing is open here."));
        Assert.Equal(version, (await turned.EscalationAsync(Cancel)).Version);

        // Somebody of another organisation, as Teams says now, reads nothing.
        var foreign = turned.People.Activity(Ann, "message", FakeClient.Chat(Ann), null);
        foreign["from"]!["role"] = "guest";
        foreign["text"] = $"status {Id}";
        await turned.People.SendAsync(foreign, Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Ann.ChatId, Stranger));
    }

    /// <summary>What a roster said of somebody is known after they have left it.</summary>
    [Fact]
    public async Task A_guest_who_was_its_csm_reads_nothing_more_once_removed()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        turned.Teams.AddChannel(Leadership, Bob, Ann with { Role = "guest" });
        turned.Clock.Advance(TimeSpan.FromMinutes(60));
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.People.SaysInAsync(Bob, Leadership, $"take over {Id} as CSM because Ann is on leave", Cancel);
        await turned.Story.QuietAsync(Cancel);
        turned.Teams.AddChannel(Leadership, Bob);
        turned.Clock.Advance(TimeSpan.FromHours(2));

        await turned.People.SaysAsync(Ann, $"status {Id}", Cancel);
        await turned.People.SaysAsync(Ann, $"explain {Id}", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(2, turned.Said(Ann.ChatId, Stranger).Count);
        var pressed = await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "status", new JsonObject { ["id"] = Id, ["seen"] = "3" }, Cancel);
        Assert.Equal(Stranger, pressed.Text);
    }

    [Fact]
    public async Task A_guest_in_leaderships_channel_does_not_get_the_summary()
    {
        var gus = new FakePerson("Gus Visitor", Role: "guest");
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        turned.Teams.AddChannel(Leadership, Ann, Bob, gus);
        turned.Clock.Advance(TimeSpan.FromHours(2));
        await turned.People.SaysInAsync(gus, Leadership, "summary", Cancel);
        await turned.People.SaysAsync(gus, "summary", Cancel);
        await turned.People.SaysAsync(gus, "links", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Leadership, "Pages and summaries are not for guests. Ask somebody of the organisation that uses me."));
        Assert.Single(turned.Said(gus.ChatId, "Pages and summaries are not for guests."));
        Assert.Single(turned.Said(gus.ChatId, "Who is linked to what is not for guests."));
        Assert.DoesNotContain(turned.Teams.In(Leadership).Concat(turned.Teams.In(gus.ChatId)), m => m.Card is not null && Shows(m, "Escalations in week"));

        await turned.People.SaysInAsync(Bob, Leadership, "summary", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Teams.In(Leadership), m => m.Card is not null && Shows(m, "Escalations in week"));

        // A member of the house again, as the roster says.
        turned.Teams.AddChannel(Leadership, Ann, Bob, gus with { Role = null });
        turned.Clock.Advance(TimeSpan.FromHours(2));
        await turned.People.SaysInAsync(gus, Leadership, "summary", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(2, turned.Teams.In(Leadership).Count(m => m.Card is not null && Shows(m, "Escalations in week")));
    }

    [Fact]
    public async Task A_renamed_channel_is_called_by_its_new_name()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await TellAsync(turned, "channelRenamed", null, channelName: "Platform");
        Assert.Equal("Platform", (await turned.Store.FindChannelAsync(FakeTeams.Tenant, Engineering, Cancel))?.Name);
        await turned.People.SaysAsync(Bob, "links", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("Platform", Assert.Single(turned.Said(Bob.ChatId, "Engineering")));
    }

    private static readonly string[] CommandsWithId =
    [
        "status",
        "show",
        "card",
        "explain",
        "why",
        "cancel",
        "withdraw",
        "restore",
        "preview",
        "take over",
        "escalate {0} to the CTO",
        "case study",
        "handle {0} myself",
        "combine {0} with ESC-2026-0009",
    ];

    private static string About(string command, string id) =>
        command.Contains("{0}", StringComparison.Ordinal) ? command.Replace("{0}", id, StringComparison.Ordinal) : $"{command} {id}";

    public static TheoryData<string> Commands { get; } = [.. CommandsWithId];

    /// <summary>A new command that takes an id must be added above, and so is tried by the test below.</summary>
    [Fact]
    public void All_commands_that_take_an_id_are_tried() =>
        Assert.Equal(
            typeof(EscalationAgent.Teams.ChatCommand)
                .Assembly.GetTypes()
                .Where(t => t.IsSubclassOf(typeof(EscalationAgent.Teams.ChatCommand)) && t.GetProperty("Id") is not null)
                .Select(t => t.Name)
                .Order(),
            CommandsWithId.Select(word => EscalationAgent.Teams.ChatCommand.Parse(About(word, Id)).GetType().Name).Distinct().Order()
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_with_a_foreign_id_and_one_with_an_unknown_id_get_the_same_answer(string command)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        var before = (await turned.EscalationAsync(Cancel)).Version;
        await turned.People.SaysAsync(Eve, About(command, Id), Cancel);
        await turned.People.SaysAsync(Eve, About(command, "ESC-2026-7777"), Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal([Stranger, Stranger.Replace("0001", "7777")], turned.Said(Eve.ChatId, "").ToArray());
        Assert.Equal(before, (await turned.EscalationAsync(Cancel)).Version);
    }

    /// <summary>Whatever verb the code knows.</summary>
    [Fact]
    public async Task Every_button_with_a_foreign_id_and_with_an_unknown_id_gets_the_same_answer()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        var before = (await turned.EscalationAsync(Cancel)).Version;
        var mine = new FakeMessage(Eve.ChatId, "1", []);
        foreach (var verb in typeof(EscalationAgent.Teams.Verbs).GetFields().Select(f => (string)f.GetRawConstantValue()!))
        {
            var answers = new List<string>();
            foreach (var id in new[] { Id, "ESC-2026-7777" })
            {
                answers.Add(
                    (await turned.People.PressesAsync(Eve, mine, verb, new JsonObject { ["id"] = id, ["seen"] = "3" }, Cancel)).Text.Replace(
                        id,
                        "ID",
                        StringComparison.Ordinal
                    )
                );
            }

            Assert.True(answers[0] == answers[1], $"{verb}: {answers[0]} / {answers[1]}");
            Assert.DoesNotContain("Acme", answers[0], StringComparison.Ordinal);
        }

        Assert.Equal(before, (await turned.Store.FindAsync(FakeTeams.Tenant, new(2026, 1), Cancel))?.Version);
    }

    /// <summary>In a group chat all read along, so it shows what all may see.</summary>
    [Fact]
    public async Task Status_in_a_group_chat_shows_only_what_all_who_are_there_may_see()
    {
        const string Group = "19:group@thread.v2";
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        turned.Teams.AddChannel(Group, Bob, Cleo, Eve);
        await SaysInGroupAsync(turned, Bob, Group, $"status {Id}");
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(Stranger, Assert.Single(turned.Teams.In(Group)).Text);

        turned.Teams.AddChannel(Group, Bob, Cleo);
        await SaysInGroupAsync(turned, Bob, Group, $"status {Id}");
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(turned.Teams.In(Group), m => Shows(m, Id));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task The_weekly_report_obeys_the_same_check_as_the_door(string header, string value)
    {
        await using var story = await Story.BeginAsync();
        using var open = await story.People.Http.GetAsync("/api/reports/weekly", Cancel);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/reports/weekly");
        request.Headers.TryAddWithoutValidation(header, value);
        using var refused = await story.People.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    /// <summary>Of several tenants none is guessed: zeros would read like a quiet week.</summary>
    [Fact]
    public async Task Without_a_setting_the_report_is_of_the_only_tenant_in_use_or_says_what_to_set()
    {
        await using var story = await Story.BeginAsync(settings: new Dictionary<string, string?> { ["Reports:Tenant"] = "" });
        Assert.Contains("set Reports:Tenant", await RefusedAsync());

        await story.LinkAsync(Cancel);
        using var served = await story.People.Http.GetAsync("/api/reports/weekly", Cancel);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);

        await story
            .Bot.Get<IEscalationStore>()
            .CommitAsync(
                new()
                {
                    Tenant = "tenant-2",
                    At = Tuesday,
                    Directory = new() { Bindings = [new("engineering", "19:c", null, Tuesday)] },
                },
                Cancel
            );
        Assert.Contains("More than one of the tenants", await RefusedAsync());

        async Task<string> RefusedAsync()
        {
            using var refused = await story.People.Http.GetAsync("/api/reports/weekly", Cancel);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            return await refused.Content.ReadAsStringAsync(Cancel);
        }
    }

    private static async Task<bool> SeesAsync(Turned turned, FakePerson person)
    {
        var before = turned.Teams.In(person.ChatId).Count;
        await turned.People.SaysAsync(person, $"status {Id}", Cancel);
        var answer = await turned.Teams.ShowsAsync(
            person.ChatId,
            m => turned.Teams.In(person.ChatId).Skip(before).Contains(m) && (m.Text == Stranger || Shows(m, "What happened")),
            "an answer",
            Cancel
        );
        return answer.Text != Stranger;
    }

    private static JsonObject Member(FakePerson person, bool withObjectId) =>
        withObjectId ? new() { ["id"] = person.Id, ["aadObjectId"] = person.AadObjectId } : new() { ["id"] = person.Id };

    private static Task<System.Net.HttpStatusCode> TellAsync(Turned turned, string eventType, string? list, JsonNode? member = null, string? channelName = null)
    {
        var activity = turned.People.Activity(Bob, "conversationUpdate", FakeClient.Channel("19:general@thread.tacv2"), null);
        activity["channelData"]!["eventType"] = eventType;
        activity["channelData"]!["team"] = new JsonObject { ["id"] = "19:general@thread.tacv2" };
        if (eventType.StartsWith("channel", StringComparison.Ordinal))
        {
            activity["channelData"]!["channel"] = new JsonObject { ["id"] = Engineering, ["name"] = channelName };
        }

        if (list is not null)
        {
            activity[list] = new JsonArray(member);
        }

        // Such news need not come from a person.
        activity.Remove("from");
        return turned.People.SendAsync(activity, Cancel);
    }

    private static Task<System.Net.HttpStatusCode> SaysInGroupAsync(Turned turned, FakePerson person, string group, string text)
    {
        var activity = turned.People.Activity(
            person,
            "message",
            new()
            {
                ["id"] = group,
                ["conversationType"] = "groupChat",
                ["isGroup"] = true,
                ["tenantId"] = FakeTeams.Tenant,
            },
            null
        );
        activity["text"] = text;
        return turned.People.SendAsync(activity, Cancel);
    }
}
