using Escalations.UseCases;

namespace EscalationAgent.Storage;

/// <summary>How the store comes into the house.</summary>
internal static class StorageSetup
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the SQLite store. It is opened and checked when the program starts; one that can't be used stops the start.</summary>
        public IServiceCollection AddStorage(StorageSettings settings) => services
            .AddSingleton(_ => SqliteStore.Open(settings.Path))
            .AddSingleton<IEscalationStore>(s => s.GetRequiredService<SqliteStore>())
            .AddHostedService<OpenAtStart>()
            .AddHostedService<ReportFilling>()
            .AddHostedService<Housekeeping>();
    }

    /// <summary>Asks for the store before anything is served, so that a damaged file shows at once and not at the first message.</summary>
    private sealed class OpenAtStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<IEscalationStore>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
