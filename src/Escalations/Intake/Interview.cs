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

    public string Title => Section?.Title() ?? "Customer";

    /// <summary>The question for a section, or for the customer's name, in the words of a language.</summary>
    public static InterviewQuestion Of(BriefSection? section, Language language = Language.English) =>
        new(
            section,
            InterviewWords.Say($"{Key(section)}.question", language),
            InterviewWords.Say($"{Key(section)}.hint", language),
            InterviewWords.Say($"{Key(section)}.example", language)
        );

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

    public InterviewQuestion In(Language language) => Parts.Count > 0 ? Of(Parts, language) : Of(Section, language);

    public string TitleIn(Language language) => InterviewWords.Say($"{Key(Section)}.title", language);

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

    public static readonly IReadOnlyList<InterviewQuestion> Questions =
    [
        InterviewQuestion.Of(BriefSection.Headline),
        InterviewQuestion.Of((BriefSection?)null),
        .. BriefSections.All.Where(s => s != BriefSection.Headline).Select(s => InterviewQuestion.Of(s)),
    ];

    /// <summary>
    /// What is asked now: what the CSM reopened, else the first that has no answer, else what the first half-filled section lacks;
    /// null when nothing is.
    /// </summary>
    public static InterviewQuestion? NextFor(Brief brief) => NextWhole(brief) ?? Halves(brief).FirstOrDefault();

    /// <summary>The same for whole parts alone; null when the review card asks, or has nothing to ask.</summary>
    public static InterviewQuestion? NextWhole(Brief brief) =>
        brief.Reopened is { } reopened ? Questions.Single(q => q.Section == reopened) : Questions.FirstOrDefault(q => !q.IsAnsweredIn(brief));

    /// <summary>The section before the one that is asked now; null at the first. The customer's name is not gone back to.</summary>
    public static BriefSection? Before(Brief brief)
    {
        var asked = NextFor(brief);
        return Questions.TakeWhile(q => q != asked).LastOrDefault(q => q.Section is not null)?.Section;
    }

    /// <summary>One question for each section that is half filled, by what it lacks.</summary>
    public static IEnumerable<InterviewQuestion> Halves(Brief brief) =>
        brief
            .MissingParts.Where(part => brief.Passages.ContainsKey(part.Section()) && !brief.PartsAnswered.Contains(part.Section()))
            .GroupBy(part => part.Section())
            .OrderBy(parts => parts.Key)
            .Select(parts => InterviewQuestion.Of([.. parts]));

    /// <summary>Whether every section has its answer, so that it can be routed; some may be half filled.</summary>
    public static bool IsComplete(Brief brief) => !Missing(brief).Any();

    public static IEnumerable<InterviewQuestion> Missing(Brief brief) => Questions.Where(q => !q.IsAnsweredIn(brief));
}
