using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Tests.Storage;

/// <summary>What tests ask of a store, in few words.</summary>
internal static class StoreReads
{
    public static async Task<IReadOnlyList<Binding>> BindingsAsync(this IDirectory directory, string tenant, CancellationToken cancel) =>
        (await directory.LinksAsync(tenant, cancel)).Bindings;

    public static async Task<IReadOnlyList<Unreachable>> UnreachableAsync(this IDirectory directory, string tenant, CancellationToken cancel) =>
        (await directory.LinksAsync(tenant, cancel)).Unreachable;

    public static async Task<IReadOnlyList<PostedCard>> CardsAsync(this IEscalations escalations, string tenant, EscalationId id, CancellationToken cancel) =>
        (await escalations.FindWithCardsAsync(tenant, id, cancel))?.Cards ?? [];

    /// <summary>Stores many changes, each by itself.</summary>
    public static async Task CommitAllAsync(
        this IEscalations escalations,
        string tenant,
        DateTimeOffset at,
        IEnumerable<Change> changes,
        CancellationToken cancel
    )
    {
        foreach (var some in changes.Chunk(200))
        {
            await Task.WhenAll(
                some.Select(change =>
                    escalations.CommitAsync(
                        new()
                        {
                            Tenant = tenant,
                            At = at,
                            Change = change,
                        },
                        cancel
                    )
                )
            );
        }
    }
}
