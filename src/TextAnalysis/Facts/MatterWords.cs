using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>The words of a text that tell what its matter is, for comparing it with another one's, in whichever language each is written.</summary>
public static class MatterWords
{
    /// <summary>What nearly every matter of a customer speaks of, and so tells none from another.</summary>
    private static readonly HashSet<string> Everywhere = [.. WordList.Of("matter", "everywhere").Select(Concepts.Of).OfType<string>()];

    /// <summary>
    /// What the text speaks of, each with the first word that does, as it is written. Small words, numbers and what every matter
    /// speaks of are left out.
    /// </summary>
    /// <param name="names">Whose words tell nothing either, such as the customer's name.</param>
    public static IReadOnlyDictionary<string, string> Of(string text, IEnumerable<string> names)
    {
        var left = names.SelectMany(name => Token.WordsOf(name)).Select(token => token.Folded).ToHashSet();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in Token.WordsOf(text).Where(token => token.IsWord && !left.Contains(token.Folded)))
        {
            if (Concepts.Of(word.Folded) is { } concept && !Everywhere.Contains(concept))
            {
                found.TryAdd(concept, text[word.Start..word.End]);
            }
        }

        return found;
    }
}
