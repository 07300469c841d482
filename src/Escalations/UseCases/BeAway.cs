using Escalations.Deadlines;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Somebody is away until a day, and names who covers; or is back.</summary>
public sealed class BeAway(IDirectory directory, CommandExecutor commandExecutor, FindPerson people, EscalationAccess access, TimeProvider clock)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    /// <summary>What is open and severe comes to whoever covers at once, the most severe first; more than these they find by asking.</summary>
    private const int MostCards = 5;

    /// <summary>So long after it has ended nobody has a card of it.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(92);

    /// <param name="until">When it ends by itself, UTC.</param>
    /// <param name="timeZone">Of the one who is away, IANA; null when unknown.</param>
    /// <param name="conversation">Where it was said.</param>
    /// <param name="told">What is said to whoever covers: by them, the absence, and all for whom they cover then.</param>
    /// <param name="over">What is said to whoever covered before and does not any more.</param>
    public Task<Response> BeginAsync(
        Request request,
        Viewer viewer,
        NamedPerson backup,
        DateTimeOffset until,
        string? timeZone,
        (string ServiceUrl, string Id) conversation,
        Func<Contact, Absence, IReadOnlyList<Absence>, string> told,
        Func<Contact?, Absence, string> over,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                if (until <= now || until > now + Longest)
                {
                    return Response.Refused(DomainWords.Say("absence.when", Longest.TotalDays));
                }

                if (await access.IsGuestAsync(viewer, cancel))
                {
                    return Response.Refused(DomainWords.Say("absence.guest"));
                }

                var found = await people.ByAnyNameAsync(request.Tenant, backup, conversation, [], cancel, butNot: request.By);
                if (found.Contact is not { } contact)
                {
                    return Response.Refused(found.Problem!);
                }

                var links = await directory.LinksAsync(request.Tenant, cancel);
                if (contact.Person.Id == request.By.Id)
                {
                    return Response.Refused(DomainWords.Say("absence.self"));
                }

                if (contact is { IsGuest: true } or { ChatId: null } || !links.IsReachable(new ToPerson(contact.Person.Id)))
                {
                    return Response.Refused(DomainWords.Say("oncall.not_reached", contact.Person.Name));
                }

                if (links.AwayAt(now).WouldLoop(request.By.Id, contact.Person.Id))
                {
                    return Response.Refused(DomainWords.Say("absence.loop", contact.Person.Name));
                }

                var absence = new Absence(request.By, contact.Person, now, until);
                var after = links with { Absences = [.. links.Absences.Where(other => other.Person.Id != request.By.Id), absence] };
                var away = after.AwayAt(now);
                var covering = away.BackupOf(request.By.Id) ?? contact.Person;
                var coveringContact =
                    covering.Id == contact.Person.Id ? contact : await directory.FindContactAsync(request.Tenant, covering.Id, cancel) ?? contact;
                var former = links.AwayAt(now).BackupOf(request.By.Id) is { } before && before.Id != covering.Id ? before : null;
                var open = (await access.OpenToAsync(viewer, cancel)).Where(e =>
                    e is { IsConfidential: false, Decision: { } decision } && decision.Severity.IsCritical()
                );
                return new()
                {
                    Say =
                        covering.Id == contact.Person.Id
                            ? DomainWords.Say("absence.begun", DueText.For(until, timeZone), covering.Name)
                            : DomainWords.Say("absence.begun.next", DueText.For(until, timeZone), contact.Person.Name, covering.Name),
                    Directory = Edit(absence, links, now) with
                    {
                        Changes = [new(DirectoryChangeKind.AbsenceBegun, now, request.By, contact.Person) { Until = until }],
                    },
                    Messages =
                    [
                        .. former is null
                            ? Array.Empty<OutboxMessage>()
                            :
                            [
                                new(
                                    new ToPerson(former.Id),
                                    new TextMessage(over(await directory.FindContactAsync(request.Tenant, former.Id, cancel), absence))
                                ),
                            ],
                        new(new ToPerson(covering.Id), new TextMessage(told(coveringContact, absence, [.. away.CoveredBy(covering.Id)]))),
                        .. open.Take(MostCards).Select(e => new OutboxMessage(new ToPerson(covering.Id), new CardUpdate(e.Id, Fresh: true))),
                    ],
                };
            },
            cancel
        );

    /// <summary>They are back before the day.</summary>
    /// <param name="told">What is said to whoever covered.</param>
    public Task<Response> EndAsync(Request request, Func<Contact?, Absence, string> told, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                var links = await directory.LinksAsync(request.Tenant, cancel);
                var away = links.AwayAt(now);
                if (away.Of(request.By.Id) is not { } absence)
                {
                    return Response.Refused(DomainWords.Say("absence.not_away"));
                }

                var covering = away.BackupOf(request.By.Id) ?? absence.Backup;
                return new()
                {
                    Say = DomainWords.Say("absence.ended", covering.Name),
                    Directory = Edit(absence with { Until = now }, links, now) with
                    {
                        Changes = [new(DirectoryChangeKind.AbsenceEnded, now, request.By, absence.Backup)],
                    },
                    Messages =
                    [
                        new(new ToPerson(covering.Id), new TextMessage(told(await directory.FindContactAsync(request.Tenant, covering.Id, cancel), absence))),
                    ],
                };
            },
            cancel
        );

    /// <summary>Who is away now, whoever comes back first before the others.</summary>
    public async Task<IReadOnlyList<Absence>> AllAsync(string tenant, CancellationToken cancel) =>
        [
            .. (await directory.LinksAsync(tenant, cancel))
                .AwayAt(clock.GetUtcNow())
                .All.OrderBy(absence => absence.Until)
                .ThenBy(absence => absence.Person.Name),
        ];

    private static DirectoryEdit Edit(Absence absence, TeamLinks links, DateTimeOffset now) =>
        new()
        {
            Absence = absence,
            FormerAbsences =
            [
                .. links.Absences.Where(other => other.Person.Id != absence.Person.Id && other.Until < now - KeptFor).Select(other => other.Person.Id),
            ],
        };
}
