using System.Text.Json.Serialization;
using Escalations;

namespace EscalationAgent.Storage.Archives;

/// <summary>One line of an archive. Texts of stores stand in it as they are stored.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "record")]
[JsonDerivedType(typeof(NumberRecord), "number")]
[JsonDerivedType(typeof(EscalationRecord), "escalation")]
[JsonDerivedType(typeof(EventRecord), "event")]
[JsonDerivedType(typeof(CardRecord), "card")]
[JsonDerivedType(typeof(EntryRecord), "entry")]
[JsonDerivedType(typeof(ChangeRecord), "change")]
[JsonDerivedType(typeof(EditionRecord), "edition")]
[JsonDerivedType(typeof(FeedbackKeyRecord), "feedback_key")]
[JsonDerivedType(typeof(FeedbackRecord), "feedback")]
[JsonDerivedType(typeof(OwedRecord), "owed")]
internal abstract record TenantRecord;

/// <summary>The last number that was given out in a year.</summary>
internal sealed record NumberRecord(int Year, int Last) : TenantRecord;

/// <summary>An escalation; its events and its cards are the lines after it.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Hash">Of the last one.</param>
internal sealed record EscalationRecord(string Id, int Events, string Hash) : TenantRecord;

internal sealed record EventRecord(int Sequence, string Hash, string Json) : TenantRecord;

internal sealed record CardRecord(string Json) : TenantRecord;

/// <summary>An entry of the directory: a person, a channel, a link, notes that wait, …</summary>
internal sealed record EntryRecord(string Kind, string Key, string Json) : TenantRecord;

/// <summary>A change of the directory; the first one first.</summary>
internal sealed record ChangeRecord(string Json) : TenantRecord;

/// <summary>An edition of a playbook under which something was begun.</summary>
internal sealed record EditionRecord(string Edition, string Name, string Text, IReadOnlyDictionary<string, string> Beside) : TenantRecord;

/// <summary>What tickets for feedback are signed with: those that are out stay good.</summary>
/// <param name="Key">In hexadecimal digits.</param>
internal sealed record FeedbackKeyRecord(string Key) : TenantRecord;

/// <summary>What somebody thought, in no order that says when.</summary>
internal sealed record FeedbackRecord(string Json) : TenantRecord;

/// <summary>Something that is owed, in the order of its lane.</summary>
/// <param name="MayHaveArrived">It was tried, and nobody knows whether it arrived: sent again, it says so.</param>
/// <param name="NotBefore">When it can be tried next; null for at once.</param>
internal sealed record OwedRecord(string Json, bool MayHaveArrived = false, DateTimeOffset? NotBefore = null) : TenantRecord
{
    public OutboxMessage Message()
    {
        var message = StoredText.Owed(Json);
        return message with { MayHaveArrived = message.MayHaveArrived || MayHaveArrived, NotBefore = NotBefore ?? message.NotBefore };
    }
}

/// <summary>The first line of an archive.</summary>
/// <param name="Format">Always <see cref="TenantArchive.Format"/>.</param>
/// <param name="Lines">How many follow.</param>
/// <param name="Hash">Of the last line, which is over all of them.</param>
internal sealed record ArchiveHeader(
    string Format,
    int Version,
    string Tenant,
    DateTimeOffset At,
    long Lines,
    int Escalations,
    long Events,
    int Owed,
    string Hash
);

/// <summary>An escalation as an archive has it, verified.</summary>
internal sealed record ArchivedEscalation(EscalationId Id, IReadOnlyList<SealedEvent> Events, IReadOnlyList<PostedCard> Cards, Escalation Now);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TenantRecord))]
[JsonSerializable(typeof(ArchiveHeader))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
