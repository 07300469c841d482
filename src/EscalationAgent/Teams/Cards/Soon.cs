using System.Globalization;
using Escalations;
using Escalations.Deadlines;

namespace EscalationAgent.Teams.Cards;

/// <summary>When there is news again, to be chosen with one press.</summary>
internal static class Soon
{
    private static readonly IReadOnlyList<(string Key, string Words)> Choices =
    [
        ("30m", "in 30 minutes"),
        ("1h", "in 1 hour"),
        ("4h", "in 4 hours"),
        ("close", "by the end of the day"),
        ("1bd", ""),
    ];

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>The choices, in the order in which they are offered.</summary>
    public static IEnumerable<string> Keys => Choices.Select(choice => choice.Key);

    /// <summary>What fits the severity before anybody has chosen.</summary>
    public static string UsualOf(Severity? severity) =>
        severity switch
        {
            Severity.S1 => "1h",
            Severity.S2 => "4h",
            _ => "1bd",
        };

    /// <summary>A choice in words, as promises are read; null for what is no choice.</summary>
    /// <param name="calendar">By which the next business day is the next one.</param>
    public static string? InWords(string? key, DateTimeOffset now, WorkingCalendar calendar) =>
        key == "1bd"
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{calendar.DateOf(calendar.NextOpen(calendar.OpeningOn(calendar.DateOf(now).AddDays(1)))):yyyy-MM-dd} 12:00"
            )
            : Choices.FirstOrDefault(choice => choice.Key == key).Words;

    /// <summary>On a full five minutes, and not before it: a time that is read at a glance, and the same for who presses twice.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset at) => new((at.UtcTicks + Step.Ticks - 1) / Step.Ticks * Step.Ticks, TimeSpan.Zero);
}
