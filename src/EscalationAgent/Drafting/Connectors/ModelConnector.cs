using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Azure.AI.OpenAI;
using Azure.Core;
using EscalationAgent.Drafting.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Connectors.AzureOpenAI;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;

namespace EscalationAgent.Drafting.Connectors;

/// <summary>
/// Which connector asks the configured model: Semantic Kernel's own for OpenAI and Azure OpenAI, the tolerant chat client for
/// endpoints that are merely compatible. Another one is a case more in both methods.
/// </summary>
internal static class ModelConnector
{
    private const string KeyOfNobody = "none";

    /// <param name="http">Has the limits of size and redirects, and knows what the endpoint refuses.</param>
    /// <param name="credential">Signs in with Entra, where the settings say so.</param>
    public static void AddModel(this IKernelBuilder builder, LlmSettings settings, HttpClient http, TokenCredential credential)
    {
        switch (settings.Connector)
        {
            case LlmProvider.OpenAI:
            case LlmProvider.AzureOpenAI when settings.HasOpenAIPath:
                builder.AddOpenAIChatCompletion(settings.Model, ClientOf(settings, http, credential));
                break;

            case LlmProvider.AzureOpenAI:
                builder.AddAzureOpenAIChatCompletion(settings.Model, AzureClientOf(settings, http, credential));
                break;

            default:
                builder.Services.AddSingleton<IChatClient>(Compatible(settings, http, credential));
                break;
        }
    }

    /// <summary>How a prompt is asked with, as the connector wants it said: the settings of its file, the limit, and the form of the answer.</summary>
    /// <param name="formName">What the form is called on the wire.</param>
    /// <param name="schema">The form as JSON Schema, which is strict; null for any JSON object.</param>
    public static PromptExecutionSettings ExecutionSettings(LlmSettings settings, Prompt prompt, string formName, JsonElement? schema)
    {
        var said = new Dictionary<string, object>(prompt.Config.DefaultExecutionSettings?.ExtensionData ?? new Dictionary<string, object>())
        {
            ["max_tokens"] = settings.MaxOutputTokens,
        };
        switch (settings.Connector)
        {
            case LlmProvider.AzureOpenAI when !settings.HasOpenAIPath:
                var azure = AzureOpenAIPromptExecutionSettings.FromExecutionSettings(new() { ExtensionData = said });
                azure.SetNewMaxCompletionTokensEnabled = true;
                azure.ResponseFormat = Strict(formName, schema);
                return azure;

            case LlmProvider.OpenAI
            or LlmProvider.AzureOpenAI:
                var openAI = OpenAIPromptExecutionSettings.FromExecutionSettings(new() { ExtensionData = said });
                openAI.ResponseFormat = Strict(formName, schema);
                return openAI;

            default:
                // The chat client says strict itself; the settings of Semantic Kernel cannot.
                said["response_format"] = schema is { } form ? form : "json_object";
                return new() { ExtensionData = said };
        }
    }

    /// <summary>The tolerant client.</summary>
    public static CompatibleChatClient Compatible(LlmSettings settings, HttpClient http, TokenCredential credential) =>
        new(ClientOf(settings, http, credential).GetChatClient(settings.Model), new(settings.ProviderName, settings.Address, settings.Model));

    /// <summary>What every connector sends with.</summary>
    /// <param name="network">In place of the network; null for the network.</param>
    public static HttpClient Http(LlmSettings settings, HttpMessageHandler? network = null) =>
        new(new RefusalHandler(EndpointCapabilities.For(settings), settings.StructuredOutput == LlmSettings.Auto, new CappedHandler(network ?? Network())))
        {
            // The writer's limit is for all calls of a draft together.
            Timeout = Timeout.InfiniteTimeSpan,
        };

    private static OpenAI.Chat.ChatResponseFormat Strict(string name, JsonElement? schema) =>
        schema is { } form
            ? OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(name, BinaryData.FromString(form.GetRawText()), jsonSchemaIsStrict: true)
            : OpenAI.Chat.ChatResponseFormat.CreateJsonObjectFormat();

    private static OpenAIClient ClientOf(LlmSettings settings, HttpClient http, TokenCredential credential)
    {
        var options = Over(http, new OpenAIClientOptions { Endpoint = settings.Address }, settings);
        return settings.Entra ? new(new BearerTokenPolicy(credential, settings.Scope), options) : new(KeyOf(settings), options);
    }

    private static AzureOpenAIClient AzureClientOf(LlmSettings settings, HttpClient http, TokenCredential credential)
    {
        var options = Over(http, new AzureOpenAIClientOptions { Audience = new(settings.Scope) }, settings);
        return settings.Entra ? new(settings.Address, credential, options) : new(settings.Address, KeyOf(settings), options);
    }

    private static ApiKeyCredential KeyOf(LlmSettings settings) => new(settings.ApiKey is { Length: > 0 } key ? key : KeyOfNobody);

    /// <summary>Neither retries, nor limits or logs of their own.</summary>
    private static TOptions Over<TOptions>(HttpClient http, TOptions options, LlmSettings settings)
        where TOptions : ClientPipelineOptions
    {
        options.Transport = new HttpClientPipelineTransport(http);
        options.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        options.NetworkTimeout = settings.Timeout + TimeSpan.FromSeconds(5);
        options.ClientLoggingOptions = new() { EnableLogging = false };
        return options;
    }

    // Redirects would carry notes to a host that nobody configured.
    private static SocketsHttpHandler Network() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 32,
        };
}
