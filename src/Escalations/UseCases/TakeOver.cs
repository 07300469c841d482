using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>In whose place somebody takes over.</summary>
public enum TakeOverAs
{
    /// <summary>In the place of its CSM: they confirm, reopen, reclassify and route from then on.</summary>
    Csm,

    /// <summary>In the place of its owner.</summary>
    Owner,
}

/// <summary>
/// Somebody takes over an escalation whose CSM or owner is not there any more: as its CSM whoever is above the team, or
/// an administrator; as its owner whoever is of the team.
/// </summary>
public sealed class TakeOver(
    CommandExecutor commandExecutor,
    Administrators administrators,
    Memberships memberships,
    FindManager findManager,
    PlaybookCatalog playbooks,
    Guests guests
)
{
    /// <param name="part">Null for what fits: whose place is empty before whose is not, the CSM's before the owner's.</param>
    /// <param name="because">Why, on record; needed where the CSM is still there.</param>
    public Task<Response> HandleAsync(Request request, EscalationId id, TakeOverAs? part, string? because, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            async (escalation, recipients, now) =>
            {
                if (escalation.RoutedAt is null)
                {
                    return Response.Unknown(id);
                }

                var authority = recipients.AuthorityOf(request, escalation);
                authority = authority with
                {
                    IsManager =
                        authority.IsManager
                        || recipients.CoversCsm(request.By, escalation)
                        || await IsAboveAsync(escalation, request.By, recipients.Links, cancel),
                    // Who administers the bot knows nothing of what is confidential.
                    IsAdministrator = !escalation.IsConfidential && await administrators.IncludesAsync(request.Tenant, request.By, cancel),
                };
                if (request.IsGuest || !(authority.InTeamsChannel || authority.Has(Role.Above, escalation) || authority.Has(Role.Csm, escalation)))
                {
                    return await ReasonAsync(request, escalation, part, recipients.Links, cancel) is { } reason
                        ? Response.Refused(reason, id)
                        : Response.Unknown(id);
                }

                var asCsm = (part ?? Fitting(escalation, authority, recipients)) == TakeOverAs.Csm;
                if (!asCsm && escalation.Work.Owner?.Id == request.By.Id)
                {
                    return Response.Refused(DomainWords.Say("take_over.own_already", id), id);
                }

                if (!asCsm && escalation is { Status: Status.Routed })
                {
                    return Response.Refused(DomainWords.Say("take_over.nobody_owns", id), id);
                }

                // A guest may have been added to a channel above, and decides nothing all the same.
                if (asCsm && await guests.IncludesAsync(request.Tenant, request.By, request.Channel, cancel))
                {
                    return Response.Unknown(id);
                }

                if (asCsm && !recipients.IsReachable(request.By))
                {
                    return Response.Refused(DomainWords.Say("take_over.no_chat"), id);
                }

                EscalationEvent what = asCsm ? new CsmReassigned(request.By, because) : new HandedOver(Titled(request.By, escalation), because);
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                if (eventRecorder.TryRecord(what, authority) is { } why)
                {
                    return Response.Refused(why, id);
                }

                if (asCsm && because is null && recipients.IsReachable(escalation.Csm) && !recipients.IsAway(escalation.Csm))
                {
                    return Response.Refused(DomainWords.Say("take_over.reachable", escalation.Csm.Name, id), id);
                }

                return new()
                {
                    Say = asCsm ? DomainWords.Say("take_over.csm", id) : DomainWords.Say("take_over.owner", id),
                    About = id,
                    Change = eventRecorder.Change,
                    Messages =
                    [
                        .. recipients.MessagesAfter(escalation, eventRecorder.Now, eventRecorder.Last!),
                        .. asCsm ? findManager.Owed(eventRecorder.Now, recipients.Links.Bindings) : [],
                    ],
                };
            },
            cancel
        );

    /// <summary>What somebody may do who knows of it and cannot take it over here; null for whoever may not know of it.</summary>
    private async Task<string?> ReasonAsync(Request request, Escalation escalation, TakeOverAs? part, TeamLinks links, CancellationToken cancel)
    {
        var id = escalation.Id;
        if (request.IsGuest || request.ReplyTo is not ToPerson)
        {
            return null;
        }

        var onlyAbove = DomainWords.Say("take_over.only_above");
        var places = TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), links.Bindings);
        var isOfTeam = await memberships.PlacesOfAsync(request.Tenant, request.By.Id, places, cancel).AnyAsync(cancel);
        return (isOfTeam, escalation) switch
        {
            (true, _) when part == TakeOverAs.Csm => onlyAbove,
            (true, { Work.Owner.Id: var owner }) when owner == request.By.Id => $"{DomainWords.Say("take_over.own_already", id)} {onlyAbove}",
            (true, { Work.Owner: null }) => $"{DomainWords.Say("take_over.nobody_owns.channel", id)} {onlyAbove}",
            (true, _) => $"{DomainWords.Say("take_over.owned", escalation.Work.Owner!.Name, id)} {onlyAbove}",
            _ when escalation.FormerCsms.Contains(request.By.Id) => DomainWords.Say("take_over.former", escalation.Csm.Name, id, onlyAbove),
            _ => await ReadsAsync(escalation, request.By, links, cancel) ? onlyAbove : null,
        };
    }

    /// <summary>Whether somebody is consulted or kept informed.</summary>
    private async Task<bool> ReadsAsync(Escalation escalation, Person person, TeamLinks links, CancellationToken cancel) =>
        await memberships
            .PlacesOfAsync(escalation.Tenant, person.Id, TeamDirectory.OfReaders(escalation, playbooks.Of(escalation), links.Bindings), cancel)
            .AnyAsync(cancel);

    private static TakeOverAs Fitting(Escalation escalation, Authority authority, Recipients recipients)
    {
        var mayBeCsm = authority.Has(Role.Above, escalation);
        return (mayBeCsm && !recipients.IsReachable(escalation.Csm)) || !authority.InTeamsChannel ? TakeOverAs.Csm
            : escalation.Work.Owner is { } owner && !recipients.IsReachable(owner) ? TakeOverAs.Owner
            : mayBeCsm ? TakeOverAs.Csm
            : TakeOverAs.Owner;
    }

    /// <summary>Whoever is in the channel of a rung above, or of leadership, is above in their own chat as well.</summary>
    private async Task<bool> IsAboveAsync(Escalation escalation, Person person, TeamLinks links, CancellationToken cancel) =>
        await memberships
            .PlacesOfAsync(escalation.Tenant, person.Id, TeamDirectory.OfManagers(escalation, playbooks.Of(escalation), links.Bindings), cancel)
            .AnyAsync(cancel);

    private Person Titled(Person person, Escalation escalation) =>
        person.Title is null && escalation.Assignment.Teams.Count > 0
            ? person with
            {
                Title = playbooks.Of(escalation).FindTeam(escalation.Assignment.Teams[0])?.Title,
            }
            : person;
}
