namespace EscalationAgent.Storage;

/// <summary>How long a store keeps what is not of the record, which stays forever.</summary>
internal static class Retention
{
    /// <summary>For messages that were sent, and deliveries that may be repeated.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>For what models cost: a month can be looked back on as a whole.</summary>
    private const int DaysOfModelUseKept = 35;

    public static DateTimeOffset OldestKept(DateTimeOffset now) => now - Kept;

    public static DateOnly OldestModelUseKept(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(-DaysOfModelUseKept);
}
