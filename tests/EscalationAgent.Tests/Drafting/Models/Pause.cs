namespace EscalationAgent.Tests.Drafting.Models;

/// <summary>A peer that takes its time does so in real time.</summary>
internal static class Pause
{
#pragma warning disable RS0030
    public static Task ForAsync(TimeSpan time, CancellationToken cancel) => Task.Delay(time, TimeProvider.System, cancel);
#pragma warning restore RS0030
}
