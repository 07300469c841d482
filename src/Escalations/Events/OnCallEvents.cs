using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>It is known who is on call for a team that has it: they are asked first, in their own chat.</summary>
/// <param name="IsFallback">True when the rota names nobody for now, or somebody who cannot be written to.</param>
public sealed record OnCallNamed(string Team, Person Person, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsFallback = false)
    : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Assignment = before.Assignment.WithDuty(Team, new(Person)) };

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>A shift has ended while it runs: whoever is on call now is asked to take it over. Until then the former one is responsible.</summary>
public sealed record ShiftOffered(string Team, Person From, Person To) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Assignment = before.Assignment.WithDuty(Team, new(From, To)),
        };

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>Whoever is on call now has taken it over, and owns it where the former one did.</summary>
public sealed record ShiftAccepted(string Team, Person From, Person To) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Assignment = before.Assignment.WithDuty(Team, new(To)),
            Work = before.Work.Owner?.Id == From.Id ? before.Work with { Owner = To } : before.Work,
        };

    public override Move MoveBy(Actor by) => Move.AcceptShift;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}
