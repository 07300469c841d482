using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TeamsBot.Inbound;

/// <summary>The first look at a caller, before the body is read: is this a token of the Connector, for this bot, for now?</summary>
internal sealed class TokenCheck(InboundSettings settings, SigningKeys keys, TimeProvider clock)
{
    public async ValueTask<TokenVerdict> CheckAsync(HttpRequest request, CancellationToken cancel)
    {
        if (TokenRules.BearerOf(request) is not { } compact)
            return new RequestRejection(RequestRejection.Unauthorized, "there is not exactly one bearer token");

        var (token, unreadable) = SignedToken.Read(compact);
        if (token is null)
            return new RequestRejection(RequestRejection.Unauthorized, unreadable);

        var (key, refusal) = await TokenRules.VerifyAsync(token, FaultOf(token.Claims), keys, "the Connector's keys", cancel);
        return refusal is not null
            ? refusal
            : new AuthenticatedSender(StrictJson.TextOf(token.Claims, "serviceurl")!, key!, StrictJson.TextOf(token.Claims, "iss")!);
    }

    private string? FaultOf(JsonElement claims) =>
        StrictJson.TextOf(claims, "iss") != settings.Issuer ? "the issuer is another"
        : !IsForUs(claims) ? "the audience is another"
        : TokenRules.FaultOfTime(claims, clock) is { } untimely ? untimely
        : StrictJson.TextOf(claims, "serviceurl") is not { Length: > 0 } ? "there is no service address"
        : null;

    /// <summary>Our app id, or a list of nothing but our app id.</summary>
    private bool IsForUs(JsonElement claims) =>
        claims.TryGetProperty("aud", out var audience)
        && (audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() == 1 ? audience[0] : audience) is var one
        && one.ValueKind == JsonValueKind.String
        && one.ValueEquals(settings.AppId);
}
