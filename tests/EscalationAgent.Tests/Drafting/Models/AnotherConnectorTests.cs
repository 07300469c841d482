using System.Net;
using System.Text.Json;
using EscalationAgent.Drafting;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace EscalationAgent.Tests.Drafting.Models;

/// <summary>A connector that nobody here knows: whatever it answers is read, and whatever it throws is a failure of the model.</summary>
public sealed class AnotherConnectorTests
{
    private const string Canary = "canary-of-connector";

    public static TheoryData<string> Thrown => [.. Exceptions.Keys];

    private static readonly IReadOnlyDictionary<string, (Func<Exception> Make, string Why)> Exceptions = new Dictionary<string, (Func<Exception>, string)>
    {
        ["ArgumentOutOfRange"] = (() => new ArgumentOutOfRangeException(Canary), ModelFailedException.NoDraft),
        ["Json"] = (() => new JsonException(Canary), ModelFailedException.NoDraft),
        ["Timeout"] = (() => new TimeoutException(Canary), "did not answer in time"),
        ["UnauthorizedAccess"] = (() => new UnauthorizedAccessException(Canary), "could not be asked"),
        ["InvalidOperation"] = (() => new InvalidOperationException(Canary), "could not be asked"),
        ["Kernel"] = (() => new KernelException(Canary, new InvalidCastException(Canary)), "could not be asked"),
        ["HttpOperation"] = (() => new HttpOperationException(HttpStatusCode.TooManyRequests, Canary, Canary, null), "is busy"),
        ["HttpOperation without status"] = (() => new HttpOperationException(null, Canary, Canary, new IOException("Reset.")), "is not reachable"),
        ["Canceled"] = (() => new TaskCanceledException("Timeout."), "did not answer in time"),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Thrown))]
    public async Task Whatever_it_throws_ends_in_a_sentence_of_ours(string thrown)
    {
        var writer = WriterOn(new Connector(() => throw Exceptions[thrown].Make()));

        var failed = await Assert.ThrowsAsync<WriterFailedException>(() => writer.WriteAsync(Writing.About("x"), Cancel));

        Assert.Equal(Exceptions[thrown].Why, failed.Why);
        Assert.DoesNotContain(Canary, failed.ToString());
    }

    [Fact]
    public async Task What_it_answers_is_a_draft()
    {
        var draft = await WriterOn(new Connector(() => FakeAnswers.Draft().ToJsonString())).WriteAsync(Writing.About("x"), Cancel);

        Assert.NotEmpty(draft.Sections);
        Assert.Equal((0, 0), (draft.Making!.InputTokens, draft.Making.OutputTokens));
    }

    private static ModelWriter WriterOn(IChatCompletionService connector)
    {
        var settings = new LlmSettings { Endpoint = "http://localhost/v1", Model = "another" };
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(connector);
        builder.AddFilters(settings, Writing.Prompts, NullLogger.Instance);
        return new(builder.Build(), Writing.Prompts, settings, new FakeTimeProvider());
    }

    private sealed class Connector(Func<string> answer) : IChatCompletionService
    {
        public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

        public Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
            ChatHistory chatHistory,
            PromptExecutionSettings? executionSettings = null,
            Kernel? kernel = null,
            CancellationToken cancellationToken = default
        ) => Task.FromResult<IReadOnlyList<ChatMessageContent>>([new(AuthorRole.Assistant, answer())]);

        public IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
            ChatHistory chatHistory,
            PromptExecutionSettings? executionSettings = null,
            Kernel? kernel = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }
}
