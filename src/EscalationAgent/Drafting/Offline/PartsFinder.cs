using System.Buffers;
using Escalations;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>
/// Finds which parts of the sections the notes say nowhere. A needless question costs more than one that is not asked, so a part
/// counts as said as soon as a sentence may say it.
/// </summary>
internal static class PartsFinder
{
    // Chosen on one half of the notes of strangers.
    private const double MaySay = 0.1;
    private const double MaySayBegan = 0.05;
    private const double MaySayTold = 0.2;
    private const double MaySayExpects = 0.03;
    private const double IsAttempt = 0.3;
    private const double IsAsk = 0.1;
    private const int WordsWithOutcome = 6;

    /// <summary>What a short line puts between what was tried and what came of it.</summary>
    private static readonly SearchValues<char> Joints = SearchValues.Create(":;,=>→");

    private static readonly Lexicon<string> Renewing = OfflineCues.Hints("renewing");

    /// <param name="hasValue">Whether the yearly value is known.</param>
    /// <param name="hasRenewal">Whether the day of the renewal is known.</param>
    public static IReadOnlyList<BriefPart> Missing(
        IReadOnlyList<Statement> statements,
        IReadOnlyList<RoleShares> roles,
        StepTimes times,
        bool hasValue,
        bool hasRenewal
    )
    {
        var said = statements.Zip(roles).Where(s => !SectionSorter.IsLeftOut(s.First, s.Second)).ToList();
        return [.. BriefParts.All.Where(part => !IsSaid(part))];

        bool IsSaid(BriefPart part) =>
            part switch
            {
                BriefPart.Began => said.Exists(s => s.Second[Role.Began] >= MaySayBegan || times.WhenOf(s.First) is not null),
                BriefPart.Outcome => said.Where(s => s.Second["attempt"] >= IsAttempt).All(s => HasOutcome(s.First)),
                BriefPart.ByWhen => said.Exists(s => s.Second.Of(BriefSection.SpecificAsk) >= IsAsk && HasTime(s.First)),
                BriefPart.Resolved => said.Exists(s => s.Second["ask.resolved"] >= MaySay || OfflineCues.ResolvedWhen.In(s.First.Words).Count > 0),
                BriefPart.Told => said.Exists(s => s.Second["told"] >= MaySayTold),
                BriefPart.Expects => said.Exists(s => s.Second["expects"] >= MaySayExpects),
                BriefPart.Value => hasValue || said.Exists(s => s.Second["value"] >= MaySay),
                _ => hasRenewal || said.Exists(s => s.Second["renewal"] >= MaySay || NamesMonthOfRenewal(s.First)),
            };
    }

    /// <summary>"Renewal in May": no day to count to, and no question to ask again.</summary>
    private static bool NamesMonthOfRenewal(Statement statement) =>
        Renewing.In(statement.Words).Count > 0 && statement.Words.Any(word => Months.IsMonth(word.Folded));

    /// <summary>An attempt told in so few words that none is left for how it ended.</summary>
    private static bool HasOutcome(Statement statement) =>
        statement.Words.Count >= WordsWithOutcome
        || statement.Text.AsSpan().IndexOfAny(Joints) >= 0
        || Symptom.IsIn(statement.Text)
        || statement.Words.Any(w => Negations.IsOne(w.Folded));

    private static bool HasTime(Statement statement) =>
        statement.Dates.Count > 0
        || StepTimes.TimeOf(statement.Text) is not null
        || OfflineCues.NearDays.In(statement.Words).Count > 0
        || statement.Words.Any(w => OfflineCues.BeforeDeadline.Contains(w.Folded));
}
