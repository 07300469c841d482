using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace TeamsBot.Connector;

/// <summary>
/// The bot's token, asked for once for all who need it and renewed before it ends. A token that Teams refused is
/// never handed out again.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class TokenCache(TokenCredential credential, ConnectorSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim asking = new(1, 1);
    private volatile CachedToken? cachedToken;
    private volatile bool refused;

    public async ValueTask<string> GetAsync(CancellationToken cancel)
    {
        if (cachedToken is { } fresh && IsBefore(fresh, fresh.RenewAt))
        {
            return fresh.Token;
        }

        await asking.WaitAsync(cancel);
        try
        {
            return cachedToken is { } renewed && IsBefore(renewed, renewed.RenewAt) ? renewed.Token : await RenewAsync(cancel);
        }
        finally
        {
            asking.Release();
        }
    }

    /// <summary>Drops a token that Teams answered with 401. Others may have renewed it meanwhile: a newer one stays.</summary>
    public void Refuse(string token)
    {
        if (cachedToken is { } had && had.Token == token)
        {
            refused = true;
            cachedToken = null;
        }
    }

    private async Task<string> RenewAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        try
        {
            var token = await credential.GetTokenAsync(Request(now), cancel);
            refused = false;
            cachedToken = new CachedToken(token.Token, token.ExpiresOn, RenewAt(token.ExpiresOn, now), now, clock.GetTimestamp());
            return token.Token;
        }
        catch (Exception) when (!cancel.IsCancellationRequested && cachedToken is { } old && IsBefore(old, old.EndsAt))
        {
            // Renewing starts early so that this can happen: the token still serves, and the next request asks again.
            return old.Token;
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            throw Failures.NoToken(failed);
        }
    }

    // The credential has a cache of its own; a demand on the token's age makes it ask the authority instead.
    private TokenRequestContext Request(DateTimeOffset now) =>
        new(
            [settings.Scope],
            tenantId: settings.TenantId is { Length: > 0 } tenant ? tenant : null,
            claims: refused ? $$$$"""{"access_token":{"nbf":{"essential":true,"value":"{{{{now.ToUnixTimeSeconds()}}}}"}}}""" : null
        );

    /// <summary>Both clocks must say so: the wall clock can be set back, and the monotonic one stops while the machine sleeps.</summary>
    private bool IsBefore(CachedToken token, DateTimeOffset instant) =>
        clock.GetUtcNow() < instant && token.GotAt + clock.GetElapsedTime(token.Timestamp) < instant;

    private static DateTimeOffset RenewAt(DateTimeOffset ends, DateTimeOffset now)
    {
        var tenth = (ends - now) / 10;
        return ends - (tenth > Reserve ? tenth : Reserve);
    }

    private sealed record CachedToken(string Token, DateTimeOffset EndsAt, DateTimeOffset RenewAt, DateTimeOffset GotAt, long Timestamp);
}
