using System.Text.Json.Nodes;
using EscalationAgent.Llm;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Microsoft.Extensions.AI;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Llm.Models;

/// <summary>What goes over the wire, and what comes back.</summary>
public sealed class OpenAIChatClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_says_all_that_it_was_given()
    {
        await using var model = await FakeModel.StartAsync(Replies.Says("hello", finish: "length"));
        using var client = LlmSetup.ClientOf(model.Llm);
        var options = new ChatOptions
        {
            Temperature = 0.5f,
            Seed = 7,
            MaxOutputTokens = 200,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonDocument.Parse("""{"type":"object"}""").RootElement, "answer"),
        };

        var response = await client.GetResponseAsync(
            [new(ChatRole.System, "rules"), new(ChatRole.User, "“notes” <b> é"), new(ChatRole.Assistant, "before")],
            options,
            Cancel
        );

        var sent = Assert.Single(model.Requests);
        Assert.Equal(
            """{"model":"fake-1","messages":[{"role":"system","content":"rules"},{"role":"user","content":"“notes” <b> é"},{"role":"assistant","content":"before"}],"max_tokens":200,"temperature":0.5,"seed":7,"response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}}}""",
            model.AllThatWasSent
        );
        Assert.DoesNotContain("tools", sent.Select(p => p.Key));
        Assert.Equal($"Bearer {FakeModel.Key}", model.Headers.Single()["Authorization"]);
        Assert.Equal(
            ("hello", "fake-1-2026-01-01", "chatcmpl-1", ChatFinishReason.Length),
            (response.Text, response.ModelId, response.ResponseId, response.FinishReason!.Value)
        );
        Assert.Equal((1200, 300), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task A_stream_is_the_whole_answer_at_once()
    {
        await using var model = await FakeModel.StartAsync(Replies.Says("hello"));
        using var client = LlmSetup.ClientOf(model.Llm);

        var updates = await client.GetStreamingResponseAsync([new(ChatRole.User, "x")], cancellationToken: Cancel).ToListAsync(Cancel);

        Assert.Equal("hello", string.Concat(updates.Select(u => u.Text)));
    }

    [Theory]
    [InlineData("https://api.openai.com/v1", "max_completion_tokens")]
    [InlineData("https://norvia.openai.azure.com/openai/v1/", "max_completion_tokens")]
    [InlineData("https://norvia.services.ai.azure.com/openai/v1/", "max_completion_tokens")]
    [InlineData("https://api.openai.com.example/v1", "max_tokens")]
    [InlineData("http://localhost:11434/v1", "max_tokens")]
    [InlineData("https://vllm.example/v1", "max_tokens")]
    public void Each_endpoint_is_told_the_limit_where_it_looks_for_it(string endpoint, string field) =>
        Assert.Equal(field, EndpointCapabilities.For(new(endpoint), "auto").TokensField);

    [Theory]
    [InlineData("json_schema", "json_object", 2)]
    [InlineData("json_schema json_object", null, 3)]
    public async Task A_form_that_is_refused_is_not_asked_for_again(string refused, string? form, int requests)
    {
        await using var model = await FakeModel.StartAsync(Replies.Refusing(Replies.Answer(FakeAnswers.Draft()), refused.Split(' ')));
        var writer = Writing.With(model);

        var first = await writer.WriteAsync(Writing.About("The export fails."), Cancel);
        var second = await writer.WriteAsync(Writing.About("The import fails."), Cancel);

        Assert.Equal(requests + 1, model.Requests.Count);
        Assert.Equal(form, (string?)model.Requests.Last()["response_format"]?["type"]);
        Assert.False(first.Making!.IsRepaired || second.Making!.IsRepaired);
    }

    [Fact]
    public async Task A_form_that_the_settings_insist_on_is_kept()
    {
        await using var model = await FakeModel.StartAsync(Replies.Refusing(Replies.Answer(FakeAnswers.Draft()), "json_schema"));

        var failed = await Assert.ThrowsAsync<WriterFailedException>(() =>
            Writing.With(model, s => s with { StructuredOutput = "json_schema" }).WriteAsync(Writing.About("x"), Cancel)
        );

        Assert.Equal("answered with an error", failed.Why);
        Assert.Single(model.Requests);
    }

    [Theory]
    [InlineData("json_object", "json_object")]
    [InlineData("text", null)]
    public async Task The_settings_can_ask_for_less(string setting, string? form)
    {
        await using var model = await FakeModel.StartAsync();

        await Writing.With(model, s => s with { StructuredOutput = setting }).WriteAsync(Writing.About("x"), Cancel);

        Assert.Equal(form, (string?)Assert.Single(model.Requests)["response_format"]?["type"]);
    }

    [Fact]
    public async Task What_a_reasoning_model_refuses_is_left_out()
    {
        await using var model = await FakeModel.StartAsync(
            (request, http) =>
                request.ContainsKey("temperature")
                    ? Replies.Error(400, "Unsupported value: 'temperature' does not support 0 with this model.", "temperature")(request, http)
                : request.ContainsKey("max_tokens")
                    ? Replies.Error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_tokens")(request, http)
                : Replies.Answer(FakeAnswers.Draft())(request, http)
        );
        var writer = Writing.With(model);

        await writer.WriteAsync(Writing.About("x"), Cancel);
        await writer.WriteAsync(Writing.About("y"), Cancel);

        Assert.Equal(4, model.Requests.Count);
        Assert.Equal(["model", "messages", "max_completion_tokens", "response_format"], model.Requests.Last().Select(p => p.Key));
    }

    [Fact]
    public async Task A_refusal_of_everything_ends()
    {
        await using var model = await FakeModel.StartAsync(Replies.Error(400, "response_format temperature seed max_tokens max_completion_tokens"));

        await Assert.ThrowsAsync<WriterFailedException>(() => Writing.With(model).WriteAsync(Writing.About("x"), Cancel));

        Assert.InRange(model.Requests.Count, 2, 6);
    }

    [Fact]
    public async Task Neither_notes_nor_key_follow_a_redirect()
    {
        await using var elsewhere = await FakeModel.StartAsync();
        await using var model = await FakeModel.StartAsync(
            (_, http) =>
            {
                http.Response.StatusCode = 307;
                http.Response.Headers.Location = $"{elsewhere.Endpoint}/chat/completions";
                return Task.CompletedTask;
            }
        );

        await Assert.ThrowsAsync<WriterFailedException>(() => Writing.With(model).WriteAsync(Writing.About("x"), Cancel));

        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task An_error_is_asked_about_once()
    {
        await using var model = await FakeModel.StartAsync(Replies.Busy());

        await Assert.ThrowsAsync<WriterFailedException>(() => Writing.With(model).WriteAsync(Writing.About("x"), Cancel));

        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task Names_from_the_wire_that_are_none_are_not_taken()
    {
        var completion = new JsonObject
        {
            ["model"] = "evil\nmodel",
            ["id"] = new string('x', 200),
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["message"] = new JsonObject { ["content"] = "x" },
                    ["finish_reason"] = "\u001b[31m",
                }
            ),
            ["usage"] = new JsonObject { ["prompt_tokens"] = -5, ["completion_tokens"] = 1e30 },
        };
        await using var model = await FakeModel.StartAsync(Replies.Raw(200, "application/json", System.Text.Encoding.UTF8.GetBytes(completion.ToJsonString())));
        using var client = LlmSetup.ClientOf(model.Llm);

        var response = await client.GetResponseAsync([new(ChatRole.User, "x")], cancellationToken: Cancel);

        Assert.Equal((null, null, null), (response.ModelId, response.ResponseId, response.FinishReason));
        Assert.Equal((null, null), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }
}
