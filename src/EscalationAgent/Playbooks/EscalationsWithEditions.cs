using Escalations;
using Escalations.Ports;
using Escalations.Reporting;

namespace EscalationAgent.Playbooks;

/// <summary>
/// The escalations of the store. Whoever gets one can ask for its playbook, whichever replica began it; and none is stored before its
/// edition is.
/// </summary>
internal sealed class EscalationsWithEditions(IEscalations store, EditionShelf shelf) : IEscalations
{
    public async Task<CommitResult> CommitAsync(Commit commit, ClaimOffer? offer, CancellationToken cancel)
    {
        if (commit.Change is { } change)
        {
            await shelf.KeepAsync(change.After, cancel);
        }

        return await store.CommitAsync(commit, offer, cancel);
    }

    public async Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel)
    {
        var found = await store.FindAsync(tenant, id, cancel);
        if (found is not null)
        {
            await shelf.MeetAsync(found, cancel);
        }

        return found;
    }

    public async Task<EscalationWithCards?> FindWithCardsAsync(string tenant, EscalationId id, CancellationToken cancel)
    {
        var found = await store.FindWithCardsAsync(tenant, id, cancel);
        if (found is not null)
        {
            await shelf.MeetAsync(found.Escalation, cancel);
        }

        return found;
    }

    public Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel) => store.FindAnswerAsync(tenant, delivery, cancel);

    public Task<EscalationId> NextIdAsync(string tenant, int year, CancellationToken cancel) => store.NextIdAsync(tenant, year, cancel);

    public Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel) => store.HistoryAsync(tenant, id, cancel);

    public Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel) =>
        store.FindEventAsync(tenant, id, sequence, cancel);

    public Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string orderingKey, CancellationToken cancel) =>
        store.FindCardAsync(tenant, id, orderingKey, cancel);
}

/// <summary>Lists of the store's escalations. Whoever gets one can ask for the playbook of each.</summary>
internal sealed class QueriesWithEditions(IEscalationQueries store, EditionShelf shelf) : IEscalationQueries
{
    public async Task<IReadOnlyList<Escalation>> ListAsync(
        string tenant,
        IReadOnlyCollection<Status> statuses,
        string? csm,
        int limit,
        CancellationToken cancel
    ) => await MetAsync(await store.ListAsync(tenant, statuses, csm, limit, cancel), cancel);

    public async Task<IReadOnlyList<Escalation>> UpdatedAsync(
        string tenant,
        IReadOnlyCollection<Status> statuses,
        UpdatePosition after,
        int limit,
        CancellationToken cancel
    ) => await MetAsync(await store.UpdatedAsync(tenant, statuses, after, limit, cancel), cancel);

    public async Task<IReadOnlyList<Escalation>> OfAccountAsync(string tenant, string account, DateTimeOffset since, int limit, CancellationToken cancel) =>
        await MetAsync(await store.OfAccountAsync(tenant, account, since, limit, cancel), cancel);

    public Task<IReadOnlyList<DueKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) => store.DueAsync(now, limit, cancel);

    public Task<DateTimeOffset?> OldestDueAsync(DateTimeOffset now, CancellationToken cancel) => store.OldestDueAsync(now, cancel);

    public Task<IReadOnlyList<OpenPosition>> OpenAsync(string tenant, OpenPosition? after, int limit, CancellationToken cancel) =>
        store.OpenAsync(tenant, after, limit, cancel);

    public Task<int> ReportsReadyAsync(CancellationToken cancel) => store.ReportsReadyAsync(cancel);

    public Task<(WeekFigures Figures, IReadOnlyList<ActiveEscalation> First)> WeekAsync(
        string tenant,
        DateTimeOffset since,
        DateTimeOffset asOf,
        int limit,
        CancellationToken cancel
    ) => store.WeekAsync(tenant, since, asOf, limit, cancel);

    public Task<IReadOnlyList<ActiveEscalation>> ActiveAtAsync(
        string tenant,
        DateTimeOffset asOf,
        ActiveEscalation? after,
        int limit,
        CancellationToken cancel
    ) => store.ActiveAtAsync(tenant, asOf, after, limit, cancel);

    private async Task<IReadOnlyList<Escalation>> MetAsync(IReadOnlyList<Escalation> found, CancellationToken cancel)
    {
        foreach (var escalation in found)
        {
            await shelf.MeetAsync(escalation, cancel);
        }

        return found;
    }
}
