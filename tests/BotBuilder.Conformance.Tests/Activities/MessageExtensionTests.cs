using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Microsoft.Bot.Schema.Teams;
using static EscalationAgent.Tests.Scenarios.Story;

namespace BotBuilder.Conformance.Tests.Activities;

/// <summary>What the official types write of a message extension is read, and what is answered is read whole by them.</summary>
public sealed class MessageExtensionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_is_spoken_alike()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        var query = new MessagingExtensionQuery("find", [new("text", "acme")], new(skip: 0, count: 25));

        var found = await story.People.AsksElsewhereAsync(Ann, "query", Official.Write(query), Cancel);

        var read = Official.KeepsAll<MessagingExtensionResponse>(found.Body!.ToJsonString());
        Assert.Equal(("result", "list", 1), (read.ComposeExtension.Type, read.ComposeExtension.AttachmentLayout, read.ComposeExtension.Attachments.Count));
        var none = await story.People.AsksElsewhereAsync(
            Ann,
            "query",
            Official.Write(new MessagingExtensionQuery("find", [new("customer", "Globex")])),
            Cancel
        );
        Assert.Equal("message", Official.KeepsAll<MessagingExtensionResponse>(none.Body!.ToJsonString()).ComposeExtension.Type);
    }

    [Fact]
    public async Task A_message_and_its_dialog_are_spoken_alike()
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, "hello", Cancel);
        await story.QuietAsync(Cancel);
        var message = new MessageActionsPayload
        {
            Id = "1773064800000",
            CreatedDateTime = "2026-03-09T14:05:00.000Z",
            LinkToMessage = new Uri("https://teams.microsoft.com/l/message/19:sales@thread.tacv2/1773064800000"),
            From = new()
            {
                User = new()
                {
                    DisplayName = "Zoe Sales",
                    Id = "aad-zoe",
                    UserIdentityType = "aadUser",
                },
            },
            Body = new() { ContentType = "html", Content = "<div><p>Acme Corp cannot log in.</p><table><tr><td>since</td><td>Tuesday</td></tr></table></div>" },
            Attachments = [new() { ContentType = "reference", Name = "trace.har" }],
        };
        var action = new MessagingExtensionAction
        {
            CommandId = "escalateMessage",
            CommandContext = "message",
            MessagePayload = message,
        };

        var opened = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Official.Write(action), Cancel);

        // The official answer holds a task by its base type alone, which reads no more than that there is one.
        var dialog = Official.KeepsAll<TaskModuleContinueResponse>(opened.Body!["task"]!.ToJsonString());
        Assert.Equal(("continue", "Escalate this message"), (dialog.Type, dialog.Value.Title));
        var input = opened.Dialog!["body"]!.AsArray().Last()!;
        Assert.Equal("Acme Corp cannot log in.\n\n| since | Tuesday", (string?)input["value"]);

        var data = FakeClient.Actions(opened.Dialog).First()["data"]!.DeepClone().AsObject();
        data["text"] = (string)input["value"]!;
        var submit = new JsonObject { ["commandId"] = "escalateMessage", ["data"] = data };
        var done = await story.People.AsksElsewhereAsync(Ann, "submitAction", submit, Cancel);
        var said = Official.KeepsAll<TaskModuleMessageResponse>(done.Body!["task"]!.ToJsonString());
        Assert.Equal("message", said.Type);
        Assert.StartsWith("I have begun ESC-", said.Value, StringComparison.Ordinal);
    }
}
