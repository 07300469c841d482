using System.Text.Json;
using Escalations.Launches;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Takes somebody out of the record of a launch, with the event that vouches for what is left: as <see cref="Erasure"/> does.</summary>
internal static class LaunchErasure
{
    private const int Tries = 5;

    /// <returns>Whether there was anything to erase.</returns>
    /// <exception cref="InvalidDataException">The record has been changed by somebody: it is left as it is.</exception>
    public static async Task<bool> StoreAsync(
        IEscalations escalations,
        ILaunches launches,
        string tenant,
        string id,
        Func<string, string> erase,
        DateTimeOffset now,
        string person,
        string askedBy,
        CancellationToken cancel
    )
    {
        for (var tried = 1; ; tried++)
        {
            if (await launches.FindLaunchAsync(tenant, id, cancel) is not { } head)
            {
                return false;
            }

            IReadOnlyList<SealedEvent> history = [.. (await launches.LaunchHistoryAsync(tenant, id, cancel)).Take(head.Version)];
            if (LaunchChain.FirstBroken(tenant, head, history) is { } broken)
            {
                throw new InvalidDataException(
                    $"The record of launch {id} has been changed at event {broken}. Nothing is erased in it, so that this stays visible."
                );
            }

            IReadOnlyList<SealedEvent> changed =
            [
                .. history.Select(stored => stored with { Json = erase(stored.Json) }).Where((left, i) => left.Json != history[i].Json),
            ];

            // What is kept beside the record names sources, which may be people.
            var text = JsonSerializer.Serialize(head, LaunchJson.Default.LaunchHead);
            var left = erase(text);
            if (changed.Count == 0 && left == text)
            {
                return false;
            }

            var vouching = new LaunchErased([.. changed.Select(e => new ErasedEvent(e.Sequence, e.Hash, HashChain.Digest(e.Json)))], person, askedBy);
            var change = LaunchRecords.Changed(tenant, head, new("", "Escalation Agent"), now, [vouching]);
            var after = change.After with { Measured = JsonSerializer.Deserialize(left, LaunchJson.Default.LaunchHead)!.Measured };
            try
            {
                await escalations.CommitAsync(
                    new()
                    {
                        Tenant = tenant,
                        At = now,
                        Directory = new() { Launch = change with { After = after, Rewritten = changed } },
                    },
                    offer: null,
                    cancel
                );
                return true;
            }
            catch (ChangedMeanwhileException) when (tried < Tries)
            {
                // It is read again, with what happened meanwhile.
            }
        }
    }
}
