using System.Net.Http.Headers;

namespace EscalationAgent.Drafting.Connectors;

/// <summary>
/// Takes no more of an answer than a draft can need, and takes it whole while the caller still waits: a peer that sends
/// without end, or a byte a second, is cut off by the caller's limit.
/// </summary>
internal sealed class CappedHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public const int MostBytes = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var whole = new ByteArrayContent(await ReadAsync(response.Content, cancellationToken));
            whole.Headers.ContentType = response.Content.Headers.ContentType is { MediaType: { } type } ? new MediaTypeHeaderValue(type) : null;
            response.Content.Dispose();
            response.Content = whole;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A model is asked asynchronously.");

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        await using var source = await content.ReadAsStreamAsync(cancel);
        using var whole = new MemoryStream();
        var buffer = new byte[8 * 1024];
        for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0; )
        {
            if (whole.Length + read > MostBytes)
            {
                throw new TooLargeException();
            }

            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }
}

/// <summary>The answer is larger than any draft.</summary>
internal sealed class TooLargeException() : IOException($"The answer is larger than {CappedHandler.MostBytes / 1024} KB.");
