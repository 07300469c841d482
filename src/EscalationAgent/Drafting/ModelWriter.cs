using System.Text.Json;
using System.Text.Json.Nodes;
using EscalationAgent.Drafting.Connectors;
using EscalationAgent.Drafting.Filters;
using EscalationAgent.Drafting.Prompts;
using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Polly;
using Polly.CircuitBreaker;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting;

/// <summary>
/// Asks a model for a draft by invoking <c>draft-brief</c>. It calls no functions, and what it answers is bounded and checked
/// before anybody believes it.
/// </summary>
/// <param name="clock">Measures how long a failing model is left alone. A peer's silence is measured in real time.</param>
internal sealed class ModelWriter(Kernel kernel, PromptBook prompts, LlmSettings settings, TimeProvider clock) : IDraftWriter
{
    private readonly Prompt prompt = prompts.Of<DraftBriefPrompt>();
    private readonly ResiliencePipeline breaker = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddCircuitBreaker(
            new()
            {
                FailureRatio = 0.8,
                MinimumThroughput = 5,
                SamplingDuration = TimeSpan.FromMinutes(2),
                BreakDuration = TimeSpan.FromMinutes(1),
                ShouldHandle = new PredicateBuilder().Handle<WriterFailedException>(failed => failed.Why != ModelFailedException.Unwilling),
            }
        )
        .Build();

    public string Name { get; } = $"{settings.Model} with prompt {prompts.Of<DraftBriefPrompt>().Title}";

    public async Task<Draft> WriteAsync(DraftRequest request, CancellationToken cancel)
    {
        try
        {
            return await breaker.ExecuteAsync(async still => await InTimeAsync(request, still), cancel);
        }
        catch (BrokenCircuitException open)
        {
            throw new WriterFailedException("has failed too often just now; it is asked again in a minute", inner: open);
        }
    }

    private async Task<Draft> InTimeAsync(DraftRequest request, CancellationToken cancel)
    {
        var usage = new CallUsageFilter(Name, prompt, settings.Model);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.Timeout);
        try
        {
            return await DraftAsync(request, usage, limit.Token).WaitAsync(limit.Token) with { Making = usage.Making };
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new WriterFailedException("did not answer in time", usage.Making, late);
        }
        catch (ModelFailedException failed)
        {
            throw new WriterFailedException(failed.Why, failed.WasSent || usage.HasAnswers ? usage.Making : null, failed);
        }
    }

    private async Task<Draft> DraftAsync(DraftRequest request, CallUsageFilter usage, CancellationToken cancel)
    {
        var masking = MaskingOf(request);
        var schema = prompt.AnswerSchema is { } form ? WithCategories(form, request.Categories) : (JsonElement?)null;
        var repair = new RepairFilter(prompts, usage, answer => Read(answer, request, masking), Ask);

        // These two know one draft, so they join a kernel of its own; the first is the outermost.
        var asking = kernel.Clone();
        asking.FunctionInvocationFilters.Insert(0, usage);
        asking.FunctionInvocationFilters.Insert(0, repair);
        asking.PromptRenderFilters.Add(repair);

        var arguments = PromptBook.ArgumentsOf(DraftMaterial.Of(request, masking, settings.MaxInputCharacters), Ask(prompt));
        return (await asking.InvokeAsync<Draft>(prompts.FunctionOf<DraftBriefPrompt>(), arguments, cancel))!;

        PromptExecutionSettings Ask(Prompt with) => ModelConnector.ExecutionSettings(settings, with, prompt.Name, schema);
    }

    private Masking MaskingOf(DraftRequest request) =>
        new(settings.Mask, [.. AnswerTaking.SourcesOf(request), .. request.OpenMatters.SelectMany(m => new[] { m.Account ?? "", m.Headline ?? "" })]);

    /// <summary>The schema of the file, with the categories that there are.</summary>
    private static JsonElement WithCategories(JsonElement schema, IReadOnlyList<Category> categories)
    {
        var node = JsonNode.Parse(schema.GetRawText())!;
        if (node["properties"]?["category"] is JsonObject category)
        {
            category["enum"] = new JsonArray([.. categories.Select(c => (JsonNode?)c.Key), null]);
        }

        return JsonSerializer.SerializeToElement(node);
    }

    private AnswerReading Read(Completion said, DraftRequest request, Masking masking)
    {
        if (said.Finish == ChatFinishReason.ContentFilter)
        {
            return new(null, ModelFailedException.Unwilling, null);
        }

        var (answer, fault) = AnswerText.Read(said.Text);
        if (answer is null)
        {
            return said.Finish == ChatFinishReason.Length
                ? new(null, "was cut off", "It was cut off before its end. Be much shorter: one sentence for each section, one reason for each choice.")
                : new(null, ModelFailedException.NoDraft, fault);
        }

        var draft = new AnswerTaking(request, Name, masking).Take(answer);
        return
            LanguageGuesser.NameOf(string.Join('\n', request.Notes)) is { } asked
            && LanguageGuesser.NameOf(string.Join('\n', draft.Sections.Values)) is { } used
            && asked != used
            ? new(null, "wrote in another language than the notes", $"It is in {used}, but the notes are in {asked}. Write in {asked}.")
            : new(draft, null, null);
    }
}
