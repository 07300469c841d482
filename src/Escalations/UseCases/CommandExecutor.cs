using System.Runtime.CompilerServices;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// Where everything passes that is to be stored, whoever asks for it, the clock too: look and decide, then store all of it in
/// one commit. When somebody else was first, look and decide again. A delivery that was handled before gets its first answer
/// and changes nothing.
/// </summary>
/// <param name="listeners">Who says what other systems are owed because of a change; null for nobody.</param>
public sealed class CommandExecutor(
    IEscalations escalations,
    IDirectory directory,
    OutboxSignal signal,
    PlaybookCatalog playbooks,
    TimeProvider clock,
    IEnumerable<IChangeListener>? listeners = null
)
{
    private const int Tries = 5;

    /// <summary>About one escalation: an unknown one is refused.</summary>
    /// <param name="decide">Looks and decides for a given now; may be called several times, so it must change nothing.</param>
    /// <param name="useCase">The file of the use case that calls, which names it in spans and figures.</param>
    public Task<Response> ExecuteAsync(
        Request request,
        EscalationId id,
        Func<Escalation, DateTimeOffset, Task<Response>> decide,
        CancellationToken cancel,
        [CallerFilePath] string useCase = ""
    ) =>
        RunAsync(
            request,
            async (fresh, now) =>
                (Found(fresh, id)?.Escalation ?? await escalations.FindAsync(request.Tenant, id, cancel)) is { } escalation
                    ? await decide(escalation, now)
                    : Response.Unknown(id),
            useCase,
            cancel
        );

    /// <summary>About one escalation, by a form that shows the whole of one of its versions: another version is refused too.</summary>
    public Task<Response> ExecuteFormAsync(
        Request request,
        EscalationId id,
        int seen,
        Func<Escalation, DateTimeOffset, Task<Response>> decide,
        CancellationToken cancel,
        [CallerFilePath] string useCase = ""
    ) =>
        ExecuteAsync(
            request,
            id,
            (escalation, now) => escalation.Version == seen ? decide(escalation, now) : Task.FromResult(Response.Refused(DomainWords.Say("form.changed"), id)),
            cancel,
            useCase
        );

    /// <summary>About one escalation, of whose change those around it hear: an unknown one is refused.</summary>
    /// <param name="successor">Who is to be asked to own it; null for nobody.</param>
    internal Task<Response> ExecuteAsync(
        Request request,
        EscalationId id,
        Func<Escalation, Recipients, DateTimeOffset, Task<Response>> decide,
        CancellationToken cancel,
        Person? successor = null,
        [CallerFilePath] string useCase = ""
    ) =>
        RunAsync(
            request,
            async (fresh, now) =>
            {
                if ((Found(fresh, id) ?? await escalations.FindWithCardsAsync(request.Tenant, id, cancel)) is not { } about)
                {
                    return Response.Unknown(id);
                }

                var links = fresh?.Links ?? await directory.LinksAsync(request.Tenant, cancel);

                // Only who is reminded is written to in their own chat; nobody but the clock reminds.
                var work = about.Escalation.Work;
                IReadOnlyList<Person?> reminded = request.IsByMachine ? [work.Owner, work.HandOver?.To] : [];
                var withChat = new HashSet<string>();
                foreach (var person in reminded.OfType<Person>().Concat(successor is null ? [] : [successor]))
                {
                    if (await directory.FindContactAsync(request.Tenant, person.Id, cancel) is { ChatId: not null })
                    {
                        withChat.Add(person.Id);
                    }
                }

                return await decide(about.Escalation, new(playbooks.Of(about.Escalation), links, about.Cards, withChat, now), now);
            },
            useCase,
            cancel
        );

    /// <param name="decide">Looks and decides for a given now; may be called several times, so it must change nothing.</param>
    /// <exception cref="ChangedMeanwhileException">Others were first five times in a row.</exception>
    public Task<Response> ExecuteAsync(
        Request request,
        Func<DateTimeOffset, Task<Response>> decide,
        CancellationToken cancel,
        [CallerFilePath] string useCase = ""
    ) => RunAsync(request, (_, now) => decide(now), useCase, cancel);

    /// <summary>Owes messages of the machine's own, once: whoever comes second with the same key changes nothing.</summary>
    /// <param name="key">Of what they are owed for.</param>
    public Task<Response> OweOnceAsync(
        string tenant,
        string key,
        IReadOnlyList<OutboxMessage> messages,
        CancellationToken cancel,
        [CallerFilePath] string useCase = ""
    ) => ExecuteAsync(Request.ByMachine(tenant, key), _ => Task.FromResult(new Response { Messages = messages }), cancel, useCase);

    private static EscalationWithCards? Found(Request? fresh, EscalationId id) => fresh?.Found is { } found && found.Escalation.Id == id ? found : null;

    /// <param name="decide">Is given the request while what it has read already still counts, else null.</param>
    private Task<Response> RunAsync(Request request, Func<Request?, DateTimeOffset, Task<Response>> decide, string useCase, CancellationToken cancel) =>
        EscalationsTelemetry.OfUseCaseAsync(useCase, () => TryAsync(request, decide, cancel));

    private async Task<Response> TryAsync(Request request, Func<Request?, DateTimeOffset, Task<Response>> decide, CancellationToken cancel)
    {
        if (request.Delivery is { } delivery && await escalations.FindAnswerAsync(request.Tenant, delivery, cancel) is { } earlier)
        {
            return new() { Say = earlier.Text };
        }

        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetUtcNow();
            var response = await decide(attempt == 1 ? request : null, now);
            try
            {
                return await StoreAsync(request, response, now, cancel) is { } first ? new() { Say = first.Text, About = response.About } : response;
            }
            catch (ChangedMeanwhileException) when (attempt < Tries)
            {
                // Somebody else was first: what they did may change the decision.
            }
        }
    }

    /// <returns>The first answer, when the delivery was handled before.</returns>
    private async Task<FirstAnswer?> StoreAsync(Request request, Response response, DateTimeOffset now, CancellationToken cancel)
    {
        IReadOnlyList<OutboxMessage> answer =
            response.Say is { } say && request.ReplyTo is { } replyTo ? [new(replyTo, new TextMessage(say)), .. response.Messages] : response.Messages;
        var messages = answer.Select(message => message.To == request.ReplyTo ? message with { IsAwaited = true } : message).ToList();
        if (response.Change is { } change)
        {
            messages.AddRange((listeners ?? []).SelectMany(listener => listener.Owed(change)));
        }

        var commit = new Commit
        {
            Tenant = request.Tenant,
            At = now,
            Delivery = request.Delivery,
            Answer = response.Say,
            Change = response.Change,
            Directory = response.Change is null ? response.Directory : null,
            Messages = messages,
        };
        if (commit is { Delivery: null, Change: null, Directory: null, Messages: [] })
        {
            return null;
        }

        if (request.Met is { } met)
        {
            met = await UpToDateAsync(met);
            if (commit.Change is null)
            {
                commit = commit with { Directory = met.Then(commit.Directory) };
            }
            else
            {
                await EditAsync(met);
            }
        }

        var receiver = signal.Receiver;
        var (first, claimed) = await EscalationsTelemetry.OfCommitAsync(() => escalations.CommitAsync(commit, receiver?.Offer, cancel));
        if (claimed.Count > 0)
        {
            receiver!.Take(claimed);
        }

        if (claimed.Count < messages.Count)
        {
            signal.Ring(messages.Select(message => message.To.Kind));
        }

        if (first is null && commit.Change is not null && response.Directory is { } after)
        {
            await EditAsync(after);
        }

        return first;

        // What was learnt of them by another way while this was decided is not written over.
        async Task<DirectoryEdit> UpToDateAsync(DirectoryEdit learnt)
        {
            var contacts = new List<Contact>();
            foreach (var contact in learnt.Contacts)
            {
                contacts.Add(contact.Onto(request.Before, await directory.FindContactAsync(request.Tenant, contact.Person.Id, cancel)));
            }

            var channels = new List<Channel>();
            foreach (var channel in learnt.Channels)
            {
                channels.Add(channel.Onto(await directory.FindChannelAsync(request.Tenant, channel.ChannelId, cancel)));
            }

            return learnt with
            {
                Contacts = contacts,
                Channels = channels,
            };
        }

        Task EditAsync(DirectoryEdit edit) =>
            EscalationsTelemetry.OfCommitAsync(() =>
                escalations.CommitAsync(
                    new()
                    {
                        Tenant = request.Tenant,
                        At = now,
                        Directory = edit,
                    },
                    offer: null,
                    cancel
                )
            );
    }
}
