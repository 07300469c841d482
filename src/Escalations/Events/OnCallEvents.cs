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
            Work = before.Work.Owner?.Id == From.Id ? before.Work with { Owner = To, HandOver = null } : before.Work,
        };

    public override Move MoveBy(Actor by) => Move.AcceptShift;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>Another way than Teams is used, as the playbook names it: at once, or because nobody has acknowledged so far. Each once.</summary>
/// <param name="Name">Of the endpoint; null for other ways.</param>
/// <param name="Step">What a person is to do, where nothing else can; null where something can.</param>
/// <param name="OnCall">Whom it is meant to reach, as far as a rota says so.</param>
/// <param name="IsPrimary">Whether it is used at once, whoever acknowledges.</param>
public sealed record BackupUsed(
    BackupKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Step,
    IReadOnlyList<Person> OnCall,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsPrimary = false
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Assignment = before.Assignment with { Backup = this, BackupDoneBy = null },
        };

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>Somebody has done by hand what the bot could not.</summary>
public sealed record BackupDone : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Assignment = before.Assignment with { BackupDoneBy = happened.By.Person },
        };

    public override Move MoveBy(Actor by) => Move.ReachByHand;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}
