using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>
/// When the playbook's calendars have changed, deadlines that ran by them are counted again: from their own beginning, with
/// their own term, on record. Terms stay as they were when each deadline was made.
/// </summary>
public sealed class RetimeByCalendars(IEscalationStore store, OutboxSignal signal, Playbook playbook, TimeProvider clock)
{
    private const int PageSize = 500;

    private static readonly IReadOnlyList<Status> Running = [Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled, Status.Resolved];

    /// <summary>Does it once for each edition of the playbook in each tenant. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var tenant in await store.TenantsAsync(cancel))
        {
            var key = $"calendars|{playbook.Version.Name}|{playbook.Version.Version}";
            if (await store.FindAnswerAsync(tenant, key, cancel) is not null)
            {
                continue;
            }

            using var lists = signal.AddToLists();
            await RetimeAllAsync(tenant, cancel);

            await store.CommitAsync(new() { Tenant = tenant, At = clock.GetUtcNow(), Delivery = key }, cancel);
            signal.Ring();
        }
    }

    private async Task RetimeAllAsync(string tenant, CancellationToken cancel)
    {
        IReadOnlyList<OpenPosition> page = [];
        do
        {
            page = await store.OpenAsync(tenant, page.Count == 0 ? null : page[^1], PageSize, cancel);
            foreach (var position in page)
            {
                if (await store.FindAsync(tenant, position.Id, cancel) is { } escalation && Running.Contains(escalation.Status))
                {
                    await RetimeAsync(escalation, cancel);
                }
            }
        }
        while (page.Count == PageSize);
    }

    private async Task RetimeAsync(Escalation escalation, CancellationToken cancel)
    {
        var eventRecorder = new EventRecorder(escalation, playbook, clock.GetUtcNow(), null);
        if (eventRecorder.TryRecord(new Retimed($"the calendars of playbook {playbook.Version.Name} {playbook.Version.Version}"), new Authority(Actor.Clock)) is not null
            || eventRecorder.Now.Deadlines.Select(d => d.DueAt).SequenceEqual(escalation.Deadlines.Select(d => d.DueAt)))
        {
            return;
        }

        var recipients = await Recipients.OfAsync(escalation, playbook, store, cancel);
        try
        {
            await store.CommitAsync(new() { Tenant = escalation.Tenant, At = clock.GetUtcNow(), Changes = eventRecorder.Changes, Messages = recipients.MessagesAfter(escalation, eventRecorder.Now, eventRecorder.Last!) }, cancel);
        }
        catch (ChangedMeanwhileException)
        {
            // Somebody did something at the same moment; it is looked at again.
            if (await store.FindAsync(escalation.Tenant, escalation.Id, cancel) is { } now && Running.Contains(now.Status))
            {
                await RetimeAsync(now, cancel);
            }
        }
    }
}
