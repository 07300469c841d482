using System.Text;
using System.Text.RegularExpressions;

namespace EscalationAgent.Teams.Tab;

/// <summary>What was written for a card, as the plain text that the page shows: without signs for bold letters, links and what they escape.</summary>
internal static partial class PlainText
{
    /// <param name="markdown">As <see cref="TeamsBot.Cards.CardText.Escape"/> and the words of Teams make it.</param>
    public static string Of(string markdown)
    {
        var text = Link().Replace(markdown, "$1");
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length:
                    plain.Append(text[++i]);
                    break;
                case '*' or '`' or '\\' or '\u2060':
                    break;
                default:
                    plain.Append(text[i]);
                    break;
            }
        }

        return plain.ToString().Replace("\n\n", "\n", StringComparison.Ordinal).Trim();
    }

    /// <summary>Where a text leads that is one link and nothing else; null for any other.</summary>
    public static string? LinkOf(string markdown) =>
        Link().Match(markdown) is { Success: true } link && link.Length == markdown.Length ? link.Groups[2].Value : null;

    [GeneratedRegex(@"(?<!\\)\[((?:\\.|[^\]\\])*)\]\((https://[^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
