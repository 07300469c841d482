using Escalations;
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

    /// <summary>How many statements there were before this note: an older mail has something above it.</summary>
    private int begun;

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
            reader.statements.Evidence,
            reader.participants.People,
            reader.participants.Domains,
            reader.participants.OwnDomains,
            reader.participants.Signed
        );
    }

    private void ReadNote(string note)
    {
        context = new();
        begun = statements.All.Count;
        participants.BeginNote();
        statements.NoteLanguage = LanguageGuesser.Certain(note);
        statements.DayFirst = WrittenDates.IsDayFirst(note, statements.NoteLanguage ?? Language.English);
        var lines = NoteLines.Of(note);
        speakers = LineShapes.SpeakersOf(lines.Where(l => l.Kind == LineKind.Text).Select(l => l.Text));
        foreach (var line in lines)
        {
            ReadLine(line);
        }

        Flush();
    }

    private void ReadLine(NoteLine read)
    {
        var line = LineShapes.WithoutQuoteMarks(read.Text, out var quoted);
        if (quoted != context.IsQuoted)
        {
            Flush();
            context = context with { IsQuoted = quoted, IsOlder = false };
            participants.EndSignature();
        }

        participants.SeeDomains(line);
        if (line.Length == 0)
        {
            Flush();
            context = context.AfterBlank();
        }
        else if (read.Kind != LineKind.Text || read.IsStep)
        {
            ReadWhole(line, read);
        }
        else if (read.Stamp.Length > 0)
        {
            Flush();
            context = Stamped(read.Stamp);
            ReadContent(line);
        }
        else if (!ReadFrame(line))
        {
            ReadContent(line);
        }
    }

    /// <summary>A row of a table, an entry of a status page, what a machine wrote: none of it is taken apart.</summary>
    private void ReadWhole(string line, NoteLine read)
    {
        Flush();
        participants.EndSignature();
        if (read.Kind == LineKind.Evidence)
        {
            statements.AddEvidence(line, context);
        }
        else
        {
            var where = read.IsStep ? Stamped(read.Stamp) with { Label = BriefSection.Timeline } : context with { IsRow = true, IsTitle = false };
            statements.Add(line, where);
        }
    }

    /// <summary>What is behind a time, or behind a speaker with a time.</summary>
    private LineContext Stamped(string stamp)
    {
        participants.SeePerson(stamp);
        return context with
        {
            Label = null,
            IsTitle = false,
            Stamp = stamp,
            Day = WrittenDates.In(stamp) is [var date, ..] ? date.Before(writtenOn) : context.Day,
        };
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
            context = new LineContext
            {
                IsQuoted = context.IsQuoted,
                IsOlder = statements.All.Count > begun,
                Day = WrittenDates.In(line) is [var date, ..] ? date.Before(writtenOn) : null,
            };
            participants.Wrote(line);
            return true;
        }

        if (LineShapes.IsOriginalMessage(line))
        {
            Flush();
            participants.EndSignature();
            context = new LineContext { IsQuoted = context.IsQuoted, IsOlder = statements.All.Count > begun };
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
                context = new LineContext
                {
                    IsQuoted = context.IsQuoted,
                    IsOlder = context.IsOlder,
                    Day = context.Day,
                };
                participants.SeePerson(header.Value);
                break;
            case HeaderKind.Sender:
                context = new LineContext { IsQuoted = context.IsQuoted, IsOlder = context.IsOlder };
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
            context = Stamped(stamp);
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

        if (context.Field == Field.Account)
        {
            // "Customer" stood alone above it.
            Flush();
            statements.Add(text, context with { Label = null });
            context = context with { Field = Field.None };
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
        context = context with { Field = Field.None };
        if (label.Field == Field.Account)
        {
            var (name, rest) = LineShapes.NameThenProse(labelled.After);
            statements.Add(name, context with { Label = null, Field = Field.Account });
            context = context with { Label = null, IsTitle = false, Field = name.Length == 0 ? Field.Account : Field.None };
            if (rest.Length > 0)
            {
                statements.Append(rest, context);
            }
        }
        else if (label.Field != Field.None || OfflineCues.SaysUnknown(labelled.After))
        {
            statements.Add(text.TrimEnd(',').Trim('*'), context with { Label = null, Field = label.Field == Field.None ? Field.Meta : label.Field });
        }
        else
        {
            context = context with
            {
                Heading = labelled.Said,
                Label = label.Section,
                IsTitle = label.IsTitle,
                IsHeadline = label.IsHeadline,
                IsInline = labelled.After.Length > 0,
                IsMarkdown = text[0] is '*' or '_' || isHeading,
                HasItems = false,
            };
            // "Users: 850" says nothing without its label.
            statements.Append(labelled.After.Any(char.IsDigit) && !labelled.After.Any(char.IsLetter) ? text.Trim('*') : labelled.After, context);
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
