using System.Runtime.CompilerServices;
using Escalations.Reporting;

namespace Escalations.Ports;

/// <summary>Looks across many escalations: lists, what is due, and what reports show. What it tells may be a moment old.</summary>
public interface IEscalationQueries
{
    /// <summary>Escalations with one of the statuses (all when empty), newest event first.</summary>
    /// <param name="csm">Only those raised by this person; null for everybody's.</param>
    Task<IReadOnlyList<Escalation>> ListAsync(string tenant, IReadOnlyCollection<Status> statuses, string? csm, int limit, CancellationToken cancel);

    /// <summary>
    /// Escalations with one of the statuses (all when empty), those first whose last event is longest ago: a page after a position. One
    /// that changes meanwhile comes again on a later page, so a reader who goes on until a page is empty misses none.
    /// </summary>
    Task<IReadOnlyList<Escalation>> UpdatedAsync(
        string tenant,
        IReadOnlyCollection<Status> statuses,
        UpdatePosition after,
        int limit,
        CancellationToken cancel
    );

    /// <summary>What was first routed for a customer since then, newest first; letter case does not matter.</summary>
    Task<IReadOnlyList<Escalation>> OfAccountAsync(string tenant, string account, DateTimeOffset since, int limit, CancellationToken cancel);

    /// <summary>
    /// Escalations whose next wake-up has come, the most severe first, then the earliest, of all tenants. They are not read,
    /// so that one that cannot be read hides no other.
    /// </summary>
    Task<IReadOnlyList<DueKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>When the oldest wake-up that has come was due; null when none has.</summary>
    Task<DateTimeOffset?> OldestDueAsync(DateTimeOffset now, CancellationToken cancel);

    /// <summary>
    /// Which escalations have not ended, the most severe first, then by number: a page after a position. They are not read,
    /// so that one that cannot be read hides no other.
    /// </summary>
    /// <param name="after">Null for the first page.</param>
    Task<IReadOnlyList<OpenPosition>> OpenAsync(string tenant, OpenPosition? after, int limit, CancellationToken cancel);

    /// <summary>
    /// How much of the record has been read for reports, in percent: less than 100 after an upgrade, until what was stored
    /// before it has been gone through. Until then the figures below would be wrong.
    /// </summary>
    Task<int> ReportsReadyAsync(CancellationToken cancel);

    /// <summary>
    /// What a summary of the week that began at <paramref name="since"/> shows as of an instant: its counts, and the first active
    /// escalations, of one moment. What happened later is not seen.
    /// </summary>
    /// <param name="limit">How many escalations are wanted.</param>
    Task<(WeekFigures Figures, IReadOnlyList<ActiveEscalation> First)> WeekAsync(
        string tenant,
        DateTimeOffset since,
        DateTimeOffset asOf,
        int limit,
        CancellationToken cancel
    );

    /// <summary>What was active at an instant, by severity, then the oldest first: a page of it.</summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    Task<IReadOnlyList<ActiveEscalation>> ActiveAtAsync(string tenant, DateTimeOffset asOf, ActiveEscalation? after, int limit, CancellationToken cancel);
}

/// <summary>Where an escalation is among all of its tenant by its last event, then by number.</summary>
/// <param name="At">When its last event was, UTC.</param>
public readonly record struct UpdatePosition(DateTimeOffset At, EscalationId Id)
{
    /// <summary>Before all whose last event was then or later.</summary>
    public static UpdatePosition Before(DateTimeOffset at) => new(at, default);

    public static UpdatePosition Of(Escalation escalation) => new(escalation.LastEventAt, escalation.Id);
}

/// <summary>Reads on until there is no more.</summary>
public static class EscalationPages
{
    private const int PageSize = 500;

    /// <summary>All pages of <see cref="IEscalationQueries.UpdatedAsync"/>, one escalation after the other; one that changes meanwhile comes again.</summary>
    public static async IAsyncEnumerable<Escalation> AllUpdatedAsync(
        this IEscalationQueries queries,
        string tenant,
        IReadOnlyCollection<Status> statuses,
        UpdatePosition after,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        while (await queries.UpdatedAsync(tenant, statuses, after, PageSize, cancel) is { Count: > 0 } page)
        {
            foreach (var escalation in page)
            {
                yield return escalation;
            }

            after = UpdatePosition.Of(page[^1]);
        }
    }
}

/// <summary>An escalation whose time has come.</summary>
public readonly record struct DueKey(string Tenant, EscalationId Id);
