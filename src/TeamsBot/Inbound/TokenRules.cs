using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TeamsBot.Inbound;

/// <summary>What holds for every token, whoever has issued it.</summary>
internal static class TokenRules
{
    private const double ClockSkew = 5 * 60;
    private const double LastInstant = 253402300799;

    /// <summary>The one bearer token of a request; null where there is none, or more than one.</summary>
    public static string? BearerOf(HttpRequest request)
    {
        // The scheme letter for letter, as the Connector and our own pages write it.
        const string Scheme = "Bearer ";
        return
            request.Headers[HeaderNames.Authorization] is [{ } header]
            && header.StartsWith(Scheme, StringComparison.Ordinal)
            && header.Length > Scheme.Length
            && !header.AsSpan(Scheme.Length).ContainsAny(' ', ',')
            ? header[Scheme.Length..]
            : null;
    }

    /// <summary>Why a token does not hold now; null when it does.</summary>
    public static string? FaultOfTime(JsonElement claims, TimeProvider clock)
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        return InstantOf(claims, "exp") is not { } until ? "there is no usable expiry"
            : InstantOf(claims, "nbf") is not { } from ? "there is no usable beginning"
            : until < from ? "the token expires before it begins"
            : now > until + ClockSkew ? "the token has expired"
            : now < from - ClockSkew ? "the token is not valid yet"
            : null;
    }

    /// <summary>Whether one of these keys has signed a token, and nothing else is wrong with it.</summary>
    /// <param name="fault">What its claims lack; null for nothing.</param>
    /// <param name="whose">The keys, as the log names them.</param>
    public static async ValueTask<(SigningKey? Key, RequestRejection? Refusal)> VerifyAsync(
        SignedToken token,
        string? fault,
        SigningKeys keys,
        string whose,
        CancellationToken cancel
    )
    {
        var issuer = StrictJson.TextOf(token.Claims, "iss");
        var (key, areKnown) = await keys.FindAsync(token.Kid, mayLook: fault is null, cancel);
        if (!areKnown)
        {
            return (null, new(RequestRejection.Unavailable, $"{whose} are not known yet", token.Kid, issuer));
        }

        var reason =
            key is null ? "the key is unknown"
            : !key.HasSigned(token.SignedPart, token.Signature) ? "the signature is wrong"
            : fault;
        return reason is null ? (key, null) : (null, new(RequestRejection.Unauthorized, reason, token.Kid, issuer));
    }

    /// <summary>Seconds since 1970, as a number that is an instant.</summary>
    private static double? InstantOf(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var claim)
        && claim.ValueKind == JsonValueKind.Number
        && claim.TryGetDouble(out var seconds)
        && seconds is >= 0 and <= LastInstant
            ? seconds
            : null;
}
