namespace Escalations.UseCases;

/// <summary>Answers that change no escalation: help, lists, a summary, or that a text was not understood.</summary>
public sealed class SayAnswer(CommandExecutor commandExecutor)
{
    public Task<Response> HandleAsync(Request request, IReadOnlyList<OutboxMessage> answer, CancellationToken cancel) =>
        HandleAsync(request, new Response { Messages = answer }, cancel);

    /// <summary>With what was learnt of people and places while it was said.</summary>
    public Task<Response> HandleAsync(Request request, Response answer, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            _ => Task.FromResult(answer with { Messages = [.. answer.Messages.Select(message => message with { IsAwaited = true })] }),
            cancel
        );
}
