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
        TicketSettings tickets,
        IReadOnlyCollection<string> tenants
    )
    {
        var own = tenants.Count == 1 ? tenants.First() : null;
        return services
            .AddSingleton<ITicketSystem>(s =>
                tickets switch
                {
                    { IsOn: false } => new NoTicketSystem(),
                    { IsJira: true } => new JiraTickets(tickets, tickets.Tenant ?? own, s.GetRequiredService<TimeProvider>()),
                    _ => new WebhookTickets(tickets, tickets.Tenant ?? own, s.GetRequiredService<TimeProvider>()),
                }
            )
            .AddSingleton(s => new EventSubscriptions([.. webhooks.Select(one => one.Subscription(own))], s.GetRequiredService<IEscalations>()))
            .AddSingleton<IChangeListener>(s => s.GetRequiredService<EventSubscriptions>())
            .AddSingleton(s => new WebhookSender(
                webhooks,
                s.GetRequiredService<EventSubscriptions>(),
                s.GetRequiredService<IDirectory>(),
                s.GetRequiredService<TimeProvider>()
            ))
            .AddHostedService<IntegrationDispatcher>();
    }
}
