using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// Rings when something has become owed, so that it is done at once and not at the next look. Each kind has its own bell,
/// for its own listener. While somebody still adds to what will be said in lists, those wait for the end.
/// </summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim[] bells = [.. Enum.GetValues<OutboxQueue>().Select(_ => new SemaphoreSlim(0, 1))];

    private int adding;

    /// <summary>Who sends messages in this process, at once when they were claimed with their commit; null while nobody does.</summary>
    public IOutboxReceiver? Receiver { get; set; }

    /// <summary>Whether lists wait, because more is being added to them.</summary>
    public bool ListsWait => Volatile.Read(ref adding) > 0;

    public void Ring() => Array.ForEach(bells, Ring);

    /// <summary>Only those of these kinds.</summary>
    public void Ring(IEnumerable<OutboxQueue> kinds)
    {
        foreach (var kind in kinds)
        {
            Ring(bells[(int)kind]);
        }
    }

    /// <summary>Lists wait until what is returned is disposed of, which also rings.</summary>
    public IDisposable AddToLists()
    {
        Interlocked.Increment(ref adding);
        return new Adding(this);
    }

    /// <returns>True when it rang, false when the time was over.</returns>
    public Task<bool> WaitAsync(OutboxQueue kind, TimeSpan atMost, CancellationToken cancel) => bells[(int)kind].WaitAsync(atMost, cancel);

    public void Dispose() => Array.ForEach(bells, bell => bell.Dispose());

    private sealed class Adding(OutboxSignal signal) : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                Interlocked.Decrement(ref signal.adding);
                signal.Ring();
            }
        }
    }

    private static void Ring(SemaphoreSlim bell)
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is ringing already; one ring wakes the listener for everything that is owed.
        }
    }
}

/// <summary>Does at once what was claimed with its commit.</summary>
public interface IOutboxReceiver
{
    /// <summary>What may be claimed for it just now; null for nothing, because it has enough to do or stops.</summary>
    ClaimOffer? Offer { get; }

    /// <summary>Begins it. When it has stopped meanwhile, the claims are given back.</summary>
    void Take(IReadOnlyList<ClaimedMessage> claimed);
}
