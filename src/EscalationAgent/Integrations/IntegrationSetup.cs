using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Integrations;

/// <summary>How other systems come into the house.</summary>
internal static class IntegrationSetup
{
    /// <param name="tenants">The tenants that may use the bot; empty for any.</param>
    public static IServiceCollection AddIntegrations(
        this IServiceCollection services,
        IReadOnlyList<WebhookSettings> webhooks,
        IReadOnlyCollection<string> tenants
    ) =>
        services
            .AddSingleton(s => new EventSubscriptions(
                [.. webhooks.Select(one => one.Subscription(tenants.Count == 1 ? tenants.First() : null))],
                s.GetRequiredService<IEscalations>()
            ))
            .AddSingleton(s => new WebhookSender(
                webhooks,
                s.GetRequiredService<EventSubscriptions>(),
                s.GetRequiredService<IDirectory>(),
                s.GetRequiredService<TimeProvider>()
            ))
            .AddHostedService<IntegrationDispatcher>();
}
