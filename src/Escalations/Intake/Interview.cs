namespace Escalations.Intake;

/// <summary>What the CSM is asked for one part of the brief.</summary>
/// <param name="Section">The section it fills; null for the customer's name.</param>
/// <param name="Hint">What a good answer holds.</param>
/// <param name="Example">A good answer.</param>
public sealed record InterviewQuestion(BriefSection? Section, string Wording, string Hint, string Example)
{
    /// <summary>What the section lacks, where it has a text and is only asked for these; else empty.</summary>
    public IReadOnlyList<BriefPart> Parts { get; init; } = [];

    public string Title => Section?.Title() ?? "Customer";

    public bool IsOptional => Parts.Count > 0 || (Section?.IsOptional() ?? false);

    public bool IsAnsweredIn(Brief brief) =>
        Section is { } section ? brief.Passages.ContainsKey(section) || brief.Skipped.Contains(section) : brief.Account is not null;
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
        new(
            BriefSection.Headline,
            "In one line: what is happening, to which customer, and what is at stake?",
            "Whoever reads only this line should know whether to open the rest.",
            "API latency issue affecting Acme Corp -- P1 open 12 days, EUR 85k ARR, renewal in 67 days"
        ),
        new(null, "Which customer is this about?", "The account's name, as the receiving team would look it up.", "Acme Corp"),
        new(
            BriefSection.CustomerImpact,
            "What does it do to the customer's business?",
            "Two or three sentences. Who cannot do what, since when, and what it costs them in hours, money or people.",
            "Their analytics team cannot run reports, costing them an estimated 4 hours per week in manual workarounds."
        ),
        new(
            BriefSection.Timeline,
            "What happened when?",
            "When it started, each step with its date and outcome, and where it stands today.",
            "2 March: latency first reported. 4 March: ticket raised to P1. 9 March: hotfix tried, no change. Today: still open."
        ),
        new(
            BriefSection.ResolutionAttempts,
            "What has been tried so far, and how did each attempt end?",
            "Every attempt with its outcome, so that nobody repeats what failed.",
            "Support restarted the ingest workers: better for a day. Cache raised to 8 GB: no effect."
        ),
        new(
            BriefSection.SpecificAsk,
            "What exactly do you need from the team, and by when?",
            "One action by a date, and what the customer would call resolved.",
            "Assign an engineer by Thursday and give us a fix date; Acme calls it resolved when reports load in under 10 seconds."
        ),
        new(
            BriefSection.CustomerCommunication,
            "What has the customer been told, what do they expect, and how do they take it?",
            "The last message, the timeline and outcome they count on, their mood: patient, frustrated, threatening to leave.",
            "Told on 9 March that engineering is looking into it; they expect a date this week. Frustrated but patient."
        ),
        new(
            BriefSection.CommercialContext,
            "What is commercially at stake?",
            "ARR, renewal date, expansion in the pipeline, what losing the account would cost. Leave it out if it does not matter here.",
            "EUR 85k ARR, renewal on 16 May, EUR 30k expansion in the pipeline."
        ),
        new(
            BriefSection.Recommendation,
            "What do you recommend?",
            "Your own view of the best way out. The team decides, but an escalation comes with a recommendation.",
            "Put the March fix on a fast track for Acme and let our VP call their CTO on Friday."
        ),
    ];

    /// <summary>
    /// What is asked now: what the CSM reopened, else the first that has no answer, else what the first half-filled section lacks;
    /// null when nothing is.
    /// </summary>
    public static InterviewQuestion? NextFor(Brief brief) =>
        brief.Reopened is { } reopened
            ? Questions.Single(q => q.Section == reopened)
            : Questions.FirstOrDefault(q => !q.IsAnsweredIn(brief)) ?? Halves(brief).FirstOrDefault();

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
            .Select(parts => new InterviewQuestion(
                parts.Key,
                $"Can you say {string.Join(", and ", parts.Select(part => part.Title()))}?",
                $"{Questions.Single(q => q.Section == parts.Key).Title}: the team will ask for it. A few words will do.",
                string.Join(' ', parts.Select(part => part.Example()))
            )
            {
                Parts = [.. parts],
            });

    public static IEnumerable<InterviewQuestion> Missing(Brief brief) => Questions.Where(q => !q.IsAnsweredIn(brief));
}
