using Microsoft.Extensions.Time.Testing;

namespace TestSupport;

/// <summary>
/// A clock that stands still until it is turned, and whose wall clock somebody can set while no time passes, which <see
/// cref="FakeTimeProvider"/> cannot.
/// </summary>
/// <param name="start">What it shows until it is turned.</param>
internal class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long set;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref set));

    // The base takes this from GetUtcNow, that is from the wall.
    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    /// <summary>Somebody sets the clock on the wall; no time passes, and no timer rings.</summary>
    public void JumpWallClock(TimeSpan by) => Interlocked.Add(ref set, by.Ticks);
}

/// <summary>Its timers never ring: nothing happens by itself, the test does what is due.</summary>
/// <param name="start">What it shows until it is turned.</param>
internal sealed class ClockWithoutTimers(DateTimeOffset start) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new SilentTimer();

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Its timers ring in real time, however it is turned: for what waits for a peer on a socket.</summary>
/// <param name="start">What it shows until it is turned.</param>
internal sealed class ClockWithRealTimers(DateTimeOffset start) : TestClock(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
#pragma warning disable RS0030 // A real peer answers in real time.
        TimeProvider.System.CreateTimer(callback, state, dueTime, period);
#pragma warning restore RS0030
}
