using System.Globalization;

namespace TextAnalysis.Tokens;

public enum TokenKind
{
    Word,
    Number,
    Mark,
}

/// <summary>How the letters of a word are written.</summary>
public enum LetterCase
{
    /// <summary>"acme", and whatever is none of the others.</summary>
    Other,

    /// <summary>"Acme"; one letter alone is not known to be.</summary>
    Capitalised,

    /// <summary>"ACME", "A1".</summary>
    Upper,
}

/// <summary>A word, a number or a mark of a text.</summary>
/// <param name="Folded">A word as <see cref="Folding"/> writes it; a number as it is written; a mark in its simplest form.</param>
/// <param name="Line">Counts the lines of the text.</param>
/// <param name="IsCapital">It begins with a capital.</param>
public readonly record struct Token(TokenKind Kind, int Start, int End, string Folded, int Line, bool IsCapital = false)
{
    private static readonly Comparer<Token> ByStart = Comparer<Token>.Create((one, other) => one.Start.CompareTo(other.Start));

    public LetterCase Case { get; init; }

    /// <summary>Words of one clause share a number, where a reader has counted clauses; 0 otherwise.</summary>
    public int Clause { get; init; }

    /// <summary>A hyphen binds it to the word before.</summary>
    public bool IsAfterHyphen { get; init; }

    /// <summary>Of the sentence it is in; null where nobody knows it for certain.</summary>
    public Language? Language { get; init; }

    public int Length => End - Start;

    public bool IsWord => Kind == TokenKind.Word;

    /// <summary>A number, or a word that begins with one: "48h".</summary>
    public bool IsNumber => Kind == TokenKind.Number;

    public bool Is(string mark) => Kind == TokenKind.Mark && Folded == mark;

    /// <summary>The number of the token that begins at a place; the complement of the next one's, which is negative, when none does.</summary>
    /// <param name="tokens">In the order of their text.</param>
    internal static int Search(List<Token> tokens, int place) => tokens.BinarySearch(new(TokenKind.Word, place, 0, "", 0), ByStart);

    /// <summary>The number of the first token that begins at a place or behind it.</summary>
    /// <param name="tokens">In the order of their text.</param>
    public static int IndexFrom(List<Token> tokens, int place)
    {
        var at = Search(tokens, place);
        return at < 0 ? ~at : at;
    }

    /// <summary>Takes a text apart in one pass. Apostrophes part words, marks between digits belong to numbers.</summary>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>(text.Length / 5);
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
                tokens.Add(new(TokenKind.Number, start, at, text[start..at], line) { IsAfterHyphen = IsAfterHyphenAt(text, start) });
            }
            else if (IsLetter(c))
            {
                while (at < text.Length && (IsLetter(text[at]) || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark))
                {
                    at++;
                }

                tokens.Add(WordAt(text, start, at, line));
            }
            else
            {
                at++;
                if (!char.IsWhiteSpace(c))
                {
                    tokens.Add(new(TokenKind.Mark, start, at, MarkOf(c), line));
                }
            }
        }

        return tokens;
    }

    /// <summary>The words and numbers alone; letters and digits without a space between them are one: "48h", "s1".</summary>
    /// <param name="language">Of the text; null when it is not known for certain.</param>
    public static IReadOnlyList<Token> WordsOf(string text, Language? language = null)
    {
        var words = new List<Token>(text.Length / 5);
        foreach (var read in Of(text))
        {
            if (read.Kind == TokenKind.Mark)
            {
                continue;
            }

            var token = read with { Language = language };

            if (words is [.., var last] && last.End == token.Start)
            {
                words[^1] = WordAt(text, last.Start, token.End, last.Line) with { Kind = last.Kind, Language = language };
            }
            else
            {
                words.Add(token);
            }
        }

        return words;
    }

    private static Token WordAt(string text, int start, int end, int line)
    {
        var written = text.AsSpan(start, end - start);
        return new(TokenKind.Word, start, end, Folding.Fold(written), line, char.IsUpper(written[0]))
        {
            Case = CaseOf(written),
            IsAfterHyphen = IsAfterHyphenAt(text, start),
        };
    }

    private static LetterCase CaseOf(ReadOnlySpan<char> written)
    {
        var (upper, lower) = (false, false);
        foreach (var c in written)
        {
            upper |= char.IsUpper(c);
            lower |= char.IsLower(c);
        }

        return upper && !lower ? LetterCase.Upper
            : char.IsUpper(written[0]) && lower && !written[1..].ContainsAnyInRange('A', 'Z') ? LetterCase.Capitalised
            : LetterCase.Other;
    }

    /// <summary>Letters, and digits of other scripts, which no reader counts with.</summary>
    private static bool IsLetter(char c) => char.IsLetter(c) || (char.IsDigit(c) && !char.IsAsciiDigit(c));

    private static bool IsAfterHyphenAt(string text, int start) => start > 0 && text[start - 1] is '-' or '\u2010' or '\u2011';

    private static string MarkOf(char c) =>
        c switch
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
        while (
            groups
            && end + 3 < text.Length
            && IsGroupMark(text[end])
            && (mark == '\0' || text[end] == mark)
            && Digits(text, end + 1) == end + 4
            && (text[end] is not (' ' or '\u00a0' or '\u202f') || !IsGlued(text, end + 4))
        )
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
