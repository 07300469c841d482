using System.Diagnostics;
using System.Runtime.CompilerServices;
using Azure.Monitor.OpenTelemetry.AspNetCore;
using EscalationAgent.Drafting.Filters;
using EscalationAgent.Outbox;
using Escalations.UseCases;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TeamsBot;

namespace EscalationAgent.Observability;

/// <summary>Sends logs, spans and figures to Azure Monitor, or over OTLP, when settings say so.</summary>
internal static class TelemetrySetup
{
    private const string ServiceName = "escalation-agent";

    /// <summary>Our own sources of spans, which are our meters too. They hold no ids, names or texts.</summary>
    private static readonly string[] Own =
    [
        TeamsBotTelemetry.SourceName,
        EscalationsTelemetry.SourceName,
        OutboxTelemetry.SourceName,
        TelemetryFilter.SourceName,
        BacklogMeter.MeterName,
    ];

    /// <summary>Of the platform: requests, calls out, the runtime. What their spans tell is cut by <see cref="SpanFilter"/>.</summary>
    private static readonly string[] Spans = ["Microsoft.AspNetCore", "System.Net.Http"];

    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"];

    /// <summary>Does nothing, and loads nothing, while nothing goes anywhere.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        if (settings.IsOn)
        {
            Export(services, settings);
        }

        return services;
    }

    /// <summary>A method of its own: without it OpenTelemetry is not even loaded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Export(IServiceCollection services, TelemetrySettings settings)
    {
        services.AddHostedService<BacklogMeter>();
        services.Replace(ServiceDescriptor.Singleton<DistributedContextPropagator>(new ClosedPropagator()));

        // The filter of spans comes first: exporters see what it has left.
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(spans => spans.AddProcessor(new SpanFilter(Own)).AddSource([.. Own, .. Spans]))
            .WithMetrics(figures => figures.AddMeter([.. Own, .. Meters]))
            .WithLogging(null, log => log.IncludeScopes = false);
        if (settings.AzureMonitor is { } connection)
        {
            telemetry.UseAzureMonitor(azure =>
            {
                azure.ConnectionString = connection;

                // Live metrics show samples of requests and faults to whoever watches.
                azure.EnableLiveMetrics = false;

                // Of busy seconds some spans are left out, never a line of the log.
                azure.EnableTraceBasedLogsSampler = false;
            });
        }
        else
        {
            telemetry.UseOtlpExporter();
        }
    }
}
