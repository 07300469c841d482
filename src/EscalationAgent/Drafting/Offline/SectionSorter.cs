using Escalations;
using TextAnalysis.Redaction;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Puts each sentence into the section that it serves best; a dated one may stand in the timeline too.</summary>
internal sealed class SectionSorter(DateOnly writtenOn)
{
    private const int FewestWords = 3;

    private readonly SectionScorer scorer = new(writtenOn);

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

    /// <summary>
    /// A sentence that tells the damage or asks for something may have gone elsewhere; where that section is empty, the best such
    /// serves in both.
    /// </summary>
    private void FillFromOthers(IReadOnlyList<Statement> statements)
    {
        foreach (var section in (BriefSection[])[BriefSection.CustomerImpact, BriefSection.SpecificAsk, BriefSection.CustomerCommunication])
        {
            var best = sections.ContainsKey(section)
                ? default
                : statements
                    .Where(s => s.Label is null && s.Field == Field.None && !s.IsTitle && s.Words.Count >= FewestWords)
                    .Select(s => (Statement: s, Scores: scorer.ScoreAgain(s)))
                    .Where(s =>
                        s.Scores.GetValueOrDefault(section) >= SectionScorer.Enough + (section == BriefSection.CustomerImpact && s.Statement.HasFigure ? 1 : 0)
                        && SectionScorer.Serves(s.Statement, section, s.Scores)
                    )
                    .OrderByDescending(s => s.Scores[section])
                    .ThenBy(s => s.Statement.Order)
                    .FirstOrDefault();
            if (best.Statement is not null)
            {
                Put(section, best.Statement, best.Scores[section]);
            }
        }
    }

    private void Place(Statement statement)
    {
        var scores = scorer.Score(statement);
        if (statement.Label is { } label)
        {
            // The writer's own label is the best proof of where a short symptom belongs: "Ask: the export does not start."
            if (SectionScorer.Serves(statement, label, scores) || Symptom.IsIn(statement.Text))
            {
                Put(label, statement, 10);
                PutStepAlso(statement, label, scores, SectionScorer.Enough + 1);
            }

            return;
        }

        var best = BriefSections
            .All.Where(s => s != BriefSection.Headline && scores.GetValueOrDefault(s) >= SectionScorer.Enough && SectionScorer.Serves(statement, s, scores))
            .OrderByDescending(s => scores[s])
            .ThenBy(s => s)
            .Select(s => (BriefSection?)s)
            .FirstOrDefault();
        if (best is null or BriefSection.CommercialContext && statement.Field == Field.None && Symptom.IsIn(statement.Text))
        {
            // Words of commerce in the name of what fails, or a failure that no cue knows: it is what the customer suffers.
            best = BriefSection.CustomerImpact;
            scores[BriefSection.CustomerImpact] = SectionScorer.Enough;
        }

        if (best is not { } section)
        {
            return;
        }

        Put(section, statement, scores[section]);
        if (
            section is BriefSection.ResolutionAttempts or BriefSection.CustomerImpact or BriefSection.CustomerCommunication or BriefSection.CommercialContext
            && scores.GetValueOrDefault(BriefSection.Timeline) >= SectionScorer.Enough
        )
        {
            Put(BriefSection.Timeline, statement, scores[BriefSection.Timeline]);
        }

        PutStepAlso(statement, section, scores, SectionScorer.Enough);
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
        var chosen = found
            .OrderByDescending(f => f.Score)
            .ThenBy(f => f.Statement.Order)
            .Take(Most[section])
            .Select(f => f.Statement)
            .OrderBy(s => s.Order)
            .ToList();
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
        return steps
            .Select(step =>
            {
                var own = scorer.WhenOf(step) ?? step.Day;
                time = SectionScorer.TimeOf(step.Text) ?? SectionScorer.TimeOf(step.Stamp) ?? (own is null || own == day ? time : TimeOnly.MinValue);
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
