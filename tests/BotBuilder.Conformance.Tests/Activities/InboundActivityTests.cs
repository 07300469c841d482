using System.Text;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Scenarios;
using Escalations.Ports;
using Microsoft.Bot.Schema;
using TeamsBot.Tests.Activities;
using static EscalationAgent.Tests.Scenarios.Story;
using CardAction = TeamsBot.Activities.CardAction;

namespace BotBuilder.Conformance.Tests.Activities;

/// <summary>What comes in is taken by the official handler and by the whole program for the same thing.</summary>
public sealed class InboundActivityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Samples => [.. Sample.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_read_whole_by_the_official_type(string name) =>
        Official.KeepsAll<Microsoft.Bot.Schema.Activity>(Sample.Text(name), "timestamp", "localTimestamp");

    /// <summary>Where both have a word for something, they find the same there.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_says_the_same_to_both(string name)
    {
        var (theirs, ours) = (Official.Read<Microsoft.Bot.Schema.Activity>(Sample.Text(name)), Sample.Activity(name));
        var (theirData, ourData) = (theirs.GetChannelData<Microsoft.Bot.Schema.Teams.TeamsChannelData>(), ours.ChannelData);

        Assert.Equal(
            (
                theirs.Type,
                theirs.Id,
                theirs.ChannelId,
                theirs.ServiceUrl,
                theirs.ReplyToId,
                theirs.Name,
                theirs.Action,
                theirs.Timestamp,
                theirs.LocalTimestamp
            ),
            (ours.Type, ours.Id, ours.ChannelId, ours.ServiceUrl, ours.ReplyToId, ours.Name, ours.Action, ours.Timestamp, ours.LocalTimestamp)
        );
        Assert.Equal(
            (theirs.From.Id, theirs.From.Name, theirs.From.AadObjectId, theirs.Recipient.Id),
            (ours.From!.Id, ours.From.Name, ours.From.AadObjectId, ours.Recipient!.Id)
        );
        Assert.Equal(
            (theirs.Conversation.Id, theirs.Conversation.ConversationType, theirs.Conversation.TenantId, theirs.Conversation.TenantId),
            (ours.Conversation!.Id, ours.Conversation.ConversationType, ours.Conversation.TenantId, ours.TenantId())
        );
        Assert.Equal(
            (
                theirData?.Tenant?.Id,
                theirData?.Team?.Id,
                theirData?.Team?.AadGroupId,
                theirData?.Channel?.Id,
                theirData?.EventType,
                theirData?.Settings?.SelectedChannel?.Id
            ),
            (
                ourData?.Tenant?.Id,
                ourData?.Team?.Id,
                ourData?.Team?.AadGroupId,
                ourData?.Channel?.Id,
                ourData?.EventType,
                ourData?.Settings?.SelectedChannel?.Id
            )
        );
        Assert.Equal(theirs.GetMentions().Any(m => m.Mentioned.Id == theirs.Recipient.Id), ours.MentionsBot());
        Assert.Equal(theirs.MembersAdded?.Select(m => m.Id), ours.MembersAdded?.Select(m => m.Id));
        Assert.Equal(theirs.ReactionsAdded?.Select(r => r.Type), ours.ReactionsAdded?.Select(r => r.Type));
        if (theirs.Text is not null)
        {
            Assert.Equal(theirs.RemoveRecipientMention().Trim(), ours.Said());
        }
    }

    [Fact]
    public async Task A_button_is_read_alike()
    {
        var theirs = (await OfficialBot.HandleAsync(Sample.Text("action-execute"), Cancel)).Answer!;
        var ours = CardAction.Of(Sample.Activity("action-execute"))!;

        Assert.Equal((string?)Official.Write(theirs.Body)["value"], $"{ours.Verb} {JsonNode.Parse(ours.Data.GetRawText())!.ToJsonString()}");
    }

    /// <summary>
    /// The table says of each which methods the official handler calls and the status of its answer to an invoke; then our status, what
    /// is answered under the button, where the program speaks, and what it knows of places afterwards. Three differ: Teams removes a bot
    /// and adds it again to upgrade it, and says so; of an error under a button Teams shows nothing unless the status is 200; and
    /// a message that comes back had been taken when it came first.
    /// </summary>
    [Fact]
    public async Task Each_is_taken_for_the_same_thing_by_the_official_handler_and_by_the_program()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.QuietAsync(Cancel);
        var table = new StringBuilder();
        foreach (var (name, activity) in InboundSamples.All(story.People))
        {
            activity["serviceUrl"] = story.Teams.ServiceUrl;
            var theirs = await OfficialBot.HandleAsync(activity.ToJsonString(), Cancel);
            table.AppendLine(
                $"{name}: {string.Join(", ", [.. theirs.Methods, .. theirs.Answer is { } answer ? [$"{answer.Status}"] : (string[])[]])}".TrimEnd()
            );
            table.AppendLine($"  {await OursAsync(story, activity)}");
        }

        Assert.Equal(
            """
            installation-channel: OnInstallationUpdateAddAsync
              200, says in 19:channel-0001-announcements@thread.tacv2
            installation-personal: OnInstallationUpdateAddAsync
              200, says in a:1-alex-personal
            action-execute: OnAdaptiveCardInvokeAsync, 200
              200, application/vnd.microsoft.activity.message
            action-submit: OnMessageActivityAsync
              200, says in a:1-alex-personal
            bot-added-channel: OnTeamsMembersAddedAsync
              200
            bot-added-personal: OnTeamsMembersAddedAsync
              200
            channel-renamed: OnTeamsChannelRenamedAsync
              200
            compose-extension-query: OnTeamsMessagingExtensionQueryAsync, 501
              200, message
            message-channel: OnMessageActivityAsync
              200, says in 19:channel-0001-announcements@thread.tacv2;messageid=1795229129467
            message-group-chat: OnMessageActivityAsync
              200, says in 19:group-chat-0001@thread.v2
            message-personal: OnMessageActivityAsync
              200, says in a:1-alex-personal
            message-reaction: OnReactionsAddedAsync
              200
            message-edited: OnTeamsMessageEditAsync
              200, says in a:ann
            message-undeleted: OnTeamsMessageUndeleteAsync
              200
            message-deleted: OnTeamsMessageSoftDeleteAsync
              200
            message-updated-otherwise:
              200
            reaction-removed: OnReactionsRemovedAsync
              200
            typing: OnTypingActivityAsync
              200
            read-receipt: OnTeamsReadReceiptAsync
              200
            unknown-type: OnUnrecognizedActivityTypeAsync
              200
            task-fetch: OnTeamsTaskModuleFetchAsync, 501
              501
            unknown-invoke: 501
              501
            card-action-without-action: 400
              200, application/vnd.microsoft.error
            card-action-of-unknown-verb: OnAdaptiveCardInvokeAsync, 200
              200, application/vnd.microsoft.activity.message
            installation-upgraded: OnInstallationUpdateAddAsync
              200
            installation-removed-for-upgrade: OnInstallationUpdateRemoveAsync
              200
            installation-removed: OnInstallationUpdateRemoveAsync
              200, loses person:aad-ann
            member-added: OnTeamsMembersAddedAsync
              200
            member-added-without-event-type: OnTeamsMembersAddedAsync
              200
            member-removed: OnTeamsMembersRemovedAsync
              200, knows 19:engineering@thread.tacv2 as '' of '', left by 1, knows 19:leadership@thread.tacv2 as '' of '', left by 1
            channelCreated: OnTeamsChannelCreatedAsync
              200
            channelRenamed: OnTeamsChannelRenamedAsync
              200, knows 19:engineering@thread.tacv2 as 'New name' of '', left by 1
            channelDeleted: OnTeamsChannelDeletedAsync
              200, opens a chat, says in a:bob, loses channel:19:engineering@thread.tacv2
            channelRestored: OnTeamsChannelRestoredAsync
              200, regains channel:19:engineering@thread.tacv2
            teamRenamed: OnTeamsTeamRenamedAsync
              200, knows 19:engineering@thread.tacv2 as 'New name' of 'New team', left by 1, knows 19:leadership@thread.tacv2 as '' of 'New team', left by 1
            teamArchived: OnTeamsTeamArchivedAsync
              200, says in a:bob
            teamUnarchived: OnTeamsTeamUnarchivedAsync
              200
            teamDeleted: OnTeamsTeamDeletedAsync
              200, says in a:bob, loses channel:19:engineering@thread.tacv2, loses channel:19:leadership@thread.tacv2
            teamRestored: OnTeamsTeamRestoredAsync
              200, regains channel:19:engineering@thread.tacv2, regains channel:19:leadership@thread.tacv2
            teamHardDeleted: OnTeamsTeamHardDeletedAsync
              200, says in a:bob, loses channel:19:engineering@thread.tacv2, loses channel:19:leadership@thread.tacv2
            bot-added-again: OnTeamsMembersAddedAsync
              200, says in 19:general@thread.tacv2, regains channel:19:engineering@thread.tacv2, regains channel:19:leadership@thread.tacv2, knows 19:general@thread.tacv2 as '' of '', left by 0
            bot-removed: OnTeamsMembersRemovedAsync
              200, says in a:bob, loses channel:19:engineering@thread.tacv2, loses channel:19:leadership@thread.tacv2
            """,
            table.ToString().TrimEnd()
        );
    }

    private static string TypeOf(JsonNode answer) => (string)(answer["type"] ?? answer["composeExtension"]!["type"])!;

    private static async Task<string> OursAsync(Story story, JsonObject activity)
    {
        var (asked, lost, known) = (story.Teams.Journal.Count, await LostAsync(story), await KnownAsync(story));
        using var content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await story.People.Http.PostAsync("/api/messages", content, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        await story.QuietAsync(Cancel);
        var lostNow = await LostAsync(story);
        return string.Join(
            ", ",
            [
                $"{(int)answer.StatusCode}",
                .. body.Length == 0 ? [] : (string[])[TypeOf(JsonNode.Parse(body)!)],
                .. story
                    .Teams.Journal.Skip(asked)
                    .Select(request => request.Conversation.Length == 0 ? "opens a chat" : $"says in {request.Conversation}")
                    .Distinct(),
                .. lostNow.Except(lost).Select(place => $"loses {place}"),
                .. lost.Except(lostNow).Select(place => $"regains {place}"),
                .. (await KnownAsync(story)).Except(known).Select(channel => $"knows {channel}"),
            ]
        );
    }

    /// <summary>What the directory holds of the channels, but for who is there.</summary>
    private static async Task<IReadOnlyList<string>> KnownAsync(Story story) =>
        [
            .. (await story.Bot.Get<IDirectory>().ChannelsAsync(FakeTeams.Tenant, Cancel)).Select(channel =>
                $"{channel.ChannelId} as '{channel.Name}' of '{channel.TeamName}', left by {channel.Left.Count}"
            ),
        ];

    private static async Task<IReadOnlyList<string>> LostAsync(Story story) =>
        [.. (await story.Bot.Get<IDirectory>().LinksAsync(FakeTeams.Tenant, Cancel)).Unreachable.Select(lost => lost.Place.OrderingKey)];
}
