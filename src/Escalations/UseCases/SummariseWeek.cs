using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>A week's summary, or the sentence that says why there is none.</summary>
public sealed record WeekReport(IsoWeek Week, WeeklySummary? Summary, string? Refusal);

/// <summary>Somebody wants the week's summary: as it is now, or as it was at the end of an earlier week.</summary>
public sealed class SummariseWeek(IEscalationStore store, Playbook playbook, TimeProvider clock)
{
    /// <param name="week">An ISO week such as <c>2026-W11</c>; null for the week that is now.</param>
    public async Task<WeekReport> HandleAsync(string tenant, string? week, CancellationToken cancel)
    {
        var zone = playbook.DefaultCalendar.TimeZone;
        var now = clock.GetUtcNow();
        var asked = IsoWeek.Of(now, zone);
        if (week is not null && !IsoWeek.TryParse(week, out asked, out var refusal))
        {
            return new(asked, null, refusal);
        }

        if (asked.ReportInstant(now, zone) is not { } asOf)
        {
            return new(asked, null, $"{asked} has not begun yet.");
        }

        var alive = await store.AliveBetweenAsync(tenant, asked.Borders(zone).Start, asOf, cancel);
        var histories = alive.Select(e => new History(tenant, e.Id, [.. e.History.Select(Chain.Open)]));
        return new(asked, WeeklySummary.Of(histories, playbook, asOf, zone), null);
    }
}
