using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessageContent = Microsoft.SemanticKernel.ChatMessageContent;

namespace EscalationAgent.Drafting;

/// <summary>What a model answered, whichever connector brought it.</summary>
/// <param name="Model">The model that says it answered; null when it does not say.</param>
/// <param name="Finish"><c>stop</c>, <c>length</c>, <c>content_filter</c>, or what else the endpoint calls it.</param>
internal sealed record Completion(string Text, string? Model, string? Id, ChatFinishReason? Finish, long? InputTokens, long? OutputTokens)
{
    private const int LongestName = 100;

    public static Completion Of(FunctionResult result) =>
        result.GetValue<object>() switch
        {
            ChatResponse said => new(
                said.Text,
                Name(said.ModelId),
                Name(said.ResponseId),
                said.FinishReason,
                said.Usage?.InputTokenCount,
                said.Usage?.OutputTokenCount
            ),
            ChatMessageContent { InnerContent: ChatCompletion said } message => new(
                message.Content ?? "",
                Name(said.Model),
                Name(said.Id),
                said.Refusal is { Length: > 0 } ? ChatFinishReason.ContentFilter : FinishOf(said.FinishReason),
                Count(said.Usage?.InputTokenCount),
                Count(said.Usage?.OutputTokenCount)
            ),
            var other => new(other?.ToString() ?? "", null, null, null, null, null),
        };

    /// <summary>A name that may be in logs and figures; null when it is none.</summary>
    public static string? Name(string? text) =>
        text is { Length: > 0 and <= LongestName } && text.All(c => char.IsAsciiLetterOrDigit(c) || "._:/@-".Contains(c)) ? text : null;

    private static long? Count(int? tokens) => tokens is >= 0 ? tokens : null;

    private static ChatFinishReason FinishOf(OpenAI.Chat.ChatFinishReason reason) =>
        reason switch
        {
            OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
            OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
            OpenAI.Chat.ChatFinishReason.ToolCalls or OpenAI.Chat.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
            _ => ChatFinishReason.Stop,
        };
}
