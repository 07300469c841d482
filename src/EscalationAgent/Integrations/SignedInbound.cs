using System.Globalization;

namespace EscalationAgent.Integrations;

/// <summary>Reads what another system posts, signed as Standard Webhooks says.</summary>
internal static class SignedInbound
{
    private const int LargestBody = 256 * 1024;

    private const int LongestId = 200;

    /// <param name="setting">The name of the setting that has the secret.</param>
    /// <returns>The delivery's id and its body, or why they are refused.</returns>
    public static async Task<(string Id, byte[] Body, IResult? Refused)> ReadAsync(
        HttpRequest request,
        WebhookSignature signature,
        string setting,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        if (await BodyAsync(request.Body, cancel) is not { } body)
        {
            return No(StatusCodes.Status413PayloadTooLarge, "The body is larger than 256 KB.");
        }

        var headers = request.Headers;
        var (id, timestamp) = (headers[WebhookSignature.IdHeader].ToString(), headers[WebhookSignature.TimestampHeader].ToString());
        if (id.Length is 0 or > LongestId || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return No(StatusCodes.Status400BadRequest, "The headers webhook-id and webhook-timestamp (seconds since 1970) are needed.");
        }

        // The signature first: whoever cannot sign learns nothing of our clock.
        return !signature.IsSignedBy(id, timestamp, body, headers[WebhookSignature.SignatureHeader].ToString())
                ? No(StatusCodes.Status401Unauthorized, $"The signature (webhook-signature) is not by {setting}.")
            : Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - (double)seconds) > WebhookSignature.Tolerance.TotalSeconds
                ? No(StatusCodes.Status401Unauthorized, "webhook-timestamp is more than five minutes off.")
            : (id, body, null);
    }

    public static IResult Refused(int status, string why) => Results.Problem(why, statusCode: status);

    private static (string, byte[], IResult?) No(int status, string why) => ("", [], Refused(status, why));

    /// <returns>Null where it is too large.</returns>
    private static async Task<byte[]?> BodyAsync(Stream body, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        var piece = new byte[8 * 1024];
        for (int read; (read = await body.ReadAsync(piece, cancel)) > 0; )
        {
            if (whole.Length + read > LargestBody)
            {
                return null;
            }

            whole.Write(piece, 0, read);
        }

        return whole.ToArray();
    }
}
