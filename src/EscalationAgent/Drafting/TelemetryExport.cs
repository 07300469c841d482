using EscalationAgent.Drafting.Filters;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EscalationAgent.Drafting;

/// <summary>Sends spans and figures over OTLP while the process runs, to where the usual environment variables say.</summary>
internal sealed class TelemetryExport : IHostedService, IDisposable
{
    /// <summary>The variable that switches it on; the exporter reads it, and its sisters, itself.</summary>
    public const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ServiceName = "escalation-agent";
    private TracerProvider? spans;
    private MeterProvider? figures;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(ServiceName).AddEnvironmentVariableDetector();
        spans = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(TelemetryFilter.SourceName).AddOtlpExporter().Build();
        figures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(TelemetryFilter.SourceName).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        spans?.Dispose();
        figures?.Dispose();
        (spans, figures) = (null, null);
    }
}
