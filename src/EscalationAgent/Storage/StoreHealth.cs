using System.Diagnostics;

namespace EscalationAgent.Storage;

/// <summary>
/// What the latest uses of the store came to. It tells the log when a fault begins, at most once a minute while it lasts,
/// and when it is over, so that nobody who meets the fault has to. Disks and locks are measured in real time.
/// </summary>
internal sealed partial class StoreHealth(ILogger log)
{
    private static readonly TimeSpan ToldEvery = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? failingSince;
    private long failures;
    private long? lastFailure;
    private long? lastWrite;
    private long? lastTold;

    /// <summary>Whether there was a failure, and no write reached the disk after it.</summary>
    public bool IsFailing
    {
        get
        {
            lock (gate)
            {
                return failingSince is not null;
            }
        }
    }

    /// <summary>How long ago something failed; null when nothing ever did.</summary>
    public TimeSpan? SinceFailure => Since(ref lastFailure);

    /// <summary>How long ago something reached the disk; null when nothing ever did.</summary>
    public TimeSpan? SinceWrite => Since(ref lastWrite);

    /// <summary>Something was changed, and is on the disk.</summary>
    public void Wrote()
    {
        lock (gate)
        {
            lastWrite = Stopwatch.GetTimestamp();
            if (failingSince is { } began)
            {
                WorksAgain(log, Stopwatch.GetElapsedTime(began).TotalSeconds, failures);
                (failingSince, failures) = (null, 0);
            }
        }
    }

    /// <param name="why">Fit for any log: nothing of what was stored or answered.</param>
    public void Failed(string why)
    {
        lock (gate)
        {
            lastFailure = Stopwatch.GetTimestamp();
            failingSince ??= lastFailure;
            failures++;
            if (lastTold is not { } told || Stopwatch.GetElapsedTime(told) >= ToldEvery)
            {
                lastTold = lastFailure;
                CannotBeUsed(log, why, failures, Stopwatch.GetElapsedTime(failingSince.Value).TotalSeconds);
            }
        }
    }

    private TimeSpan? Since(ref long? instant)
    {
        lock (gate)
        {
            return instant is { } at ? Stopwatch.GetElapsedTime(at) : null;
        }
    }

    [LoggerMessage(
        302,
        LogLevel.Error,
        "The store cannot be used: {Why} ({Failures} failures in {Seconds:0} s). Nothing is accepted meanwhile; what is owed stays owed, "
            + "and all goes on by itself once the cause is gone"
    )]
    private static partial void CannotBeUsed(ILogger log, string why, long failures, double seconds);

    [LoggerMessage(303, LogLevel.Warning, "The store works again after {Seconds:0.0} s and {Failures} failures")]
    private static partial void WorksAgain(ILogger log, double seconds, long failures);
}
