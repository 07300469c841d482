using Escalations.Access;
using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>The CSM lets an audience read sentences of the brief that would be kept from it, or takes that back; on record.</summary>
public sealed class ReleaseSentences(CommandExecutor commandExecutor, PlaybookCatalog playbooks)
{
    /// <summary>As many of one audience as one form shows; what it does not show stays as it is.</summary>
    public const int AtOnce = 40;

    /// <param name="seen">The version that the form showed.</param>
    /// <param name="ticked">For each audience that the form asked about, the places of the sentences that it may read, in <see cref="Shown"/>.</param>
    public Task<Response> HandleAsync(
        Request request,
        EscalationId id,
        int seen,
        IReadOnlyDictionary<Audience, IReadOnlySet<int>> ticked,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteFormAsync(
            request,
            id,
            seen,
            async (escalation, now) =>
            {
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                return
                    eventRecorder.TryRecordAll(
                        [.. ticked.SelectMany(choice => Released(escalation.Brief, choice.Key, choice.Value))],
                        new Authority(Actor.Human(request.By))
                    )
                        is { } why
                    ? Response.Refused(why, id)
                    : new()
                    {
                        About = id,
                        Change = eventRecorder.Change,
                        Messages = eventRecorder.Last is null ? [] : [new(new ToPerson(escalation.Csm.Id), new CardUpdate(id))],
                    };
            },
            cancel
        );

    /// <summary>The sentences that one form shows for an audience, and whether it may read them already.</summary>
    public static IReadOnlyList<(WithheldSentence Sentence, bool IsReleased)> Shown(Brief brief, Audience audience)
    {
        var released = ReleasedTo(brief, audience);
        return [.. AudienceView.WithheldFrom(audience, brief).DistinctBy(s => s.Text).Take(AtOnce).Select(s => (s, released.Contains(s.Text)))];
    }

    /// <summary>What an audience will not read as it is.</summary>
    public static IReadOnlyList<WithheldSentence> NotSeen(Brief brief, Audience audience)
    {
        var released = ReleasedTo(brief, audience);
        return [.. AudienceView.WithheldFrom(audience, brief).DistinctBy(s => s.Text).Where(s => !released.Contains(s.Text))];
    }

    private static IEnumerable<EscalationEvent> Released(Brief brief, Audience audience, IReadOnlySet<int> ticked)
    {
        var (shown, before) = (Shown(brief, audience).Select(s => s.Sentence.Text).ToList(), ReleasedTo(brief, audience));
        List<string> after = [.. before.Except(shown), .. shown.Where((_, place) => ticked.Contains(place))];
        return before.SetEquals(after) ? [] : [new SentencesReleased(audience, after)];
    }

    private static HashSet<string> ReleasedTo(Brief brief, Audience audience) =>
        [.. brief.Released.Where(r => r.Audience == audience).SelectMany(r => r.Sentences)];
}
