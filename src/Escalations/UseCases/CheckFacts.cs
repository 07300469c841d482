using Escalations.Drafting;
using Escalations.Lifecycle;
using TextAnalysis.Checking;

namespace Escalations.UseCases;

/// <summary>What the CSM says to the facts that nothing proves: right, or out; and which of contradictory statements holds.</summary>
public sealed class CheckFacts(CommandExecutor commandExecutor, DraftMerger draftMerger, PlaybookCatalog playbooks)
{
    /// <summary>As many as one form shows; what it does not show is neither confirmed nor removed.</summary>
    public const int AtOnce = 12;

    /// <param name="seen">The version that the form showed.</param>
    /// <param name="confirmed">Those that were ticked, as <see cref="Shown"/> names them.</param>
    /// <param name="settled">What a contradiction is about, and the value that holds; null where it is left open.</param>
    public Task<Response> HandleAsync(
        Request request,
        EscalationId id,
        int seen,
        IReadOnlyCollection<string> confirmed,
        IReadOnlyDictionary<string, StatedValue?> settled,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteFormAsync(
            request,
            id,
            seen,
            async (escalation, now) =>
            {
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                var authority = new Authority(Actor.Human(request.By));
                if (eventRecorder.TryRecordAll([.. Checked(escalation.Brief, confirmed), .. Settled(escalation, settled)], authority) is { } why)
                {
                    return Response.Refused(why, id);
                }

                await draftMerger.ReadFactsAsync(eventRecorder, playbooks.Of(escalation), cancel);
                return new()
                {
                    About = id,
                    Change = eventRecorder.Change,
                    Messages = WriteBrief.AfterDraft(eventRecorder.Now),
                };
            },
            cancel
        );

    /// <summary>The facts that one form shows, with their keys.</summary>
    public static IReadOnlyList<(string Key, BriefSection Section, UnprovenFact Fact)> Shown(Brief brief) =>
        [.. brief.Unproven.Take(AtOnce).Select((u, i) => ($"{u.Section.Key()}-{i}", u.Section, u.Fact))];

    private static IEnumerable<EscalationEvent> Checked(Brief brief, IReadOnlyCollection<string> confirmed) =>
        from shown in Shown(brief)
        group shown by shown.Section into section
        let right = section.Where(s => confirmed.Contains(s.Key)).Select(s => s.Fact.Text).ToList()
        let wrong = section.Select(s => s.Fact.Text).Except(right).ToList()
        let text = wrong.Count == 0 ? brief.TextOf(section.Key)! : Removal.Without(brief.TextOf(section.Key)!, wrong)
        // A right one that stood in the same sentence as a wrong one went with it.
        select new FactsChecked(
            section.Key,
            [.. right.Where(fact => text.Contains(fact, StringComparison.Ordinal))],
            [.. wrong, .. right.Where(fact => !text.Contains(fact, StringComparison.Ordinal))],
            text.Length == 0 ? null : text
        );

    /// <summary>Exactly what was ticked counts as the CSM's word; what was left open is on record with their name.</summary>
    private static IEnumerable<EscalationEvent> Settled(Escalation escalation, IReadOnlyDictionary<string, StatedValue?> settled)
    {
        foreach (var contradiction in OpenContradictions.Of(escalation).Where(c => settled.ContainsKey(c.About)))
        {
            var value = contradiction.Values.FirstOrDefault(v => v == settled[contradiction.About]);
            yield return new ContradictionSettled(contradiction.About, value?.Quote, value?.Text, [.. contradiction.Values.Select(v => v.Key).OfType<string>()])
            {
                TakesBack = value is null ? OpenContradictions.TakenBack(escalation.Brief, contradiction) : null,
            };
            if (value is not null && OpenContradictions.Taken(contradiction, value) is { } taken)
            {
                yield return taken;
            }
        }
    }
}
