namespace EscalationAgent.Playground;

/// <summary>The local Playground, in Development only: a page in the browser in place of Teams.</summary>
internal static class PlaygroundSetup
{
    /// <summary>In Development: the cast, and the process beside the agent unless <c>Playground:Start</c> is never. Elsewhere: nothing.</summary>
    public static IServiceCollection AddPlayground(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
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
        services.AddHostedService<PlaygroundInstaller>();
        return settings.IsWanted ? services.AddHostedService<PlaygroundProcess>() : services;
    }
}
