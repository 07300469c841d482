using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EscalationAgent.Integrations;

/// <summary>What another system answered to one request.</summary>
/// <param name="Status">Null where there was no answer.</param>
/// <param name="Body">JSON, where some was asked for and came whole; null otherwise.</param>
/// <param name="WasSent">Whether the request may have reached it.</param>
/// <param name="Why">In words that a person understands.</param>
/// <param name="Wait">How long it asks to wait; null where it does not say.</param>
internal sealed record SystemAnswer(int? Status, JsonObject? Body, bool WasSent, string Why, TimeSpan? Wait = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>Asks another system once, with a limit on time and size, and tells whether what was asked may have been done.</summary>
internal sealed class SystemClient(HttpClient http, TimeProvider clock) : IDisposable
{
    private const int LargestAnswer = 256 * 1024;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <param name="readsBody">Whether what it says beside the status is wanted.</param>
    public async Task<SystemAnswer> SendAsync(HttpRequestMessage request, bool readsBody, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(AnswerLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            return new(
                status,
                readsBody ? await ReadAsync(response.Content, either.Token) : null,
                WasSent: true,
                string.Create(CultureInfo.InvariantCulture, $"it answers {status}"),
                AskedWait(response.Headers.RetryAfter)
            );
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, null, WasSent: true, "no answer in time");
        }
        catch (HttpRequestException broken)
        {
            return broken.InnerException is PrivateAddressException refused
                ? new(null, null, WasSent: false, refused.Message)
                : Broken(broken.HttpRequestError);
        }
        catch (IOException)
        {
            return new(null, null, WasSent: true, "the connection broke");
        }
    }

    public void Dispose() => http.Dispose();

    private static SystemAnswer Broken(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => new(null, null, WasSent: false, "its host is not found"),
            HttpRequestError.ConnectionError => new(null, null, WasSent: false, "it cannot be reached"),
            HttpRequestError.SecureConnectionError => new(null, null, WasSent: false, "its certificate is not trusted"),
            _ => new(null, null, WasSent: true, "the connection broke"),
        };

    private TimeSpan? AskedWait(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait > LongestWait ? LongestWait : wait;
    }

    /// <returns>Null where it is too large, broken off, or no JSON object.</returns>
    private static async Task<JsonObject?> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        try
        {
            await using var source = await content.ReadAsStreamAsync(cancel);
            using var whole = new MemoryStream();
            var piece = new byte[8 * 1024];
            for (int read; (read = await source.ReadAsync(piece, cancel)) > 0; )
            {
                if (whole.Length + read > LargestAnswer)
                {
                    return null;
                }

                whole.Write(piece, 0, read);
            }

            return JsonNode.Parse(whole.ToArray()) as JsonObject;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or HttpRequestException)
        {
            return null;
        }
    }
}
