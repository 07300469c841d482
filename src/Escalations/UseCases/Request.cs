using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Who asks, and from where.</summary>
/// <param name="Delivery">The key of the delivery, for recognising a repetition; null when the machine asks.</param>
/// <param name="ReplyTo">Where the answer is said; null when the caller shows it in another way, such as on the pressed card.</param>
public sealed record Request(string Tenant, string? Delivery, Person By, Target? ReplyTo)
{
    /// <summary>What the machine asks of itself.</summary>
    /// <param name="delivery">A key of what caused it, so that a repetition changes nothing; null when it changes nothing anyway.</param>
    public static Request ByMachine(string tenant, string? delivery = null) => new(tenant, delivery, new Person("", "Escalation Agent"), null);

    /// <summary>True when nobody asks but the clock, or work that is owed.</summary>
    public bool IsByMachine => By.Id.Length == 0;

    /// <summary>The channel it came from; null in chats.</summary>
    public Channel? Channel { get; init; }

    /// <summary>True when Teams says that the person belongs to another organisation.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Who is linked to what, where the caller has just read it; null to be read.</summary>
    public TeamLinks? Links { get; init; }

    /// <summary>
    /// What was learnt of the one who asks, and of where they do; null when nothing was. It is stored before a change, or together
    /// with whatever else is: the answer finds its way by it.
    /// </summary>
    public DirectoryEdit? Met { get; init; }

    /// <summary>The one who asks as they were known before that; null when they were not.</summary>
    public Contact? Before { get; init; }

    /// <summary>
    /// The escalation that it is about, where the caller has just read it; null to be read. A later one is read when this one has
    /// changed meanwhile.
    /// </summary>
    public EscalationWithCards? Found { get; init; }
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

    /// <summary>What happened to the escalation; null when nothing did.</summary>
    public Change? Change { get; init; }

    public IReadOnlyList<OutboxMessage> Messages { get; init; } = [];

    /// <summary>
    /// What becomes different in the directory. Beside a <see cref="Change"/> it is stored after it, and not together with it:
    /// it must be harmless when only the change is.
    /// </summary>
    public DirectoryEdit? Directory { get; init; }

    public static Response Refused(string why, EscalationId? about = null) =>
        new()
        {
            Say = why,
            IsRefusal = true,
            About = about,
        };

    /// <summary>The answer about an escalation that there is not, or that is not the person's to see: the two cannot be told apart.</summary>
    public static Response Unknown(EscalationId id) => Refused(DomainWords.Say("unknown", id));
}
