namespace Escalations;

/// <summary>Where an escalation is.</summary>
public enum Status
{
    /// <summary>The brief is being written.</summary>
    Draft,

    /// <summary>The brief was sent to the receiving team.</summary>
    Routed,

    /// <summary>The team has seen it and somebody owns it.</summary>
    Acknowledged,

    /// <summary>Work is under way.</summary>
    InProgress,

    /// <summary>Too long without progress.</summary>
    Stalled,

    /// <summary>The team has a decision or a fix; the CSM has yet to confirm it.</summary>
    Resolved,

    /// <summary>The CSM confirmed it from the customer's side.</summary>
    Closed,

    /// <summary>Taken back by the CSM; or never sent, because they handle it themselves or combined it with another one.</summary>
    Withdrawn,
}

/// <summary>What the statuses mean in figures and lists.</summary>
public static class Statuses
{
    /// <summary>With the receiving team or waiting for the CSM's confirmation: routed and not ended.</summary>
    public static bool IsActive(this Status status) => status is Status.Routed or Status.Acknowledged or Status.InProgress or Status.Stalled;

    public static bool IsEnded(this Status status) => status is Status.Closed or Status.Withdrawn;

    /// <summary>The name in data: <c>in_progress</c>.</summary>
    public static string Key(this Status status) =>
        status switch
        {
            Status.InProgress => "in_progress",
            _ => status.ToString().ToLowerInvariant(),
        };

    /// <summary>The name for people: <c>In progress</c>.</summary>
    public static string Title(this Status status) => status == Status.InProgress ? "In progress" : status.ToString();
}
