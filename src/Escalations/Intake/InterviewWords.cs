using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations.Intake;

/// <summary>What the interview says, in the language in which a CSM is asked.</summary>
public static class InterviewWords
{
    public static string Say(string key, Language language, params object?[] values) => DomainWords.Book.Say(key, language, values);

    /// <summary>What is not said, as the end of a sentence: "by when you need it".</summary>
    public static string TitleIn(this BriefPart part, Language language) => Say($"part.{part.Key()}", language);

    /// <summary>The name of what a question asks for, as the reader knows it.</summary>
    public static string ReaderTitle(this InterviewQuestion question) => question.TitleIn(ReaderLanguage.Current);

    /// <summary>That notes are kept and routed, but not read: in English, and in their language where that is known here.</summary>
    public static string CannotRead(ForeignLanguage foreign)
    {
        var said = DomainWords.Book.Say("cannot_read", Language.English, foreign.Name);
        return DomainWords.Book.Has("cannot_read.own", foreign.Code) ? $"{said}\n\n{DomainWords.Book.SayIn(foreign.Code, "cannot_read.own")}" : said;
    }

    /// <summary>
    /// The language in which a CSM is asked: the one they have chosen, else that of what they say themselves, else that of their
    /// notes, else that in which they began; where nothing tells, that of whoever reads it now.
    /// </summary>
    public static Language LanguageOf(Escalation escalation)
    {
        if (ReaderLanguage.IsChosen)
        {
            return ReaderLanguage.Current;
        }

        if (escalation.FormerCsms.Count > 0)
        {
            // It was told by somebody else.
            return ReaderLanguage.Current;
        }

        var said = escalation.Brief.Passages.Where(p => p.Value.Origin == Origin.Stated).OrderBy(p => p.Key).Select(p => p.Value.Text);
        return LanguageGuesser.Certain(string.Join('\n', said))
            ?? LanguageGuesser.Certain(string.Join('\n', escalation.Draft.Notes))
            ?? escalation.Draft.SaidIn
            ?? ReaderLanguage.Current;
    }
}
