namespace TeamsBot.Tests.Connector;

/// <summary>A clock that stands still until a test turns it; or, with <see cref="SkipWaits"/>, jumps over every short wait at once.</summary>
internal sealed class ManualClock : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(11);
    private static readonly TimeSpan Infinite = Timeout.InfiniteTimeSpan;

    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private readonly List<TimeSpan> waits = [];
    private DateTimeOffset now = new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero);
    private TimeSpan set;

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

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now + set;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return now.Ticks;
        }
    }

    /// <summary>Somebody sets the wall clock; no time goes by.</summary>
    public void Set(TimeSpan by)
    {
        lock (gate)
        {
            set += by;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (gate)
        {
            now += by;
            due = [.. alarms.Where(alarm => alarm.At <= now)];
            alarms.RemoveAll(due.Contains);
        }

        due.ForEach(alarm => alarm.Ring());
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
            return alarms.Any(alarm => (alarm.At - now - wait).Duration() < TimeSpan.FromMilliseconds(1));
        }
    }

    private sealed class Alarm(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var skip = false;
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                if (dueTime != Infinite)
                {
                    At = clock.now + dueTime;
                    clock.alarms.Add(this);
                }

                if (dueTime != Infinite && dueTime < Short)
                {
                    clock.waits.Add(dueTime);
                    skip = clock.SkipWaits;
                }
            }

            if (skip)
            {
                // Not within the call that sets the alarm: it has not been handed to its owner yet.
                ThreadPool.QueueUserWorkItem(_ => clock.Advance(dueTime));
            }

            return true;
        }

        public void Ring() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
            }
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
