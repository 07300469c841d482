namespace TextAnalysis.Facts;

/// <summary>Finds what is in quotation marks and is more than a word or two.</summary>
internal static class Quotations
{
    private const int Longest = 600;

    public static IEnumerable<FactFound> In(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var closing = text[at] switch
            {
                '"' => "\"”",
                '“' => "”\"",
                '„' => "“”\"",
                '«' => "»",
                '»' => "«",
                _ => null,
            };
            if (closing is null || (at > 0 && text[at] is '"' && char.IsLetterOrDigit(text[at - 1])))
            {
                continue;
            }

            var inside = text.AsSpan(at + 1, Math.Min(Longest, text.Length - at - 1));
            var end = inside.IndexOfAny(closing);
            if (end < 0 || inside[..end].Contains('\n'))
            {
                continue;
            }

            var said = inside[..end].ToString();
            var from = said.Length - said.TrimStart().Length;
            said = said.Trim().TrimEnd(',', '.');
            if (said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(w => w.Any(char.IsLetter)) > 2)
            {
                yield return new(at + 1 + from, said.Length, new(FactKind.Quotation, said, [said]));
                at += end + 1;
            }
        }
    }
}
