using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>What calms somebody who is upset, by the words of a text: that they are taken seriously, and when they hear more.</summary>
public static class Calming
{
    private static readonly Lexicon<string> Phrases = Lexicon.Load("calming", topic => topic);

    /// <summary>Whether it says that it understands, or that it is sorry.</summary>
    public static bool TakesSeriously(string text) => Has(text, "serious");

    /// <summary>Whether it names a time in words alone, such as "tomorrow".</summary>
    public static bool NamesTime(string text) => Has(text, "time");

    private static bool Has(string text, string topic) => Phrases.In(Token.WordsOf(text)).Any(hit => hit.Entry.For == topic);
}
