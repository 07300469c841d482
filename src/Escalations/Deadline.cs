namespace Escalations;

/// <summary>What a deadline asks for.</summary>
public enum DeadlineKind
{
    /// <summary>Somebody owns it.</summary>
    Acknowledge,

    /// <summary>What the playbook promises for the category: a fix, a decision, a plan.</summary>
    Outcome,
}

/// <summary>An instant by which something is owed, made once and kept with its reasons.</summary>
/// <param name="DueAt">UTC.</param>
/// <param name="From">The instant from which the term was counted, UTC.</param>
/// <param name="What">What is owed, in words: "resolution", "remediation plan".</param>
/// <param name="Because">The rule that governed: "Product defect: 4 hours".</param>
public sealed record Deadline(DeadlineKind Kind, DateTimeOffset DueAt, DateTimeOffset From, string What, string Because);
