using System.Net;

namespace EscalationAgent.Graph;

/// <summary>
/// A reading that was throttled is sent again, once or twice, after the time that Graph names; where that is too long, the caller
/// gets the refusal. What writes is never sent twice: a mail would be, too.
/// </summary>
internal sealed class ReadRetryHandler(TimeProvider clock) : DelegatingHandler
{
    private const int Retries = 2;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (
                request.Method != HttpMethod.Get
                || retry == Retries
                || response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                || Wait(response) is not { } wait
                || wait > LongestWait
            )
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>How long the answer says to wait; null when it does not say.</summary>
    private TimeSpan? Wait(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date - clock.GetUtcNow() is var left => left > TimeSpan.Zero ? left : TimeSpan.Zero,
            _ => null,
        };
}
