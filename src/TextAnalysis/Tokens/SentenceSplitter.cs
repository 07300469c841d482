namespace TextAnalysis.Tokens;

/// <summary>A piece of a sentence, and the mark that is before it.</summary>
public readonly record struct Clause(string Before, string Text);

/// <summary>Takes a line apart into sentences, and a sentence into parts, at the marks that people write. Put together again they are the text.</summary>
public static class SentenceSplitter
{
    private static readonly HashSet<string> Abbreviations = WordList.Of("grammar", "sentence_abbreviation");

    /// <summary>Sentences with the white space behind them.</summary>
    public static IEnumerable<string> Sentences(string line)
    {
        var start = 0;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is not ('.' or '!' or '?' or '…'))
            {
                continue;
            }

            var end = at + 1;
            while (end < line.Length && line[end] is '.' or '!' or '?' or '…' or '"' or '”' or '’' or '\'' or ')' or ']' or '»' or '“')
            {
                end++;
            }

            var next = end;
            while (next < line.Length && char.IsWhiteSpace(line[next]))
            {
                next++;
            }

            if (next == end || next == line.Length || char.IsLower(line[next]) || (line[at] == '.' && end == at + 1 && IsInside(line, start, at, next)))
            {
                continue;
            }

            yield return line[start..next];
            start = next;
            at = next - 1;
        }

        if (start < line.Length)
        {
            yield return line[start..];
        }
    }

    /// <summary>"1,2 Mio. Euro", "ca. 85", "16. Mai" and "16. 5." end nothing.</summary>
    private static bool IsInside(string line, int start, int dot, int next)
    {
        var from = dot;
        while (from > start && !char.IsWhiteSpace(line[from - 1]) && line[from - 1] is not ('(' or '"'))
        {
            from--;
        }

        var word = line[from..dot].ToLowerInvariant();
        var isOrdinal =
            word.Length is 1 or 2
            && word.All(char.IsAsciiDigit)
            && (
                char.IsAsciiDigit(line[next]) || Token.WordsOf(line[next..Math.Min(line.Length, next + 12)]) is [var first, ..] && Months.IsMonth(first.Folded)
            );
        return isOrdinal || Abbreviations.Contains(word) || (word.Length == 1 && char.IsLetter(word[0]));
    }

    /// <summary>The parts of a sentence; brackets stay within theirs.</summary>
    public static IReadOnlyList<Clause> Clauses(string sentence)
    {
        var parts = new List<Clause>();
        var (start, before, depth) = (0, "", 0);
        for (var at = 0; at < sentence.Length; at++)
        {
            depth +=
                sentence[at] is '(' or '[' ? 1
                : sentence[at] is ')' or ']' && depth > 0 ? -1
                : 0;
            if (depth == 0 && MarkAt(sentence, start, at) is { } mark)
            {
                parts.Add(new(before, sentence[start..mark.Start]));
                (before, start) = (sentence[mark.Start..mark.End], mark.End);
                at = mark.End - 1;
            }
        }

        parts.Add(new(before, sentence[start..]));
        return parts;
    }

    /// <param name="from">Where the mark before ended: the white space before it belongs to that one ("a: - b").</param>
    private static (int Start, int End)? MarkAt(string text, int from, int at)
    {
        var spaceAfter = at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]);
        var spaceBefore = at > 0 && char.IsWhiteSpace(text[at - 1]);
        var length = text[at] switch
        {
            ',' or ';' or ':' when spaceAfter => 1,
            '-' when at + 1 < text.Length && text[at + 1] == '-' => 2,
            '-' or '–' or '|' or '·' or '•' or '/' or '+' when spaceBefore && spaceAfter => 1,
            '—' or '→' => 1,
            '\t' => 1,
            _ => 0,
        };
        if (length == 0)
        {
            return null;
        }

        var (start, end) = (at, at + length);
        while (start > from && char.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return (start, end);
    }
}
