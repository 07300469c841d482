using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using Microsoft.Extensions.AI;
using Polly;
using Polly.CircuitBreaker;
using TextAnalysis.Tokens;

namespace EscalationAgent.Llm;

/// <summary>
/// Asks a model for a draft: once, and once more when the answer cannot be used. It has no tools, and what it answers is
/// bounded and checked before anybody believes it.
/// </summary>
/// <param name="clock">Measures how long a failing model is left alone. A peer's silence is measured in real time.</param>
internal sealed class ModelWriter(IChatClient chat, PromptBook prompts, LlmSettings settings, TimeProvider clock) : IDraftWriter
{
    /// <summary>How much of a useless answer the model is shown again, in characters.</summary>
    private const int ShownAgain = 4_000;

    private readonly Prompt prompt = prompts.Of<DraftBriefPrompt>();
    private readonly ResiliencePipeline breaker = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddCircuitBreaker(
            new()
            {
                FailureRatio = 0.8,
                MinimumThroughput = 5,
                SamplingDuration = TimeSpan.FromMinutes(2),
                BreakDuration = TimeSpan.FromMinutes(1),
                ShouldHandle = new PredicateBuilder().Handle<WriterFailedException>(failed => failed.Why != ChatFailedException.Unwilling),
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

    /// <summary>What is sent for a request: the messages, and how the answer is asked for.</summary>
    public (IReadOnlyList<ChatMessage> Messages, ChatOptions Options) Ask(DraftRequest request) =>
        (prompts.Fill(DraftMaterial.Of(request, MaskingOf(request), settings.MaxInputCharacters)), OptionsOf(request, prompt));

    private async Task<Draft> InTimeAsync(DraftRequest request, CancellationToken cancel)
    {
        var callUsage = new CallUsage(Name, prompt, settings.Model);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.Timeout);
        try
        {
            return await DraftAsync(request, callUsage, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new WriterFailedException("did not answer in time", callUsage.Making, late);
        }
        catch (ChatFailedException failed)
        {
            throw new WriterFailedException(failed.Why, failed.WasSent || callUsage.HasAnswers ? callUsage.Making : null, failed);
        }
    }

    private async Task<Draft> DraftAsync(DraftRequest request, CallUsage callUsage, CancellationToken cancel)
    {
        var masking = MaskingOf(request);
        var messages = prompts.Fill(DraftMaterial.Of(request, masking, settings.MaxInputCharacters));
        var first = callUsage.Note(await chat.GetResponseAsync(messages, OptionsOf(request, prompt), cancel));
        var read = Read(first, request, masking);
        if (read.Draft is null && read.Wrong is { } wrong)
        {
            callUsage.IsRepaired = true;
            var shown = Graphemes.Head(first.Text, ShownAgain);
            var again = prompts.Fill(new RepairDraftPrompt(shown, wrong));
            read = Read(
                callUsage.Note(await chat.GetResponseAsync([.. messages, .. again], OptionsOf(request, prompts.Of<RepairDraftPrompt>()), cancel)),
                request,
                masking
            );
        }

        return read.Draft is { } draft ? draft with { Making = callUsage.Making } : throw new WriterFailedException(read.Why!, callUsage.Making);
    }

    private Masking MaskingOf(DraftRequest request) =>
        new(settings.Mask, [.. AnswerTaking.SourcesOf(request), .. request.OpenMatters.SelectMany(m => new[] { m.Account ?? "", m.Headline ?? "" })]);

    private ChatOptions OptionsOf(DraftRequest request, Prompt asking) =>
        new()
        {
            Temperature = asking.Temperature,
            Seed = asking.Seed,
            MaxOutputTokens = settings.MaxOutputTokens,
            ResponseFormat = prompt.AnswerSchema is { } schema
                ? ChatResponseFormat.ForJsonSchema(WithCategories(schema, request.Categories), prompt.Name)
                : ChatResponseFormat.Json,
            AdditionalProperties = new() { [ChatTelemetry.PromptKey] = asking },
        };

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

    private AnswerReading Read(ChatResponse response, DraftRequest request, Masking masking)
    {
        if (response.FinishReason == ChatFinishReason.ContentFilter)
        {
            return new(null, ChatFailedException.Unwilling, null);
        }

        var (answer, fault) = AnswerText.Read(response.Text);
        if (answer is null)
        {
            return response.FinishReason == ChatFinishReason.Length
                ? new(null, "was cut off", "It was cut off before its end. Be much shorter: one sentence for each section, one reason for each choice.")
                : new(null, ChatFailedException.NoDraft, fault);
        }

        var draft = new AnswerTaking(request, Name, masking).Take(answer);
        return
            LanguageGuesser.NameOf(string.Join('\n', request.Notes)) is { } asked
            && LanguageGuesser.NameOf(string.Join('\n', draft.Sections.Values)) is { } used
            && asked != used
            ? new(null, "wrote in another language than the notes", $"It is in {used}, but the notes are in {asked}. Write in {asked}.")
            : new(draft, null, null);
    }

    /// <param name="Why">For people, when there is no draft.</param>
    /// <param name="Wrong">For the model, when asking again may help.</param>
    private readonly record struct AnswerReading(Draft? Draft, string? Why, string? Wrong);

    /// <summary>What all calls of one draft cost together.</summary>
    private sealed class CallUsage(string by, Prompt prompt, string asked)
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private string model = asked;
        private long input;
        private long output;

        public bool HasAnswers { get; private set; }

        public bool IsRepaired { get; set; }

        public DraftProvenance Making =>
            new(
                by,
                model,
                prompt.Title,
                prompt.Hash,
                Bounded(input),
                Bounded(output),
                Bounded((long)Stopwatch.GetElapsedTime(began).TotalMilliseconds),
                IsRepaired
            );

        public ChatResponse Note(ChatResponse response)
        {
            HasAnswers = true;
            model = response.ModelId ?? model;
            input += response.Usage?.InputTokenCount ?? 0;
            output += response.Usage?.OutputTokenCount ?? 0;
            return response;
        }

        private static int Bounded(long count) => (int)Math.Min(count, int.MaxValue);
    }
}
