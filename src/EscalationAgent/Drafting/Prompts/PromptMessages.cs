using System.Xml;
using System.Xml.Linq;

namespace EscalationAgent.Drafting.Prompts;

/// <summary>Whether a rendered prompt is a list of messages, as Semantic Kernel's chat prompts write them.</summary>
internal static class PromptMessages
{
    private static readonly string[] Roles = ["system", "user", "assistant"];

    /// <returns>What is wrong, as the end of a sentence; null when it holds messages with known roles and nothing else.</returns>
    public static string? FaultIn(string rendered)
    {
        try
        {
            var nodes = XElement.Parse($"<prompt>{rendered}</prompt>", LoadOptions.PreserveWhitespace).Nodes().Where(n => !IsBlank(n)).ToList();
            return nodes.Count == 0 ? "holds no <message>"
                : nodes.All(IsMessage) ? null
                : "holds something else than <message role=\"system\">, \"user\" or \"assistant\" with text in it";
        }
        catch (XmlException broken)
        {
            return $"is no XML: {broken.Message}";
        }
    }

    private static bool IsBlank(XNode node) => node is XText text && string.IsNullOrWhiteSpace(text.Value);

    private static bool IsMessage(XNode node) =>
        node is XElement { Name.LocalName: "message", HasElements: false } message
        && message.Attributes().Count() == 1
        && Roles.Contains((string?)message.Attribute("role"));
}
