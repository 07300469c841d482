using System.Text.RegularExpressions;
using TextAnalysis.Intents;
using TextAnalysis.Tokens;

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
public static partial class IntakeParser
{
    /// <summary>An answer to the question that is open.</summary>
    /// <param name="mayStayOpen">What may be left as not known yet; nothing where it is null.</param>
    /// <param name="language">In which the CSM is asked.</param>
    public static IntakeResult Answer(Brief brief, string said, IReadOnlyCollection<BriefSection>? mayStayOpen = null, Language language = Language.English)
    {
        if (Interview.NextFor(brief) is not { } asked)
        {
            return IntakeResult.Refused(brief.Form.IsKindOpen ? DomainWords.Say("kind.choose") : DomainWords.Say("intake.complete"));
        }

        return IntentReader.Read(said) switch
        {
            { Intent: Intent.QuestionBack } back => IntakeResult.Refused(Explained(asked, mayStayOpen, back.Language ?? language)),
            null when (asked.Section is null || asked.Parts.Count > 0) && ShortQuestions.IsOne(said) => IntakeResult.Refused(
                Explained(asked, mayStayOpen, language)
            ),
            { Intent: Intent.NotKnown } when asked.Parts.Count > 0 => IntakeResult.Taken(new PartsSkipped(asked.Section!.Value)),
            { Intent: Intent.NotKnown } notKnown when asked.Section is null => IntakeResult.Refused(Needed(asked, notKnown.Language ?? language)),
            _ when asked.Parts.Count > 0 => Extend(brief, asked.Section!.Value, said),
            _ => asked.Section is { } section ? Write(section, said, mayStayOpen, language) : Name(said, brief.Form.Subject),
        };
    }

    /// <summary>What a good answer holds, with one.</summary>
    private static string Explained(InterviewQuestion asked, IReadOnlyCollection<BriefSection>? mayStayOpen, Language language)
    {
        var question = asked.In(language);
        return InterviewWords.Say("explain", language, $"{question.Wording} {question.Hint}", question.Example)
            + (asked.Section is { } section && mayStayOpen?.Contains(section) is true ? InterviewWords.Say("explain.open", language) : "");
    }

    /// <summary>Why a part cannot stay open.</summary>
    private static string Needed(InterviewQuestion asked, Language language)
    {
        var reason = asked.Section switch
        {
            null => "needed.customer",
            BriefSection.Headline => "needed.headline",
            BriefSection.SpecificAsk => "needed.specific_ask",
            _ => "needed.other",
        };
        return InterviewWords.Say("needed", language, InterviewWords.Say(reason, language), asked.In(language).Example);
    }

    /// <summary>A text that is put behind what a section says.</summary>
    public static IntakeResult Extend(Brief brief, BriefSection section, string said)
    {
        var (text, before) = (Tidy(said), brief.TextOf(section)?.Length ?? 0);
        return !text.Any(char.IsLetterOrDigit) ? IntakeResult.Refused(DomainWords.Say("intake.words", DomainWords.InSentence(section.ReaderTitle())))
            : before + 1 + text.Length > Interview.LongestAnswer
                ? IntakeResult.Refused(
                    DomainWords.Say("intake.longer", DomainWords.InSentence(section.ReaderTitle()), before, Interview.LongestAnswer, text.Length)
                )
            : IntakeResult.Taken(new SectionExtended(section, text));
    }

    /// <summary>A text for a section, from the interview or from a form.</summary>
    /// <param name="mayStayOpen">What may be left as not known yet; nothing where it is null.</param>
    /// <param name="language">In which the CSM is asked.</param>
    public static IntakeResult Write(
        BriefSection section,
        string said,
        IReadOnlyCollection<BriefSection>? mayStayOpen = null,
        Language language = Language.English
    )
    {
        var text = Tidy(said);
        if (IntentReader.Read(text) is { Intent: Intent.NotKnown } notKnown)
        {
            return mayStayOpen?.Contains(section) is true
                ? IntakeResult.Taken(new SectionLeftOpen(section, notKnown.Rest.Length == 0 ? null : text))
                : IntakeResult.Refused(Needed(InterviewQuestion.Of(section), notKnown.Language ?? language));
        }

        if (text.Length > Interview.LongestAnswer)
        {
            return IntakeResult.Refused(DomainWords.Say("intake.long", text.Length, Interview.LongestAnswer));
        }

        if (!text.Any(char.IsLetterOrDigit))
        {
            return IntakeResult.Refused(DomainWords.Say("intake.words", DomainWords.InSentence(section.ReaderTitle())));
        }

        return Challenges.Of(section, text) is { } why
            ? IntakeResult.Taken(new AnswerChallenged(section, text, why))
            : IntakeResult.Taken(new SectionWritten(section, text, Origin.Stated));
    }

    /// <summary>Words that answer a question, and are nobody's name.</summary>
    private static readonly HashSet<string> NoNames = WordList.Of("names", "no_customer_answer");

    /// <summary>"The customer is Acme Corp": what stands around a name.</summary>
    [GeneratedRegex(
        @"^(?:(?:the|our|my) )?(?:customer|client|account)(?:'s name)? is |^it(?:'s| is) |^(?:der|unser) kunde (?:ist|heißt) |^es ist "
            + "|^le client est |^c['’]est |^el cliente es |^o cliente é |^é ",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Sentence();

    /// <summary>The customer's name.</summary>
    /// <param name="subject">What the matter is about, whose name it is.</param>
    public static IntakeResult Name(string said, Subject subject = Subject.Customer)
    {
        var name = Sentence().Replace(string.Join(' ', Tidy(said).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), "");
        var isOfCustomer = subject == Subject.Customer;
        return NoNames.Contains(Folding.Squeeze(name)) || (name.Length <= 2 && name.All(char.IsAsciiDigit))
                ? IntakeResult.Refused(DomainWords.Say(isOfCustomer ? "intake.no_name" : "intake.no_name.other", InlineText.Sanitize(name)))
            : name.Length > Interview.LongestAccount || name.Split(' ').Length > Interview.LongestAccountWords || !name.Any(char.IsLetterOrDigit)
                ? IntakeResult.Refused(DomainWords.Say(isOfCustomer ? "intake.name" : "intake.name.other"))
            : IntakeResult.Taken(new AccountNamed(name, Origin.Stated));
    }

    public static IntakeResult Notes(string said)
    {
        var text = Tidy(said);
        return text.Length switch
        {
            0 => IntakeResult.Refused(DomainWords.Say("intake.no_notes")),
            > Interview.LongestNotes => IntakeResult.Refused(DomainWords.Say("intake.long_notes", text.Length, Interview.LongestNotes)),
            _ => IntakeResult.Taken(new NotesTaken(text)),
        };
    }

    public static IntakeResult Skip(Brief brief) =>
        Interview.NextFor(brief) switch
        {
            { Section: { } half, Parts.Count: > 0 } => IntakeResult.Taken(new PartsSkipped(half)),
            { Section: { } section, IsOptional: true } => IntakeResult.Taken(new SectionSkipped(section)),
            { } asked => IntakeResult.Refused(DomainWords.Say("intake.needed", DomainWords.InSentence(asked.ReaderTitle()))),
            null => IntakeResult.Refused(brief.Form.IsKindOpen ? DomainWords.Say("kind.choose") : DomainWords.Say("intake.nothing_to_skip")),
        };

    public static IntakeResult Back(Brief brief) =>
        Interview.Before(brief) is { } section ? IntakeResult.Taken(new SectionReopened(section)) : IntakeResult.Refused(DomainWords.Say("intake.first"));

    public static IntakeResult Edit(BriefSection section) => IntakeResult.Taken(new SectionReopened(section));

    /// <summary>Leave what is there: a challenged answer, or the text of a reopened section.</summary>
    public static IntakeResult Keep(Brief brief) =>
        brief switch
        {
            { Challenged: { } challenged } => IntakeResult.Taken(new SectionKept(challenged.Section)),
            { Reopened: { } reopened } when InterviewQuestion.Of(reopened).IsAnsweredIn(brief) => IntakeResult.Taken(new SectionKept(reopened)),
            _ => IntakeResult.Refused(DomainWords.Say("intake.nothing_to_keep")),
        };

    /// <summary>The text without what cannot be seen: control characters, outer white space, line ends of other systems.</summary>
    private static string Tidy(string said) => new string([.. said.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))]).Trim();
}
