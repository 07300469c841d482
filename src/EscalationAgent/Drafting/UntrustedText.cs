using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EscalationAgent.Drafting;

/// <summary>Text from outside, without what is not to be seen: what hides words, turns their order, or drives a terminal.</summary>
internal static partial class UntrustedText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Letters, marks, digits, signs, spaces and line ends stay; the halves of broken characters become �.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var before = new Rune(' ');
        foreach (var rune in TerminalSequence().Replace(text.ReplaceLineEndings("\n"), "").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !IsHidden(rune, before))
            {
                clean.Append(rune);
                before = rune;
            }
        }

        return clean.ToString();
    }

    /// <summary>Controls, characters of no width, marks of direction, tags, and what means nothing. Joiners belong into emoji and some scripts.</summary>
    private static bool IsHidden(Rune rune, Rune before) =>
        rune.Value switch
        {
            ZeroWidthNonJoiner or ZeroWidthJoiner => before.IsAscii || Rune.GetUnicodeCategory(before) == UnicodeCategory.Format,
            _ => Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned,
        };

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(\x07|\x1b\\)?)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TerminalSequence();
}
