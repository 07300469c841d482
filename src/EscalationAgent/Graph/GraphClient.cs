using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using AzureIdentityAuthenticationProvider = Microsoft.Graph.Authentication.AzureIdentityAuthenticationProvider;

namespace EscalationAgent.Graph;

/// <summary>
/// Sends single requests to Microsoft Graph by the request adapter of Microsoft.Graph.Core, and says what came of each. It follows
/// no redirect, gives its token to the one host of the endpoint, and leaves no trace of addresses, which hold ids and a mailbox.
/// </summary>
internal sealed class GraphClient : IDisposable
{
    /// <summary>The answers that we ask for are far smaller.</summary>
    private const int LargestAnswer = 256 * 1024;

    private readonly HttpClient http;
    private readonly BaseGraphRequestAdapter adapter;
    private readonly TimeProvider clock;

    /// <param name="credential">Null for a stand-in that needs no token.</param>
    public GraphClient(Uri endpoint, TokenCredential? credential, TimeProvider clock)
    {
        this.clock = clock;
        var network = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ActivityHeadersPropagator = null,
        };
        http = new(new ReadRetryHandler(clock) { InnerHandler = new NoRedirectHandler { InnerHandler = network } }) { Timeout = Timeout.InfiniteTimeSpan };
        IAuthenticationProvider signIn = credential is null
            ? new AnonymousAuthenticationProvider()
            : new AzureIdentityAuthenticationProvider(credential, [endpoint.Host], null, isCaeEnabled: false, $"https://{endpoint.Host}/.default");
        adapter = new(signIn, httpClient: http) { BaseUrl = endpoint.AbsoluteUri.TrimEnd('/') };
    }

    /// <param name="template">What follows the endpoint, such as <c>/users/{id}/manager{?%24select}</c>.</param>
    /// <param name="values">What is put into it, encoded.</param>
    /// <param name="limit">How long is waited for it, throttling included.</param>
    public Task<GraphAnswer> GetAsync(string template, Dictionary<string, object> values, TimeSpan limit, CancellationToken cancel) =>
        SendAsync(new(Method.GET, $"{{+baseurl}}{template}", values), limit, cancel);

    public async Task<GraphAnswer> PostAsync(string template, Dictionary<string, object> values, JsonObject body, TimeSpan limit, CancellationToken cancel)
    {
        var request = new RequestInformation(Method.POST, $"{{+baseurl}}{template}", values);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(body));
        request.SetStreamContent(content, "application/json");
        return await SendAsync(request, limit, cancel);
    }

    public void Dispose()
    {
        adapter.Dispose();
        http.Dispose();
    }

    private async Task<GraphAnswer> SendAsync(RequestInformation request, TimeSpan limit, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            await using var answer = await adapter.SendPrimitiveAsync<Stream>(request, cancellationToken: either.Token);
            return await ReadAsync(answer, either.Token);
        }
        catch (ApiException refused)
        {
            return Refusal(refused);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(GraphOutcome.Failed, Failure: "no answer in time");
        }
        catch (AuthenticationFailedException)
        {
            return new(GraphOutcome.NotSent, Failure: "no token");
        }
        catch (HttpRequestException broken)
        {
            var neverLeft =
                broken.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            return new(neverLeft ? GraphOutcome.NotSent : GraphOutcome.Failed, Failure: broken.HttpRequestError.ToString());
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or InvalidDataException)
        {
            return new(GraphOutcome.Failed, Failure: "unreadable answer");
        }
        catch (Exception unexpected) when (!cancel.IsCancellationRequested)
        {
            // Whatever the libraries throw: a mail that may be out must not be sent again.
            return new(GraphOutcome.Failed, Failure: unexpected.GetType().Name);
        }
    }

    private static async Task<GraphAnswer> ReadAsync(Stream? answer, CancellationToken cancel)
    {
        if (answer is null)
        {
            return new(GraphOutcome.Done);
        }

        using var held = new MemoryStream();
        var piece = new byte[8 * 1024];
        for (int read; (read = await answer.ReadAsync(piece, cancel)) > 0; )
        {
            if (held.Length + read > LargestAnswer)
            {
                return new(GraphOutcome.Failed, Failure: "too large an answer");
            }

            held.Write(piece, 0, read);
        }

        held.Position = 0;
        return held.Length == 0 ? new(GraphOutcome.Done) : new(GraphOutcome.Done, Parsed(held));
    }

    private static JsonElement Parsed(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private GraphAnswer Refusal(ApiException refused)
    {
        var status = refused.ResponseStatusCode;
        var outcome = status switch
        {
            404 => GraphOutcome.NotFound,
            401 or 403 => GraphOutcome.NotAllowed,
            429 => GraphOutcome.Throttled,
            >= 400 and < 500 and not 408 => GraphOutcome.Invalid,
            _ => GraphOutcome.Failed,
        };
        return new(outcome, RetryAfter: RetryAfterOf(refused), Failure: status.ToString(CultureInfo.InvariantCulture));
    }

    private TimeSpan? RetryAfterOf(ApiException refused)
    {
        var said = refused
            .ResponseHeaders?.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase))
            .Value?.FirstOrDefault();
        return int.TryParse(said, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, out var at) ? at - clock.GetUtcNow()
            : null;
    }

    /// <summary>A redirect leads to an address that nobody judged, and the adapter would take one that is not followed for done.</summary>
    private sealed class NoRedirectHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                response.StatusCode = HttpStatusCode.BadGateway;
            }

            return response;
        }
    }
}
