using Escalations.Ports;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EscalationAgent.Storage;

/// <summary>
/// Whether what is accepted can be kept. Recent writes answer that; where there were none, a small one is made, so that an
/// idle process knows as well. However often it is asked, it writes at most every few seconds.
/// </summary>
internal sealed class StoreHealthCheck(IStoreProbe store, StoreHealth health) : IHealthCheck
{
    /// <summary>How long a write, or a failure, speaks for now.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task<string?>? probing;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var why =
            health.SinceFailure < Remembered ? "The store has just failed."
            : !health.IsFailing && health.SinceWrite < Remembered ? null
            : await ProbeOnceAsync().WaitAsync(cancellationToken);
        return why is null ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, why);
    }

    /// <summary>Those who ask at once share one probe.</summary>
    private Task<string?> ProbeOnceAsync()
    {
        lock (gate)
        {
            return probing is { IsCompleted: false } ? probing : probing = Task.Run(ProbeAsync);
        }
    }

    /// <returns>What is wrong; null when nothing is.</returns>
    private async Task<string?> ProbeAsync()
    {
        try
        {
            await store.ProbeAsync(CancellationToken.None);
            return null;
        }
        catch (StoreUnavailableException fault)
        {
            return fault.Message;
        }
    }
}
