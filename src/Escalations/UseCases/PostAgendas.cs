using Escalations.Deadlines;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// Those who convene get the agenda half an hour before, each in their own place: once for each meeting, however many processes ask. One
/// that was missed is not made up for, since the meeting has been.
/// </summary>
public sealed class PostAgendas(
    IEscalations escalations,
    IDirectory directory,
    CommandExecutor commandExecutor,
    LaunchRecords launches,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>How long before a meeting its agenda is sent.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromMinutes(30);

    /// <summary>Posts what is due in every tenant. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var due = (
            from playbook in playbooks.Newest
            from meeting in playbook.Meetings
            let at = MeetingTimes.Next(meeting, MakeAgenda.CalendarOf(playbook, meeting), now)
            where at - Before <= now
            select (Playbook: playbook.Version.Name, Meeting: meeting, At: at.Value)
        ).ToList();
        if (due.Count == 0)
        {
            return;
        }

        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            foreach (var (playbook, meeting, at) in due)
            {
                await PostAsync(tenant, playbook, meeting, at, cancel);
            }
        }
    }

    private async Task PostAsync(string tenant, string playbook, Meeting meeting, DateTimeOffset at, CancellationToken cancel)
    {
        var key = FormattableString.Invariant($"agenda|{playbook}|{meeting.Key}|{at:yyyy-MM-ddTHH:mmZ}");
        if (await escalations.FindAnswerAsync(tenant, key, cancel) is not null)
        {
            return;
        }

        var links = await directory.LinksAsync(tenant, cancel);
        var attendees = await launches.AttendeesAsync(tenant, playbook, meeting, links.Bindings, cancel);
        List<Target> places = [.. attendees.SelectMany(links.AwayAt(at).WithBackup).Distinct()];
        if (places.Count > 0)
        {
            await commandExecutor.OweOnceAsync(
                tenant,
                key,
                [.. places.Select(place => new OutboxMessage(place, new MeetingAgenda(playbook, meeting.Key, at)))],
                cancel
            );
        }
    }
}
