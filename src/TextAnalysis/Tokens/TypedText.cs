using System.Globalization;
using System.Text;

namespace TextAnalysis.Tokens;

/// <summary>What phones, editors and chat clients make of a command while it is typed or pasted, made plain again.</summary>
public static class TypedText
{
    /// <summary>The text in one line with simple spaces, dashes and quotation marks, without what cannot be seen.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsInvisible(c))
            {
                continue;
            }

            if (char.IsWhiteSpace(c))
            {
                _ = plain is [.., not ' '] ? plain.Append(' ') : plain;
                continue;
            }

            plain.Append(
                IsDash(c)
                    ? '-'
                    : c switch
                    {
                        '“' or '”' or '„' or '‟' or '«' or '»' or '＂' => '"',
                        '‘' or '’' or '‚' or '‛' or '‹' or '›' or '´' => '\'',
                        '．' or '。' => '.',
                        '！' => '!',
                        '？' => '?',
                        '：' => ':',
                        _ => c,
                    }
            );
        }

        return plain.ToString().Trim();
    }

    /// <summary>The text without what cannot be seen at its ends.</summary>
    public static string Trim(string text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && (IsInvisible(text[from]) || char.IsWhiteSpace(text[from])))
        {
            from++;
        }

        while (to > from && (IsInvisible(text[to - 1]) || char.IsWhiteSpace(text[to - 1])))
        {
            to--;
        }

        return text[from..to];
    }

    private static bool IsDash(char c) => c == '\u2212' || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation;

    /// <summary>Joiners, marks of direction, soft hyphens; a control character is none that a command needs.</summary>
    private static bool IsInvisible(char c) => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;
}
