using System.Text.Json.Nodes;

namespace EscalationAgent.Tests.Playgrounds;

/// <summary>What the echo bot says and shows.</summary>
internal static class EchoCards
{
    public static JsonObject Questions =>
        Card(
            """
            {
              "type": "AdaptiveCard", "version": "1.5",
              "body": [
                { "type": "TextBlock", "text": "Questions", "weight": "Bolder" },
                { "type": "Input.Text", "id": "notes", "label": "What happened?", "isMultiline": true, "isRequired": true, "errorMessage": "Say what happened." },
                { "type": "Input.ChoiceSet", "id": "severity", "label": "Severity", "style": "compact", "value": "2",
                  "choices": [ { "title": "Critical", "value": "1" }, { "title": "High", "value": "2" } ] }
              ],
              "actions": [
                { "type": "Action.Execute", "title": "Save", "verb": "save" },
                { "type": "Action.Execute", "title": "Update", "verb": "update", "associatedInputs": "none" },
                { "type": "Action.Execute", "title": "Announce", "verb": "announce", "associatedInputs": "none" }
              ]
            }
            """
        );

    public static JsonNode Saved(JsonNode data) => Content(Titled($"Saved as {data["severity"]}: {data["notes"]}"));

    /// <summary>A card with a headline, and with one button where a verb is given.</summary>
    public static JsonObject Titled(string title, string? verb = null)
    {
        var card = Card("""{ "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "TextBlock", "wrap": true } ], "actions": [] }""");
        Content(card)["body"]![0]!["text"] = title;
        if (verb is not null)
        {
            Content(card)["actions"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["type"] = "Action.Execute",
                        ["title"] = "Acknowledge",
                        ["verb"] = verb,
                    }
                );
        }

        return card;
    }

    public static JsonObject Text(string text) => new() { ["type"] = "message", ["text"] = text };

    /// <summary>The body of an answer to an invoke.</summary>
    public static JsonObject Answer(string type, JsonNode value) =>
        new()
        {
            ["statusCode"] = 200,
            ["type"] = type,
            ["value"] = value.Parent is null ? value : value.DeepClone(),
        };

    private static JsonObject Card(string content) =>
        new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = JsonNode.Parse(content) }
            ),
        };

    private static JsonNode Content(JsonObject message) => message["attachments"]![0]!["content"]!;
}
