using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// Looks after the tables, in every replica: what a replica broke off is finished within seconds, what is found by nothing is
/// made to be found within minutes, and what is no longer needed goes once a day. All of it may be done by several at once.
/// </summary>
internal sealed partial class TableSweeper(AzureTableStore store, TimeProvider clock, ILogger<TableSweeper> log) : BackgroundService
{
    private static readonly TimeSpan FinishedEvery = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan SweptEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PrunedEvery = TimeSpan.FromDays(1);

    /// <summary>From this age on what is due and not done is told.</summary>
    private static readonly TimeSpan OverdueToldFrom = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        DateTimeOffset swept = default;
        DateTimeOffset pruned = default;
        using var often = new PeriodicTimer(FinishedEvery, clock);
        do
        {
            var now = clock.GetUtcNow();
            await TryAsync(async () =>
            {
                if (await store.FinishAsync(TableSweeping.FollowingTakes, TableSweeping.CommitTakes, now, stoppingToken) is > 0 and var finished)
                {
                    Finished(log, finished);
                }
            });

            if (now - swept >= SweptEvery || now < swept)
            {
                swept = now;
                await TryAsync(async () => Tell(await store.SweepAsync(now, isWhole: false, stoppingToken)));
            }

            if (now - pruned >= PrunedEvery || now < pruned)
            {
                pruned = now;
                await TryAsync(async () => Tell(await store.SweepAsync(now, isWhole: true, stoppingToken)));
                await TryAsync(() =>
                    store.PruneAsync(Retention.OldestKept(now), Retention.OldestUndeliverableKept(now), Retention.OldestModelUseKept(now), stoppingToken)
                );
            }
        } while (await often.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Does one step. One that fails keeps none of the others from being done.</summary>
    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (StoreUnavailableException)
        {
            // The store tells the log itself; it is looked at again in a moment.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotSwept(log, failure);
        }
    }

    private void Tell(Sweep sweep)
    {
        if (sweep.Mended > 0)
        {
            Mended(log, sweep.Mended);
        }

        if (sweep.OldestOverdue is { } age && age >= OverdueToldFrom)
        {
            Overdue(log, age);
        }
    }

    [LoggerMessage(311, LogLevel.Warning, "{Count} commits that had been broken off were finished")]
    private static partial void Finished(ILogger log, int count);

    [LoggerMessage(312, LogLevel.Warning, "{Count} escalations or places were not found by what is due; they are now")]
    private static partial void Mended(ILogger log, int count);

    [LoggerMessage(313, LogLevel.Warning, "The oldest of what is due has been waiting for {Age}")]
    private static partial void Overdue(ILogger log, TimeSpan age);

    [LoggerMessage(314, LogLevel.Error, "The tables could not be looked after; it is tried again")]
    private static partial void NotSwept(ILogger log, Exception failure);
}
