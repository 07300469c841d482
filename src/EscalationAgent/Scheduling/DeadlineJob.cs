using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Scheduling;

/// <summary>Has the deadlines watched, and tells of what could not be done: of each by itself, and not at every try.</summary>
internal sealed partial class DeadlineJob(WatchDeadlines watch, ILogger<DeadlineJob> log)
{
    /// <summary>With the waits between them, about once in an hour.</summary>
    private const int ToldEvery = 12;

    /// <exception cref="InvalidOperationException">Nothing that is due can be done.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        var watched = await watch.RunAsync(cancel);
        foreach (var (key, times, until, failure) in watched.Failures.Where(failed => failed.Times % ToldEvery == 1))
        {
            NotDone(log, key.Tenant, key.Id, times, until, watched.Aside, failure);
        }

        if (watched.NothingCanBeDone)
        {
            throw new InvalidOperationException(
                $"Nothing that is due can be done; {watched.Aside} wait.",
                watched.Failures.Count > 0 ? watched.Failures[0].Failure : null
            );
        }
    }

    [LoggerMessage(
        402,
        LogLevel.Error,
        "What is due of {Tenant}/{Id} could not be done, {Times} times so far; it is left aside until {Until:o}. {Aside} are left aside in all"
    )]
    private static partial void NotDone(ILogger log, string tenant, EscalationId id, int times, DateTimeOffset until, int aside, Exception failure);
}
