using Escalations.UseCases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EscalationAgent.Clockwork;

/// <summary>What the clock does, as a list.</summary>
internal static class ClockworkSetup
{
    public static IServiceCollection AddClockwork(this IServiceCollection services)
    {
        services.AddHealthChecks().Add(new("heart", s => new HeartHealth(s.GetRequiredService<Heartbeat>()), HealthStatus.Unhealthy, ["ready"]));
        return services
            .AddSingleton<WatchDeadlines>()
            .AddSingleton<Lookout>()
            .AddSingleton<RetimeByCalendars>()
            .AddSingleton<PostWeeklySummary>()
            .AddSingleton<DeliverKeptNews>()
            .AddSingleton<HolidayFileCheck>()
            .AddSingleton(s => new Chore("Counting deadlines by changed calendars", TimeSpan.FromHours(1), s.GetRequiredService<RetimeByCalendars>().RunAsync))
            .AddSingleton(s => new Chore("Watching deadlines", TimeSpan.FromSeconds(1), s.GetRequiredService<Lookout>().RunAsync))
            .AddSingleton(s => new Chore("Posting the weekly summary", TimeSpan.FromSeconds(20), s.GetRequiredService<PostWeeklySummary>().RunAsync))
            .AddSingleton(s => new Chore("Looking where files of holidays end", TimeSpan.FromDays(1), s.GetRequiredService<HolidayFileCheck>().RunAsync))
            .AddSingleton(s => new Chore("Delivering kept news", TimeSpan.FromSeconds(20), s.GetRequiredService<DeliverKeptNews>().RunAsync))
            .AddSingleton<Heartbeat>()
            .AddHostedService(s => s.GetRequiredService<Heartbeat>())
            .AddHostedService<BackgroundWork>();
    }
}
