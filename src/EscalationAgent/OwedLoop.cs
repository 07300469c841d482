using Escalations;
using Escalations.UseCases;

namespace EscalationAgent;

/// <summary>How what is owed of one kind is done.</summary>
/// <param name="AtOnce">How many are done side by side.</param>
/// <param name="Lease">Longer than any one takes; a claim that outlives it belongs to a process that died.</param>
/// <param name="Farewell">How long what is under way may still take when the program stops. Together they are shorter than the host waits for its services.</param>
internal sealed record OwedTerms(OwedKind Kind, int AtOnce, TimeSpan Lease, TimeSpan Farewell)
{
    public required Func<ClaimedMessage, CancellationToken, Task<Settlement>> DoAsync { get; init; }

    /// <summary>What becomes owed in place of something that was given up.</summary>
    public required Func<ClaimedMessage, Undeliverable, CancellationToken, Task<IReadOnlyList<Owed>>> InsteadAsync { get; init; }

    /// <summary>What is done once a settlement is stored.</summary>
    public Func<ClaimedMessage, Settlement, Task> AfterwardsAsync { get; init; } = (_, _) => Task.CompletedTask;
}

/// <summary>
/// Does what is owed of one kind: at once when something becomes owed, and from the store after a restart or a wait.
/// Lanes go side by side, what is owed in one lane goes in order.
/// </summary>
internal sealed partial class OwedLoop(OwedTerms terms, IEscalationStore store, OwedSignal signal, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>What we cannot do this many times will not be done.</summary>
    private const int Tries = 10;

    /// <summary>A wait that doubles with each attempt, from one second to five minutes.</summary>
    public static TimeSpan WaitAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(attempts - 1, 16))));

    /// <summary>Goes on until the program stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // What is under way while the program stops is brought to its end, so that it is not done again after the start.
        using var farewell = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var atStop = stopping.Register(() => farewell.CancelAfter(terms.Farewell));
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                await signal.WaitAsync(terms.Kind, await LookAsync(running, stopping, farewell.Token), stopping);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    /// <summary>Claims what is due and begins to do it.</summary>
    /// <returns>How long nothing more can be due.</returns>
    private async Task<TimeSpan> LookAsync(HashSet<Task> running, CancellationToken stopping, CancellationToken farewell)
    {
        try
        {
            while (true)
            {
                running.RemoveWhere(doing => doing.IsCompleted);
                if (running.Count >= terms.AtOnce)
                {
                    return LongestSleep;
                }

                var claimed = await store.ClaimOwedAsync(terms.Kind, clock.GetUtcNow(), terms.Lease, terms.AtOnce - running.Count, stopping);
                if (claimed.Count == 0)
                {
                    break;
                }

                running.UnionWith(claimed.Select(message => DoAndRingAsync(message, farewell)));
            }

            var left = await store.NextOwedAtAsync(terms.Kind, stopping) - clock.GetUtcNow();
            return left is not { } wait || wait > LongestSleep ? LongestSleep : wait < ShortestSleep ? ShortestSleep : wait;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(log, terms.Kind, failure);
            return LongestSleep;
        }
    }

    /// <summary>A lane that was served may have more to do, and what was done may be followed by something of another kind: look again.</summary>
    private async Task DoAndRingAsync(ClaimedMessage message, CancellationToken cancel)
    {
        try
        {
            await DoAsync(message, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The program stops and there was no answer in time: it stays owed.
        }
        catch (Exception failure)
        {
            // The settlement was not stored: the claim runs out and it is done once more.
            LookFailed(log, terms.Kind, failure);
        }
        finally
        {
            signal.Ring();
        }
    }

    private async Task DoAsync(ClaimedMessage message, CancellationToken cancel)
    {
        Settlement settlement;
        try
        {
            settlement = await terms.DoAsync(message, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            DrawFailed(log, terms.Kind, message.Number, message.Message.What.GetType().Name, failure);
            settlement = message.Attempts < Tries
                ? new TryAgain(clock.GetUtcNow() + WaitAfter(message.Attempts), failure.GetType().Name)
                : new Undeliverable(clock.GetUtcNow(), failure.GetType().Name) { Cause = UndeliverableCause.Refused };
        }

        if (settlement is Undeliverable undeliverable)
        {
            settlement = undeliverable with { Instead = await terms.InsteadAsync(message, undeliverable, cancel) };
        }

        switch (settlement)
        {
            case TryAgain again:
                Waits(log, terms.Kind, message.Number, message.Attempts, again.NotBefore, again.Why);
                break;
            case Undeliverable gone:
                Gone(log, terms.Kind, message.Number, message.Message.To.Lane, gone.Why);
                break;
        }

        // What was done is recorded even while the program stops.
        if (await store.SettleAsync(message, settlement, CancellationToken.None))
        {
            await terms.AfterwardsAsync(message, settlement);
        }
        else
        {
            ClaimLost(log, terms.Kind, message.Number);
        }
    }

    [LoggerMessage(201, LogLevel.Error, "Looking for what is owed ({Kind}) failed; it stays owed")]
    private static partial void LookFailed(ILogger log, OwedKind kind, Exception failure);

    [LoggerMessage(202, LogLevel.Error, "{Kind} {Number} ({Content}) could not be drawn")]
    private static partial void DrawFailed(ILogger log, OwedKind kind, long number, string content, Exception failure);

    [LoggerMessage(203, LogLevel.Warning, "{Kind} {Number} waits after attempt {Attempts} until {NotBefore:o}: {Why}")]
    private static partial void Waits(ILogger log, OwedKind kind, long number, int attempts, DateTimeOffset notBefore, string why);

    [LoggerMessage(204, LogLevel.Error, "{Kind} {Number} to {Lane} cannot be delivered: {Why}")]
    private static partial void Gone(ILogger log, OwedKind kind, long number, string lane, string why);

    [LoggerMessage(205, LogLevel.Warning, "The claim on {Kind} {Number} was lost while it was being sent; it may be sent once more")]
    private static partial void ClaimLost(ILogger log, OwedKind kind, long number);
}
