namespace Escalations.Intake;

/// <summary>What an answer comes to: events to record, or a sentence that says why it cannot be taken.</summary>
/// <param name="Events">Empty when it was refused.</param>
/// <param name="Refusal">Null when it was taken.</param>
public sealed record IntakeResult(IReadOnlyList<EscalationEvent> Events, string? Refusal = null)
{
    public static IntakeResult Taken(params IReadOnlyList<EscalationEvent> events) => new(events);

    public static IntakeResult Refused(string why) => new([], why);
}

/// <summary>Turns what the CSM says into what is recorded. Every correction is possible at any time.</summary>
public static class IntakeParser
{
    /// <summary>An answer to the question that is open.</summary>
    public static IntakeResult Answer(Brief brief, string said)
    {
        if (Interview.NextFor(brief) is not { } asked)
        {
            return IntakeResult.Refused("The brief is complete. Say `edit` and a section, such as `edit timeline`, to change it, or press Route on the card.");
        }

        return asked switch
        {
            { Section: { } half, Parts.Count: > 0 } => Extend(brief, half, said),
            { Section: { } section } => Write(section, said),
            _ => Name(said),
        };
    }

    /// <summary>A text that is put behind what a section says.</summary>
    public static IntakeResult Extend(Brief brief, BriefSection section, string said)
    {
        var (text, before) = (Tidy(said), brief.TextOf(section)?.Length ?? 0);
        return !text.Any(char.IsLetterOrDigit) ? IntakeResult.Refused($"I need some words for the {section.Title().ToLowerInvariant()}.")
            : before + 1 + text.Length > Interview.LongestAnswer
                ? IntakeResult.Refused(
                    $"The {section.Title().ToLowerInvariant()} has {before:N0} characters and holds up to {Interview.LongestAnswer:N0}; that is {text.Length:N0} more. "
                        + $"Please be shorter, or say `edit {section.Title().ToLowerInvariant()}` to write it again."
                )
            : IntakeResult.Taken(new SectionExtended(section, text));
    }

    /// <summary>A text for a section, from the interview or from a form.</summary>
    public static IntakeResult Write(BriefSection section, string said)
    {
        var text = Tidy(said);
        if (text.Length > Interview.LongestAnswer)
        {
            return IntakeResult.Refused(
                $"That is {text.Length:N0} characters; a section holds up to {Interview.LongestAnswer:N0}. Please send the part that matters most."
            );
        }

        if (!text.Any(char.IsLetterOrDigit))
        {
            return IntakeResult.Refused($"I need some words for the {section.Title().ToLowerInvariant()}.");
        }

        return Challenges.Of(section, text) is { } why
            ? IntakeResult.Taken(new AnswerChallenged(section, text, why))
            : IntakeResult.Taken(new SectionWritten(section, text, Origin.Stated));
    }

    /// <summary>The customer's name.</summary>
    public static IntakeResult Name(string said)
    {
        var name = string.Join(' ', Tidy(said).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length > Interview.LongestAccount || name.Split(' ').Length > Interview.LongestAccountWords || !name.Any(char.IsLetterOrDigit)
            ? IntakeResult.Refused("I need just the customer's name, such as Acme Corp.")
            : IntakeResult.Taken(new AccountNamed(name, Origin.Stated));
    }

    public static IntakeResult Notes(string said)
    {
        var text = Tidy(said);
        return text.Length switch
        {
            0 => IntakeResult.Refused("There is nothing in these notes."),
            > Interview.LongestNotes => IntakeResult.Refused(
                $"That is {text.Length:N0} characters; I read up to {Interview.LongestNotes:N0} at once. Please paste the parts that "
                    + $"matter, in several messages if need be."
            ),
            _ => IntakeResult.Taken(new NotesTaken(text)),
        };
    }

    public static IntakeResult Skip(Brief brief) =>
        Interview.NextFor(brief) switch
        {
            { Section: { } half, Parts.Count: > 0 } => IntakeResult.Taken(new PartsSkipped(half)),
            { Section: { } section, IsOptional: true } => IntakeResult.Taken(new SectionSkipped(section)),
            { } asked => IntakeResult.Refused($"The {asked.Title.ToLowerInvariant()} cannot be left out: the receiving team needs it. A short answer will do."),
            null => IntakeResult.Refused("There is nothing left to skip: the brief is complete."),
        };

    public static IntakeResult Back(Brief brief) =>
        Interview.Before(brief) is { } section
            ? IntakeResult.Taken(new SectionReopened(section))
            : IntakeResult.Refused("This is the first question; there is nothing before it.");

    public static IntakeResult Edit(BriefSection section) => IntakeResult.Taken(new SectionReopened(section));

    /// <summary>Leave what is there: a challenged answer, or the text of a reopened section.</summary>
    public static IntakeResult Keep(Brief brief) =>
        brief switch
        {
            { Challenged: { } challenged } => IntakeResult.Taken(new SectionKept(challenged.Section)),
            { Reopened: { } reopened } when brief.Passages.ContainsKey(reopened) || brief.Skipped.Contains(reopened) => IntakeResult.Taken(
                new SectionKept(reopened)
            ),
            _ => IntakeResult.Refused("There is no answer to keep yet."),
        };

    /// <summary>The text without what cannot be seen: control characters, outer white space, line ends of other systems.</summary>
    private static string Tidy(string said) => new string([.. said.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))]).Trim();
}
