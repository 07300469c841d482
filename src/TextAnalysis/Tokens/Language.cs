using System.Text;

namespace TextAnalysis.Tokens;

/// <summary>The languages that are read.</summary>
public enum Language
{
    English,
    German,
    French,
    Spanish,
    Portuguese,
}

/// <summary>A language that is not read.</summary>
/// <param name="Name">In English.</param>
/// <param name="Code">Of two letters.</param>
public sealed record ForeignLanguage(string Name, string Code);

/// <summary>Tells the language of a text by its small words, or by its script.</summary>
public static class LanguageGuesser
{
    /// <summary>Fewer small words than this tell nothing for certain.</summary>
    private const int Enough = 3;

    private const int LongestLook = 4000;

    private static readonly ILookup<string, Language> SmallWords = LexiconFile
        .Read("grammar", "small_word")
        .Where(row => row.Language is not null)
        .ToLookup(row => row.Phrase, row => row.Language!.Value);

    /// <summary>Small words of languages that are not read.</summary>
    private static readonly ILookup<string, ForeignLanguage> ForeignWords = LexiconFile
        .Read("foreign")
        .ToLookup(row => row.Phrase, row => new ForeignLanguage(row.For, row.Entry));

    private static readonly (string Name, string Code, int From, int To)[] Scripts =
    [
        ("Greek", "el", 0x370, 0x3FF),
        ("Russian or another language in Cyrillic script", "ru", 0x400, 0x52F),
        ("Hebrew", "he", 0x590, 0x5FF),
        ("Arabic or another language in Arabic script", "ar", 0x600, 0x6FF),
        ("Hindi or another language in Devanagari script", "hi", 0x900, 0x97F),
        ("Thai", "th", 0xE00, 0xE7F),
        ("Japanese", "ja", 0x3040, 0x30FF),
        ("Chinese", "zh", 0x4E00, 0x9FFF),
        ("Korean", "ko", 0xAC00, 0xD7AF),
    ];

    /// <summary>The likeliest; English where nothing tells.</summary>
    public static Language Of(IReadOnlyList<Token> tokens)
    {
        var counts = Count(tokens);
        return (Language)Array.IndexOf(counts, counts.Max());
    }

    /// <summary>The language; null when too little tells, or when two come close.</summary>
    public static Language? Certain(string text)
    {
        var words = Token.WordsOf(text);
        return Certain(Count(words), words.Count);
    }

    private static Language? Certain(int[] counts, int words)
    {
        var ranked = counts.OrderDescending().ToArray();
        return ranked[0] >= Enough && ranked[0] * 10 >= words && ranked[0] * 2 >= ranked[1] * 3 ? (Language)Array.IndexOf(counts, ranked[0]) : null;
    }

    /// <summary>
    /// The language of a sentence: its own; else that of its text, unless its small words speak for another one; null when nothing
    /// is certain.
    /// </summary>
    public static Language? Of(string sentence, Language? ofText)
    {
        var words = Token.WordsOf(sentence);
        var counts = Count(words);
        return Certain(counts, words.Count) ?? (ofText is { } language && counts[(int)language] == counts.Max() ? language : null);
    }

    /// <summary>Its name in English, those included that are known by their script alone; null when nothing is certain.</summary>
    public static string? NameOf(string text) => ScriptOf(text)?.Name ?? Certain(text)?.ToString();

    /// <summary>
    /// The language of a text that is none of the five; null where it may be one of them, is mixed, or too little tells. Short and
    /// technical texts are not doubted.
    /// </summary>
    public static ForeignLanguage? ForeignOf(string text)
    {
        if (ScriptOf(text) is { } script)
        {
            return script;
        }

        var words = Token.WordsOf(text);
        var likeliest = words
            .Take(LongestLook)
            .Where(word => word.IsWord)
            .SelectMany(word => ForeignWords[word.Folded])
            .GroupBy(language => language)
            .Select(found => (Language: found.Key, Count: found.Count()))
            .OrderByDescending(found => found.Count)
            .FirstOrDefault();
        return likeliest.Count >= Enough && likeliest.Count * 10 >= words.Count && likeliest.Count * 2 >= Count(words).Max() * 3 ? likeliest.Language : null;
    }

    private static int[] Count(IReadOnlyList<Token> tokens)
    {
        var counts = new int[Enum.GetValues<Language>().Length];
        foreach (var token in tokens.Take(LongestLook))
        {
            foreach (var language in token.IsWord ? SmallWords[token.Folded] : [])
            {
                counts[(int)language]++;
            }
        }

        return counts;
    }

    private static ForeignLanguage? ScriptOf(string text)
    {
        var letters = 0;
        var found = new int[Scripts.Length];
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
            {
                continue;
            }

            letters++;
            for (var at = 0; at < Scripts.Length; at++)
            {
                found[at] += rune.Value >= Scripts[at].From && rune.Value <= Scripts[at].To ? 1 : 0;
            }
        }

        // Japanese is written with Chinese characters too; the kana among them tell.
        var japanese = Array.FindIndex(Scripts, s => s.Name == "Japanese");
        var chinese = Array.FindIndex(Scripts, s => s.Name == "Chinese");
        if (found[japanese] * 10 > found[chinese])
        {
            (found[japanese], found[chinese]) = (found[japanese] + found[chinese], 0);
        }

        var most = Array.IndexOf(found, found.Max());
        return letters >= 10 && found[most] * 2 > letters ? new(Scripts[most].Name, Scripts[most].Code) : null;
    }
}
