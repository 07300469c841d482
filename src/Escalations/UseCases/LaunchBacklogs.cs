using Escalations.Deadlines;
using Escalations.Launches;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>The backlog of a launch, in its order, as those in a place may see it.</summary>
/// <param name="Rules">By which it is ordered: those that were agreed, else the usual ones.</param>
public sealed record LaunchBacklog(FoundLaunch Found, BacklogRules Rules, IReadOnlyList<BacklogRow> Rows);

/// <summary>Makes backlogs of what is on record (A043): a launch's open matters and risks, and the work that people have added.</summary>
public sealed class LaunchBacklogs(LaunchRecords records, LaunchStandings standings, EscalationAccess access, PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <summary>What the triage says of a matter that no customer sees.</summary>
    private const string NotSeen = "none";

    public async Task<LaunchBacklog> OfAsync(FoundLaunch found, Target place, TeamLinks links, CancellationToken cancel)
    {
        var launch = found.Launch;
        var calendar = WorkingCalendar.Of((records.Playbook ?? playbooks.Default).DefaultCalendar);
        var rules = launch.Rules?.Rules ?? BacklogRules.Usual;
        var now = clock.GetUtcNow();
        return new(
            found,
            rules,
            BacklogOrder.Of(
                [
                    .. await MattersAsync(launch, place, links, calendar, cancel),
                    .. launch.OpenRisks.Select(risk => Of(launch, risk)),
                    .. launch.OpenWork.Select(Of),
                ],
                rules,
                launch.Placed,
                since => calendar.AfterDays(since, rules.AgingDays) < now
            )
        );
    }

    private async Task<IReadOnlyList<BacklogItem>> MattersAsync(
        Launch launch,
        Target place,
        TeamLinks links,
        WorkingCalendar calendar,
        CancellationToken cancel
    )
    {
        var all = await standings.MattersAsync(launch, cancel);
        var byId = all.ToDictionary(matter => matter.Id);
        var items = new List<BacklogItem>();
        foreach (var matter in (await standings.VisibleAtAsync(launch, all, place, links, cancel)).Where(matter => matter.IsOpen))
        {
            var id = matter.Outline.Id;
            var read = (await access.ViewAtAsync(byId[id], place, links, cancel)).Of(byId[id]);
            items.Add(
                new(
                    id.ToString(),
                    BacklogKind.Matter,
                    read.Brief.TextOf(BriefSection.Headline) ?? id.ToString(),
                    matter.IsDefect || matter.Journey is not (null or NotSeen),
                    matter.Severity ?? Severity.S4,
                    matter.Outline.RoutedAt ?? matter.Outline.LastEventAt
                )
                {
                    // The day on which it is to be done, not the one on which somebody has it.
                    Day = (byId[id].Deadlines.FirstOrDefault(term => term.Kind == DeadlineKind.Outcome)?.DueAt ?? matter.Outline.DueAt) is { } due
                        ? calendar.DateOf(due)
                        : null,
                    Decided = read.Work.FixDate,
                    Owner = read.Work.Owner?.Name,
                }
            );
        }

        return items;
    }

    private static BacklogItem Of(Launch launch, Risk risk) =>
        new(
            BacklogItem.KeyOf(risk),
            BacklogKind.Risk,
            risk.What,
            IsCustomerFacing: false,
            risk.Likelihood switch
            {
                Likelihood.High => Severity.S2,
                Likelihood.Medium => Severity.S3,
                _ => Severity.S4,
            },
            risk.LoggedAt
        )
        {
            Day = launch.DayOf(risk),
            Owner = risk.Owner?.Name,
            Mitigation = risk.Mitigation,
        };

    private static BacklogItem Of(WorkItem work) =>
        new(
            BacklogItem.KeyOf(work),
            work.Kind == WorkKind.Feature ? BacklogKind.Feature : BacklogKind.Mitigation,
            work.Title,
            work.IsCustomerFacing,
            work.Kind == WorkKind.Feature ? Severity.S4 : Severity.S3,
            work.AddedAt
        )
        {
            Day = work.Day,
            Decided = work.Day,
            Owner = work.Owner?.Name,
        };
}
