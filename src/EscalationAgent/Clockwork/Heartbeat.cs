namespace EscalationAgent.Clockwork;

/// <summary>Something that is done again and again, and that can be done too often without harm.</summary>
/// <param name="Name">What it is called in the log.</param>
internal sealed record Chore(string Name, Func<CancellationToken, Task> DoAsync);

/// <summary>Does every chore at each beat. A chore that fails, or takes too long, spoils nothing for the others.</summary>
internal sealed partial class Heartbeat(IEnumerable<Chore> chores, TimeProvider clock, ILogger<Heartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>One beat.</summary>
    public async Task BeatAsync(CancellationToken stopping)
    {
        foreach (var chore in chores)
        {
            using var limit = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
            try
            {
                await chore.DoAsync(either.Token);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                Failed(log, chore.Name, failure);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat, clock);
        do
        {
            await BeatAsync(stoppingToken);
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(401, LogLevel.Error, "{Chore} failed; it is done again at the next beat")]
    private static partial void Failed(ILogger log, string chore, Exception failure);
}
