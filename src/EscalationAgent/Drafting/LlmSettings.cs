using System.Net;

namespace EscalationAgent.Drafting;

/// <summary>Which model is asked, how, and with how much. Without endpoint and model the offline writer works alone.</summary>
internal sealed record LlmSettings
{
    /// <summary>
    /// How it is asked: <c>OpenAI</c>, <c>AzureOpenAI</c>, or <c>Compatible</c> for whatever else speaks chat completions (Ollama, vLLM,
    /// LM Studio, Foundry Local, gateways); <c>auto</c> for what the endpoint's host says. Default: auto.
    /// </summary>
    public string Provider { get; init; } = Auto;

    /// <summary>
    /// The base address of an API that speaks OpenAI's chat completions: <c>https://api.openai.com/v1</c>,
    /// <c>https://X.openai.azure.com/openai/v1/</c> or <c>https://X.openai.azure.com</c>, <c>http://localhost:11434/v1</c>. Default:
    /// empty, no model.
    /// </summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The model, or the name of the deployment. Default: empty, no model.</summary>
    public string Model { get; init; } = "";

    /// <summary>The key. Default: none; an endpoint on this machine needs none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>True to sign in with Entra in place of a key: managed identity, workload identity or developer sign-in. Default: false.</summary>
    public bool Entra { get; init; }

    /// <summary>The scope of Entra's tokens. Default: Azure AI services of the public cloud.</summary>
    public string Scope { get; init; } = "https://cognitiveservices.azure.com/.default";

    /// <summary>
    /// How the answer's form is enforced: <c>json_schema</c>, <c>json_object</c>, <c>text</c>, or <c>auto</c> for the strictest that
    /// the endpoint takes. Default: auto.
    /// </summary>
    public string StructuredOutput { get; init; } = Auto;

    /// <summary>For all calls of one draft together, in seconds, 1 to 60. Default: 6.</summary>
    public int TimeoutSeconds { get; init; } = 6;

    /// <summary>The most tokens of an answer, 200 to 32,000. Default: 3,000.</summary>
    public int MaxOutputTokens { get; init; } = 3_000;

    /// <summary>
    /// The most characters of notes, brief and open escalations that are sent, 1,000 to 400,000; of longer notes the middle is left
    /// out. Default: 40,000.
    /// </summary>
    public int MaxInputCharacters { get; init; } = 40_000;

    /// <summary>
    /// What is replaced by placeholders before it leaves: <c>secrets</c>, <c>email</c>, <c>phone</c>; <c>none</c> alone for nothing.
    /// Default: empty, which is all three.
    /// </summary>
    public IReadOnlyList<string> Mask { get; init; } = [];

    /// <summary>How often one person may cause a model to be asked in a day. Default: 60.</summary>
    public int CallsPerPersonPerDay { get; init; } = 60;

    /// <summary>How many tokens, in and out, one tenant may use in a day. Default: 2,000,000.</summary>
    public long TokensPerTenantPerDay { get; init; } = 2_000_000;

    /// <summary>Tenants whose text never goes to a model. Default: none.</summary>
    public IReadOnlyList<string> ExcludedTenants { get; init; } = [];

    /// <summary>Tenants that let a model read what is confidential as well.</summary>
    public IReadOnlyList<string> ConfidentialTenants { get; init; } = [];

    internal const string Auto = "auto";
    internal static readonly string[] Providers = [Auto, .. Enum.GetNames<LlmProvider>()];
    internal static readonly string[] Forms = [Auto, "json_schema", "json_object", "text"];

    /// <summary>Whether a model is to be asked at all.</summary>
    internal bool IsConfigured => Endpoint.Length > 0 || Model.Length > 0;

    internal Uri Address => new(Endpoint);

    /// <summary>What <see cref="Provider"/> comes to for this endpoint.</summary>
    internal LlmProvider Connector =>
        Enum.TryParse<LlmProvider>(Provider, ignoreCase: true, out var said) ? said
        : Address.Host is var host && (Is(host, "api.openai.com") || Ends(host, ".api.openai.com")) ? LlmProvider.OpenAI
        : Ends(host, ".openai.azure.com") || Ends(host, ".cognitiveservices.azure.com") ? LlmProvider.AzureOpenAI
        : LlmProvider.Compatible;

    /// <summary>Whether the endpoint speaks as OpenAI does, without deployments in its paths: <c>…/openai/v1/</c>.</summary>
    internal bool HasOpenAIPath => Ends(Address.AbsolutePath.TrimEnd('/'), "/v1");

    /// <summary>Whether Azure serves it, be it OpenAI's models or others.</summary>
    internal bool IsOfAzure => Connector == LlmProvider.AzureOpenAI || Ends(Address.Host, ".azure.com");

    /// <summary>By OpenTelemetry's conventions.</summary>
    internal string ProviderName => IsOfAzure ? "azure.ai.openai" : "openai";

    internal TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    /// <summary>What is wrong with these settings, each with its name; never with a secret in it.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var fault in IsConfigured ? EndpointFaults() : StrayFaults())
        {
            yield return $"Llm: {fault}";
        }

        if (!Providers.Contains(Provider, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"Llm: Provider is none of {string.Join(", ", Providers)}.";
        }

        if (!Forms.Contains(StructuredOutput))
        {
            yield return $"Llm: StructuredOutput is none of {string.Join(", ", Forms)}.";
        }

        foreach (var stranger in Mask.Where(m => m != Masking.Nothing && !Masking.Kinds.Contains(m)))
        {
            yield return $"Llm: Mask names \"{stranger}\"; it can name {string.Join(", ", Masking.Kinds)}, or {Masking.Nothing}.";
        }

        if (Mask.Contains(Masking.Nothing) && Mask.Count > 1)
        {
            yield return $"Llm: Mask says {Masking.Nothing} and something else.";
        }

        foreach (
            var fault in (string?[])
                [
                    Outside(nameof(TimeoutSeconds), TimeoutSeconds, 1, 60),
                    Outside(nameof(MaxOutputTokens), MaxOutputTokens, 200, 32_000),
                    Outside(nameof(MaxInputCharacters), MaxInputCharacters, 1_000, 400_000),
                    Outside(nameof(CallsPerPersonPerDay), CallsPerPersonPerDay, 0, 100_000),
                    Outside(nameof(TokensPerTenantPerDay), TokensPerTenantPerDay, 0, 1_000_000_000_000),
                ]
        )
        {
            if (fault is not null)
            {
                yield return fault;
            }
        }
    }

    /// <summary>For people and logs: no key.</summary>
    public override string ToString() =>
        IsConfigured ? $"{Model} at {(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) ? address.Host : "an address that is none")}" : "no model";

    private IEnumerable<string> EndpointFaults()
    {
        if (Endpoint.Length == 0 || Model.Length == 0)
        {
            yield return $"{(Endpoint.Length == 0 ? "Endpoint" : "Model")} is missing; it takes both to ask a model, and neither to ask none.";
        }

        if (Endpoint.Length > 0)
        {
            if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            {
                yield return "Endpoint is no address such as https://api.openai.com/v1.";
                yield break;
            }

            if (address.UserInfo.Length > 0)
            {
                yield return "Endpoint holds a user or password; put the key into ApiKey.";
            }

            if (address.Query.Length > 0 || address.Fragment.Length > 0)
            {
                yield return "Endpoint ends in a query or fragment; name the base address alone.";
            }

            if (Connector == LlmProvider.AzureOpenAI && !HasOpenAIPath && address.AbsolutePath.Contains("/openai", StringComparison.OrdinalIgnoreCase))
            {
                yield return "Endpoint of Azure OpenAI ends in /openai/v1/, or has no /openai; the deployment goes into Model.";
            }

            if (address.Scheme == "http" && (!IsHere(address) || Entra))
            {
                yield return "Endpoint begins with http://, which is for this machine alone and without Entra; use https://.";
            }

            if (ApiKey is not { Length: > 0 } && !Entra && !IsHere(address))
            {
                yield return "ApiKey is missing; without one set Entra to true.";
            }
        }

        if (ApiKey is { Length: > 0 } key)
        {
            if (Entra)
            {
                yield return "ApiKey and Entra are both set; one of them is enough.";
            }

            if (key.Any(c => c is <= ' ' or > '~'))
            {
                yield return "ApiKey holds a character that no key has, such as a space or a line break.";
            }
        }

        if (Entra && !(Uri.TryCreate(Scope, UriKind.Absolute, out var scope) && scope.Scheme is "https" or "api"))
        {
            yield return "Scope is no scope such as https://cognitiveservices.azure.com/.default.";
        }
    }

    private IEnumerable<string> StrayFaults()
    {
        if (ApiKey is { Length: > 0 } || Entra)
        {
            yield return "there is a key or Entra, but neither Endpoint nor Model.";
        }
    }

    private static bool Is(string text, string whole) => text.Equals(whole, StringComparison.OrdinalIgnoreCase);

    private static bool Ends(string text, string end) => text.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private static bool IsHere(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host));

    private static string? Outside(string name, long value, long least, long most) =>
        value < least || value > most ? FormattableString.Invariant($"Llm: {name} is {value}; it must lie between {least:N0} and {most:N0}.") : null;
}

/// <summary>Which connector asks.</summary>
internal enum LlmProvider
{
    /// <summary>OpenAI itself, by Semantic Kernel's connector.</summary>
    OpenAI,

    /// <summary>Azure OpenAI, by Semantic Kernel's connector.</summary>
    AzureOpenAI,

    /// <summary>Whatever else speaks chat completions, by a client that forgives.</summary>
    Compatible,
}
