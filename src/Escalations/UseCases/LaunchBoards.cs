using Escalations.Launches;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>All that was measured of a criterion, the newest first.</summary>
public sealed record CriterionMeasures(FoundLaunch Found, AgreedCriterion Criterion, IReadOnlyList<Measure> Measures);

/// <summary>
/// Shows launches in figures to one person in their own chat or tab: who may see a launch is decided by <see cref="LaunchRecords"/>, who
/// may see a matter of it by <see cref="EscalationAccess"/>. Only the matters of that launch are read.
/// </summary>
public sealed class LaunchBoards(
    LaunchRecords records,
    LaunchStandings standings,
    ILaunches launches,
    IEscalations escalations,
    EscalationAccess access,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>All launches that somebody may see, as <c>launches</c> lists them.</summary>
    public async Task<IReadOnlyList<(FoundLaunch Found, LaunchStanding Standing)>> ListAsync(Viewer viewer, CancellationToken cancel)
    {
        var sight = await access.SightOfAsync(viewer, cancel);
        var all = new List<(FoundLaunch, LaunchStanding)>();
        foreach (var found in await records.VisibleAsync(viewer, cancel))
        {
            all.Add((found, LaunchStanding.Of(found, standings.Visible(await standings.MattersAsync(found.Launch, cancel), sight))));
        }

        return all;
    }

    /// <returns>Null when there is no such launch, or the reader may not see it.</returns>
    public async Task<LaunchBoard?> FindAsync(Viewer viewer, string id, CancellationToken cancel)
    {
        if (await records.FindVisibleAsync(viewer, id, cancel) is not { Launch: var launch } found)
        {
            return null;
        }

        var all = await standings.MattersAsync(launch, cancel);
        var sight = await access.SightOfAsync(viewer, cancel);
        var combined = all.Where(e => e.CombinedFrom.Count > 0).ToDictionary(e => e.Id);
        var visible = new List<LaunchMatter>();
        foreach (var matter in standings.Visible(all, sight))
        {
            visible.Add(
                combined.GetValueOrDefault(matter.Outline.Id) is { } with ? matter with { Customers = await CustomersOfAsync(with, viewer, cancel) } : matter
            );
        }

        return new(
            found,
            visible,
            sight,
            all.Count >= LaunchStandings.Most,
            [.. Levels.Reverse()],
            clock.GetUtcNow(),
            playbooks.Default.DefaultCalendar.TimeZone
        );
    }

    /// <param name="criterion">Its name; letter case and accents do not matter.</param>
    /// <returns>Null when there is no such launch or criterion, or the reader may not see it.</returns>
    public async Task<CriterionMeasures?> MeasuresAsync(Viewer viewer, string id, string criterion, CancellationToken cancel) =>
        await records.FindVisibleAsync(viewer, id, cancel) is { } found && found.Launch.FindCriterion(criterion) is { } agreed
            ? new(
                found,
                agreed,
                [
                    .. (await launches.MeasuresAsync(viewer.Tenant, found.Launch.Id, cancel))
                        .Where(m => Launch.KeyOf(m.Criterion) == agreed.Criterion.Key)
                        .OrderByDescending(m => m.At),
                ]
            )
            : null;

    /// <summary>A matter of a launch names the launch; which customers it hurts say the briefs that were combined with it.</summary>
    private async Task<IReadOnlyList<string>> CustomersOfAsync(Escalation matter, Viewer viewer, CancellationToken cancel)
    {
        var view = await access.ViewAtAsync(matter, viewer.Place, viewer.Links, cancel);
        var release = Launch.KeyOf(matter.Brief.Account ?? "");
        return
        [
            .. (await escalations.HistoryAsync(matter.Tenant, matter.Id, cancel))
                .Select(stored => view.Of(HashChain.Open(stored)).What)
                .OfType<CombinedFrom>()
                .Select(with => with.Account)
                .OfType<string>()
                .Where(account => Launch.KeyOf(account) is { Length: > 0 } key && key != release)
                .DistinctBy(Launch.KeyOf),
        ];
    }

    /// <summary>What the triage of the launch protocol can say of the customer's way, from none to high.</summary>
    private IReadOnlyList<string> Levels =>
        records
            .Playbook?.Categories.SelectMany(category => category.Checklist?.Items ?? [])
            .FirstOrDefault(item => item.Key == LaunchMatter.CustomerJourney)
            ?.Choices
        ?? [];
}
