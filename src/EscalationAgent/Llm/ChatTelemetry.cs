using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;

namespace EscalationAgent.Llm;

/// <summary>
/// A span, two figures and a line in the log for each call, by OpenTelemetry's conventions for generative AI. What was asked
/// and answered is never among them.
/// </summary>
internal sealed partial class ChatTelemetry(IChatClient inner, ILogger log) : DelegatingChatClient(inner)
{
    /// <summary>The name of source and meter.</summary>
    public const string SourceName = "EscalationAgent.Llm";

    /// <summary>Where a caller leaves the prompt that it asks with.</summary>
    public const string PromptKey = "escalation_agent.prompt";

    private const string Operation = "chat";
    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Histogram<long> Tokens = Meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "Number of input and output tokens used.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576] }
    );

    private static readonly Histogram<double> Seconds = Meter.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s",
        "GenAI operation duration.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
        }
    );

    private readonly ChatClientMetadata peer = inner.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata ?? new();

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var model = options?.ModelId ?? peer.DefaultModelId;
        var prompt = options?.AdditionalProperties?.TryGetValue(PromptKey, out var left) == true ? left as Prompt : null;
        var began = Stopwatch.GetTimestamp();
        var tags = new TagList
        {
            { "gen_ai.operation.name", Operation },
            { "gen_ai.provider.name", peer.ProviderName },
            { "gen_ai.request.model", model },
            { "server.address", peer.ProviderUri?.Host },
            { "server.port", peer.ProviderUri?.Port },
        };
        using var span = Source.StartActivity($"{Operation} {model}", ActivityKind.Client, default(ActivityContext), tags);
        span?.SetTag("gen_ai.request.max_tokens", options?.MaxOutputTokens);
        span?.SetTag("gen_ai.request.temperature", options?.Temperature);
        span?.SetTag("gen_ai.output.type", options?.ResponseFormat is ChatResponseFormatJson ? "json" : "text");
        span?.SetTag("gen_ai.prompt.name", prompt?.Kind);
        span?.SetTag("escalation_agent.prompt.version", prompt?.Version);
        span?.SetTag("escalation_agent.prompt.hash", prompt?.Hash);
        var outcome = "ok";
        ChatResponse? response = null;
        try
        {
            response = await base.GetResponseAsync(messages, options, cancellationToken);
            outcome = response.FinishReason?.Value ?? outcome;
            Answered(span, ref tags, response);
            return response;
        }
        catch (Exception failed)
        {
            outcome =
                failed is ChatFailedException { Kind: var kind } ? kind
                : failed is OperationCanceledException ? "timeout"
                : failed.GetType().Name;
            tags.Add("error.type", outcome);
            span?.SetTag("error.type", outcome);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(began);
            Seconds.Record(took.TotalSeconds, tags);
            Asked(
                log,
                response?.ModelId ?? model,
                prompt?.Title,
                response?.Usage?.InputTokenCount,
                response?.Usage?.OutputTokenCount,
                (long)took.TotalMilliseconds,
                outcome
            );
        }
    }

    private static void Answered(Activity? span, ref TagList tags, ChatResponse response)
    {
        span?.SetTag("gen_ai.response.model", response.ModelId);
        span?.SetTag("gen_ai.response.id", response.ResponseId);
        span?.SetTag("gen_ai.response.finish_reasons", response.FinishReason is { } reason ? new[] { reason.Value } : null);
        span?.SetTag("gen_ai.usage.input_tokens", response.Usage?.InputTokenCount);
        span?.SetTag("gen_ai.usage.output_tokens", response.Usage?.OutputTokenCount);
        tags.Add("gen_ai.response.model", response.ModelId);
        Count(response.Usage?.InputTokenCount, "input", tags);
        Count(response.Usage?.OutputTokenCount, "output", tags);
    }

    private static void Count(long? tokens, string type, TagList tags)
    {
        if (tokens is { } count)
        {
            tags.Add("gen_ai.token.type", type);
            Tokens.Record(count, tags);
        }
    }

    [LoggerMessage(501, LogLevel.Information, "Model {Model} with prompt {Prompt}: {InputTokens} tokens in, {OutputTokens} out, {Milliseconds} ms, {Outcome}")]
    private static partial void Asked(ILogger log, string? model, string? prompt, long? inputTokens, long? outputTokens, long milliseconds, string outcome);
}
