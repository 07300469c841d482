using Escalations;
using TextAnalysis.Redaction;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Weighs how well a sentence serves each section.</summary>
internal sealed class SectionScorer(DateOnly writtenOn)
{
    /// <summary>So much puts a sentence into a section.</summary>
    public const double Enough = 3;

    public Dictionary<BriefSection, double> Score(Statement statement)
    {
        var scores = new Dictionary<BriefSection, double>();
        foreach (var hit in OfflineCues.Sections.In(statement.Words))
        {
            scores[hit.Entry.For] = scores.GetValueOrDefault(hit.Entry.For) + hit.Entry.Weight;
        }

        Raise(scores, BriefSection.Timeline, TimeWeight(statement));
        Raise(scores, BriefSection.SpecificAsk, statement.Text.EndsWith('?') ? 1 : 0);
        Raise(scores, BriefSection.CustomerImpact, scores.ContainsKey(BriefSection.CustomerImpact) && statement.HasFigure ? 1 : 0);
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
    public static bool Serves(Statement statement, BriefSection section, Dictionary<BriefSection, double> scores) =>
        section switch
        {
            BriefSection.CustomerImpact => scores.GetValueOrDefault(section) > 0
                || (OfflineCues.Moods.In(statement.Words).Count == 0 && statement.Words.Count > 3),
            BriefSection.SpecificAsk => statement.Words.Count > 3
                && (
                    scores.GetValueOrDefault(section) >= Enough
                    || OfflineCues.Actions.In(statement.Words).Count > 0
                    || statement.Dates.Count > 0
                    || (statement.Label is not null && statement.Words.Count > 4)
                ),
            BriefSection.Timeline => scores.GetValueOrDefault(section) >= 2 || statement.Label is not null,
            _ => true,
        };

    /// <summary>On a second look a question to the reader is an ask, and what speaks for a severity tells the damage.</summary>
    public Dictionary<BriefSection, double> ScoreAgain(Statement statement)
    {
        var scores = Score(statement);
        Raise(scores, BriefSection.SpecificAsk, statement is { IsQuoted: false } && statement.Text.EndsWith('?') ? 2 : 0);
        Raise(
            scores,
            BriefSection.CustomerImpact,
            OfflineCues.Severities.In(statement.Words).Any(h => OfflineCues.Damage.Contains(h.Entry.Reason) && !Denial.Of(statement, h))
            || (statement.Field == Field.None && Symptom.IsIn(statement.Text))
                ? Enough
                : 0
        );
        return scores;
    }

    public DateOnly? WhenOf(Statement statement)
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

        return
            OfflineCues.NearDays.In(statement.Words) is [var near, ..]
            && !(near.First > 0 && OfflineCues.BeforeDeadline.Contains(statement.Words[near.First - 1].Folded))
            && !statement.Text.EndsWith('?')
            ? today.AddDays((int)near.Entry.Weight)
            : null;
    }

    public static TimeOnly? TimeOf(string text)
    {
        for (var at = text.IndexOf(':'); at > 0 && at + 2 < text.Length; at = text.IndexOf(':', at + 1))
        {
            var start = at > 1 && char.IsAsciiDigit(text[at - 2]) ? at - 2 : at - 1;
            if (
                TimeOnly.TryParseExact(
                    text.AsSpan(start, at + 3 - start),
                    ["H:mm", "HH:mm"],
                    System.Globalization.CultureInfo.InvariantCulture,
                    System.Globalization.DateTimeStyles.None,
                    out var time
                )
            )
            {
                return time;
            }
        }

        return null;
    }
}
