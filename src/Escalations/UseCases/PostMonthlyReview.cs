using Escalations.Deadlines;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>
/// Leadership gets the review of the month that has ended, on the first working Monday (the playbook's day for summaries): once for each
/// month, however many processes ask and however often they start; later in the same month where it could not be done in time (B085).
/// </summary>
public sealed class PostMonthlyReview(
    IEscalations escalations,
    IDirectory directory,
    CommandExecutor commandExecutor,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>Who installs the bot in the middle of a month is not told of a review of the month before.</summary>
    private static readonly TimeSpan LatestWithoutChannel = TimeSpan.FromHours(24);

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
        var now = clock.GetUtcNow();
        var calendar = playbooks.Default.DefaultCalendar;
        var current = ReportMonth.Of(now, calendar.TimeZone);
        var month = current.Plus(-1);
        if (
            WeeklyTimes.FirstWorkingIn(current.First, playbooks.Default.WeeklySummaryAt, WorkingCalendar.Of(calendar), calendar.TimeZone) is not { } due
            || now < due
            || await escalations.FindAnswerAsync(tenant, KeyOf(month), cancel) is not null
        )
        {
            return;
        }

        var leadership = (await directory.LinksAsync(tenant, cancel)).Bindings.FirstOrDefault(b => b.Team == playbooks.Default.LeadershipTeam);
        if (leadership is null && now - due > LatestWithoutChannel)
        {
            return;
        }

        // A channel that was linked only after the time has missed nothing. Without one it is kept until there is one.
        IReadOnlyList<OutboxMessage> post =
            leadership?.At > due ? [] : [new(leadership?.To ?? new ToTeam(playbooks.Default.LeadershipTeam), new MonthReview(month.ToString()))];

        await commandExecutor.OweOnceAsync(tenant, KeyOf(month), post, cancel);
    }

    private static string KeyOf(ReportMonth month) => $"monthly review|{month}";
}
