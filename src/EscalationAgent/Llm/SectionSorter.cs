using Escalations;

namespace EscalationAgent.Llm;

/// <summary>Puts each sentence into the section that it serves best; a dated one may stand in the timeline too.</summary>
internal sealed class SectionSorter(DateOnly writtenOn)
{
    private const double Enough = 3;
    private const int FewestWords = 3;

    private static readonly Dictionary<BriefSection, int> Most = new()
    {
        [BriefSection.CustomerImpact] = 4,
        [BriefSection.Timeline] = 12,
        [BriefSection.ResolutionAttempts] = 10,
        [BriefSection.SpecificAsk] = 4,
        [BriefSection.CustomerCommunication] = 6,
        [BriefSection.CommercialContext] = 5,
        [BriefSection.Recommendation] = 3,
    };

    private readonly Dictionary<BriefSection, List<(Statement Statement, double Score)>> sections = [];
    private HashSet<BriefSection> labelled = [];

    public IReadOnlyDictionary<BriefSection, string> Sort(IReadOnlyList<Statement> statements)
    {
        labelled = [.. statements.Select(s => s.Label).OfType<BriefSection>()];
        foreach (var statement in statements.Where(s => s.Field != Field.Account && !s.IsTitle && s.Words.Count >= FewestWords || s.Field == Field.Fact))
        {
            Place(statement);
        }

        FillFromOthers(statements);
        return sections.ToDictionary(s => s.Key, s => Write(s.Key, s.Value));
    }

    /// <summary>A sentence that tells the damage or asks for something may have gone elsewhere; where that section is empty, the best such serves in both.</summary>
    private void FillFromOthers(IReadOnlyList<Statement> statements)
    {
        foreach (var section in (BriefSection[])[BriefSection.CustomerImpact, BriefSection.SpecificAsk, BriefSection.CustomerCommunication])
        {
            var best = sections.ContainsKey(section) ? default : statements
                .Where(s => s.Label is null && s.Field == Field.None && !s.IsTitle && s.Words.Count >= FewestWords)
                .Select(s => (Statement: s, Scores: ScoreAgain(s)))
                .Where(s => s.Scores.GetValueOrDefault(section) >= Enough + (section == BriefSection.CustomerImpact && s.Statement.Amounts.Count > 0 ? 1 : 0) && Serves(s.Statement, section, s.Scores))
                .OrderByDescending(s => s.Scores[section]).ThenBy(s => s.Statement.Order)
                .FirstOrDefault();
            if (best.Statement is not null)
            {
                Put(section, best.Statement, best.Scores[section]);
            }
        }
    }

    /// <summary>On a second look a question to the reader is an ask, and what speaks for a severity tells the damage.</summary>
    private Dictionary<BriefSection, double> ScoreAgain(Statement statement)
    {
        var scores = Score(statement);
        Raise(scores, BriefSection.SpecificAsk, statement is { IsQuoted: false } && statement.Text.EndsWith('?') ? 2 : 0);
        Raise(scores, BriefSection.CustomerImpact, OfflineCues.Severities.In(statement.Words).Any(h => OfflineCues.Damage.Contains(h.Cue.Reason) && !Denial.Of(statement, h)) ? Enough : 0);
        return scores;
    }

    private void Place(Statement statement)
    {
        var scores = Score(statement);
        if (statement.Label is { } label)
        {
            if (Serves(statement, label, scores))
            {
                Put(label, statement, 10);
                PutStepAlso(statement, label, scores, Enough + 1);
            }

            return;
        }

        var best = BriefSections.All.Where(s => s != BriefSection.Headline && scores.GetValueOrDefault(s) >= Enough && Serves(statement, s, scores))
            .OrderByDescending(s => scores[s]).ThenBy(s => s).Select(s => (BriefSection?)s).FirstOrDefault();
        if (best is not { } section)
        {
            return;
        }

        Put(section, statement, scores[section]);
        if (section is BriefSection.ResolutionAttempts or BriefSection.CustomerImpact or BriefSection.CustomerCommunication or BriefSection.CommercialContext && scores.GetValueOrDefault(BriefSection.Timeline) >= Enough)
        {
            Put(BriefSection.Timeline, statement, scores[BriefSection.Timeline]);
        }

        PutStepAlso(statement, section, scores, Enough);
    }

    /// <summary>A step that was an attempt, or that tells the damage, serves there too, unless that section has its own label.</summary>
    private void PutStepAlso(Statement statement, BriefSection section, Dictionary<BriefSection, double> scores, double enough)
    {
        BriefSection[] others = [BriefSection.ResolutionAttempts, BriefSection.CustomerImpact];
        var also = others.Where(o => !labelled.Contains(o) && scores.GetValueOrDefault(o) >= enough).OrderByDescending(o => scores[o]).Take(1);
        foreach (var other in section == BriefSection.Timeline ? also : [])
        {
            Put(other, statement, scores[other]);
        }
    }

    private Dictionary<BriefSection, double> Score(Statement statement)
    {
        var scores = new Dictionary<BriefSection, double>();
        foreach (var hit in OfflineCues.Sections.In(statement.Words))
        {
            scores[hit.Cue.For] = scores.GetValueOrDefault(hit.Cue.For) + hit.Cue.Weight;
        }

        Raise(scores, BriefSection.Timeline, TimeWeight(statement));
        Raise(scores, BriefSection.SpecificAsk, statement.Text.EndsWith('?') ? 1 : 0);
        Raise(scores, BriefSection.CustomerImpact, scores.ContainsKey(BriefSection.CustomerImpact) && statement.Amounts.Count > 0 ? 1 : 0);
        return scores;
    }

    private static void Raise(Dictionary<BriefSection, double> scores, BriefSection section, double by) =>
        scores[section] = scores.GetValueOrDefault(section) + by;

    /// <summary>A day that is over speaks for the timeline; a day that something is due by does not.</summary>
    private double TimeWeight(Statement statement)
    {
        if (WhenOf(statement) is not null)
        {
            return 3;
        }

        var isStamped = statement.Stamp.Length > 0 && TimeOf(statement.Stamp) is not null;
        var isTold = OfflineCues.VagueDays.In(statement.Words).Count > 0 || TimeOf(statement.Text) is not null;
        return (isTold ? 2 : 0) + (isStamped ? 1 : 0);
    }

    /// <summary>"They are unhappy" is no impact, "please help" is no ask.</summary>
    private static bool Serves(Statement statement, BriefSection section, Dictionary<BriefSection, double> scores) => section switch
    {
        BriefSection.CustomerImpact => scores.GetValueOrDefault(section) > 0 || (OfflineCues.Moods.In(statement.Words).Count == 0 && statement.Words.Count > 3),
        BriefSection.SpecificAsk => statement.Words.Count > 3 && (scores.GetValueOrDefault(section) >= Enough || OfflineCues.Actions.In(statement.Words).Count > 0 || statement.Dates.Count > 0 || (statement.Label is not null && statement.Words.Count > 4)),
        BriefSection.Timeline => scores.GetValueOrDefault(section) >= 2 || statement.Label is not null,
        _ => true,
    };

    private void Put(BriefSection section, Statement statement, double score)
    {
        if (!sections.TryGetValue(section, out var list))
        {
            sections[section] = list = [];
        }

        list.Add((statement, score));
    }

    private string Write(BriefSection section, List<(Statement Statement, double Score)> found)
    {
        var chosen = found.OrderByDescending(f => f.Score).ThenBy(f => f.Statement.Order).Take(Most[section]).Select(f => f.Statement).OrderBy(s => s.Order).ToList();
        return section switch
        {
            BriefSection.Timeline => string.Join('\n', InTime(chosen).Select(s => s.Stamp.Length > 0 ? $"{s.Stamp} {s.Text}" : s.Text)),
            BriefSection.ResolutionAttempts => string.Join('\n', chosen.Select(s => s.Text)),
            _ when chosen.All(s => ".!?".Contains(s.Text[^1])) => string.Join(' ', chosen.Select(s => s.Text)),
            _ => string.Join('\n', chosen.Select(s => s.Text)),
        };
    }

    /// <summary>By day and time where they can be read; a step without a day stays behind the one it followed.</summary>
    private IEnumerable<Statement> InTime(IReadOnlyList<Statement> steps)
    {
        var (day, time) = (DateOnly.MinValue, TimeOnly.MinValue);
        return steps.Select(step =>
        {
            var own = WhenOf(step) ?? step.Day;
            time = TimeOf(step.Text) ?? TimeOf(step.Stamp) ?? (own is null || own == day ? time : TimeOnly.MinValue);
            day = own ?? day;
            return (step, day, time);
        }).ToList().OrderBy(s => s.day).ThenBy(s => s.time).ThenBy(s => s.step.Order).Select(s => s.step);
    }

    private DateOnly? WhenOf(Statement statement)
    {
        if (statement.Words.Count > 0 && statement.Words[0].Folded is "if" or "wenn" or "falls" or "si" or "se")
        {
            return null;
        }

        var today = statement.Day ?? writtenOn;
        foreach (var date in statement.Dates)
        {
            var at = statement.WordAt(date.Start);
            var day = date.Before(today);
            if (day <= writtenOn && !(at > 0 && OfflineCues.BeforeDeadline.Contains(statement.Words[at - 1].Folded)))
            {
                return day;
            }
        }

        return OfflineCues.NearDays.In(statement.Words) is [var near, ..] && !(near.First > 0 && OfflineCues.BeforeDeadline.Contains(statement.Words[near.First - 1].Folded))
            && !statement.Text.EndsWith('?') ? today.AddDays(near.Cue.For) : null;
    }

    private static TimeOnly? TimeOf(string text)
    {
        for (var at = text.IndexOf(':'); at > 0 && at + 2 < text.Length; at = text.IndexOf(':', at + 1))
        {
            var start = at > 1 && char.IsAsciiDigit(text[at - 2]) ? at - 2 : at - 1;
            if (TimeOnly.TryParseExact(text.AsSpan(start, at + 3 - start), ["H:mm", "HH:mm"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time))
            {
                return time;
            }
        }

        return null;
    }
}
