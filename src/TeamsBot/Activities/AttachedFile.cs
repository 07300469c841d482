namespace TeamsBot.Activities;

/// <summary>A file or a picture that came with a message.</summary>
/// <param name="Name">As its sender named it, untrusted; null for pasted pictures, which have none.</param>
public sealed record AttachedFile(string? Name, bool IsPicture)
{
    private const string Uploaded = "application/vnd.microsoft.teams.file.download.info";

    internal static IReadOnlyList<AttachedFile> Of(Activity activity)
    {
        var attached = (activity.Attachments ?? [])
            .Where(a => IsFile(a))
            .Select(a => new AttachedFile(string.IsNullOrWhiteSpace(a.Name) ? null : a.Name.Trim(), IsImage(a.ContentType)))
            .ToList();

        // A pasted picture is in the text's HTML, and in some clients as an attachment as well.
        var pasted = (RichText.Of(activity)?.Pictures ?? 0) - attached.Count(a => a.IsPicture);
        return [.. attached, .. Enumerable.Repeat(new AttachedFile(null, IsPicture: true), Math.Max(0, pasted))];
    }

    private static bool IsFile(Attachment attachment) =>
        string.Equals(attachment.ContentType, Uploaded, StringComparison.OrdinalIgnoreCase)
        || IsImage(attachment.ContentType)
        || (!string.IsNullOrWhiteSpace(attachment.Name) && attachment.ContentUrl is not null && !RichText.IsText(attachment));

    private static bool IsImage(string? contentType) => contentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) is true;
}
