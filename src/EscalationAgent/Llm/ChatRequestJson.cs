using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace EscalationAgent.Llm;

/// <summary>The body of a chat completions request, as it is sent and as <c>evaluate --render</c> writes it.</summary>
internal static class ChatRequestJson
{
    public static JsonObject Of(string model, IEnumerable<ChatMessage> messages, ChatOptions? options, EndpointCapabilities endpointCapabilities)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray([.. messages.Select(m => new JsonObject { ["role"] = m.Role.Value, ["content"] = m.Text })]),
        };
        if (options?.MaxOutputTokens is { } most)
        {
            body[endpointCapabilities.TokensField] = most;
        }

        if (endpointCapabilities.Sampling && options?.Temperature is { } temperature)
        {
            body["temperature"] = temperature;
        }

        if (endpointCapabilities.Sampling && options?.Seed is { } seed)
        {
            body["seed"] = seed;
        }

        if (Form(options?.ResponseFormat as ChatResponseFormatJson, endpointCapabilities.Strictest) is { } form)
        {
            body["response_format"] = form;
        }

        return body;
    }

    private static JsonObject? Form(ChatResponseFormatJson? asked, AnswerForm strictest) =>
        asked switch
        {
            null => null,
            { Schema: { } schema } when strictest == AnswerForm.JsonSchema => new()
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject
                {
                    ["name"] = asked.SchemaName ?? "answer",
                    ["strict"] = true,
                    ["schema"] = JsonNode.Parse(schema.GetRawText()),
                },
            },
            _ when strictest == AnswerForm.Text => null,
            _ => new() { ["type"] = "json_object" },
        };
}
