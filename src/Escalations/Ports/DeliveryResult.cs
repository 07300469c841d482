namespace Escalations.Ports;

/// <summary>What became of a claimed message.</summary>
public abstract record DeliveryResult;

/// <summary>It was delivered.</summary>
public sealed record Delivered(DateTimeOffset At) : DeliveryResult
{
    /// <summary>The card that was posted or updated; it replaces the earlier one of the same escalation and lane.</summary>
    public PostedCard? Card { get; init; }

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>How many lines they were told that day, with this one; null where it does not count.</summary>
    public NoticesTold? Told { get; init; }

    /// <summary>Messages behind it in its lane that were said together with it; they count as sent too.</summary>
    public IReadOnlyList<long> AlsoDelivered { get; init; } = [];

    /// <summary>True when it was posted, so that its place can be reached; a change of what is there already shows nothing.</summary>
    public bool HasReached { get; init; }

    /// <summary>What becomes owed now, besides the message's own <see cref="OutboxMessage.FollowUps"/>, which the store adds by itself.</summary>
    public IReadOnlyList<OutboxMessage> FollowUps { get; init; } = [];
}

/// <summary>It is tried again, not before the given instant. Its lane waits.</summary>
public sealed record Retry(DateTimeOffset NotBefore, string Why) : DeliveryResult
{
    /// <summary>This attempt may have delivered it; counted in <see cref="ClaimedMessage.Doubts"/>.</summary>
    public bool InDoubt { get; init; }

    /// <summary>This attempt did not find its place; counted in <see cref="ClaimedMessage.Misses"/>.</summary>
    public bool Missing { get; init; }

    /// <summary>The message failed, not its place: only what concerns the same escalation waits for it there, the others go on.</summary>
    public bool IsItsOwn { get; init; }
}

/// <summary>It can't be delivered. It is kept as such, its lane goes on, and its <see cref="OutboxMessage.FollowUps"/> does not become owed.</summary>
public sealed record DeadLettered(DateTimeOffset At, string Why) : DeliveryResult
{
    /// <summary>What kind of end it is; what is said and done about it depends on it.</summary>
    public DeadLetterCause Cause { get; init; }

    /// <summary>For the log, not for people: what the other side said.</summary>
    public string? Detail { get; init; }

    /// <summary>What becomes owed instead.</summary>
    public IReadOnlyList<OutboxMessage> Fallbacks { get; init; } = [];
}
