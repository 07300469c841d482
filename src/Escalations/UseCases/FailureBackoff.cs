using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// What is due and could not be done, left aside for a growing while so that it keeps nobody else waiting. It is kept in
/// memory only: other processes, and this one after a restart, may try. The waits go by the monotonic clock.
/// </summary>
internal sealed class FailureBackoff(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>While the fault may be everybody's, it is looked often whether it is over.</summary>
    private static readonly TimeSpan LongestInDoubt = TimeSpan.FromSeconds(5);

    /// <summary>So many that fail for reasons of their own, with nothing done since, are no coincidence.</summary>
    private const int TooMany = 10;

    private const long NotInDoubt = -1;

    private readonly Lock gate = new();
    private readonly Dictionary<DueKey, Entry> entries = [];
    private long done;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>
    /// Whether what has failed speaks against this process or its store: nothing has been done since, and it is many, or not their
    /// own fault.
    /// </summary>
    public bool NothingCanBeDone
    {
        get
        {
            lock (gate)
            {
                var inDoubt = entries.Values.Where(entry => entry.DoneBefore == done).ToList();
                return inDoubt.Count >= TooMany || inDoubt.Exists(entry => !entry.IsOwnFault);
            }
        }
    }

    /// <summary>Whether it is not yet time to try this one again.</summary>
    public bool Holds(DueKey key)
    {
        lock (gate)
        {
            return entries.TryGetValue(key, out var entry) && clock.GetElapsedTime(entry.Since) < entry.Wait;
        }
    }

    public void Done(DueKey key)
    {
        lock (gate)
        {
            done++;
            entries.Remove(key);
        }
    }

    /// <param name="isOwnFault">It is the escalation itself that cannot be done, not the store.</param>
    /// <returns>How many times it has failed, this time included, and until when it is left aside.</returns>
    public (int Times, DateTimeOffset Until) Failed(DueKey key, bool isOwnFault)
    {
        lock (gate)
        {
            var entry = Wait(key, entries.GetValueOrDefault(key) ?? new(0, 0, TimeSpan.Zero, done, isOwnFault), isOwnFault);
            return (entry.Times, clock.GetUtcNow() + entry.Wait);
        }
    }

    /// <summary>There was nothing to do: somebody else was faster, or it is listed in error. Listed again, it waits longer.</summary>
    public void FoundNothing(DueKey key)
    {
        lock (gate)
        {
            Wait(key, entries.GetValueOrDefault(key) ?? new(0, 0, TimeSpan.Zero, NotInDoubt, IsOwnFault: true), isOwnFault: true);
        }
    }

    /// <summary>Forgets what is due no more.</summary>
    public void KeepOnly(IReadOnlyCollection<DueKey> due)
    {
        lock (gate)
        {
            foreach (var over in entries.Keys.Except(due).ToList())
            {
                entries.Remove(over);
            }
        }
    }

    private Entry Wait(DueKey key, Entry before, bool isOwnFault)
    {
        var longest = isOwnFault || before.DoneBefore < done ? Longest : LongestInDoubt;
        var wait = TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(before.Times, 16))));
        return entries[key] = before with { Times = before.Times + 1, Since = clock.GetTimestamp(), Wait = wait, IsOwnFault = isOwnFault };
    }

    /// <param name="Since">The timestamp from which it waits.</param>
    /// <param name="DoneBefore">How much had been done in all when it first failed.</param>
    private sealed record Entry(int Times, long Since, TimeSpan Wait, long DoneBefore, bool IsOwnFault);
}
