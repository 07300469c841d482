using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Fakes;

/// <summary>A Teams that says nothing.</summary>
internal sealed class SilentTeams : IRosterReader, IPersonalChats
{
    /// <summary>Who may see what of a store's escalations, where Teams is asked in vain.</summary>
    public static EscalationAccess AccessTo(IEscalationStore store, TimeProvider clock)
    {
        var silent = new SilentTeams();
        var executor = new CommandExecutor(store, store, new OutboxSignal(), SampleCards.Playbooks, clock);
        return new(
            store,
            store,
            store,
            new Memberships(store, silent, executor, clock),
            new Guests(store, silent, executor),
            silent,
            SampleCards.Playbooks,
            clock
        );
    }

    /// <summary>The launches of a store, where Teams is asked in vain.</summary>
    public static LaunchRecords LaunchesOf(IEscalationStore store, TimeProvider clock)
    {
        var silent = new SilentTeams();
        var executor = new CommandExecutor(store, store, new OutboxSignal(), SampleCards.Playbooks, clock);
        return new(
            store,
            store,
            new Administrators(store, new([])),
            new Guests(store, silent, executor),
            new Memberships(store, silent, executor, clock),
            SampleCards.Playbooks,
            clock
        );
    }

    public Task<IReadOnlyList<RosterEntry>?> ReadAsync(string tenant, string serviceUrl, string conversationId, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<RosterEntry>?>(null);

    public Task<ChatFault?> TryAsync(Contact contact, CancellationToken cancel) => Task.FromResult<ChatFault?>(ChatFault.ForNow);
}
