using System.Text.Json.Nodes;

namespace TeamsBot.Inbound;

/// <summary>The answer to a turn: an HTTP status and, for an invoke, what the person who pressed the button sees.</summary>
public sealed record ActivityResponse(int Status, JsonObject? Body = null)
{
    private const int Ok = 200;

    /// <summary>When the caller may ask again, for a status that asks it to; null to say nothing of it.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Taken and kept; there is nothing to show.</summary>
    public static ActivityResponse Accepted { get; } = new(Ok);

    /// <summary>An invoke that we do not know.</summary>
    public static ActivityResponse NotImplemented { get; } = new(501);

    /// <summary>Not taken, and nothing of it kept: the Connector delivers it again.</summary>
    public static ActivityResponse Unavailable(TimeSpan retryAfter) => new(503) { RetryAfter = retryAfter };

    /// <summary>Replaces the card, for the person who pressed the button only.</summary>
    public static ActivityResponse Card(JsonObject card) => Shown(Ok, "application/vnd.microsoft.card.adaptive", card.DeepClone());

    /// <summary>A short note under the card.</summary>
    public static ActivityResponse Message(string text) => Shown(Ok, "application/vnd.microsoft.activity.message", text);

    /// <summary>A dialog with a card, over whatever the person was doing.</summary>
    public static ActivityResponse Dialog(string title, JsonObject card) =>
        OfTask(
            "continue",
            new JsonObject
            {
                ["title"] = title,
                ["height"] = "medium",
                ["width"] = "medium",
                ["card"] = Attached(card),
            }
        );

    /// <summary>A text in place of a dialog; plain, without formats.</summary>
    public static ActivityResponse DialogMessage(string text) => OfTask("message", text);

    /// <summary>What was found, as a list from which one can be put into the message.</summary>
    public static ActivityResponse Results(IEnumerable<SearchResult> results) =>
        Extension(
            new JsonObject
            {
                ["type"] = "result",
                ["attachmentLayout"] = "list",
                ["attachments"] = new JsonArray([
                    .. results.Select(result =>
                    {
                        var attached = Attached(result.Card);
                        attached["preview"] = new JsonObject
                        {
                            ["contentType"] = "application/vnd.microsoft.card.thumbnail",
                            ["content"] = new JsonObject { ["title"] = result.Title, ["text"] = result.Text },
                        };
                        return attached;
                    }),
                ]),
            }
        );

    /// <summary>A text in place of what was searched for.</summary>
    public static ActivityResponse SearchMessage(string text) => Extension(new JsonObject { ["type"] = "message", ["text"] = text });

    /// <summary>Something is wrong with the request or with us; Teams may show its own words instead of the message.</summary>
    public static ActivityResponse Error(int status, string code, string message) =>
        Shown(status, "application/vnd.microsoft.error", new JsonObject { ["code"] = code, ["message"] = message });

    private static JsonObject Attached(JsonObject card) =>
        new() { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card.DeepClone() };

    private static ActivityResponse Extension(JsonObject what) => new(Ok, new JsonObject { ["composeExtension"] = what });

    private static ActivityResponse OfTask(string type, JsonNode value) =>
        new(
            Ok,
            new JsonObject
            {
                ["task"] = new JsonObject { ["type"] = type, ["value"] = value },
            }
        );

    // The HTTP status stays 200: with any other, Teams shows nothing of the body.
    private static ActivityResponse Shown(int status, string type, JsonNode value) =>
        new(
            Ok,
            new JsonObject
            {
                ["statusCode"] = status,
                ["type"] = type,
                ["value"] = value,
            }
        );
}

/// <summary>Something that was found.</summary>
/// <param name="Title">In the list, for the one who searches; plain, as <paramref name="Text"/> is.</param>
/// <param name="Card">What is put into the message when it is chosen, for all who read that.</param>
public sealed record SearchResult(string Title, string Text, JsonObject Card);
