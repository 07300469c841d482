namespace EscalationAgent.Llm;

/// <summary>One word of a text: where it is, and how it reads without letter case and accents.</summary>
internal readonly record struct Word(int Start, int Length, string Folded)
{
    public int End => Start + Length;
}

/// <summary>Takes texts apart into words, in one pass.</summary>
internal static class Words
{
    /// <summary>A run of letters and digits is a word; a longer one than this is junk and is cut.</summary>
    private const int LongestWord = 60;

    public static IReadOnlyList<Word> Of(string text)
    {
        var words = new List<Word>(text.Length / 6);
        var at = 0;
        while (at < text.Length)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && end - at < LongestWord && BelongsToWord(text, end))
            {
                end++;
            }

            words.Add(new(at, end - at, Fold(text.AsSpan(at, end - at))));
            at = end;
        }

        return words;
    }

    /// <summary>Lower case, without accents, and exactly as long as before, so that positions stay true.</summary>
    public static string Fold(ReadOnlySpan<char> text) =>
        string.Create(text.Length, text, static (folded, source) =>
        {
            for (var i = 0; i < folded.Length; i++)
            {
                folded[i] = Fold(source[i]);
            }
        });

    /// <summary>Only the letters and digits, folded: what two spellings of one name have in common.</summary>
    public static string Squeeze(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(Fold)]);

    private static bool BelongsToWord(string text, int at) =>
        char.IsLetterOrDigit(text[at])
        || (text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]));

    private static char Fold(char c) => c < 128 && c != '\'' ? char.ToLowerInvariant(c) : char.ToLowerInvariant(c) switch
    {
        'á' or 'à' or 'â' or 'ã' or 'ä' or 'å' => 'a',
        'é' or 'è' or 'ê' or 'ë' => 'e',
        'í' or 'ì' or 'î' or 'ï' => 'i',
        'ó' or 'ò' or 'ô' or 'õ' or 'ö' => 'o',
        'ú' or 'ù' or 'û' or 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        '’' => '\'',
        '\u00a0' or '\u202f' or '\u2009' => ' ',
        var other => other,
    };
}
