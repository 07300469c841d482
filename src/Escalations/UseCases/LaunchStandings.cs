using Escalations.Launches;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>How a launch stands by what is on record of it, and of the matters that name it as their release or customer.</summary>
/// <param name="Met">How many criteria their last measure meets.</param>
/// <param name="NotMeasured">How many were never measured.</param>
/// <param name="OpenS1">How many matters of S1 are open.</param>
/// <param name="DecisionsDue">How many open matters wait for a decision, such as go or no-go.</param>
/// <param name="FirstDecision">By when the first of them is due; null for none.</param>
/// <param name="OpenDefects">How many open matters a defect has set off.</param>
/// <param name="ToFix">Of all that were resolved, each from its first routing.</param>
/// <param name="OpenIds">The open matters, the most severe first.</param>
public sealed record LaunchStanding(
    int Met,
    int NotMeasured,
    int OpenS1,
    int OpenS2,
    int DecisionsDue,
    DateTimeOffset? FirstDecision,
    int OpenDefects,
    FixTimes ToFix,
    IReadOnlyList<EscalationId> OpenIds
)
{
    /// <summary>Those of the open matters whose decision stalls, the most severe first.</summary>
    public IReadOnlyList<EscalationId> Stalled { get; init; } = [];

    /// <param name="visible">Its matters that the reader may see.</param>
    public static LaunchStanding Of(FoundLaunch found, IReadOnlyList<LaunchMatter> visible)
    {
        var launch = found.Launch;
        IReadOnlyList<LaunchMatter> open =
        [
            .. visible.Where(m => m.IsOpen).OrderBy(m => m.Severity ?? Severity.S4).ThenBy(m => m.Outline.Id.Year).ThenBy(m => m.Outline.Id.Number),
        ];
        IReadOnlyList<LaunchMatter> decisions = [.. open.Where(m => m.IsDecision)];
        return new(
            launch.Criteria.Count(c => found.Head.Measured.GetValueOrDefault(c.Criterion.Key) is { } soFar && c.Criterion.IsMetBy(soFar.Newest.Value)),
            launch.Criteria.Count(c => !found.Head.Measured.ContainsKey(c.Criterion.Key)),
            open.Count(m => m.Severity == Severity.S1),
            open.Count(m => m.Severity == Severity.S2),
            decisions.Count,
            decisions.Min(m => m.Outline.DueAt),
            open.Count(m => m.IsDefect),
            FixTimes.Of(visible),
            [.. open.Select(m => m.Outline.Id)]
        );
    }
}

/// <summary>Computes how launches stand, of what those who read it may see (A037).</summary>
public sealed class LaunchStandings(LaunchRecords records, IEscalationQueries queries, EscalationAccess access, PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <summary>So many matters of a launch are looked at, those that were routed last.</summary>
    internal const int Most = 1_000;

    /// <summary>The matters that name a launch, those that were routed last first, whoever may see them.</summary>
    public async Task<IReadOnlyList<Escalation>> MattersAsync(Launch launch, CancellationToken cancel)
    {
        var (since, until) = await records.SpanAsync(launch, cancel);
        return [.. (await queries.OfAccountAsync(launch.Tenant, launch.Name, since, Most, cancel)).Where(matter => matter.RoutedAt < until)];
    }

    public async Task<LaunchStanding> OfAsync(FoundLaunch found, Target place, TeamLinks links, CancellationToken cancel)
    {
        var launch = found.Launch;
        var visible = await VisibleAtAsync(launch, await MattersAsync(launch, cancel), place, links, cancel);
        var standing = LaunchStanding.Of(found, visible);
        var stalled = visible.Where(matter => matter.StallsAt(clock.GetUtcNow())).Select(matter => matter.Outline.Id).ToHashSet();
        return standing with { Stalled = [.. standing.OpenIds.Where(stalled.Contains)] };
    }

    /// <summary>Of these matters of a launch, what is seen in a place; nothing that is confidential.</summary>
    public async Task<IReadOnlyList<LaunchMatter>> VisibleAtAsync(
        Launch launch,
        IEnumerable<Escalation> all,
        Target place,
        TeamLinks links,
        CancellationToken cancel
    ) =>
        place is ToPerson person
            ? Visible(all, await access.SightOfAsync(launch.Tenant, person.PersonId, links, cancel))
            : LaunchMatter.OfAll(all.Where(e => !e.IsConfidential && access.HasCardIn(e, place, links)), playbooks);

    /// <summary>Of these, what one person may see; nothing that is confidential.</summary>
    public IReadOnlyList<LaunchMatter> Visible(IEnumerable<Escalation> all, OutlineSight sight) =>
        [.. LaunchMatter.OfAll(all.Where(e => !e.IsConfidential), playbooks).Where(m => sight.Includes(m.Outline))];
}
