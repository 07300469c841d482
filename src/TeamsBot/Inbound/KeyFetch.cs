using System.Net;
using System.Text.Json;

namespace TeamsBot.Inbound;

/// <summary>
/// Fetches signing keys, the Connector's or a tenant's: metadata first, then the keys it points to, on the same host, within limits of size
/// and time.
/// </summary>
internal sealed class KeyFetch(string metadataAddress, bool isDevelopment, TimeProvider clock) : IDisposable
{
    private const int LongestDocument = 256 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        }
    )
    {
        MaxResponseContentBufferSize = LongestDocument,
    };

    /// <returns>At least one key.</returns>
    /// <exception cref="KeyFetchException">Nothing usable was got.</exception>
    public async Task<IReadOnlyDictionary<string, SigningKey>> FetchAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await FetchWithinLimitAsync(either.Token);
        }
        catch (HttpRequestException e)
        {
            throw new KeyFetchException($"the request failed: {e.HttpRequestError}", e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new KeyFetchException($"no answer within {Limit.TotalSeconds} s", e);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<IReadOnlyDictionary<string, SigningKey>> FetchWithinLimitAsync(CancellationToken cancel)
    {
        if (!KeyAddress.IsTrustworthy(metadataAddress, isDevelopment, out var address))
        {
            throw new KeyFetchException("the metadata address is not to be trusted");
        }

        var metadata = await GetAsync(address, cancel);
        if (!KeyAddress.IsTrustworthy(StrictJson.TextOf(metadata, "jwks_uri"), isDevelopment, out var keys) || !keys.IsOnTheHostOf(address))
        {
            throw new KeyFetchException("the metadata points to keys on a foreign host, or without https");
        }

        var found = SigningKey.AllIn(await GetAsync(keys, cancel));
        return found.Count > 0 ? found : throw new KeyFetchException("there is no usable key among the keys");
    }

    private async Task<JsonElement> GetAsync(Uri address, CancellationToken cancel)
    {
        using var response = await http.GetAsync(address, cancel);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new KeyFetchException($"the answer was {(int)response.StatusCode}");

        return StrictJson.TryParse(await response.Content.ReadAsByteArrayAsync(cancel), out var json)
            ? json
            : throw new KeyFetchException("the answer was no JSON object");
    }
}

/// <summary>The Connector's keys could not be fetched.</summary>
internal sealed class KeyFetchException(string message, Exception? inner = null) : Exception(message, inner);
