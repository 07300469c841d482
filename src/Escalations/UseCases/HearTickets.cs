using Escalations.Intake;
using Escalations.Ports;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>A ticket in a tracker, as the tracker tells of it.</summary>
/// <param name="Csm">For whom a brief is begun: an Entra object id, or a name as Teams shows it; null where the tracker does not say.</param>
public sealed record ToldTicket(string Key, string? Link, string? Summary, string? Description, string? Csm);

/// <summary>What came of something that a tracker told.</summary>
/// <param name="Id">The escalation that it concerns; null for none.</param>
/// <param name="Problem">Why it cannot be taken; null when it was.</param>
public sealed record HeardTicket(HeardOutcome Outcome, EscalationId? Id = null, string? Problem = null);

/// <summary>What became of it.</summary>
public enum HeardOutcome
{
    /// <summary>A brief was begun.</summary>
    Begun,

    /// <summary>Whoever decides was told.</summary>
    Told,

    /// <summary>It concerns nobody here, or it is so already.</summary>
    Ignored,

    /// <summary>It cannot be taken as it is.</summary>
    Refused,
}

/// <summary>
/// Hears what happens to tickets in a tracker. A machine decides nothing: a label begins a brief for a CSM, or is told to the one who
/// decides on the severity; a status is told to the owner.
/// </summary>
public sealed class HearTickets(
    WriteBrief writeBrief,
    IEscalationQueries queries,
    IEscalations escalations,
    IDirectory directory,
    FindPerson findPerson,
    CommandExecutor commandExecutor
)
{
    private const int LongestStatus = 60;

    private static readonly Status[] Open = [Status.Draft, Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled, Status.Resolved];

    /// <param name="delivery">The id of the delivery: what came once is not taken twice.</param>
    public async Task<HeardTicket> LabelledAsync(string tenant, string delivery, ToldTicket ticket, Severity severity, CancellationToken cancel)
    {
        if (await escalations.FindAnswerAsync(tenant, delivery, cancel) is not null)
        {
            return new(HeardOutcome.Ignored);
        }

        if (await FindAsync(tenant, ticket.Key, cancel) is { } known)
        {
            return known.Decision is not { } decision || decision.Severity == severity
                ? new(HeardOutcome.Ignored, known.Id)
                : await TellAsync(
                    known,
                    delivery,
                    known.Csm,
                    () => DomainWords.Say("ticket.labelled", InlineText.Sanitize(ticket.Key), known.Id, Ticket.LabelOf(severity), decision.Severity),
                    cancel
                );
        }

        if (ticket.Csm is not { Length: > 0 } named)
        {
            return new(HeardOutcome.Refused, Problem: "It names no CSM for whom a brief could be begun (csm), and Tickets:Csm is not set.");
        }

        var found = await findPerson.HandleAsync(tenant, new(named, null), null, cancel);
        if (found.Contact is not { IsGuest: false, ChatId: not null } csm)
        {
            return new(
                HeardOutcome.Refused,
                Problem: found.Problem ?? "The CSM that it names cannot be written to: they must have added me, and not be a guest."
            );
        }

        return await BeginAsync(tenant, delivery, ticket, severity, csm, cancel);
    }

    public async Task<HeardTicket> StatusChangedAsync(string tenant, string delivery, ToldTicket ticket, string status, CancellationToken cancel)
    {
        if (await FindAsync(tenant, ticket.Key, cancel) is not { Status: not Status.Draft } known)
        {
            return new(HeardOutcome.Ignored);
        }

        var said = InlineText.Sanitize(Graphemes.Head(status, LongestStatus));
        var owner = known.Work.Owner;
        var hears = owner is not null && await directory.FindContactAsync(tenant, owner.Id, cancel) is { ChatId: not null } ? owner : known.Csm;
        return await TellAsync(known, delivery, hears, () => DomainWords.Say("ticket.status", InlineText.Sanitize(ticket.Key), known.Id, said), cancel);
    }

    private async Task<HeardTicket> BeginAsync(string tenant, string delivery, ToldTicket ticket, Severity severity, Contact csm, CancellationToken cancel)
    {
        string?[] notes =
        [
            ticket.Summary,
            ticket.Description,
            $"Ticket: {ticket.Key}{(ticket.Link is { } link ? $" {link}" : "")}",
            $"Label: {Ticket.LabelOf(severity)}",
        ];
        using var language = csm.Language is { } chosen ? ReaderLanguage.Use(chosen, isChosen: true) : null;
        var begun = await writeBrief.BeginAsync(
            new(tenant, delivery, csm.Person, new ToPerson(csm.Person.Id)),
            string.Join("\n\n", notes.Where(part => !string.IsNullOrWhiteSpace(part))),
            cancel,
            new(From: new(new(ticket.Key, ticket.Link), id => DomainWords.Say("ticket.begun", InlineText.Sanitize(ticket.Key), Ticket.LabelOf(severity), id)))
        );
        return begun.IsRefusal ? new(HeardOutcome.Refused, Problem: begun.Say)
            : begun.Change?.After.Id is { } begunAs ? new(HeardOutcome.Begun, begunAs)
            : new(HeardOutcome.Ignored);
    }

    private async Task<HeardTicket> TellAsync(Escalation about, string delivery, Person person, Func<string> say, CancellationToken cancel)
    {
        var contact = await directory.FindContactAsync(about.Tenant, person.Id, cancel);
        using var language = ReaderLanguage.Use(contact?.Language ?? InterviewWords.LanguageOf(about), contact?.Language is not null);
        var said = say();
        await commandExecutor.OweOnceAsync(about.Tenant, delivery, [new(new ToPerson(person.Id), new TextMessage(said)) { About = about.Id }], cancel);
        return new(HeardOutcome.Told, about.Id);
    }

    /// <summary>The escalation that has not ended and has this ticket; what is confidential has none.</summary>
    private async Task<Escalation?> FindAsync(string tenant, string key, CancellationToken cancel)
    {
        await foreach (var escalation in queries.AllUpdatedAsync(tenant, Open, UpdatePosition.Before(DateTimeOffset.MinValue), cancel))
        {
            if (escalation is { IsConfidential: false } && escalation.Ticket?.Key == key)
            {
                return escalation;
            }
        }

        return null;
    }
}
