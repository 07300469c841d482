using System.Text.Json;

namespace TeamsBot.Activities;

/// <summary>Reads a request body into an activity, or says in a sentence why it is none; it never throws for what a caller sent.</summary>
public static class ActivityParser
{
    /// <summary>The longest body that is looked at, in bytes. Real activities are below 100 KB.</summary>
    public const int LongestBody = 256 * 1024;

    /// <summary>The deepest nesting that is followed.</summary>
    public const int DeepestNesting = 32;

    private const int BadRequest = 400;
    private const int ContentTooLarge = 413;

    public static ParsedBody Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > LongestBody)
            return TooLong;
        if (JsonText.FaultOf(body.Span, DeepestNesting) is { } fault)
            return Bad(fault);

        try
        {
            var activity = JsonSerializer.Deserialize(body.Span, ActivityJson.Default.Activity);
            return activity switch
            {
                null => Bad("The body must be a JSON object."),
                { Type.Length: 0 } => Bad("The activity's type is empty."),
                _ when HoleIn(activity) is { } list => Bad($"The activity's list '{list}' has an element that is null."),
                _ => new Understood(activity),
            };
        }
        catch (JsonException e)
        {
            return Bad(SentenceFor(e));
        }
    }

    /// <summary>The answer to a body whose length alone says that it is none of ours.</summary>
    public static NotUnderstood TooLong { get; } = new(ContentTooLarge, $"The body is longer than {LongestBody / 1024} KB.");

    private static string SentenceFor(JsonException e) =>
        e.Path switch
        {
            null or "$" => "The activity has no type, or names a member twice.",
            { Length: > 100 } => "A member of the activity has the wrong type or stands twice.",
            var path => $"The activity's member '{Printable(path)}' has the wrong type or stands twice.",
        };

    private static string Printable(string path) => string.Concat(path.Where(c => c is >= ' ' and < '\u007f'));

    /// <summary>A null in a list passes the type check, and would fail whoever walks the list.</summary>
    private static string? HoleIn(Activity activity) =>
        Has(activity.MembersAdded) ? "membersAdded"
        : Has(activity.MembersRemoved) ? "membersRemoved"
        : Has(activity.ReactionsAdded) ? "reactionsAdded"
        : Has(activity.ReactionsRemoved) ? "reactionsRemoved"
        : Has(activity.Attachments) ? "attachments"
        : null;

    private static bool Has(IReadOnlyList<object?>? list) => list?.Contains(null) ?? false;

    private static NotUnderstood Bad(string sentence) => new(BadRequest, sentence);
}
