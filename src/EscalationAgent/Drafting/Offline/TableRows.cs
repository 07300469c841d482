namespace EscalationAgent.Drafting.Offline;

/// <summary>Reads the rows of tables, as Markdown and spreadsheets write them.</summary>
internal static class TableRows
{
    /// <summary>A row of two cells as "key: value", a longer one as its cells in a row; null for a rule; all else as it is.</summary>
    public static string? Read(string line)
    {
        var text = line.Trim();
        if (text.Length < 3 || !(text[0] == '|' && text[^1] == '|'))
        {
            return line.Split('\t') is [{ Length: > 0 and <= LongestKey } key, { Length: > 0 } value] && !char.IsWhiteSpace(key[0])
                ? $"{key.Trim().TrimEnd(':')}: {value.Trim()}"
                : line;
        }

        var cells = text[1..^1].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return cells.Length == 0 || cells.All(c => c.All(m => m is '-' or ':' or ' ')) ? null
            : cells is [{ Length: <= LongestKey } name, var said] ? $"{name.TrimEnd(':')}: {said}"
            : string.Join(" | ", cells);
    }

    private const int LongestKey = 40;
}
