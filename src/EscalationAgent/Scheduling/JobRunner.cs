using System.Collections.Concurrent;
using Escalations.Ports;

namespace EscalationAgent.Scheduling;

/// <summary>Something that is done again and again, and that can be done too often without harm.</summary>
/// <param name="Name">What it is called in the log.</param>
/// <param name="Every">From one beginning to the next; a longer one delays its successor.</param>
internal sealed record RecurringJob(string Name, TimeSpan Every, Func<CancellationToken, Task> DoAsync);

/// <summary>Does every chore at its own beat. A chore that fails, or takes too long, spoils nothing for the others.</summary>
internal sealed partial class JobRunner(IEnumerable<RecurringJob> chores, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A rare chore that failed does not wait for its next beat: until then the process would count as unwell.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ToldEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> told = new();

    private readonly ConcurrentDictionary<string, long> succeeded = new(
        chores.Select(recurringJob => KeyValuePair.Create(recurringJob.Name, clock.GetTimestamp()))
    );

    /// <summary>The name of a chore that should have succeeded a minute ago, or longer; null when all is well.</summary>
    public string? Overdue() => chores.FirstOrDefault(recurringJob => clock.GetElapsedTime(succeeded[recurringJob.Name]) > recurringJob.Every + Patience)?.Name;

    /// <summary>Every chore once, in order.</summary>
    public async Task BeatAsync(CancellationToken stopping)
    {
        foreach (var recurringJob in chores)
        {
            await DoAsync(recurringJob, stopping);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(chores.Select(recurringJob => GoOnAsync(recurringJob, stoppingToken)));

    private async Task GoOnAsync(RecurringJob recurringJob, CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(recurringJob.Every, clock);
        do
        {
            while (!await DoAsync(recurringJob, stopping) && recurringJob.Every > AgainAfter)
            {
                await Task.Delay(AgainAfter, clock, stopping);
            }
        } while (await beat.WaitForNextTickAsync(stopping));
    }

    /// <returns>Whether it succeeded.</returns>
    private async Task<bool> DoAsync(RecurringJob recurringJob, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await recurringJob.DoAsync(either.Token);
            succeeded[recurringJob.Name] = clock.GetTimestamp();
            return true;
        }
        catch (StoreUnavailableException) when (!stopping.IsCancellationRequested)
        {
            // The store tells the log itself.
            return false;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            if (!told.TryGetValue(recurringJob.Name, out var before) || clock.GetElapsedTime(before) >= ToldEvery)
            {
                told[recurringJob.Name] = clock.GetTimestamp();
                Failed(log, recurringJob.Name, failure);
            }

            return false;
        }
    }

    [LoggerMessage(401, LogLevel.Error, "{Chore} failed; it is done again at the next beat")]
    private static partial void Failed(ILogger log, string chore, Exception failure);
}
