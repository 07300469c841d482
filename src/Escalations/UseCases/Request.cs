namespace Escalations.UseCases;

/// <summary>Who asks, and from where.</summary>
/// <param name="Delivery">The key of the delivery, for recognising a repetition; null when the machine asks.</param>
/// <param name="ReplyTo">Where the answer is said; null when the caller shows it in another way, such as on the pressed card.</param>
public sealed record Request(string Tenant, string? Delivery, Person By, Target? ReplyTo)
{
    /// <summary>What the machine asks of itself.</summary>
    /// <param name="delivery">A key of what caused it, so that a repetition changes nothing.</param>
    public static Request ByMachine(string tenant, string delivery) => new(tenant, delivery, new Person("", "Escalation Agent"), null);

    /// <summary>What the delivery told about how to reach the person.</summary>
    public Contact? Contact { get; init; }

    /// <summary>The channel it came from; null in chats.</summary>
    public Channel? Channel { get; init; }

    /// <summary>True when Teams says that the person belongs to another organisation.</summary>
    public bool IsGuest { get; init; }

    /// <summary>The person's chat or the channel that it came from: it can be reached. Null when the machine asks.</summary>
    public Target? HeardFrom { get; init; }

    /// <summary>True when the delivery told something about the channel that was not known.</summary>
    public bool IsChannelNews { get; init; }
}

/// <summary>What came of a request.</summary>
public sealed record Response
{
    /// <summary>What the person is told; null when what they see says enough.</summary>
    public string? Say { get; init; }

    /// <summary>True when nothing was done, and <see cref="Say"/> tells why.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>The escalation that it was about, when there is one.</summary>
    public EscalationId? About { get; init; }

    public IReadOnlyList<Change> Changes { get; init; } = [];

    public IReadOnlyList<OutboxMessage> Messages { get; init; } = [];

    public IReadOnlyList<Binding> Bindings { get; init; } = [];

    /// <summary>People who were met or read of on the way, so that they can be written to.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<Administrator> Administrators { get; init; } = [];

    public IReadOnlyList<string> FormerAdministrators { get; init; } = [];

    public IReadOnlyList<string> Unlinked { get; init; } = [];

    public LinkRequest? LinkRequest { get; init; }

    public string? DecidedLinkRequest { get; init; }

    public IReadOnlyList<DirectoryChange> DirectoryChanges { get; init; } = [];

    public IReadOnlyList<Unreachable> Unreachable { get; init; } = [];

    public IReadOnlyList<KeptNews> KeptNews { get; init; } = [];

    public PendingNotes? PendingNotes { get; init; }

    public bool ForgetPendingNotes { get; init; }

    /// <summary>What asking a model has cost, to be counted; null when none was asked.</summary>
    public ModelUse? ModelUse { get; init; }

    public static Response Refused(string why, EscalationId? about = null) => new() { Say = why, IsRefusal = true, About = about };

    /// <summary>The answer about an escalation that there is not, or that is not the person's to see: the two cannot be told apart.</summary>
    public static Response Unknown(EscalationId id) => Refused($"I do not know {id}. Say `my escalations` to see yours.");
}
