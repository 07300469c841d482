using System.Diagnostics;
using EscalationAgent.Drafting.Prompts;
using Escalations;
using Microsoft.SemanticKernel;

namespace EscalationAgent.Drafting.Filters;

/// <summary>Adds up what all calls of one draft cost together; there is one for each draft.</summary>
/// <param name="by">What people are told made it.</param>
/// <param name="asked">The model that is asked, until one says which it is.</param>
internal sealed class CallUsageFilter(string by, Prompt prompt, string asked) : IFunctionInvocationFilter
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

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        await next(context);
        var answer = Completion.Of(context.Result);
        HasAnswers = true;
        model = answer.Model ?? model;
        input += answer.InputTokens ?? 0;
        output += answer.OutputTokens ?? 0;
    }

    private static int Bounded(long count) => (int)Math.Min(count, int.MaxValue);
}
