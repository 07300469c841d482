using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Keeps what was learnt of somebody who speaks, and of where they do, before they are answered: the answer finds its way by it.</summary>
public sealed class RecordSender(CommandExecutor commandExecutor)
{
    /// <param name="met">Null when nothing was learnt.</param>
    public Task HandleAsync(string tenant, DirectoryEdit? met, CancellationToken cancel) =>
        met is null ? Task.CompletedTask : commandExecutor.ExecuteAsync(Request.ByMachine(tenant), _ => Task.FromResult(new Response { Directory = met }), cancel);
}
