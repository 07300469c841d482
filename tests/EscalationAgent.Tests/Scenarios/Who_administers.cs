using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Administrators: by the settings, else by installing, and named from chat; each change is on record and told.</summary>
public sealed class Who_administers
{
    private static readonly FakePerson Gus = new("Gus Visitor", Role: "guest");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_installs_it_first_administers_it_and_nobody_after_them()
    {
        await using var story = await WithoutSettingAsync();
        await story.People.InstallsInAsync(Cleo, Engineering, Cancel);
        await story.People.InstallsAsync(Ann, Cancel);
        await story.People.InstallsInAsync(Bob, Leadership, Cancel);
        await story.Teams.ShowsAsync(Cleo.ChatId, m => m.Text?.Contains("you administer me") is true, "that she administers it", Cancel);

        Assert.Equal([Cleo.AadObjectId], await AdministratorsAsync(story));
        Assert.Equal([(DirectoryChangeKind.AdministratorAdded, Cleo.AadObjectId)], await ChangesAsync(story));
    }

    /// <summary>Teams tells of an installation in two ways, in either order.</summary>
    [Fact]
    public async Task The_news_that_the_bot_is_a_member_counts_as_installing_it()
    {
        await using var story = await WithoutSettingAsync();
        var activity = story.People.Activity(Cleo, "conversationUpdate", FakeClient.Channel(Engineering), null);
        activity["membersAdded"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["id"] = "28:bot" });
        await story.People.SendAsync(activity, Cancel);
        await story.People.InstallsInAsync(Bob, Engineering, Cancel);

        Assert.Equal([Cleo.AadObjectId], await AdministratorsAsync(story));
    }

    /// <summary>A bot that has been used before this was known is taken over by nobody who adds it again.</summary>
    [Fact]
    public async Task Installing_it_where_it_is_known_already_gives_nothing()
    {
        await using var story = await WithoutSettingAsync();
        await story.People.SaysAsync(Ann, "help", Cancel);
        await story.People.InstallsInAsync(Cleo, Engineering, Cancel);
        await story.People.InstallsAsync(Bob, Cancel);

        Assert.Empty(await AdministratorsAsync(story));
    }

    [Fact]
    public async Task A_guest_who_installs_it_gains_nothing()
    {
        await using var story = await WithoutSettingAsync();
        var activity = story.People.Activity(Gus, "installationUpdate", FakeClient.Chat(Gus), null);
        activity["action"] = "add";
        activity["from"]!["tenantId"] = "another-tenant";
        await story.People.SendAsync(activity, Cancel);

        Assert.Empty(await AdministratorsAsync(story));
    }

    [Fact]
    public async Task The_setting_decides_and_installing_counts_no_longer()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await WithoutSettingAsync(folder.Path))
        {
            await before.People.InstallsAsync(Cleo, Cancel);
            Assert.Equal([Cleo.AadObjectId], await AdministratorsAsync(before));
        }

        await using var story = await Story.BeginAsync(
            folder: folder.Path,
            administrators: [],
            settings: new Dictionary<string, string?> { ["Teams:Administrators:0"] = Bob.AadObjectId.ToUpperInvariant() }
        );
        Assert.Equal([Bob.AadObjectId.ToUpperInvariant()], await AdministratorsAsync(story));
        Assert.True(await story.Bot.Get<Administrators>().IncludesAsync(FakeTeams.Tenant, Bob.AadObjectId, Cancel));
        Assert.False(await story.Bot.Get<Administrators>().IncludesAsync(FakeTeams.Tenant, Cleo.AadObjectId, Cancel));
    }

    [Fact]
    public async Task Administrators_name_and_remove_others_and_all_of_them_hear_of_it()
    {
        await using var story = await WithoutSettingAsync();
        await story.People.InstallsAsync(Bob, Cancel);
        await story.People.SaysAsync(Ann, "hello", Cancel);

        await story.People.SaysInAsync(Bob, Engineering, $"add admin {FakeClient.Mention(Cleo)}", Cancel, Cleo);
        await story.Teams.ShowsAsync(Cleo.ChatId, m => m.Text?.Contains("Bob Stone has named you") is true, "that she was named", Cancel);
        await story.People.SaysAsync(Cleo, "add admin Ann Csm", Cancel);
        await story.Teams.ShowsAsync(Bob.ChatId, m => m.Text == "Cleo Park has named Ann Csm to administer me.", "whom Cleo named", Cancel);
        await story.People.SaysAsync(Ann, "admins", Cancel);
        var list = await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("These people administer me") is true, "the list", Cancel);
        Assert.Matches(@"Bob Stone, who installed me on (.|\n)*Cleo Park, named by Bob Stone on (.|\n)*Ann Csm, named by Cleo Park on ", list.Text!);

        await story.People.SaysAsync(Bob, "remove admin Cleo Park", Cancel);
        await story.Teams.ShowsAsync(
            Cleo.ChatId,
            m =>
                m.Text?.StartsWith("Bob Stone has removed you: you administer me no longer. If that is a mistake, ask one of those who do: Bob Stone, Ann Csm")
                    is true,
            "that she was removed",
            Cancel
        );
        Assert.Equal([Bob.AadObjectId, Ann.AadObjectId], await AdministratorsAsync(story));
        Assert.Equal(
            [
                (DirectoryChangeKind.AdministratorRemoved, Cleo.AadObjectId),
                (DirectoryChangeKind.AdministratorAdded, Ann.AadObjectId),
                (DirectoryChangeKind.AdministratorAdded, Cleo.AadObjectId),
                (DirectoryChangeKind.AdministratorAdded, Bob.AadObjectId),
            ],
            await ChangesAsync(story)
        );
    }

    [Fact]
    public async Task Nobody_else_names_or_removes_anybody_and_is_told_whom_to_ask()
    {
        await using var story = await WithoutSettingAsync();
        await story.People.InstallsAsync(Bob, Cancel);
        await story.People.SaysAsync(Ann, "hello", Cancel);

        await story.People.SaysAsync(Ann, "add admin Ann Csm", Cancel);
        await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => m.Text == "Only those who administer me can change who does. Ask one of them: Bob Stone.",
            "whom to ask",
            Cancel
        );
        await story.People.SaysInAsync(Cleo, Engineering, $"remove admin {FakeClient.Mention(Bob)}", Cancel, Bob);
        await story.Teams.ShowsAsync(
            Engineering,
            m => m.Text == "Only those who administer me can change who does. Ask one of them: Bob Stone.",
            "whom to ask",
            Cancel
        );

        Assert.Equal([Bob.AadObjectId], await AdministratorsAsync(story));
        Assert.Single(await ChangesAsync(story));
    }

    /// <summary>In a personal chat, whose roster does not hold them, the rosters of their channels say that they are a guest.</summary>
    [Fact]
    public async Task A_guest_is_not_named_in_a_personal_chat_either()
    {
        await using var story = await Story.BeginAsync();
        story.Teams.AddChannel(Engineering, Bob, Cleo, Gus);
        await story.LinkAsync(Cancel);
        await story.QuietAsync(Cancel);
        await story.People.SaysAsync(Gus, "hello", Cancel);
        await story.People.SaysAsync(Bob, "add admin Gus Visitor", Cancel);
        await story.Teams.ShowsAsync(Bob.ChatId, m => m.Text?.StartsWith("Gus Visitor is a guest here.") is true, "that guests cannot", Cancel);
    }

    [Fact]
    public async Task A_guest_is_not_named_the_last_one_is_not_removed_and_the_unknown_is_explained()
    {
        await using var story = await WithoutSettingAsync();
        story.Teams.AddChannel(Engineering, Bob, Cleo, Gus);
        await story.People.InstallsAsync(Bob, Cancel);

        await story.People.SaysInAsync(Bob, Engineering, $"add admin {FakeClient.Mention(Gus)}", Cancel, Gus);
        await story.Teams.ShowsAsync(Engineering, m => m.Text?.StartsWith("Gus Visitor is a guest here.") is true, "that guests cannot", Cancel);
        await story.People.SaysAsync(Bob, "remove admin Bob Stone", Cancel);
        await story.Teams.ShowsAsync(
            Bob.ChatId,
            m => m.Text?.StartsWith("Nobody else administers me. Name another person first") is true,
            "that he is the last",
            Cancel
        );
        await story.People.SaysAsync(Bob, "add admin Nora Nowhere", Cancel);
        await story.Teams.ShowsAsync(
            Bob.ChatId,
            m => m.Text?.StartsWith("I do not know “Nora Nowhere”. Ask them to add me") is true,
            "that she is unknown",
            Cancel
        );

        Assert.Equal([Bob.AadObjectId], await AdministratorsAsync(story));
        Assert.Single(await ChangesAsync(story));
    }

    private static Task<Story> WithoutSettingAsync(string? folder = null) => Story.BeginAsync(folder: folder, administrators: []);

    private static async Task<IReadOnlyList<string>> AdministratorsAsync(Story story) =>
        [.. (await story.Bot.Get<Administrators>().ListAsync(FakeTeams.Tenant, Cancel)).Select(a => a.Person.Id)];

    private static async Task<IReadOnlyList<(DirectoryChangeKind, string?)>> ChangesAsync(Story story) =>
        [.. (await story.Bot.Get<IEscalationStore>().DirectoryChangesAsync(FakeTeams.Tenant, 10, Cancel)).Select(c => (c.Kind, c.Person?.Id))];
}
