namespace Escalations.Ports;

/// <summary>Another system in which teams keep their work, such as Jira.</summary>
public interface ITicketSystem
{
    /// <summary>Its name for people: "Jira".</summary>
    string Name { get; }

    /// <summary>Whether tickets are made there for a tenant's escalations.</summary>
    bool Offers(string tenant);

    /// <summary>The ticket that was made for an escalation, where an answer was lost; <see cref="TicketOutcome.Missing"/> where there is none.</summary>
    Task<TicketAnswer> FindAsync(NewTicket ticket, CancellationToken cancel);

    /// <summary>Makes a ticket.</summary>
    Task<TicketAnswer> OpenAsync(NewTicket ticket, CancellationToken cancel);

    /// <summary>Adds a comment.</summary>
    /// <param name="mayBeThere">An earlier attempt may have added it: it is looked for first.</param>
    Task<TicketAnswer> CommentAsync(TicketComment comment, bool mayBeThere, CancellationToken cancel);

    /// <summary>Takes labels away and adds others; what is so already stays.</summary>
    Task<TicketAnswer> LabelAsync(string key, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancel);
}

/// <summary>A ticket to be made.</summary>
/// <param name="Id">It is known again by a label of this.</param>
/// <param name="Summary">One line.</param>
/// <param name="Fields">What its description says, each under its title.</param>
/// <param name="Labels">All of them.</param>
public sealed record NewTicket(
    string Tenant,
    EscalationId Id,
    TicketRule Rule,
    string Summary,
    IReadOnlyList<TicketField> Fields,
    IReadOnlyList<string> Labels
);

/// <summary>A part of a ticket's description.</summary>
public sealed record TicketField(string Title, string Text);

/// <summary>A comment on a ticket.</summary>
/// <param name="Key">The ticket's.</param>
/// <param name="Sequence">The number of the event that it tells, by which it is known again.</param>
public sealed record TicketComment(string Tenant, EscalationId Id, string Key, int Sequence, string Text);

/// <summary>What a ticket system answered.</summary>
/// <param name="Key">The ticket's; null where none is named.</param>
/// <param name="Link">Where it can be opened.</param>
/// <param name="Why">In words that a person understands; null where it was done.</param>
/// <param name="Wait">How long it asks to wait; null where it does not say.</param>
public sealed record TicketAnswer(TicketOutcome Outcome, string? Key = null, string? Link = null, string? Why = null, TimeSpan? Wait = null);

/// <summary>What came of asking a ticket system.</summary>
public enum TicketOutcome
{
    Done,

    /// <summary>There is no such ticket.</summary>
    Missing,

    /// <summary>It does not want it, and will not the next time.</summary>
    Refused,

    /// <summary>Nothing was done; later it may be.</summary>
    NotNow,

    /// <summary>It may have been done.</summary>
    InDoubt,
}

/// <summary>There is none.</summary>
public sealed class NoTicketSystem : ITicketSystem
{
    public string Name => "none";

    public bool Offers(string tenant) => false;

    public Task<TicketAnswer> FindAsync(NewTicket ticket, CancellationToken cancel) => NoAnswer();

    public Task<TicketAnswer> OpenAsync(NewTicket ticket, CancellationToken cancel) => NoAnswer();

    public Task<TicketAnswer> CommentAsync(TicketComment comment, bool mayBeThere, CancellationToken cancel) => NoAnswer();

    public Task<TicketAnswer> LabelAsync(string key, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancel) => NoAnswer();

    private static Task<TicketAnswer> NoAnswer() => Task.FromResult(new TicketAnswer(TicketOutcome.Refused, Why: "no ticket system is set up any more"));
}
