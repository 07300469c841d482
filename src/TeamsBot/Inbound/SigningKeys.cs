using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TeamsBot.Inbound;

/// <summary>
/// The Connector's keys as last seen. Looked up again every day, and for a key that nobody knows: if nothing else is wrong with its
/// token, once an hour for each, and for all of them at most once a minute. So made-up keys cause no flood, and a key that was really
/// changed is found within a minute whatever strangers make up. What was good last stays while the Connector's keys cannot be fetched.
/// </summary>
internal sealed class SigningKeys(KeyFetch fetch, TimeProvider clock, ILogger<SigningKeys> log) : IDisposable
{
    /// <summary>The oldest the keys get while they can be fetched.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    /// <summary>The oldest they get when they cannot: a key that was taken back must not count forever.</summary>
    public static readonly TimeSpan LastResortFor = TimeSpan.FromDays(5);

    /// <summary>The time between two looks for the same key that nobody knows.</summary>
    public static readonly TimeSpan UnknownFor = TimeSpan.FromHours(1);

    /// <summary>The time between two looks for different ones.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>The time between two tries while there is no key at all.</summary>
    public static readonly TimeSpan RetryWithoutKeys = TimeSpan.FromSeconds(2);

    /// <summary>The time between two tries while the last good keys serve.</summary>
    public static readonly TimeSpan RetryWithKeys = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim fetching = new(1, 1);

    /// <summary>Keys that were looked for in vain, and when; as many at most as there are looks in an hour.</summary>
    private readonly ConcurrentDictionary<string, long> unknown = new(StringComparer.Ordinal);

    private volatile State now = new(null, 0, null, null);

    /// <summary>True when a token can be checked.</summary>
    public bool AreKnown => now is { Keys: not null } state && Since(state.FetchedAt) < LastResortFor;

    /// <param name="kid">The key's id.</param>
    /// <param name="mayLook">Whether it may be looked for when it is unknown: for tokens with which nothing else is wrong.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The key, if it is known; and whether any key is known at all.</returns>
    public async ValueTask<(SigningKey? Key, bool AreKnown)> FindAsync(string kid, bool mayLook, CancellationToken cancel)
    {
        await KeepFreshAsync(GoodFor, cancel);
        if (mayLook && IsLookDueFor(kid))
            await FetchWhenAsync(() => IsLookDueFor(kid), kid, cancel);
        return (Known(kid), AreKnown);
    }

    /// <summary>Fetches the keys when they are older than that, unless it was tried in vain a moment ago.</summary>
    public async Task KeepFreshAsync(TimeSpan age, CancellationToken cancel)
    {
        if (IsDue(age))
            await FetchWhenAsync(() => IsDue(age), null, cancel);
    }

    public void Dispose() => fetching.Dispose();

    private SigningKey? Known(string kid) => AreKnown ? now.Keys!.GetValueOrDefault(kid) : null;

    private bool IsDue(TimeSpan age) => now is var state && (state.Keys is null || Since(state.FetchedAt) >= age) && MayTry(state);

    private bool IsLookDueFor(string kid) =>
        AreKnown
        && Known(kid) is null
        && now is var state
        && MayTry(state)
        && (state.LookedAt is not { } at || Since(at) >= BetweenLooks)
        && !(unknown.TryGetValue(kid, out var missed) && Since(missed) < UnknownFor);

    private bool MayTry(State state) => state.FailedAt is not { } at || Since(at) >= (state.Keys is null ? RetryWithoutKeys : RetryWithKeys);

    /// <summary>One fetch at a time; whoever waited for another's looks again whether there is anything left to do.</summary>
    private async Task FetchWhenAsync(Func<bool> isWanted, string? lookFor, CancellationToken cancel)
    {
        await fetching.WaitAsync(cancel);
        try
        {
            if (!isWanted())
                return;

            // The caller may hang up; the keys are for everybody.
            var keys = await fetch.FetchAsync(CancellationToken.None);
            var at = clock.GetTimestamp();
            now = new(keys, at, null, lookFor is null ? now.LookedAt : at);
            if (lookFor is not null)
                Remember(lookFor, at);
            log.KeysFetched(keys.Count);
        }
        catch (KeyFetchException e)
        {
            now = now with { FailedAt = clock.GetTimestamp() };
            log.KeysNotFetched(e.Message, AreKnown);
        }
        finally
        {
            fetching.Release();
        }
    }

    private void Remember(string kid, long at)
    {
        foreach (var (old, _) in unknown.Where(entry => Since(entry.Value) >= UnknownFor))
            unknown.TryRemove(old, out _);
        if (Known(kid) is null)
            unknown[kid] = at;
    }

    // Counted on the steady clock: the wall clock may jump.
    private TimeSpan Since(long timestamp) => clock.GetElapsedTime(timestamp);

    private sealed record State(IReadOnlyDictionary<string, SigningKey>? Keys, long FetchedAt, long? FailedAt, long? LookedAt);
}
