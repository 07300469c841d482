using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What becomes of an escalation whose record is to lose texts: one change, with the event that vouches for what is left.</summary>
public static class Erasure
{
    /// <param name="history">All that is stored of it.</param>
    /// <param name="erase">What is left of a stored event.</param>
    /// <param name="person">By what a person is called from now on; null where all texts go.</param>
    /// <param name="askedBy">Who asked for it; null where the playbook did.</param>
    /// <returns>Null when there is nothing to erase.</returns>
    /// <exception cref="InvalidDataException">The record has been changed by somebody, or could not be read afterwards: it is left as it is.</exception>
    public static Change? Of(
        string tenant,
        EscalationId id,
        IReadOnlyList<SealedEvent> history,
        Func<string, string> erase,
        DateTimeOffset now,
        string? person = null,
        string? askedBy = null
    )
    {
        if (HashChain.FirstBroken(tenant, id, history) is { } broken)
        {
            throw new InvalidDataException($"The record of {id} has been changed at event {broken}. Nothing is erased in it, so that this stays visible.");
        }

        IReadOnlyList<SealedEvent> after = [.. history.Select(stored => stored with { Json = erase(stored.Json) })];
        IReadOnlyList<SealedEvent> changed = [.. after.Where((left, i) => left.Json != history[i].Json)];
        if (changed.Count == 0 && person is not null)
        {
            return null;
        }

        var erased = new Erased([.. changed.Select(left => new ErasedEvent(left.Sequence, left.Hash, HashChain.Digest(left.Json)))], person, askedBy);
        var escalation = Escalation.Fold(tenant, id, after.Select(HashChain.Open));
        var happened = new RecordedEvent(escalation.Version + 1, now, Actor.Clock, null, erased);
        return new([happened], escalation.After(happened)) { Rewritten = changed };
    }
}
