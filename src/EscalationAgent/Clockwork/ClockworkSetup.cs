using Escalations.UseCases;

namespace EscalationAgent.Clockwork;

/// <summary>What the clock does, as a list.</summary>
internal static class ClockworkSetup
{
    public static IServiceCollection AddClockwork(this IServiceCollection services) => services
        .AddSingleton<PostWeeklySummary>()
        .AddSingleton(s => new Chore("Posting the weekly summary", s.GetRequiredService<PostWeeklySummary>().RunAsync))
        .AddSingleton<Heartbeat>()
        .AddHostedService(s => s.GetRequiredService<Heartbeat>());
}
