using System.Collections.Concurrent;
using TeamsBot.Door;

namespace EscalationAgent.Teams;

/// <summary>What becomes of something that a person sent.</summary>
/// <param name="IsTaken">Whether it is taken.</param>
/// <param name="SlowedAfter">Set on the first that is not taken: the beginning of the last one that was, and empty when there is none.</param>
/// <param name="LeftOut">Set on the first that is taken again: how many were not.</param>
internal readonly record struct Intake(bool IsTaken, string? SlowedAfter = null, int LeftOut = 0);

/// <summary>
/// Slows one person who sends more than people can: after a burst it takes nothing from them for a minute, says so once, and says
/// afterwards how much it did not take. Everybody else is not touched. Presses have a limit of their own that no hand reaches.
/// </summary>
/// <param name="atOnce">Messages that one person may send at once; after them <see cref="PerMinute"/>.</param>
internal sealed class PersonRateLimiter(int atOnce, TimeProvider clock)
{
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Messages that one person may send for as long as they like.</summary>
    private const int PerMinute = 60;

    /// <summary>How many buttons one person may press for each message.</summary>
    private const int PressesForEachMessage = 5;

    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, Person> people = new(StringComparer.Ordinal);

    /// <param name="who">The person, with their tenant.</param>
    /// <param name="isPress">Whether it is a pressed button.</param>
    /// <param name="text">What was written, to say later which was the last that was taken.</param>
    public Intake Take(string who, bool isPress, string text)
    {
        if (people.Count > Remembered)
        {
            foreach (var (silent, _) in people.Where(entry => entry.Value.IsSilent(clock)))
            {
                people.TryRemove(silent, out _);
            }
        }

        var person = people.GetOrAdd(who, _ => new(new(clock, atOnce, TimeSpan.FromMinutes(1) / PerMinute), new(clock, atOnce * PressesForEachMessage, TimeSpan.FromMinutes(1) / (PerMinute * PressesForEachMessage))));
        lock (person)
        {
            return isPress ? new(person.Presses.TryTake()) : TakeMessage(person, text);
        }
    }

    private Intake TakeMessage(Person person, string text)
    {
        if (person.PausedAt is { } at && clock.GetElapsedTime(at) < Pause)
        {
            person.LeftOut++;
            return new(false);
        }

        if (person.PausedAt is null && !person.Messages.TryTake())
        {
            (person.PausedAt, person.LeftOut) = (clock.GetTimestamp(), 1);
            return new(false, person.LastTaken);
        }

        var leftOut = person.LeftOut;
        if (person.PausedAt is not null)
        {
            // A minute without a word that counted: a fresh start.
            person.Messages.TryTake();
        }

        (person.PausedAt, person.LeftOut, person.LastTaken) = (null, 0, text);
        return new(true, LeftOut: leftOut);
    }

    private sealed class Person(TokenBucket messages, TokenBucket presses)
    {
        public TokenBucket Messages => messages;

        public TokenBucket Presses => presses;

        public long? PausedAt { get; set; }

        public int LeftOut { get; set; }

        public string LastTaken { get; set; } = "";

        public bool IsSilent(TimeProvider clock) => messages.IsFull && presses.IsFull && (PausedAt is not { } at || clock.GetElapsedTime(at) >= TimeSpan.FromHours(1));
    }
}
