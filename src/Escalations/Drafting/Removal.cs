using System.Text;

namespace Escalations.Drafting;

/// <summary>Takes out of a text what a person does not stand by.</summary>
public static class Removal
{
    /// <summary>The text without the sentences, lines and list items that hold one of these literal texts; empty when nothing is left.</summary>
    public static string Without(string text, IReadOnlyCollection<string> facts)
    {
        if (facts.Count == 0 || !facts.Any(f => f.Length > 0 && text.Contains(f, StringComparison.Ordinal)))
        {
            return text;
        }

        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var kept = new StringBuilder();
            foreach (var sentence in Parts.Sentences(line))
            {
                kept.Append(facts.Any(f => f.Length > 0 && sentence.Contains(f, StringComparison.Ordinal)) ? "" : sentence);
            }

            var left = kept.ToString().TrimEnd();
            if (left.Any(char.IsLetterOrDigit) || (line.Trim().Length == 0 && lines.Count > 0 && lines[^1].Length > 0))
            {
                lines.Add(left);
            }
        }

        return string.Join('\n', lines).Trim();
    }
}
