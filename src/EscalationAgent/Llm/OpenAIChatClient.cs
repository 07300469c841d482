using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Azure.Identity;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace EscalationAgent.Llm;

/// <summary>
/// The official OpenAI client as an <see cref="IChatClient"/>. It asks through the client's protocol method, with JSON of
/// our own: endpoints that are only compatible leave out fields, or name finish reasons, that the typed method insists on.
/// </summary>
/// <param name="client">Does not retry.</param>
/// <param name="model">Its model.</param>
/// <param name="address">Where it asks, for telemetry.</param>
/// <param name="provider">Whose it is, for telemetry.</param>
/// <param name="endpointCapabilities">What is tried first. What the endpoint refuses is left out from then on, for as long as this lives.</param>
/// <param name="formIsFree">Whether the form of the answer may be asked for less strictly than the dialect does.</param>
internal sealed class OpenAIChatClient(
    ChatClient client,
    string model,
    Uri address,
    string provider,
    EndpointCapabilities endpointCapabilities,
    bool formIsFree
) : IChatClient
{
    private const int MostTries = 6;

    private readonly ChatClientMetadata metadata = new(provider, address, model);
    private volatile EndpointCapabilities spoken = endpointCapabilities;

    /// <exception cref="ChatFailedException">There is no answer.</exception>
    /// <exception cref="OperationCanceledException">It took longer than the caller waits.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var said = messages.ToList();
        for (var tries = 1; ; tries++)
        {
            var now = spoken;
            using var response = await AskAsync(ChatRequestJson.Of(options?.ModelId ?? model, said, options, now).ToJsonString(), cancellationToken);
            if (response.Status is >= 200 and < 300)
            {
                return ChatAnswerJson.Read(response.Content.ToMemory());
            }

            var refusal = Encoding.UTF8.GetString(response.Content);
            if (tries == MostTries || now.After(response.Status, refusal, formIsFree) is not { } next)
            {
                throw Refused(response.Status, refusal);
            }

            spoken = next;
        }
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

    private async Task<PipelineResponse> AskAsync(string body, CancellationToken cancel)
    {
        try
        {
            using var content = BinaryContent.Create(BinaryData.FromString(body));
            var result = await client.CompleteChatAsync(
                content,
                new RequestOptions { CancellationToken = cancel, ErrorOptions = ClientErrorBehaviors.NoThrow }
            );
            return result.GetRawResponse();
        }
        catch (AuthenticationFailedException denied)
        {
            throw new ChatFailedException("could not be signed in to", "sign_in", wasSent: false, denied);
        }
        catch (Exception failed) when (failed is ClientResultException or HttpRequestException or IOException)
        {
            cancel.ThrowIfCancellationRequested();
            throw Broken(failed);
        }
        catch (Exception failed) when (failed is InvalidOperationException or NotSupportedException)
        {
            throw new ChatFailedException("could not be asked", "client", wasSent: false, failed);
        }
    }

    private static ChatFailedException Broken(Exception failed)
    {
        for (var cause = failed; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case TooLargeException:
                    return new(ChatFailedException.NoDraft, "too_large", inner: failed);
                case HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                }:
                    return new("is not reachable", "unreachable", wasSent: false, failed);
                default:
                    continue;
            }
        }

        return new("is not reachable", "broken_off", inner: failed);
    }

    /// <param name="refusal">What the endpoint said; it may repeat what was asked, so no more than this is taken from it.</param>
    private static ChatFailedException Refused(int status, string refusal) =>
        new(
            (HttpStatusCode)status switch
            {
                HttpStatusCode.BadRequest when refusal.Contains("content_filter", StringComparison.Ordinal) => ChatFailedException.Unwilling,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "refused the key",
                HttpStatusCode.TooManyRequests => "is busy",
                HttpStatusCode.NotFound => "is not known at its endpoint",
                HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => "did not answer in time",
                _ => "answered with an error",
            },
            FormattableString.Invariant($"{status}")
        );
}
