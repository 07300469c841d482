namespace Escalations;

/// <summary>Why something is suggested: a sentence, and the words of the source that it rests on.</summary>
/// <param name="Text">The reason in a short sentence.</param>
/// <param name="Quote">Words that stand in the source exactly so; null when the reason rests on a figure or a rule.</param>
public sealed record Reason(string Text, string? Quote = null);

/// <summary>What a writer proposes for category and severity. It counts for nothing until a person decides.</summary>
/// <param name="By">The rule set, or the model and prompt, that made it.</param>
/// <param name="Confidence">How sure the writer is of both together, from 0 to 1; null when it cannot tell.</param>
public sealed record Suggestion(
    string Category,
    IReadOnlyList<Reason> CategoryReasons,
    Severity Severity,
    IReadOnlyList<Reason> SeverityReasons,
    string By,
    double? Confidence = null
);

/// <summary>What a person decided, and why when it differs from what was suggested.</summary>
public sealed record Decision(string Category, Severity Severity, string? Because, Person By, DateTimeOffset At);
