using System.Text;

namespace EscalationAgent.Drafting;

/// <summary>
/// Finds a model's quotes in the sources. Models straighten quotation marks, join lines and change a capital: what comes
/// back are the words of the source, exactly as they stand there.
/// </summary>
internal sealed class SourceQuotes
{
    public const int LongestQuote = 300;
    private const int ShortestQuote = 2;

    private readonly List<(string Text, string Folded, int[] Places)> sources;

    public SourceQuotes(IEnumerable<string> sources) =>
        this.sources = [.. sources.Select(text => Fold(text) is var (folded, places) ? (text, folded, places) : default)];

    /// <returns>Null when no source holds it.</returns>
    public string? Find(string? quote)
    {
        if (quote is null || quote.Length > LongestQuote * 2)
        {
            return null;
        }

        var wanted = Fold(quote).Folded.Trim(' ', '"', '.', '…');
        if (wanted.Length < ShortestQuote)
        {
            return null;
        }

        foreach (var (text, folded, places) in sources)
        {
            if (folded.IndexOf(wanted, StringComparison.Ordinal) is >= 0 and var at)
            {
                var found = text[places[at]..(places[at + wanted.Length - 1] + 1)];
                return found.Length <= LongestQuote ? found : null;
            }
        }

        return null;
    }

    /// <summary>Lower case, each run of spaces as one, one kind of quotation mark and dash, nothing hidden; and where each character stood.</summary>
    private static (string Folded, int[] Places) Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at] switch
            {
                '“' or '”' or '„' or '«' or '»' or '‟' or '\'' or '’' or '‘' or '‚' or '`' or '´' => '"',
                '–' or '—' or '‑' or '−' => '-',
                var other when char.IsWhiteSpace(other) => ' ',
                var other => char.ToLowerInvariant(other),
            };
            if (
                (c == ' ' && (folded.Length == 0 || folded[^1] == ' '))
                || (c != ' ' && char.IsControl(c))
                || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format
            )
            {
                continue;
            }

            folded.Append(c);
            places.Add(at);
        }

        return (folded.ToString(), [.. places]);
    }
}
