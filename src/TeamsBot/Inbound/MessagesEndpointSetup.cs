using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace TeamsBot.Inbound;

/// <summary>Puts the door into a web application.</summary>
public static class MessagesEndpointSetup
{
    /// <summary>What the door needs. The application adds a <see cref="TimeProvider"/> and its <see cref="ActivityHandler"/>.</summary>
    public static IServiceCollection AddMessagesEndpoint(this IServiceCollection services, InboundSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(s => new KeyFetch(settings.MetadataAddress, IsDevelopment(s), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton(s => new ActivityCheck(settings, IsDevelopment(s)));
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton(s => new SigningKeysHealthCheck(settings, s.GetRequiredService<SigningKeys>()));
        services.AddHostedService<KeyRefresh>();
        services.AddHealthChecks().Add(new("teams-door", s => s.GetRequiredService<SigningKeysHealthCheck>(), HealthStatus.Unhealthy, ["ready"]));
        return services;
    }

    /// <summary>Opens the door.</summary>
    /// <exception cref="InvalidOperationException">The settings have faults; the message lists them all.</exception>
    public static IEndpointConventionBuilder MapMessagesEndpoint(this IEndpointRouteBuilder endpoints, string pattern)
    {
        var services = endpoints.ServiceProvider;
        var faults = services.GetRequiredService<InboundSettings>().Validate(IsDevelopment(services));
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"The door stays shut. {string.Join(' ', faults)}");
        }

        if (services.GetRequiredService<IServiceProviderIsService>() is var known && !known.IsService(typeof(ActivityHandler)))
        {
            throw new InvalidOperationException($"The messages endpoint has no handler: add an {nameof(ActivityHandler)} to the services.");
        }

        // The door checks its own tokens; a policy for the rest of the application must not stand before it.
        return endpoints.Map(pattern, services.GetRequiredService<MessagesEndpoint>().OpenAsync).AllowAnonymous();
    }

    private static bool IsDevelopment(IServiceProvider services) => services.GetRequiredService<IHostEnvironment>().IsDevelopment();
}
