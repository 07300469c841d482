using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace TeamsBot.Door;

/// <summary>Puts the door into a web application.</summary>
public static class TeamsDoor
{
    /// <summary>What the door needs. The application adds a <see cref="TimeProvider"/> and its <see cref="Turn"/>.</summary>
    public static IServiceCollection AddTeamsDoor(this IServiceCollection services, DoorSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(s => new KeyFetch(settings, IsDevelopment(s), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton(s => new ActivityCheck(settings, IsDevelopment(s)));
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton(s => new DoorHealth(settings, s.GetRequiredService<SigningKeys>()));
        services.AddHostedService<KeyRefresh>();
        services.AddHealthChecks().Add(new("teams-door", s => s.GetRequiredService<DoorHealth>(), HealthStatus.Unhealthy, ["ready"]));
        return services;
    }

    /// <summary>Opens the door.</summary>
    /// <exception cref="InvalidOperationException">The settings have faults; the message lists them all.</exception>
    public static IEndpointConventionBuilder MapTeamsDoor(this IEndpointRouteBuilder endpoints, string pattern)
    {
        var services = endpoints.ServiceProvider;
        var faults = services.GetRequiredService<DoorSettings>().Validate(IsDevelopment(services));
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"The door stays shut. {string.Join(' ', faults)}");
        }

        if (services.GetRequiredService<IServiceProviderIsService>() is var known && !known.IsService(typeof(Turn)))
        {
            throw new InvalidOperationException($"The door leads nowhere: no {nameof(Turn)} was added.");
        }

        // The door checks its own tokens; a policy for the rest of the application must not stand before it.
        return endpoints.Map(pattern, services.GetRequiredService<Doorkeeper>().OpenAsync).AllowAnonymous();
    }

    private static bool IsDevelopment(IServiceProvider services) => services.GetRequiredService<IHostEnvironment>().IsDevelopment();
}
