using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Playground;

/// <summary>
/// Makes the Playground's two channels receive: General for leadership, the other one for every team, so that one person in one
/// browser can play a whole story. Bindings that were made by hand stay.
/// </summary>
internal sealed class PlaygroundBinding(
    IDirectory directory,
    CommandExecutor commandExecutor,
    PlaygroundCast cast,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <param name="address">Where the Playground listens.</param>
    public async Task SetAsync(Uri address, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var service = new Uri(address, "_connector").ToString();
        var bound = (await directory.LinksAsync(cast.TenantId, cancel)).Bindings.Select(b => b.Team).ToHashSet();
        Channel[] channels =
        [
            new(cast.GeneralChannelId, "General", cast.Team.Id, cast.Team.Name, service),
            new(cast.OtherChannelId, cast.Team.Channels[0].Name, cast.Team.Id, cast.Team.Name, service),
        ];
        await commandExecutor.ExecuteAsync(
            Request.ByMachine(cast.TenantId),
            _ =>
                Task.FromResult(
                    new Response
                    {
                        Directory = new()
                        {
                            Channels = channels,
                            Bindings =
                            [
                                .. playbooks
                                    .LinkedTeams.Where(team => !bound.Contains(team.Key))
                                    .Select(team => new Binding(
                                        team.Key,
                                        playbooks.IsLeadership(team.Key) ? cast.GeneralChannelId : cast.OtherChannelId,
                                        null,
                                        now
                                    )),
                            ],
                        },
                        Messages = [.. channels.Select(channel => new OutboxMessage(new ToChannel(channel.ChannelId), new RefreshMembers()))],
                    }
                ),
            cancel
        );
    }
}
