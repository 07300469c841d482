using System.Runtime.CompilerServices;
using TextAnalysis.Tokens;

namespace Escalations.Intake;

/// <summary>What the CSM is asked for one part of the brief; in English where no language is said.</summary>
/// <param name="Section">The section it fills; null for the customer's name.</param>
/// <param name="Hint">What a good answer holds.</param>
/// <param name="Example">A good answer.</param>
public sealed record InterviewQuestion(BriefSection? Section, string Wording, string Hint, string Example)
{
    /// <summary>What the section lacks, where it has a text and is only asked for these; else empty.</summary>
    public IReadOnlyList<BriefPart> Parts { get; init; } = [];

    /// <summary>What the matter is about: the words differ.</summary>
    public Subject Subject { get; init; }

    public string Title => TitleIn(Language.English);

    /// <summary>The question for a section, or for the customer's name, in the words of a language.</summary>
    public static InterviewQuestion Of(BriefSection? section, Language language = Language.English, Subject subject = Subject.Customer) =>
        new(section, Say(section, "question", language, subject), Say(section, "hint", language, subject), Say(section, "example", language, subject))
        {
            Subject = subject,
        };

    /// <summary>The question for what a section lacks.</summary>
    public static InterviewQuestion Of(IReadOnlyList<BriefPart> parts, Language language = Language.English)
    {
        var section = parts[0].Section();
        return new(
            section,
            InterviewWords.Say("half.question", language, string.Join(InterviewWords.Say("half.and", language), parts.Select(p => p.TitleIn(language)))),
            InterviewWords.Say("half.hint", language, InterviewWords.Say($"{Key(section)}.title", language)),
            string.Join(' ', parts.Select(part => InterviewWords.Say($"part.{part.Key()}.example", language)))
        )
        {
            Parts = parts,
        };
    }

    public InterviewQuestion In(Language language) => Parts.Count > 0 ? Of(Parts, language) : Of(Section, language, Subject);

    public string TitleIn(Language language) => TitleOf(Section, Subject, language);

    /// <summary>The name of a section, or of what the matter is about, for people.</summary>
    public static string TitleOf(BriefSection? section, Subject subject, Language language = Language.English) => Say(section, "title", language, subject);

    /// <summary>The words for a subject where they differ; else those for any that is no customer; else those for customers.</summary>
    private static string Say(BriefSection? section, string what, Language language, Subject subject)
    {
        var key = $"{Key(section)}.{what}";
        if (subject != Subject.Customer)
        {
            string[] own = [$"{subject.Key()}.{Key(section)}.{what}", $"{Subject.Work.Key()}.{Key(section)}.{what}"];
            key = Array.Find(own, one => DomainWords.Book.Has(one, "en")) ?? key;
        }

        return InterviewWords.Say(key, language);
    }

    private static string Key(BriefSection? section) => section?.Key() ?? "customer";

    public bool IsOptional => Parts.Count > 0 || (Section?.IsOptional() ?? false);

    public bool IsAnsweredIn(Brief brief) =>
        Section is { } section ? brief.Passages.ContainsKey(section) || brief.Skipped.Contains(section) || brief.IsOpen(section) : brief.Account is not null;
}

/// <summary>The interview: which questions there are, and which one comes next. To change it, change the list.</summary>
public static class Interview
{
    /// <summary>The longest answer that a section takes, in characters.</summary>
    public const int LongestAnswer = 3_000;

    /// <summary>The longest notes that are taken at once, in characters.</summary>
    public const int LongestNotes = 20_000;

    /// <summary>The longest customer name, in characters.</summary>
    public const int LongestAccount = 120;

    /// <summary>A customer's name of more words than this is a sentence.</summary>
    public const int LongestAccountWords = 8;

    /// <summary>All questions of a customer's matter.</summary>
    public static readonly IReadOnlyList<InterviewQuestion> Questions = QuestionsFor(BriefForm.Customer);

    /// <summary>The parts that any matter can lack; the others speak of a customer.</summary>
    private static readonly IReadOnlyList<BriefPart> CommonParts = [BriefPart.Began, BriefPart.Outcome, BriefPart.ByWhen];

    private static readonly ConditionalWeakTable<BriefForm, IReadOnlyList<InterviewQuestion>> Known = [];

    /// <summary>The questions for what a brief has to hold: the headline, what it is about, and the rest.</summary>
    public static IReadOnlyList<InterviewQuestion> QuestionsOf(Brief brief) =>
        ReferenceEquals(brief.Form, BriefForm.Customer) || brief.Form.Equals(BriefForm.Customer) ? Questions : Known.GetValue(brief.Form, QuestionsFor);

    private static IReadOnlyList<InterviewQuestion> QuestionsFor(BriefForm form) =>
        [
            .. form.Sections.Where(s => s == BriefSection.Headline).Select(s => InterviewQuestion.Of(s, subject: form.Subject)),
            InterviewQuestion.Of((BriefSection?)null, subject: form.Subject),
            .. form.Sections.Where(s => s != BriefSection.Headline).Select(s => InterviewQuestion.Of(s, subject: form.Subject)),
        ];

    /// <summary>
    /// What is asked now: what the CSM reopened, else the first that has no answer, else what the first half-filled section lacks;
    /// null when nothing is.
    /// </summary>
    public static InterviewQuestion? NextFor(Brief brief) => NextWhole(brief) ?? Halves(brief).FirstOrDefault();

    /// <summary>The same for whole parts alone; null when the review card asks, or has nothing to ask.</summary>
    public static InterviewQuestion? NextWhole(Brief brief) =>
        brief.Form.IsKindOpen ? null
        : brief.Reopened is { } reopened ? InterviewQuestion.Of(reopened, subject: brief.Form.Subject)
        : QuestionsOf(brief).FirstOrDefault(q => !q.IsAnsweredIn(brief));

    /// <summary>Whether there is a question to ask by itself: which kind of matter it is, or a whole part.</summary>
    public static bool HasQuestion(Brief brief) => brief.Form.IsKindOpen || NextWhole(brief) is not null;

    /// <summary>The section before the one that is asked now; null at the first. The customer's name is not gone back to.</summary>
    public static BriefSection? Before(Brief brief)
    {
        var asked = NextFor(brief);
        return QuestionsOf(brief).TakeWhile(q => q.Section != asked?.Section || asked is null).LastOrDefault(q => q.Section is not null)?.Section;
    }

    /// <summary>One question for each section that is half filled, by what it lacks.</summary>
    public static IEnumerable<InterviewQuestion> Halves(Brief brief) =>
        brief
            .MissingParts.Where(part => brief.Form.Subject == Subject.Customer || CommonParts.Contains(part))
            .Where(part => brief.Passages.ContainsKey(part.Section()) && !brief.PartsAnswered.Contains(part.Section()))
            .GroupBy(part => part.Section())
            .OrderBy(parts => parts.Key)
            .Select(parts => InterviewQuestion.Of([.. parts]));

    /// <summary>Whether every section has its answer, so that it can be routed; some may be half filled.</summary>
    public static bool IsComplete(Brief brief) => !brief.Form.IsKindOpen && !Missing(brief).Any();

    public static IEnumerable<InterviewQuestion> Missing(Brief brief) => QuestionsOf(brief).Where(q => !q.IsAnsweredIn(brief));
}
