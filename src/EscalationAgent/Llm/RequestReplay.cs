using System.Text.Encodings.Web;
using System.Text.Json;
using Escalations.Drafting;
using Escalations.Ports;
using Microsoft.Extensions.AI;

namespace EscalationAgent.Llm;

/// <summary>Asking a model without one: the request as it would be sent, and an answer from elsewhere taken as the model's.</summary>
/// <param name="settings">Those of the configured model; without one, what OpenAI would be sent.</param>
internal sealed class RequestReplay(LlmSettings settings, PromptBook prompts, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LlmSettings settings = settings.IsConfigured ? settings : settings with { Endpoint = "https://api.openai.com/v1", Model = "any-model" };

    /// <summary>The body of the request.</summary>
    public string Render(DraftRequest request)
    {
        var (messages, options) = WriterOn(new Said("")).Ask(request);
        return ChatRequestJson
            .Of(settings.Model, messages, options, EndpointCapabilities.For(settings.Address, settings.StructuredOutput))
            .ToJsonString(Readable);
    }

    /// <summary>A writer whose model says this.</summary>
    /// <param name="answer">The text of the answer, or the whole chat completion that holds it.</param>
    public IDraftWriter Replay(string answer) => WriterOn(new Said(answer));

    private ModelWriter WriterOn(IChatClient client) => new(client, prompts, settings, clock);

    /// <summary>Says the same whatever it is asked.</summary>
    private sealed class Said(string answer) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(ChatAnswerJson.TryRead(answer) ?? new(new ChatMessage(ChatRole.Assistant, answer)));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException("A rehearsal is not streamed.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
