namespace Escalations.UseCases;

/// <summary>Answers that change no escalation: help, lists, a summary, or that a text was not understood.</summary>
public sealed class SayAnswer(Desk desk)
{
    public Task<Response> HandleAsync(Request request, IReadOnlyList<Owed> answer, CancellationToken cancel) =>
        desk.HandleAsync(request, _ => Task.FromResult(new Response { Owed = [.. answer.Select(message => message with { IsAwaited = true })] }), cancel);
}
