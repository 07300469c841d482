using Azure.Core;
using Azure.Identity;
using EscalationAgent.Teams.Faces;
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
        services.AddSingleton(_ => new CardDeck(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddSingleton<Portraits>().AddSingleton<Views>();
        services.AddSingleton<Talk>().AddSingleton<Corrections>().AddSingleton<MoveReader>().AddSingleton<Press>().AddSingleton<Inbox>();
        services.AddSingleton<Turn>(s => s.GetRequiredService<Inbox>().HandleAsync);
        services.AddSingleton<Newsdesk>().AddSingleton<PostOffice>().AddSingleton<Dispatcher>();
        services.AddHostedService(s => s.GetRequiredService<Dispatcher>());
        return services;
    }

    private static TokenCredential? CredentialOf(TeamsSettings settings) => settings switch
    {
        { AppId: "" } => null,
        { ManagedIdentity: true } => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(settings.AppId)),
        { CertificatePath: { Length: > 0 } path } => new ClientCertificateCredential(settings.TenantId, settings.AppId, path),
        _ => new ClientSecretCredential(settings.TenantId, settings.AppId, settings.ClientSecret),
    };
}
