using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EscalationAgent;

/// <summary>Something that the bot said in a drill.</summary>
/// <param name="ConversationId">Where.</param>
/// <param name="MessageId">Of the message; the same for a later version of it.</param>
/// <param name="IsChange">Whether it takes the place of what was there.</param>
/// <param name="Activity">As it was sent.</param>
internal sealed record DrillPost(string ConversationId, string MessageId, bool IsChange, JsonObject Activity);

/// <summary>
/// Stands where Teams is in a drill: it takes what the bot sends, and keeps it for whoever holds the drill. Nothing goes into a network
/// here; a drill has no other way out.
/// </summary>
/// <param name="members">Who is in a channel, by its id.</param>
internal sealed partial class DrillTeams(Func<string, IEnumerable<JsonObject>> members) : HttpMessageHandler
{
    private const string Conversations = "/v3/conversations";

    private readonly ConcurrentQueue<DrillPost> posts = [];
    private int last;

    /// <summary>What was said since it was last asked, in its order.</summary>
    public IEnumerable<DrillPost> Take()
    {
        while (posts.TryDequeue(out var post))
        {
            yield return post;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var at = path.IndexOf(Conversations, StringComparison.Ordinal);
        var parts =
            at < 0 ? [] : path[(at + Conversations.Length)..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        switch (request.Method.Method, parts)
        {
            case ("POST", [var conversation, "activities", ..]):
                var id = Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
                return await TakeAsync(request, conversation, id, isChange: false, cancellationToken);
            case ("PUT", [var conversation, "activities", var message]):
                return await TakeAsync(request, conversation, message, isChange: true, cancellationToken);
            case ("GET", [var conversation, "pagedmembers"]):
                return Answer(new JsonObject { ["members"] = new JsonArray([.. members(conversation.Split(';')[0])]) });
            default:
                return Answer(new JsonObject { ["error"] = new JsonObject { ["code"] = "NotFound" } }, HttpStatusCode.NotFound);
        }
    }

    private async Task<HttpResponseMessage> TakeAsync(HttpRequestMessage request, string conversation, string id, bool isChange, CancellationToken cancel)
    {
        await using var body = await request.Content!.ReadAsStreamAsync(cancel);
        var activity = (await JsonNode.ParseAsync(body, cancellationToken: cancel))!.AsObject();
        if ((string?)activity["type"] == "message")
        {
            posts.Enqueue(new(conversation, id, isChange, WithoutMentions(activity)));
        }

        return Answer(new JsonObject { ["id"] = id }, isChange ? HttpStatusCode.OK : HttpStatusCode.Created);
    }

    private static HttpResponseMessage Answer(JsonObject body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    /// <summary>Who plays along is nobody whom Teams could notify; their names stay.</summary>
    private static JsonObject WithoutMentions(JsonObject activity)
    {
        activity.Remove("entities");
        Strip(activity);
        return activity;
    }

    private static void Strip(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject part:
                (part["msteams"] as JsonObject)?.Remove("entities");
                foreach (var (name, value) in part.ToList())
                {
                    if (value is JsonValue text && text.TryGetValue(out string? said) && said.Contains("<at>", StringComparison.Ordinal))
                    {
                        part[name] = Mention().Replace(said, "$1");
                    }
                    else
                    {
                        Strip(value);
                    }
                }

                break;
            case JsonArray list:
                foreach (var inside in list)
                {
                    Strip(inside);
                }

                break;
        }
    }

    [GeneratedRegex("<at>(.*?)</at>", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
