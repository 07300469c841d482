using System.Globalization;
using System.Text;

namespace TextAnalysis.Tokens;

/// <summary>A word of a text and where it is.</summary>
/// <param name="Folded">In lower case and without accents: <c>a</c> for <c>À</c>.</param>
/// <param name="Written">As it is in the text.</param>
/// <param name="Clause">Words of one clause share a number; marks that end a clause raise it.</param>
/// <param name="AfterHyphen">A hyphen binds it to the word before.</param>
public sealed record Word(string Folded, string Written, int Start, int Length, int Clause, bool AfterHyphen, bool OpensClause)
{
    public int End => Start + Length;

    public bool IsUpper => Written.Any(char.IsUpper) && !Written.Any(char.IsLower);

    public bool IsCapitalised => Written.Length > 1 && char.IsUpper(Written[0]) && Written.Any(char.IsLower) && !Written.AsSpan(1).ContainsAnyInRange('A', 'Z');
}

/// <summary>A text as words in clauses. What is quoted, and addresses, are not the writer's own words and are left out.</summary>
public sealed record WordingText(IReadOnlyList<Word> Words)
{
    private const int LongestQuote = 400;
    private const string Accented = "àâäáãçéèêëîïíôöóõûüùúñÿ";
    private const string Bare = "aaaaaceeeeiiioooouuuuny";

    public static WordingText Read(string text)
    {
        var hidden = Hidden(text);
        var words = new List<Word>();
        var (clause, opens) = (0, true);
        for (var i = 0; i < text.Length;)
        {
            if (hidden[i] || !IsLetter(text[i]))
            {
                if (EndsClause(text, i, hidden[i]))
                {
                    (clause, opens) = (clause + 1, true);
                }

                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && !hidden[i] && IsLetter(text[i]))
            {
                i++;
            }

            words.Add(new(Fold(text.AsSpan(start, i - start)), text[start..i], start, i - start, clause, start > 0 && IsHyphen(text[start - 1]), opens));
            opens = false;
        }

        return new(words);
    }

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    /// <summary>A line break alone does not end a clause; an empty line does, and so does all that is not part of a phrase.</summary>
    private static bool EndsClause(string text, int at, bool hidden) => hidden || text[at] switch
    {
        '\n' => text.AsSpan(0, at).TrimEnd(" \t\r") is [.., '\n'],
        '\'' or '’' or 'ʼ' or '*' or '_' => false,
        var c => !char.IsWhiteSpace(c) && !IsHyphen(c),
    };

    public static string Fold(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            var lower = char.ToLowerInvariant(c);
            var at = Accented.IndexOf(lower);
            if (char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(at < 0 ? lower : Bare[at]);
            }
        }

        return folded.ToString();
    }

    private static bool[] Hidden(string text)
    {
        var hidden = new bool[text.Length];
        foreach (var (open, close) in new[] { ('"', '"'), ('“', '”'), ('«', '»'), ('`', '`') })
        {
            HideQuotes(text, hidden, open, close);
        }

        HideSingleQuotes(text, hidden);
        HideAddresses(text, hidden);
        return hidden;
    }

    private static void HideQuotes(string text, bool[] hidden, char open, char close)
    {
        for (var from = text.IndexOf(open); from >= 0;)
        {
            var to = text.IndexOf(close, from + 1);
            if (to < 0)
            {
                return;
            }

            if (to - from <= LongestQuote)
            {
                Array.Fill(hidden, true, from, to - from + 1);
            }

            from = text.IndexOf(open, to + 1);
        }
    }

    /// <summary>'Quoted so', on one line; an apostrophe within or after a word opens nothing.</summary>
    private static void HideSingleQuotes(string text, bool[] hidden)
    {
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] is not ('\'' or '‘') || (i > 0 && IsLetter(text[i - 1])) || !IsLetter(text[i + 1]))
            {
                continue;
            }

            for (var j = i + 2; j < text.Length && text[j] != '\n' && j - i <= LongestQuote; j++)
            {
                if (text[j] is '\'' or '’' && (j + 1 == text.Length || !IsLetter(text[j + 1])))
                {
                    Array.Fill(hidden, true, i, j - i + 1);
                    i = j;
                    break;
                }
            }
        }
    }

    private static void HideAddresses(string text, bool[] hidden)
    {
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            var chunk = text.AsSpan(i, end - i);
            if (chunk.Contains("://", StringComparison.Ordinal) || chunk.Contains("www.", StringComparison.OrdinalIgnoreCase) || chunk.Contains('@')
                || (chunk.Contains('/') && chunk.Contains('.') && chunk.IndexOf('.') < chunk.IndexOf('/')))
            {
                Array.Fill(hidden, true, i, end - i);
            }

            i = Math.Max(end, i) + 1;
        }
    }
}
