using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TeamsBot.Inbound;

/// <summary>Whether the door can tell the Connector from a stranger; while it cannot, it answers 503.</summary>
public sealed class SigningKeysHealthCheck : IHealthCheck
{
    private readonly InboundSettings settings;
    private readonly SigningKeys keys;

    internal SigningKeysHealthCheck(InboundSettings settings, SigningKeys keys) => (this.settings, this.keys) = (settings, keys);

    public bool IsReady => settings.Anonymous || keys.AreKnown;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsReady ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, "The Connector's keys are not known yet."));
}
