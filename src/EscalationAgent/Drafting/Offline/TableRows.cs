namespace EscalationAgent.Drafting.Offline;

/// <summary>Reads tables, as Markdown and spreadsheets write them: each row with the headings of its columns.</summary>
internal static class TableRows
{
    private const int LongestKey = 40;

    /// <summary>As many columns as a table has that is not a list of keys and values.</summary>
    private const int Wide = 3;

    /// <summary>So many headings that are labels of notes make a row of them a note.</summary>
    private const int FewestLabels = 2;

    /// <summary>The lines with their tables read; what is no table stays as it is.</summary>
    public static IReadOnlyList<NoteLine> Read(IReadOnlyList<NoteLine> lines)
    {
        var read = new List<NoteLine>();
        for (var at = 0; at < lines.Count; )
        {
            var length = LengthOfTable(lines, at);
            if (length == 0)
            {
                read.Add(lines[at++]);
                continue;
            }

            read.AddRange(Rows([.. lines.Skip(at).Take(length).Select(l => CellsOf(l.Text))]));
            at += length;
        }

        return read;
    }

    /// <summary>How many lines of a table begin here; 0 for none.</summary>
    private static int LengthOfTable(IReadOnlyList<NoteLine> lines, int at)
    {
        if (lines[at].Kind != LineKind.Text)
        {
            return 0;
        }

        var isBare = !IsFramed(lines[at].Text) && at + 1 < lines.Count && lines[at].Text.Contains('|') && IsBareRule(lines[at + 1].Text);
        if (isBare || IsFramed(lines[at].Text))
        {
            return LengthOf(line => isBare ? line.Contains('|') : IsFramed(line));
        }

        var cells = lines[at].Text.Split('\t').Length;
        return cells >= Wide && LengthOf(line => line.Split('\t').Length == cells) is > 1 and var length ? length
            : lines[at].Text.Split('\t') is [{ Length: > 0 and <= LongestKey } key, { Length: > 0 }] && !char.IsWhiteSpace(key[0]) ? 1
            : 0;

        int LengthOf(Func<string, bool> isRow) => lines.Skip(at).TakeWhile(l => l.Kind == LineKind.Text && isRow(l.Text)).Count();
    }

    private static bool IsFramed(string line) => line.AsSpan().Trim() is { Length: >= 3 } text && text[0] == '|' && text[^1] == '|';

    private static bool IsBareRule(string line) => line.Contains('|') && line.Contains("--", StringComparison.Ordinal) && IsRule(CellsOf(line));

    private static bool IsRule(IReadOnlyList<string> cells) => cells.All(c => c.All(m => m is '-' or ':' or ' '));

    private static IReadOnlyList<string> CellsOf(string line) => [.. line.Trim().Trim('|').Split(line.Contains('|') ? '|' : '\t').Select(c => c.Trim())];

    private static IEnumerable<NoteLine> Rows(IReadOnlyList<IReadOnlyList<string>> table)
    {
        var hasRule = table.Count > 1 && IsRule(table[1]);
        var rows = table.Where(r => r.Any(c => c.Length > 0) && !IsRule(r)).ToList();
        var isOfKeys = rows.All(r => r.Count == 2) && (!hasRule || rows.Skip(1).Any(r => Labels.Find(r[0]) is not null));
        if (isOfKeys)
        {
            // "Field | Value" is a heading, "Customer | 4Seasons Hotels" is the first row.
            return rows.Skip(hasRule && Labels.Find(rows[0][0]) is null ? 1 : 0)
                .Select(r => new NoteLine(r[1].Length == 0 ? r[0] : $"{r[0].TrimEnd(':')}: {r[1]}"));
        }

        var hasHeadings = hasRule || (rows is [var first, _, ..] && first.Count >= Wide && !first.Any(c => c.Any(char.IsDigit)));
        if (hasHeadings && rows.Count == 2 && rows[0].Count(heading => Labels.Find(heading) is not null) >= FewestLabels)
        {
            // One matter across a sheet: each cell is what its heading labels.
            return rows[1]
                .Zip(rows[0])
                .Where(c => c.First.Length > 0)
                .Select(c => new NoteLine(c.Second.Length == 0 ? c.First : $"{c.Second.TrimEnd(':')}: {c.First}"));
        }

        return rows.Skip(hasHeadings && rows.Count > 1 ? 1 : 0).Select(r => new NoteLine(Row(r, hasHeadings ? rows[0] : []), LineKind.Row));
    }

    private static string Row(IReadOnlyList<string> cells, IReadOnlyList<string> headings) =>
        headings.Count == 0
            ? string.Join(" | ", cells.Where(c => c.Length > 0))
            : string.Join(
                "; ",
                cells.Select((cell, i) => i < headings.Count && headings[i].Length > 0 ? $"{headings[i]}: {cell}" : cell).Where((_, i) => cells[i].Length > 0)
            );
}
