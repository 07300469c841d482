using System.Text.Json;
using Escalations.Launches;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Takes somebody out of the record of a launch, with the event that vouches for what is left: as <see cref="Erasure"/> does.</summary>
internal static class LaunchErasure
{
    /// <returns>Whether there was anything to erase.</returns>
    /// <exception cref="InvalidDataException">The record has been changed by somebody: it is left as it is.</exception>
    /// <exception cref="ChangedMeanwhileException">Somebody else was first every time.</exception>
    public static Task<bool> StoreAsync(
        IEscalations escalations,
        ILaunches launches,
        string tenant,
        string id,
        Func<string, string> erase,
        DateTimeOffset now,
        string person,
        string askedBy,
        CancellationToken cancel
    ) =>
        Erasure.StoreAsync(
            escalations,
            async () =>
                await launches.FindLaunchAsync(tenant, id, cancel) is { } head
                && Of(tenant, head, await launches.LaunchHistoryAsync(tenant, id, cancel), erase, now, person, askedBy) is { } change
                    ? Erasure.Commit(tenant, now) with
                    {
                        Directory = new() { Launch = change },
                    }
                    : null,
            cancel
        );

    private static LaunchChange? Of(
        string tenant,
        LaunchHead head,
        IReadOnlyList<SealedEvent> stored,
        Func<string, string> erase,
        DateTimeOffset now,
        string person,
        string askedBy
    )
    {
        IReadOnlyList<SealedEvent> history = [.. stored.Take(head.Version)];
        if (LaunchChain.FirstBroken(tenant, head, history) is { } broken)
        {
            throw new InvalidDataException(
                $"The record of launch {head.Id} has been changed at event {broken}. Nothing is erased in it, so that this stays visible."
            );
        }

        IReadOnlyList<SealedEvent> changed = [.. history.Select(e => e with { Json = erase(e.Json) }).Where((left, i) => left.Json != history[i].Json)];

        // What is kept beside the record names sources, which may be people.
        var text = JsonSerializer.Serialize(head, LaunchJson.Default.LaunchHead);
        var left = erase(text);
        if (changed.Count == 0 && left == text)
        {
            return null;
        }

        var vouching = new LaunchErased([.. changed.Select(e => new ErasedEvent(e.Sequence, e.Hash, HashChain.Digest(e.Json)))], person, askedBy);
        var change = LaunchRecords.Changed(tenant, head, new("", "Escalation Agent"), now, [vouching]);
        return change with
        {
            After = change.After with { Measured = JsonSerializer.Deserialize(left, LaunchJson.Default.LaunchHead)!.Measured },
            Rewritten = changed,
        };
    }
}
