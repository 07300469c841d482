using Azure.Core;
using Azure.Identity;
using EscalationAgent.Teams.Faces;
using Escalations.UseCases;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TeamsBot.Cards;
using TeamsBot.Connector;
using TeamsBot.Door;

namespace EscalationAgent.Teams;

/// <summary>How the rooms that speak with Teams come into the house.</summary>
internal static class TeamsSetup
{
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsSettings settings, bool isDevelopment)
    {
        services.AddTeamsDoor(settings.Door(isDevelopment));
        services.AddSingleton(s => new ConnectorClient(settings.Connector(isDevelopment), CredentialOf(settings), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new Escalations.UseCases.ConfiguredAdministrators(settings.Administrators));
        services.AddSingleton<Escalations.UseCases.IRosterReader, RosterReader>();
        services.AddSingleton<Escalations.UseCases.IPersonalChats, PersonalChats>();
        services.AddHostedService(s => new AdministratorsAtStart(s.GetRequiredService<Escalations.UseCases.Administrators>(), s.GetRequiredService<Escalations.UseCases.IEscalationStore>(), settings.Door(isDevelopment).AllowedTenants, s.GetRequiredService<ILogger<AdministratorsAtStart>>()));
        services.AddHealthChecks().Add(new("connector", s => s.GetRequiredService<ConnectorClient>().Health, HealthStatus.Unhealthy, ["ready"]));
        services.AddSingleton(_ => new CardDeck(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddSingleton<Portraits>().AddSingleton<Views>();
        services.AddSingleton<MembershipEvents>();
        services.AddSingleton<Talk>().AddSingleton<Corrections>().AddSingleton<MoveReader>().AddSingleton<Press>().AddSingleton<StrayCards>().AddSingleton(s => new PersonRateLimiter(settings.MessagesPerMinute, s.GetRequiredService<TimeProvider>())).AddSingleton<Inbox>();
        services.AddSingleton<Turn>(s => UnlessStoreIsDown(s.GetRequiredService<Inbox>().HandleAsync));
        services.AddSingleton<Newsdesk>().AddSingleton<PostOffice>().AddSingleton<Dispatcher>();
        services.AddHostedService(s => s.GetRequiredService<Dispatcher>());
        return services;
    }

    /// <summary>What could not be stored was not accepted, and its sender is asked to come again. The store itself tells the log of the fault.</summary>
    private static Turn UnlessStoreIsDown(Turn turn) => async (activity, cancel) =>
    {
        try
        {
            return await turn(activity, cancel);
        }
        catch (StoreUnavailableException)
        {
            return Answer.Unavailable(retryAfter: TimeSpan.FromSeconds(5));
        }
    };

    private static TokenCredential? CredentialOf(TeamsSettings settings) => settings switch
    {
        { AppId: "" } => null,
        { ManagedIdentity: true } => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(settings.AppId)),
        { CertificatePath: { Length: > 0 } path } => new ClientCertificateCredential(settings.TenantId, settings.AppId, path),
        _ => new ClientSecretCredential(settings.TenantId, settings.AppId, settings.ClientSecret),
    };
}
