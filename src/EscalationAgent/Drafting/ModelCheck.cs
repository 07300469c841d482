using System.Runtime.CompilerServices;
using Azure.Identity;
using EscalationAgent.Drafting.Connectors;
using EscalationAgent.Drafting.Filters;
using Microsoft.SemanticKernel;

namespace EscalationAgent.Drafting;

/// <summary>Whether the configured model answers.</summary>
internal static class ModelCheck
{
    /// <summary>Nothing of anybody: some twenty tokens in and out.</summary>
    private const string Question = "Answer with the one word: ready";

    /// <param name="network">In place of the network; null for the network.</param>
    public static Check Of(LlmSettings settings, HttpMessageHandler? network = null) =>
        new Check("model", cancel =>
            settings.IsConfigured ? AskAsync(settings, network, cancel) : Task.FromResult(Finding.NotChecked("none is set, so the offline writer works alone."))
        ).Unless(settings.Faults());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<Finding> AskAsync(LlmSettings settings, HttpMessageHandler? network, CancellationToken cancel)
    {
        var signIn = new DefaultAzureCredentialOptions();
        SignIn.Once(signIn);
        using var http = ModelConnector.Http(settings, network);
        var builder = Kernel.CreateBuilder();
        builder.AddModel(settings, http, new DefaultAzureCredential(signIn));
        builder.Services.AddSingleton<IFunctionInvocationFilter>(new ModelFailureFilter());
        var kernel = builder.Build();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(settings.Timeout);
        try
        {
            await kernel.InvokePromptAsync(Question, cancellationToken: late.Token);
            return Finding.Ok($"{settings} answers.");
        }
        catch (ModelFailedException failed)
        {
            return SignIn.Causes(failed).OfType<AuthenticationFailedException>().FirstOrDefault() is { } refused
                ? SignIn.Failed(refused)
                : Finding.Wrong($"{settings} {failed.Why} ({failed.Kind}).", DeploySteps.Model);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Finding.Wrong($"{settings} did not answer within {settings.TimeoutSeconds} seconds (Llm:TimeoutSeconds).", DeploySteps.Model);
        }
    }
}
