using System.Globalization;

namespace TeamsBot.Connector;

/// <summary>How long to leave the peer alone.</summary>
internal static class RetryDelay
{
    /// <summary>
    /// What <c>Retry-After</c> asks for: seconds or an HTTP date. Null when it says nothing usable (absent, garbage,
    /// zero, negative, past); never more than <paramref name="longest"/>.
    /// </summary>
    /// <param name="value">The header as it came.</param>
    /// <param name="peerNow">The peer's own clock (its <c>Date</c> header), which its dates are told by; else ours.</param>
    /// <param name="longest">The most that is believed.</param>
    public static TimeSpan? AskedFor(string? value, DateTimeOffset peerNow, TimeSpan longest)
    {
        var text = value?.Trim() ?? "";
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            // More digits than a number holds is absurd, not garbage: the peer did ask for a long time.
            return double.Parse(text, CultureInfo.InvariantCulture) is var seconds && seconds >= longest.TotalSeconds
                ? longest
                : PositiveOrNull(TimeSpan.FromSeconds(seconds));
        }

        return Date(text) is { } until ? PositiveOrNull(until - peerNow < longest ? until - peerNow : longest) : null;
    }

    /// <summary>An HTTP date; null when it is none.</summary>
    public static DateTimeOffset? Date(string? value) =>
        DateTimeOffset.TryParseExact(
            value?.Trim(),
            ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowInnerWhite,
            out var date
        )
            ? date
            : null;

    /// <summary>The wait after a try that failed, when the peer asked for none: doubled each time, give or take a fifth.</summary>
    /// <param name="tries">How often it was tried so far, from 1.</param>
    /// <param name="first">The wait after the first try.</param>
    /// <param name="longest">No wait is longer.</param>
    /// <param name="dice">From 0 to 1: where between a fifth less and a fifth more.</param>
    public static TimeSpan After(int tries, TimeSpan first, TimeSpan longest, double dice)
    {
        var wait = first * Math.Pow(2, tries - 1) * (0.8 + (0.4 * dice));
        return wait < longest ? wait : longest;
    }

    private static TimeSpan? PositiveOrNull(TimeSpan wait) => wait > TimeSpan.Zero ? wait : null;
}
