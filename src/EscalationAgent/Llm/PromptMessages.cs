using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.AI;

namespace EscalationAgent.Llm;

/// <summary>The messages that a rendered prompt consists of, as Semantic Kernel's chat prompts write them.</summary>
internal static partial class PromptMessages
{
    private static readonly Dictionary<string, ChatRole> Roles = new(StringComparer.Ordinal)
    {
        ["system"] = ChatRole.System,
        ["user"] = ChatRole.User,
        ["assistant"] = ChatRole.Assistant,
    };

    /// <exception cref="FormatException">It is no list of messages with known roles.</exception>
    public static IReadOnlyList<ChatMessage> Parse(string rendered)
    {
        XElement root;
        try
        {
            root = XElement.Parse($"<prompt>{rendered}</prompt>", LoadOptions.PreserveWhitespace);
        }
        catch (XmlException broken)
        {
            throw new FormatException($"is no XML: {broken.Message}", broken);
        }

        var messages = new List<ChatMessage>();
        foreach (var node in root.Nodes())
        {
            switch (node)
            {
                case XText between when string.IsNullOrWhiteSpace(between.Value):
                    continue;
                case XElement { Name.LocalName: "message", HasElements: false } message
                    when message.Attributes().Count() == 1 && Roles.TryGetValue((string?)message.Attribute("role") ?? "", out var role):
                    messages.Add(new(role, BlankLines().Replace(message.Value, "\n\n").Trim()));
                    continue;
                default:
                    throw new FormatException("holds something else than <message role=\"system\">, \"user\" or \"assistant\" with text in it");
            }
        }

        return messages.Count > 0 ? messages : throw new FormatException("holds no <message>");
    }

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BlankLines();
}
