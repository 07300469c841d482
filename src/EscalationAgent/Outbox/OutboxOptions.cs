using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Outbox;

/// <summary>How what is owed of one kind is done.</summary>
/// <param name="AtOnce">How many are done side by side, not counting those that take longer than <see cref="SlowAfter"/>.</param>
/// <param name="Lease">How long a claim lives without being renewed. This process renews its own; one that outlives its lease
/// belongs to a process that died.</param>
/// <param name="Farewell">How long what is under way may still take when the program stops. Together they are shorter than the
/// host waits for its services.</param>
internal sealed record OutboxOptions(OutboxQueue Kind, int AtOnce, TimeSpan Lease, TimeSpan Farewell)
{
    /// <summary>What takes longer is left to itself, and its place is free for another. Default: nothing is.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.MaxValue;

    /// <summary>How many are done side by side, the slow ones included. Default: <see cref="AtOnce"/>.</summary>
    public int AtMost { get; init; } = AtOnce;

    /// <summary>What is done makes lines owed that belong in one list: lists wait until there is nothing more to do.</summary>
    public bool AddsToLists { get; init; }

    public required Func<ClaimedMessage, CancellationToken, Task<DeliveryResult>> DoAsync { get; init; }

    /// <summary>What becomes owed in place of something that was given up.</summary>
    public required Func<ClaimedMessage, DeadLettered, CancellationToken, Task<IReadOnlyList<OutboxMessage>>> InsteadAsync { get; init; }
}
