using EscalationAgent.Outbox;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Drafting;

/// <summary>
/// Does the owed work that may ask a model, beside the sending of messages, so that a slow model never holds up a card.
/// What is done for one person goes in order.
/// </summary>
/// <param name="workAsync">Does one piece of work. It is cancelled after <see cref="Longest"/>, and then tried again.</param>
internal sealed class DraftingService(
    Func<ClaimedMessage, CancellationToken, Task<DeliveryResult>> workAsync,
    IOutbox outbox,
    OutboxSignal signal,
    TimeProvider clock,
    ILogger<DraftingService> log
) : BackgroundService
{
    public const int AtOnce = 32;

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(75);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What a model was asked can be asked again: it gets a short farewell, so that messages keep their long one.
        var terms = new OutboxOptions(OutboxQueue.Work, AtOnce, Lease: TimeSpan.FromSeconds(30), Farewell: TimeSpan.FromSeconds(5))
        {
            DoAsync = InTimeAsync,
            InsteadAsync = (work, gone, _) => Task.FromResult(gone.Fallbacks.Count > 0 ? gone.Fallbacks : Told(work)),
        };
        return new OutboxProcessor(terms, outbox, signal, clock, log).RunAsync(stoppingToken);
    }

    private async Task<DeliveryResult> InTimeAsync(ClaimedMessage work, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await workAsync(work, either.Token);
        }
        catch (OperationCanceledException slow) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"It was not done within {Longest.TotalSeconds} seconds.", slow);
        }
    }

    /// <summary>Whoever waits for a draft that will not come is told, and can go on without it.</summary>
    private static IReadOnlyList<OutboxMessage> Told(ClaimedMessage work) =>
        work.Message is { To: ToWriter to, What: DraftWork draft } ? [new(new ToPerson(to.PersonId), LocalizableMessage.Of("draft.failed", draft.Id))] : [];
}
