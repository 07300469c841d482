using Escalations.Access;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>A month's review, or the sentence that says why there is none.</summary>
public sealed record MonthReport(ReportMonth Month, MonthlyReview? Review, string? Refusal);

/// <summary>Somebody wants the month's S1 and S2. Those who ask at once get one and the same.</summary>
public sealed class SummariseMonth(IEscalationQueries queries, IEscalations escalations, PlaybookCatalog playbooks, TimeProvider clock)
{
    private const int PageSize = 500;

    private readonly SingleFlight<(string Tenant, ReportMonth Month), MonthReport> flights = new();

    private string Zone => playbooks.Default.DefaultCalendar.TimeZone;

    /// <param name="month">A month such as <c>2026-11</c>; null for the last one that has ended.</param>
    public async Task<MonthReport> HandleAsync(string tenant, string? month, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var asked = ReportMonth.Of(now, Zone).Plus(-1);
        if (month is not null && !ReportMonth.TryParse(month, out asked, out var refusal))
        {
            return new(asked, null, refusal);
        }

        return asked.Borders(Zone).Start > now
            ? new(asked, null, $"{asked} has not begun yet.")
            : await flights.DoAsync((tenant, asked), stop => ReviewAsync(tenant, asked, now, stop), cancel);
    }

    private async Task<MonthReport> ReviewAsync(string tenant, ReportMonth month, DateTimeOffset now, CancellationToken cancel)
    {
        // Whatever was routed, resolved or open in these months has had an event in them, or is open still.
        var since = month.Plus(-MonthlyReview.MonthsBefore).Borders(Zone).Start;
        var found = new Dictionary<EscalationId, Escalation>();
        foreach (var (statuses, from) in new[] { ((Status[])[], since), ([.. Enum.GetValues<Status>().Where(s => s.IsActive())], DateTimeOffset.MinValue) })
        {
            var after = UpdatePosition.Before(from);
            for (var page = await queries.UpdatedAsync(tenant, statuses, after, PageSize, cancel); page.Count > 0; )
            {
                foreach (var escalation in page.Where(e => e is { RoutedAt: not null, Decision.Severity: Severity.S1 or Severity.S2 }))
                {
                    found[escalation.Id] = escalation;
                }

                page = await queries.UpdatedAsync(tenant, statuses, UpdatePosition.Of(page[^1]), PageSize, cancel);
            }
        }

        var matters = new List<(Escalation, IReadOnlyList<RecordedEvent>)>();
        foreach (var escalation in found.Values)
        {
            var playbook = playbooks.Of(escalation);
            var reader = new AudienceView(playbook.FindTeam(playbook.LeadershipTeam)?.Audience ?? Audience.Full, escalation.Brief);
            IReadOnlyList<RecordedEvent> history = escalation.IsConfidential
                ? []
                : [.. (await escalations.HistoryAsync(tenant, escalation.Id, cancel)).Select(HashChain.Open)];

            // What is with its CSM again is read as the team gave it back: what they write since then is theirs alone.
            var shown = escalation;
            if (escalation.Status == Status.Draft && history.LastOrDefault(e => e.What is Returned or OtherPathChosen) is { } back)
            {
                history = [.. history.TakeWhile(e => e.Sequence <= back.Sequence)];
                shown = Escalation.Fold(tenant, escalation.Id, history);
            }

            matters.Add((reader.Of(shown), reader.Of(history)));
        }

        return new(month, MonthlyReview.Of(month, matters, playbooks.Of, now, Zone), null);
    }
}
