using Azure.Core;
using Azure.Core.Pipeline;

namespace TeamsBot.Connector;

/// <summary>The only place where the token meets a request, and therefore where the address is judged a last time.</summary>
internal sealed class TokenPolicy(TrustedHosts hosts, TokenCache tokens) : HttpPipelinePolicy
{
    private const string Prefix = "Bearer ";

    /// <summary>The token that a request carried; null when it carried none.</summary>
    public static string? TokenIn(Request request) =>
        request.Headers.TryGetValue(HttpHeader.Names.Authorization, out var value) && value.StartsWith(Prefix, StringComparison.Ordinal)
            ? value[Prefix.Length..]
            : null;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (hosts.TakesToken(message.Request.Uri.ToUri()))
        {
            message.Request.Headers.SetValue(HttpHeader.Names.Authorization, Prefix + await tokens.GetAsync(message.CancellationToken));
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The connector is spoken with asynchronously.");
}
