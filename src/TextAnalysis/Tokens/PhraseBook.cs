namespace TextAnalysis.Tokens;

/// <summary>A word of a text, with its place there.</summary>
/// <param name="Folded">In lower case and without accents.</param>
public readonly record struct Token(string Folded, int Start, int End)
{
    public bool IsNumber => char.IsAsciiDigit(Folded[0]);

    /// <summary>Runs of letters and digits; an apostrophe parts them.</summary>
    public static IReadOnlyList<Token> Of(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (at > start && char.GetUnicodeCategory(text[at]) is System.Globalization.UnicodeCategory.NonSpacingMark)))
            {
                at++;
            }

            if (at == start)
            {
                at++;
            }
            else
            {
                tokens.Add(new(WordingText.Fold(text.AsSpan(start, at - start)), start, at));
            }
        }

        return tokens;
    }
}

/// <summary>
/// Phrases that are looked for in texts, written as words in order: <c>a|b</c> is either, <c>fail*</c> any word that begins
/// so, <c>#</c> any that begins with a digit, <c>..</c> up to three words between.
/// </summary>
public sealed class PhraseBook
{
    private const int WidestGap = 3;

    private readonly Dictionary<char, List<string[][]>> byFirst = [];

    public PhraseBook(params IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            string[][] parts = [.. phrase.Split(' ').Select(part => part.Split('|'))];
            foreach (var first in parts[0].Select(word => word[0]).Distinct())
            {
                if (!byFirst.TryGetValue(first, out var list))
                {
                    byFirst[first] = list = [];
                }

                list.Add(parts);
            }
        }
    }

    public bool IsIn(IReadOnlyList<Token> words) => Enumerable.Range(0, words.Count).Any(at => IsAt(words, at));

    public bool IsAt(IReadOnlyList<Token> words, int at) =>
        (byFirst.TryGetValue(words[at].Folded[0], out var phrases) && phrases.Any(p => Fits(p, 0, words, at)))
        || (words[at].IsNumber && byFirst.TryGetValue('#', out var counted) && counted.Any(p => Fits(p, 0, words, at)));

    /// <summary>How many words each phrase takes that is at a place.</summary>
    public IEnumerable<int> LengthsAt(IReadOnlyList<Token> words, int at)
    {
        var phrases = byFirst.TryGetValue(words[at].Folded[0], out var named) ? named : [];
        var counted = words[at].IsNumber && byFirst.TryGetValue('#', out var numbers) ? numbers : [];
        return phrases.Concat(counted).Select(p => EndOf(p, 0, words, at) - at).OfType<int>().Distinct();
    }

    private static bool Fits(string[][] parts, int part, IReadOnlyList<Token> words, int at) => EndOf(parts, part, words, at) is not null;

    /// <summary>The place behind the phrase; null when it does not stand there.</summary>
    private static int? EndOf(string[][] parts, int part, IReadOnlyList<Token> words, int at)
    {
        for (; part < parts.Length; part++, at++)
        {
            if (parts[part] is [".."])
            {
                return Enumerable.Range(0, WidestGap + 1).Select(gap => EndOf(parts, part + 1, words, at + gap)).FirstOrDefault(end => end is not null);
            }

            if (at >= words.Count || !parts[part].Any(p => Fits(p, words[at])))
            {
                return null;
            }
        }

        return at;
    }

    private static bool Fits(string part, Token word) =>
        part == "#" ? word.IsNumber
        : part.EndsWith('*') ? word.Folded.StartsWith(part.AsSpan(0, part.Length - 1), StringComparison.Ordinal)
        : part == word.Folded;
}
