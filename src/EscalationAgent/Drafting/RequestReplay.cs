using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EscalationAgent.Drafting.Connectors;
using EscalationAgent.Drafting.Prompts;
using Escalations.Drafting;
using Escalations.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent.Drafting;

/// <summary>Asking a model without one: the request as it would be sent, and an answer from elsewhere taken as the model's.</summary>
/// <param name="settings">Those of the configured model; without one, what OpenAI would be sent.</param>
internal sealed class RequestReplay(LlmSettings settings, PromptBook prompts, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Nobody is signed in to or waited for, and a key is not needed.
    private readonly LlmSettings settings = (
        settings.IsConfigured ? settings : settings with { Endpoint = "https://api.openai.com/v1", Model = "any-model" }
    ) with
    {
        Entra = false,
        ApiKey = null,
        TimeoutSeconds = 60,
    };

    /// <summary>The body of the request.</summary>
    public async Task<string> RenderAsync(DraftRequest request)
    {
        using var network = new Said("{}");
        try
        {
            await WriterOn(settings, network).WriteAsync(request, CancellationToken.None);
        }
        catch (WriterFailedException)
        {
            // The answer is none, and was not asked for.
        }

        return JsonNode.Parse(network.Asked ?? throw new InvalidOperationException("Nothing was asked."))!.ToJsonString(Readable);
    }

    /// <summary>A writer whose model says this.</summary>
    /// <param name="answer">The text of the answer, or the whole chat completion that holds it.</param>
    public IDraftWriter Replay(string answer) =>
        // Whoever wrote the completion, it is read leniently.
        WriterOn(settings with { Provider = nameof(LlmProvider.Compatible) }, new Said(ChatAnswerJson.IsCompletion(answer) ? answer : Completed(answer)));

    private ModelWriter WriterOn(LlmSettings with, Said network) => DraftingSetup.WriterOf(with, prompts, clock, NullLogger.Instance, network);

    private static string Completed(string answer) =>
        new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["content"] = answer } }) }.ToJsonString(Readable);

    /// <summary>A network where everything that is asked is answered with the same.</summary>
    private sealed class Said(string answer) : HttpMessageHandler
    {
        /// <summary>What was asked first; null before.</summary>
        public string? Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked ??= await request.Content!.ReadAsStringAsync(cancellationToken);
            return new(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
