using System.Text;
using System.Text.Json;
using Escalations;
using Escalations.Reporting;

namespace TestSupport.Samples;

/// <summary>
/// The summary as reports come to it: from what is kept beside each record, without the histories. In a program a database does
/// the counting.
/// </summary>
internal static class FoldedHistories
{
    public static WeeklySummary Of(IEnumerable<History> histories, Playbook playbook, DateTimeOffset asOf, string timeZone) =>
        Of(
            histories.Select(history =>
            {
                var changes = new List<ReportChange>();
                ReportFold.Of(history.Tenant, history.Id, history.Events, changes);
                return (history.Id, (IReadOnlyList<ReportChange>)changes);
            }),
            playbook,
            asOf,
            timeZone
        );

    public static WeeklySummary Of(
        IEnumerable<(EscalationId Id, IReadOnlyList<ReportChange> Changes)> kept,
        Playbook playbook,
        DateTimeOffset asOf,
        string timeZone
    )
    {
        var since = IsoWeek.Of(asOf, timeZone).Borders(timeZone).Start;
        var all = kept.ToList();
        var active = all.SelectMany(one =>
                one.Changes.OfType<StateBegan>()
                    .Select(began => (one, began.State, Until: one.Changes.OfType<StateEnded>().FirstOrDefault(e => e.Sequence == began.State.Sequence)?.At))
            )
            .Where(s => s.State.From <= asOf && !(s.Until <= asOf))
            .Select(s => new ActiveEscalation(s.one.Id, s.State.What))
            .OrderBy(a => a.State.Severity ?? Severity.S4)
            .ThenBy(a => a.State.RoutedAt)
            .ThenBy(a => a.Id.Year)
            .ThenBy(a => a.Id.Number)
            .ToList();
        var reached = all.SelectMany(one =>
                one.Changes.OfType<MilestoneReached>()
                    .Select(m =>
                        (
                            m.Milestone,
                            Until: m.Milestone.What.Kind != MilestoneKind.Resolved
                                ? null
                                : one.Changes.OfType<ResolutionUndone>().FirstOrDefault(u => u.Sequence == m.Milestone.Sequence)?.At
                        )
                    )
            )
            .Where(m => m.Milestone.What.At >= since && m.Milestone.What.At <= asOf && m.Milestone.From <= asOf && !(m.Until <= asOf))
            .Select(m => m.Milestone.What)
            .ToLookup(m => m.Kind);
        var figures = new WeekFigures(
            [.. active.CountBy(a => (a.State.Status, a.State.Category)).Select(g => (g.Key.Status, g.Key.Category, g.Value))],
            reached[MilestoneKind.Routed].Count(),
            [.. reached[MilestoneKind.Resolved].GroupBy(m => m.Category).Select(g => (g.Key, Sum(g)))],
            Sum(reached[MilestoneKind.Acknowledged])
        )
        {
            Choices = ChoiceCounts.Of(kind => reached[kind].Count()),
        };
        return WeeklySummary.Of(figures, active, playbook, asOf, timeZone);
    }

    /// <summary>The summary as it is handed out, with its own escalations.</summary>
    public static string ToJson(this WeeklySummary summary)
    {
        using var written = new MemoryStream();
        JsonSerializer.SerializeAsync(written, summary.With(summary.Escalations.ToAsyncEnumerable()), WeeklyDocument.Json).GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(written.ToArray());
    }

    private static Durations Sum(IEnumerable<Milestone> milestones) => milestones.Aggregate(Durations.None, (sum, m) => sum + new Durations(1, m.Took.Ticks));
}
