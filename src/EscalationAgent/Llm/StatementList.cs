using System.Text;

namespace EscalationAgent.Llm;

/// <summary>Gathers lines to paragraphs and paragraphs to statements; what was said before is not taken again.</summary>
internal sealed class StatementList
{
    /// <summary>A line as long as this was probably wrapped, so the next one goes on with its sentence.</summary>
    private const int WrappedLine = 55;

    private readonly List<Statement> statements = [];
    private readonly HashSet<string> seen = [];
    private readonly StringBuilder paragraph = new();
    private LineContext paragraphContext = new();
    private int lastLine;

    public IReadOnlyList<Statement> All => statements;

    /// <summary>Whether a line goes on with the paragraph above it.</summary>
    public bool Continues(string text) =>
        paragraph.Length > 0
        && (lastLine >= WrappedLine || char.IsLower(text[0]))
        && !".!?:;".Contains(paragraph[^1]);

    public void Append(string text, LineContext where)
    {
        if (paragraph.Length == 0)
        {
            paragraphContext = where;
        }

        paragraph.Append(paragraph.Length == 0 ? "" : " ").Append(text);
        lastLine = text.Length;
    }

    /// <summary>Takes the sentences of the paragraph. False when there is none.</summary>
    public bool EndParagraph()
    {
        if (paragraph.Length == 0)
        {
            return false;
        }

        foreach (var sentence in Sentences.Of(paragraph.ToString()))
        {
            Add(sentence, paragraphContext);
        }

        paragraph.Clear();
        return true;
    }

    public void Add(string text, LineContext where)
    {
        var tidy = LineShapes.Tidy(Sentences.Cut(text));
        if (tidy.Length == 0 || (where.Field != Field.Account && !seen.Add(tidy)))
        {
            return;
        }

        statements.Add(new(tidy, statements.Count)
        {
            Stamp = where.Stamp,
            Label = where.Label,
            Field = where.Field,
            IsTitle = where.IsTitle,
            IsQuoted = where.IsQuoted,
            Day = where.Day,
        });
    }
}
