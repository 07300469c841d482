using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Playground;

/// <summary>The Playground installs nothing, so the person in front of its page counts as the one who installed the agent there.</summary>
internal sealed class PlaygroundInstaller(IDirectory directory, CommandExecutor commandExecutor, PlaygroundCast cast) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => StoreRetry.RunAsync(InstallAsync, cancellationToken).AsTask();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (await directory.AdministratorsAsync(cast.TenantId, cancellationToken) is [])
        {
            var person = Person.Shown(cast.CurrentUser.AadObjectId, cast.CurrentUser.Name);
            await commandExecutor.ExecuteAsync(
                Request.ByMachine(cast.TenantId),
                now =>
                    Task.FromResult(
                        new Response
                        {
                            Directory = new()
                            {
                                Administrators = [new(person, null, now)],
                                Changes = [new(DirectoryChangeKind.AdministratorAdded, now, null, person)],
                            },
                        }
                    ),
                cancellationToken
            );
        }
    }
}
