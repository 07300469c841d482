using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>How a launch stands by what is on record of it, and of the matters that name it as their release or customer.</summary>
/// <param name="Met">How many criteria their last measure meets.</param>
/// <param name="NotMeasured">How many were never measured.</param>
/// <param name="OpenS1">How many matters of S1 are open.</param>
/// <param name="DecisionsDue">How many open matters wait for a decision, such as go or no-go.</param>
/// <param name="FirstDecision">By when the first of them is due; null for none.</param>
/// <param name="OpenDefects">How many open matters a defect has set off.</param>
/// <param name="Fixed">How many were resolved, each from its first routing; the other two figures are of these.</param>
/// <param name="MedianToFix">Null for none.</param>
/// <param name="NinetiethToFix">The 90th percentile, by nearest rank; null for none.</param>
/// <param name="OpenIds">The open matters, the most severe first.</param>
public sealed record LaunchStanding(
    int Met,
    int NotMeasured,
    int OpenS1,
    int OpenS2,
    int DecisionsDue,
    DateTimeOffset? FirstDecision,
    int OpenDefects,
    int Fixed,
    TimeSpan? MedianToFix,
    TimeSpan? NinetiethToFix,
    IReadOnlyList<EscalationId> OpenIds
);

/// <summary>Computes how launches stand, of what those who read it may see (A037).</summary>
public sealed class LaunchStandings(IEscalationQueries queries, EscalationAccess access, PlaybookCatalog playbooks)
{
    /// <summary>What sets a defect off, in the launch protocol.</summary>
    private const string Defect = "defect";

    private const int Most = 1_000;

    public async Task<LaunchStanding> OfAsync(FoundLaunch found, Target place, TeamLinks links, CancellationToken cancel)
    {
        var launch = found.Launch;
        var all = await queries.OfAccountAsync(launch.Tenant, launch.Name, DateTimeOffset.MinValue, Most, cancel);
        var visible = place is ToPerson person
            ? await access.ReadByAsync(launch.Tenant, all, new Person(person.PersonId, ""), links, cancel)
            : [.. all.Where(e => !e.IsConfidential && access.HasCardIn(e, place, links))];
        IReadOnlyList<Escalation> open =
        [
            .. visible.Where(e => !e.Status.IsEnded() && e.Status is not (Status.Draft or Status.Resolved)).OrderBy(e => e.Decision?.Severity ?? Severity.S4),
        ];
        IReadOnlyList<Escalation> decisions = [.. open.Where(e => playbooks.Of(e).FindCategory(e.Decision?.Category) is { Decisions.Count: > 0 })];
        IReadOnlyList<TimeSpan> took =
        [
            .. visible
                .Where(e => e is { RoutedAt: not null, Outcome.ResolvedAt: not null })
                .Select(e => e.Outcome.ResolvedAt!.Value - e.RoutedAt!.Value)
                .Order(),
        ];
        return new(
            launch.Criteria.Count(c => found.Head.Measured.GetValueOrDefault(c.Criterion.Key) is { } soFar && c.Criterion.IsMetBy(soFar.Newest.Value)),
            launch.Criteria.Count(c => !found.Head.Measured.ContainsKey(c.Criterion.Key)),
            open.Count(e => e.Decision?.Severity == Severity.S1),
            open.Count(e => e.Decision?.Severity == Severity.S2),
            decisions.Count,
            decisions.SelectMany(e => e.Deadlines).Where(d => d is { MetAt: null, IsPaused: false } && d.Kind.IsTerm()).Min(d => (DateTimeOffset?)d.DueAt),
            open.Count(e => e.Brief.Trigger == Defect),
            took.Count,
            Median(took),
            took.Count == 0 ? null : took[(int)Math.Ceiling(0.9 * took.Count) - 1],
            [.. open.Select(e => e.Id)]
        );
    }

    private static TimeSpan? Median(IReadOnlyList<TimeSpan> ordered) =>
        ordered.Count == 0 ? null
        : ordered.Count % 2 == 1 ? ordered[ordered.Count / 2]
        : (ordered[(ordered.Count / 2) - 1] + ordered[ordered.Count / 2]) / 2;
}
