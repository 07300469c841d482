using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>When a ticket is made, and what is told in it: at Route, where the playbook says so, and at each step after that.</summary>
public sealed class TicketsOwed(ITicketSystem tickets, PlaybookCatalog playbooks) : IChangeListener
{
    public IEnumerable<OutboxMessage> Owed(Change change)
    {
        var after = change.After;
        return
            after is { IsConfidential: false, RoutedAt: not null, Decision: not null }
            && tickets.Offers(after.Tenant)
            && (after.Ticket is { IsOpen: true } || playbooks.Of(after).TicketRuleOf(after) is not null)
            ? from happened in change.New
            where happened.What is Routed || TicketText.Of(after, happened, playbooks.Of(after)) is not null
            select new OutboxMessage(new ToTickets(), new TicketWork(after.Id, happened.Sequence))
            : [];
    }
}
