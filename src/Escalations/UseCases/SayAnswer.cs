namespace Escalations.UseCases;

/// <summary>Answers that change no escalation: help, lists, a summary, or that a text was not understood.</summary>
public sealed class SayAnswer(CommandExecutor commandExecutor)
{
    public Task<Response> HandleAsync(Request request, IReadOnlyList<OutboxMessage> answer, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            _ => Task.FromResult(new Response { Messages = [.. answer.Select(message => message with { IsAwaited = true })] }),
            cancel
        );
}
