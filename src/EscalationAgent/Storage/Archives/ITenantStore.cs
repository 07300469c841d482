namespace EscalationAgent.Storage.Archives;

/// <summary>A store whose data of one tenant can be carried into another store.</summary>
internal interface ITenantStore
{
    /// <summary>All that is stored of a tenant. No more than one escalation is held in memory.</summary>
    IAsyncEnumerable<TenantRecord> ReadTenantAsync(string tenant, CancellationToken cancel);

    /// <summary>Whether anything of a tenant is stored, other than by this archive.</summary>
    /// <param name="archive">Its hash: what it has stored before it was broken off does not count.</param>
    Task<bool> HoldsAsync(string tenant, string archive, CancellationToken cancel);

    /// <summary>Stores all of an archive that has been verified.</summary>
    Task WriteTenantAsync(ArchiveReader archive, DateTimeOffset now, CancellationToken cancel);
}
