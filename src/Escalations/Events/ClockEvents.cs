using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>Somebody was reminded of a deadline.</summary>
/// <param name="DueAt">Which one: it may have been timed again since.</param>
/// <param name="LeftOut">Earlier alarms of it that no longer mattered, because the clock could not ask in time or they were held.</param>
public sealed record Reminded(DeadlineKind Kind, DateTimeOffset DueAt, AlarmPhase Phase, int LeftOut = 0) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Deadlines = before.Heard(Kind, happened.At) };

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>Alarms that are late already, and can wait, wait for the next working hours.</summary>
/// <param name="IsForAll">Also those that change the escalation. False in what was recorded before these waited too.</param>
public sealed record AlarmsDeferred(DateTimeOffset Until, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsForAll = false)
    : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Deadlines = [.. before.Deadlines.Select(d => d.Deferred(happened.At, Until, IsForAll))],
        };

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The team waits for somebody else: the clock of the outcome is stopped.</summary>
/// <param name="Until">When it goes on at the latest.</param>
public sealed record ClockPaused(WaitingFor For, string Because, DateTimeOffset Until) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Work = before.Work with { Pause = this, PausedSince = happened.At },
        };

    public override Move MoveBy(Actor by) => Move.Pause;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Words(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>For whom a team waits.</summary>
public enum WaitingFor
{
    Customer,
    Csm,

    /// <summary>For nobody: a workaround holds until then, and the cause is to be mended.</summary>
    Workaround,
}

/// <summary>The waiting is over: the clock goes on.</summary>
public sealed record ClockResumed : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Work = before.Work with { Pause = null, PausedSince = null },
            Deadlines = [.. before.Deadlines.Where(d => d.Kind != DeadlineKind.Pause)],
        };

    public override Move MoveBy(Actor by) => by.IsHuman ? Move.Resume : Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>Somebody wants no reminders for a while.</summary>
public sealed record RemindersHeld(Party Side, DateTimeOffset Until, string Because) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Work = before.Work with { Held = [.. before.Work.Held.Where(h => h.Side != Side), this] },
        };

    public override Move MoveBy(Actor by) => Move.HoldReminders;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Words(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>The deadlines were counted again from their own beginnings, because a calendar changed.</summary>
public sealed record Retimed(string Because) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before;

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Hidden(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}
