using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TeamsBot.Connector;

/// <summary>
/// Whether the Connector serves the bot at all, from what its requests came to. That it refuses one conversation or one
/// message tells that it works. While nothing is asked nothing is known, and that counts as well.
/// </summary>
public sealed class ConnectorHealth(TimeProvider clock) : IHealthCheck
{
    /// <summary>How long everything must have failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long a failure speaks for now.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ProbeAfter = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private long? failingSince;
    private long lastFailure;
    private long? lastProbe;

    /// <summary>How far apart probes are.</summary>
    public static TimeSpan ProbeEvery { get; } = TimeSpan.FromSeconds(10);

    public bool IsReady
    {
        get
        {
            lock (gate)
            {
                return failingSince is not { } since || clock.GetElapsedTime(since) < Patience || clock.GetElapsedTime(lastFailure) > Remembered;
            }
        }
    }

    /// <summary>
    /// Asks for leave to send something soon again although everything fails, so that the end of the fault is noticed soon,
    /// by one message and not by all.
    /// </summary>
    public bool TakeProbe()
    {
        lock (gate)
        {
            if (
                failingSince is not { } since
                || clock.GetElapsedTime(since) < ProbeAfter
                || (lastProbe is { } before && clock.GetElapsedTime(before) < ProbeEvery)
            )
            {
                return false;
            }

            lastProbe = clock.GetTimestamp();
            return true;
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsReady ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, "The Connector has refused everything for a minute."));

    /// <param name="failure">What one try came to; null for success.</param>
    internal void Note(ConnectorException? failure)
    {
        lock (gate)
        {
            if (failure is null || IsOfOneConversation(failure.Kind))
            {
                failingSince = null;
                return;
            }

            lastFailure = clock.GetTimestamp();
            failingSince ??= lastFailure;
        }
    }

    private static bool IsOfOneConversation(ConnectorFault kind) =>
        kind
            is ConnectorFault.BadRequest
                or ConnectorFault.NotInConversation
                or ConnectorFault.BlockedByUser
                or ConnectorFault.DisabledByAdmin
                or ConnectorFault.ConversationNotFound
                or ConnectorFault.ActivityNotFound
                or ConnectorFault.TooBig;
}
