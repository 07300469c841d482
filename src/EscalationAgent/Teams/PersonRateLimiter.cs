using System.Collections.Concurrent;

namespace EscalationAgent.Teams;

/// <summary>What becomes of something that a person sent.</summary>
/// <param name="IsTaken">Whether it is taken.</param>
/// <param name="SlowedAfter">Set on the first that is not taken: the beginning of the last one that was, and empty when there is none.</param>
/// <param name="LeftOut">Set on the first that is taken again: how many were not.</param>
internal readonly record struct RateLimitVerdict(bool IsTaken, string? SlowedAfter = null, int LeftOut = 0);

/// <summary>
/// Slows one person who sends more than people can: after too many in a minute it takes nothing from them for a minute, says so once,
/// and says afterwards how much it did not take. Everybody else is not touched. Presses have a limit of their own that no hand reaches.
/// Not the framework's limiters: those count by a clock of their own, and do not tell the first refusal from the others.
/// </summary>
/// <param name="perMinute">Messages that one person may send in a minute.</param>
internal sealed class PersonRateLimiter(int perMinute, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>How many buttons one person may press for each message.</summary>
    private const int PressesForEachMessage = 5;

    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<(string Who, bool IsPress), Count> counts = new();

    /// <param name="who">The person, with their tenant.</param>
    /// <param name="isPress">Whether it is a pressed button.</param>
    /// <param name="text">What was written, to say later which was the last that was taken.</param>
    public RateLimitVerdict Take(string who, bool isPress, string text)
    {
        if (counts.Count > Remembered)
        {
            foreach (var (silent, _) in counts.Where(entry => clock.GetElapsedTime(entry.Value.Since) >= 2 * Minute))
            {
                counts.TryRemove(silent, out _);
            }
        }

        var count = counts.GetOrAdd((who, isPress), _ => new() { Since = clock.GetTimestamp() });
        lock (count)
        {
            var verdict = Take(count, isPress ? perMinute * PressesForEachMessage : perMinute, text);
            return isPress ? new(verdict.IsTaken) : verdict;
        }
    }

    private RateLimitVerdict Take(Count count, int most, string text)
    {
        var leftOut = 0;
        if (clock.GetElapsedTime(count.Since) >= Minute)
        {
            leftOut = count.LeftOut;
            (count.Since, count.Taken, count.LeftOut) = (clock.GetTimestamp(), 0, 0);
        }

        if (count.Taken < most)
        {
            count.Taken++;
            count.LastTaken = text;
            return new(true, LeftOut: leftOut);
        }

        if (++count.LeftOut > 1)
        {
            return new(false);
        }

        // The minute of the pause begins.
        count.Since = clock.GetTimestamp();
        return new(false, count.LastTaken);
    }

    private sealed class Count
    {
        public required long Since { get; set; }

        public int Taken { get; set; }

        public int LeftOut { get; set; }

        public string LastTaken { get; set; } = "";
    }
}
