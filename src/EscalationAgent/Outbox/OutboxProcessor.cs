using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Outbox;

/// <summary>
/// Does what is owed of one kind: at once when something becomes owed, and from the store after a restart or a wait.
/// Lanes go side by side, what is owed in one lane goes in order. A lane that hangs takes a place from nobody for long.
/// </summary>
internal sealed partial class OutboxProcessor(OutboxOptions terms, IOutbox outbox, OutboxSignal signal, TimeProvider clock, ILogger log) : IOutboxReceiver
{
    /// <summary>While the store fails it is looked often whether it works again.</summary>
    private static readonly TimeSpan SleepInFault = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>So many of one commit's messages are begun at once; the others wait for the next look.</summary>
    private const int MostOffered = 8;

    /// <summary>What we cannot do this many times will not be done.</summary>
    private const int Tries = 10;

    private readonly HeldClaims held = new(outbox, terms.Lease, clock, message => ClaimLost(log, terms.Kind, message.Number));

    private readonly Lock gate = new();

    /// <summary>What is under way, guarded by <see cref="gate"/>.</summary>
    private readonly List<(Task Doing, long Began)> running = [];

    /// <summary>While anything is being done that adds to lists.</summary>
    private IDisposable? adding;

    private int underWay;

    /// <summary>How much has been done so far.</summary>
    private int done;

    /// <summary>Ends what is under way; null while nothing may begin.</summary>
    private CancellationToken? farewell;

    /// <summary>
    /// Until it is renewed it lives shorter than others: nobody knows of it when the process dies just now. Those who commit at the
    /// same time may be offered the same places, so each gets a few.
    /// </summary>
    public ClaimOffer? Offer =>
        farewell is not null && PlaceIn().Places is > 0 and var places
            ? new(terms.Kind, clock.GetUtcNow() + (terms.Lease / 3), Math.Min(places, MostOffered))
            : null;

    public void Take(IReadOnlyList<ClaimedMessage> claimed)
    {
        lock (gate)
        {
            if (farewell is { } end)
            {
                Start(claimed, end);
                return;
            }
        }

        // It stops: whoever starts next does them at once, and nobody doubts whether they were sent.
        foreach (var message in held.Take(claimed))
        {
            _ = ReleaseAsync(message);
        }
    }

    /// <summary>A wait that doubles with each attempt, from one second to five minutes.</summary>
    public static TimeSpan WaitAfter(int attempts) => TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(attempts - 1, 16))));

    /// <summary>Goes on until the program stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // What is under way while the program stops is brought to its end, so that it is not done again after the start.
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var atStop = stopping.Register(() => end.CancelAfter(terms.Farewell));
        using var over = new CancellationTokenSource();
        var renewing = held.RenewAsync(failure => LookFailed(log, terms.Kind, failure), over.Token);
        farewell = end.Token;
        if (terms.Kind == OutboxQueue.Message)
        {
            signal.Receiver = this;
        }

        try
        {
            while (true)
            {
                await signal.WaitAsync(terms.Kind, await LookAsync(end.Token, stopping), stopping);
            }
        }
        finally
        {
            await Task.WhenAll(LastOfRunning());
            await over.CancelAsync();
            await renewing;
            await FlushAtStopAsync();
            adding?.Dispose();
        }
    }

    /// <summary>Claims what is due and begins to do it.</summary>
    /// <returns>How long nothing more can be due.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken end, CancellationToken stopping)
    {
        try
        {
            // Before anything is claimed: what is only waiting to be stored must not be done again.
            if (await held.FlushAsync())
            {
                signal.Ring();
            }

            while (true)
            {
                if (PlaceIn() is var (places, until) && places <= 0)
                {
                    return Bounded(until);
                }

                // Asked once, so that what is claimed and what is waited for are the same.
                var lists = !signal.ListsWait;
                var doneBefore = Volatile.Read(ref done);
                var claimed = await outbox.ClaimMessagesAsync(terms.Kind, clock.GetUtcNow(), terms.Lease, places, stopping, lists);
                if (claimed.Count == 0)
                {
                    EndLists(doneBefore);
                    return Bounded(await outbox.NextMessageAtAsync(terms.Kind, stopping, lists) - clock.GetUtcNow());
                }

                adding ??= terms.AddsToLists ? signal.AddToLists() : null;
                Start(claimed, end);
            }
        }
        catch (StoreUnavailableException)
        {
            // The store tells the log itself.
            return SleepInFault;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(log, terms.Kind, failure);
            return LongestSleep;
        }
    }

    /// <summary>Nothing more can be claimed: once what was claimed before is done, the lists are whole.</summary>
    /// <param name="doneBefore">What was done when it was looked: what has been done since may have left more to do.</param>
    private void EndLists(int doneBefore)
    {
        if (adding is not null && Volatile.Read(ref underWay) == 0 && Volatile.Read(ref done) == doneBefore)
        {
            adding.Dispose();
            adding = null;
        }
    }

    private async Task ReleaseAsync(ClaimedMessage message)
    {
        try
        {
            await held.SettleAsync(message.Number, new Retry(clock.GetUtcNow(), "the program stopped"));
        }
        catch (Exception failure)
        {
            LookFailed(log, terms.Kind, failure);
        }
    }

    private void Start(IReadOnlyList<ClaimedMessage> claimed, CancellationToken end)
    {
        lock (gate)
        {
            // Whose request it came with is over: nothing of that request goes along.
            using (ExecutionContext.SuppressFlow())
            {
                foreach (var message in held.Take(claimed))
                {
                    Interlocked.Increment(ref underWay);
                    running.Add((Task.Run(() => DoAndRingAsync(message, end), CancellationToken.None), clock.GetTimestamp()));
                }
            }
        }
    }

    /// <summary>What is under way when nothing more may begin.</summary>
    private List<Task> LastOfRunning()
    {
        lock (gate)
        {
            farewell = null;
            return [.. running.Select(under => under.Doing)];
        }
    }

    /// <summary>How many more may begin, and, when none may, how long until one of those under way counts as slow.</summary>
    private (int Places, TimeSpan? Until) PlaceIn()
    {
        lock (gate)
        {
            running.RemoveAll(under => under.Doing.IsCompleted);
            var (quick, oldest) = (0, TimeSpan.Zero);
            foreach (var (_, began) in running)
            {
                if (clock.GetElapsedTime(began) is var age && age < terms.SlowAfter)
                {
                    (quick, oldest) = (quick + 1, age > oldest ? age : oldest);
                }
            }

            return (Math.Min(terms.AtOnce - quick, terms.AtMost - running.Count), running.Count < terms.AtMost && quick > 0 ? terms.SlowAfter - oldest : null);
        }
    }

    private static TimeSpan Bounded(TimeSpan? wait) =>
        wait is not { } left || left > LongestSleep ? LongestSleep
        : left < ShortestSleep ? ShortestSleep
        : left;

    /// <summary>A last chance for what became of the messages; what is not stored now is done again after the start.</summary>
    private async Task FlushAtStopAsync()
    {
        try
        {
            await held.FlushAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(log, terms.Kind, failure);
        }
    }

    /// <summary>A lane that was served may have more to do, and what was done may be followed by something of another kind: look again.</summary>
    private async Task DoAndRingAsync(ClaimedMessage message, CancellationToken cancel)
    {
        IEnumerable<OutboxMessage> next = [];
        try
        {
            next = await DoAsync(message, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The program stops and there was no answer in time: it stays owed, to whoever starts next.
            await held.SettleAsync(message.Number, new Retry(clock.GetUtcNow(), "the program stopped") { InDoubt = true });
        }
        catch (Exception failure)
        {
            // The settlement was not stored: the claim runs out and it is done once more.
            held.Forget(message.Number);
            LookFailed(log, terms.Kind, failure);
        }
        finally
        {
            // Before it rings: the look that follows sees that this one is done. In this order, so that no look takes it for the last one.
            Interlocked.Increment(ref done);
            Interlocked.Decrement(ref underWay);
            signal.Ring(next.Select(following => following.To.Kind).Append(terms.Kind));
        }
    }

    /// <returns>What has become owed by it.</returns>
    private async Task<IEnumerable<OutboxMessage>> DoAsync(ClaimedMessage message, CancellationToken cancel)
    {
        DeliveryResult deliveryResult;
        try
        {
            deliveryResult = await OutboxTelemetry.OfAttemptAsync(terms.Kind, message, clock.GetUtcNow, () => TryAsync(message, cancel));
            if (deliveryResult is DeadLettered deadLettered)
            {
                deliveryResult = deadLettered with { Fallbacks = await terms.InsteadAsync(message, deadLettered, cancel) };
            }
        }
        catch (StoreUnavailableException failure)
        {
            // It is nothing of the message's own that fails; it is done as soon as the store works again.
            await held.SettleAsync(message.Number, new Retry(clock.GetUtcNow() + SleepInFault, failure.Message));
            return [];
        }

        switch (deliveryResult)
        {
            case Retry again:
                Waits(log, terms.Kind, message.Number, message.Attempts, again.NotBefore, again.Why);
                break;
            case DeadLettered gone:
                Gone(log, terms.Kind, message.Number, message.Message.To.OrderingKey, gone.Why, gone.Detail ?? "-");
                break;
        }

        // What was done is recorded even while the program stops.
        await held.SettleAsync(message.Number, deliveryResult);
        return deliveryResult switch
        {
            Delivered delivered => [.. message.Message.FollowUps ?? [], .. delivered.FollowUps],
            DeadLettered gone => gone.Fallbacks,
            _ => [],
        };
    }

    private async Task<DeliveryResult> TryAsync(ClaimedMessage message, CancellationToken cancel)
    {
        try
        {
            return await terms.DoAsync(message, cancel);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or StoreUnavailableException))
        {
            DrawFailed(log, terms.Kind, message.Number, message.Message.What.GetType().Name, failure);
            return message.Attempts < Tries
                ? new Retry(clock.GetUtcNow() + WaitAfter(message.Attempts), failure.GetType().Name) { IsItsOwn = true }
                : new DeadLettered(clock.GetUtcNow(), failure.GetType().Name) { Cause = DeadLetterCause.Refused };
        }
    }

    [LoggerMessage(201, LogLevel.Error, "Looking for what is owed ({Kind}) failed; it stays owed")]
    private static partial void LookFailed(ILogger log, OutboxQueue kind, Exception failure);

    [LoggerMessage(202, LogLevel.Error, "{Kind} {Number} ({Content}) could not be drawn")]
    private static partial void DrawFailed(ILogger log, OutboxQueue kind, long number, string content, Exception failure);

    [LoggerMessage(203, LogLevel.Warning, "{Kind} {Number} waits after attempt {Attempts} until {NotBefore:o}: {Why}")]
    private static partial void Waits(ILogger log, OutboxQueue kind, long number, int attempts, DateTimeOffset notBefore, string why);

    [LoggerMessage(204, LogLevel.Error, "{Kind} {Number} to {OrderingKey} cannot be delivered: {Why} ({Detail})")]
    private static partial void Gone(ILogger log, OutboxQueue kind, long number, string orderingKey, string why, string detail);

    [LoggerMessage(205, LogLevel.Warning, "The claim on {Kind} {Number} was lost while it was being sent; it may be sent once more")]
    private static partial void ClaimLost(ILogger log, OutboxQueue kind, long number);
}
