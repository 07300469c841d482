using Escalations;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// One thing that a commit or a settlement owes in another partition. It is stored with what causes it, carried there
/// afterwards as often as need be, and counts once.
/// </summary>
internal sealed record OwedItem
{
    /// <summary>When it was committed, UTC ticks.</summary>
    public required long At { get; init; }

    /// <summary>A message that is to be put into its lane.</summary>
    public OwedMessage? Message { get; init; }

    /// <summary>What is to be so in the directory, unless something later is so already.</summary>
    public DirectoryEntry? Entry { get; init; }

    /// <summary>What is to be in the directory no longer; as the entry.</summary>
    public RemovedEntry? Removed { get; init; }

    /// <summary>Where a card is now.</summary>
    public OwedCard? Card { get; init; }

    /// <summary>What is left of an event after an erasure.</summary>
    public LeftEvent? Left { get; init; }
}

/// <summary>A message on the way to its lane.</summary>
internal sealed record OwedMessage(
    long Number,
    string OrderingKey,
    OutboxQueue Kind,
    int Rank,
    string? About,
    bool IsListable,
    long ReadyAt,
    string Json,
    bool MayHaveArrived
);

internal sealed record RemovedEntry(string Kind, string Key);

internal sealed record LeftEvent(int Year, int Number, int Sequence, string Hash, string Json);

internal sealed record OwedCard(int Year, int Number, string OrderingKey, string Json);
