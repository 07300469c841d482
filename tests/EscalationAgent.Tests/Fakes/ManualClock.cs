namespace EscalationAgent.Tests.Fakes;

/// <summary>A clock that stands still until it is turned. Timers of it do not ring by themselves. The wall clock can be set without the monotonic one noticing.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;
    private TimeSpan set;

    public override DateTimeOffset GetUtcNow() => now + set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.UtcTicks;

    /// <summary>A timer that never rings: nothing happens here by itself.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    public void Advance(TimeSpan by) => now += by;

    /// <summary>Somebody sets the wall clock; no time goes by.</summary>
    public void Set(TimeSpan by) => set += by;

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
