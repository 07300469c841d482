namespace EscalationAgent;

/// <summary>
/// The clock of a drill: it stands still until the drill turns it. What waits for real time, such as a limit on a call, goes on by the real
/// clock.
/// </summary>
internal sealed class DrillClock(DateTimeOffset begin) : TimeProvider
{
    private long ticks = begin.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref ticks);

    /// <summary>Turns it forward; back it goes never.</summary>
    public void TurnTo(DateTimeOffset then) => Volatile.Write(ref ticks, Math.Max(Volatile.Read(ref ticks), then.UtcTicks));
}
