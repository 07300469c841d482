using Escalations.Ports;

namespace EscalationAgent.Storage;

/// <summary>A store of which it can be asked whether writing works.</summary>
internal interface IStoreProbe
{
    /// <summary>Writes something that changes nothing, to see whether writing works.</summary>
    /// <exception cref="StoreUnavailableException">It does not.</exception>
    Task ProbeAsync(CancellationToken cancel);
}
