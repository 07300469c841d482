namespace Escalations;

/// <summary>A ticket was made for it in another system, as the playbook says.</summary>
/// <param name="Link">Where it can be opened; null where the system does not say.</param>
public sealed record TicketOpened(string Key, string? Link) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Ticket = new(Key, Link, null) };

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) =>
        this with
        {
            Key = filter.Words(Key),
            Link = filter.ReadsAll || !filter.ReadsBusiness ? Link : null,
        };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.OnCards();
}

/// <summary>No ticket could be made for it: a person makes it by hand.</summary>
/// <param name="Why">In words that a person understands.</param>
public sealed record TicketRefused(string Why) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Ticket = new(null, null, Why) };

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Why = filter.Hidden(Why) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}
