using System.Text.Json;
using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Somebody makes a move: acknowledge, start, post an update, hand over, give back, resolve, close, and all the others that change no brief.</summary>
public sealed class MoveEscalation(IEscalations escalations, CommandExecutor commandExecutor, PlaybookCatalog playbooks)
{
    /// <param name="seen">The version that the person saw when they decided; null when they named the escalation in words.</param>
    /// <param name="what">The event that is to be recorded.</param>
    public Task<Response> HandleAsync(Request request, EscalationId id, int? seen, EscalationEvent what, CancellationToken cancel) =>
        HandleAsync(request, id, seen, [what], cancel);

    /// <param name="events">What is to be recorded, together or not at all; the first one is what the person did.</param>
    public Task<Response> HandleAsync(Request request, EscalationId id, int? seen, IReadOnlyList<EscalationEvent> events, CancellationToken cancel) =>
        HandleAsync(
            request,
            id,
            seen,
            (_, _) => events,
            cancel,
            (escalation, _) => events.OfType<Resolved>().Select(r => Unanswered(escalation, r)).FirstOrDefault(),
            events.OfType<HandOverOffered>().FirstOrDefault()?.To
        );

    /// <summary>That the playbook asks for more at the end than was said; null when it does not.</summary>
    private string? Unanswered(Escalation escalation, Resolved what)
    {
        var playbook = playbooks.Of(escalation);
        return playbook.FindCategory(escalation.Decision?.Category)?.ResolveChecklist?.MissingFrom(what.Answers) is { Count: > 0 } missing
            ? DomainWords.Say("resolve.checklist", string.Join(", ", missing.Select(item => DomainWords.InSentence(playbook.InReaderLanguage(item.Title)))))
            : null;
    }

    /// <summary>It stalls, and somebody decided to push: it goes one rung up.</summary>
    public Task<Response> PushAsync(Request request, EscalationId id, int? seen, PushedHarder decided, CancellationToken cancel) =>
        HandleAsync(request, id, seen, (escalation, recipients) => [decided, recipients.NextRung(escalation).Event()], cancel);

    /// <summary>Somebody above is asked too, before the time is over: rung by rung, and of an S1 any of those above.</summary>
    /// <param name="rung">The key of the rung that shall be asked; it must not have been asked yet.</param>
    public Task<Response> AskHigherAsync(Request request, EscalationId id, int? seen, string rung, string because, CancellationToken cancel) =>
        HandleAsync(
            request,
            id,
            seen,
            (escalation, recipients) =>
                [recipients.NextRung(escalation, rung).Event() is EscalatedUp up ? up with { Because = because } : new EscalatedUp(rung, [], Because: because)],
            cancel,
            (escalation, recipients) =>
                !escalation.Status.IsActive() ? null
                : !escalation.Assignment.StillAbove.Contains(rung) ? DomainWords.Say("higher.not_above", playbooks.TitlesOf([rung]))
                : recipients.NextRung(escalation, rung).To is null ? DomainWords.Say("higher.nobody", playbooks.TitlesOf([rung]))
                : null
        );

    /// <summary>It stalls, and somebody decided to go another way: back to the draft, or withdrawn altogether.</summary>
    public Task<Response> TakeBackAsync(Request request, EscalationId id, int? seen, OtherPathChosen decided, bool withdraw, CancellationToken cancel) =>
        HandleAsync(request, id, seen, (_, _) => withdraw ? [decided, new Withdrawn(decided.Remark)] : [decided], cancel);

    /// <summary>The CSM changes the severity of what has been routed.</summary>
    public Task<Response> ReclassifyAsync(Request request, EscalationId id, int? seen, Severity severity, string because, CancellationToken cancel) =>
        HandleAsync(
            request,
            id,
            seen,
            (escalation, recipients) =>
            {
                var category = playbooks.Of(escalation).FindCategory(escalation.Decision?.Category);
                var receivers = category is { Cells.Count: > 0 } && severity < escalation.Decision?.Severity ? category.ReceiversAt(severity) : null;
                return
                [
                    new Reclassified(
                        severity,
                        because,
                        category?.Ladders.GetValueOrDefault(severity) ?? escalation.Assignment.Ladder,
                        receivers,
                        receivers is null ? null : recipients.HeldBy(escalation, receivers),
                        category?.ConsultedAt(severity) is { Count: > 0 } consulted ? consulted : null,
                        category?.InformedAt(severity) is { Count: > 0 } informed ? informed : null
                    ),
                ];
            },
            cancel,
            (escalation, _) =>
                severity > escalation.Decision?.Severity && !playbooks.Of(escalation).MayLowerSeverity ? DomainWords.Say("severity.not_down") : null
        );

    /// <param name="what">The events that are to be recorded; the first one is what the person did.</param>
    /// <param name="refuse">Why the playbook does not allow it; null where it does.</param>
    /// <param name="successor">Who is asked to own it by what is to be recorded; null for nobody.</param>
    internal Task<Response> HandleAsync(
        Request request,
        EscalationId id,
        int? seen,
        Func<Escalation, Recipients, IReadOnlyList<EscalationEvent>> what,
        CancellationToken cancel,
        Func<Escalation, Recipients, string?>? refuse = null,
        Person? successor = null
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            async (escalation, recipients, now) =>
            {
                if (refuse?.Invoke(escalation, recipients) is { } refusal)
                {
                    return Response.Refused(refusal, id);
                }

                var authority = recipients.AuthorityOf(request, escalation);
                var events = what(escalation, recipients);
                if (
                    seen is { } version
                    && version < escalation.Version
                    && await StaleAsync(request, escalation, version, events[0], authority, cancel) is { } stale
                )
                {
                    return stale;
                }

                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                var messages = new List<OutboxMessage>();
                foreach (var next in events)
                {
                    var before = eventRecorder.Now;
                    if (eventRecorder.TryRecord(next, authority) is { } why)
                    {
                        return Response.Refused(why, id);
                    }

                    messages.AddRange(recipients.MessagesAfter(before, eventRecorder.Now, eventRecorder.Last!));
                }

                return new()
                {
                    // Who has never written to the bot hears of it from nobody else.
                    Say =
                        successor is null ? null
                        : !recipients.HasChat(successor) ? DomainWords.Say("hand_over.no_chat", successor.Name)
                        : recipients.AwaySentence(successor, eventRecorder.Now),
                    About = id,
                    Change = eventRecorder.Change,
                    Messages = messages,
                };
            },
            cancel,
            successor
        );

    /// <summary>The person saw an older state: the same act again is already done; an act on another status is not what they meant.</summary>
    private async Task<Response?> StaleAsync(
        Request request,
        Escalation escalation,
        int seen,
        EscalationEvent what,
        Authority authority,
        CancellationToken cancel
    )
    {
        var history = (await escalations.HistoryAsync(request.Tenant, escalation.Id, cancel)).Select(HashChain.Open).ToList();
        if (history.Any(e => e.Sequence > seen && e.By.Person?.Id == request.By.Id && AreSame(e.What, what)))
        {
            return new() { About = escalation.Id };
        }

        var then = Escalation.Fold(escalation.Tenant, escalation.Id, history.Take(Math.Max(1, seen)));
        if (then.Status == escalation.Status && Overwrites(what, then, escalation))
        {
            return Response.Refused(DomainWords.Say("not.changed", escalation.Id), escalation.Id);
        }

        // What is learnt is the same whether its CSM has confirmed meanwhile or not.
        return then.Status == escalation.Status || (what is ReviewPublished && Transitions.Judge(escalation, what, authority) == Verdict.Allowed)
            ? null
            : Response.Refused(
                Transitions.Judge(escalation, what, authority) is Refused refused
                    ? refused.Why
                    : DomainWords.Say("not.moved_on", escalation.Id, DomainWords.InSentence(escalation.Status.ReaderTitle())),
                escalation.Id
            );
    }

    /// <summary>By what they say: lists in them are compared by their members.</summary>
    private static bool AreSame(EscalationEvent one, EscalationEvent other) =>
        JsonSerializer.Serialize(Said(one), EventJson.Default.EscalationEvent) == JsonSerializer.Serialize(Said(other), EventJson.Default.EscalationEvent);

    /// <summary>Whether it would set anew what somebody has set since the form was opened.</summary>
    private static bool Overwrites(EscalationEvent what, Escalation then, Escalation now) =>
        what switch
        {
            Reclassified => then.Decision?.Severity != now.Decision?.Severity,
            FixDateSet => then.Work.FixDate != now.Work.FixDate,
            _ => false,
        };

    /// <summary>"In 2 hours" is another instant at each press, and so is the text that names it.</summary>
    private static EscalationEvent Said(EscalationEvent what) =>
        what is UpdatePosted update ? update with { NextBy = null, Text = update.Answers is null ? update.Text : "" } : what;
}
