using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using TeamsBot.Tests.Activities;
using static EscalationAgent.Tests.Scenarios.Story;

namespace BotBuilder.Conformance.Tests.Activities;

/// <summary>What Teams sends: as the Agents Playground really did, and the kinds that it does not send.</summary>
internal static class InboundSamples
{
    public static IEnumerable<(string Name, JsonObject Activity)> All(FakeClient people)
    {
        // A place is greeted when the bot comes first of all.
        foreach (var name in Sample.Names.OrderByDescending(name => name.StartsWith("installation-", StringComparison.Ordinal)))
        {
            yield return (name, Sample.Json(name));
        }

        yield return ("message-edited", In(people, "messageUpdate", ("text", "help"), ("eventType", "editMessage")));
        yield return ("message-undeleted", In(people, "messageUpdate", ("text", "help"), ("eventType", "undeleteMessage")));
        yield return ("message-deleted", In(people, "messageDelete", ("eventType", "softDeleteMessage")));
        yield return ("message-updated-otherwise", In(people, "messageUpdate", ("text", "help")));
        yield return ("reaction-removed", In(people, "messageReaction", ("reactionsRemoved", new JsonArray(new JsonObject { ["type"] = "like" }))));
        yield return ("typing", In(people, "typing"));
        yield return (
            "read-receipt",
            In(people, "event", ("name", "application/vnd.microsoft.readReceipt"), ("value", new JsonObject { ["lastReadMessageId"] = "1" }))
        );
        yield return ("unknown-type", In(people, "somethingNew"));
        yield return ("task-fetch", In(people, "invoke", ("name", "task/fetch"), ("value", new JsonObject { ["data"] = new JsonObject() })));
        yield return ("unknown-invoke", In(people, "invoke", ("name", "something/new"), ("value", new JsonObject())));
        yield return ("card-action-without-action", In(people, "invoke", ("name", "adaptiveCard/action"), ("value", new JsonObject())));
        yield return ("card-action-of-unknown-verb", In(people, "invoke", ("name", "adaptiveCard/action"), ("value", Action("no-such-verb"))));
        yield return ("installation-upgraded", In(people, "installationUpdate", ("action", "add-upgrade")));
        yield return ("installation-removed-for-upgrade", In(people, "installationUpdate", ("action", "remove-upgrade")));
        yield return ("installation-removed", In(people, "installationUpdate", ("action", "remove")));
        yield return ("member-added", OfTeam(people, "teamMemberAdded", ("membersAdded", Member(Cleo.Id))));
        yield return ("member-added-without-event-type", OfTeam(people, null, ("membersAdded", Member(Cleo.Id))));
        yield return ("member-removed", OfTeam(people, "teamMemberRemoved", ("membersRemoved", Member(Cleo.Id))));
        foreach (
            var what in (string[])
                [
                    "channelCreated",
                    "channelRenamed",
                    "channelDeleted",
                    "channelRestored",
                    "teamRenamed",
                    "teamArchived",
                    "teamUnarchived",
                    "teamDeleted",
                    "teamRestored",
                    "teamHardDeleted",
                ]
        )
        {
            yield return (what, OfTeam(people, what));
        }

        yield return ("bot-added-again", OfTeam(people, "teamMemberAdded", ("membersAdded", Member("28:bot"))));
        yield return ("bot-removed", OfTeam(people, "teamMemberRemoved", ("membersRemoved", Member("28:bot"))));
    }

    private static JsonObject In(FakeClient people, string type, params (string Name, JsonNode? Value)[] members) =>
        With(people.Activity(Ann, type, FakeClient.Chat(Ann), null), members);

    public static JsonObject OfTeam(FakeClient people, string? what, params (string Name, JsonNode? Value)[] members)
    {
        var activity = people.Activity(Bob, "conversationUpdate", FakeClient.Channel("19:general@thread.tacv2"), null);
        activity["channelData"]!["team"] = new JsonObject { ["id"] = "19:general@thread.tacv2", ["name"] = what == "teamRenamed" ? "New team" : null };
        activity["channelData"]!["channel"] = new JsonObject { ["id"] = Engineering, ["name"] = what == "channelRenamed" ? "New name" : null };
        return With(activity, [.. members, ("eventType", what)]);
    }

    private static JsonArray Member(string id) => new(new JsonObject { ["id"] = id });

    private static JsonObject Action(string verb) =>
        new()
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = verb,
                ["data"] = new JsonObject(),
            },
            ["trigger"] = "manual",
        };

    private static JsonObject With(JsonObject activity, (string Name, JsonNode? Value)[] members)
    {
        foreach (var (name, value) in members.Where(m => m.Value is not null))
        {
            (name == "eventType" ? activity["channelData"]!.AsObject() : activity)[name] = value;
        }

        return activity;
    }
}
