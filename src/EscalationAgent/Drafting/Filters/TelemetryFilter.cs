using System.Diagnostics;
using System.Diagnostics.Metrics;
using EscalationAgent.Drafting.Prompts;
using Microsoft.SemanticKernel;

namespace EscalationAgent.Drafting.Filters;

/// <summary>
/// A span, two figures and a line in the log for each call, by OpenTelemetry's conventions for generative AI. What was asked
/// and answered is never among them.
/// </summary>
internal sealed partial class TelemetryFilter(LlmSettings settings, PromptBook prompts, ILogger log) : IFunctionInvocationFilter
{
    /// <summary>The name of source and meter.</summary>
    public const string SourceName = "EscalationAgent.Drafting";

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

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var prompt = prompts.Of(context.Function);
        var began = Stopwatch.GetTimestamp();
        var tags = new TagList
        {
            { "gen_ai.operation.name", Operation },
            { "gen_ai.provider.name", settings.ProviderName },
            { "gen_ai.request.model", settings.Model },
            { "server.address", settings.Address.Host },
            { "server.port", settings.Address.Port },
        };
        using var span = Source.StartActivity($"{Operation} {settings.Model}", ActivityKind.Client, default(ActivityContext), tags);
        span?.SetTag("gen_ai.request.max_tokens", settings.MaxOutputTokens);
        span?.SetTag("gen_ai.request.temperature", prompt?.Temperature);
        span?.SetTag("gen_ai.output.type", "json");
        span?.SetTag("gen_ai.prompt.name", prompt?.Kind);
        span?.SetTag("escalation_agent.prompt.version", prompt?.Version);
        span?.SetTag("escalation_agent.prompt.hash", prompt?.Hash);
        var outcome = "ok";
        Completion? answer = null;
        try
        {
            await next(context);
            answer = Completion.Of(context.Result);
            outcome = answer.Finish?.Value ?? outcome;
            Answered(span, ref tags, answer);
        }
        catch (Exception failed)
        {
            outcome =
                failed is ModelFailedException { Kind: var kind } ? kind
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
            Asked(log, answer?.Model ?? settings.Model, prompt?.Title, answer?.InputTokens, answer?.OutputTokens, (long)took.TotalMilliseconds, outcome);
        }
    }

    private static void Answered(Activity? span, ref TagList tags, Completion answer)
    {
        span?.SetTag("gen_ai.response.model", answer.Model);
        span?.SetTag("gen_ai.response.id", answer.Id);
        span?.SetTag("gen_ai.response.finish_reasons", answer.Finish is { } reason ? new[] { reason.Value } : null);
        span?.SetTag("gen_ai.usage.input_tokens", answer.InputTokens);
        span?.SetTag("gen_ai.usage.output_tokens", answer.OutputTokens);
        tags.Add("gen_ai.response.model", answer.Model);
        Count(answer.InputTokens, "input", tags);
        Count(answer.OutputTokens, "output", tags);
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
