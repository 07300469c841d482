using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace EscalationAgent.Llm;

/// <summary>Brings the writers into the process.</summary>
internal static class LlmSetup
{
    private const string KeyOfNobody = "none";

    /// <summary>
    /// Reads the prompts of a configured model now, so that a fault stops the start; gives <see cref="Writers"/> and <see
    /// cref="LlmSettings"/>.
    /// </summary>
    /// <param name="telemetryEndpoint">Where spans and figures go; null for nowhere.</param>
    /// <exception cref="PromptException">The prompts can't be used.</exception>
    public static IServiceCollection AddLlm(this IServiceCollection services, LlmSettings settings, string prompts, string? telemetryEndpoint)
    {
        // Without a model nobody reads them, and the start is a tenth of a second shorter.
        var book = settings.IsConfigured ? PromptBook.Open(prompts) : null;
        services.AddSingleton(settings);
        services.AddSingleton(s => new Writers(
            new OfflineWriter(),
            book is not null ? WriterOf(settings, book, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ModelWriter>>()) : null,
            settings.ExcludedTenants
        ));
        services.AddSingleton(new ModelBudget(settings.CallsPerPersonPerDay, settings.TokensPerTenantPerDay));
        services.AddHostedService(s => new DraftingService(
            s.GetRequiredService<WriteDraft>().HandleAsync,
            s.GetRequiredService<IOutbox>(),
            s.GetRequiredService<OutboxSignal>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<DraftingService>>()
        ));
        if (telemetryEndpoint is { Length: > 0 })
        {
            services.AddHostedService<TelemetryExport>();
        }

        return services;
    }

    /// <summary>The writer that asks the configured model.</summary>
    public static ModelWriter WriterOf(LlmSettings settings, PromptBook book, TimeProvider clock, ILogger log) =>
        new(new ChatTelemetry(ClientOf(settings), log), book, settings, clock);

    /// <summary>The client of the configured endpoint.</summary>
    public static OpenAIChatClient ClientOf(LlmSettings settings)
    {
        // Redirects would carry notes to a host that nobody configured.
        var network = new CappedHandler(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                MaxResponseHeadersLength = 32,
            }
        );
        var options = new OpenAIClientOptions
        {
            Endpoint = settings.Address,
            Transport = new HttpClientPipelineTransport(new HttpClient(network) { Timeout = Timeout.InfiniteTimeSpan }),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = settings.Timeout + TimeSpan.FromSeconds(5),
            ClientLoggingOptions = new() { EnableLogging = false },
        };
#pragma warning disable OPENAI001 // Signing in with a policy is marked as experimental; there is no other way to use Entra.
        var client = settings.Entra
            ? new ChatClient(settings.Model, new BearerTokenPolicy(new DefaultAzureCredential(), settings.Scope), options)
            : new ChatClient(settings.Model, new ApiKeyCredential(settings.ApiKey is { Length: > 0 } key ? key : KeyOfNobody), options);
#pragma warning restore OPENAI001
        return new(
            client,
            settings.Model,
            settings.Address,
            settings.Address.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase) ? "azure.ai.openai" : "openai",
            EndpointCapabilities.For(settings.Address, settings.StructuredOutput),
            settings.StructuredOutput == LlmSettings.Auto
        );
    }
}
