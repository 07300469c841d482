namespace EscalationAgent.Drafting.Offline;

/// <summary>Finds the words to quote for a reason: they must stand in the notes exactly so.</summary>
internal sealed class Quoter(string raw)
{
    private const int LongestQuote = 140;

    /// <summary>The sentence if it is short and is so in the notes, else the clause, else the very words, else one word.</summary>
    public string QuoteOf(Statement statement, int start, int end)
    {
        var text = statement.Text;
        var (from, to) = (start, end);
        while (from > 0 && !(text[from] == ' ' && ",;:–—".Contains(text[from - 1])) && text[from - 1] != '(')
        {
            from--;
        }

        while (to < text.Length && !(",;–—".Contains(text[to]) && (to + 1 == text.Length || text[to + 1] == ' ')) && text[to] != ')')
        {
            to++;
        }

        string[] choices = [text, text[from..to].Trim(), text[start..end], text[start..end].Split(' ')[0]];
        return choices.FirstOrDefault(c => c.Length is > 0 and <= LongestQuote && raw.Contains(c, StringComparison.Ordinal)) ?? "";
    }
}
