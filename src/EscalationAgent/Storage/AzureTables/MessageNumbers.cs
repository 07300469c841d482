namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// Numbers for messages: each is given once by all replicas together, and every later one of this process is greater, whatever
/// its clock does. The greater half is the time in milliseconds; below it are who gave it and a count.
/// </summary>
internal sealed class MessageNumbers(TimeProvider clock)
{
    /// <summary>So many replicas have numbers of their own; one that starts after them begins again from the first.</summary>
    public const int Givers = 1 << GiverBits;

    private const int GiverBits = 12;
    private const int CountBits = 10;

    private static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private long last;

    /// <summary>Which of the givers this process is.</summary>
    public int Giver { get; set; }

    public long Next()
    {
        lock (gate)
        {
            // The count is above the giver, so that the next one is had by counting on, into the next millisecond if need be.
            var now = Math.Max((long)(clock.GetUtcNow() - Epoch).TotalMilliseconds, 0) << CountBits;
            last = Math.Max(now, last + 1);
            return (last << GiverBits) | (long)Giver;
        }
    }
}
