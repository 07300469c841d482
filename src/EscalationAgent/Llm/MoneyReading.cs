using System.Globalization;
using System.Text.RegularExpressions;
using TextAnalysis.Facts;

namespace EscalationAgent.Llm;

/// <summary>An amount as it is in a text.</summary>
/// <param name="IsMoney">False for a bare number, which is money only where the words around it say so.</param>
internal readonly record struct AmountFound(int Start, int Length, Money Money, bool IsMoney)
{
    public int End => Start + Length;
}

/// <summary>Finds amounts such as 85k, $1.2M, 85.000 €, 1 200 000 EUR, 1,2 Mio. € and R$ 750.000.</summary>
internal static class MoneyReading
{
    private const string Sign = @"us\$|r\$|a\$|c\$|€|\$|£|¥|(eur|usd|gbp|chf|brl|sek|nok|dkk|pln|cad|aud|jpy|mxn)\b";
    private const string Name = Sign + @"|euros?\b|dollars?\b|dolares\b|pounds?\b|reais\b";

    private static readonly Regex Amount = new(
        @"((?<pre>us\$|r\$|a\$|c\$|€|\$|£|¥|\b(eur|usd|gbp|chf|brl|sek|nok|dkk|pln|cad|aud|jpy|mxn)) ?)?"
        + @"(?<n>\d{1,3}([.,' ’]\d{3})+([.,]\d{1,2})?|\d+([.,]\d+)?)"
        + @"( ?(?<scale>k|tsd|mil|thousand|tausend|m|mn|mm|mio|million|millions|millionen|millon|millones|milhao|milhoes|bn|billion|mrd)\b\.?)?"
        + @"( ?(de |d')?(?<post>" + Name + "))?",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static IReadOnlyList<AmountFound> In(string text)
    {
        if (!text.Any(char.IsAsciiDigit))
        {
            return [];
        }

        var folded = Words.Fold(text);
        var found = new List<AmountFound>();
        foreach (Match match in Amount.Matches(folded))
        {
            if (StandsAlone(folded, match) && ReadNumber(match.Groups["n"].ValueSpan, match.Groups["scale"].Success) is { } number)
            {
                var currency = MoneyWords.CurrencyOf(match.Groups["pre"].Value) ?? MoneyWords.CurrencyOf(match.Groups["post"].Value);
                var scale = MoneyWords.ScaleOf(match.Groups["scale"].Value);
                found.Add(new(match.Index, match.Length, new(number * scale, currency), currency is not null || scale > 1));
            }
        }

        return found;
    }

    /// <summary>Reads a number whichever way its thousands and decimals are marked; null when it is neither.</summary>
    /// <param name="scaled">Before "M" or "k" a single mark is a decimal mark: 1.250M is 1,250,000.</param>
    internal static decimal? ReadNumber(ReadOnlySpan<char> number, bool scaled)
    {
        var last = number.LastIndexOfAny('.', ',');
        var marks = 0;
        foreach (var c in number)
        {
            marks += char.IsAsciiDigit(c) ? 0 : 1;
        }

        var decimals = last < 0 ? 0 : number.Length - last - 1;
        var isDecimalMark = last >= 0 && (decimals != 3 || (scaled && marks == 1));
        var digits = new System.Text.StringBuilder();
        for (var i = 0; i < number.Length; i++)
        {
            if (char.IsAsciiDigit(number[i]))
            {
                digits.Append(number[i]);
            }
            else if (isDecimalMark && i == last)
            {
                digits.Append('.');
            }
        }

        return digits.Length <= 18 && decimal.TryParse(digits.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read)
            ? read
            : null;
    }

    private static bool StandsAlone(string text, Match match)
    {
        var end = match.Index + match.Length;
        var cutBefore = match.Index > 0 && (char.IsLetterOrDigit(text[match.Index - 1])
            || (text[match.Index - 1] is '.' or ',' or '-' or '/' && match.Index > 1 && char.IsAsciiDigit(text[match.Index - 2])));
        var cutAfter = end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '%') && char.IsLetterOrDigit(text[end - 1]);
        return !cutBefore && !cutAfter;
    }
}
