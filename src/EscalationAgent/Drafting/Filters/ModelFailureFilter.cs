using System.ClientModel;
using System.Net;
using System.Text.Json;
using Azure.Identity;
using EscalationAgent.Drafting.Connectors;
using Microsoft.SemanticKernel;

namespace EscalationAgent.Drafting.Filters;

/// <summary>
/// Whatever a connector throws leaves as a failure of the model, in words of ours: messages of others may repeat what was
/// asked, or what was answered.
/// </summary>
internal sealed class ModelFailureFilter : IFunctionInvocationFilter
{
    /// <exception cref="ModelFailedException">There is no answer.</exception>
    /// <exception cref="OperationCanceledException">It took longer than the caller waits.</exception>
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        try
        {
            await next(context);
        }
        catch (Exception failed) when (failed is not (OperationCanceledException or ModelFailedException))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            throw Told(failed);
        }
    }

    private static ModelFailedException Told(Exception failed)
    {
        for (var cause = failed; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationFailedException:
                    return new("could not be signed in to", "sign_in", wasSent: false, cause);
                case TooLargeException:
                    return new(ModelFailedException.NoDraft, "too_large", inner: cause);
                case HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                }:
                    return new("is not reachable", "unreachable", wasSent: false, cause);
                case TimeoutException:
                    return new("did not answer in time", "timeout");
                case HttpOperationException { StatusCode: { } status } refused:
                    return Refused((int)status, refused.ResponseContent ?? "");
                case ClientResultException { Status: > 0 } refused:
                    return Refused(refused.Status, refused.GetRawResponse()?.Content.ToString() ?? "");
                case HttpRequestException or IOException:
                    return new("is not reachable", "broken_off", inner: cause);

                // So the typed connectors say that they do not know a finish reason, find no choice or no JSON.
                case ArgumentException
                or JsonException
                or KeyNotFoundException
                or FormatException:
                    return new(ModelFailedException.NoDraft, "no_completion");
                default:
                    continue;
            }
        }

        return new("could not be asked", failed.GetType().Name);
    }

    /// <param name="refusal">What the endpoint said; it may repeat what was asked, so no more than this is taken from it.</param>
    private static ModelFailedException Refused(int status, string refusal) =>
        new(
            (HttpStatusCode)status switch
            {
                HttpStatusCode.BadRequest when refusal.Contains("content_filter", StringComparison.Ordinal) => ModelFailedException.Unwilling,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "refused the key",
                HttpStatusCode.TooManyRequests => "is busy",
                HttpStatusCode.NotFound => "is not known at its endpoint",
                HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => "did not answer in time",
                _ => "answered with an error",
            },
            FormattableString.Invariant($"{status}")
        );
}
