using Escalations.Lifecycle;

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
/// Somebody takes over an escalation whose CSM or owner is not there any more: as its CSM whoever stands above the team, or
/// an administrator; as its owner whoever is of the team.
/// </summary>
public sealed class TakeOver(IEscalationStore store, CommandExecutor commandExecutor, Administrators administrators, Playbook playbook)
{
    /// <param name="part">Null for what fits: whose place is empty before whose is not, the CSM's before the owner's.</param>
    /// <param name="because">Why, on record; needed where the CSM is still there.</param>
    public Task<Response> HandleAsync(Request request, EscalationId id, TakeOverAs? part, string? because, CancellationToken cancel) => commandExecutor.ExecuteAsync(
        request,
        async now =>
        {
            if (await store.FindAsync(request.Tenant, id, cancel) is not { } escalation || escalation is { Status: Status.Draft, RoutedAt: null })
            {
                return Response.Unknown(id);
            }

            var recipients = await Recipients.OfAsync(escalation, playbook, store, cancel);
            var authority = recipients.StandingOf(request, escalation);
            authority = authority with
            {
                IsManager = authority.IsManager || await IsAboveAsync(escalation, request.By, cancel),
                IsAdministrator = await administrators.IncludesAsync(request.Tenant, request.By, cancel),
            };
            if (request.IsGuest || !(authority.InTeamsChannel || authority.Has(Role.Above, escalation) || authority.Has(Role.Csm, escalation)))
            {
                return Response.Unknown(id);
            }

            var asCsm = (part ?? Fitting(escalation, authority, recipients)) == TakeOverAs.Csm;
            if (asCsm && !recipients.IsReachable(request.By))
            {
                return Response.Refused("I cannot write to you in our personal chat, where a CSM decides. Write to me there once, then say it again.", id);
            }

            EscalationEvent what = asCsm ? new CsmReassigned(request.By, because) : new HandedOver(Titled(request.By, escalation), because);
            var eventRecorder = new EventRecorder(escalation, playbook, now, request.Delivery);
            if (eventRecorder.TryRecord(what, authority) is { } why)
            {
                return Response.Refused(why, id);
            }

            if (asCsm && because is null && recipients.IsReachable(escalation.Csm))
            {
                return Response.Refused($"{escalation.Csm.Name} can be reached, so talk to them first. To take over all the same, say why: `take over {id} as CSM because ...`. They are told.", id);
            }

            return new()
            {
                Say = asCsm
                    ? $"You are the CSM of {id} now: you decide on it, and hear what its CSM would. Its card is in our personal chat."
                    : $"You own {id} now.",
                About = id,
                Changes = eventRecorder.Changes,
                Messages = recipients.MessagesAfter(escalation, eventRecorder.Now, eventRecorder.Last!),
            };
        },
        cancel);

    private static TakeOverAs Fitting(Escalation escalation, Authority authority, Recipients recipients)
    {
        var mayBeCsm = authority.Has(Role.Above, escalation);
        return (mayBeCsm && !recipients.IsReachable(escalation.Csm)) || !authority.InTeamsChannel ? TakeOverAs.Csm
            : escalation.Owner is { } owner && !recipients.IsReachable(owner) ? TakeOverAs.Owner
            : mayBeCsm ? TakeOverAs.Csm
            : TakeOverAs.Owner;
    }

    /// <summary>Whoever is in the channel of a rung above, or of leadership, stands above in their own chat as well.</summary>
    private async Task<bool> IsAboveAsync(Escalation escalation, Person person, CancellationToken cancel)
    {
        foreach (var channel in TeamDirectory.OfManagers(escalation, playbook, await store.BindingsAsync(escalation.Tenant, cancel)).OfType<ToChannel>())
        {
            if ((await store.FindChannelAsync(escalation.Tenant, channel.ChannelId, cancel))?.Members.Any(m => m.Id == person.Id) is true)
            {
                return true;
            }
        }

        return false;
    }

    private Person Titled(Person person, Escalation escalation) =>
        person.Title is null && escalation.Teams.Count > 0 ? person with { Title = playbook.FindTeam(escalation.Teams[0])?.Title } : person;
}
