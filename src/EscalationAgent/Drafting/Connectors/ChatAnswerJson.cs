using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace EscalationAgent.Drafting.Connectors;

/// <summary>Reads a chat completion: strict where we need it, blind to the rest.</summary>
internal static class ChatAnswerJson
{
    /// <exception cref="ModelFailedException">It is no chat completion.</exception>
    public static ChatResponse Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(body.Span), new JsonDocumentOptions { MaxDepth = 32 });
            var root = json.RootElement;
            var choice = root.GetProperty("choices")[0];
            var message = choice.GetProperty("message");
            var refusal = Text(message, "refusal");
            return new(new ChatMessage(ChatRole.Assistant, Text(message, "content") ?? ""))
            {
                ModelId = Completion.Name(Text(root, "model")),
                ResponseId = Completion.Name(Text(root, "id")),
                FinishReason =
                    refusal is { Length: > 0 } ? ChatFinishReason.ContentFilter
                    : Completion.Name(Text(choice, "finish_reason")) is { } reason ? new(reason)
                    : null,
                Usage = UsageOf(root),
            };
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new ModelFailedException(ModelFailedException.NoDraft, "no_completion");
        }
    }

    /// <summary>Whether a text is a chat completion.</summary>
    public static bool IsCompletion(string text)
    {
        try
        {
            return text.Contains("\"choices\"", StringComparison.Ordinal) && Read(Encoding.UTF8.GetBytes(text)) is not null;
        }
        catch (ModelFailedException)
        {
            return false;
        }
    }

    private static UsageDetails? UsageOf(JsonElement root) =>
        root.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object
            ? new() { InputTokenCount = Count(usage, "prompt_tokens"), OutputTokenCount = Count(usage, "completion_tokens") }
            : null;

    private static long? Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out var count)
        && count.ValueKind == JsonValueKind.Number
        && count.TryGetInt64(out var tokens)
        && tokens is >= 0 and < int.MaxValue
            ? tokens
            : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
