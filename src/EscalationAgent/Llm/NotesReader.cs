using System.Text;
using Escalations;

namespace EscalationAgent.Llm;

/// <summary>What stands in the notes: their sentences, and the people and domains seen on the way.</summary>
internal sealed record NotesRead(string Raw, IReadOnlyList<Statement> Statements, IReadOnlySet<string> People, IReadOnlySet<string> Domains, IReadOnlySet<string> OwnDomains);

/// <summary>Reads pasted notes line by line: mails, chats, lists, labelled notes and plain paragraphs.</summary>
internal sealed class NotesReader
{
    private const int LinesInSignature = 6;
    private const int WrappedLine = 55;
    private const int MostPeople = 200;
    private const int MostDomains = 50;

    private readonly List<Statement> statements = [];
    private readonly HashSet<string> people = [];
    private readonly HashSet<string> domains = [];
    private readonly HashSet<string> ownDomains = [];
    private readonly HashSet<string> seen = [];
    private readonly StringBuilder paragraph = new();
    private readonly DateOnly writtenOn;
    private IReadOnlySet<string> speakers = new HashSet<string>();
    private Context context = new();
    private Context paragraphContext = new();
    private string? sender;
    private int signature;
    private int lastLine;

    private NotesReader(DateOnly writtenOn) => this.writtenOn = writtenOn;

    public static NotesRead Read(IReadOnlyList<string> notes, DateOnly writtenOn)
    {
        var reader = new NotesReader(writtenOn);
        foreach (var note in notes)
        {
            reader.ReadNote(note);
        }

        return new(string.Join("\n\n", notes), reader.statements, reader.people, reader.domains, reader.ownDomains);
    }

    private void ReadNote(string note)
    {
        (context, sender, signature) = (new(), null, 0);
        var lines = note.Split(['\n', '\r', '\u2028', '\u2029']);
        speakers = LineShapes.SpeakersOf(lines);
        foreach (var line in lines)
        {
            ReadLine(line);
        }

        Flush();
    }

    private void ReadLine(string raw)
    {
        var line = LineShapes.WithoutQuoteMarks(raw, out var quoted);
        if (quoted != context.IsQuoted)
        {
            Flush();
            context = context with { IsQuoted = quoted };
            signature = 0;
        }

        if (domains.Count < MostDomains)
        {
            LineShapes.CollectDomains(line, domains);
        }

        if (line.Length == 0)
        {
            Flush();
            context = context.AfterBlank();
        }
        else if (!ReadFrame(line))
        {
            ReadContent(line);
        }
    }

    /// <summary>What surrounds the words of a mail: headers, greetings, closings, rules.</summary>
    private bool ReadFrame(string line)
    {
        if (LineShapes.IsRule(line))
        {
            Flush();
            (context, signature) = (context with { Label = null }, 0);
            return true;
        }

        if (LineShapes.ReadHeader(line) is { } header)
        {
            Flush();
            signature = 0;
            ReadHeader(header);
            return true;
        }

        if (LineShapes.IsWroteLine(line))
        {
            Flush();
            signature = 0;
            context = new Context { IsQuoted = context.IsQuoted, Day = DateReading.In(line) is [var date, ..] ? date.Before(writtenOn) : null };
            sender = line;
            RememberPerson(line);
            return true;
        }

        if (LineShapes.IsClosing(line))
        {
            Flush();
            signature = LinesInSignature;
            return true;
        }

        if (LineShapes.IsGreeting(line) || (signature > 0 && ReadSignature(line)))
        {
            // What stood before and what stands behind a line that is left out are not one sentence.
            Flush();
            return true;
        }

        return false;
    }

    private bool ReadSignature(string line)
    {
        signature--;
        if (line.Length > 60 || LineShapes.StartsItem(line) || LineShapes.ReadLabel(line) is not null)
        {
            signature = 0;
            return false;
        }

        var folded = Words.Fold(line);
        if (folded.Contains("customer success", StringComparison.Ordinal) || folded.EndsWith("csm", StringComparison.Ordinal))
        {
            LineShapes.CollectDomains(sender ?? "", ownDomains);
        }

        if (!OfflineCues.CompanySuffixes.Overlaps(Words.Of(line).Select(w => w.Folded)))
        {
            RememberPerson(line);
        }

        return true;
    }

    private void ReadHeader((HeaderKind Kind, string Value) header)
    {
        switch (header.Kind)
        {
            case HeaderKind.Person:
                context = new Context { IsQuoted = context.IsQuoted, Day = context.Day };
                RememberPerson(header.Value);
                break;
            case HeaderKind.Sender:
                context = new Context { IsQuoted = context.IsQuoted };
                sender = header.Value;
                RememberPerson(header.Value);
                break;
            case HeaderKind.Date:
                context = context with { Day = DateReading.In(header.Value) is [var date, ..] ? date.Before(writtenOn) : null };
                break;
            default:
                Add(header.Value, context with { IsTitle = true, Label = null });
                break;
        }
    }

    private void ReadContent(string line)
    {
        var isItem = LineShapes.StartsItem(line);
        var isHeading = line[0] == '#';
        var text = LineShapes.WithoutMarkers(line);
        context = isItem ? context with { HasItems = true } : context.AfterList();
        var stamp = LineShapes.ReadStamp(text, speakers);
        if (stamp.Length > 0)
        {
            Flush();
            context = context with { Label = null, IsTitle = false, Stamp = stamp, Day = DateReading.In(stamp) is [var date, ..] ? date.Before(writtenOn) : context.Day };
            RememberPerson(stamp);
            text = text[stamp.Length..].TrimStart(' ', ':', '-');
        }

        if (LineShapes.ReadLabel(text) is { } labelled && ReadLabelled(text, labelled, isHeading))
        {
            return;
        }

        if (text.Length == 0)
        {
            Flush();
            return;
        }

        if (isHeading || isItem || stamp.Length > 0 || !Continues(text))
        {
            Flush();
        }

        if (isHeading)
        {
            context = context with { Label = null };
            Add(text, context with { IsTitle = true });
            return;
        }

        Append(text);
    }

    /// <summary>False when the label is not one that we know, so that its line is a sentence like others.</summary>
    private bool ReadLabelled(string text, (string Said, string After) labelled, bool isHeading)
    {
        if (Labels.Find(labelled.Said) is not { } label)
        {
            return false;
        }

        Flush();
        if (label.Field == Field.Account)
        {
            Add(labelled.After, context with { Label = null, Field = Field.Account });
            context = context with { Label = null };
        }
        else if (label.Field == Field.Fact)
        {
            Add(text.TrimEnd(',').Trim('*'), context with { Field = Field.Fact });
        }
        else
        {
            context = context with { Label = label.Section, IsTitle = label.IsTitle, IsInline = labelled.After.Length > 0, IsMarkdown = text[0] is '*' or '_' || isHeading, HasItems = false };
            Append(labelled.After);
            if (text[0] == '"')
            {
                Flush();
            }
        }

        return true;
    }

    private bool Continues(string text) =>
        paragraph.Length > 0
        && (lastLine >= WrappedLine || char.IsLower(text[0]))
        && !".!?:;".Contains(paragraph[^1]);

    private void Append(string text)
    {
        if (paragraph.Length == 0)
        {
            paragraphContext = context;
        }

        paragraph.Append(paragraph.Length == 0 ? "" : " ").Append(text);
        lastLine = text.Length;
    }

    private void Flush()
    {
        if (paragraph.Length > 0)
        {
            foreach (var sentence in Sentences.Of(paragraph.ToString()))
            {
                Add(sentence, paragraphContext);
            }

            paragraph.Clear();
            context = context with { Stamp = "" };
        }
    }

    private void Add(string text, Context where)
    {
        var tidy = LineShapes.Tidy(Sentences.Cut(text));
        if (tidy.Length == 0)
        {
            return;
        }

        if (where.Field != Field.Account && !seen.Add(tidy))
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

    private void RememberPerson(string line)
    {
        // Every name is compared with every candidate: a handful is a thread, thousands are junk.
        foreach (var name in LineShapes.NamesIn(line).TakeWhile(_ => people.Count < MostPeople))
        {
            people.Add(name);
        }
    }

    /// <summary>What the lines above say about the line at hand.</summary>
    private sealed record Context
    {
        public BriefSection? Label { get; init; }

        /// <summary>The label stood before text on its own line, so it ends with the paragraph; a heading goes on.</summary>
        public bool IsInline { get; init; }

        public Field Field { get; init; }

        public bool IsTitle { get; init; }

        public bool IsQuoted { get; init; }

        public string Stamp { get; init; } = "";

        public DateOnly? Day { get; init; }

        public bool IsMarkdown { get; init; }

        public bool HasItems { get; init; }

        public bool IsPastBlank { get; init; }

        public Context AfterBlank() => this with { Label = IsInline ? null : Label, IsTitle = false, IsPastBlank = true };

        /// <summary>"What happened so far:" and its list end where, after a blank line, plain text begins.</summary>
        public Context AfterList() => IsPastBlank ? this with { Label = HasItems && !IsMarkdown ? null : Label, IsPastBlank = false } : this;
    }
}
