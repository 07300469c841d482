using System.Globalization;

namespace TextAnalysis.Tokens;

/// <summary>Borders between characters as people see them (grapheme clusters), so that a cut never falls into an emoji or off an accent.</summary>
public static class Graphemes
{
    /// <summary>No letter and no emoji is longer, in UTF-16 units; what is, is a heap of marks and may be cut between its code points.</summary>
    private const int LongestCluster = 64;

    /// <summary>The last border that is not behind a place.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="place">In UTF-16 units, from 0 to the text's length.</param>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside of the text.</exception>
    public static int BorderBefore(string text, int place) => BorderAround(text, place).Before;

    /// <summary>The first border that is not before a place; see <see cref="BorderBefore"/>.</summary>
    public static int BorderAfter(string text, int place) => BorderAround(text, place).After;

    /// <summary>The beginning of a text, at most so many UTF-16 units long.</summary>
    public static string Head(string text, int longest) => text.Length <= longest ? text : text[..BorderBefore(text, longest)];

    private static (int Before, int After) BorderAround(string text, int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(place, text.Length);

        // Between two letters of ASCII there is always a border, so the text need not be walked from its beginning.
        var before = place;
        while (before > 0 && before < text.Length && !(IsPlain(text[before - 1]) && IsPlain(text[before])))
        {
            before--;
        }

        while (before < place)
        {
            var next = before + StringInfo.GetNextTextElementLength(text, before);
            if (next > place)
            {
                return next - before <= LongestCluster ? (before, next) : (BetweenCodePoints(text, place), BetweenCodePoints(text, place));
            }

            before = next;
        }

        return (place, place);
    }

    private static int BetweenCodePoints(string text, int place) =>
        place > 0 && place < text.Length && char.IsLowSurrogate(text[place]) && char.IsHighSurrogate(text[place - 1]) ? place - 1 : place;

    private static bool IsPlain(char c) => c is >= ' ' and < '\u007f';
}
