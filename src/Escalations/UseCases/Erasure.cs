using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What becomes of an escalation whose record is to lose texts: one change, with the event that vouches for what is left.</summary>
public static class Erasure
{
    /// <summary>Somebody may be working with an escalation just then.</summary>
    private const int Tries = 5;

    /// <summary>
    /// Erases, and looks again when somebody else was first. It does not pass the executor: nothing happens in the matter, nobody hears of it, and
    /// whoever asks need not know the playbook.
    /// </summary>
    /// <returns>Whether there was anything to erase.</returns>
    /// <exception cref="InvalidDataException">As for <see cref="Of"/>.</exception>
    /// <exception cref="ChangedMeanwhileException">Somebody else was first every time.</exception>
    internal static Task<bool> StoreAsync(
        IEscalations escalations,
        string tenant,
        EscalationId id,
        Func<string, string> erase,
        DateTimeOffset now,
        CancellationToken cancel,
        string? person = null,
        string? askedBy = null
    ) =>
        StoreAsync(
            escalations,
            async () =>
                Of(tenant, id, await escalations.HistoryAsync(tenant, id, cancel), erase, now, person, askedBy) is { } change
                    ? Commit(tenant, now) with
                    {
                        Change = change,
                    }
                    : null,
            cancel
        );

    /// <inheritdoc cref="StoreAsync(IEscalations, string, EscalationId, Func{string, string}, DateTimeOffset, CancellationToken, string?, string?)"/>
    /// <param name="look">What is to be stored, as the record is just then; null where there is nothing to erase.</param>
    internal static async Task<bool> StoreAsync(IEscalations escalations, Func<Task<Commit?>> look, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            if (await look() is not { } commit)
            {
                return false;
            }

            try
            {
                await escalations.CommitAsync(commit, offer: null, cancel);
                return true;
            }
            catch (ChangedMeanwhileException) when (tried < Tries)
            {
                // It is read again, with what happened meanwhile.
            }
        }
    }

    /// <summary>Puts on record that somebody was erased.</summary>
    internal static Task NoteAsync(IEscalations escalations, string tenant, string person, string askedBy, DateTimeOffset now, CancellationToken cancel)
    {
        var change = new DirectoryChange(DirectoryChangeKind.PersonErased, now, new(askedBy, askedBy), new(person, person));
        return escalations.CommitAsync(Commit(tenant, now) with { Directory = new() { Changes = [change] } }, offer: null, cancel);
    }

    internal static Commit Commit(string tenant, DateTimeOffset now) => new() { Tenant = tenant, At = now };

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
        if (changed.Count == 0 && (person is not null || history.Any(stored => HashChain.Open(stored).What is Erased { Person: null })))
        {
            return null;
        }

        var erased = new Erased([.. changed.Select(left => new ErasedEvent(left.Sequence, left.Hash, HashChain.Digest(left.Json)))], person, askedBy);
        var escalation = Escalation.Fold(tenant, id, after.Select(HashChain.Open));
        var happened = new RecordedEvent(escalation.Version + 1, now, Actor.Clock, null, erased);
        return new([happened], escalation.After(happened)) { Rewritten = changed };
    }
}
