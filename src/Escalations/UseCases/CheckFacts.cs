using Escalations.Drafting;
using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>What the CSM says to the facts that nothing proves: right, or out; and which of contradictory statements holds.</summary>
public sealed class CheckFacts(IEscalationStore store, Desk desk, Writers writers, Scribe scribe, Playbook playbook)
{
    /// <summary>As many as one form shows; what it does not show is neither confirmed nor removed.</summary>
    public const int AtOnce = 12;

    /// <param name="seen">The version that the form showed.</param>
    /// <param name="confirmed">Those that were ticked, as <see cref="Shown"/> names them.</param>
    /// <param name="settled">What a contradiction is about, and the right quote; null for both.</param>
    public Task<Response> HandleAsync(Request request, EscalationId id, int seen, IReadOnlyCollection<string> confirmed, IReadOnlyDictionary<string, string?> settled, CancellationToken cancel) => desk.HandleAsync(
        request,
        async now =>
        {
            if (await store.FindAsync(request.Tenant, id, cancel) is not { } escalation)
            {
                return Response.Refused($"I do not know {id}.");
            }

            if (escalation.Version != seen)
            {
                return Response.Refused("The brief has changed since this form was drawn. Please look at it again.", id);
            }

            var ledger = new Ledger(escalation, playbook, now, request.Delivery);
            var standing = new Standing(Actor.Human(request.By));
            if (ledger.TryAll([.. Checked(escalation.Brief, confirmed), .. Settled(escalation, settled)], standing) is { } why)
            {
                return Response.Refused(why, id);
            }

            await TakeRightOnesAsync(ledger, standing, settled, cancel);
            await scribe.ReadFactsAsync(ledger, playbook, cancel);
            return new() { About = id, Changes = ledger.Changes, Owed = WriteBrief.AfterDraft(ledger.Now) };
        },
        cancel);

    /// <summary>The facts that one form shows, with their keys.</summary>
    public static IReadOnlyList<(string Key, BriefSection Section, UnprovenFact Fact)> Shown(Brief brief) =>
        [.. brief.Unproven.Take(AtOnce).Select((u, i) => ($"{u.Section.Key()}-{i}", u.Section, u.Fact))];

    /// <summary>The contradictions that are not settled: those that rules see in what was said, and those that the last draft named.</summary>
    public static IReadOnlyList<Contradiction> Open(Escalation escalation) =>
    [
        .. ContradictionFinder.Find(Sources.Of(escalation), Sources.DayOf(escalation))
            .Concat(escalation.LastDraft?.Contradictions ?? [])
            .Where(c => escalation.Brief.Settled.All(s => s.About != c.About))
            .DistinctBy(c => c.About, StringComparer.OrdinalIgnoreCase),
    ];

    private static IEnumerable<EscalationEvent> Checked(Brief brief, IReadOnlyCollection<string> confirmed) =>
        from shown in Shown(brief)
        group shown by shown.Section into section
        let right = section.Where(s => confirmed.Contains(s.Key)).Select(s => s.Fact.Text).ToList()
        let wrong = section.Select(s => s.Fact.Text).Except(right).ToList()
        let text = wrong.Count == 0 ? brief.TextOf(section.Key)! : Removal.Without(brief.TextOf(section.Key)!, wrong)
        // A right one that stood in the same sentence as a wrong one went with it.
        select new FactsChecked(section.Key, [.. right.Where(fact => text.Contains(fact, StringComparison.Ordinal))], [.. wrong, .. right.Where(fact => !text.Contains(fact, StringComparison.Ordinal))], text.Length == 0 ? null : text);

    private static IEnumerable<EscalationEvent> Settled(Escalation escalation, IReadOnlyDictionary<string, string?> settled) =>
        Open(escalation).Where(c => settled.ContainsKey(c.About)).Select(c => new ContradictionSettled(c.About, c.Quotes.FirstOrDefault(q => q == settled[c.About])));

    /// <summary>What the CSM called right is read once more, and counts as theirs.</summary>
    private async Task TakeRightOnesAsync(Ledger ledger, Standing standing, IReadOnlyDictionary<string, string?> settled, CancellationToken cancel)
    {
        foreach (var right in settled.Values.OfType<string>())
        {
            var read = await writers.Rules.WriteAsync(new([right], Brief.Empty, Sources.DayOf(ledger.Now), playbook.Categories), cancel);
            if (read.ArrAtRisk is not null || read.Renewal is not null)
            {
                ledger.Try(new CommercialFactsFound(read.ArrAtRisk, read.Renewal, Origin.Stated), standing);
            }
        }
    }
}
