using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace EscalationAgent.Drafting.Connectors;

/// <summary>
/// The official OpenAI client as an <see cref="IChatClient"/> for endpoints that are merely compatible. It asks through the
/// client's protocol method and reads the answer itself: such endpoints leave out fields, or name finish reasons, that the
/// typed method insists on.
/// </summary>
/// <param name="client">Does not retry.</param>
/// <param name="metadata">Whom it asks.</param>
internal sealed class CompatibleChatClient(ChatClient client, ChatClientMetadata metadata) : IChatClient
{
    /// <exception cref="ModelFailedException">The answer is no chat completion.</exception>
    /// <exception cref="ClientResultException">The endpoint refused, or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">It took longer than the caller waits.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var body = ChatRequestJson.Of(options?.ModelId ?? client.Model, messages, options);
        using var content = BinaryContent.Create(BinaryData.FromString(body.ToJsonString()));
        var result = await client.CompleteChatAsync(content, new RequestOptions { CancellationToken = cancellationToken });
        using var response = result.GetRawResponse();
        return ChatAnswerJson.Read(response.Content.ToMemory());
    }

    /// <summary>The whole answer in one piece.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType == typeof(ChatClient) ? client
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose() { }
}
