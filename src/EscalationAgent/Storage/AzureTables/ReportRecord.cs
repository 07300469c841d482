using Escalations.Reporting;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>What reports need to know of one escalation, at any instant of its past: nothing in it is overwritten.</summary>
internal sealed record ReportRecord
{
    public ReportFold Fold { get; init; } = ReportFold.Empty;

    public List<PastState> States { get; init; } = [];

    public List<PastMilestone> Milestones { get; init; } = [];

    /// <summary>The record with further changes; this one is left as it is.</summary>
    public ReportRecord With(ReportFold fold, IEnumerable<ReportChange> changes)
    {
        var (states, milestones) = (States.ToList(), Milestones.ToList());
        foreach (var change in changes)
        {
            switch (change)
            {
                case StateBegan began:
                    states.Add(new(began.State.Sequence, began.State.From, null, began.State.What));
                    break;
                case StateEnded ended:
                    End(ended);
                    break;
                case MilestoneReached reached:
                    milestones.Add(new(reached.Milestone.Sequence, reached.Milestone.From, null, reached.Milestone.What));
                    break;
                case ResolutionUndone undone:
                    var at = milestones.FindIndex(m => m.Sequence == undone.Sequence && m.What.Kind == MilestoneKind.Resolved);
                    milestones[at] = milestones[at] with { To = undone.At };
                    break;
            }
        }

        return new()
        {
            Fold = fold,
            States = states,
            Milestones = milestones,
        };

        void End(StateEnded ended)
        {
            var at = states.FindIndex(state => state.Sequence == ended.Sequence);
            if (ended.From == ended.At)
            {
                // No report can ever have seen it.
                states.RemoveAt(at);
            }
            else
            {
                states[at] = states[at] with { To = ended.At };
            }
        }
    }

    public ActiveState? At(DateTimeOffset instant) => States.Find(state => state.From <= instant && !(state.To <= instant))?.What;

    public IEnumerable<Milestone> Reached(MilestoneKind kind, DateTimeOffset since, DateTimeOffset asOf) =>
        Milestones.Where(m => m.What.Kind == kind && m.What.At >= since && m.What.At <= asOf && m.From <= asOf && !(m.To <= asOf)).Select(m => m.What);
}

/// <param name="To">The first instant at which it is so no longer; null while it is.</param>
internal sealed record PastState(int Sequence, DateTimeOffset From, DateTimeOffset? To, ActiveState What);

/// <inheritdoc cref="PastState"/>
internal sealed record PastMilestone(int Sequence, DateTimeOffset From, DateTimeOffset? To, Milestone What);
