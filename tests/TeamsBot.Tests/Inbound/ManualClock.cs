namespace TeamsBot.Tests.Inbound;

/// <summary>A clock that is still until it is turned. Its timers are real ones: what waits for a peer waits in real time.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private long steady = TimeSpan.TicksPerDay;

    public override DateTimeOffset GetUtcNow() => now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref steady);

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan by)
    {
        now += by;
        Interlocked.Add(ref steady, by.Ticks);
    }

    /// <summary>Somebody sets the clock on the wall; no time passes.</summary>
    public void JumpWallClock(TimeSpan by) => now += by;
}
