using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Deadlines;
using Escalations.Ports;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TeamsBot.Cards;
using TeamsBot.Connector;
using TeamsBot.Inbound;

namespace EscalationAgent.Teams;

/// <summary>How the rooms that speak with Teams come into the house.</summary>
internal static class TeamsSetup
{
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsSettings settings, bool isDevelopment)
    {
        services.AddMessagesEndpoint(settings.Inbound(isDevelopment));
        services.AddSingleton(s => new ConnectorClient(
            settings.Connector(isDevelopment),
            settings.AppId.Length == 0 ? null : settings.Credential(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(new Escalations.UseCases.ConfiguredAdministrators(settings.Administrators));
        services.AddHostedService(s => new AdministratorsAtStart(
            s.GetRequiredService<Escalations.UseCases.Administrators>(),
            s.GetRequiredService<Escalations.Ports.IDirectory>(),
            settings.Inbound(isDevelopment).AllowedTenants,
            s.GetRequiredService<ILogger<AdministratorsAtStart>>()
        ));
        services.AddHealthChecks().Add(new("connector", s => s.GetRequiredService<ConnectorClient>().Health, HealthStatus.Unhealthy, ["ready"]));
        services.AddSingleton(_ => new CardTemplates(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddSingleton(s =>
            settings.Digests(day => WorkingCalendar.Of(s.GetRequiredService<PlaybookCatalog>().Default.DefaultCalendar).IsWorkingDay(day))
        );
        services.AddTalk().AddSingleton(s => new PersonRateLimiter(settings.MessagesPerMinute, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ActivityHandler>(s => UnlessStoreIsDown(s.GetRequiredService<ActivityRouter>().HandleAsync));
        services.AddSingleton<OutboxDispatcher>();
        services.AddHostedService(s => s.GetRequiredService<OutboxDispatcher>());
        return services;
    }

    /// <summary>Those who listen, draw and speak: the same in the house and in a drill.</summary>
    public static IServiceCollection AddTalk(this IServiceCollection services) =>
        services
            .AddSingleton<Escalations.Ports.IRosterReader, RosterReader>()
            .AddSingleton<Escalations.Ports.IPersonalChats, PersonalChats>()
            .AddSingleton<CardBuilder>()
            .AddSingleton<CardService>()
            .AddSingleton<MembershipEvents>()
            .AddSingleton<DirectAnswers>()
            .AddSingleton<OnCallTalk>()
            .AddSingleton<LaunchViews>()
            .AddSingleton<LaunchTalk>()
            .AddSingleton<ReviewTalk>()
            .AddSingleton<AwayTalk>()
            .AddSingleton<MessageHandler>()
            .AddSingleton<Corrections>()
            .AddSingleton<CardActionParser>()
            .AddSingleton<CardActionHandler>()
            .AddSingleton<StrayCards>()
            .AddSingleton<ExtensionSearch>()
            .AddSingleton<MessageExtensions>()
            .AddSingleton<ActivityRouter>()
            .AddSingleton<NoticeWriter>()
            .AddSingleton<MessageSender>();

    /// <summary>What could not be stored was not accepted, and its sender is asked to come again. The store itself tells the log of the fault.</summary>
    private static ActivityHandler UnlessStoreIsDown(ActivityHandler activityHandler) =>
        async (activity, cancel) =>
        {
            try
            {
                return await activityHandler(activity, cancel);
            }
            catch (StoreUnavailableException)
            {
                return ActivityResponse.Unavailable(retryAfter: TimeSpan.FromSeconds(5));
            }
        };
}
