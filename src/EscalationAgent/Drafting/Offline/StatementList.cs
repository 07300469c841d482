using System.Text;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Gathers lines to paragraphs and paragraphs to statements; what was said before is not taken again.</summary>
internal sealed class StatementList
{
    /// <summary>A line as long as this was probably wrapped, so the next one goes on with its sentence.</summary>
    private const int WrappedLine = 55;

    /// <summary>Fewer words than these after such a line are the rest of it: nouns are written large in German.</summary>
    private const int Rest = 3;

    private const int LongestField = 25;

    private readonly List<Statement> statements = [];
    private readonly List<Statement> evidence = [];
    private readonly HashSet<string> seen = [];
    private readonly StringBuilder paragraph = new();
    private LineContext paragraphContext = new();
    private int lastLine;

    public IReadOnlyList<Statement> All => statements;

    /// <summary>What machines wrote; each stands, by its order, behind the sentence that it follows.</summary>
    public IReadOnlyList<Statement> Evidence => evidence;

    /// <summary>No sentence ends with these, so a line that does was wrapped.</summary>
    private static readonly HashSet<string> Unfinished =
    [
        .. (
            "about around roughly the a an of to in on at for with from by and or but that which who their our its his her is are was were "
            + "has have had will would can could not no after before since until because if when than as this these those mr mrs ms dr"
        ).Split(' '),
        .. (
            "der die das den dem des ein eine einen einem einer und oder aber von zu zum zur im in am an auf für mit aus bei nach seit bis "
            + "weil wenn dass ist sind war hat haben wird nicht kein keine herr frau"
        ).Split(' '),
        .. (
            "le la les l un une des de du d et ou mais que qui dans sur pour avec par à au aux est sont a ont ne pas leur leurs ce cette el "
            + "los las una y o pero con por en se es son su sus no os um uma e ou mas com por em não do da dos das"
        ).Split(' '),
    ];

    /// <summary>Whether a line goes on with the paragraph above it: people end a note with its line, a mail program breaks a sentence.</summary>
    public bool Continues(string text) =>
        paragraph.Length > 0
        && !".!?:;".Contains(paragraph[^1])
        && !IsField(text)
        && (
            IsUnfinished()
            || (char.IsLower(text[0]) && (lastLine >= WrappedLine || char.IsUpper(paragraph[0])))
            || (lastLine >= WrappedLine && text.Count(c => c == ' ') < Rest)
        );

    /// <summary>"tono: sereno" begins something, though it is written small.</summary>
    private static bool IsField(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and < LongestField and var colon
        && text.AsSpan(0, colon).Count(' ') < Rest
        && text.Length > colon + 1
        && text[colon + 1] == ' ';

    private bool IsUnfinished()
    {
        var end = paragraph.ToString(Math.Max(0, paragraph.Length - 12), Math.Min(12, paragraph.Length));
        return end[^1] == ',' || Unfinished.Contains(end[(end.LastIndexOfAny([' ', '\'', '’']) + 1)..].ToLowerInvariant());
    }

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

        foreach (var sentence in Sentences.Of(paragraph.ToString()).SelectMany(RunOnSentences.Of))
        {
            Add(sentence, RunOnSentences.IsContact(sentence) ? paragraphContext with { Field = Field.Meta, Label = null } : paragraphContext);
        }

        paragraph.Clear();
        return true;
    }

    /// <summary>Of the note that is being read; null when nothing is certain.</summary>
    public Language? NoteLanguage { get; set; }

    /// <inheritdoc cref="Statement.DayFirst"/>
    public bool? DayFirst { get; set; }

    public void AddEvidence(string text, LineContext where)
    {
        if (seen.Add(text))
        {
            evidence.Add(new(text, statements.Count) { DayFirst = DayFirst, Day = where.Day });
        }
    }

    public void Add(string text, LineContext where)
    {
        var tidy = LineShapes.WithoutGreeting(LineShapes.Tidy(Sentences.Cut(text)));
        if (tidy.Length == 0 || (where.Field != Field.Account && !seen.Add(tidy)))
        {
            return;
        }

        statements.Add(
            new(tidy, statements.Count)
            {
                Language = LanguageGuesser.Of(tidy, NoteLanguage),
                DayFirst = DayFirst,
                Stamp = where.Stamp,
                Label = where.Label,
                Heading = where.Heading,
                Field = where.Field,
                IsTitle = where.IsTitle,
                IsHeadline = where.IsTitle && where.IsHeadline,
                IsRow = where.IsRow,
                IsQuoted = where.IsQuoted || where.IsOlder,
                Day = where.Day,
            }
        );
    }
}
