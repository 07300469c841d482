using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Playground;

/// <summary>The Playground installs nothing, so the person in front of its page counts as the one who installed the agent there.</summary>
internal sealed class PlaygroundInstaller(IEscalationStore store, PlaygroundCast cast, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await store.AdministratorsAsync(cast.TenantId, cancellationToken) is [])
        {
            var now = clock.GetUtcNow();
            var person = Person.Shown(cast.CurrentUser.AadObjectId, cast.CurrentUser.Name);
            await store.CommitAsync(
                new()
                {
                    Tenant = cast.TenantId,
                    At = now,
                    Administrators = [new(person, null, now)],
                    DirectoryChanges = [new(DirectoryChangeKind.AdministratorAdded, now, null, person)],
                },
                cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
