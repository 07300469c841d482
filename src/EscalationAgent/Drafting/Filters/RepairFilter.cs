using EscalationAgent.Drafting.Prompts;
using Escalations.Drafting;
using Microsoft.SemanticKernel;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Filters;

/// <summary>
/// Turns the answer to <c>draft-brief</c> into a <see cref="Draft"/>. What cannot be read is asked for once more by
/// <c>repair-draft</c>, whose messages follow those of the first. There is one for each draft.
/// </summary>
/// <param name="read">Reads an answer.</param>
/// <param name="ask">Makes the settings that a prompt is asked with.</param>
internal sealed class RepairFilter(PromptBook prompts, CallUsageFilter usage, Func<Completion, AnswerReading> read, Func<Prompt, PromptExecutionSettings> ask)
    : IFunctionInvocationFilter,
        IPromptRenderFilter
{
    /// <summary>How much of a useless answer the model is shown again, in characters.</summary>
    private const int ShownAgain = 4_000;

    private string conversation = "";

    /// <exception cref="ModelFailedException">Neither answer is a draft.</exception>
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        await next(context);
        if (prompts.Of(context.Function)?.Kind != DraftBriefPrompt.Kind)
        {
            return;
        }

        var answer = Completion.Of(context.Result);
        var reading = read(answer);
        if (reading.Draft is null && reading.Wrong is { } wrong)
        {
            usage.IsRepaired = true;
            var again = PromptBook.ArgumentsOf(new RepairDraftPrompt(Graphemes.Head(answer.Text, ShownAgain), wrong), ask(prompts.Of<RepairDraftPrompt>()));
            reading = read(Completion.Of(await context.Kernel.InvokeAsync(prompts.FunctionOf<RepairDraftPrompt>(), again, context.CancellationToken)));
        }

        context.Result = new(context.Result, reading.Draft ?? throw new ModelFailedException(reading.Why!, "no_draft"));
    }

    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        await next(context);
        conversation += context.RenderedPrompt;
        context.RenderedPrompt = conversation;
    }
}

/// <summary>An answer as a draft, or why it is none.</summary>
/// <param name="Why">For people, when there is no draft.</param>
/// <param name="Wrong">For the model, when asking again may help.</param>
internal readonly record struct AnswerReading(Draft? Draft, string? Why, string? Wrong);
