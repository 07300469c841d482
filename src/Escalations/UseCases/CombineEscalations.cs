using Escalations.Access;
using Escalations.Lifecycle;
using Escalations.Ports;
using TextAnalysis.Redaction;

namespace Escalations.UseCases;

/// <summary>
/// The CSM lets an open escalation stand for their brief too. A commit changes one of the two, so the other one is told first: it
/// may have ended meanwhile, and then nothing happens. Broken off in between, the brief is still a draft, and doing it again tells
/// nobody twice.
/// </summary>
public sealed class CombineEscalations(
    CommandExecutor commandExecutor,
    IEscalations escalations,
    IDirectory directory,
    EscalationAccess access,
    PlaybookCatalog playbooks
)
{
    /// <param name="id">The brief that ends.</param>
    /// <param name="into">The open one that stands for it from now on.</param>
    /// <param name="seen">The version of the brief that the CSM saw; null when they named it in words.</param>
    /// <param name="remark">What the other one's team should know beside the headline; null for nothing.</param>
    public async Task<Response> HandleAsync(Request request, EscalationId id, EscalationId into, int? seen, string? remark, CancellationToken cancel)
    {
        if (request.Delivery is { } delivery && await escalations.FindAnswerAsync(request.Tenant, delivery, cancel) is not null)
        {
            return await EndAsync(request, id, into, seen, remark, cancel);
        }

        var brief = await escalations.FindAsync(request.Tenant, id, cancel);
        var other = await escalations.FindAsync(request.Tenant, into, cancel);
        if (brief is null || brief.Outcome.CombinedInto == into || Refusal(request, brief, other, into, seen, remark) is not null)
        {
            // Decided where it is answered, and stored.
            return await EndAsync(request, id, into, seen, remark, cancel);
        }

        if (other is null || !await access.MaySeeAsync(other, request.By, cancel))
        {
            return await SayAsync(request, Response.Unknown(into) with { About = id }, cancel);
        }

        var told = await TellAsync(request, brief, into, remark, cancel);
        return told.IsRefusal ? await SayAsync(request, told with { About = id }, cancel) : await EndAsync(request, id, into, seen, remark, cancel);
    }

    /// <summary>Puts on record at the other one what the brief adds; nothing when it is there already.</summary>
    private Task<Response> TellAsync(Request request, Escalation brief, EscalationId into, string? remark, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            Unanswered(request),
            into,
            async (other, recipients, now) =>
            {
                if (other.CombinedFrom.Contains(brief.Id))
                {
                    return new() { About = into };
                }

                var eventRecorder = new EventRecorder(other, playbooks.Of(other), now, request.Delivery);
                if (eventRecorder.TryRecord(AddedBy(brief, remark), new Authority(Actor.Human(request.By))) is { } why)
                {
                    return Response.Refused(why, into);
                }

                var messages = recipients.MessagesAfter(other, eventRecorder.Now, eventRecorder.Last!);
                return new()
                {
                    About = into,
                    Change = eventRecorder.Change,
                    Messages = await ToOwnerAsync(other, messages, recipients, request, cancel)
                        ? [.. messages, new(new ToPerson(other.Work.Owner!.Id), new EventNotice(into, eventRecorder.Last!.Sequence))]
                        : messages,
                };
            },
            cancel
        );

    /// <summary>Whether its owner is to be told in their own chat too, because nothing that is told already reaches it.</summary>
    private async Task<bool> ToOwnerAsync(
        Escalation other,
        IReadOnlyList<OutboxMessage> told,
        Recipients recipients,
        Request request,
        CancellationToken cancel
    ) =>
        other.Work.Owner is { } owner
        && owner.Id != request.By.Id
        && recipients.IsReachable(owner)
        && told.All(message => message.To != new ToPerson(owner.Id))
        && await directory.FindContactAsync(request.Tenant, owner.Id, cancel) is { ChatId: not null };

    private Task<Response> EndAsync(Request request, EscalationId id, EscalationId into, int? seen, string? remark, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            async (brief, recipients, now) =>
            {
                if (brief.Outcome.CombinedInto == into)
                {
                    return new() { About = id };
                }

                var other = await escalations.FindAsync(request.Tenant, into, cancel);
                if (Refusal(request, brief, other, into, seen, remark) is { } refusal)
                {
                    return Response.Refused(refusal, id);
                }

                var eventRecorder = new EventRecorder(brief, playbooks.Of(brief), now, request.Delivery);
                return eventRecorder.TryRecord(new CombinedInto(into, remark), recipients.AuthorityOf(request, brief)) is { } why
                    ? Response.Refused(why, id)
                    : new()
                    {
                        About = id,
                        Say = DomainWords.Say("combine.done", id, into),
                        Change = eventRecorder.Change,
                        Messages = recipients.MessagesAfter(brief, eventRecorder.Now, eventRecorder.Last!),
                    };
            },
            cancel
        );

    /// <summary>Why the brief cannot end so, as far as the brief tells; null when nothing speaks against it.</summary>
    private static string? Refusal(Request request, Escalation brief, Escalation? other, EscalationId into, int? seen, string? remark) =>
        seen < brief.Version && brief.Status == Status.Draft ? DomainWords.Say("form.changed")
        : Transitions.Judge(brief, new CombinedInto(into, remark), new Authority(Actor.Human(request.By))) is Refused refused ? refused.Why
        // What is confidential is known to those alone who were asked.
        : brief.IsConfidential ? DomainWords.Say("combine.confidential", brief.Id)
        : other is { IsConfidential: true } ? DomainWords.Say("unknown", into)
        : null;

    /// <summary>What those who have the other one read: no secret of the brief is in it.</summary>
    private static CombinedFrom AddedBy(Escalation brief, string? remark)
    {
        var secrets = AudienceView.InBrief(brief.Brief);
        return new(brief.Id, brief.Csm, Hidden(brief.Brief.Account), Hidden(brief.Brief.TextOf(BriefSection.Headline)), Hidden(remark));

        string? Hidden(string? text) => text is null ? null : Secrets.Hide(text, secrets);
    }

    private Task<Response> SayAsync(Request request, Response refusal, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(request, _ => Task.FromResult(refusal), cancel);

    /// <summary>The same request, of which the answer is given when the brief has ended.</summary>
    private static Request Unanswered(Request request) => request with { Delivery = null, ReplyTo = null, Met = null, Found = null };
}
