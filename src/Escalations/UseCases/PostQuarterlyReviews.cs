using Escalations.Deadlines;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>
/// Whoever begins the review of a process, and whoever covers for them, is asked to on the first working day for summaries of a quarter
/// (A075): once for each quarter and playbook, however many processes ask; later in the same quarter's first month where it could not be
/// done in time.
/// </summary>
public sealed class PostQuarterlyReviews(
    IEscalations escalations,
    IDirectory directory,
    CommandExecutor commandExecutor,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>Posts what is due in every tenant. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var due = playbooks.InForce.Where(playbook => playbook.QuarterlyReview is not null).Where(playbook => IsDue(playbook, now)).ToList();
        if (due.Count == 0)
        {
            return;
        }

        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            foreach (var playbook in due)
            {
                await PostAsync(tenant, playbook, ReportQuarter.Of(now, playbook.DefaultCalendar.TimeZone).Plus(-1), cancel);
            }
        }
    }

    private static bool IsDue(Playbook playbook, DateTimeOffset now)
    {
        var calendar = playbook.DefaultCalendar;
        var month = ReportMonth.Of(now, calendar.TimeZone);
        return month == ReportQuarter.Of(now, calendar.TimeZone).First
            && WeeklyTimes.FirstWorkingIn(month.First, playbook.WeeklySummaryAt, WorkingCalendar.Of(calendar), calendar.TimeZone) <= now;
    }

    private async Task PostAsync(string tenant, Playbook playbook, ReportQuarter quarter, CancellationToken cancel)
    {
        var (name, key) = (playbook.Version.Name, $"quarterly review|{playbook.Version.Name}|{quarter}");
        if (await escalations.FindAnswerAsync(tenant, key, cancel) is not null)
        {
            return;
        }

        // Where nobody has the part yet, it is looked for again until the month is over.
        var links = await directory.LinksAsync(tenant, cancel);
        if (links.Bindings.FirstOrDefault(b => b.Team == playbook.QuarterlyReview!.BegunBy) is not { } binding)
        {
            return;
        }

        var review = new QuarterReview(name, quarter.ToString());
        var asked = links.AwayAt(clock.GetUtcNow()).WithBackup(binding.To);
        await commandExecutor.OweOnceAsync(tenant, key, [.. asked.Select(to => new OutboxMessage(to, review))], cancel);
    }
}
