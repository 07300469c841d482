using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using EscalationAgent.Drafting;
using EscalationAgent.Drafting.Connectors;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting.Models;

/// <summary>What goes over the wire, and what comes back.</summary>
public sealed class ConnectorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_says_all_that_it_was_given()
    {
        await using var model = await FakeModel.StartAsync(Replies.Says("hello", finish: "length"));
        using var client = Compatible(model);
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
        using var client = Compatible(model);

        var updates = await client.GetStreamingResponseAsync([new(ChatRole.User, "x")], cancellationToken: Cancel).ToListAsync(Cancel);

        Assert.Equal("hello", string.Concat(updates.Select(u => u.Text)));
    }

    [Theory]
    [InlineData("https://api.openai.com/v1", "max_completion_tokens")]
    [InlineData("https://norvia.openai.azure.com/openai/v1/", "max_completion_tokens")]
    [InlineData("https://norvia.services.ai.azure.com/openai/v1/", "max_completion_tokens")]
    [InlineData("https://norvia.openai.azure.com", "max_completion_tokens")]
    [InlineData("https://api.openai.com.example/v1", "max_tokens")]
    [InlineData("http://localhost:11434/v1", "max_tokens")]
    [InlineData("https://vllm.example/v1", "max_tokens")]
    public void Each_endpoint_is_told_the_limit_where_it_looks_for_it(string endpoint, string field) =>
        Assert.Equal(field, EndpointCapabilities.For(new() { Endpoint = endpoint }).TokensField);

    [Theory]
    [InlineData("OpenAI", "/v1", "/v1/chat/completions", "authorization", $"Bearer {FakeModel.Key}")]
    [InlineData("AzureOpenAI", "/v1", "/v1/chat/completions", "authorization", $"Bearer {FakeModel.Key}")]
    [InlineData("AzureOpenAI", "", "/openai/deployments/fake-1/chat/completions?api-version=", "api-key", FakeModel.Key)]
    public async Task A_provider_is_asked_by_its_own_connector_and_for_a_strict_schema(string provider, string end, string path, string header, string key)
    {
        await using var model = await FakeModel.StartAsync();

        var draft = await Writing
            .With(model, s => s with { Provider = provider, Endpoint = model.Endpoint.Replace("/v1", end, StringComparison.Ordinal) })
            .WriteAsync(Writing.About("The export fails."), Cancel);

        var sent = Assert.Single(model.Requests);
        Assert.StartsWith(path, Assert.Single(model.Paths), StringComparison.Ordinal);
        Assert.Equal(key, model.Headers.Single()[header]);
        Assert.Equal(
            ["max_completion_tokens", "messages", "model", "response_format", "seed", "temperature"],
            sent.Select(p => p.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal((3_000, 7, 0), ((int)sent["max_completion_tokens"]!, (int)sent["seed"]!, (int)sent["temperature"]!));
        var form = sent["response_format"]!["json_schema"]!;
        Assert.Equal(("draft_brief_v2", true), ((string?)form["name"], (bool)form["strict"]!));
        Assert.Equal(
            SampleNote.Categories.Select(c => c.Key).Append(null),
            form["schema"]!["properties"]!["category"]!["enum"]!.AsArray().Select(c => (string?)c)
        );
        Assert.Equal(("fake-1-2026-01-01", 1200, 300), (draft.Making!.Model, draft.Making.InputTokens, draft.Making.OutputTokens));
    }

    [Theory]
    [InlineData("Compatible", "eos", null)]
    [InlineData("Compatible", null, null)]
    [InlineData("OpenAI", "eos", ModelFailedException.NoDraft)]
    [InlineData("AzureOpenAI", "eos", ModelFailedException.NoDraft)]
    public async Task A_finish_reason_of_its_own_is_forgiven_where_endpoints_are_merely_compatible(string provider, string? reason, string? why)
    {
        await using var model = await FakeModel.StartAsync(Replies.Says(FakeAnswers.Draft().ToJsonString(), finish: reason!));
        var writer = Writing.With(model, _ => model.As(provider));

        if (why is null)
        {
            Assert.NotEmpty((await writer.WriteAsync(Writing.About("x"), Cancel)).Sections);
            return;
        }

        Assert.Equal(why, (await Assert.ThrowsAsync<WriterFailedException>(() => writer.WriteAsync(Writing.About("x"), Cancel))).Why);
    }

    [Theory]
    [InlineData("https://norvia.openai.azure.com", "https://norvia.openai.azure.com/openai/deployments/dep/chat/completions?api-version=")]
    [InlineData("https://norvia.openai.azure.com/openai/v1/", "https://norvia.openai.azure.com/openai/v1/chat/completions")]
    [InlineData("https://gateway.example/v1", "https://gateway.example/v1/chat/completions")]
    public async Task Entra_signs_in_with_the_scope_of_the_settings(string endpoint, string address)
    {
        using var network = new Network();
        var credential = new Credential("entra-token");
        var settings = new LlmSettings
        {
            Endpoint = endpoint,
            Model = "dep",
            Entra = true,
            Scope = "https://scope.example/.default",
        };

        var draft = await WriterOf(settings, network, credential).WriteAsync(Writing.About("x"), Cancel);

        Assert.NotEmpty(draft.Sections);
        Assert.StartsWith(address, network.Asked!.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("Bearer entra-token", network.Asked.Headers.Authorization?.ToString());
        Assert.Equal("https://scope.example/.default", credential.Scope);
    }

    [Theory]
    [InlineData("https://norvia.openai.azure.com")]
    [InlineData("https://norvia.openai.azure.com/openai/v1/")]
    [InlineData("https://gateway.example/v1")]
    public async Task Whom_Entra_does_not_know_sends_nothing(string endpoint)
    {
        using var network = new Network();
        var settings = new LlmSettings
        {
            Endpoint = endpoint,
            Model = "dep",
            Entra = true,
        };

        var failed = await Assert.ThrowsAsync<WriterFailedException>(() =>
            WriterOf(settings, network, new Credential(null)).WriteAsync(Writing.About("x"), Cancel)
        );

        Assert.Equal("could not be signed in to", failed.Why);
        Assert.Null(failed.Cost);
        Assert.Null(network.Asked);
    }

    [Theory]
    [InlineData("Compatible", "json_schema", "json_object", 2)]
    [InlineData("Compatible", "json_schema json_object", null, 3)]
    [InlineData("OpenAI", "json_schema json_object", null, 3)]
    [InlineData("AzureOpenAI", "json_schema", "json_object", 2)]
    public async Task A_form_that_is_refused_is_not_asked_for_again(string provider, string refused, string? form, int requests)
    {
        await using var model = await FakeModel.StartAsync(Replies.Refusing(Replies.Answer(FakeAnswers.Draft()), refused.Split(' ')));
        var writer = Writing.With(model, _ => model.As(provider));

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
    [InlineData("Compatible", "json_object", "json_object")]
    [InlineData("Compatible", "text", null)]
    [InlineData("OpenAI", "json_object", "json_object")]
    [InlineData("AzureOpenAI", "text", null)]
    public async Task The_settings_can_ask_for_less(string provider, string setting, string? form)
    {
        await using var model = await FakeModel.StartAsync();

        await Writing.With(model, _ => model.As(provider) with { StructuredOutput = setting }).WriteAsync(Writing.About("x"), Cancel);

        Assert.Equal(form, (string?)Assert.Single(model.Requests)["response_format"]?["type"]);
    }

    [Theory]
    [InlineData("Compatible", 4)]
    [InlineData("OpenAI", 3)]
    [InlineData("AzureOpenAI", 3)]
    public async Task What_a_reasoning_model_refuses_is_left_out(string provider, int requests)
    {
        await using var model = await FakeModel.StartAsync(
            (request, http) =>
                request.ContainsKey("temperature")
                    ? Replies.Error(400, "Unsupported value: 'temperature' does not support 0 with this model.", "temperature")(request, http)
                : request.ContainsKey("max_tokens")
                    ? Replies.Error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_tokens")(request, http)
                : Replies.Answer(FakeAnswers.Draft())(request, http)
        );
        var writer = Writing.With(model, _ => model.As(provider));

        await writer.WriteAsync(Writing.About("x"), Cancel);
        await writer.WriteAsync(Writing.About("y"), Cancel);

        Assert.Equal(requests, model.Requests.Count);
        Assert.Equal(["max_completion_tokens", "messages", "model", "response_format"], model.Requests.Last().Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refusal_of_everything_ends()
    {
        await using var model = await FakeModel.StartAsync(Replies.Error(400, "response_format temperature seed max_tokens max_completion_tokens"));

        await Assert.ThrowsAsync<WriterFailedException>(() => Writing.With(model).WriteAsync(Writing.About("x"), Cancel));

        Assert.InRange(model.Requests.Count, 2, 6);
    }

    [Theory]
    [InlineData("Compatible")]
    [InlineData("OpenAI")]
    [InlineData("AzureOpenAI")]
    public async Task Neither_notes_nor_key_follow_a_redirect(string provider)
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

        await Assert.ThrowsAsync<WriterFailedException>(() => Writing.With(model, _ => model.As(provider)).WriteAsync(Writing.About("x"), Cancel));

        Assert.Single(model.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("Compatible")]
    [InlineData("OpenAI")]
    [InlineData("AzureOpenAI")]
    public async Task An_error_is_asked_about_once(string provider)
    {
        await using var model = await FakeModel.StartAsync(Replies.Busy());

        await Assert.ThrowsAsync<WriterFailedException>(() => Writing.With(model, _ => model.As(provider)).WriteAsync(Writing.About("x"), Cancel));

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
        using var client = Compatible(model);

        var response = await client.GetResponseAsync([new(ChatRole.User, "x")], cancellationToken: Cancel);

        Assert.Equal((null, null, null), (response.ModelId, response.ResponseId, response.FinishReason));
        Assert.Equal((null, null), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    private static CompatibleChatClient Compatible(FakeModel model) =>
        ModelConnector.Compatible(model.Llm, ModelConnector.Http(model.Llm), new Credential(null));

    private static ModelWriter WriterOf(LlmSettings settings, Network network, Credential credential) =>
        new(KernelSetup.Build(settings, Writing.Prompts, NullLogger.Instance, network, credential), Writing.Prompts, settings, new FakeTimeProvider());

    /// <summary>Gives this token to whoever asks; null to give none.</summary>
    private sealed class Credential(string? token) : TokenCredential
    {
        public string? Scope { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scope = Assert.Single(requestContext.Scopes);
            return token is null ? throw new AuthenticationFailedException("Nobody is known here.") : new(token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>A network where a draft is the answer to everything.</summary>
    private sealed class Network : HttpMessageHandler
    {
        public HttpRequestMessage? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request;
            var answer = new JsonObject
            {
                ["choices"] = new JsonArray(
                    new JsonObject
                    {
                        ["index"] = 0,
                        ["finish_reason"] = "stop",
                        ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = FakeAnswers.Draft().ToJsonString() },
                    }
                ),
            };
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(answer.ToJsonString()) });
        }
    }
}
