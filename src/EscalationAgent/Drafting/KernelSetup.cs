using Azure.Core;
using Azure.Identity;
using EscalationAgent.Drafting.Connectors;
using EscalationAgent.Drafting.Filters;
using EscalationAgent.Drafting.Prompts;
using Microsoft.SemanticKernel;

namespace EscalationAgent.Drafting;

/// <summary>Builds the kernel that the configured model is asked through.</summary>
internal static class KernelSetup
{
    /// <param name="network">In place of the network; null for the network.</param>
    /// <param name="credential">In place of managed identity, workload identity and developer sign-in; null for these.</param>
    public static Kernel Build(LlmSettings settings, PromptBook prompts, ILogger log, HttpMessageHandler? network = null, TokenCredential? credential = null)
    {
        // It gets no logger factory: at their finer levels kernel and connectors write down whole prompts and answers.
        var builder = Kernel.CreateBuilder();
        builder.AddModel(settings, ModelConnector.Http(settings, network), credential ?? new DefaultAzureCredential());
        builder.AddFilters(settings, prompts, log);
        return builder.Build();
    }

    /// <summary>What lies around every function that is invoked; the first is the outermost.</summary>
    public static void AddFilters(this IKernelBuilder builder, LlmSettings settings, PromptBook prompts, ILogger log)
    {
        builder.Services.AddSingleton<IFunctionInvocationFilter>(new TelemetryFilter(settings, prompts, log));
        builder.Services.AddSingleton<IFunctionInvocationFilter>(new ModelFailureFilter());
    }
}
