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
                    return Response.Refused($"You own {id} already.", id);
                }

                if (!asCsm && escalation is { Status: Status.Routed })
                {
                    return Response.Refused($"Nobody owns {id} yet: press Acknowledge on its card, and you do.", id);
                }

                // A guest may have been added to a channel above, and decides nothing all the same.
                if (asCsm && await guests.IncludesAsync(request.Tenant, request.By, request.Channel, cancel))
                {
                    return Response.Unknown(id);
                }

                if (asCsm && !recipients.IsReachable(request.By))
                {
                    return Response.Refused("I cannot write to you in our personal chat, where a CSM decides. Write to me there once, then say it again.", id);
                }

                EscalationEvent what = asCsm ? new CsmReassigned(request.By, because) : new HandedOver(Titled(request.By, escalation), because);
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                if (eventRecorder.TryRecord(what, authority) is { } why)
                {
                    return Response.Refused(why, id);
                }

                if (asCsm && because is null && recipients.IsReachable(escalation.Csm) && !recipients.IsAway(escalation.Csm))
                {
                    return Response.Refused(
                        $"{escalation.Csm.Name} can be reached, so talk to them first. To take over all the same, say why: `take over "
                            + $"{id} as CSM because ...`. They are told.",
                        id
                    );
                }

                return new()
                {
                    Say = asCsm
                        ? $"You are the CSM of {id} now: you decide on it, and hear what its CSM would. Its card is in our personal chat."
                        : $"You own {id} now.",
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
        const string OnlyAbove = "Only somebody who stands above the team, or an administrator, can become its CSM.";
        var id = escalation.Id;
        if (request.IsGuest || request.ReplyTo is not ToPerson)
        {
            return null;
        }

        var places = TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), links.Bindings);
        var isOfTeam = await memberships.PlacesOfAsync(request.Tenant, request.By.Id, places, cancel).AnyAsync(cancel);
        return (isOfTeam, escalation) switch
        {
            (true, _) when part == TakeOverAs.Csm => OnlyAbove,
            (true, { Work.Owner.Id: var owner }) when owner == request.By.Id => $"You own {id} already. {OnlyAbove}",
            (true, { Work.Owner: null }) => $"Nobody owns {id} yet: press Acknowledge on its card in your team's channel, and you do. {OnlyAbove}",
            (true, _) => $"{escalation.Work.Owner!.Name} owns {id}. To own it in their place, say `@Escalation Agent take over {id}` in your "
                + $"team's channel, where all of you see it. {OnlyAbove}",
            _ => escalation.FormerCsms.Contains(request.By.Id)
                ? $"{escalation.Csm.Name} is the CSM of {id} now: talk to them. {OnlyAbove} `status {id}` shows where it stands."
                : null,
        };
    }

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
