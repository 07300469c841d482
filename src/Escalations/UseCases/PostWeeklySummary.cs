using Escalations.Deadlines;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>
/// Leadership gets the summary of the week that has ended: once for each ISO week, however many processes ask and however
/// often they start; at most a day late, and then a remark in its place.
/// </summary>
public sealed class PostWeeklySummary(IEscalationStore store, OutboxSignal signal, Playbook playbook, TimeProvider clock)
{
    private static readonly TimeSpan LatestAfter = TimeSpan.FromHours(24);

    /// <summary>Posts what is due in every tenant. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var tenant in await store.TenantsAsync(cancel))
        {
            await RunAsync(tenant, cancel);
        }
    }

    private async Task RunAsync(string tenant, CancellationToken cancel)
    {
        var zone = playbook.DefaultCalendar.TimeZone;
        var now = clock.GetUtcNow();
        var due = WeeklyTimes.LastAt(playbook.WeeklySummaryAt, zone, now);
        var week = IsoWeek.Of(IsoWeek.Of(due, zone).Monday.AddDays(-1));
        if (await store.FindAnswerAsync(tenant, KeyOf(week), cancel) is not null)
        {
            return;
        }

        var leadership = (await store.BindingsAsync(tenant, cancel)).FirstOrDefault(b => b.Team == playbook.LeadershipTeam);
        var isLate = now - due > LatestAfter;

        // A channel that was linked only after the time has missed nothing. Without one it is kept until there is one.
        IReadOnlyList<OutboxMessage> post = !isLate ? [new(leadership?.To ?? new ToTeam(playbook.LeadershipTeam), new WeekSummary(week.ToString()))]
            : leadership is null || leadership.At > due ? []
            : [new(leadership.To, new TextMessage($"The summary of week {week.Number} could not be posted in time. Say `@Escalation Agent summary {week}` to read it."))];
        if (post.Count > 0 || leadership is not null)
        {
            await CommitAsync(tenant, KeyOf(week), now, post, cancel);
        }
    }

    private static string KeyOf(IsoWeek week) => $"weekly summary|{week}";

    /// <summary>The key makes it happen once: whoever commits second changes nothing.</summary>
    private async Task CommitAsync(string tenant, string key, DateTimeOffset now, IReadOnlyList<OutboxMessage> owed, CancellationToken cancel)
    {
        if (await store.CommitAsync(new() { Tenant = tenant, At = now, Delivery = key, Messages = owed }, cancel) is null && owed.Count > 0)
        {
            signal.Ring();
        }
    }
}
