using Escalations.Drafting;
using Escalations.Lifecycle;
using TextAnalysis.Checking;

namespace Escalations.UseCases;

/// <summary>What the CSM says of one thing that nothing proves.</summary>
/// <param name="IsRight">It counts as their word; false takes it out with its sentence, null says neither.</param>
/// <param name="Instead">What they wrote in its place; null for nothing.</param>
public sealed record FactAnswer(bool? IsRight, string? Instead = null);

/// <summary>
/// What the CSM says to the facts that nothing proves: right, out, or something else in their place; and which of contradictory
/// statements holds. What they say nothing of stays as it is.
/// </summary>
public sealed class CheckFacts(CommandExecutor commandExecutor, DraftMerger draftMerger, PlaybookCatalog playbooks)
{
    /// <summary>As many as one form shows.</summary>
    public const int AtOnce = 8;

    /// <param name="seen">The version that the form showed.</param>
    /// <param name="answers">By the names that <see cref="Shown"/> gives them.</param>
    /// <param name="settled">What a contradiction is about, and the value that holds; null where it is left open.</param>
    public Task<Response> HandleAsync(
        Request request,
        EscalationId id,
        int seen,
        IReadOnlyDictionary<string, FactAnswer> answers,
        IReadOnlyDictionary<string, StatedValue?> settled,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteFormAsync(
            request,
            id,
            seen,
            async (escalation, now) =>
            {
                if (ClashIn(escalation.Brief, answers) is { } clash)
                {
                    return Response.Refused(clash, id);
                }

                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                var authority = new Authority(Actor.Human(request.By));
                if (eventRecorder.TryRecordAll([.. Checked(escalation.Brief, answers), .. Settled(escalation, settled)], authority) is { } why)
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

    /// <summary>Why the answers cannot all be done: a sentence cannot go and stay. Null when they can.</summary>
    public static string? ClashIn(Brief brief, IReadOnlyDictionary<string, FactAnswer> answers)
    {
        List<(BriefSection Section, string Fact, FactAnswer Answer)> said =
        [
            .. Shown(brief).Where(s => answers.ContainsKey(s.Key)).Select(s => (s.Section, s.Fact.Text, answers[s.Key])),
        ];
        if (said.Find(s => s.Answer is { IsRight: not null, Instead: not null }) is { Fact: { } both })
        {
            return DomainWords.Say("facts.both", both);
        }

        foreach (var (section, wrong, _) in said.Where(s => s.Answer.IsRight == false))
        {
            foreach (var (_, stays, _) in said.Where(s => s.Section == section && (s.Answer.IsRight == true || s.Answer.Instead is not null)))
            {
                if (Removal.SentenceWith(brief.TextOf(section)!, wrong, stays) is { } sentence)
                {
                    return DomainWords.Say("facts.one_sentence", wrong, stays, sentence);
                }
            }
        }

        return null;
    }

    /// <summary>Exactly what was chosen or written, section by section.</summary>
    private static IEnumerable<EscalationEvent> Checked(Brief brief, IReadOnlyDictionary<string, FactAnswer> answers)
    {
        foreach (var section in Shown(brief).Where(s => answers.ContainsKey(s.Key)).GroupBy(s => s.Section, s => (s.Fact.Text, Answer: answers[s.Key])))
        {
            List<string> right = [.. section.Where(s => s.Answer.IsRight == true).Select(s => s.Text)];
            List<string> wrong = [.. section.Where(s => s.Answer.IsRight == false).Select(s => s.Text)];
            List<FactCorrection> corrected = [.. section.Where(s => s.Answer.Instead is not null).Select(s => new FactCorrection(s.Text, s.Answer.Instead!))];
            if (right.Count + wrong.Count + corrected.Count > 0)
            {
                var text = corrected
                    .OrderByDescending(c => c.Fact.Length)
                    .Aggregate(Removal.Without(brief.TextOf(section.Key)!, wrong), (now, c) => Removal.Replaced(now, c.Fact, c.Right));
                yield return new FactsChecked(section.Key, right, wrong, text.Length == 0 ? null : text) { Corrected = corrected.Count > 0 ? corrected : null };
            }
        }
    }

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
