using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TeamsBot.Cards;

/// <summary>
/// Makes text that people, customers or models wrote harmless in a card: it reads as it was typed, and it
/// links, mentions, formats and fetches nothing.
/// </summary>
public static partial class CardText
{
    private const char WordJoiner = '\u2060';

    /// <summary>
    /// For Markdown places (<c>TextBlock.text</c>, a fact's title and value). A web address stays readable but is no link.
    /// Every line becomes a paragraph of its own. Applied once, after shortening.
    /// </summary>
    public static string Escape(string untrusted)
    {
        var lines = Clean(untrusted).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join("\n\n", lines.Select(EscapeLine).Where(line => line.Length > 0));
    }

    /// <summary>For places without Markdown (<c>TextRun.text</c>, titles of choices, values of inputs, the summary).</summary>
    public static string Plain(string untrusted) => OpeningOrBraces().Replace(Clean(untrusted), $"$0{WordJoiner}").Trim();

    private static string EscapeLine(string line)
    {
        line = line.TrimEnd();
        var text = line.TrimStart(' ', '\t');

        // Four spaces would make it code; spaces that do not break keep the indent of a pasted log.
        var indent = line[..^text.Length].Replace("\t", "    ", StringComparison.Ordinal).Length;
        var result = new StringBuilder(text.Length + 16).Append('\u00a0', text.Length == 0 ? 0 : indent);

        var mentions = OpeningTag().Matches(text).Select(match => match.Index).ToHashSet();
        var marker = ListMarker().Match(text).Length - 1;
        for (var at = 0; at < text.Length; at++)
        {
            if (at == marker || IsMarkup(text, at))
                result.Append('\\');
            result.Append(text[at]);
            if (mentions.Contains(at))
                result.Append(WordJoiner);
        }

        return result.ToString();
    }

    private static bool IsMarkup(string text, int at)
    {
        var before = at > 0 ? text[at - 1] : '\0';
        var after = at + 1 < text.Length ? text[at + 1] : '\0';
        return text[at] switch
        {
            '\\' or '`' or '*' or '_' or '~' or '[' or ']' or '<' => true,
            // Headings, quotes, lists and underlined headings, at the beginning of a line.
            '#' or '>' or '-' or '+' or '=' => at == 0,
            '&' => char.IsAsciiLetterOrDigit(after) || after == '#',
            // {{DATE(..)}} of the cards and ${..} of their templates.
            '{' => before is '{' or '$' || after == '{',
            // What a client might turn into a link by itself: http://, mailto:, example.com, a@b.
            ':' => !char.IsWhiteSpace(after) && char.IsLetterOrDigit(before) && !char.IsAsciiDigit(after),
            '.' => char.IsLetterOrDigit(before) && char.IsLetter(after),
            '@' => true,
            '/' => after == '/',
            _ => false,
        };
    }

    /// <summary>Removes what has no shape of its own, or turns the reading order around.</summary>
    private static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\r' or '\n' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029:
                    result.Append('\n');
                    break;
                case '\t':
                    result.Append('\t');
                    break;
                // Joiners shape emoji and Persian, the marks right-to-left punctuation; none reaches beyond its neighbours.
                case 0x200c or 0x200d or 0x200e or 0x200f or 0x061c:
                    result.Append((char)rune.Value);
                    break;
                default:
                    if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                        result.Append(rune.ToString());
                    break;
            }
        }

        return result.ToString();
    }

    // <at>, </at>, < at id="..">, also where nothing but a client's leniency makes it one.
    [GeneratedRegex(@"<(?=[\s/]*at\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpeningTag();

    [GeneratedRegex(@"<(?=[\s/]*at\b)|\{(?=\{)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpeningOrBraces();

    [GeneratedRegex(@"^[0-9]+[.)](?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex ListMarker();
}
