using System.Globalization;
using System.Net;
using System.Text.Json;

namespace TeamsBot.Activities;

/// <summary>The message from whose menu an action was chosen. All of it is somebody's words, and may be forged.</summary>
/// <param name="Text">What was written, without formats and without a message that it quotes; empty when there is none.</param>
/// <param name="Subject">Of a post in a channel; null for none.</param>
/// <param name="Author">The name of the person, or of the app, that wrote it; null when that is not said.</param>
/// <param name="Sent">When it was written; null when that is not said.</param>
/// <param name="Link">What opens it; null when that is not said.</param>
/// <param name="IsDeleted">Whether it is there no more.</param>
/// <param name="Files">Files, pictures and cards that are on it.</param>
public sealed record MessagePayload(
    string Text,
    string? Subject,
    string? Author,
    DateTimeOffset? Sent,
    string? Link,
    bool IsDeleted,
    IReadOnlyList<AttachedFile> Files
)
{
    /// <summary>A quoted message is an attachment too; it is no file.</summary>
    private const string Quote = "messageReference";

    private const int MostFiles = 50;

    /// <returns>Null when it is no JSON object.</returns>
    internal static MessagePayload? Of(JsonElement? payload)
    {
        if (payload is not { ValueKind: JsonValueKind.Object } message)
            return null;

        var body = message.Member("body");
        var content = body?.Text("content") ?? "";
        var html = string.Equals(body?.Text("contentType"), "text", StringComparison.OrdinalIgnoreCase) ? null : RichText.Read(content);
        return new(
            WithoutGaps(Mentions.Tidy(html is null ? WebUtility.HtmlDecode(content) : html.Said)),
            Given(message.Text("subject")),
            Given(AuthorOf(message.Member("from"))),
            DateTimeOffset.TryParse(message.Text("createdDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent) ? sent : null,
            Given(message.Text("linkToMessage")),
            message.Member("deleted") is { ValueKind: JsonValueKind.True },
            [.. Enumerable.Repeat(new AttachedFile(null, IsPicture: true), Math.Min(html?.Pictures ?? 0, MostFiles)), .. FilesOf(message).Take(MostFiles)]
        );
    }

    /// <summary>Blocks that stand in each other leave more empty lines than anybody saw.</summary>
    private static string WithoutGaps(string text)
    {
        while (text.Contains("\n\n\n", StringComparison.Ordinal))
            text = text.Replace("\n\n\n", "\n\n", StringComparison.Ordinal);
        return text;
    }

    private static string? AuthorOf(JsonElement? from) =>
        from?.Member("user")?.Text("displayName") ?? from?.Member("application")?.Text("displayName") ?? from?.Member("device")?.Text("displayName");

    private static IEnumerable<AttachedFile> FilesOf(JsonElement message) =>
        message.Member("attachments") is { ValueKind: JsonValueKind.Array } attached
            ? attached
                .EnumerateArray()
                .Where(a => a.ValueKind == JsonValueKind.Object && a.Text("contentType") != Quote)
                .Select(a => new AttachedFile(Given(a.Text("name")), a.Text("contentType")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) is true))
                .Where(file => file.Name is not null || file.IsPicture)
            : [];

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
