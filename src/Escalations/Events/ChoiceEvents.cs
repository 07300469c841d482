using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>The CSM deals with it without a team: its brief ends here, and nobody else hears of it.</summary>
/// <param name="Remark">What they will do, in a line.</param>
public sealed record HandledDirectly(string Remark) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.EndedUnrouted(happened.At, outcome => outcome with { Handling = Remark });

    public override Move MoveBy(Actor by) => Move.HandleDirectly;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Remark = filter.Words(Remark) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.AsApplied;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>
/// The CSM let another escalation stand for this one too: its brief ends here. What it adds is on record there, as
/// <see cref="CombinedFrom"/>.
/// </summary>
/// <param name="Remark">What the other one's team should know beside the headline; null for nothing.</param>
public sealed record CombinedInto(EscalationId Other, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Remark = null)
    : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.EndedUnrouted(happened.At, outcome => outcome with { CombinedInto = Other });

    public override Move MoveBy(Actor by) => Move.Combine;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Remark = filter.Text(Remark) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.AsApplied;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>Somebody's brief of the same matter was combined with this escalation: this is what it adds.</summary>
/// <param name="Other">The brief that ended for it.</param>
/// <param name="RaisedBy">Whose brief it is.</param>
/// <param name="Account">Its customer; null where it names none.</param>
/// <param name="Headline">As its CSM left it; null where it has none yet.</param>
/// <param name="Remark">What its CSM added for those who have this one; null for nothing.</param>
public sealed record CombinedFrom(
    EscalationId Other,
    Person RaisedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Account = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Headline = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Remark = null
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            CombinedFrom = [.. before.CombinedFrom.Union([Other])],
            AlsoRaisedBy = [.. before.AlsoRaisedBy.Where(person => person.Id != RaisedBy.Id), RaisedBy],
        };

    public override Move MoveBy(Actor by) => Move.TakeIn;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) =>
        this with
        {
            Account = Account is null ? null : filter.Hidden(Account),
            Headline = filter.Text(Headline),
            Remark = filter.Text(Remark),
        };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}
