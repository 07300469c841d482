using Escalations.Launches;
using Escalations.Ports;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>
/// The escalation lead of a launch, or whoever covers for them, calls an urgent meeting on a matter whose decision stalls (A039): its CSM, its
/// owner and those who receive it are asked, and where the lead says so, whoever is next above them.
/// </summary>
public sealed class CallMeeting(
    ManageLaunches manage,
    LaunchRecords records,
    LaunchStandings standings,
    IDirectory directory,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>When and where, in characters.</summary>
    public const int LongestWhen = 100;

    /// <summary>So many are called over the time of a launch.</summary>
    public const int MostEver = 200;

    /// <param name="about">Of those that stall, as the lead may see them.</param>
    /// <param name="known">How many had been called when the form was shown: the same one since then was called by it, and is not called twice.</param>
    /// <param name="escaped">A text that somebody wrote, as it is safe in a message.</param>
    public async Task<Response> HandleAsync(
        Request request,
        Viewer viewer,
        FoundLaunch found,
        EscalationId? about,
        string? when,
        bool withSponsor,
        int known,
        Func<string, string> escaped,
        CancellationToken cancel
    )
    {
        var (launch, links) = (found.Launch, viewer.Links);
        var stalled = (await standings.OfAsync(found, viewer.Place, links, cancel)).Stalled;
        var matter = about is { } id && stalled.Contains(id) ? (await standings.MattersAsync(launch, cancel)).FirstOrDefault(one => one.Id == id) : null;
        var places = matter is null ? [] : await AskedAsync(matter, request, withSponsor, cancel);
        return await manage.ChangeAsync(
            request,
            viewer,
            launch.Id,
            (now, _) =>
                !records.Leads(now.Launch, viewer.Person.Id, links) ? ([], DomainWords.Say("launch.meeting.lead", now.Launch.LeadPerson.Name))
                : matter is null ? ([], DomainWords.Say("launch.meeting.choose"))
                : when is null ? ([], DomainWords.Say("launch.meeting.when"))
                : ManageLaunches.TooLong(LongestWhen, when) is { } tooLong ? ([], tooLong)
                : now.Launch.Meetings.Skip(known).Any(one => one.About == matter.Id && one.When == Secrets.Hide(when)) ? ([], null)
                : now.Launch.Meetings.Count >= MostEver ? ([], DomainWords.Say("launch.meeting.most", MostEver))
                : ([new MeetingCalled(matter.Id, when, withSponsor)], null),
            cancel,
            tell:
            [
                .. places.Select(place => new OutboxMessage(
                    place,
                    LocalizableMessage.Of(
                        "launch.meeting.called",
                        InlineText.Sanitize(request.By.Name),
                        matter!.Id,
                        InlineText.Sanitize(launch.Name),
                        escaped(Secrets.Hide(when ?? ""))
                    )
                )),
            ]
        );
    }

    /// <summary>Where those are who decide on a matter or know of it, whoever covers for them among them; whoever calls knows.</summary>
    private async Task<IReadOnlyList<Target>> AskedAsync(Escalation matter, Request request, bool withSponsor, CancellationToken cancel)
    {
        var links = await directory.LinksAsync(request.Tenant, cancel);
        var playbook = playbooks.Of(matter);
        var around = TeamDirectory.Around(matter, playbook, links.Bindings);
        IEnumerable<Target> asked =
        [
            .. TeamDirectory.OfTeams(matter, playbook, links.Bindings),
            new ToPerson(matter.Csm.Id),
            .. matter.Work.Owner is { } owner ? [new ToPerson(owner.Id)] : Array.Empty<Target>(),
            .. withSponsor ? TeamDirectory.Of(matter.Assignment.Ladder.Take(1), around) : [],
        ];
        var away = links.AwayAt(clock.GetUtcNow());
        return [.. asked.SelectMany(away.WithBackup).Distinct().Where(place => place != new ToPerson(request.By.Id))];
    }
}
