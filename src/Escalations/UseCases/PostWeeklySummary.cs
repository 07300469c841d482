using Escalations.Reporting;
using Escalations.Sla;

namespace Escalations.UseCases;

/// <summary>
/// Leadership gets the summary of the week that has ended: once for each ISO week, however many processes ask and however
/// often they start; at most a day late, and then a remark in its place.
/// </summary>
public sealed class PostWeeklySummary(IEscalationStore store, OwedSignal signal, Playbook playbook, TimeProvider clock)
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

        var bindings = await store.BindingsAsync(tenant, cancel);
        var isLate = now - due > LatestAfter;
        if (bindings.FirstOrDefault(b => b.Team == playbook.LeadershipTeam) is { } leadership)
        {
            var channel = leadership.To;

            // A channel that was linked only after the time has missed nothing.
            IReadOnlyList<Owed> post = !isLate ? [new(channel, new WeekSummary(week.ToString()))]
                : leadership.At > due ? []
                : [new(channel, new Words($"The summary of week {week.Number} could not be posted in time. Say `@Escalation Agent summary {week}` to read it."))];
            await CommitAsync(tenant, KeyOf(week), now, post, cancel);
        }
        else if (!isLate)
        {
            // Those who set the bot up in this tenant are told, once a week; it is posted when the channel is linked within the day.
            var people = bindings.Select(b => b.By?.Id).OfType<string>().Distinct();
            var words = new Words($"The summary of week {week.Number} has no channel to go to. Say `@Escalation Agent link {playbook.LeadershipTeam}` in leadership's channel.");
            await CommitAsync(tenant, $"{KeyOf(week)}|no channel", now, [.. people.Select(person => new Owed(new ToPerson(person), words))], cancel);
        }
    }

    private static string KeyOf(IsoWeek week) => $"weekly summary|{week}";

    /// <summary>The key makes it happen once: whoever commits second changes nothing.</summary>
    private async Task CommitAsync(string tenant, string key, DateTimeOffset now, IReadOnlyList<Owed> owed, CancellationToken cancel)
    {
        if (await store.CommitAsync(new() { Tenant = tenant, At = now, Delivery = key, Owed = owed }, cancel) is null && owed.Count > 0)
        {
            signal.Ring();
        }
    }
}
