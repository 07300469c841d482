using Escalations;
using TextAnalysis.Redaction;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Puts each sentence into the one section that it serves best, by the role that it has in the note.</summary>
internal sealed class SectionSorter(DateOnly writtenOn)
{
    private const int FewestWords = 2;

    private const double EnoughOfCues = 3;
    private const int FewestLetters = 8;
    private const int LongestMood = 6;

    /// <summary>"Please help" asks nobody for anything.</summary>
    private const int FewestWordsOfAsk = 4;

    /// <summary>What is more likely than this to be of another matter is left out.</summary>
    private const double EnoughToLeaveOut = 0.5;

    /// <summary>Whether it is of another matter, or was said off the record.</summary>
    public static bool IsLeftOut(Statement statement, RoleShares shares) =>
        shares.LeftOut >= EnoughToLeaveOut || OfflineCues.OffTheRecord.In(statement.Words).Count > 0;

    private static readonly IReadOnlyList<BriefSection> Sections = [.. BriefSections.All.Where(s => s != BriefSection.Headline)];

    /// <summary>How likely the likeliest sentence of a section must be, for the section to say what its readers need. Chosen on the training notes.</summary>
    private static readonly Dictionary<BriefSection, double> Filled = new()
    {
        [BriefSection.CustomerImpact] = 0.25,
        [BriefSection.Timeline] = 0.15,
        [BriefSection.ResolutionAttempts] = 0.15,
        [BriefSection.SpecificAsk] = 0.25,
        [BriefSection.CustomerCommunication] = 0.2,
        [BriefSection.CommercialContext] = 0.2,
        [BriefSection.Recommendation] = 0.3,
    };

    /// <summary>A sentence of an answer belongs to another section than the one asked when it is at least so likely there,</summary>
    private const double Clearly = 0.6;

    /// <summary>and no more than so likely in the section that was asked.</summary>
    private const double AtMostInAsked = 0.2;

    /// <summary>
    /// Phrases of the section that was asked keep a sentence there. What is asked for and recommended is told in orders ("move them to
    /// ..."), which the roles know little of: from there only phrases of the other section lead away.
    /// </summary>
    private const double EnoughToStay = 2;

    /// <summary>A few words say nothing clearly.</summary>
    private const int FewestWordsOfAnswer = 4;

    /// <summary>The section that was asked, where the notes are the answer to a question; null for notes.</summary>
    public BriefSection? AnswerTo { get; init; }

    private readonly StepTimes times = new(writtenOn);
    private readonly Dictionary<BriefSection, List<(Statement Statement, double Share)>> found = [];

    /// <param name="roles">Of each statement.</param>
    /// <param name="figures">The statements that hold the yearly value and the renewal.</param>
    public IReadOnlyDictionary<BriefSection, string> Sort(
        IReadOnlyList<Statement> statements,
        IReadOnlyList<RoleShares> roles,
        IReadOnlyList<Statement> figures
    )
    {
        var said = statements.Zip(roles).Where(s => figures.Contains(s.First) || IsOfTheMatter(s.First, s.Second)).ToList();
        foreach (var (statement, shares) in said.Where(s => !s.First.IsTitle))
        {
            var (section, share) = Place(statement, shares, figures);
            if (section is { } place && (AnswerTo is not { } asked || IsClearly(place, asked, statement, shares, said.Count)))
            {
                Put(place, statement, share);
            }
        }

        foreach (var section in Sections.Where(s => AnswerTo is null && !IsFilled(s)))
        {
            FillFromOthers(section, said);
        }

        return found.Where(f => IsFilled(f.Key)).ToDictionary(f => f.Key, f => Write(f.Key, f.Value.Select(s => s.Statement).OrderBy(s => s.Order).ToList()));
    }

    /// <summary>An answer of one sentence answers what was asked. Of several, one goes elsewhere under its own label, or when there is no doubt.</summary>
    private static bool IsClearly(BriefSection place, BriefSection asked, Statement statement, RoleShares shares, int sentences) =>
        place != asked
        && sentences > 1
        && (
            statement.Label is not null
            || (
                statement.Words.Count >= FewestWordsOfAnswer
                && shares.Of(place) >= Clearly
                && shares.Of(asked) <= AtMostInAsked
                && CuesOf(statement, asked) < EnoughToStay
                && (asked is not (BriefSection.SpecificAsk or BriefSection.Recommendation) || CuesOf(statement, place) >= EnoughToStay)
            )
        );

    private static double CuesOf(Statement statement, BriefSection section) =>
        OfflineCues.Sections.In(statement.Words).Where(h => h.Entry.For == section).Sum(h => h.Entry.Weight);

    private static bool IsOfTheMatter(Statement statement, RoleShares shares) =>
        statement.Field == Field.Fact
        || (
            statement.Field == Field.None
            && (statement.Label is not null || HasWords(statement))
            && !IsLeftOut(statement, shares)
            && (statement.Label is not null || !Role.Frame.Contains(shares.Best) || Symptom.IsIn(statement.Text))
        );

    private static (BriefSection? Section, double Share) Place(Statement statement, RoleShares shares, IReadOnlyList<Statement> figures)
    {
        if (statement.Label is { } label)
        {
            return (label, IsMood(statement, shares) ? 0 : 1);
        }

        if (IsRecommendation(statement))
        {
            return (BriefSection.Recommendation, 1);
        }

        var section = Likeliest(shares);
        if (section.Section is null or BriefSection.CommercialContext && statement.Field == Field.None && Symptom.IsIn(statement.Text))
        {
            // Words of commerce in the name of what fails, or a failure that the model does not know: it is what the customer suffers.
            return (BriefSection.CustomerImpact, 1);
        }

        if (statement.Field == Field.Fact || (figures.Contains(statement) && (section.Section is null || shares.Of(BriefSection.CommercialContext) > 0.2)))
        {
            return (BriefSection.CommercialContext, 1);
        }

        // "The export fails since Monday" says first what fails; where nothing else says since when, it serves the timeline too.
        return section.Section == BriefSection.Timeline && shares[Role.Began] > 0.3 && shares.Of(BriefSection.CustomerImpact) > 0.3
            ? (BriefSection.CustomerImpact, shares.Of(BriefSection.CustomerImpact))
            : section;
    }

    /// <summary>"I recommend to ...": what the CSM would do asks nobody for it yet.</summary>
    private static bool IsRecommendation(Statement statement) => CuesOf(statement, BriefSection.Recommendation) >= EnoughOfCues;

    /// <summary>Whether it can say anything at all; marks, letters and figures alone cannot.</summary>
    public static bool HasWords(Statement statement) =>
        statement.Words.Count(w => w.Length > 2) >= FewestWords && statement.Text.Count(char.IsLetter) >= FewestLetters;

    /// <summary>How they feel, and no more, whatever it stands under.</summary>
    private static bool IsMood(Statement statement, RoleShares shares) =>
        shares.Best == Role.Mood
        || (statement.Words.Count <= LongestMood && !statement.HasFigure && !Symptom.IsIn(statement.Text) && OfflineCues.Moods.In(statement.Words).Count > 0);

    private static (BriefSection? Section, double Share) Likeliest(RoleShares shares) =>
        shares.Best == Role.Mood ? (BriefSection.CustomerCommunication, shares.Of(BriefSection.CustomerCommunication))
        : Role.SectionOf(shares.Best) is null && Sections.Max(shares.Of) < shares[shares.Best] ? (null, 0)
        : Sections.Select(s => ((BriefSection?)s, shares.Of(s))).MaxBy(s => s.Item2);

    /// <summary>A sentence that says two things went to one section; where the other would be empty it serves there too.</summary>
    private void FillFromOthers(BriefSection section, IReadOnlyList<(Statement Statement, RoleShares Shares)> said)
    {
        if (said.Any(s => s.Statement.Label == section))
        {
            return;
        }

        var best = said.Where(s => MayServe(s.Statement, section)).OrderByDescending(s => s.Shares.Of(section)).Take(1);
        foreach (var (statement, shares) in best)
        {
            Put(section, statement, shares.Of(section));
        }
    }

    /// <summary>The writer's own label is kept to, but a step of the timeline may be an attempt, or tell the damage.</summary>
    private static bool MayServe(Statement statement, BriefSection section) =>
        (statement.Label is null && !IsRecommendation(statement))
        || (statement.Label == BriefSection.Timeline && section is BriefSection.ResolutionAttempts or BriefSection.CustomerImpact);

    private bool IsFilled(BriefSection section) =>
        found.TryGetValue(section, out var own)
        && own.Any(s => s.Share >= Filled[section] && (section != BriefSection.SpecificAsk || s.Statement.Words.Count >= FewestWordsOfAsk));

    private void Put(BriefSection section, Statement statement, double share)
    {
        if (!found.TryGetValue(section, out var list))
        {
            found[section] = list = [];
        }

        if (!list.Any(s => s.Statement == statement))
        {
            list.Add((statement, share));
        }
    }

    private string Write(BriefSection section, IReadOnlyList<Statement> chosen) =>
        section switch
        {
            BriefSection.Timeline => string.Join('\n', InTime(chosen).Select(s => s.Stamp.Length > 0 ? $"{s.Stamp} {s.Text}" : s.Text)),
            BriefSection.ResolutionAttempts => string.Join('\n', chosen.Select(s => s.Text)),
            _ when chosen.All(s => ".!?".Contains(s.Text[^1])) => string.Join(' ', chosen.Select(s => s.Text)),
            _ => string.Join('\n', chosen.Select(s => s.Text)),
        };

    /// <summary>By day and time where they can be read; a step without a day stays behind the one it followed.</summary>
    private IEnumerable<Statement> InTime(IReadOnlyList<Statement> steps)
    {
        var (day, time) = (DateOnly.MinValue, TimeOnly.MinValue);
        return steps
            .Select(step =>
            {
                var own = times.WhenOf(step) ?? step.Day;
                time = StepTimes.TimeOf(step.Text) ?? StepTimes.TimeOf(step.Stamp) ?? (own is null || own == day ? time : TimeOnly.MinValue);
                day = own ?? day;
                return (step, day, time);
            })
            .ToList()
            .OrderBy(s => s.day)
            .ThenBy(s => s.time)
            .ThenBy(s => s.step.Order)
            .Select(s => s.step);
    }
}
