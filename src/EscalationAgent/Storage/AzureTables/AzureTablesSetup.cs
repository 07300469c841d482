using Escalations.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>How Azure Table storage comes into the house. Nothing of it is loaded where the settings do not ask for it.</summary>
internal static class AzureTablesSetup
{
    public static IServiceCollection AddAzureTables(this IServiceCollection services, TablesSettings settings) =>
        services
            .AddSingleton(s => new AzureTableStore(
                settings.Connect(),
                settings.Prefix,
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<StoreHealth>(),
                s.GetRequiredService<TableFaults>().Tell
            ))
            .AddSingleton<TableFaults>()
            .AddSingleton<IStoreProbe>(s => s.GetRequiredService<AzureTableStore>())
            .AddSingleton<IEscalationStore>(s => s.GetRequiredService<AzureTableStore>())
            .AddSingleton<IErasures>(s => s.GetRequiredService<AzureTableStore>())
            .AddHostedService<TableSweeper>();

    /// <summary>The store for a verb that runs beside the replicas.</summary>
    public static AzureTableStore Open(TablesSettings settings, bool mayBeHalf = false)
    {
#pragma warning disable RS0030 // Verbs run without the services that a clock comes from.
        var clock = TimeProvider.System;
#pragma warning restore RS0030
        return new(settings.Connect(), settings.Prefix, clock, new(NullLogger.Instance), _ => { }) { MayBeHalf = mayBeHalf };
    }
}

/// <summary>Tells the log what went wrong after a commit, where nobody waits for it any more.</summary>
internal sealed partial class TableFaults(ILogger<AzureTableStore> log)
{
    public void Tell(Exception failure) => NotFinished(log, failure);

    [LoggerMessage(310, LogLevel.Error, "What follows from a commit could not be finished; it is tried again")]
    private static partial void NotFinished(ILogger log, Exception failure);
}
