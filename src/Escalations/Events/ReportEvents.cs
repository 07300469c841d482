using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>Those who have it tell whether they could reproduce it.</summary>
/// <param name="Remark">How, or what they need to try again; null for nothing. The team's own words: only secrets are hidden in them.</param>
public sealed record ReproductionReported(Reproduction Result, string? Remark) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before.Progressed(happened.At, work => work with { Reproduction = this });

    public override Move MoveBy(Actor by) => Move.Report;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Remark = Remark is null ? null : filter.Hidden(Remark) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.AfterProgress();

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>Whether something could be reproduced.</summary>
public enum Reproduction
{
    Reproduced,
    NotReproduced,
    Sometimes,
}

/// <summary>Those who have it say by when it is fixed. A later word takes the place of an earlier one, and says why.</summary>
/// <param name="Day">In the calendar of the accountable team.</param>
/// <param name="Before">The day that was said before; null for none.</param>
public sealed record FixDateSet(DateOnly Day, string? Because, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Before = null)
    : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.Progressed(happened.At, work => work with { FixDate = Day, FixDateMoved = work.FixDateMoved + (work.FixDate is null ? 0 : 1) });

    public override Move MoveBy(Actor by) => Move.Report;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = Because is null ? null : filter.Hidden(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>A decision about the matter was put on record.</summary>
/// <param name="What">What was decided.</param>
/// <param name="Who">Who decided, as it was said.</param>
/// <param name="On">The day of the decision.</param>
public sealed record DecisionLogged(string What, string Who, DateOnly On) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Decisions = [.. before.Decisions, this] };

    public override Move MoveBy(Actor by) => Move.LogDecision;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { What = filter.Words(What), Who = filter.Hidden(Who) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>Somebody who is consulted said what they know or think of it (A030). It decides nothing.</summary>
/// <param name="For">The key of the team or role for which they did.</param>
public sealed record AdviceGiven(string For, string Text) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Advice = [.. before.Advice, new(happened.By.Person!, For, Text)],
        };

    public override Move MoveBy(Actor by) => Move.Advise;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Text = filter.Words(Text) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}
