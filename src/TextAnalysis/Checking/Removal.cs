using System.Text;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>Takes out of a text what a person does not stand by.</summary>
public static class Removal
{
    /// <summary>The text without the sentences, lines and list items that hold one of these literal texts; empty when nothing is left.</summary>
    public static string Without(string text, IReadOnlyCollection<string> facts)
    {
        if (facts.Count == 0 || !facts.Any(f => Holds(text, f)))
        {
            return text;
        }

        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var kept = new StringBuilder();
            foreach (var sentence in SentenceSplitter.Sentences(line))
            {
                kept.Append(facts.Any(f => Holds(sentence, f)) ? "" : sentence);
            }

            var left = kept.ToString().TrimEnd();
            if (left.Any(char.IsLetterOrDigit) || (line.Trim().Length == 0 && lines.Count > 0 && lines[^1].Length > 0))
            {
                lines.Add(left);
            }
        }

        return string.Join('\n', lines).Trim();
    }

    /// <summary>Whether the fact is in the text by itself: "40k" is not in "140k".</summary>
    private static bool Holds(string text, string fact)
    {
        for (var at = fact.Length == 0 ? -1 : text.IndexOf(fact, StringComparison.Ordinal); at >= 0; at = text.IndexOf(fact, at + 1, StringComparison.Ordinal))
        {
            var end = at + fact.Length;
            if (
                !(at > 0 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(fact[0]))
                && !(end < text.Length && char.IsLetterOrDigit(text[end]) && char.IsLetterOrDigit(fact[^1]))
            )
            {
                return true;
            }
        }

        return false;
    }
}
