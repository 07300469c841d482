using System.Globalization;
using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// Finds out who the CSM's manager is, for an escalation to whose first rung nobody is linked: beside the turn, and once it is
/// known, for the record. Where the user directory does not say, all is as though nobody could stand in.
/// </summary>
public sealed class FindManager(
    IUserDirectory users,
    IEscalations escalations,
    IDirectory directory,
    CommandExecutor commandExecutor,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>With the waits between them, about three hours: consent may still be on its way.</summary>
    private const int Tries = 42;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>What is owed so that it is found out; nothing where nobody can say, or somebody is linked to the first rung.</summary>
    /// <param name="routed">The escalation, with its ladder and its CSM of now.</param>
    public IReadOnlyList<OutboxMessage> Owed(Escalation routed, IReadOnlyList<Binding> bindings) =>
        routed.Assignment.Ladder is [var first, ..]
        && first != playbooks.Of(routed).LeadershipTeam
        && bindings.All(b => b.Team != first)
        && users.Offers(routed.Tenant, UserDirectoryFeature.Manager)
            ? [new(new ToBackground($"manager {routed.Id}"), new ManagerLookup(routed.Id))]
            : [];

    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, ManagerLookup work, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (
            await escalations.FindAsync(claimed.Tenant, work.Id, cancel) is not { } seen
            || seen.Status.IsEnded()
            || !users.Offers(claimed.Tenant, UserDirectoryFeature.Manager)
        )
        {
            return new Delivered(now);
        }

        var csm = seen.Csm.Id;
        var answer = await users.FindManagerAsync(claimed.Tenant, csm, cancel);
        if (!answer.IsKnown)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, claimed.Attempts)));
            return claimed.Attempts < Tries ? new Retry(now + wait, "the user directory does not answer") : new Delivered(now);
        }

        var manager = await ReachableAsync(claimed.Tenant, answer.Manager, cancel);
        await commandExecutor.ExecuteAsync(
            Request.ByMachine(claimed.Tenant, string.Create(CultureInfo.InvariantCulture, $"manager|{claimed.Number}")),
            work.Id,
            (escalation, recipients, at) => Task.FromResult(Decide(escalation, recipients, csm, manager, at)),
            cancel
        );
        return new Delivered(clock.GetUtcNow());
    }

    private Response Decide(Escalation escalation, Recipients recipients, string csm, Person? manager, DateTimeOffset now)
    {
        // Of whoever has become its CSM meanwhile it is found out by itself.
        if (escalation.Csm.Id != csm || escalation.CsmManager?.Id == manager?.Id)
        {
            return new();
        }

        var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, null);
        return eventRecorder.TryRecord(new ManagerFound(manager), new Authority(Actor.Clock)) is { } why
            ? Response.Refused(why, escalation.Id)
            : new()
            {
                About = escalation.Id,
                Change = eventRecorder.Change,
                Messages = recipients.MessagesAfter(escalation, eventRecorder.Now, eventRecorder.Last!),
            };
    }

    /// <summary>The manager by the name that the bot knows; null for a guest, and for whoever it has never met, and so cannot write to.</summary>
    private async Task<Person?> ReachableAsync(string tenant, Person? manager, CancellationToken cancel) =>
        manager is not null && await directory.FindContactAsync(tenant, manager.Id, cancel) is { IsGuest: false, Person: var met }
            ? met with
            {
                Title = met.Title ?? manager.Title,
            }
            : null;
}
