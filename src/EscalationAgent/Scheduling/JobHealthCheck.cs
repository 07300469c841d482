using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EscalationAgent.Scheduling;

/// <summary>Whether the heart beats: a process whose deadlines nobody watches must not be taken for one that is well.</summary>
internal sealed class JobHealthCheck(JobRunner heart) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            heart.Overdue() is { } chore ? new(context.Registration.FailureStatus, $"{chore} has not succeeded for a minute.") : HealthCheckResult.Healthy()
        );
}
