using Azure.Core;
using Escalations.Ports;

namespace EscalationAgent.Graph;

/// <summary>How Microsoft Graph comes into the house: only where it is switched on.</summary>
internal static class GraphSetup
{
    /// <param name="home">The tenant that the agent is registered in, whose people it may look up; empty for every tenant.</param>
    /// <param name="credential">Makes what the agent signs in with.</param>
    /// <param name="around">What stands before it, such as another way for mails.</param>
    public static IServiceCollection AddGraph(
        this IServiceCollection services,
        GraphSettings settings,
        string home,
        Func<TokenCredential> credential,
        Func<IServiceProvider, IUserDirectory, IUserDirectory> around
    ) =>
        services.AddSingleton(s =>
            around(
                s,
                settings.Enabled
                    ? new GraphUserDirectory(
                        settings,
                        home,
                        settings.IsStandIn ? null : credential(),
                        s.GetRequiredService<TimeProvider>(),
                        s.GetRequiredService<ILogger<GraphUserDirectory>>()
                    )
                    : new NoUserDirectory()
            )
        );
}
