using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// When the playbook's calendars have changed, deadlines that ran by them are counted again: from their own beginning, with
/// their own term, on record. Terms stay as they were when each deadline was made.
/// </summary>
public sealed class RetimeByCalendars(
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    CommandExecutor commandExecutor,
    OutboxSignal signal,
    Playbook playbook
)
{
    private const int PageSize = 500;

    private static readonly IReadOnlyList<Status> Running = [Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled, Status.Resolved];

    /// <summary>Does it once for each edition of the playbook in each tenant. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            var key = $"calendars|{playbook.Version.Name}|{playbook.Version.Version}";
            if (await escalations.FindAnswerAsync(tenant, key, cancel) is not null)
            {
                continue;
            }

            using var lists = signal.AddToLists();
            await RetimeAllAsync(tenant, cancel);

            await commandExecutor.ExecuteAsync(Request.ByMachine(tenant, key), _ => Task.FromResult(new Response()), cancel);
        }
    }

    private async Task RetimeAllAsync(string tenant, CancellationToken cancel)
    {
        var links = await directory.LinksAsync(tenant, cancel);
        IReadOnlyList<OpenPosition> page = [];
        do
        {
            page = await queries.OpenAsync(tenant, page.Count == 0 ? null : page[^1], PageSize, cancel);
            foreach (var position in page)
            {
                await RetimeAsync(tenant, position.Id, links, cancel);
            }
        } while (page.Count == PageSize);
    }

    private Task<Response> RetimeAsync(string tenant, EscalationId id, TeamLinks links, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant) with
            {
                Links = links,
            },
            id,
            (escalation, recipients, now) =>
            {
                var eventRecorder = new EventRecorder(escalation, playbook, now, null);
                var isRetimed =
                    Running.Contains(escalation.Status)
                    && eventRecorder.TryRecord(
                        new Retimed($"the calendars of playbook {playbook.Version.Name} {playbook.Version.Version}"),
                        new Authority(Actor.Clock)
                    )
                        is null
                    && !eventRecorder.Now.Deadlines.Select(d => d.DueAt).SequenceEqual(escalation.Deadlines.Select(d => d.DueAt));
                return Task.FromResult(
                    isRetimed
                        ? new Response
                        {
                            About = id,
                            Change = eventRecorder.Change,
                            Messages = recipients.MessagesAfter(escalation, eventRecorder.Now, eventRecorder.Last!),
                        }
                        : new()
                );
            },
            cancel
        );
}
