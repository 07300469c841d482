using System.Runtime.CompilerServices;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Drafting.Prompts;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Drafting;

/// <summary>Brings the writers into the process.</summary>
internal static class DraftingSetup
{
    /// <summary>
    /// Reads the prompts of a configured model now, so that a fault stops the start; gives <see cref="Writers"/> and <see
    /// cref="LlmSettings"/>.
    /// </summary>
    /// <exception cref="PromptException">The prompts can't be used.</exception>
    public static IServiceCollection AddDrafting(this IServiceCollection services, LlmSettings settings, string prompts)
    {
        services.AddSingleton(settings);
        if (settings.IsConfigured)
        {
            AddModel(services, settings, prompts);
        }

        services.AddSingleton(s => new Writers(new OfflineWriter(), s.GetService<IDraftWriter>(), settings.ExcludedTenants, settings.ConfidentialTenants));
        services.AddSingleton(new ModelBudget(settings.CallsPerPersonPerDay, settings.TokensPerTenantPerDay));
        services.AddHostedService(s => new DraftingService(
            s.GetRequiredService<WriteDraft>().HandleAsync,
            s.GetRequiredService<IOutbox>(),
            s.GetRequiredService<OutboxSignal>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<DraftingService>>()
        ));
        return services;
    }

    /// <summary>A method of its own: without a model Semantic Kernel is not even loaded, and the start is shorter.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddModel(IServiceCollection services, LlmSettings settings, string prompts)
    {
        var book = PromptBook.Open(prompts);
        services.AddSingleton<IDraftWriter>(s => WriterOf(settings, book, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ModelWriter>>()));
    }

    /// <summary>The writer that asks the configured model.</summary>
    /// <param name="network">In place of the network; null for the network.</param>
    public static ModelWriter WriterOf(LlmSettings settings, PromptBook book, TimeProvider clock, ILogger log, HttpMessageHandler? network = null) =>
        new(KernelSetup.Build(settings, book, log, network), book, settings, clock);
}
