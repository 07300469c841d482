using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations.Intake;

/// <summary>What the interview says, in the five languages: <c>interview.tsv</c>.</summary>
public static class InterviewWords
{
    public static readonly SentenceBook Book = SentenceBook.Load(typeof(InterviewWords).Assembly, "interview.tsv");

    public static string Say(string key, Language language, params object[] values) => Book.Say(key, language, values);

    /// <summary>What is not said, as the end of a sentence: "by when you need it".</summary>
    public static string TitleIn(this BriefPart part, Language language) => Say($"part.{part.Key()}", language);

    /// <summary>That notes are kept and routed, but not read: in English, and in their language where that is known here.</summary>
    public static string CannotRead(ForeignLanguage foreign)
    {
        var said = Book.Say("cannot_read", Language.English, foreign.Name);
        return Book.Has("cannot_read.own", foreign.Code) ? $"{said}\n\n{Book.Say("cannot_read.own", foreign.Code)}" : said;
    }

    /// <summary>The language in which a CSM is asked: that of what they say themselves, else that of their notes; English where nothing tells.</summary>
    public static Language LanguageOf(Escalation escalation)
    {
        var said = escalation.Brief.Passages.Where(p => p.Value.Origin == Origin.Stated).OrderBy(p => p.Key).Select(p => p.Value.Text);
        return LanguageGuesser.Certain(string.Join('\n', said)) ?? LanguageGuesser.Certain(string.Join('\n', escalation.Draft.Notes)) ?? Language.English;
    }
}
