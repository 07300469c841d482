namespace EscalationAgent.Storage;

/// <summary>Once a day lets go of what is no longer needed: messages that were sent, and deliveries too old to be repeated. Events stay for ever.</summary>
internal sealed partial class Housekeeping(SqliteStore store, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var day = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        do
        {
            try
            {
                await store.PruneAsync(clock.GetUtcNow() - Kept, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                NotDone(log, failure);
            }
        }
        while (await day.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(301, LogLevel.Warning, "Old messages and deliveries could not be removed; it is tried again tomorrow")]
    private static partial void NotDone(ILogger log, Exception failure);
}
