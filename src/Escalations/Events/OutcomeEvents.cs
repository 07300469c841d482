using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>The team has a decision or a fix.</summary>
/// <param name="What">What was done or decided; where a decision was chosen, why and under which conditions.</param>
/// <param name="Decision">What was chosen of what the playbook offers, such as "Go with conditions"; null where it offers nothing.</param>
/// <param name="Answers">What was said to what the playbook asks for at the end: how the fix was validated; null where it asks for nothing.</param>
public sealed record Resolved(
    ResolutionKind Kind,
    string What,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Decision = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ChecklistAnswer>? Answers = null
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.Progressed(happened.At, work => work with { Pause = null, PausedSince = null, HandOver = null }) with
        {
            Status = Status.Resolved,
            Outcome = before.Outcome with
            {
                Resolution = this,
                ResolvedBy = happened.By.Person,
                ResolvedAt = happened.At,
                ResolvedTimes = before.Outcome.ResolvedTimes + 1,
            },
            Deadlines = before.Met(DeadlineKind.Outcome, happened.At),
        };

    public override Move MoveBy(Actor by) => Move.Resolve;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) =>
        this with
        {
            What = filter.Words(What),
            Answers = Answers is null ? null : [.. Answers.Select(a => a with { Text = filter.Words(a.Text) })],
        };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>What a resolution is.</summary>
public enum ResolutionKind
{
    Fix,
    Decision,
}

/// <summary>The CSM found that it is not resolved for the customer.</summary>
public sealed record Reopened(string Because) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Status = Status.InProgress,
            SentBackBecause = Because,
            Outcome = before.Outcome with { ResolvedAt = null },
            Work = before.Work with { LastProgressAt = happened.At },
        };

    public override Move MoveBy(Actor by) => Move.Reopen;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Words(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>The CSM confirmed the resolution from the customer's side.</summary>
public sealed record Closed(string? Remark) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Status = Status.Closed,
            SentBackBecause = null,
            Outcome = before.Outcome with { EndedAt = happened.At },
            Deadlines = before.Remaining(DeadlineKind.Review, DeadlineKind.ReviewFix),
        };

    public override Move MoveBy(Actor by) => Move.Close;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Remark = filter.Text(Remark) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.AsApplied;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>The owner published what is learnt from it.</summary>
public sealed record ReviewPublished(ReviewAnswers Answers) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Outcome = before.Outcome with { Review = this, Fixes = [.. Answers.Fixes().Select(fix => fix with { DoneAt = DoneBefore(before, fix) })] },
        };

    /// <summary>What was ticked off stays so when the review is published again.</summary>
    private static DateTimeOffset? DoneBefore(Escalation before, ReviewFix fix) =>
        before.Outcome.Fixes.FirstOrDefault(known => known.What == fix.What && known.Who == fix.Who)?.DoneAt;

    public override Move MoveBy(Actor by) => Move.Review;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => new ReviewPublished(Answers.With(filter.Hidden));

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>Something that the review found to fix is done.</summary>
/// <param name="Number">As the review counts it.</param>
public sealed record FixDone(int Number, string What) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Outcome = before.Outcome with
            {
                Fixes = [.. before.Outcome.Fixes.Select(fix => fix.Number == Number ? fix with { DoneAt = fix.DoneAt ?? happened.At } : fix)],
            },
        };

    public override Move MoveBy(Actor by) => Move.TickFix;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { What = filter.Hidden(What) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}
