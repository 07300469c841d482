namespace EscalationAgent.Observability;

/// <summary>Where logs, spans and figures go, by the environment variables that Azure and OpenTelemetry themselves know.</summary>
/// <param name="AzureMonitor">The connection string of an Application Insights resource; null for none.</param>
/// <param name="IsOtlp">Whether an OTLP endpoint is named; the exporter reads where, and how, itself.</param>
internal sealed record TelemetrySettings(string? AzureMonitor, bool IsOtlp)
{
    public const string AzureMonitorVariable = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether anything goes anywhere.</summary>
    public bool IsOn => AzureMonitor is not null || IsOtlp;

    public static TelemetrySettings Of(IConfiguration configuration) =>
        new(configuration[AzureMonitorVariable] is { Length: > 0 } azure ? azure : null, configuration[OtlpVariable] is { Length: > 0 });

    /// <summary>All that is wrong, a sentence for each.</summary>
    public IEnumerable<string> Faults() =>
        AzureMonitor is { } azure && !azure.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase)
            ?
            [
                $"{AzureMonitorVariable} is no connection string: it has no InstrumentationKey. "
                    + "Copy it from the Overview of your Application Insights resource.",
            ]
            : [];
}
