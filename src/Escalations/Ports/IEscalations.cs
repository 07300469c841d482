namespace Escalations.Ports;

/// <summary>
/// The streams of events, one for each escalation, and what is owed because of them. Each tenant's data is apart from every
/// other's. Every call of every port may throw <see cref="StoreUnavailableException"/>; the next one after the fault works.
/// </summary>
public interface IEscalations
{
    /// <summary>
    /// Stores all of a commit or none of it, durably, before it returns.
    /// </summary>
    /// <param name="offer">
    /// Set by whoever can send at once: messages that are the first of their lane and need not wait, nor be said in a list, may be
    /// claimed with the commit. Null claims nothing.
    /// </param>
    /// <exception cref="ChangedMeanwhileException">The escalation has moved on since it was loaded, or the id is taken, or the wish
    /// to be linked has been decided; nothing was stored.</exception>
    Task<CommitResult> CommitAsync(Commit commit, ClaimOffer? offer, CancellationToken cancel);

    /// <summary>The answer that a delivery got when it first came; null when it has not been seen.</summary>
    Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel);

    /// <summary>A number that no other escalation of the tenant and year has or will get, from 1 upward. Gaps are allowed.</summary>
    Task<EscalationId> NextIdAsync(string tenant, int year, CancellationToken cancel);

    Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel);

    /// <summary>An escalation and all of its cards that are on record, of one moment.</summary>
    Task<EscalationWithCards?> FindWithCardsAsync(string tenant, EscalationId id, CancellationToken cancel);

    /// <summary>The stored events, oldest first; empty when there is no such escalation.</summary>
    Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel);

    /// <summary>One stored event by its number in the escalation's history; null when there is no such event.</summary>
    Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel);

    Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string orderingKey, CancellationToken cancel);
}

/// <summary>An escalation, and where its cards are.</summary>
public sealed record EscalationWithCards(Escalation Escalation, IReadOnlyList<PostedCard> Cards)
{
    /// <summary>The card in one lane; null where none is.</summary>
    public PostedCard? CardIn(Target place) => Cards.FirstOrDefault(card => card.OrderingKey == place.OrderingKey);
}

/// <summary>The answer that a delivery first got.</summary>
public sealed record FirstAnswer(string? Text);

/// <summary>Somebody else was first: what was loaded is no longer so. Look again and decide again.</summary>
public sealed class ChangedMeanwhileException(string what) : Exception($"{what} changed meanwhile.");
