using System.Globalization;
using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>The words of a text in clauses. What is quoted, and addresses, are not the writer's own words and are left out.</summary>
internal static class OwnWords
{
    private const int LongestQuote = 400;

    public static IReadOnlyList<Token> Of(string text)
    {
        var hidden = Hidden(text);
        var words = new List<Token>();
        var (clause, at) = (0, 0);
        foreach (var word in Token.WordsOf(text))
        {
            for (; at < word.Start; at++)
            {
                clause += EndsClause(text, at, hidden[at]) ? 1 : 0;
            }

            if (hidden[word.Start])
            {
                continue;
            }

            words.Add(word with { Clause = clause });
            at = word.End;
        }

        return words;
    }

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    /// <summary>A line break alone does not end a clause; an empty line does, and so does all that is not part of a phrase.</summary>
    private static bool EndsClause(string text, int at, bool hidden) =>
        hidden
        || text[at] switch
        {
            '\n' => text.AsSpan(0, at).TrimEnd(" \t\r") is [.., '\n'],
            '\'' or '’' or 'ʼ' or '*' or '_' => false,
            var c => !char.IsWhiteSpace(c) && c is not ('-' or '\u2010' or '\u2011'),
        };

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
        for (var from = text.IndexOf(open); from >= 0; )
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
        for (var i = 0; i < text.Length; )
        {
            var end = i;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            var chunk = text.AsSpan(i, end - i);
            if (
                chunk.Contains("://", StringComparison.Ordinal)
                || chunk.Contains("www.", StringComparison.OrdinalIgnoreCase)
                || chunk.Contains('@')
                || (chunk.Contains('/') && chunk.Contains('.') && chunk.IndexOf('.') < chunk.IndexOf('/'))
            )
            {
                Array.Fill(hidden, true, i, end - i);
            }

            i = Math.Max(end, i) + 1;
        }
    }
}
