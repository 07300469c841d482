using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Answers that change no escalation: help, lists, a summary, or that a text was not understood.</summary>
public sealed class SayAnswer(CommandExecutor commandExecutor)
{
    /// <param name="met">What was learnt of those who are answered; null when nothing was.</param>
    public Task<Response> HandleAsync(Request request, IReadOnlyList<OutboxMessage> answer, CancellationToken cancel, DirectoryEdit? met = null) =>
        commandExecutor.ExecuteAsync(
            request,
            _ => Task.FromResult(new Response { Directory = met, Messages = [.. answer.Select(message => message with { IsAwaited = true })] }),
            cancel
        );
}
