using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What reviews have found to fix and nobody has ticked off.</summary>
/// <param name="Overdue">How many of them should be done by now.</param>
public sealed record FixCounts(int Open, int Overdue);

/// <summary>Finds what is still to be fixed after reviews.</summary>
public sealed class OpenFixes(IEscalationQueries queries, EscalationAccess access, TimeProvider clock)
{
    /// <summary>So many of those that were touched last are looked at; reminders touch what has fixes.</summary>
    private const int Most = 2_000;

    private static readonly Status[] Reviewed = [Status.Resolved, Status.Closed];

    /// <summary>What somebody may read of it where they ask, the earliest due first.</summary>
    public async Task<IReadOnlyList<(Escalation Of, ReviewFix Fix)>> VisibleAsync(Viewer viewer, CancellationToken cancel)
    {
        var all = await WithFixesAsync(viewer.Tenant, cancel);
        IReadOnlyList<Escalation> visible =
            viewer.IsAlone || viewer.Channel is not null ? await access.ReadAtAsync(viewer.Tenant, all, viewer.Place, viewer.Links, cancel) : [];
        return [.. visible.SelectMany(e => e.Outcome.OpenFixes.Select(fix => (e, fix))).OrderBy(one => one.fix.Due).ThenBy(one => one.e.Id.Number)];
    }

    /// <summary>How many there are, for those who lead.</summary>
    public async Task<FixCounts> CountAsync(string tenant, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var open = (await WithFixesAsync(tenant, cancel)).SelectMany(e => e.Outcome.OpenFixes).ToList();
        return new(open.Count, open.Count(fix => fix.Due < today));
    }

    private async Task<IReadOnlyList<Escalation>> WithFixesAsync(string tenant, CancellationToken cancel) =>
        [.. (await queries.ListAsync(tenant, Reviewed, null, Most, cancel)).Where(e => !e.IsConfidential && e.Outcome.OpenFixes.Any())];
}
