using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Connector;

/// <summary>Reads Teams' answers: takes what it knows, minds nothing else.</summary>
internal static class ConnectorResponseReader
{
    public const string ThreadMark = ";messageid=";

    public static string? Id(ConnectorResponse connectorResponse) => connectorResponse.Json.Text("id");

    /// <summary>A thread's two ids. Teams answers a first post with the post's id; some peers answer with the thread's.</summary>
    public static NewThread Thread(string channel, ConnectorResponse connectorResponse)
    {
        var id = Id(connectorResponse);
        return id is null ? new(channel, null)
            : id.Split(ThreadMark) is [_, var post] ? new(id, connectorResponse.Json.Text("activityId") ?? post)
            : new(channel + ThreadMark + id, id);
    }

    public static Member? Member(JsonObject? from) =>
        from.Text("id") is { } id
            ? new Member(
                id,
                from.Text("name"),
                from.Text("aadObjectId") ?? from.Text("objectId"),
                from.Text("email"),
                from.Text("userPrincipalName"),
                from.Text("tenantId"),
                from.Text("userRole") ?? from.Text("role")
            )
            : null;

    public static TeamDetails? Team(JsonObject? from) =>
        from.Text("id") is { } id
            ? new TeamDetails(id, from.Text("name"), from.Text("aadGroupId"), from.Text("tenantId"), Number(from, "channelCount"), Number(from, "memberCount"))
            : null;

    public static IReadOnlyList<TeamChannel>? Channels(JsonObject? from) =>
        List(from, "conversations") is { } found
            ? [.. from channel in found where channel.Text("id") is not null select new TeamChannel(channel.Text("id")!, channel.Text("name"))]
            : null;

    /// <summary>A page of a roster, and the token of the next one; null when it is none.</summary>
    public static RosterPage? Page(JsonObject? from) =>
        List(from, "members") is { } people ? new RosterPage([.. people.Select(Member).OfType<Member>()], from.Text("continuationToken")) : null;

    /// <summary>A member that is a text, or a number where a text was due; null when it is absent, blank or anything else.</summary>
    public static string? Text(this JsonObject? from, string name)
    {
        var text = from?[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static IEnumerable<JsonObject>? List(JsonObject? from, string name) => (from?[name] as JsonArray)?.OfType<JsonObject>();

    private static int? Number(JsonObject? from, string name) => int.TryParse(from.Text(name), out var number) ? number : null;
}

/// <summary>A part of a roster.</summary>
internal sealed record RosterPage(IReadOnlyList<Member> Members, string? Next);
