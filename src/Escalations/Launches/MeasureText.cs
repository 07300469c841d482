using System.Globalization;
using System.Text.RegularExpressions;

namespace Escalations.Launches;

/// <summary>Numbers and instants as people type them and machines send them.</summary>
public static partial class MeasureText
{
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ssK",
    ];

    /// <summary>
    /// A number with a point or a comma before its fraction, and nothing else. "1,234" is none: some read one thousand in it, others little more
    /// than one.
    /// </summary>
    public static decimal? Number(string? text) =>
        text?.Trim() is { } written
        && Written().Match(written) is { Success: true } number
        && !number.Groups["thousands"].Success
        && decimal.TryParse(written.Replace(',', '.'), NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>An instant of ISO 8601, UTC where it names no zone: what each country reads in its own way is none.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParseExact(
            text?.Trim(),
            Instants,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
        && at.Year >= 2000
            ? at
            : null;

    [GeneratedRegex(@"^[+-]?(?:(?<thousands>[1-9]\d{0,2},\d{3})|\d+(?:[.,]\d+)?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
