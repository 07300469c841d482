using TextAnalysis.Checking;

namespace Escalations.Drafting;

/// <summary>Which contradictions of an escalation are open, and which of them hold its brief back.</summary>
public static class OpenContradictions
{
    /// <summary>
    /// Those that the CSM has neither settled nor left open: what rules see in what was said, and what the last draft named;
    /// first those that hold the brief back. What is said later opens a question again.
    /// </summary>
    public static IReadOnlyList<Contradiction> Of(Escalation escalation)
    {
        var writtenOn = Sources.DayOf(escalation);
        return
        [
            .. Sources
                .ContradictionsIn(escalation)
                .Select(found => found.AsContradiction())
                .Concat((escalation.Draft.Made?.Contradictions ?? []).Select(c => ContradictionFinder.WithValues(c, writtenOn)))
                .Where(c => !escalation.Brief.Settled.Any(s => IsAnsweredBy(c, s)))
                .DistinctBy(c => ContradictionFinder.SubjectOf(c.About) ?? c.About, StringComparer.OrdinalIgnoreCase)
                .OrderBy(c => HoldsBack(c) ? 0 : 1),
        ];
    }

    /// <summary>Whether a brief must not go out before somebody has said what holds, or has left it open by name: revenue, renewal, customer.</summary>
    public static bool HoldsBack(Contradiction contradiction) => ContradictionFinder.SubjectOf(contradiction.About) is not null;

    /// <summary>What the sources disagree on, as its reader says it; what a model named stays as it is.</summary>
    public static string TitleOf(Contradiction contradiction) =>
        ContradictionFinder.SubjectOf(contradiction.About) switch
        {
            ContradictionFinder.Arr => DomainWords.Say("disagrees.arr"),
            ContradictionFinder.Renewal => DomainWords.Say("disagrees.renewal"),
            ContradictionFinder.Customer => DomainWords.Say("disagrees.customer"),
            _ => contradiction.About,
        };

    /// <summary>What the value means for the brief, as the CSM's own word; null when it is only noted.</summary>
    public static EscalationEvent? Taken(Contradiction contradiction, StatedValue value) =>
        (ContradictionFinder.SubjectOf(contradiction.About), value) switch
        {
            (ContradictionFinder.Arr, { Amount: { } amount }) => new CommercialFactsFound(amount, null, Origin.Stated),
            (ContradictionFinder.Renewal, { Day: { } day }) => new CommercialFactsFound(null, day, Origin.Stated),
            (ContradictionFinder.Customer, { Text: var name }) when name != value.Quote || name.Length <= 60 => new AccountNamed(name, Origin.Stated),
            _ => null,
        };

    /// <summary>What leaving it open takes back: the value that the CSM had ticked for it before. A customer keeps its name: there is none without.</summary>
    public static CommercialFact? TakenBack(Brief brief, Contradiction contradiction) =>
        !brief.Settled.Any(before =>
            before.Value is not null
            && string.Equals(
                ContradictionFinder.SubjectOf(before.About) ?? before.About,
                ContradictionFinder.SubjectOf(contradiction.About) ?? contradiction.About,
                StringComparison.OrdinalIgnoreCase
            )
        )
            ? null
            : ContradictionFinder.SubjectOf(contradiction.About) switch
            {
                ContradictionFinder.Arr => CommercialFact.ArrAtRisk,
                ContradictionFinder.Renewal => CommercialFact.Renewal,
                _ => null,
            };

    private static bool IsAnsweredBy(Contradiction contradiction, ContradictionSettled settled) =>
        string.Equals(
            ContradictionFinder.SubjectOf(contradiction.About) ?? contradiction.About,
            ContradictionFinder.SubjectOf(settled.About) ?? settled.About,
            StringComparison.OrdinalIgnoreCase
        ) && (settled.Among is not { } among || contradiction.Values.All(v => v.Key is null || among.Contains(v.Key)));
}
