using System.Text;

namespace TextAnalysis.Tokens;

/// <summary>Words of a source, to be found there again and to be shown to people.</summary>
internal static class QuoteText
{
    private const int Longest = 120;
    private const int Beside = 40;

    /// <summary>One way of writing: single spaces, small letters, straight quotation marks, simple dashes.</summary>
    public static string Fold(string text) => FoldWithPlaces(text).Folded.Trim();

    /// <summary>The same, and for each character where it stood.</summary>
    public static (string Folded, int[] Places) FoldWithPlaces(string text)
    {
        var (folded, places) = (new StringBuilder(text.Length), new List<int>(text.Length));
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c is '\u200b' or '\u00ad' or '\ufeff' || (char.IsWhiteSpace(c) && (folded.Length == 0 || folded[^1] == ' ')))
            {
                continue;
            }

            folded.Append(
                c switch
                {
                    '“' or '”' or '„' or '«' or '»' or '‟' => '"',
                    '‘' or '’' or '‚' or '‹' or '›' or '`' or '´' => '\'',
                    '–' or '—' or '‑' or '‐' or '−' => '-',
                    _ when char.IsWhiteSpace(c) => ' ',
                    _ => char.ToLowerInvariant(c),
                }
            );
            places.Add(at);
        }

        return (folded.ToString(), [.. places]);
    }

    /// <summary>The place with a little around it, cut at white space where there is some.</summary>
    public static string Around(string text, int start, int length)
    {
        length = Math.Min(length, Longest);
        var room = Math.Min(Beside, (Longest - length) / 2);
        var (from, to) = (Math.Max(0, start - room), Math.Min(text.Length, start + length + room));
        var (line, next) = (text.LastIndexOf('\n', Math.Max(0, start - 1)), text.IndexOf('\n', start + length));
        from = line >= from && line < start ? line + 1 : from;
        to = next >= 0 && next < to ? next : to;
        while (from > 0 && from < start && !char.IsWhiteSpace(text[from - 1]))
        {
            from++;
        }

        while (to < text.Length && to > start + length && !char.IsWhiteSpace(text[to]))
        {
            to--;
        }

        return text[Graphemes.BorderBefore(text, from)..Graphemes.BorderBefore(text, to)].Trim();
    }
}
