using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TeamsBot.Inbound;

/// <summary>Somebody whom Entra ID has signed in, and who uses a page of ours inside Teams.</summary>
/// <param name="ObjectId">Their Entra object id in this tenant.</param>
/// <param name="Name">As the token shows it, for whom we have never met; null where it does not.</param>
/// <param name="IsGuest">Whether the token says that they belong to another organisation.</param>
public sealed record SignedInPerson(string Tenant, string ObjectId, string? Name, bool IsGuest);

/// <summary>Either somebody, or the status with which they are sent away: 401, 403 or 503.</summary>
public readonly record struct SignInVerdict(SignedInPerson? Person, int Refusal);

/// <summary>
/// Tells who asks for data of a page: by an access token of Entra ID for this app, got by Teams for the person in front of it. The keys
/// are those of the tenant, looked up when they are first needed.
/// </summary>
public sealed class SignInCheck : IDisposable
{
    private const string IssuerOfVersion1 = "https://sts.windows.net";

    private readonly SignInSettings settings;
    private readonly TimeProvider clock;
    private readonly RefusalLog refusals;
    private readonly Dictionary<string, (KeyFetch Fetch, SigningKeys Keys)> keys;

    public SignInCheck(SignInSettings settings, bool isDevelopment, TimeProvider clock, ILoggerFactory logs)
    {
        (this.settings, this.clock) = (settings, clock);
        refusals = new(clock, logs.CreateLogger<MessagesEndpoint>());
        keys = (settings.IsOn ? settings.AllowedTenants : []).ToDictionary(
            tenant => tenant,
            tenant =>
            {
                var fetch = new KeyFetch(MetadataOf(settings, tenant), isDevelopment, clock);
                return (fetch, new SigningKeys(fetch, clock, logs.CreateLogger<SigningKeys>()));
            },
            StringComparer.OrdinalIgnoreCase
        );
    }

    /// <summary>Fetches the keys of the first tenant once, to see whether they can be had from here.</summary>
    /// <returns>How many there are, or why there are none.</returns>
    public static Task<(int Keys, string? Problem)> ProbeAsync(SignInSettings settings, bool isDevelopment, TimeProvider clock, CancellationToken cancel) =>
        SigningKeysProbe.FetchAsync(MetadataOf(settings, settings.AllowedTenants[0]), isDevelopment, clock, cancel);

    /// <summary>Whether an authority may be asked for keys.</summary>
    public static bool IsTrustworthy(string authority, bool isDevelopment) => KeyAddress.IsTrustworthy(authority, isDevelopment, out _);

    public async ValueTask<SignInVerdict> CheckAsync(HttpContext context, CancellationToken cancel)
    {
        var (person, refusal) = await JudgeAsync(context.Request, cancel);
        if (refusal is not null)
        {
            refusals.Tell(refusal, $"{context.Connection.RemoteIpAddress}", "");
        }

        return new(person, refusal?.Status ?? 0);
    }

    public void Dispose()
    {
        refusals.Dispose();
        foreach (var (fetch, known) in keys.Values)
        {
            known.Dispose();
            fetch.Dispose();
        }
    }

    private async ValueTask<(SignedInPerson? Person, RequestRejection? Refusal)> JudgeAsync(HttpRequest request, CancellationToken cancel)
    {
        if (TokenRules.BearerOf(request) is not { } compact)
        {
            return Refused("there is not exactly one bearer token");
        }

        var (token, unreadable) = SignedToken.Read(compact);
        if (token is null)
        {
            return Refused(unreadable);
        }

        var claims = token.Claims;
        if (StrictJson.TextOf(claims, "tid") is not { Length: > 0 } tenant || !keys.TryGetValue(tenant, out var known))
        {
            return Refused("the tenant is not on the list");
        }

        var (_, refusal) = await TokenRules.VerifyAsync(token, FaultOf(claims, tenant), known.Keys, "the tenant's keys", cancel);
        return refusal is not null
            ? (null, refusal)
            : (new(tenant, StrictJson.TextOf(claims, "oid")!, StrictJson.TextOf(claims, "name"), IsGuest(claims)), null);
    }

    private string? FaultOf(JsonElement claims, string tenant)
    {
        var isVersion2 = StrictJson.TextOf(claims, "ver") == "2.0";
        return StrictJson.TextOf(claims, "iss") != (isVersion2 ? $"{settings.Authority}/{tenant}/v2.0" : $"{IssuerOfVersion1}/{tenant}/")
                ? "the issuer is another"
            : !IsForUs(StrictJson.TextOf(claims, "aud")) ? "the audience is another"
            : TokenRules.FaultOfTime(claims, clock) is { } untimely ? untimely
            : StrictJson.TextOf(claims, "idtyp") is "app" ? "it speaks for an app, not for a person"
            : !(StrictJson.TextOf(claims, "scp") ?? "").Split(' ').Contains(SignInSettings.Scope) ? "the scope is another"
            : !SignInSettings.TeamsClients.Contains(StrictJson.TextOf(claims, isVersion2 ? "azp" : "appid")) ? "it was not given to Teams"
            : StrictJson.TextOf(claims, "oid") is not { Length: > 0 } ? "it names nobody"
            : null;
    }

    /// <summary>The app's client id; in tokens of version 1 its URI.</summary>
    private bool IsForUs(string? audience) =>
        audience is not null && (audience == settings.ClientId || audience == $"api://{settings.ClientId}" || audience == settings.IdUri);

    /// <summary>Entra says <c>acct</c> where it is asked to, and names the home of whoever signs in from elsewhere.</summary>
    private static bool IsGuest(JsonElement claims) =>
        (claims.TryGetProperty("acct", out var account) && account.ToString() == "1")
        || (StrictJson.TextOf(claims, "idp") is { } home && home != StrictJson.TextOf(claims, "iss"));

    private static string MetadataOf(SignInSettings settings, string tenant) => $"{settings.Authority}/{tenant}/v2.0/.well-known/openid-configuration";

    private static (SignedInPerson?, RequestRejection?) Refused(string why) => (null, new(RequestRejection.Unauthorized, why));
}
