using System.Globalization;
using System.Text;

namespace TextAnalysis.Tokens;

/// <summary>Texts without letter case and accents, so that "Été" and "ete" are the same word.</summary>
public static class Folding
{
    private const string Accented = "àâäáãåçéèêëîïíìôöóõòûüùúñÿ";
    private const string Bare = "aaaaaaceeeeiiiiooooouuuuny";

    private const string Further = "øýāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľŀłńņňōŏőŕŗřśŝşšţťŧũūŭůűųŵŷźżžșț";
    private const string BareOfFurther = "oyaaaccccddeeeeegggghhiiiiijklllllnnnooorrrsssstttuuuuuuwyzzzst";

    /// <summary>Small letters without accents; marks that combine with a letter are left out.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var isFolded = true;
        foreach (var c in text)
        {
            isFolded &= c is >= 'a' and <= 'z';
        }

        if (isFolded)
        {
            return text.ToString();
        }

        Span<char> folded = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c < 128 || char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded[length++] = Fold(c);
            }
        }

        return folded[..length].ToString();
    }

    /// <summary>The same with straight apostrophes and simple spaces, and exactly as long as before, so that places stay true.</summary>
    public static string FoldInPlace(ReadOnlySpan<char> text) => string.Create(text.Length, text, static (folded, source) =>
        {
            for (var i = 0; i < folded.Length; i++)
            {
                folded[i] = source[i] switch
                {
                    '’' => '\'',
                    '\u00a0' or '\u202f' or '\u2009' => ' ',
                    var c => Fold(c),
                };
            }
        });

    /// <summary>Only the letters and digits, folded: what two spellings of one name have in common.</summary>
    public static string Squeeze(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(Fold)]);

    /// <summary>
    /// A small letter without its mark, also one of a language that is not read: for names, which come from everywhere. The program runs
    /// without the data by which .NET would take marks off.
    /// </summary>
    public static char BareLetter(char c)
    {
        var folded = Fold(c);
        return Further.IndexOf(folded) is >= 0 and var at ? BareOfFurther[at] : folded;
    }

    private static char Fold(char c)
    {
        var lower = char.ToLowerInvariant(c);
        return c < 128 ? lower
            : Accented.IndexOf(lower) is >= 0 and var at ? Bare[at]
            : lower;
    }

    /// <summary>
    /// What two spellings of one name have in common: small letters and digits without marks, one blank for whatever else parts words. Signs that
    /// tell names apart stay, as in "C++" and "C#", "AT&amp;T", "1.5"; empty where there is nothing else.
    /// </summary>
    public static string NameKey(string name)
    {
        var key = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var sign = name[i];
            if (char.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            key.Append(
                char.IsLetterOrDigit(sign) ? BareLetter(sign)
                : KeptSigns.Contains(sign) ? (char)(sign + FullWidth)
                : IsKept(sign) ? sign
                : sign is '.' or ',' && i > 0 && char.IsAsciiDigit(name[i - 1]) && i + 1 < name.Length && char.IsAsciiDigit(name[i + 1]) ? '.'
                : ' '
            );
        }

        var words = key.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, i) => i == 0 || IsKept(word[0]) || IsKept(words[i - 1][^1]) ? word : $" {word}"));
    }

    /// <summary>Signs of ASCII that stay, in their wide form: as they are, some cannot be a part of a key in every store.</summary>
    private const string KeptSigns = "#%&*+<=>@$";

    private const int FullWidth = 0xFEE0;

    private static bool IsKept(char sign) =>
        (sign > FullWidth && KeptSigns.Contains((char)(sign - FullWidth)))
        || (
            sign > 0x7F
            && char.GetUnicodeCategory(sign)
                is UnicodeCategory.MathSymbol
                    or UnicodeCategory.CurrencySymbol
                    or UnicodeCategory.OtherSymbol
                    or UnicodeCategory.Surrogate
        );
}
