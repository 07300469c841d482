using Escalations.Deadlines;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>
/// Leadership gets the summary of the week that has ended: once for each ISO week, however many processes ask and however
/// often they start; at most a day late, and then a remark in its place.
/// </summary>
public sealed class PostWeeklySummary(
    IEscalations escalations,
    IDirectory directory,
    CommandExecutor commandExecutor,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    private static readonly TimeSpan LatestAfter = TimeSpan.FromHours(24);

    /// <summary>Posts what is due in every tenant. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            await RunAsync(tenant, cancel);
        }
    }

    private async Task RunAsync(string tenant, CancellationToken cancel)
    {
        var zone = playbooks.Default.DefaultCalendar.TimeZone;
        var now = clock.GetUtcNow();
        var due = WeeklyTimes.LastAt(playbooks.Default.WeeklySummaryAt, zone, now);
        var week = IsoWeek.Of(IsoWeek.Of(due, zone).Monday.AddDays(-1));
        if (await escalations.FindAnswerAsync(tenant, KeyOf(week), cancel) is not null)
        {
            return;
        }

        var leadership = (await directory.LinksAsync(tenant, cancel)).Bindings.FirstOrDefault(b => b.Team == playbooks.Default.LeadershipTeam);
        var isLate = now - due > LatestAfter;

        // A channel that was linked only after the time has missed nothing. Without one it is kept until there is one.
        IReadOnlyList<OutboxMessage> post =
            !isLate ? [new(leadership?.To ?? new ToTeam(playbooks.Default.LeadershipTeam), new WeekSummary(week.ToString()))]
            : leadership is null || leadership.At > due ? []
            : [new(leadership.To, LocalizableMessage.Of("week.late", week.Number, $"`@Escalation Agent summary {week}`"))];
        if (post.Count > 0 || leadership is not null)
        {
            await commandExecutor.OweOnceAsync(tenant, KeyOf(week), post, cancel);
        }
    }

    private static string KeyOf(IsoWeek week) => $"weekly summary|{week}";
}
