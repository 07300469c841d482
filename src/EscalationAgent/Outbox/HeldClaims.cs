using Escalations.Ports;

namespace EscalationAgent.Outbox;

/// <summary>
/// What this process has claimed and not settled yet. Claims are renewed as long as it is at work on them, so that a short
/// lease is enough and whoever dies is followed soon. What became of a message is kept until the store has taken it, so
/// that a store which fails just then has nothing done twice.
/// </summary>
/// <param name="lease">How long a claim lives without being renewed.</param>
/// <param name="lost">Told of a message whose claim somebody else has taken meanwhile.</param>
internal sealed class HeldClaims(IOutbox outbox, TimeSpan lease, TimeProvider clock, Action<ClaimedMessage> lost)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, HeldClaim> held = [];

    /// <summary>Takes over what was just claimed.</summary>
    /// <returns>What is to be begun. What is under way here already, because its lease had run out, goes on with its new claim.</returns>
    public IReadOnlyList<ClaimedMessage> Take(IReadOnlyList<ClaimedMessage> claimed)
    {
        lock (gate)
        {
            var begun = new List<ClaimedMessage>(claimed.Count);
            foreach (var message in claimed)
            {
                if (held.TryGetValue(message.Number, out var underWay))
                {
                    // A claim with its commit may be handed over after a later one.
                    underWay.Claim = message.Attempts > underWay.Claim.Attempts ? message : underWay.Claim;
                }
                else
                {
                    held.Add(message.Number, new(message));
                    begun.Add(message);
                }
            }

            return begun;
        }
    }

    /// <summary>Stores what became of a message, now or as soon as the store works again.</summary>
    public async Task SettleAsync(long number, DeliveryResult deliveryResult)
    {
        HeldClaim item;
        lock (gate)
        {
            item = held[number];
            item.Settlement = deliveryResult;
        }

        try
        {
            await FinishAsync(item);
        }
        catch (StoreUnavailableException)
        {
            item.Waits = true;
        }
    }

    /// <summary>Lets go of a message of which nothing is to be stored; its lease runs out.</summary>
    public void Forget(long number)
    {
        lock (gate)
        {
            held.Remove(number);
        }
    }

    /// <summary>Stores what the store would not take before.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="StoreUnavailableException">It still does not.</exception>
    public async Task<bool> FlushAsync()
    {
        List<HeldClaim> waiting;
        lock (gate)
        {
            waiting = [.. held.Values.Where(item => item.Waits)];
        }

        foreach (var item in waiting)
        {
            await FinishAsync(item);
        }

        return waiting.Count > 0;
    }

    /// <summary>Renews every claim well before its end, until it is cancelled.</summary>
    public async Task RenewAsync(Action<Exception> failed, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(lease / 5, clock, over);
                List<ClaimedMessage> claims;
                lock (gate)
                {
                    claims = [.. held.Values.Select(item => item.Claim)];
                }

                if (claims.Count > 0)
                {
                    await outbox.RenewClaimsAsync(claims, clock.GetUtcNow() + lease, over);
                }
            }
            catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
            {
                // Nobody else can claim anything either while the store takes nothing.
            }
            catch (Exception failure)
            {
                failed(failure);
            }
        }
    }

    private async Task FinishAsync(HeldClaim item)
    {
        var (claim, isKept, isStored) = (item.Claim, false, false);
        try
        {
            while (!(isStored = await outbox.SettleAsync(claim, item.Settlement!, CancellationToken.None)))
            {
                lock (gate)
                {
                    // In one step: a claim that comes after it is begun by itself.
                    if (ReferenceEquals(claim, item.Claim))
                    {
                        Remove(item);
                        break;
                    }
                }

                // It was claimed again by this process itself meanwhile.
                claim = item.Claim;
            }
        }
        catch (StoreUnavailableException)
        {
            isKept = true;
            throw;
        }
        finally
        {
            if (!isKept)
            {
                lock (gate)
                {
                    Remove(item);
                }
            }
        }

        if (!isStored)
        {
            lost(claim);
        }
        else if (!ReferenceEquals(claim, item.Claim))
        {
            // It was to be tried again at once, and was claimed before it was forgotten here: nobody is at work on that claim.
            await outbox.SettleAsync(item.Claim, new Retry(clock.GetUtcNow(), "claimed while it was being settled"), CancellationToken.None);
        }
    }

    /// <summary>Removes this one, and no later one of the same message.</summary>
    private void Remove(HeldClaim item)
    {
        if (held.TryGetValue(item.Claim.Number, out var now) && now == item)
        {
            held.Remove(item.Claim.Number);
        }
    }

    private sealed class HeldClaim(ClaimedMessage claim)
    {
        public ClaimedMessage Claim { get; set; } = claim;

        public DeliveryResult? Settlement { get; set; }

        /// <summary>The store would not take the settlement.</summary>
        public bool Waits { get; set; }
    }
}
