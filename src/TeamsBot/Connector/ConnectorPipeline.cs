using Azure.Core;
using Azure.Core.Pipeline;

namespace TeamsBot.Connector;

/// <summary>Azure.Core's pipeline (request ids, traces, logs without bodies) with its own retries off: those are <see cref="ConnectorTransport"/>'s.</summary>
internal static class ConnectorPipeline
{
    public static HttpPipeline Build(TrustedHosts hosts, TokenCache? tokens, HttpPipelineTransport? transport)
    {
        var options = new Options { Transport = transport ?? Network() };
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.Diagnostics.IsTelemetryEnabled = false;
        return HttpPipelineBuilder.Build(options, tokens is null ? [] : [new TokenPolicy(hosts, tokens)]);
    }

    /// <summary>A redirect is an answer like any other: followed, it would lead to an address that nobody judged.</summary>
    public static SocketsHttpHandler Sockets() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // A connection that the peer closes just as we write to it leaves a message's fate unknown: better a new one.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        };

    public static HttpClientTransport Over(SocketsHttpHandler sockets) => new(new HttpClient(sockets) { Timeout = Timeout.InfiniteTimeSpan });

    private static HttpClientTransport Network() => Over(Sockets());

    private sealed class Options : ClientOptions;
}
