namespace Escalations.Ports;

/// <summary>What a store is asked when texts are to go out of it.</summary>
public interface IErasures
{
    /// <summary>Escalations that ended before an instant and still have their texts, of all tenants, the earliest end first: a page after a position.</summary>
    /// <param name="after">Null for the first page.</param>
    Task<IReadOnlyList<EndedKey>> EndedAsync(DateTimeOffset before, EndedKey? after, int limit, CancellationToken cancel);

    /// <summary>Removes what is left of erased texts beside the record itself, such as in a log of what was written.</summary>
    /// <returns>False when that has to be tried again, because somebody is just reading.</returns>
    Task<bool> ScrubAsync(CancellationToken cancel);

    /// <summary>All escalations of a tenant, by number.</summary>
    Task<IReadOnlyList<EscalationId>> AllAsync(string tenant, CancellationToken cancel);

    /// <summary>
    /// Takes a person out of all that is stored of a tenant beside escalations: who they are and what is theirs goes, elsewhere they are
    /// called by their pseudonym. Asked again, it does nothing more.
    /// </summary>
    /// <returns>How many entries were changed or removed.</returns>
    Task<int> EraseAsync(string tenant, ErasedPerson person, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>An escalation that has ended, and when.</summary>
public readonly record struct EndedKey(string Tenant, EscalationId Id, DateTimeOffset EndedAt);
