using System.Globalization;
using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// Makes the ticket of an escalation and tells in it what happens, once: after a lost answer it is looked for before it is made again.
/// What came of it is on record, and where no ticket can be made, a person is asked to make it.
/// </summary>
public sealed class KeepTickets(ITicketSystem tickets, IEscalations escalations, CommandExecutor commandExecutor, PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <summary>A ticket that comes later than this is of little use: then a person makes it by hand.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>What was made just now is not found by a search for a while.</summary>
    private static readonly TimeSpan UntilFound = TimeSpan.FromSeconds(60);

    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, TicketWork work, CancellationToken cancel)
    {
        if (
            await escalations.FindAsync(claimed.Tenant, work.Id, cancel) is not { IsConfidential: false, Decision: not null } escalation
            || await escalations.FindEventAsync(claimed.Tenant, work.Id, work.Sequence, cancel) is not { } stored
        )
        {
            return new Delivered(clock.GetUtcNow());
        }

        var happened = HashChain.Open(stored);
        return escalation.Ticket?.Key is { } key ? await TellAsync(claimed, escalation, happened, key, cancel)
            : happened.What is Routed && escalation.Status is not Status.Draft && !escalation.Status.IsEnded() ? await OpenAsync(claimed, escalation, cancel)
            : new Delivered(clock.GetUtcNow());
    }

    private async Task<DeliveryResult> OpenAsync(ClaimedMessage claimed, Escalation escalation, CancellationToken cancel)
    {
        var playbook = playbooks.Of(escalation);
        if (playbook.TicketRuleOf(escalation) is not { } rule)
        {
            return new Delivered(clock.GetUtcNow());
        }

        var ticket = TicketText.Of(escalation, rule, playbook);
        var answer = claimed.Doubts > 0 ? await tickets.FindAsync(ticket, cancel) : new(TicketOutcome.Missing);
        if (answer.Outcome == TicketOutcome.Missing)
        {
            answer = await tickets.OpenAsync(ticket, cancel);
        }

        var isLate = clock.GetUtcNow() - claimed.OwedSince >= GivenUpAfter;
        EscalationEvent? outcome = answer switch
        {
            { Outcome: TicketOutcome.Done, Key: { } key } => new TicketOpened(key, answer.Link),
            { Outcome: TicketOutcome.Refused } => new TicketRefused(answer.Why ?? "it was refused"),
            _ => isLate ? new TicketRefused(answer.Why ?? "there is no answer") : null,
        };
        return outcome is null ? Later(claimed, answer) : await RecordAsync(claimed, escalation.Id, outcome, cancel);
    }

    private async Task<DeliveryResult> TellAsync(ClaimedMessage claimed, Escalation escalation, RecordedEvent happened, string key, CancellationToken cancel)
    {
        if (TicketText.Of(escalation, happened, playbooks.Of(escalation)) is not { } text)
        {
            return new Delivered(clock.GetUtcNow());
        }

        var comment = new TicketComment(claimed.Tenant, escalation.Id, key, happened.Sequence, text);
        var answer = await tickets.CommentAsync(comment, claimed.Doubts > 0, cancel);
        if (answer.Outcome == TicketOutcome.Done && happened.What is Reclassified or Routed)
        {
            // As it is now: an earlier change that is told late must not bring its label back.
            var severity = escalation.Decision!.Severity;
            answer = await tickets.LabelAsync(
                key,
                [Ticket.LabelOf(severity)],
                [.. Enum.GetValues<Severity>().Where(other => other != severity).Select(Ticket.LabelOf)],
                cancel
            );
        }

        return answer.Outcome switch
        {
            TicketOutcome.Done => new Delivered(clock.GetUtcNow()),
            TicketOutcome.NotNow or TicketOutcome.InDoubt when clock.GetUtcNow() - claimed.OwedSince < GivenUpAfter => Later(claimed, answer),
            _ => new DeadLettered(clock.GetUtcNow(), answer.Why ?? "the ticket is not there any more") { Cause = DeadLetterCause.Refused },
        };
    }

    private Retry Later(ClaimedMessage claimed, TicketAnswer answer)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(claimed.Attempts - 1, 16))));
        var isInDoubt = answer.Outcome is TicketOutcome.InDoubt or TicketOutcome.Done;
        wait = answer.Wait > wait ? answer.Wait.Value : wait;
        return new(clock.GetUtcNow() + (isInDoubt && wait < UntilFound ? UntilFound : wait), answer.Why ?? "there is no answer") { InDoubt = isInDoubt };
    }

    private async Task<DeliveryResult> RecordAsync(ClaimedMessage claimed, EscalationId id, EscalationEvent what, CancellationToken cancel)
    {
        try
        {
            await commandExecutor.ExecuteAsync(
                Request.ByMachine(claimed.Tenant, string.Create(CultureInfo.InvariantCulture, $"ticket|{claimed.Number}")),
                id,
                (escalation, recipients, now) => Task.FromResult(Decide(escalation, recipients, what, now)),
                cancel
            );
            return new Delivered(clock.GetUtcNow());
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The ticket may be there: tried again, it is looked for first.
            return new Retry(clock.GetUtcNow() + UntilFound, failure.GetType().Name) { InDoubt = true };
        }
    }

    private Response Decide(Escalation escalation, Recipients recipients, EscalationEvent what, DateTimeOffset now)
    {
        if (escalation.Ticket is { IsOpen: true })
        {
            return new();
        }

        var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, null);
        return eventRecorder.TryRecord(what, new Authority(Actor.Clock)) is { } why
            ? Response.Refused(why, escalation.Id)
            : new()
            {
                About = escalation.Id,
                Change = eventRecorder.Change,
                Messages = recipients.MessagesAfter(escalation, eventRecorder.Now, eventRecorder.Last!),
            };
    }
}
