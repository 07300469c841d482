using Microsoft.Extensions.Logging;

namespace TeamsBot.Door;

/// <summary>
/// The Connector's keys as last seen. Looked up again every day, and for a key that nobody knows, but then at most once an hour,
/// so that made-up keys cause no flood. What was good last stays while the Connector's keys cannot be fetched.
/// </summary>
internal sealed class SigningKeys(KeyFetch fetch, TimeProvider clock, ILogger<SigningKeys> log) : IDisposable
{
    /// <summary>The oldest the keys get while they can be fetched.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    /// <summary>The oldest they get when they cannot: a key that was taken back must not count for ever.</summary>
    public static readonly TimeSpan LastResortFor = TimeSpan.FromDays(5);

    /// <summary>The time between two looks for keys that nobody knows.</summary>
    public static readonly TimeSpan BetweenWaves = TimeSpan.FromHours(1);

    /// <summary>The time between two tries while there is no key at all.</summary>
    public static readonly TimeSpan RetryWithoutKeys = TimeSpan.FromSeconds(2);

    /// <summary>The time between two tries while the last good keys serve.</summary>
    public static readonly TimeSpan RetryWithKeys = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim fetching = new(1, 1);
    private volatile State now = new(null, 0, null, null);

    /// <summary>True when a token can be checked.</summary>
    public bool AreKnown => now is { Keys: not null } state && Since(state.FetchedAt) < LastResortFor;

    /// <returns>The key, if it is known; and whether any key is known at all.</returns>
    public async ValueTask<(SigningKey? Key, bool AreKnown)> FindAsync(string kid, CancellationToken cancel)
    {
        await KeepFreshAsync(GoodFor, cancel);
        if (IsWaveFor(kid)) await FetchWhenAsync(() => IsWaveFor(kid), isWave: true, cancel);
        return (Known(kid), AreKnown);
    }

    /// <summary>Fetches the keys when they are older than that, unless it was tried in vain a moment ago.</summary>
    public async Task KeepFreshAsync(TimeSpan age, CancellationToken cancel)
    {
        if (IsDue(age)) await FetchWhenAsync(() => IsDue(age), isWave: false, cancel);
    }

    public void Dispose() => fetching.Dispose();

    private SigningKey? Known(string kid) => AreKnown ? now.Keys!.GetValueOrDefault(kid) : null;

    private bool IsDue(TimeSpan age) => now is var state && (state.Keys is null || Since(state.FetchedAt) >= age) && MayTry(state);

    private bool IsWaveFor(string kid) =>
        AreKnown && Known(kid) is null && now is var state && MayTry(state) && (state.WavedAt is not { } at || Since(at) >= BetweenWaves);

    private bool MayTry(State state) =>
        state.FailedAt is not { } at || Since(at) >= (state.Keys is null ? RetryWithoutKeys : RetryWithKeys);

    /// <summary>One fetch at a time; whoever waited for another's looks again whether there is anything left to do.</summary>
    private async Task FetchWhenAsync(Func<bool> isWanted, bool isWave, CancellationToken cancel)
    {
        await fetching.WaitAsync(cancel);
        try
        {
            if (!isWanted()) return;

            // The caller may hang up; the keys are for everybody.
            var keys = await fetch.FetchAsync(CancellationToken.None);
            var at = clock.GetTimestamp();
            now = new(keys, at, null, isWave ? at : now.WavedAt);
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

    // Counted on the steady clock: the wall clock may jump.
    private TimeSpan Since(long timestamp) => clock.GetElapsedTime(timestamp);

    private sealed record State(IReadOnlyDictionary<string, SigningKey>? Keys, long FetchedAt, long? FailedAt, long? WavedAt);
}
