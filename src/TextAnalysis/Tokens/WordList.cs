using System.Buffers;
using System.Text.RegularExpressions;

namespace TextAnalysis.Tokens;

/// <summary>Words of a lexicon that are compared whole and as they are written, where no phrase is looked for.</summary>
public static class WordList
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("|*?#~@!");

    /// <param name="lexicon">A file in <c>Lexicons</c>, without its ending.</param>
    /// <param name="topic">Its rows with this second column, of all languages.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    /// <exception cref="FormatException">Some are patterns, which no word would ever be; the message names them all, with their lines.</exception>
    public static HashSet<string> Of(string lexicon, string topic) => Of(RowsOf(lexicon, topic), lexicon);

    /// <inheritdoc cref="Of(string, string)"/>
    /// <param name="rows">Of the lexicon, those of one topic.</param>
    /// <param name="lexicon">As the message calls it.</param>
    public static HashSet<string> Of(IReadOnlyList<LexiconRow> rows, string lexicon)
    {
        RefuseMarks(rows, lexicon, row => row.Phrase);
        return [.. rows.Select(row => row.Phrase)];
    }

    /// <summary>The same as the alternation of a regular expression, in the order of the file; <c>word*</c> is any word that begins so.</summary>
    /// <inheritdoc cref="Of(string, string)"/>
    public static string Pattern(string lexicon, string topic)
    {
        var rows = RowsOf(lexicon, topic);
        RefuseMarks(rows, lexicon, row => row.Phrase.TrimEnd('*'));
        return string.Join('|', rows.Select(row => Regex.Escape(row.Phrase.TrimEnd('*')) + (row.Phrase.EndsWith('*') ? @"\p{L}*" : "")));
    }

    private static void RefuseMarks(IReadOnlyList<LexiconRow> rows, string lexicon, Func<LexiconRow, string> word)
    {
        var faults = rows.Where(row => word(row).AsSpan().ContainsAny(Marks))
            .Select(row => $"{lexicon}.tsv, line {row.Line}: \"{row.Phrase}\" is no plain word.");
        if (faults.Any())
        {
            throw new FormatException(string.Join('\n', faults));
        }
    }

    private static IReadOnlyList<LexiconRow> RowsOf(string lexicon, string topic) =>
        LexiconFile.Read(lexicon, topic) is { Count: > 0 } rows ? rows : throw new ArgumentException($"{lexicon}.tsv has no words for {topic}.", nameof(topic));
}
