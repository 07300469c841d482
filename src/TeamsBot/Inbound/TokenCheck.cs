using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TeamsBot.Inbound;

/// <summary>The first look at a caller, before the body is read: is this a token of the Connector, for this bot, for now?</summary>
internal sealed class TokenCheck(InboundSettings settings, SigningKeys keys, TimeProvider clock)
{
    private const double ClockSkew = 5 * 60;
    private const double LastInstant = 253402300799;

    public async ValueTask<TokenVerdict> CheckAsync(HttpRequest request, CancellationToken cancel)
    {
        if (BearerOf(request) is not { } compact)
            return new RequestRejection(RequestRejection.Unauthorized, "there is not exactly one bearer token");

        var (token, unreadable) = SignedToken.Read(compact);
        if (token is null)
            return new RequestRejection(RequestRejection.Unauthorized, unreadable);

        var issuer = StrictJson.TextOf(token.Claims, "iss");
        var fault = FaultOf(token.Claims);
        var (key, areKnown) = await keys.FindAsync(token.Kid, mayLook: fault is null, cancel);
        if (!areKnown)
            return new RequestRejection(RequestRejection.Unavailable, "the Connector's keys are not known yet", token.Kid, issuer);

        var reason =
            key is null ? "the key is unknown"
            : !key.HasSigned(token.SignedPart, token.Signature) ? "the signature is wrong"
            : fault;
        return reason is not null
            ? new RequestRejection(RequestRejection.Unauthorized, reason, token.Kid, issuer)
            : new AuthenticatedSender(StrictJson.TextOf(token.Claims, "serviceurl")!, key!, issuer!);
    }

    private static string? BearerOf(HttpRequest request)
    {
        // The scheme letter for letter, as the Connector writes it.
        const string Scheme = "Bearer ";
        return
            request.Headers[HeaderNames.Authorization] is [{ } header]
            && header.StartsWith(Scheme, StringComparison.Ordinal)
            && header.Length > Scheme.Length
            && !header.AsSpan(Scheme.Length).ContainsAny(' ', ',')
            ? header[Scheme.Length..]
            : null;
    }

    private string? FaultOf(JsonElement claims)
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        return StrictJson.TextOf(claims, "iss") != settings.Issuer ? "the issuer is another"
            : !IsForUs(claims) ? "the audience is another"
            : InstantOf(claims, "exp") is not { } until ? "there is no usable expiry"
            : InstantOf(claims, "nbf") is not { } from ? "there is no usable beginning"
            : until < from ? "the token expires before it begins"
            : now > until + ClockSkew ? "the token has expired"
            : now < from - ClockSkew ? "the token is not valid yet"
            : StrictJson.TextOf(claims, "serviceurl") is not { Length: > 0 } ? "there is no service address"
            : null;
    }

    /// <summary>Our app id, or a list of nothing but our app id.</summary>
    private bool IsForUs(JsonElement claims) =>
        claims.TryGetProperty("aud", out var audience)
        && (audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() == 1 ? audience[0] : audience) is var one
        && one.ValueKind == JsonValueKind.String
        && one.ValueEquals(settings.AppId);

    /// <summary>Seconds since 1970, as a number that is an instant.</summary>
    private static double? InstantOf(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var claim)
        && claim.ValueKind == JsonValueKind.Number
        && claim.TryGetDouble(out var seconds)
        && seconds is >= 0 and <= LastInstant
            ? seconds
            : null;
}
