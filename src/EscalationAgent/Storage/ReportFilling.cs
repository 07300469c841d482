namespace EscalationAgent.Storage;

/// <summary>
/// After an upgrade, reads what was stored before into the figures for reports: page by page beside the other work, and
/// after a restart from where it had come to. Reports say so until it is done.
/// </summary>
internal sealed partial class ReportFilling(SqliteStore store, TimeProvider clock, ILogger<ReportFilling> log) : BackgroundService
{
    /// <summary>So few that nobody who writes waits long behind them.</summary>
    private const int PageSize = 20;

    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start does not wait for the first page.
        await Task.Yield();
        var began = clock.GetTimestamp();
        var told = began;
        var read = 0;
        while (true)
        {
            try
            {
                var page = clock.GetTimestamp();
                var percent = await store.ReportsReadyAsync(stoppingToken);
                if (percent == 100)
                {
                    break;
                }

                if (read == 0 || clock.GetElapsedTime(told) > ToldEvery)
                {
                    told = page;
                    Reads(log, percent);
                }

                var (count, unreadable) = await store.FillReportsAsync(PageSize, stoppingToken);
                read += count;
                foreach (var (tenant, id, why) in unreadable)
                {
                    LeftOut(log, tenant, id, why);
                }

                // As long a pause as it took: at most half of one processor, and the writer is free in between.
                await Task.Delay(clock.GetElapsedTime(page), clock, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(log, PauseAfterFailure, failure);
                await Task.Delay(PauseAfterFailure, clock, stoppingToken);
            }
        }

        if (read > 0)
        {
            Done(log, read, clock.GetElapsedTime(began));
        }
    }

    [LoggerMessage(
        302,
        LogLevel.Information,
        "Reading the escalations from before this version for reports: {Percent}% so far. Everything else works meanwhile"
    )]
    private static partial void Reads(ILogger log, int percent);

    [LoggerMessage(303, LogLevel.Information, "Reports are ready: {Count} escalations were read in {Took}")]
    private static partial void Done(ILogger log, int count, TimeSpan took);

    [LoggerMessage(304, LogLevel.Error, "{Tenant}/{Id} is missing from reports: its record could not be read")]
    private static partial void LeftOut(ILogger log, string tenant, Escalations.EscalationId id, Exception failure);

    [LoggerMessage(305, LogLevel.Error, "Reading for reports failed; it goes on in {Pause}")]
    private static partial void Failed(ILogger log, TimeSpan pause, Exception failure);
}
