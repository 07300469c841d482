namespace EscalationAgent.Tests.Fakes;

/// <summary>A clock that stands until it is turned. Timers of it do not ring by themselves.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
