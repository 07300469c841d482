using System.Text.RegularExpressions;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>Finds names that are written in full, so that they can be left out of a text that others read.</summary>
public static partial class FullNames
{
    /// <summary>
    /// Names of two words and more that name no software, with the titles before them: people, and companies and places that are called like
    /// them, which nothing tells apart.
    /// </summary>
    /// <returns>Where each is: start and end in UTF-16 units, in order.</returns>
    public static IEnumerable<(int Start, int End)> In(string text) =>
        from name in NameReader.In(text)
        let said = text.Substring(name.Start, name.Length)
        where said.Any(letter => letter is ' ' or '-') && !FeatureNames.NamesSoftware(Token.WordsOf(said))
        select (TitleBefore().Match(text[..name.Start]) is { Success: true } title ? title.Index : name.Start, name.Start + name.Length);

    [GeneratedRegex(@"\b(?:(?:Dr|Prof|Mr|Mrs|Ms|Mme|Sr|Sra)\.?|Herr|Frau|Madame|Monsieur|Señora?|Senhora?)\s+$", RegexOptions.CultureInvariant)]
    private static partial Regex TitleBefore();
}
