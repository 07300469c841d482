using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Takes a paragraph apart into sentences, which stand in it word for word.</summary>
internal static class Sentences
{
    /// <summary>What is longer than this without an end is no sentence; it is cut at white space.</summary>
    private const int Longest = 1000;

    private static readonly HashSet<string> Abbreviations =
    [
        "e.g",
        "i.e",
        "eg",
        "ie",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "vs",
        "etc",
        "approx",
        "ca",
        "no",
        "nr",
        "inc",
        "ltd",
        "corp",
        "co",
        "z.b",
        "d.h",
        "u.a",
        "bzw",
        "evtl",
        "inkl",
        "sr",
        "sra",
        "srta",
        "jr",
        "fr",
        "hr",
        "lda",
        "ltda",
        "sp",
        "z.o.o",
        "aprox",
        "max",
        "min",
        "ggf",
        "bspw",
        "vgl",
        "tel",
        "dept",
        "env",
        "m",
        "mme",
        "mio",
        "mrd",
        "tsd",
        "p.ex",
        "p.ej",
        "ej",
        "num",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "okt",
        "nov",
        "dec",
        "dez",
    ];

    /// <summary>No more than a sentence's length, for titles and fields that are not taken apart.</summary>
    public static string Cut(string text) =>
        text.Length <= Longest ? text
        : text.LastIndexOf(' ', Longest) is var space and > 0 ? text[..space]
        : Graphemes.Head(text, Longest);

    public static IEnumerable<string> Of(string paragraph)
    {
        var start = 0;
        for (var at = 0; at < paragraph.Length; at++)
        {
            if (EndsAt(paragraph, start, at) is { } end)
            {
                yield return paragraph[start..end].Trim();
                start = end;
                at = end - 1;
            }
            else if (at - start >= Longest)
            {
                var space = paragraph.LastIndexOf(' ', at, Longest / 2);
                end = space > start ? space : Graphemes.BorderBefore(paragraph, at);
                yield return paragraph[start..end].Trim();
                start = end;
            }
        }

        if (paragraph[start..].Trim() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    /// <summary>Where the sentence ends that this mark closes, with the quotes and brackets behind the mark.</summary>
    private static int? EndsAt(string text, int start, int at)
    {
        if (!".!?…。؟".Contains(text[at]))
        {
            return null;
        }

        var end = at + 1;
        while (end < text.Length && ".!?…\"”’')]»*_“".Contains(text[end]))
        {
            end++;
        }

        if (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            return null;
        }

        return text[at] == '.' && end == at + 1 && IsInsideDot(text, start, at) ? null : end;
    }

    private static bool IsInsideDot(string text, int start, int at)
    {
        var from = at;
        while (from > start && at - from < 12 && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] != '(')
        {
            from--;
        }

        var word = Folding.FoldInPlace(text.AsSpan(from, at - from));
        var next = at + 1;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        var goesOn = next < text.Length && (char.IsLower(text[next]) || text[next] is '-' or '–');
        var isOrdinal =
            word.Length is 1 or 2
            && word.All(char.IsAsciiDigit)
            && next < text.Length
            && char.IsLetter(text[next])
            && WrittenDates.In(string.Concat(word, ". ", text.AsSpan(next, Math.Min(12, text.Length - next)))).Count > 0;
        var isInitial = word.Length == 1 && char.IsLetter(word[0]) && from < text.Length && char.IsUpper(text[from]);
        // "GmbH & Co. KG"
        var isFirm = word == "co" && text.AsSpan(next).StartsWith("KG", StringComparison.Ordinal);
        return goesOn || isOrdinal || isInitial || isFirm || (Abbreviations.Contains(word) && next < text.Length && IsNoStart(word, text[next]));
    }

    /// <summary>"Acme Inc. They .." ends a sentence, "No. 7" and "Mr. Roth" do not.</summary>
    private static bool IsNoStart(string word, char next) =>
        word is not ("inc" or "ltd" or "lda" or "ltda" or "corp" or "co" or "sp" or "jr" or "etc" or "no" or "max" or "min" or "m" or "st")
        || !char.IsUpper(next)
        || word is "m" or "st";
}
