namespace Escalations.Ports;

/// <summary>What is owed, until it has been sent or done. All of it came here in a commit, or as what follows from something that was settled.</summary>
public interface IOutbox
{
    /// <summary>
    /// Takes messages of one kind that are due, at most one for each lane and only the lane's first, for the length of the
    /// lease. Nobody else gets them until it ends. What is owed of the other kind costs nothing here. First comes what is
    /// about an S1 or awaited, then what is about an S2, then the rest: within a lane and among lanes. What concerns one
    /// escalation keeps its order within a lane, and goes by the most severe of it that waits there. A wait that was stored
    /// before the clock was set back counts from now.
    /// </summary>
    /// <param name="lists">False leaves what may be said in a list where it is; what comes before it in its lane is still taken.</param>
    Task<IReadOnlyList<ClaimedMessage>> ClaimMessagesAsync(
        OutboxQueue kind,
        DateTimeOffset now,
        TimeSpan lease,
        int limit,
        CancellationToken cancel,
        bool lists = true
    );

    /// <summary>Lets claims that are still alive last until the given instant; others are left as they are.</summary>
    Task RenewClaimsAsync(IReadOnlyCollection<ClaimedMessage> messages, DateTimeOffset until, CancellationToken cancel);

    /// <summary>Whether anything is owed to a place, whenever its time comes.</summary>
    /// <param name="orderingKey">The lane (<see cref="Target.OrderingKey"/>).</param>
    Task<bool> IsAnyOwedAsync(string tenant, string orderingKey, CancellationToken cancel);

    /// <summary>What is owed to the same place after a claimed message, in the order in which it will leave.</summary>
    Task<IReadOnlyList<WaitingMessage>> WaitingBehindAsync(ClaimedMessage message, int limit, CancellationToken cancel);

    /// <summary>Records what became of a claimed message, with all that follows from it, in one transaction.</summary>
    /// <returns>False when the claim had been lost meanwhile; then nothing was stored.</returns>
    Task<bool> SettleAsync(ClaimedMessage message, DeliveryResult deliveryResult, CancellationToken cancel);

    /// <summary>When the next owed message of a kind can be claimed: past or present when one can be now, null when none is owed.</summary>
    /// <param name="lists">False passes over lanes whose first may be said in a list.</param>
    Task<DateTimeOffset?> NextMessageAtAsync(OutboxQueue kind, CancellationToken cancel, bool lists = true);

    /// <summary>How much is owed, for figures; one for each queue.</summary>
    Task<IReadOnlyList<Backlog>> BacklogAsync(DateTimeOffset now, CancellationToken cancel);
}

/// <summary>What is owed of one kind.</summary>
/// <param name="Count">All that is owed, what waits for its time included. A store may stop counting after some hundred places.</param>
/// <param name="Oldest">Since when the oldest is owed that could be done now, or has been tried; null for none.</param>
public sealed record Backlog(OutboxQueue Queue, long Count, DateTimeOffset? Oldest);

/// <summary>An owed message that this process may now send, or owed work that it may now do.</summary>
/// <param name="Token">The fence: a settlement counts only while the claim is still this one.</param>
/// <param name="Attempts">How many times it has been claimed, this time included.</param>
public sealed record ClaimedMessage(long Number, string Tenant, OutboxMessage Message, int Attempts, DateTimeOffset OwedSince, string Token)
{
    /// <summary>
    /// How many earlier attempts may have delivered it: those that were settled as <see cref="Retry.InDoubt"/>, and those that were
    /// never settled because their process died.
    /// </summary>
    public int Doubts { get; init; }

    /// <summary>How many earlier attempts found its place missing (<see cref="Retry.Missing"/>).</summary>
    public int Misses { get; init; }
}

/// <summary>A message whose turn has not come.</summary>
public sealed record WaitingMessage(long Number, OutboxMessage Message);
