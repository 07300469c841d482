using Escalations.UseCases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EscalationAgent.Scheduling;

/// <summary>What the clock does, as a list.</summary>
internal static class SchedulingSetup
{
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddHealthChecks().Add(new("heart", s => new JobHealthCheck(s.GetRequiredService<JobRunner>()), HealthStatus.Unhealthy, ["ready"]));
        return services
            .AddSingleton<WatchDeadlines>()
            .AddSingleton<DeadlineJob>()
            .AddSingleton<RetimeByCalendars>()
            .AddSingleton<PostWeeklySummary>()
            .AddSingleton<PostMonthlyReview>()
            .AddSingleton<PostQuarterlyReviews>()
            .AddSingleton<PostAgendas>()
            .AddSingleton<DeliverKeptNews>()
            .AddSingleton<HolidayFileCheck>()
            .AddSingleton<EraseTextsJob>()
            .AddSingleton(s => new RecurringJob(
                "Counting deadlines by changed calendars",
                TimeSpan.FromHours(1),
                s.GetRequiredService<RetimeByCalendars>().RunAsync
            ))
            .AddSingleton(s => new RecurringJob("Watching deadlines", TimeSpan.FromSeconds(1), s.GetRequiredService<DeadlineJob>().RunAsync))
            .AddSingleton(s => new RecurringJob("Posting the weekly summary", TimeSpan.FromSeconds(20), s.GetRequiredService<PostWeeklySummary>().RunAsync))
            .AddSingleton(s => new RecurringJob("Posting the monthly review", TimeSpan.FromMinutes(1), s.GetRequiredService<PostMonthlyReview>().RunAsync))
            .AddSingleton(s => new RecurringJob(
                "Asking for reviews of the process",
                TimeSpan.FromMinutes(1),
                s.GetRequiredService<PostQuarterlyReviews>().RunAsync
            ))
            .AddSingleton(s => new RecurringJob("Posting agendas", TimeSpan.FromSeconds(20), s.GetRequiredService<PostAgendas>().RunAsync))
            .AddSingleton(s => new RecurringJob("Reminding of launches", TimeSpan.FromMinutes(10), s.GetRequiredService<ReviewLaunches>().RunAsync))
            .AddSingleton(s => new RecurringJob("Looking where files of holidays end", TimeSpan.FromDays(1), s.GetRequiredService<HolidayFileCheck>().RunAsync))
            .AddSingleton(s => new RecurringJob("Keeping who is on call", TimeSpan.FromSeconds(20), s.GetRequiredService<KeepOnCall>().RunAsync))
            .AddSingleton(s => new RecurringJob("Delivering kept news", TimeSpan.FromSeconds(20), s.GetRequiredService<DeliverKeptNews>().RunAsync))
            .AddSingleton(s => new RecurringJob("Erasing texts whose time is over", TimeSpan.FromMinutes(1), s.GetRequiredService<EraseTextsJob>().RunAsync))
            .AddSingleton(s => new RecurringJob("Telling the end of pilots", TimeSpan.FromMinutes(10), s.GetRequiredService<TellEndOfPilots>().RunAsync))
            .AddSingleton(s => new RecurringJob("Erasing feedback whose time is over", TimeSpan.FromHours(6), s.GetRequiredService<EraseFeedback>().RunAsync))
            .AddSingleton<JobRunner>()
            .AddHostedService(s => s.GetRequiredService<JobRunner>())
            .AddHostedService<BackgroundWork>();
    }
}
