using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>
/// When the playbook's calendars have changed, deadlines that ran by them are counted anew: from their own beginning, with
/// their own term, on record. Terms stay as they were when each deadline was made.
/// </summary>
public sealed class RetimeByCalendars(IEscalationStore store, OwedSignal signal, Playbook playbook, TimeProvider clock)
{
    private const int Most = 100_000;

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
            foreach (var escalation in await store.ListAsync(tenant, Running, null, Most, cancel))
            {
                await RetimeAsync(escalation, cancel);
            }

            await store.CommitAsync(new() { Tenant = tenant, At = clock.GetUtcNow(), Delivery = key }, cancel);
            signal.Ring();
        }
    }

    private async Task RetimeAsync(Escalation escalation, CancellationToken cancel)
    {
        var ledger = new Ledger(escalation, playbook, clock.GetUtcNow(), null);
        if (ledger.Try(new Retimed($"the calendars of playbook {playbook.Version.Name} {playbook.Version.Version}"), new Standing(Actor.Clock)) is not null
            || ledger.Now.Deadlines.Select(d => d.DueAt).SequenceEqual(escalation.Deadlines.Select(d => d.DueAt)))
        {
            return;
        }

        var circle = await Circle.AroundAsync(escalation, playbook, store, cancel);
        try
        {
            await store.CommitAsync(new() { Tenant = escalation.Tenant, At = clock.GetUtcNow(), Changes = ledger.Changes, Owed = circle.After(escalation, ledger.Now, ledger.Last!) }, cancel);
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
