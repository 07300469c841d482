using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace EscalationAgent.Llm;

/// <summary>Reads a chat completion: strict where we need it, blind to the rest.</summary>
internal static class ChatAnswerJson
{
    /// <exception cref="ChatFailedException">It is no chat completion.</exception>
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
                ModelId = Name(root, "model"),
                ResponseId = Name(root, "id"),
                FinishReason =
                    refusal is { Length: > 0 } ? ChatFinishReason.ContentFilter
                    : Name(choice, "finish_reason") is { } reason ? new(reason)
                    : null,
                Usage = UsageOf(root),
            };
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new ChatFailedException(ChatFailedException.NoDraft, "no_completion", inner: wrong);
        }
    }

    /// <returns>Null when the text is no chat completion.</returns>
    public static ChatResponse? TryRead(string text)
    {
        try
        {
            return text.Contains("\"choices\"", StringComparison.Ordinal) ? Read(Encoding.UTF8.GetBytes(text)) : null;
        }
        catch (ChatFailedException)
        {
            return null;
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

    /// <summary>A name that may stand in logs and figures; null when it is none.</summary>
    private static string? Name(JsonElement parent, string name) =>
        Text(parent, name) is { Length: > 0 and <= 100 } text && text.All(c => char.IsAsciiLetterOrDigit(c) || "._:/@-".Contains(c)) ? text : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
