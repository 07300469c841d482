namespace TeamsBot.Tests.Connector;

/// <summary>A clock that knows what is waited for; with <see cref="SkipWaits"/> it jumps over every short wait at once.</summary>
internal sealed class WaitingClock() : TestClock(new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(11);

    private readonly Lock gate = new();
    private readonly Dictionary<WatchedTimer, long> pending = [];
    private readonly List<TimeSpan> waits = [];

    /// <summary>True to go through waits of up to 10 seconds without waiting.</summary>
    public bool SkipWaits { get; init; }

    /// <summary>The short waits that were asked for, in their order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate)
            {
                return [.. waits];
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits, in real time, until the client itself waits for this long (give or take a millisecond).</summary>
    public async Task UntilWaitingAsync(TimeSpan wait, CancellationToken cancel)
    {
        while (!IsPending(wait))
        {
            await Real.PauseAsync(cancel);
        }
    }

    private bool IsPending(TimeSpan wait)
    {
        lock (gate)
        {
            return pending.Values.Any(at => (TimeSpan.FromTicks(at - GetTimestamp()) - wait).Duration() < TimeSpan.FromMilliseconds(1));
        }
    }

    private void Note(WatchedTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                pending.Remove(timer);
                return;
            }

            pending[timer] = GetTimestamp() + dueTime.Ticks;
            if (dueTime < Short)
            {
                waits.Add(dueTime);
            }
        }
    }

    private sealed class WatchedTimer(WaitingClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Note(this, dueTime);
            var changed = timer.Change(dueTime, period);
            if (clock.SkipWaits && dueTime != Timeout.InfiniteTimeSpan && dueTime < Short)
            {
                // Not within the call that sets the timer: it has not been handed to its owner yet.
                ThreadPool.QueueUserWorkItem(_ => clock.Advance(dueTime));
            }

            return changed;
        }

        public void Dispose()
        {
            clock.Note(this, Timeout.InfiniteTimeSpan);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>The little real time that tests over real sockets need.</summary>
internal static class Real
{
#pragma warning disable RS0030 // A socket's other end is waited for in real time.
    public static Task PauseAsync(CancellationToken cancel) => Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancel);

    /// <summary>Long enough for a request that should not be sent to arrive.</summary>
    public static Task QuietAsync(CancellationToken cancel) => Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, cancel);
#pragma warning restore RS0030
}
