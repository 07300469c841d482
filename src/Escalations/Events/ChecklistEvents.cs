namespace Escalations;

/// <summary>Items of a checklist got their answers: a writer found them in the notes, or the CSM said them.</summary>
public sealed record ChecklistAnswered(IReadOnlyList<ChecklistAnswer> Answers) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened)
    {
        var checklist = new Dictionary<string, ChecklistAnswer>(before.Brief.Checklist);
        foreach (var answer in Answers)
        {
            checklist[answer.Item] = answer;
        }

        return before.Said(happened) with
        {
            Brief = before.Brief with { Checklist = checklist },
        };
    }

    public override Move MoveBy(Actor by) => by.IsHuman ? Move.Edit : Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) =>
        this with
        {
            Answers = [.. Answers.Select(a => a with { Text = filter.Words(a.Text) })],
        };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}
