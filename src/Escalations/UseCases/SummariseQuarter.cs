using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>How a playbook's matters went in a quarter, and in the one before.</summary>
public sealed record QuarterReport(Playbook Playbook, ReportQuarter Quarter, ProcessFigures Now, ProcessFigures Before);

/// <summary>Computes from the record how a playbook's matters went in a quarter (A075). What is confidential is not among them.</summary>
public sealed class SummariseQuarter(IEscalationQueries queries, IEscalations escalations, IFeedback feedback, PlaybookCatalog playbooks)
{
    /// <returns>Null when there is no such playbook, or it is not reviewed.</returns>
    public async Task<QuarterReport?> HandleAsync(string tenant, string name, ReportQuarter quarter, CancellationToken cancel)
    {
        if (playbooks.Newest.FirstOrDefault(p => p.Version.Name == name) is not { QuarterlyReview: { } rule } playbook)
        {
            return null;
        }

        var zone = playbook.DefaultCalendar.TimeZone;
        var answers = PlaybookFeedback.Shown((await feedback.FeedbackAsync(tenant, cancel)).Where(answer => answer.Playbook == name));
        var matters = new List<Escalation>();
        await foreach (var escalation in queries.AllUpdatedAsync(tenant, [], UpdatePosition.Before(quarter.Plus(-1).Borders(zone).Start), cancel))
        {
            if (
                escalation is { IsConfidential: false, RoutedAt: not null, Decision: { } decision }
                && escalation.Playbook.Name == name
                && decision.Category != rule.Category
            )
            {
                matters.Add(escalation);
            }
        }

        return new(playbook, quarter, await OfAsync(quarter), await OfAsync(quarter.Plus(-1)));

        async Task<ProcessFigures> OfAsync(ReportQuarter of)
        {
            var (start, end) = of.Borders(zone);
            var histories = await escalations.OfLatestAsync(matters.DistinctBy(m => m.Id).Where(m => m.RoutedAt >= start && m.RoutedAt < end), cancel);
            IReadOnlyList<string> months = [.. Enumerable.Range(0, 3).Select(i => of.First.Plus(i).ToString())];
            return ProcessFigures.Of(histories, histories.Count >= PilotComparison.Fewest, [.. answers.Where(answer => months.Contains(answer.Month))]);
        }
    }
}
