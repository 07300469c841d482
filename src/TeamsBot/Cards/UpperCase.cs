using System.Text;

namespace TeamsBot.Cards;

/// <summary>Capital letters, with those that become two or three.</summary>
internal static class UpperCase
{
    private static readonly Dictionary<char, string> Grows = new()
    {
        ['ß'] = "SS", ['ŉ'] = "ʼN", ['ǰ'] = "J\u030c", ['ΐ'] = "Ι\u0308\u0301", ['ΰ'] = "Υ\u0308\u0301", ['և'] = "ԵՒ",
        ['ẖ'] = "H\u0331", ['ẗ'] = "T\u0308", ['ẘ'] = "W\u030a", ['ẙ'] = "Y\u030a", ['ẚ'] = "Aʾ",
        ['ﬀ'] = "FF", ['ﬁ'] = "FI", ['ﬂ'] = "FL", ['ﬃ'] = "FFI", ['ﬄ'] = "FFL", ['ﬅ'] = "ST", ['ﬆ'] = "ST",
    };

    public static string Of(string text)
    {
        if (!text.Any(Grows.ContainsKey)) return text.ToUpperInvariant();

        var result = new StringBuilder(text.Length + 4);
        foreach (var letter in text) result.Append(Grows.TryGetValue(letter, out var capitals) ? capitals : letter.ToString());
        return result.ToString().ToUpperInvariant();
    }
}
