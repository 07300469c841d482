namespace Escalations.UseCases;

/// <summary>
/// Where every request passes: look and decide, then store all of it in one commit. When somebody else was first, look and
/// decide again. A delivery that was handled before gets its first answer and changes nothing.
/// </summary>
public sealed class CommandExecutor(IEscalationStore store, OutboxSignal signal, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>About one escalation: an unknown one is refused.</summary>
    public Task<Response> ExecuteAsync(Request request, EscalationId id, Func<Escalation, DateTimeOffset, Task<Response>> decide, CancellationToken cancel) => ExecuteAsync(
        request,
        async now => await store.FindAsync(request.Tenant, id, cancel) is { } escalation ? await decide(escalation, now) : Response.Unknown(id),
        cancel);

    /// <summary>About one escalation, by a form that shows the whole of one of its versions: another version is refused too.</summary>
    public Task<Response> ExecuteFormAsync(Request request, EscalationId id, int seen, Func<Escalation, DateTimeOffset, Task<Response>> decide, CancellationToken cancel) => ExecuteAsync(
        request,
        id,
        (escalation, now) => escalation.Version == seen ? decide(escalation, now) : Task.FromResult(Response.Refused("The brief has changed since this form was drawn. Please look at it again.", id)),
        cancel);

    /// <param name="decide">Looks and decides for a given now; may be called several times, so it must change nothing.</param>
    /// <exception cref="ChangedMeanwhileException">Others were first five times in a row.</exception>
    public async Task<Response> ExecuteAsync(Request request, Func<DateTimeOffset, Task<Response>> decide, CancellationToken cancel)
    {
        if (request.Delivery is { } delivery && await store.FindAnswerAsync(request.Tenant, delivery, cancel) is { } earlier)
        {
            return new() { Say = earlier.Text };
        }

        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetUtcNow();
            var outcome = await decide(now);
            IReadOnlyList<OutboxMessage> answer = outcome.Say is { } say && request.ReplyTo is { } replyTo ? [new(replyTo, new TextMessage(say)), .. outcome.Messages] : outcome.Messages;
            var owed = answer.Select(message => message.To == request.ReplyTo ? message with { IsAwaited = true } : message).ToList();
            try
            {
                var first = await store.CommitAsync(
                    new()
                    {
                        Tenant = request.Tenant,
                        At = now,
                        Delivery = request.Delivery,
                        Answer = outcome.Say,
                        Changes = outcome.Changes,
                        Messages = owed,
                        Contacts = [.. outcome.Contacts, .. request.Contact is { } contact ? new[] { contact } : []],
                        Channels = request is { Channel: { } channel, IsChannelNews: true } ? [channel] : [],
                        Bindings = outcome.Bindings,
                        Administrators = outcome.Administrators,
                        FormerAdministrators = outcome.FormerAdministrators,
                        Unlinked = outcome.Unlinked,
                        LinkRequest = outcome.LinkRequest,
                        DecidedLinkRequest = outcome.DecidedLinkRequest,
                        DirectoryChanges = outcome.DirectoryChanges,
                        Unreachable = outcome.Unreachable,
                        HeardFrom = request.HeardFrom is { } heard ? [heard] : [],
                        KeptNews = outcome.KeptNews,
                        PendingNotes = outcome.PendingNotes,
                        ModelUse = outcome.ModelUse,
                        ForgetPendingNotesOf = outcome.ForgetPendingNotes ? request.By.Id : null,
                    },
                    cancel);
                signal.Ring(owed.Select(message => message.To.Kind));

                return first is null ? outcome : new() { Say = first.Text, About = outcome.About };
            }
            catch (ChangedMeanwhileException) when (attempt < Tries)
            {
                // Somebody else was first: what they did may change the decision.
            }
        }
    }
}
