using TeamsBot.Inbound;

namespace EscalationAgent.Teams.Tab;

/// <summary>How the personal tab comes into the house: a page, and the data that it asks for with the token of the person in front of it.</summary>
internal static class TabSetup
{
    /// <param name="appId">The id of the Teams app; empty where it is not known.</param>
    public static IServiceCollection AddTab(this IServiceCollection services, SignInSettings settings, string appId, bool isDevelopment) =>
        services
            .AddSingleton(settings is { IsOn: true, IdUri: not null } && appId.Length > 0 ? new TabLinks(appId) : TabLinks.None)
            .AddSingleton(s => new SignInCheck(settings, isDevelopment, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()))
            .AddSingleton<TabReaders>()
            .AddSingleton<TabRows>()
            .AddSingleton<TabLists>()
            .AddSingleton<TabDetails>()
            .AddSingleton<TabLaunches>();

    public static void MapTab(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTabPage();
        endpoints.MapTabData();
    }
}
