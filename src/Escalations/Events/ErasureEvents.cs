using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>
/// Texts of the record were erased: all that people wrote, because its time was over, or what told who one person is, because it
/// was asked for. What is left of each event, and the hash that it was sealed with, are named here, so that the chain still proves both.
/// </summary>
/// <param name="Events">The events that were changed.</param>
/// <param name="Person">By what the person is called now; null where all texts were erased.</param>
/// <param name="AskedBy">Who asked for it; null where the playbook did.</param>
public sealed record Erased(
    IReadOnlyList<ErasedEvent> Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Person = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AskedBy = null
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => Person is null ? before with { ErasedAt = happened.At } : before;

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { AskedBy = filter.Text(AskedBy) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>An event of which something was erased.</summary>
/// <param name="Hash">What it was sealed with, and keeps.</param>
/// <param name="Digest">The hash of what is left of its text.</param>
public sealed record ErasedEvent(int Sequence, string Hash, string Digest);
