using System.Text.RegularExpressions;

namespace Escalations;

/// <summary>
/// The link to a message in Teams, as <i>Copy link</i> gives it: where it stands in notes, it is the message that is escalated. Of
/// what it carries only what opens the message is kept: names of teams and channels stand in it too.
/// </summary>
public static partial class MessageLink
{
    private static readonly string[] Kept = ["tenantId", "groupId", "parentMessageId"];

    private const string OfChat = "context=%7B%22contextType%22%3A%22chat%22%7D";

    /// <returns>Null where there is none.</returns>
    public static string? In(string text)
    {
        if (Link().Match(text) is not { Success: true } link)
        {
            return null;
        }

        var query = link.Groups["query"]
            .Value.TrimEnd('.')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Equals(OfChat, StringComparison.OrdinalIgnoreCase) || Kept.Contains(part.Split('=')[0], StringComparer.Ordinal))
            .ToList();
        return query.Count == 0 ? link.Groups["path"].Value : $"{link.Groups["path"].Value}?{string.Join('&', query)}";
    }

    [GeneratedRegex(
        @"(?<path>https://teams\.(?:microsoft\.com|cloud\.microsoft)/l/message/[A-Za-z0-9%:@._-]{1,200}/\d{1,20})(?:\?(?<query>[A-Za-z0-9%=&._-]{0,1000}))?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Link();
}
