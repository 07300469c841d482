using System.Collections.Concurrent;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>
/// Answers questions that change nothing: sent at once and not stored first, before Teams is told that the question was taken.
/// An answer that has to wait behind another one, or that Teams does not take, becomes owed like any other.
/// </summary>
internal sealed partial class DirectAnswers(SayAnswer say, IOutbox outbox, MessageSender sender, TimeProvider clock, ILogger<DirectAnswers> log)
    : IAsyncDisposable
{
    /// <summary>So long a turn waits for Teams to take its answer; the sending goes on after it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>So long the end of the program waits for what is being sent.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    /// <summary>So many deliveries are remembered: Teams repeats one within seconds or not at all.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, Sending> answered = [];
    private readonly ConcurrentQueue<string> inOrder = [];

    /// <summary>How many answers are being sent.</summary>
    public int UnderWay => answered.Values.Count(sending => !sending.IsOver);

    /// <param name="request">Who asks, where, and by which delivery: a repeated one is not answered twice.</param>
    /// <param name="what">Words, or a card with its data.</param>
    /// <exception cref="StoreUnavailableException">Teams did not take the answer, and it could not be stored.</exception>
    public async Task SayAsync(Request request, MessageContent what, CancellationToken cancel)
    {
        var answer = new OutboxMessage(request.ReplyTo!, what) { IsAwaited = true };
        var sending = new Sending(request, answer);
        if (request.Delivery is not { } delivery)
        {
            await say.HandleAsync(request, [answer], cancel);
        }
        else if (Remember($"{request.Tenant}|{delivery}", sending))
        {
            await AnswerAsync($"{request.Tenant}|{delivery}", sending, cancel);
        }
    }

    /// <summary>What Teams has not taken when the program ends is owed to whoever starts next.</summary>
    public async ValueTask DisposeAsync()
    {
        var left = answered.Values.Where(sending => !sending.IsOver).ToList();
        if (left.Count > 0)
        {
            await Task.WhenAny(Task.WhenAll(left.Select(sending => sending.Over.Task)), Task.Delay(Farewell, clock));
            foreach (var sending in left.Where(sending => !sending.IsOver))
            {
                await say.HandleAsync(sending.Request, [sending.Answer with { MayHaveArrived = true }], CancellationToken.None);
            }
        }
    }

    private async Task AnswerAsync(string key, Sending sending, CancellationToken cancel)
    {
        try
        {
            var (request, answer) = (sending.Request, sending.Answer);
            if (request.Met is null && !await outbox.IsAnyOwedAsync(request.Tenant, answer.To.OrderingKey, cancel))
            {
                await WaitAsync(SendAsync(sending));
                return;
            }

            await say.HandleAsync(request, [answer], cancel);
            sending.Over.TrySetResult();
        }
        catch
        {
            // It was not said: asked again, it is answered.
            sending.Over.TrySetResult();
            answered.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>Whoever asked waits for a slow Connector no longer than others do.</summary>
    private async Task WaitAsync(Task sent)
    {
        try
        {
            await sent.WaitAsync(Patience, clock);
        }
        catch (TimeoutException) when (!sent.IsCompleted)
        {
            _ = sent.ContinueWith(
                failed => Lost(log, failed.Exception!.GetBaseException()),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );
        }
    }

    /// <summary>Sends an answer, or makes owed what is left of it.</summary>
    private async Task SendAsync(Sending sending)
    {
        var (request, answer) = (sending.Request, sending.Answer);
        try
        {
            var left = await TryAsync(request.Tenant, answer);
            if (left.Messages.Count > 0 || left.Directory is not null)
            {
                await say.HandleAsync(request, left, CancellationToken.None);
            }
        }
        finally
        {
            sending.Over.TrySetResult();
        }
    }

    /// <returns>What has to be stored: nothing when Teams has taken the answer.</returns>
    private async Task<Response> TryAsync(string tenant, OutboxMessage answer)
    {
        DeliveryResult result;
        try
        {
            result = await sender.SayNowAsync(tenant, answer, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not StoreUnavailableException)
        {
            // It is drawn again from the outbox, which knows what to do when that fails too.
            NotSent(log, answer.What.GetType().Name, failure);
            return new() { Messages = [answer] };
        }

        return result switch
        {
            Delivered sent => new() { Messages = sent.FollowUps, Directory = sent.Contacts is { Count: > 0 } contacts ? new() { Contacts = contacts } : null },
            Retry again => new() { Messages = [answer with { NotBefore = again.NotBefore, MayHaveArrived = again.InDoubt }] },
            _ => new() { Messages = [answer] },
        };
    }

    /// <returns>False when the delivery was answered, or is being answered.</returns>
    private bool Remember(string key, Sending sending)
    {
        if (!answered.TryAdd(key, sending))
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

    [LoggerMessage(212, LogLevel.Error, "A direct answer was neither sent nor stored")]
    private static partial void Lost(ILogger log, Exception failure);

    private sealed record Sending(Request Request, OutboxMessage Answer)
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsOver => Over.Task.IsCompleted;
    }
}
