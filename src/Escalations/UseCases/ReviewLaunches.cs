using System.Globalization;
using Escalations.Deadlines;
using Escalations.Launches;
using Escalations.Ports;
using TextAnalysis.Redaction;

namespace Escalations.UseCases;

/// <summary>A launch in figures from its record, of what the reader may see (A051).</summary>
/// <param name="Matters">How many there were, from S1 to S4.</param>
/// <param name="Alarms">How often one was raised.</param>
/// <param name="Moved">How many milestones were moved.</param>
/// <param name="Missed">How many were reached late, or never.</param>
public sealed record LaunchImpact(Launch Of, IReadOnlyList<int> Matters, FixTimes ToFix, int Alarms, int Moved, int Missed);

/// <summary>
/// The post-mortem of a closed launch: its lead is asked for it, and reminded of it and of what it has found until both are done; whoever is
/// to change something is reminded of that, too. Whatever is
/// asked is asked once, however many processes ask.
/// </summary>
public sealed class ReviewLaunches(
    ManageLaunches manage,
    LaunchRecords records,
    LaunchStandings standings,
    ILaunches launches,
    IDirectory directory,
    CommandExecutor commandExecutor,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>In characters.</summary>
    public const int LongestText = 2_000;

    /// <summary>On which days after its end the post-mortem is asked for again.</summary>
    private static readonly int[] AskedAgain = [2, 5, 10];

    /// <summary>On which days before and after its day something to change is reminded of, as what reviews of matters find.</summary>
    private static readonly int[] FixReminded = [-1, 0, 1, 4, 8];

    /// <summary>What was asked is remembered for longer than that.</summary>
    private static readonly TimeSpan AskedFor = TimeSpan.FromDays(1);

    /// <summary>Writes it, or corrects it: each version is on record, and what was done stays done.</summary>
    /// <param name="toFix">With days as <see cref="ReviewAnswers.Rewritten"/> writes them.</param>
    /// <param name="owners">Those of the owners who are known.</param>
    /// <param name="before">The id of an earlier launch to compare with, which the writer may see; null for none.</param>
    /// <param name="seen">As it was when the form was shown; what was written since is not undone.</param>
    public Task<Response> PublishAsync(
        Request request,
        Viewer viewer,
        string id,
        string? learnings,
        string? toFix,
        IReadOnlyList<FixOwner> owners,
        string? before,
        LaunchReview? seen,
        CancellationToken cancel
    ) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                learnings is null ? ([], DomainWords.Say("launch.review.learnings"))
                : ReviewAnswers.MissingToFix(toFix).ToList() is { Count: > 0 } missing ? ([], string.Join(' ', missing))
                : ManageLaunches.TooLong(LongestText, learnings, toFix) is { } tooLong ? ([], tooLong)
                : found.Launch.Review is { } written
                && (written.Learnings, written.ToFix, written.Before) == (Secrets.Hide(learnings), Secrets.Hide(toFix!), before)
                && written.Owners.Select(one => (one.Key, one.Value.Id)).ToHashSet().SetEquals(owners.Select(one => (one.Number, one.Person.Id)))
                    ? ([], null)
                : found.Launch.Review?.At != seen?.At ? ([], DomainWords.Say("launch.meanwhile"))
                : ([new LaunchReviewed(learnings, toFix!, before) { Owners = owners.Count > 0 ? owners : null }], null),
            cancel,
            afterEnd: true
        );

    public Task<Response> TickAsync(Request request, Viewer viewer, string id, int? number, CancellationToken cancel) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                found.Launch.Review?.OpenFixes.Any(fix => fix.Number == number) is true
                    ? ([new LaunchFixDone(number!.Value)], null)
                    : ([], DomainWords.Say("launch.fix.choose")),
            cancel,
            afterEnd: true
        );

    /// <summary>A launch in figures, and the earlier one that it is compared with where the reader may see that, too.</summary>
    /// <param name="before">The id of that one; null for none.</param>
    public async Task<IReadOnlyList<LaunchImpact>> ImpactsAsync(Launch launch, string? before, Target place, TeamLinks links, CancellationToken cancel)
    {
        var impacts = new List<LaunchImpact> { await ImpactAsync(launch, place, links, cancel) };
        if (
            before is not null
            && await records.FindAsync(launch.Tenant, before, cancel) is { } earlier
            && await records.MaySeeAtAsync(earlier.Launch, place, links, cancel)
        )
        {
            impacts.Add(await ImpactAsync(earlier.Launch, place, links, cancel));
        }

        return impacts;
    }

    private async Task<LaunchImpact> ImpactAsync(Launch launch, Target place, TeamLinks links, CancellationToken cancel)
    {
        var visible = await standings.VisibleAtAsync(launch, await standings.MattersAsync(launch, cancel), place, links, cancel);
        var end = DateOnly.FromDateTime((launch.Outcome?.At ?? clock.GetUtcNow()).UtcDateTime);
        return new(
            launch,
            [.. Severities.All.Select(severity => visible.Count(matter => matter.Severity == severity))],
            FixTimes.Of(visible),
            launch.AlarmsRaised,
            launch.Milestones.Count(milestone => milestone.IsMoved),
            launch.Milestones.Count(milestone => milestone.IsMissed(end))
        );
    }

    /// <summary>Reminds of what is due today in every tenant. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            foreach (var head in await launches.LaunchHeadsAsync(tenant, cancel))
            {
                if (await records.FindAsync(tenant, head.Id, cancel) is { Launch: { Outcome: not null } launch })
                {
                    await RemindAsync(launch, cancel);
                }
            }
        }
    }

    private async Task RemindAsync(Launch launch, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var calendar = WorkingCalendar.Of((records.Playbook ?? playbooks.Default).DefaultCalendar);
        var lead = launch.LeadPerson.Id;
        IEnumerable<(DateOnly Day, string PersonId)> due = launch.Review is { } review
            ? from fix in review.OpenFixes
            from day in FixReminded
            from person in new[] { lead, review.Owners.GetValueOrDefault(fix.Number)?.Id ?? lead }
            select (fix.Due.AddDays(day), person)
            : AskedAgain.Select(day => (calendar.DateOf(launch.Outcome!.At).AddDays(day), lead));
        foreach (
            var (at, people) in due.GroupBy(one => calendar.OpeningOn(one.Day), one => one.PersonId)
                .Where(group => group.Key <= now && now < group.Key + AskedFor && group.Key > launch.Outcome!.At)
                .Select(group => (group.Key, group.Distinct()))
        )
        {
            var away = (await directory.LinksAsync(launch.Tenant, cancel)).AwayAt(now);
            await commandExecutor.OweOnceAsync(
                launch.Tenant,
                string.Create(CultureInfo.InvariantCulture, $"launch reminder|{launch.Id}|{at.UtcDateTime:yyyy-MM-ddTHH:mm}"),
                [
                    .. people
                        .SelectMany(person => away.WithBackup(new ToPerson(person)))
                        .Distinct()
                        .Select(to => new OutboxMessage(to, new LaunchReminder(launch.Id))),
                ],
                cancel
            );
        }
    }
}
