using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Reads pasted notes line by line: mails, chats, lists, labelled notes and plain paragraphs.</summary>
internal sealed class NotesReader
{
    private readonly StatementList statements = new();
    private readonly Participants participants = new();
    private readonly DateOnly writtenOn;
    private IReadOnlySet<string> speakers = new HashSet<string>();
    private LineContext context = new();

    private NotesReader(DateOnly writtenOn) => this.writtenOn = writtenOn;

    public static NotesRead Read(IReadOnlyList<string> notes, DateOnly writtenOn)
    {
        var reader = new NotesReader(writtenOn);
        foreach (var note in notes)
        {
            reader.ReadNote(note);
        }

        return new(
            string.Join("\n\n", notes),
            reader.statements.All,
            reader.participants.People,
            reader.participants.Domains,
            reader.participants.OwnDomains,
            reader.participants.Signed
        );
    }

    private void ReadNote(string note)
    {
        context = new();
        participants.BeginNote();
        statements.NoteLanguage = LanguageGuesser.Certain(note);
        statements.DayFirst = WrittenDates.IsDayFirst(note, statements.NoteLanguage ?? Language.English);
        IReadOnlyList<string> lines = [.. note.Split(['\n', '\r', '\u2028', '\u2029']).Select(TableRows.Read).OfType<string>()];
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
            participants.EndSignature();
        }

        participants.SeeDomains(line);
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
            context = context with { Label = null };
            participants.EndSignature();
            return true;
        }

        if (LineShapes.ReadHeader(line) is { } header)
        {
            Flush();
            participants.EndSignature();
            ReadHeader(header);
            return true;
        }

        if (LineShapes.IsWroteLine(line))
        {
            Flush();
            context = new LineContext { IsQuoted = context.IsQuoted, Day = WrittenDates.In(line) is [var date, ..] ? date.Before(writtenOn) : null };
            participants.Wrote(line);
            return true;
        }

        if (LineShapes.IsClosing(line))
        {
            Flush();
            participants.BeginSignature();
            return true;
        }

        if (LineShapes.IsGreeting(line) || participants.ReadSignature(line))
        {
            // What stood before and what is behind a line that is left out are not one sentence.
            Flush();
            return true;
        }

        return false;
    }

    private void ReadHeader((HeaderKind Kind, string Value) header)
    {
        switch (header.Kind)
        {
            case HeaderKind.Person:
                context = new LineContext { IsQuoted = context.IsQuoted, Day = context.Day };
                participants.SeePerson(header.Value);
                break;
            case HeaderKind.Sender:
                context = new LineContext { IsQuoted = context.IsQuoted };
                participants.Wrote(header.Value);
                break;
            case HeaderKind.Date:
                context = context with { Day = WrittenDates.In(header.Value) is [var date, ..] ? date.Before(writtenOn) : null };
                break;
            default:
                statements.Add(header.Value, context with { IsTitle = true, Label = null });
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
            context = context with
            {
                Label = null,
                IsTitle = false,
                Stamp = stamp,
                Day = WrittenDates.In(stamp) is [var date, ..] ? date.Before(writtenOn) : context.Day,
            };
            participants.SeePerson(stamp);
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

        if (isHeading || isItem || stamp.Length > 0 || !statements.Continues(text))
        {
            Flush();
        }

        if (isHeading)
        {
            context = context with { Label = null, Heading = text };
            statements.Add(text, context with { IsTitle = true });
            return;
        }

        statements.Append(text, context);
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
            statements.Add(labelled.After, context with { Label = null, Field = Field.Account });
            context = context with { Label = null };
        }
        else if (label.Field == Field.Fact)
        {
            statements.Add(text.TrimEnd(',').Trim('*'), context with { Field = Field.Fact });
        }
        else
        {
            context = context with
            {
                Heading = labelled.Said,
                Label = label.Section,
                IsTitle = label.IsTitle,
                IsInline = labelled.After.Length > 0,
                IsMarkdown = text[0] is '*' or '_' || isHeading,
                HasItems = false,
            };
            statements.Append(labelled.After, context);
            if (label.IsTitle && labelled.After.Length > 0)
            {
                // A title is one line; what comes behind it is told under no label.
                Flush();
                context = context with { IsTitle = false };
            }

            if (text[0] == '"')
            {
                Flush();
            }
        }

        return true;
    }

    /// <summary>The paragraph that is being gathered is complete: its sentences are taken, and a time or speaker no longer holds.</summary>
    private void Flush()
    {
        if (statements.EndParagraph())
        {
            context = context with { Stamp = "" };
        }
    }
}
