using System.Buffers;
using Escalations;
using Escalations.Intake;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Puts each sentence into the one section that it serves best, by the role that it has in the note.</summary>
internal sealed class SectionSorter(DateOnly writtenOn)
{
    private const int FewestWords = 2;

    private const double EnoughOfCues = 3;

    /// <summary>An attempt as likely as this part of an ask.</summary>
    private const double Nearly = 0.25;

    /// <summary>"We need it by noon", whatever else the model takes it for.</summary>
    private const double PlainlyAsks = 8;
    private const int FewestLetters = 8;
    private const int LongestMood = 6;

    /// <summary>"Please help" asks nobody for anything.</summary>
    private const int FewestWordsOfAsk = 4;
    private const int FewestWordsOfQuestion = 2;
    private static readonly SearchValues<char> QuotationMarks = SearchValues.Create("\"“”„«»");

    /// <summary>What is more likely than this to be of another matter is left out.</summary>
    private const double EnoughToLeaveOut = 0.5;

    /// <summary>Fewer words, and no figure, that are more likely than this the frame of a text are not worth showing.</summary>
    private const double EnoughOfFrame = 0.7;

    private const int LongestFrame = 4;

    /// <summary>A sentence as likely as this to say since when it is so, and that counts something, says whom it hurts.</summary>
    private const double EnoughOfBeginning = 0.3;

    /// <summary>A sentence that can leave its section is taken before a better one that would stand in two.</summary>
    private const double NearlyAsGood = 0.75;

    /// <summary>A section that is less likely than this is not worth naming.</summary>
    private const double LeastLikely = 0.12;

    /// <summary>Why it is not for the brief: what its own words say of that, else what the model takes it for; null when it may be.</summary>
    public static LeftOutBecause? WhyLeftOut(Statement statement, RoleShares shares) =>
        OfflineCues.LeftOut.In(statement.Words) is [var hit, ..] ? hit.Entry.For
        : IsInJest(statement, shares) ? LeftOutBecause.Joke
        : shares.LeftOut < EnoughToLeaveOut || statement is { Label: BriefSection.Timeline, Stamp.Length: > 0 } ? null
        : shares[Role.Order] >= Math.Max(shares[Role.Elsewhere], shares[Role.OffRecord]) ? LeftOutBecause.Instruction
        : shares[Role.OffRecord] >= shares[Role.Elsewhere] ? LeftOutBecause.OffTheRecord
        : LeftOutBecause.AnotherMatter;

    /// <summary>People laugh at failures too: what counts, or says what fails, or what is asked, is meant.</summary>
    private static bool IsInJest(Statement statement, RoleShares shares) =>
        Role.SectionOf(shares.Best) is null or BriefSection.CustomerCommunication
        && shares.Best is not ("told" or "expects")
        && !statement.HasFigure
        && statement.Dates.Count == 0
        && !Symptom.IsIn(statement.Text)
        && OfflineCues.Laughter.In(statement.Words).Count > 0;

    /// <summary>Whether it is of another matter, or was said off the record.</summary>
    public static bool IsLeftOut(Statement statement, RoleShares shares) => WhyLeftOut(statement, shares) is not null;

    private static readonly IReadOnlyList<BriefSection> Sections = [.. BriefSections.All.Where(s => s != BriefSection.Headline)];

    /// <summary>What these say holds on the day of the mail that says it.</summary>
    private static readonly HashSet<BriefSection> OfTheirTime = [BriefSection.SpecificAsk, BriefSection.CustomerCommunication];

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
    /// <param name="headline">A title that stands in it needs no other place.</param>
    /// <param name="known">The sections that have their text already.</param>
    public Sorted Sort(
        NotesRead notes,
        IReadOnlyList<RoleShares> roles,
        IReadOnlyList<Statement> figures,
        string? headline,
        IReadOnlyCollection<BriefSection> known
    )
    {
        var statements = notes.Statements;
        var said = statements
            .Zip(roles)
            .Where(s => figures.Contains(s.First) || (IsOfTheMatter(s.First, s.Second) && !IsAnswered(s.First, statements)))
            .ToList();
        var older = new List<(BriefSection Section, Statement Statement, double Share)>();
        foreach (var (statement, shares) in said.Where(s => !(s.First.IsTitle && IsIn(headline, s.First))))
        {
            var (section, share) = Place(statement, shares, figures);
            if (section is { } then && statement.IsQuoted && OfTheirTime.Contains(then))
            {
                older.Add((then, statement, share));
            }
            else if (section is { } place && (AnswerTo is not { } asked || IsClearly(place, asked, statement, shares, said.Count)))
            {
                Put(place, statement, share);
            }
        }

        FillTimelineFromTalk(said);
        foreach (var section in Sections.Where(s => AnswerTo is null && !IsFilled(s)))
        {
            FillFromOthers(section, said);
        }

        // What a quoted mail asked or told is over where the mail above it does so itself.
        foreach (var before in older.GroupBy(s => s.Section).Where(s => !IsFilled(s.Key)).SelectMany(s => s))
        {
            Put(before.Section, before.Statement, before.Share);
        }

        foreach (var evidence in notes.Evidence)
        {
            // It shows when it was. Alone it fills no section, and it says nothing of what the customer suffers.
            Put(BriefSection.Timeline, evidence, 0);
        }

        var texts = new Dictionary<BriefSection, string>();
        var standing = new HashSet<Statement>(ReferenceEqualityComparer.Instance);
        foreach (var section in found.Keys.Where(s => IsFilled(s) && !known.Contains(s)))
        {
            var chosen = found[section].Select(s => s.Statement).OrderBy(s => s.Order).ToList();
            var text = Write(section, chosen);
            while (text.Length > Interview.LongestAnswer && chosen.Count > 1)
            {
                chosen.RemoveAt(chosen.Count - 1);
                text = Write(section, chosen);
            }

            texts[section] = text;
            standing.UnionWith(chosen);
        }

        var rest = statements
            .Zip(roles)
            .Where(s => s.First.Field != Field.Account && !standing.Contains(s.First) && !(s.First.IsTitle && IsIn(headline, s.First)))
            .ToList();
        return new(
            texts,
            [
                .. rest.Where(s => IsWorthPlacing(s.First, s.Second)).Select(s => new UnplacedSentence(s.First.Text, LikelyPlace(s.First, s.Second))),
                .. notes.Evidence.Where(e => !standing.Contains(e)).Select(e => new UnplacedSentence(e.Text, HomeOf(e))),
            ],
            [
                .. from s in rest
                let because = WhyLeftOut(s.First, s.Second)
                where because is not null && HasAny(s.First)
                select new LeftOutSentence(s.First.Text, because.Value),
            ]
        );
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
                && CuesOf(asked, statement) < EnoughToStay
                && (asked is not (BriefSection.SpecificAsk or BriefSection.Recommendation) || CuesOf(place, statement) >= EnoughToStay)
            )
        );

    /// <summary>Whether the CSM should see that it stands in no section: greetings and marks alone say nothing.</summary>
    private static bool IsWorthPlacing(Statement statement, RoleShares shares) =>
        HasAny(statement)
        && !IsLeftOut(statement, shares)
        && !(
            statement is { Label: null, Field: Field.None, IsTitle: false, IsRow: false }
            && shares.Frame >= EnoughOfFrame
            && statement.Words.Count <= LongestFrame
            && !statement.Text.Any(char.IsAsciiDigit)
            && !Symptom.IsIn(statement.Text)
        );

    private static bool HasAny(Statement statement) => statement.Text.Any(char.IsLetterOrDigit);

    private BriefSection? HomeOf(Statement statement) =>
        found.Where(f => f.Value.Any(s => ReferenceEquals(s.Statement, statement))).Select(f => (BriefSection?)f.Key).FirstOrDefault();

    private static bool IsIn(string? headline, Statement statement) => headline?.Contains(statement.Text.TrimEnd('.'), StringComparison.Ordinal) is true;

    /// <summary>"Since when?" in a talk, with the answer of somebody else below it: that says it.</summary>
    private static bool IsAnswered(Statement statement, IReadOnlyList<Statement> all) =>
        statement is { Stamp.Length: > 0, Label: null }
        && statement.Text.EndsWith('?')
        && all.Skip(statement.Order + 1).FirstOrDefault(s => s.Stamp != statement.Stamp) is { Stamp.Length: > 0 };

    /// <summary>People who write to each other tell what happens while it does: their lines have their times.</summary>
    private void FillTimelineFromTalk(IReadOnlyList<(Statement Statement, RoleShares Shares)> said)
    {
        var told = said.Where(s => s.Statement is { Stamp.Length: > 0, Label: null, IsTitle: false } && StepTimes.TimeOf(s.Statement.Stamp) is not null)
            .ToList();
        if (told.Count < 2 || IsFilled(BriefSection.Timeline) || said.Any(s => s.Statement.Label == BriefSection.Timeline))
        {
            return;
        }

        foreach (var (statement, shares) in told.OrderBy(s => s.Shares[Role.Impact]))
        {
            var home = HomeOf(statement);
            if (home is null || (home == BriefSection.CustomerImpact && IsFilledWithout(BriefSection.CustomerImpact, statement)))
            {
                Put(BriefSection.Timeline, statement, 1);
                if (home is { } before)
                {
                    Take(before, statement);
                }
            }
        }
    }

    /// <summary>Where it was put in vain, because its section is not filled or has its text; else where it would serve best.</summary>
    private BriefSection? LikelyPlace(Statement statement, RoleShares shares) =>
        HomeOf(statement)
        ?? statement.Label
        ?? (
            statement.Field == Field.Meta || Sections.MaxBy(shares.Of) is var best && shares.Of(best) < LeastLikely ? null
            : statement.Field == Field.Fact ? BriefSection.CommercialContext
            : Sections.MaxBy(shares.Of)
        );

    private static bool IsOfTheMatter(Statement statement, RoleShares shares) =>
        statement.Field == Field.Fact
        || (
            statement.Field == Field.None
            && (statement.Label is not null || (HasWords(statement) && !WebAddress.IsAllOf(statement.Text)))
            && !IsLeftOut(statement, shares)
            && (
                statement.Label is not null
                || !Role.Frame.Contains(shares.Best)
                || Symptom.IsIn(statement.Text)
                || CuesOf(BriefSection.SpecificAsk, statement) >= PlainlyAsks
            )
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

        if (
            section.Section == BriefSection.SpecificAsk
            && !statement.Text.EndsWith('?')
            && CuesOf(BriefSection.SpecificAsk, statement) == 0
            && shares.Of(BriefSection.ResolutionAttempts) >= section.Share * Nearly
        )
        {
            // What was tried asks for nothing, unless its words do.
            return (BriefSection.ResolutionAttempts, shares.Of(BriefSection.ResolutionAttempts));
        }

        if (section.Section == BriefSection.SpecificAsk && !statement.Text.EndsWith('?') && IsDeniedAsk(statement))
        {
            // "No puede imprimir" has the words of "¿puede alguien ...?", and asks for nothing.
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
    private static bool IsRecommendation(Statement statement) => CuesOf(BriefSection.Recommendation, statement) >= EnoughOfCues;

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

    /// <summary>
    /// A sentence that says two things went to one section. Where the other would be empty it goes there, and leaves the first if
    /// that has others; a sentence that alone says both stands in both, and so does a step that its writer listed in the timeline.
    /// </summary>
    private void FillFromOthers(BriefSection section, IReadOnlyList<(Statement Statement, RoleShares Shares)> said)
    {
        if (said.Any(s => s.Statement.Label == section))
        {
            return;
        }

        var servers = said.Where(s => MayServe(s.Statement, section))
            .Select(s => (s.Statement, Share: ShareAsOther(section, s.Statement, s.Shares)))
            .OrderByDescending(s => s.Share)
            .ToList();
        var enough = servers.Count > 0 ? servers[0].Share * NearlyAsGood : 0;
        var movable = servers
            .Where(s =>
                s.Share >= enough && HomeOf(s.Statement) is var at && (at is not { } home || (s.Statement.Label is null && CanLeave(home, s.Statement)))
            )
            .Take(1);
        foreach (var (statement, share) in movable.Concat(servers.Take(1)))
        {
            var home = HomeOf(statement);
            Put(section, statement, share);
            if (!IsFilled(section) && home is not null)
            {
                Take(section, statement);
            }
            else if (home is { } before && statement.Label is null && CanLeave(before, statement))
            {
                Take(before, statement);
            }

            if (IsFilled(section))
            {
                return;
            }
        }
    }

    /// <summary>
    /// How well a sentence that was put elsewhere serves a section: "The import fails since Monday, 6 depots cannot book" counts who
    /// is hurt, and "Necesitamos ..." asks, whatever else they say.
    /// </summary>
    private double ShareAsOther(BriefSection section, Statement statement, RoleShares shares) =>
        section switch
        {
            BriefSection.CustomerImpact when statement.HasFigure && (Symptom.IsIn(statement.Text) || shares[Role.Began] >= EnoughOfBeginning) => Math.Max(
                shares.Of(section),
                Filled[section]
            ),
            BriefSection.SpecificAsk when CuesOf(section, statement) >= EnoughOfCues || IsOwnQuestion(statement, shares) => Math.Max(
                shares.Of(section),
                Filled[section]
            ),
            BriefSection.Timeline when TellsOfBeginning(statement, shares) => Math.Max(shares.Of(section), Filled[section]),
            _ => shares.Of(section),
        };

    /// <summary>"The guests were charged twice on Tuesday", "dead again since 0340": what happened, with the time that it was.</summary>
    private bool TellsOfBeginning(Statement statement, RoleShares shares) =>
        Role.SectionOf(shares.Best) is BriefSection.CustomerImpact or BriefSection.Timeline
        && !statement.Text.EndsWith('?')
        && (OfflineCues.Beginnings.In(statement.Words).Count > 0 || times.WhenOf(statement) is not null);

    /// <summary>"Finance, can we?", "Wer gibt frei?": what the writer wants to know is an ask; what others asked or wrote is not.</summary>
    private static bool IsOwnQuestion(Statement statement, RoleShares shares) =>
        statement is { Label: null, Stamp: "" }
        && statement.Text.EndsWith('?')
        && statement.Words.Count >= FewestWordsOfQuestion
        && statement.Order > 0
        && Role.SectionOf(shares.Best) is not BriefSection.CustomerCommunication
        && !statement.Text.AsSpan().ContainsAny(QuotationMarks);

    /// <summary>Whether all words of asking that stand in it are denied.</summary>
    private static bool IsDeniedAsk(Statement statement)
    {
        var asking = OfflineCues.Sections.In(statement.Words).Where(h => h.Entry.For == BriefSection.SpecificAsk).ToList();
        return asking.Count > 0 && asking.TrueForAll(h => h.First > 0 && Negations.IsOne(statement.Words[h.First - 1].Folded));
    }

    private static double CuesOf(BriefSection section, Statement statement) =>
        OfflineCues.Sections.In(statement.Words).Where(h => h.Entry.For == section).Sum(h => h.Entry.Weight);

    /// <summary>Whether a section has another sentence that says more of what it is for; what counts the damage is not given away.</summary>
    private bool CanLeave(BriefSection section, Statement statement) =>
        found[section].MaxBy(s => s.Share).Statement != statement
        && (section != BriefSection.CustomerImpact || !statement.HasFigure || found[section].Count(s => s.Statement.HasFigure) > 1)
        && IsFilledWithout(section, statement);

    /// <summary>The writer's own label is kept to, but a step of the timeline may be an attempt, or tell the damage.</summary>
    private static bool MayServe(Statement statement, BriefSection section) =>
        (statement.Label is null && !IsRecommendation(statement) && !(statement.IsQuoted && OfTheirTime.Contains(section)))
        || (statement is { Label: BriefSection.Timeline, Stamp: "" } && section is BriefSection.ResolutionAttempts or BriefSection.CustomerImpact);

    private bool IsFilled(BriefSection section) =>
        found.TryGetValue(section, out var own)
        && own.Any(s =>
            s.Share >= Filled[section]
            && (section != BriefSection.SpecificAsk || s.Statement.Words.Count >= (s.Statement.Text.EndsWith('?') ? FewestWordsOfQuestion : FewestWordsOfAsk))
        );

    private bool IsFilledWithout(BriefSection section, Statement statement)
    {
        var own = found[section];
        found[section] = [.. own.Where(s => !ReferenceEquals(s.Statement, statement))];
        var isFilled = IsFilled(section);
        found[section] = own;
        return isFilled;
    }

    private void Take(BriefSection section, Statement statement) => found[section].RemoveAll(s => ReferenceEquals(s.Statement, statement));

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
            BriefSection.Timeline => string.Join('\n', InTime(chosen).Select(s => s.Stamp.Any(char.IsDigit) ? $"{s.Stamp} {s.Text}" : s.Text)),
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

/// <summary>The sentences of notes, each with its place.</summary>
/// <param name="NotPlaced">Those that found none, in the order of the notes.</param>
internal sealed record Sorted(
    IReadOnlyDictionary<BriefSection, string> Sections,
    IReadOnlyList<UnplacedSentence> NotPlaced,
    IReadOnlyList<LeftOutSentence> LeftOut
);
