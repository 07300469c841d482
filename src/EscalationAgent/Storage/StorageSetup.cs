using EscalationAgent.Storage.AzureTables;
using Escalations.Ports;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EscalationAgent.Storage;

/// <summary>How the store comes into the house.</summary>
internal static class StorageSetup
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds the store that the settings name: Azure Table storage, or the SQLite file. Escalations are asked for where their
        /// playbooks are known, so <see cref="IEscalations"/> and <see cref="IEscalationQueries"/> come from there.
        /// </summary>
        public IServiceCollection AddStorage(StorageSettings settings)
        {
            if (settings.Tables.IsConfigured)
            {
                services.AddAzureTables(settings.Tables);
            }
            else
            {
                services.AddSqlite(settings.Path);
            }

            services.AddHealthChecks().Add(new("store", s => s.GetRequiredService<StoreHealthCheck>(), HealthStatus.Unhealthy, ["ready"]));
            return services
                .AddSingleton(s => new StoreHealth(s.GetRequiredService<ILogger<IEscalationStore>>()))
                .AddSingleton<IPlaybookEditions>(s => s.GetRequiredService<IEscalationStore>())
                .AddSingleton<IOutbox>(s => s.GetRequiredService<IEscalationStore>())
                .AddSingleton<IDirectory>(s => s.GetRequiredService<IEscalationStore>())
                .AddSingleton<IUsage>(s => s.GetRequiredService<IEscalationStore>())
                .AddSingleton<IFeedback>(s => s.GetRequiredService<IEscalationStore>())
                .AddSingleton<ILaunches>(s => s.GetRequiredService<IEscalationStore>())
                .AddSingleton<StoreHealthCheck>();
        }

        /// <summary>Adds the SQLite store. It is opened and checked when the program starts; one that can't be used stops the start.</summary>
        private void AddSqlite(string path) =>
            services
                .AddSingleton(s => SqliteStore.Open(path, s.GetRequiredService<StoreHealth>()))
                .AddSingleton<IStoreProbe>(s => s.GetRequiredService<SqliteStore>())
                .AddSingleton<IEscalationStore>(s => s.GetRequiredService<SqliteStore>())
                .AddSingleton<IErasures>(s => s.GetRequiredService<SqliteStore>())
                .AddHostedService<OpenAtStart>()
                .AddHostedService<ReportFilling>()
                .AddHostedService<Housekeeping>();
    }

    /// <summary>Requests that need the store while it fails are answered with 503 and when to come again.</summary>
    public static IApplicationBuilder UseStoreUnavailable(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (StoreUnavailableException) when (!context.Response.HasStarted)
                {
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    context.Response.Headers.RetryAfter = "5";
                }
            }
        );

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
