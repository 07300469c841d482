using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>
/// Sends what is owed: at once when something becomes owed, and from the store after a restart or a wait.
/// Conversations go side by side, the messages of one conversation in order.
/// </summary>
internal sealed partial class Dispatcher(IEscalationStore store, OwedSignal signal, PostOffice office, Newsdesk news, ReportUndelivered reports, TimeProvider clock, ILogger<Dispatcher> log) : BackgroundService
{
    /// <summary>Longer than any one delivery takes; a claim that outlives it belongs to a process that died.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Shorter than the host waits for its services.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);

    /// <summary>A message that we cannot draw this many times will not be drawn.</summary>
    private const int DrawTries = 10;

    private const int AtOnce = 16;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is being sent while the program stops is brought to its end, so that it is not sent again after the start.
        using var farewell = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var stopping = stoppingToken.Register(() => farewell.CancelAfter(Farewell));
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                await signal.WaitAsync(await LookAsync(running, stoppingToken, farewell.Token), stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    /// <summary>Claims what is due and begins to send it.</summary>
    /// <returns>How long nothing more can be due.</returns>
    private async Task<TimeSpan> LookAsync(HashSet<Task> running, CancellationToken stopping, CancellationToken farewell)
    {
        try
        {
            while (true)
            {
                running.RemoveWhere(sending => sending.IsCompleted);
                if (running.Count >= AtOnce)
                {
                    return LongestSleep;
                }

                var claimed = await store.ClaimOwedAsync(clock.GetUtcNow(), Lease, AtOnce - running.Count, stopping);
                if (claimed.Count == 0)
                {
                    break;
                }

                running.UnionWith(claimed.Select(message => SendAndRingAsync(message, farewell)));
            }

            var left = await store.NextOwedAtAsync(stopping) - clock.GetUtcNow();
            return left is not { } wait || wait > LongestSleep ? LongestSleep : wait < ShortestSleep ? ShortestSleep : wait;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(log, failure);
            return LongestSleep;
        }
    }

    /// <summary>A conversation that was served may have more to say: look again.</summary>
    private async Task SendAndRingAsync(ClaimedMessage message, CancellationToken cancel)
    {
        try
        {
            await SendAsync(message, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The program stops and Teams did not answer in time: it stays owed.
        }
        catch (Exception failure)
        {
            // The settlement was not stored: the claim runs out and the message is sent once more.
            LookFailed(log, failure);
        }
        finally
        {
            signal.Ring();
        }
    }

    private async Task SendAsync(ClaimedMessage message, CancellationToken cancel)
    {
        Settlement settlement;
        try
        {
            settlement = await office.DeliverAsync(message, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            DrawFailed(log, message.Number, message.Message.What.GetType().Name, failure);
            settlement = message.Attempts < DrawTries
                ? new TryAgain(clock.GetUtcNow() + PostOffice.WaitAfter(message.Attempts), failure.GetType().Name)
                : new Undeliverable(clock.GetUtcNow(), failure.GetType().Name);
        }

        if (settlement is Undeliverable undeliverable)
        {
            settlement = undeliverable with { Instead = await news.AlarmAsync(message, undeliverable.Why, cancel) };
        }

        switch (settlement)
        {
            case TryAgain again:
                Waits(log, message.Number, message.Attempts, again.NotBefore, again.Why);
                break;
            case Undeliverable gone:
                Gone(log, message.Number, message.Message.To.Lane, gone.Why);
                break;
        }

        // What was sent is recorded even while the program stops.
        if (!await store.SettleAsync(message, settlement, CancellationToken.None))
        {
            ClaimLost(log, message.Number);
        }
        else if (settlement is Undeliverable { Why: var why } && message.Message is { To: ToChannel to, What: LiveCard card })
        {
            var where = await news.NameOfAsync(message.Tenant, to, CancellationToken.None);
            await reports.HandleAsync(message.Tenant, $"undelivered|{message.Number}", card.Id, where, why, CancellationToken.None);
        }
    }

    [LoggerMessage(201, LogLevel.Error, "Looking for owed messages failed; they stay owed")]
    private static partial void LookFailed(ILogger log, Exception failure);

    [LoggerMessage(202, LogLevel.Error, "Message {Number} ({Content}) could not be drawn")]
    private static partial void DrawFailed(ILogger log, long number, string content, Exception failure);

    [LoggerMessage(203, LogLevel.Warning, "Message {Number} waits after attempt {Attempts} until {NotBefore:o}: {Why}")]
    private static partial void Waits(ILogger log, long number, int attempts, DateTimeOffset notBefore, string why);

    [LoggerMessage(204, LogLevel.Error, "Message {Number} to {Lane} cannot be delivered: {Why}")]
    private static partial void Gone(ILogger log, long number, string lane, string why);

    [LoggerMessage(205, LogLevel.Warning, "The claim on message {Number} was lost while it was being sent; it may be sent once more")]
    private static partial void ClaimLost(ILogger log, long number);
}
