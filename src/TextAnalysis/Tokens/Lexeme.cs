using System.Globalization;

namespace TextAnalysis.Tokens;

public enum LexemeKind
{
    Word,
    Number,
    Mark,
}

/// <summary>A word, a number or a mark of a text.</summary>
/// <param name="Folded">A word without letter case and accents; a number as it is written; a mark.</param>
/// <param name="Line">Counts the lines of the text.</param>
public readonly record struct Lexeme(LexemeKind Kind, int Start, int End, string Folded, int Line, bool IsCapital = false)
{
    public static readonly Comparer<Lexeme> ByStart = Comparer<Lexeme>.Create((one, other) => one.Start.CompareTo(other.Start));

    public bool IsWord => Kind == LexemeKind.Word;

    public bool IsNumber => Kind == LexemeKind.Number;

    public bool Is(string mark) => Kind == LexemeKind.Mark && Folded == mark;

    /// <summary>Takes a text apart in one pass. Apostrophes part words, marks between digits belong to numbers.</summary>
    public static List<Lexeme> Of(string text)
    {
        var lexemes = new List<Lexeme>(text.Length / 5);
        var (at, line) = (0, 0);
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '\n')
            {
                line++;
            }

            var start = at;
            if (char.IsAsciiDigit(c))
            {
                at = EndOfNumber(text, at);
                lexemes.Add(new(LexemeKind.Number, start, at, text[start..at], line));
            }
            else if (char.IsLetter(c))
            {
                while (at < text.Length && (char.IsLetter(text[at]) || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark))
                {
                    at++;
                }

                lexemes.Add(new(LexemeKind.Word, start, at, Fold(text.AsSpan(start, at - start)), line, char.IsUpper(c)));
            }
            else
            {
                at++;
                if (!char.IsWhiteSpace(c))
                {
                    lexemes.Add(new(LexemeKind.Mark, start, at, MarkOf(c), line));
                }
            }
        }

        return lexemes;
    }

    /// <summary>Small letters, no accents.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < 'a' or > 'z')
            {
                return WordingText.Fold(text);
            }
        }

        return text.ToString();
    }

    private static string MarkOf(char c) => c switch
    {
        '–' or '—' or '‑' or '‐' or '−' => "-",
        '’' or '‘' => "'",
        '“' or '”' or '„' or '«' or '»' => "\"",
        _ => c.ToString(),
    };

    /// <summary>"1,250", "1.250.000,50", "84 000", "0.85", "3,5": groups of three behind a mark, and decimals.</summary>
    private static int EndOfNumber(string text, int at)
    {
        var end = Digits(text, at);
        var groups = end - at <= 3 && text[at] != '0';
        var mark = '\0';
        while (groups && end + 3 < text.Length && IsGroupMark(text[end]) && (mark == '\0' || text[end] == mark) && Digits(text, end + 1) == end + 4
            && (text[end] is not (' ' or '\u00a0' or '\u202f') || !IsGlued(text, end + 4)))
        {
            mark = text[end];
            end += 4;
        }

        var isDecimal = end + 1 < text.Length && text[end] is '.' or ',' && text[end] != mark && char.IsAsciiDigit(text[end + 1]);
        if (!isDecimal)
        {
            return end;
        }

        var last = Digits(text, end + 1);
        return last + 1 < text.Length && text[last] is '.' or ',' && char.IsAsciiDigit(text[last + 1]) && mark == '\0' ? end : last;
    }

    /// <summary>"06 102-4": what goes on is no group of thousands.</summary>
    private static bool IsGlued(string text, int at) => at < text.Length && (text[at] is '-' or '/' or ':' || char.IsLetter(text[at]));

    private static bool IsGroupMark(char c) => c is '.' or ',' or '\'' or '’' or ' ' or '\u00a0' or '\u202f' or '\u2009';

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }
}
