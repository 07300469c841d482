using Escalations.Ports;

namespace TestSupport;

/// <summary>For tests that only store.</summary>
internal static class Committing
{
    /// <inheritdoc cref="IEscalations.CommitAsync"/>
    /// <returns>Null when it was stored now; the first answer when the same delivery had been stored before.</returns>
    public static async Task<FirstAnswer?> CommitAsync(this IEscalations escalations, Commit commit, CancellationToken cancel) =>
        (await escalations.CommitAsync(commit, offer: null, cancel)).First;
}
