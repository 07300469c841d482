using Azure;

namespace TeamsBot.Connector;

/// <summary>Tells what went wrong from what came back, or did not.</summary>
internal static class Failures
{
    public static ConnectorException Of(ConnectorRequest connectorRequest, ConnectorResponse connectorResponse, DateTimeOffset now, TimeSpan longestRetryAfter)
    {
        var body = ErrorBody.Read(connectorResponse.Body);
        return new ConnectorException(
            Kind(connectorRequest, connectorResponse.Status, body.Kind),
            $"{connectorRequest.What}: Teams answered {connectorResponse.Status} {body.Code}".TrimEnd() + "."
        )
        {
            Status = connectorResponse.Status,
            Code = body.Code,
            IsCodeKnown = body.Kind is not null,
            MayHaveBeenCarriedOut = !connectorRequest.IsRepeatable && SaysNothing(connectorResponse.Status),
            RetryAfter = RetryDelay.AskedFor(connectorResponse.RetryAfter, RetryDelay.Date(connectorResponse.Date) ?? now, longestRetryAfter),
        };
    }

    /// <param name="connectorRequest">What was asked.</param>
    /// <param name="sent">Whether any of its body had left.</param>
    /// <param name="broken">What the network said, or that the time was up.</param>
    public static ConnectorException Unanswered(ConnectorRequest connectorRequest, bool sent, Exception broken) =>
        sent && !connectorRequest.MayRepeat
            ? new ConnectorException(ConnectorFault.Ambiguous, $"{connectorRequest.What}: sent, and no answer came.", broken)
            {
                MayHaveBeenCarriedOut = !connectorRequest.IsRepeatable,
            }
            : new ConnectorException(ConnectorFault.Unavailable, $"{connectorRequest.What}: no answer came.", broken);

    public static ConnectorException Unreadable(ConnectorRequest connectorRequest, ConnectorResponse connectorResponse) =>
        new(
            connectorRequest.MayRepeat ? ConnectorFault.ServiceError : ConnectorFault.Ambiguous,
            $"{connectorRequest.What}: Teams answered {connectorResponse.Status}, but not what was asked for."
        )
        {
            Status = connectorResponse.Status,
        };

    /// <summary>The credential gave no token: for now, or because it is not set up right.</summary>
    public static ConnectorException NoToken(Exception failed) =>
        new(IsPassing(failed) ? ConnectorFault.Unavailable : ConnectorFault.Unauthorized, "No token could be had; nothing was sent.", failed);

    private static ConnectorFault Kind(ConnectorRequest connectorRequest, int status, ConnectorFault? said) =>
        status switch
        {
            401 => ConnectorFault.Unauthorized,
            408 => connectorRequest.MayRepeat ? ConnectorFault.Unavailable : ConnectorFault.Ambiguous,
            429 => ConnectorFault.Throttled,
            409 or 412 or 423 or 425 or 503 => ConnectorFault.Unavailable,
            502 or 504 => connectorRequest.IsRepeatable ? ConnectorFault.Unavailable : ConnectorFault.Ambiguous,
            >= 400 and <= 499 when said is { } kind => kind,
            403 => ConnectorFault.Forbidden,
            404 => connectorRequest.Missing,
            413 => ConnectorFault.TooBig,
            >= 400 and <= 499 => ConnectorFault.BadRequest,
            _ => ConnectorFault.ServiceError,
        };

    /// <summary>Statuses after which a request may have been carried out: a gateway that lost the answer, or a fault after the work was done.</summary>
    private static bool SaysNothing(int status) => status is 408 or >= 500 and not 503;

    private static bool IsPassing(Exception? failed) =>
        failed switch
        {
            null => false,
            RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
            HttpRequestException { StatusCode: null } or TimeoutException or IOException or OperationCanceledException => true,
            _ => IsPassing(failed.InnerException),
        };
}
