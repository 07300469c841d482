namespace EscalationAgent.Storage;

/// <summary>How long a store keeps what is not of the record.</summary>
internal static class Retention
{
    /// <summary>For messages that were sent, and deliveries that may be repeated.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>For what models cost: a month can be looked back on as a whole.</summary>
    private const int DaysOfModelUseKept = 35;

    /// <summary>For messages that could not be delivered: shorter than any playbook keeps its texts.</summary>
    private static readonly TimeSpan UndeliverableKept = TimeSpan.FromDays(28);

    public static DateTimeOffset OldestUndeliverableKept(DateTimeOffset now) => now - UndeliverableKept;

    public static DateTimeOffset OldestKept(DateTimeOffset now) => now - Kept;

    public static DateOnly OldestModelUseKept(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(-DaysOfModelUseKept);
}
