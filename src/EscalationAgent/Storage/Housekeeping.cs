namespace EscalationAgent.Storage;

/// <summary>
/// Once a day lets go of what is no longer needed: messages that were sent, deliveries too old to be repeated, and what models
/// cost long ago. Events stay forever. Snapshots of another edition are folded again.
/// </summary>
internal sealed partial class Housekeeping(SqliteStore store, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    /// <summary>So few that nobody who writes waits long behind them.</summary>
    private const int RefoldedAtOnce = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var day = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        do
        {
            try
            {
                // Soon after an upgrade there is something to do, later there is not.
                for (long? after = 0; after is { } last; after = await store.RefoldAsync(last, RefoldedAtOnce, stoppingToken)) { }

                var now = clock.GetUtcNow();
                await store.PruneAsync(Retention.OldestKept(now), stoppingToken);
                await store.PruneUndeliverableAsync(Retention.OldestUndeliverableKept(now), stoppingToken);
                await store.PruneModelUseAsync(Retention.OldestModelUseKept(now), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                NotDone(log, failure);
            }
        } while (await day.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(301, LogLevel.Warning, "The store could not be tidied; it is tried again tomorrow")]
    private static partial void NotDone(ILogger log, Exception failure);
}
