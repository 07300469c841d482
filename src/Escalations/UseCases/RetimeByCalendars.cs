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
    PlaybookCatalog playbooks
)
{
    private const int PageSize = 500;

    private static readonly IReadOnlyList<Status> Running = [Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled, Status.Resolved];

    /// <summary>Does it once for each edition of the playbook in each tenant. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            var changed = new Dictionary<string, Playbook>();
            foreach (var playbook in playbooks.Live)
            {
                if (await escalations.FindAnswerAsync(tenant, KeyOf(playbook), cancel) is null)
                {
                    changed.Add(KeyOf(playbook), playbook);
                }
            }

            if (changed.Count == 0)
            {
                continue;
            }

            using var lists = signal.AddToLists();
            await RetimeAllAsync(tenant, [.. changed.Values], cancel);

            foreach (var key in changed.Keys)
            {
                await commandExecutor.ExecuteAsync(Request.ByMachine(tenant, key), _ => Task.FromResult(new Response()), cancel);
            }
        }
    }

    private static string KeyOf(Playbook playbook) => $"calendars|{playbook.Version.Name}|{playbook.Version.Version}";

    private async Task RetimeAllAsync(string tenant, IReadOnlyList<Playbook> changed, CancellationToken cancel)
    {
        var links = await directory.LinksAsync(tenant, cancel);
        IReadOnlyList<OpenPosition> page = [];
        do
        {
            page = await queries.OpenAsync(tenant, page.Count == 0 ? null : page[^1], PageSize, cancel);
            foreach (var position in page)
            {
                await RetimeAsync(tenant, position.Id, changed, links, cancel);
            }
        } while (page.Count == PageSize);
    }

    private Task<Response> RetimeAsync(string tenant, EscalationId id, IReadOnlyList<Playbook> changed, TeamLinks links, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant) with
            {
                Links = links,
            },
            id,
            (escalation, recipients, now) =>
            {
                var playbook = playbooks.Of(escalation);
                var eventRecorder = new EventRecorder(escalation, playbook, now, null);
                var isRetimed =
                    changed.Contains(playbook)
                    && Running.Contains(escalation.Status)
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
