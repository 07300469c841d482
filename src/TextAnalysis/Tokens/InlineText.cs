using System.Globalization;

namespace TextAnalysis.Tokens;

/// <summary>What may stand in the middle of a sentence of ours though somebody else wrote it: a name, a word that was not understood.</summary>
public static class InlineText
{
    /// <summary>
    /// The text without whatever could be read as markup, a link or a mention: letters of all scripts, digits, spaces and the
    /// marks that names are written with stay.
    /// </summary>
    public static string Sanitize(string untrusted) =>
        string.Join(' ', new string([.. untrusted.Select(c => IsPlain(c) ? c : ' ')]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsPlain(char c) =>
        char.IsLetterOrDigit(c)
        || char.IsSurrogate(c)
        || c is '.' or ',' or '\'' or '’' or '-' or '&' or '/' or '+'
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
