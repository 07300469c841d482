namespace TeamsBot.Connector;

/// <summary>
/// Keeps to what Teams takes from one bot in one conversation: 7 messages in a second, 8 in two, 60 in thirty, 1,800 in an
/// hour; changes of messages count too. Whoever asks is told when it is their turn. In this process only, and on the
/// monotonic clock: a wall clock that is set back makes nobody wait.
/// </summary>
internal sealed class ConversationRateLimiter(TimeProvider clock)
{
    /// <summary>The ceilings, each with room for a clock that runs a little faster over there.</summary>
    private static readonly (int Count, TimeSpan Within)[] Ceilings =
    [
        (7, TimeSpan.FromSeconds(1.05)),
        (8, TimeSpan.FromSeconds(2.05)),
        (60, TimeSpan.FromSeconds(30.5)),
        (1_800, TimeSpan.FromHours(1) + TimeSpan.FromSeconds(5)),
    ];

    private static readonly TimeSpan Remembered = Ceilings[^1].Within;

    private readonly long origin = clock.GetTimestamp();
    private readonly Dictionary<string, List<TimeSpan>> taken = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private TimeSpan nextSweep;

    /// <summary>Books the next turn in a conversation.</summary>
    /// <param name="patience">A turn that is further away is not booked.</param>
    /// <returns>How long to wait for the turn; longer than the patience when none was booked.</returns>
    public TimeSpan Take(string conversation, TimeSpan patience)
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(origin);
            Sweep(now);
            if (!taken.TryGetValue(conversation, out var turns))
            {
                taken[conversation] = turns = [];
            }

            turns.RemoveAll(turn => turn <= now - Remembered);
            var next = now;
            foreach (var (count, within) in Ceilings)
            {
                if (turns.Count >= count && turns[^count] + within > next)
                {
                    next = turns[^count] + within;
                }
            }

            var wait = next - now;
            if (wait <= patience)
            {
                turns.Add(next);
            }

            return wait;
        }
    }

    /// <summary>Forgets conversations in which nothing was said for an hour.</summary>
    private void Sweep(TimeSpan now)
    {
        if (now < nextSweep)
        {
            return;
        }

        nextSweep = now + TimeSpan.FromMinutes(10);
        foreach (var silent in taken.Where(t => t.Value.Count == 0 || t.Value[^1] <= now - Remembered).Select(t => t.Key).ToList())
        {
            taken.Remove(silent);
        }
    }
}
