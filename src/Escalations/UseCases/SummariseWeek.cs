using System.Runtime.CompilerServices;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>A week's summary, or the sentence that says why there is none.</summary>
public sealed record WeekReport(IsoWeek Week, WeeklySummary? Summary, string? Refusal)
{
    /// <summary>True when it can be asked for again in a while: what was stored before an upgrade is still being read.</summary>
    public bool IsNotReady { get; init; }

    /// <summary>The instant that the summary speaks of, UTC.</summary>
    public DateTimeOffset AsOf { get; init; }
}

/// <summary>Somebody wants the week's summary: as it is now, or as it was at the end of an earlier week. Those who ask at once get one and the same.</summary>
public sealed class SummariseWeek(IEscalationQueries queries, PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <summary>How many of the active escalations a summary brings along.</summary>
    public const int First = 25;

    private const int PageSize = 2_000;

    private readonly SingleFlight<(string Tenant, IsoWeek Week), WeekReport> flights = new();

    private string Zone => playbooks.Default.DefaultCalendar.TimeZone;

    /// <param name="week">An ISO week such as <c>2026-W11</c>; null for the week that is now.</param>
    public async Task<WeekReport> HandleAsync(string tenant, string? week, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var asked = IsoWeek.Of(now, Zone);
        if (week is not null && !IsoWeek.TryParse(week, out asked, out var refusal))
        {
            return new(asked, null, refusal);
        }

        return asked.ReportInstant(now, Zone) is { } asOf
            ? await flights.DoAsync((tenant, asked), stop => ReportAsync(tenant, asked, asOf, stop), cancel)
            : new(asked, null, DomainWords.Say("report.future", asked));
    }

    /// <summary>All active escalations that a report counts, in its order. They are read page by page, as they are asked for.</summary>
    public async IAsyncEnumerable<SummaryLine> EscalationsAsync(string tenant, WeekReport report, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        IReadOnlyList<ActiveEscalation> page = [];
        do
        {
            page = await queries.ActiveAtAsync(tenant, report.AsOf, page.Count == 0 ? null : page[^1], PageSize, cancel);
            foreach (var active in page.Where(IsListed))
            {
                yield return SummaryLine.Of(active, playbooks.Default, report.AsOf, Zone);
            }
        } while (page.Count == PageSize);
    }

    /// <summary>What is confidential is counted, and named in no line.</summary>
    private bool IsListed(ActiveEscalation active) => IsNamed(active.State.Category);

    private bool IsNamed(string? category) => !playbooks.MayBeConfidential(category);

    private async Task<WeekReport> ReportAsync(string tenant, IsoWeek week, DateTimeOffset asOf, CancellationToken cancel)
    {
        if (await queries.ReportsReadyAsync(cancel) is < 100 and var percent)
        {
            return new(week, null, DomainWords.Say("report.reading", percent)) { IsNotReady = true };
        }

        var (figures, first) = await queries.WeekAsync(tenant, week.Borders(Zone).Start, asOf, First, cancel);
        return new(week, WeeklySummary.Of(figures, first.Where(IsListed), playbooks.Default, asOf, Zone, IsNamed), null) { AsOf = asOf };
    }
}
