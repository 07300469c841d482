using EscalationAgent.Drafting;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Microsoft.Extensions.Configuration;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting.Models;

public sealed class LlmSettingsTests
{
    private static readonly LlmSettings Good = new()
    {
        Endpoint = "https://api.openai.com/v1",
        Model = "gpt-4.1-mini",
        ApiKey = "key-canary",
    };

    [Fact]
    public void Nothing_set_is_no_fault_and_no_model()
    {
        Assert.Empty(new LlmSettings().Faults());
        Assert.False(new LlmSettings().IsConfigured);
    }

    [Theory]
    [InlineData("https://api.openai.com/v1", "key", false)]
    [InlineData("https://norvia.openai.azure.com/openai/v1/", null, true)]
    [InlineData("https://norvia.openai.azure.com", null, true)]
    [InlineData("http://localhost:11434/v1", null, false)]
    [InlineData("http://127.0.0.1:1234/v1", "lm-studio", false)]
    [InlineData("http://[::1]:8000/v1", null, false)]
    public void The_usual_endpoints_are_taken(string endpoint, string? key, bool entra) =>
        Assert.Empty(
            new LlmSettings
            {
                Endpoint = endpoint,
                Model = "m",
                ApiKey = key,
                Entra = entra,
            }.Faults()
        );

    [Theory]
    [InlineData("http://models.example/v1", "Endpoint begins with http://")]
    [InlineData("http://localhost.example/v1", "Endpoint begins with http://")]
    [InlineData("http://127.0.0.1.example/v1", "Endpoint begins with http://")]
    [InlineData("https://user:pass-canary@models.example/v1", "Endpoint holds a user or password")]
    [InlineData("https://models.example/v1?key=pass-canary", "Endpoint ends in a query")]
    [InlineData("ftp://models.example", "Endpoint is no address")]
    [InlineData("models.example", "Endpoint is no address")]
    [InlineData("", "Endpoint is missing")]
    public void An_endpoint_that_leaks_is_refused_and_not_repeated(string endpoint, string fault)
    {
        var said = string.Join('\n', (Good with { Endpoint = endpoint }).Faults());

        Assert.Contains($"Llm: {fault}", said);
        Assert.DoesNotContain("canary", said);
    }

    [Theory]
    [InlineData("auto", "https://api.openai.com/v1", LlmProvider.OpenAI)]
    [InlineData("auto", "https://eu.api.openai.com/v1", LlmProvider.OpenAI)]
    [InlineData("auto", "https://api.openai.com.example/v1", LlmProvider.Compatible)]
    [InlineData("auto", "https://norvia.openai.azure.com/openai/v1/", LlmProvider.AzureOpenAI)]
    [InlineData("auto", "https://norvia.openai.azure.com", LlmProvider.AzureOpenAI)]
    [InlineData("auto", "https://norvia.cognitiveservices.azure.com/openai/v1", LlmProvider.AzureOpenAI)]
    [InlineData("auto", "https://norvia.services.ai.azure.com/openai/v1/", LlmProvider.Compatible)]
    [InlineData("auto", "http://localhost:11434/v1", LlmProvider.Compatible)]
    [InlineData("openai", "http://localhost:11434/v1", LlmProvider.OpenAI)]
    [InlineData("AzureOpenAI", "https://gateway.example", LlmProvider.AzureOpenAI)]
    [InlineData("Compatible", "https://api.openai.com/v1", LlmProvider.Compatible)]
    internal void The_provider_is_what_is_said_or_what_the_endpoint_shows(string said, string endpoint, LlmProvider provider) =>
        Assert.Equal(provider, (Good with { Provider = said, Endpoint = endpoint }).Connector);

    [Fact]
    public void A_fault_is_told_by_its_name_and_alone()
    {
        Assert.Empty(Good.Faults());
        foreach (var (fault, change) in Faulty)
        {
            Assert.StartsWith($"Llm: {fault}", Assert.Single(change(Good).Faults()), StringComparison.Ordinal);
        }
    }

    private static readonly IReadOnlyList<(string Fault, Func<LlmSettings, LlmSettings> Change)> Faulty =
    [
        ("Model is missing", s => s with { Model = "" }),
        ("ApiKey is missing", s => s with { ApiKey = null }),
        ("ApiKey is missing", s => s with { ApiKey = "" }),
        ("ApiKey and Entra are both set", s => s with { Entra = true }),
        ("ApiKey holds a character", s => s with { ApiKey = "key\n" }),
        ("Scope is no scope", s => s with { ApiKey = null, Entra = true, Scope = "everything" }),
        ("Endpoint begins with http://", s => s with { ApiKey = null, Entra = true, Endpoint = "http://localhost/v1" }),
        ("Provider is none of auto, OpenAI, AzureOpenAI, Compatible", s => s with { Provider = "Ollama" }),
        ("Endpoint of Azure OpenAI ends in", s => s with { Endpoint = "https://norvia.openai.azure.com/openai/deployments/gpt" }),
        ("Endpoint of Azure OpenAI ends in", s => s with { Endpoint = "https://gateway.example/openai", Provider = "azureopenai" }),
        ("StructuredOutput is none of", s => s with { StructuredOutput = "xml" }),
        ("Mask names \"names\"", s => s with { Mask = ["names"] }),
        ("Mask says none and something else", s => s with { Mask = ["none", "email"] }),
        ("TimeoutSeconds is 0", s => s with { TimeoutSeconds = 0 }),
        ("TimeoutSeconds is 61", s => s with { TimeoutSeconds = 61 }),
        ("MaxOutputTokens is 10", s => s with { MaxOutputTokens = 10 }),
        ("MaxInputCharacters is 10", s => s with { MaxInputCharacters = 10 }),
        ("CallsPerPersonPerDay is -1", s => s with { CallsPerPersonPerDay = -1 }),
        ("TokensPerTenantPerDay is -1", s => s with { TokensPerTenantPerDay = -1 }),
        ("there is a key or Entra, but neither", s => s with { Endpoint = "", Model = "" }),
    ];

    [Fact]
    public void The_key_is_in_no_text_of_the_settings()
    {
        Assert.Equal("gpt-4.1-mini at api.openai.com", Good.ToString());
        Assert.DoesNotContain("canary", $"{Good} {Good with { Endpoint = "https://u:canary@x" }} {Good with { Endpoint = "canary" }}");
    }

    [Fact]
    public async Task Configuration_reaches_the_writers_of_the_running_bot()
    {
        await using var teams = await FakeTeams.StartAsync();
        await using var model = await FakeModel.StartAsync();
        await using var bot = await RunningBot.StartAsync(
            teams,
            settings: new Dictionary<string, string?>(model.Settings) { ["Llm:Mask:0"] = "secrets", ["Llm:ExcludedTenants:0"] = "t-9" }
        );

        var settings = bot.Get<LlmSettings>();
        Assert.Equal("fake-1 with prompt draft-brief v2", bot.Get<Writers>().Model?.Name);
        Assert.Equal("secrets t-9", $"{Assert.Single(settings.Mask)} {Assert.Single(settings.ExcludedTenants)}");
        Assert.NotEmpty((await bot.Get<Writers>().Model!.WriteAsync(Writing.About("x"), TestContext.Current.CancellationToken)).Sections);
    }

    [Fact]
    public async Task Without_configuration_there_is_the_offline_writer_alone()
    {
        await using var teams = await FakeTeams.StartAsync();
        await using var bot = await RunningBot.StartAsync(teams);

        Assert.Null(bot.Get<Writers>().Model);
    }

    [Fact]
    public void Defaults_are_as_documented()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Llm:Model", "m")]).Build().GetSection("Llm").Get<LlmSettings>()!;

        Assert.Equal(
            (6, 3_000, 60, 2_000_000L, "auto", "auto"),
            (
                settings.TimeoutSeconds,
                settings.MaxOutputTokens,
                settings.CallsPerPersonPerDay,
                settings.TokensPerTenantPerDay,
                settings.StructuredOutput,
                settings.Provider
            )
        );
    }
}
