using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EscalationAgent.Playbooks;

/// <summary>Whether the files of playbooks are those that are used. Where they are not, all goes on by what they said before.</summary>
internal sealed class PlaybookHealthCheck(PlaybookWatch watch, EditionShelf shelf) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Where it is and not what it says: anybody may ask for the state of health.
        IReadOnlyList<string> faults = [.. watch.Faults.Select(fault => fault.Place).Distinct(), .. shelf.Faults];
        return Task.FromResult(faults.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join('\n', faults)));
    }
}
