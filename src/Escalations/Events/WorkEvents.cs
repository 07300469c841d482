using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>The receiving team took it on.</summary>
public sealed record Acknowledged(Person Owner) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.Progressed(happened.At, work => work with { Owner = Owner, AcknowledgedAt = happened.At }) with
        {
            Status = Status.Acknowledged,
            Assignment = before.Assignment with { IsAtLaddersEnd = false },
            Deadlines = before.Met(DeadlineKind.Acknowledge, happened.At),
        };

    public override Move MoveBy(Actor by) => Move.Acknowledge;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>Work began.</summary>
public sealed record WorkStarted : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before.Progressed(happened.At) with { Status = Status.InProgress };

    public override Move MoveBy(Actor by) => Move.Start;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>The team told how it goes.</summary>
/// <param name="Text">The whole update.</param>
/// <param name="Answers">The five questions' answers that it is made of; null in old records.</param>
/// <param name="NextBy">When the next one is promised, UTC; null when the words gave no time.</param>
public sealed record UpdatePosted(string Text, UpdateAnswers? Answers = null, DateTimeOffset? NextBy = null) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before.Progressed(happened.At, work => work with { LastUpdate = this });

    public override Move MoveBy(Actor by) => Move.Update;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) =>
        // The team's own words to everybody: only secrets are hidden in them.
        this with
        {
            Text = filter.Hidden(Text),
            Answers = Answers is { } answers ? answers.With(filter.Hidden) : null,
        };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>Somebody is asked to own it in the place of who does: they have to accept, and until then nothing changes hands.</summary>
/// <param name="For">The key of the role whose holder asks: who accepts holds it for this escalation. Null in a team's channel.</param>
public sealed record HandOverOffered(Person To, string? Because, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? For = null)
    : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Work = before.Work with { HandOver = new(To, happened.By.Person, happened.At, Because, For) },
        };

    public override Move MoveBy(Actor by) => by.IsHuman ? Move.HandOver : Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Text(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>Ownership moved to somebody who wants it: it was offered to them, or they took it.</summary>
/// <param name="Because">Why it moved.</param>
public sealed record HandedOver(Person To, string? Because) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Work = before.Work with { Owner = To, HandOver = null },
            NamedReceivers =
                before.Work.HandOver is { For: { } role, To.Id: var asked } && asked == To.Id
                    ? before.With(new Dictionary<string, Person> { [role] = To })
                    : before.NamedReceivers,
        };

    public override Move MoveBy(Actor by) => Move.Own;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Text(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.AfterHandOver();
}

/// <summary>Who was asked to own it does not want to, or those who asked no longer want it: it stays where it is.</summary>
public sealed record HandOverDeclined(string? Because) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Work = before.Work with { HandOver = null } };

    public override Move MoveBy(Actor by) => Move.DeclineHandOver;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Text(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.AfterHandOver();
}

/// <summary>The CSM told the customer how it goes.</summary>
/// <param name="Text">What they were told, when the CSM kept it.</param>
public sealed record CustomerTold(string? Text) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before;

    public override Move MoveBy(Actor by) => Move.TellCustomer;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Text = filter.Text(Text) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>Too long without progress.</summary>
public sealed record Stalled(DateTimeOffset LastProgressAt) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Status = Status.Stalled,
            Work = before.Work with { StalledAt = happened.At },
            Deadlines = before.Heard(DeadlineKind.Progress, happened.At),
        };

    public override Move MoveBy(Actor by) => Move.Stall;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>It stalls, and a person decided to push: one rung up.</summary>
public sealed record PushedHarder(StallCause Cause, string? Remark) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before;

    public override Move MoveBy(Actor by) => Move.PushHarder;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Remark = filter.Text(Remark) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>It stalls, and a person decided to accept that it takes until a certain day.</summary>
public sealed record TimelineAccepted(StallCause Cause, string? Remark, DateOnly ExpectedOn) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Status = Status.InProgress,
            Work = before.Work with { StalledAt = null },
        };

    public override Move MoveBy(Actor by) => Move.AcceptTimeline;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Remark = filter.Text(Remark) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>It stalls, and a person decided to take it back and find another way.</summary>
public sealed record OtherPathChosen(StallCause Cause, string? Remark) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before.TakenBack() with { SentBackBecause = Remark };

    public override Move MoveBy(Actor by) => Move.FindAnotherPath;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Remark = filter.Text(Remark) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>Why it stalls. Chasing helps with the last one only.</summary>
public enum StallCause
{
    Overloaded,
    HarderThanExpected,
    FellThroughTheCracks,
}
