using Escalations.Deadlines;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>A meeting with what it has to speak of.</summary>
/// <param name="At">When it begins, UTC.</param>
/// <param name="TimeZone">The IANA zone in which it is held.</param>
/// <param name="Risks">Of open launches, where the meeting is one of the launch protocol.</param>
/// <param name="InPlaceOf">For whom the reader covers there; nobody where they attend themselves.</param>
public sealed record MeetingReport(
    Playbook Playbook,
    Meeting Meeting,
    DateTimeOffset At,
    string TimeZone,
    Agenda Agenda,
    IReadOnlyList<LaunchRisks> Risks,
    IReadOnlyList<Person> InPlaceOf
);

/// <summary>The open risks of one launch.</summary>
/// <param name="Open">At least one, the worst first.</param>
/// <param name="Neglected">The numbers of those that nobody has looked at for a working day.</param>
public sealed record LaunchRisks(Launch Launch, IReadOnlyList<Risk> Open, IReadOnlyCollection<int> Neglected);

/// <summary>Makes the agenda of a meeting for one of the places that get it: of the playbook's open matters those that the place may see.</summary>
public sealed class MakeAgenda(
    IEscalationQueries queries,
    IDirectory directory,
    EscalationAccess access,
    LaunchRecords launches,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    private static readonly Status[] Active = [.. Enum.GetValues<Status>().Where(status => status.IsActive())];

    /// <summary>All who convene are sent theirs at once: what is open is read once for them.</summary>
    private readonly SingleFlight<(string Tenant, string Playbook), IReadOnlyCollection<Escalation>> flights = new();

    /// <param name="at">When the meeting begins, UTC.</param>
    /// <returns>Null when the playbook holds that meeting no more.</returns>
    public async Task<MeetingReport?> HandleAsync(string tenant, string playbook, string meeting, DateTimeOffset at, Target place, CancellationToken cancel)
    {
        if (
            playbooks.Newest.FirstOrDefault(p => p.Version.Name == playbook) is not { } newest
            || newest.Meetings.FirstOrDefault(m => m.Key == meeting) is not { } held
        )
        {
            return null;
        }

        var open = await flights.DoAsync((tenant, playbook), stop => OpenAsync(tenant, playbook, stop), cancel);
        var calendar = CalendarOf(newest, held);
        var links = await directory.LinksAsync(tenant, cancel);
        var seen = await access.ReadAtAsync(tenant, open, place, links, cancel);
        var (last, next) = MeetingTimes.Around(held, calendar, at);
        return new(
            newest,
            held,
            at,
            calendar.TimeZone,
            Agenda.Of(seen, EndsInDecision, last ?? at, clock.GetUtcNow(), next ?? at),
            playbook == LaunchRecords.Protocol ? Risks(await launches.OpenAtAsync(tenant, place, links, cancel), WorkingCalendar.Of(calendar)) : [],
            links.AwayAt(at).InPlaceOf(place, await launches.AttendeesAsync(tenant, playbook, held, links.Bindings, cancel))
        );
    }

    private IReadOnlyList<LaunchRisks> Risks(IReadOnlyList<Launch> seen, WorkingCalendar calendar) =>
        [
            .. from launch in seen
            let open = launch.OpenRisks
            where open.Count > 0
            select new LaunchRisks(
                launch,
                open,
                [.. open.Where(risk => calendar.AfterDays(risk.LookedAt, 1) <= clock.GetUtcNow()).Select(risk => risk.Number)]
            ),
        ];

    private async Task<IReadOnlyCollection<Escalation>> OpenAsync(string tenant, string playbook, CancellationToken cancel)
    {
        var open = new Dictionary<EscalationId, Escalation>();
        await foreach (var escalation in queries.AllUpdatedAsync(tenant, Active, UpdatePosition.Before(DateTimeOffset.MinValue), cancel))
        {
            if (escalation.Playbook.Name == playbook)
            {
                open[escalation.Id] = escalation;
            }
        }

        return open.Values;
    }

    /// <summary>By whose days and zone it is held.</summary>
    public static CalendarRule CalendarOf(Playbook playbook, Meeting meeting) => playbook.CalendarOf(meeting.Attendees is [var first, ..] ? first : null);

    private bool EndsInDecision(Escalation escalation) => playbooks.Of(escalation).FindCategory(escalation.Decision?.Category) is { Decisions.Count: > 0 };
}
