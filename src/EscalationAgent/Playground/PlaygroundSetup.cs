namespace EscalationAgent.Playground;

/// <summary>The local Playground, in Development only: a page in the browser in place of Teams.</summary>
internal static class PlaygroundSetup
{
    /// <summary>In Development: the cast, and the process beside the agent unless <c>Playground:Start</c> is never. Elsewhere: nothing.</summary>
    /// <param name="isLocal">Whether a request comes from this machine alone.</param>
    public static IServiceCollection AddPlayground(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment,
        Func<HttpContext, bool> isLocal
    )
    {
        if (!environment.IsDevelopment())
        {
            return services;
        }

        var settings = PlaygroundSettings.From(configuration);
        services.AddSingleton(settings);
        services.AddSingleton(_ => PlaygroundCast.Read());
        services.AddSingleton<PlaygroundBinding>();
        services.AddSingleton<IPlayMode, PlayMode>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<PlayedSignIn>(s, isLocal));
        services.AddSingleton<IPlayedSignIn>(s => s.GetRequiredService<PlayedSignIn>());
        services.AddHostedService<PlaygroundInstaller>();
        return settings.IsWanted ? services.AddHostedService<PlaygroundProcess>() : services;
    }

    /// <summary>In Development, for whoever sits at this machine: the tab as one of the cast sees it.</summary>
    public static void MapPlayground(this IEndpointRouteBuilder endpoints, IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            endpoints.MapGet(PlayedSignIn.Path, (HttpContext context, PlayedSignIn signIn, string? name) =>
                signIn.IsLocal(context) && signIn.AddressFor(name) is { } address ? Results.Redirect(address) : Results.NotFound()
            );
        }
    }
}
