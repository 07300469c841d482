using System.Collections.Concurrent;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>
/// Answers questions that change nothing: sent at once and not stored first, before Teams is told that the question was taken.
/// An answer that has to wait behind another one, or that Teams does not take, becomes owed like any other.
/// </summary>
internal sealed partial class DirectAnswers(
    SayAnswer say,
    IEscalations escalations,
    IOutbox outbox,
    MessageSender sender,
    TimeProvider clock,
    ILogger<DirectAnswers> log
)
{
    /// <summary>So long Teams may take over an answer while the one who asked, and their next message, wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>So many deliveries are remembered: Teams repeats one within seconds or not at all.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, bool> answered = [];
    private readonly ConcurrentQueue<string> inOrder = [];

    /// <param name="caller">Who asks and where; a repeated delivery is not answered twice, by this process.</param>
    /// <param name="what">Words, or a card with its data.</param>
    /// <exception cref="StoreUnavailableException">Teams did not take the answer, and it could not be stored.</exception>
    public async Task SayAsync(TurnContext caller, MessageContent what, CancellationToken cancel)
    {
        var request = caller.Saying;
        var answer = new OutboxMessage(caller.ReplyTo, what) { IsAwaited = true };
        if (request.Delivery is not { } delivery)
        {
            await say.HandleAsync(request, [answer], cancel);
            return;
        }

        var key = $"{request.Tenant}|{delivery}";
        if (!Remember(key))
        {
            return;
        }

        try
        {
            var canBeSaid =
                request.Met is null
                && await escalations.FindAnswerAsync(request.Tenant, delivery, cancel) is null
                && !await outbox.IsAnyOwedAsync(request.Tenant, answer.To.OrderingKey, cancel);
            if ((canBeSaid ? await TryAsync(caller, answer) : answer) is { } owed)
            {
                await say.HandleAsync(request, [owed], canBeSaid ? CancellationToken.None : cancel);
            }
        }
        catch
        {
            // It was not said: asked again, it is answered.
            answered.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>Sends an answer to where the question came from.</summary>
    /// <returns>What becomes owed in its place; null when Teams has taken it.</returns>
    private async Task<OutboxMessage?> TryAsync(TurnContext caller, OutboxMessage answer)
    {
        // Not the turn's token: what is being sent when that ends may have arrived.
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var there = answer with { To = new ToConversation(caller.ConversationId, caller.ServiceUrl) };
            return await sender.SayNowAsync(caller.Tenant, there, patience.Token) switch
            {
                Delivered { FollowUps: [] } => null,
                Retry again => answer with { NotBefore = again.NotBefore, MayHaveArrived = again.InDoubt },

                // It is too large for one message, or its place is gone: the outbox knows what is done then.
                _ => answer,
            };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return answer with { MayHaveArrived = true };
        }
        catch (Exception failure) when (failure is not StoreUnavailableException)
        {
            NotSent(log, answer.What.GetType().Name, failure);
            return answer;
        }
    }

    /// <returns>False when the delivery was answered, or is being answered.</returns>
    private bool Remember(string key)
    {
        if (!answered.TryAdd(key, true))
        {
            return false;
        }

        inOrder.Enqueue(key);
        while (inOrder.Count > MostRemembered && inOrder.TryDequeue(out var oldest))
        {
            answered.TryRemove(oldest, out _);
        }

        return true;
    }

    [LoggerMessage(211, LogLevel.Error, "A direct answer ({Content}) was not sent; it becomes owed")]
    private static partial void NotSent(ILogger log, string content, Exception failure);
}
