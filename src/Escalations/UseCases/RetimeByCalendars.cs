using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// When the playbook's calendars have changed, deadlines that ran by them are counted again: from their own beginning, with
/// their own term, on record, whatever edition the escalation runs under. Terms stay as they were when each deadline was made.
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
            var changed = new List<Playbook>();
            foreach (var playbook in playbooks.Newest)
            {
                if (await escalations.FindAnswerAsync(tenant, KeyOf(playbook), cancel) is null)
                {
                    changed.Add(playbook);
                }
            }

            await RetimeAsync(tenant, changed, cancel);
        }
    }

    /// <summary>Does it for playbooks that have just changed, even if they are again what they were once.</summary>
    /// <param name="changed">Their newest editions.</param>
    public async Task RunAsync(IReadOnlyCollection<Playbook> changed, CancellationToken cancel)
    {
        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            await RetimeAsync(tenant, changed, cancel);
        }
    }

    private async Task RetimeAsync(string tenant, IReadOnlyCollection<Playbook> changed, CancellationToken cancel)
    {
        if (changed.Count == 0)
        {
            return;
        }

        using var lists = signal.AddToLists();
        await RetimeAllAsync(tenant, changed.ToDictionary(p => p.Version.Name), cancel);
        foreach (var playbook in changed)
        {
            await commandExecutor.ExecuteAsync(Request.ByMachine(tenant, KeyOf(playbook)), _ => Task.FromResult(new Response()), cancel);
        }
    }

    private static string KeyOf(Playbook playbook) => $"calendars|{playbook.Version.Name}|{playbook.Version.Version}";

    private async Task RetimeAllAsync(string tenant, IReadOnlyDictionary<string, Playbook> changed, CancellationToken cancel)
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

    private Task<Response> RetimeAsync(
        string tenant,
        EscalationId id,
        IReadOnlyDictionary<string, Playbook> changed,
        TeamLinks links,
        CancellationToken cancel
    ) =>
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
                    changed.TryGetValue(playbook.Version.Name, out var newest)
                    && Running.Contains(escalation.Status)
                    && eventRecorder.TryRecord(
                        new Retimed($"the calendars of playbook {newest.Version.Name} {newest.Version.Version}"),
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
