using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace EscalationAgent.Drafting.Connectors;

/// <summary>The body of a chat completions request.</summary>
internal static class ChatRequestJson
{
    public static JsonObject Of(string model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray([.. messages.Select(m => new JsonObject { ["role"] = m.Role.Value, ["content"] = m.Text })]),
        };
        if (options?.MaxOutputTokens is { } most)
        {
            body[EndpointCapabilities.OldTokensField] = most;
        }

        if (options?.Temperature is { } temperature)
        {
            body["temperature"] = temperature;
        }

        if (options?.Seed is { } seed)
        {
            body["seed"] = seed;
        }

        if (options?.ResponseFormat is ChatResponseFormatJson asked)
        {
            body["response_format"] = asked.Schema is { } schema
                ? new JsonObject
                {
                    ["type"] = "json_schema",
                    ["json_schema"] = new JsonObject
                    {
                        ["name"] = asked.SchemaName ?? "answer",
                        ["strict"] = true,
                        ["schema"] = JsonNode.Parse(schema.GetRawText()),
                    },
                }
                : new JsonObject { ["type"] = "json_object" };
        }

        return body;
    }
}
