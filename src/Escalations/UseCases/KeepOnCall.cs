using System.Globalization;
using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// Keeps on record who is on call for what is severe: they are asked first. When the shift changes while an S1 runs, whoever is on call
/// then is asked to take it over, and the former one is responsible until they have. Ask as often as you like.
/// </summary>
public sealed class KeepOnCall(
    OnCall onCall,
    RotaCatalog rotas,
    IEscalationQueries queries,
    IDirectory directory,
    CommandExecutor commandExecutor,
    PlaybookCatalog playbooks,
    BackupWays backups,
    TimeProvider clock
)
{
    private const int PageSize = 200;

    /// <summary>As it is sorted in the store: S1 is 0.</summary>
    private const int LeastUrgent = (int)Severity.S2;

    /// <summary>Everything severe that is open, in every tenant; and whoever is on call for a role is linked to it.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (rotas.All.Count == 0)
        {
            return;
        }

        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            var now = await onCall.AllAsync(tenant, cancel);
            await LinkRolesAsync(tenant, now, cancel);
            IReadOnlyList<OpenPosition> page = [];
            do
            {
                page = await queries.OpenAsync(tenant, page.Count == 0 ? null : page[^1], PageSize, cancel);
                foreach (var position in page.Where(p => p.Urgency <= LeastUrgent))
                {
                    await HandleAsync(tenant, position.Id, now, cancel);
                }
            } while (page.Count == PageSize && page[^1].Urgency <= LeastUrgent);
        }
    }

    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, OnCallLookup work, CancellationToken cancel)
    {
        await HandleAsync(claimed.Tenant, work.Id, await onCall.AllAsync(claimed.Tenant, cancel), cancel);
        return new Delivered(clock.GetUtcNow());
    }

    /// <summary>What an escalation's buttons record when somebody accepts: all that was offered to them.</summary>
    public static IReadOnlyList<EscalationEvent> AcceptedBy(Escalation escalation, Person person) =>
        escalation.Assignment.Duties.Where(duty => duty.Value.Next?.Id == person.Id).ToList() is { Count: > 0 } offered
            ? [.. offered.Select(duty => new ShiftAccepted(duty.Key, duty.Value.Person, duty.Value.Next!))]
            // Nothing is offered to them: the table of moves says so.
            : [new ShiftAccepted("", person, person)];

    private Task<Response> HandleAsync(string tenant, EscalationId id, IReadOnlyList<OnCallNow> now, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant),
            id,
            (escalation, recipients, at) =>
            {
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), at, null);
                var messages = new List<OutboxMessage>();
                if (OnCallOwed.Concerns(escalation, rotas))
                {
                    now.Select(one => Changed(escalation, one, recipients)).OfType<EscalationEvent>().ToList().ForEach(Record);
                }

                // Only now is it known whom it shall reach.
                if (backups.AtOnce(eventRecorder.Now) is { } used)
                {
                    Record(used);
                }

                return Task.FromResult(
                    eventRecorder.Change is { } change
                        ? new Response
                        {
                            About = id,
                            Change = change,
                            Messages = messages,
                        }
                        : new()
                );

                void Record(EscalationEvent what)
                {
                    var before = eventRecorder.Now;
                    if (eventRecorder.TryRecord(what, new Authority(Actor.Clock)) is null)
                    {
                        messages.AddRange(recipients.MessagesAfter(before, eventRecorder.Now, eventRecorder.Last!));
                        messages.AddRange(what is BackupUsed used ? BackupWays.Owed(used, eventRecorder.Now) : []);
                    }
                }
            },
            cancel
        );

    /// <summary>What is news about who is on call for one of its teams; null for nothing.</summary>
    private static EscalationEvent? Changed(Escalation escalation, OnCallNow now, Recipients recipients)
    {
        var team = now.Rota.Team;
        if (now.Person is not { } person || !escalation.Assignment.Teams.Contains(team) || person.Id == escalation.Csm.Id)
        {
            return null;
        }

        return escalation.Assignment.Duties.GetValueOrDefault(team) switch
        {
            { Next: null } duty when duty.Person.Id == person.Id => null,
            { Next: { } next } when next.Id == person.Id => null,
            // Who cannot be written to has nothing to hand over.
            { } duty when duty.Person.Id != person.Id && escalation.Decision?.Severity == Severity.S1 && recipients.IsReachable(duty.Person) =>
                new ShiftOffered(team, duty.Person, person),
            _ => new OnCallNamed(team, person, now.Shift.IsGap || person.Name != now.Shift.Who.Name),
        };
    }

    /// <summary>A role is held by whoever is on call for it (A006): what is open goes along.</summary>
    private async Task LinkRolesAsync(string tenant, IReadOnlyList<OnCallNow> now, CancellationToken cancel)
    {
        var bindings = (await directory.LinksAsync(tenant, cancel)).Bindings;
        foreach (var one in now)
        {
            var role = playbooks.LinkedTeams.FirstOrDefault(team => team.Key == one.Rota.Team && team.Kind == ReceiverKind.Role);
            var before = bindings.FirstOrDefault(b => b.Team == one.Rota.Team);
            if (role is null || one.Person is not { } person || before?.Person?.Id == person.Id)
            {
                continue;
            }

            var to = new ToPerson(person.Id);
            await commandExecutor.ExecuteAsync(
                Request.ByMachine(
                    tenant,
                    string.Create(CultureInfo.InvariantCulture, $"shift|{role.Key}|{person.Id}|{one.Shift.From.UtcTicks}|{before?.At.UtcTicks}")
                ),
                at =>
                    Task.FromResult(
                        new Response
                        {
                            Directory = new()
                            {
                                Bindings = [new(role.Key, null, null, at, person)],
                                Changes = [new(DirectoryChangeKind.Linked, at, null, person, role.Key, null, before?.Person, before?.ChannelId)],
                            },
                            Messages = [new(new ToBackground($"move to {to.OrderingKey}"), new MoveCards(to, at))],
                        }
                    ),
                cancel
            );
        }
    }
}
