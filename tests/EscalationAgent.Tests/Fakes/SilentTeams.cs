using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Tests.Fakes;

/// <summary>A Teams that says nothing.</summary>
internal sealed class SilentTeams : IRosterReader, IPersonalChats
{
    public Task<IReadOnlyList<RosterEntry>?> ReadAsync(string tenant, string serviceUrl, string conversationId, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<RosterEntry>?>(null);

    public Task<ChatFault?> TryAsync(Contact contact, CancellationToken cancel) => Task.FromResult<ChatFault?>(ChatFault.ForNow);
}
