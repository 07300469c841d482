using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Escalations;
using Escalations.Launches;
using TextAnalysis.Tokens;

namespace EscalationAgent.Storage;

/// <summary>The records as text, the same in every store.</summary>
internal static class StoredText
{
    /// <summary>
    /// Written before each snapshot. When the shape of an escalation changes the number does, and what was kept in another shape is
    /// folded from its events again.
    /// </summary>
    public const string Shape = "8:";

    /// <summary>A snapshot of an escalation.</summary>
    public static string Of(Escalation escalation) => Shape + JsonSerializer.Serialize(escalation, EventJson.Default.Escalation);

    public static string Of(OutboxMessage message) => JsonSerializer.Serialize(message, EventJson.Default.OutboxMessage);

    public static string Of(Contact contact) => JsonSerializer.Serialize(contact, DirectoryJson.Default.Contact);

    public static string Of(Channel channel) => JsonSerializer.Serialize(channel, DirectoryJson.Default.Channel);

    public static string Of(Binding binding) => JsonSerializer.Serialize(binding, DirectoryJson.Default.Binding);

    public static string Of(Administrator administrator) => JsonSerializer.Serialize(administrator, DirectoryJson.Default.Administrator);

    public static string Of(DirectoryChange change) => JsonSerializer.Serialize(change, DirectoryJson.Default.DirectoryChange);

    public static string Of(LinkRequest request) => JsonSerializer.Serialize(request, DirectoryJson.Default.LinkRequest);

    public static string Of(PendingNotes notes) => JsonSerializer.Serialize(notes, DirectoryJson.Default.PendingNotes);

    public static string Of(PlayedDrills played) => JsonSerializer.Serialize(played, DirectoryJson.Default.PlayedDrills);

    public static string Of(ShiftOverride shift) => JsonSerializer.Serialize(shift, DirectoryJson.Default.ShiftOverride);

    public static string Of(NoticesTold told) => JsonSerializer.Serialize(told, DirectoryJson.Default.NoticesTold);

    public static string Of(CalendarFeed feed) => JsonSerializer.Serialize(feed, DirectoryJson.Default.CalendarFeed);

    public static string Of(Absence absence) => JsonSerializer.Serialize(absence, DirectoryJson.Default.Absence);

    public static string Of(Unreachable lost) => JsonSerializer.Serialize(lost, EventJson.Default.Unreachable);

    public static string Of(KeptNews kept) => JsonSerializer.Serialize(kept, EventJson.Default.KeptNews);

    public static string Of(MessageContent content) => JsonSerializer.Serialize(content, EventJson.Default.MessageContent);

    public static string Of(PostedCard card) => JsonSerializer.Serialize(card, DirectoryJson.Default.PostedCard);

    public static string Of(FeedbackAnswer answer) => JsonSerializer.Serialize(answer, FeedbackJson.Default.FeedbackAnswer);

    /// <summary>A month's answers together.</summary>
    public static string Of(List<FeedbackAnswer> answers) => JsonSerializer.Serialize(answers, FeedbackJson.Default.ListFeedbackAnswer);

    public static string Of(LaunchHead head) => JsonSerializer.Serialize(head, LaunchJson.Default.LaunchHead);

    public static string Of(SealedEvent stored) => JsonSerializer.Serialize(stored, LaunchJson.Default.SealedEvent);

    public static string Of(Measure measure) => JsonSerializer.Serialize(measure, LaunchJson.Default.Measure);

    public static LaunchHead LaunchHead(string text) => Read(text, LaunchJson.Default.LaunchHead);

    public static SealedEvent LaunchEvent(string text) => Read(text, LaunchJson.Default.SealedEvent);

    public static Measure Measure(string text) => Read(text, LaunchJson.Default.Measure);

    /// <returns>Null when the snapshot is of another shape, so that only its events tell what is so.</returns>
    public static Escalation? Snapshot(string text) =>
        text.StartsWith(Shape, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize(text.AsSpan(Shape.Length), EventJson.Default.Escalation)
                ?? throw new InvalidDataException("A stored escalation is empty.")
            : null;

    public static OutboxMessage Owed(string text) => Read(text, EventJson.Default.OutboxMessage);

    /// <summary>What follows a stored message; most have nothing, and need not be read for that.</summary>
    public static IReadOnlyList<OutboxMessage> FollowUps(string text) => text.Contains("\"then\":", StringComparison.Ordinal) ? Owed(text).FollowUps ?? [] : [];

    public static Contact Contact(string text) => Read(text, DirectoryJson.Default.Contact);

    public static Channel Channel(string text) => Read(text, DirectoryJson.Default.Channel);

    public static Binding Binding(string text) => Read(text, DirectoryJson.Default.Binding);

    public static Administrator Administrator(string text) => Read(text, DirectoryJson.Default.Administrator);

    public static DirectoryChange DirectoryChange(string text) => Read(text, DirectoryJson.Default.DirectoryChange);

    public static LinkRequest LinkRequest(string text) => Read(text, DirectoryJson.Default.LinkRequest);

    public static PendingNotes PendingNotes(string text) => Read(text, DirectoryJson.Default.PendingNotes);

    public static PlayedDrills PlayedDrills(string text) => Read(text, DirectoryJson.Default.PlayedDrills);

    public static ShiftOverride ShiftOverride(string text) => Read(text, DirectoryJson.Default.ShiftOverride);

    public static NoticesTold NoticesTold(string text) => Read(text, DirectoryJson.Default.NoticesTold);

    public static CalendarFeed CalendarFeed(string text) => Read(text, DirectoryJson.Default.CalendarFeed);

    public static Absence Absence(string text) => Read(text, DirectoryJson.Default.Absence);

    public static Unreachable Unreachable(string text) => Read(text, EventJson.Default.Unreachable);

    public static KeptNews KeptNews(string text) => Read(text, EventJson.Default.KeptNews);

    public static PostedCard PostedCard(string text) => Read(text, DirectoryJson.Default.PostedCard);

    public static FeedbackAnswer FeedbackAnswer(string text) => Read(text, FeedbackJson.Default.FeedbackAnswer);

    public static List<FeedbackAnswer> FeedbackAnswers(string text) => Read(text, FeedbackJson.Default.ListFeedbackAnswer);

    private static T Read<T>(string text, JsonTypeInfo<T> shape) =>
        JsonSerializer.Deserialize(text, shape) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is empty.");

    /// <summary>By what spellings of one name are found together: its letters and digits, without marks; where it has none, as it is written.</summary>
    public static string AccountKey(string account) => Folding.NameKey(account) is { Length: > 0 } key ? key : EarlierAccountKey(account);

    /// <summary>The keys under which a name can be stored: that of this edition, and that of records which have not changed since an earlier one.</summary>
    public static (string Key, string Earlier) AccountKeys(string account) => (AccountKey(account), EarlierAccountKey(account));

    private static string EarlierAccountKey(string account) => account.Trim().ToLowerInvariant();
}
