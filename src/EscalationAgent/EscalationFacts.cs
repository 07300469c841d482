using System.Text.Json;
using Escalations;

namespace EscalationAgent;

/// <summary>Somebody, as other systems are told of them.</summary>
internal sealed record PersonFacts(string Id, string Name)
{
    public static PersonFacts? Of(Person? person) => person is null ? null : new(person.Id, person.Name);
}

/// <summary>A ticket, as other systems are told of it.</summary>
/// <param name="Url">Null where it is not known.</param>
internal sealed record TicketFacts(string Key, string? Url)
{
    public static TicketFacts? Of(Ticket? ticket) => ticket?.Key is { } key ? new(key, ticket.Link) : null;
}

/// <summary>What other systems are told of where an escalation stands.</summary>
/// <param name="Teams">Keys of the playbook; the first one is accountable.</param>
/// <param name="Due">What is owed and not done, by kind, UTC.</param>
internal sealed record EscalationFacts(
    string Id,
    Status Status,
    string? Severity,
    string? Category,
    string Playbook,
    string? Account,
    string? Headline,
    PersonFacts Csm,
    PersonFacts? Owner,
    IReadOnlyList<string> Teams,
    TicketFacts? Ticket,
    DateTimeOffset? RoutedAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyDictionary<string, DateTimeOffset> Due
)
{
    /// <param name="escalation">As its readers may see it.</param>
    public static EscalationFacts Of(Escalation escalation) =>
        new(
            escalation.Id.ToString(),
            escalation.Status,
            escalation.Decision?.Severity.ToString(),
            escalation.Decision?.Category,
            escalation.Playbook.Name,
            escalation.Brief.Account,
            escalation.Brief.TextOf(BriefSection.Headline),
            PersonFacts.Of(escalation.Csm)!,
            PersonFacts.Of(escalation.Work.Owner),
            escalation.Assignment.Teams,
            TicketFacts.Of(escalation.Ticket),
            escalation.RoutedAt,
            escalation.LastEventAt,
            escalation
                .Deadlines.Where(deadline => deadline.MetAt is null)
                .GroupBy(deadline => JsonNamingPolicy.SnakeCaseLower.ConvertName(deadline.Kind.ToString()))
                .ToDictionary(kind => kind.Key, kind => kind.Min(deadline => deadline.DueAt))
        );
}
