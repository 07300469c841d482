using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Says at the start, for each tenant that may use the bot, when nobody administers it: what then cannot be linked, and which setting helps.</summary>
internal sealed partial class AdministratorsAtStart(
    Administrators administrators,
    IDirectory directory,
    IReadOnlyList<string> tenants,
    ILogger<AdministratorsAtStart> log
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => StoreRetry.RunAsync(SayAsync, cancellationToken).AsTask();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SayAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants)
        {
            if (await administrators.ListAsync(tenant, cancellationToken) is { Count: > 0 })
            {
                continue;
            }

            if (await directory.IsKnownAsync(tenant, cancellationToken))
            {
                Nobody(log, tenant, ConfiguredAdministrators.Setting);
            }
            else
            {
                WhoeverInstalls(log, tenant, ConfiguredAdministrators.Setting);
            }
        }
    }

    [LoggerMessage(
        121,
        LogLevel.Warning,
        "Nobody administers the agent in tenant {Tenant}: leadership and the people above a team cannot be linked. Name somebody by "
            + "{Setting} (Entra object ids)"
    )]
    private static partial void Nobody(ILogger log, string tenant, string setting);

    [LoggerMessage(
        122,
        LogLevel.Information,
        "Whoever installs the agent first in tenant {Tenant} will administer it. To decide that yourself, set {Setting} (Entra object ids)"
    )]
    private static partial void WhoeverInstalls(ILogger log, string tenant, string setting);
}
