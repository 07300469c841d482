namespace TeamsBot.Door;

/// <summary>
/// Lets a burst through, and after it one for each interval. Counted on the steady clock of a <see cref="TimeProvider"/>, which the
/// framework's own limiters cannot be given. Safe for many threads.
/// </summary>
public sealed class TokenBucket
{
    private readonly TimeProvider clock;
    private readonly TimeSpan interval;
    private readonly TimeSpan burst;
    private readonly long began;
    private readonly Lock gate = new();

    /// <summary>Until when what was taken so far is paid for, since the beginning.</summary>
    private TimeSpan paidUntil;

    /// <param name="clock">Measures the intervals.</param>
    /// <param name="capacity">How many may go at once, at least 1.</param>
    /// <param name="interval">The time after which another one may.</param>
    public TokenBucket(TimeProvider clock, int capacity, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        (this.clock, this.interval, burst, began) = (clock, interval, (capacity - 1) * interval, clock.GetTimestamp());
    }

    /// <summary>Whether one can be taken now; none is.</summary>
    public bool HasAny
    {
        get
        {
            lock (gate)
            {
                return clock.GetElapsedTime(began) >= paidUntil - burst;
            }
        }
    }

    /// <summary>Whether nothing is missing: as if it were new.</summary>
    public bool IsFull
    {
        get
        {
            lock (gate)
            {
                return clock.GetElapsedTime(began) >= paidUntil;
            }
        }
    }

    /// <returns>False when there is none to take.</returns>
    public bool TryTake()
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(began);
            if (now < paidUntil - burst)
            {
                return false;
            }

            paidUntil = (now > paidUntil ? now : paidUntil) + interval;
            return true;
        }
    }
}
