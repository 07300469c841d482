using System.Text;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>Takes out of a text, or puts right in it, what a person does not stand by.</summary>
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

    /// <summary>The text with these words in every place where the fact stands.</summary>
    public static string Replaced(string text, string fact, string right)
    {
        var replaced = new StringBuilder();
        var from = 0;
        for (var at = PlaceOf(text, fact, 0); at >= 0; at = PlaceOf(text, fact, from))
        {
            replaced.Append(text, from, at - from).Append(right);
            from = at + fact.Length;
        }

        return replaced.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The sentence of a text, without its white space, that holds both facts; null where none does.</summary>
    public static string? SentenceWith(string text, string fact, string other) =>
        text.Split('\n').SelectMany(SentenceSplitter.Sentences).FirstOrDefault(s => Holds(s, fact) && Holds(s, other))?.Trim();

    /// <summary>Whether the fact is in the text by itself: "40k" is not in "140k".</summary>
    private static bool Holds(string text, string fact) => PlaceOf(text, fact, 0) >= 0;

    private static int PlaceOf(string text, string fact, int from)
    {
        for (
            var at = fact.Length == 0 ? -1 : text.IndexOf(fact, from, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(fact, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + fact.Length;
            if (
                !(at > 0 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(fact[0]))
                && !(end < text.Length && char.IsLetterOrDigit(text[end]) && char.IsLetterOrDigit(fact[^1]))
            )
            {
                return at;
            }
        }

        return -1;
    }
}
