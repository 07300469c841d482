namespace Escalations.Drafting;

/// <summary>What comes from the customer's top management is high of itself, however small the matter; whoever suggests.</summary>
public static class SeverityFloor
{
    public const string Why = "Their top management has raised it, which is always high.";

    private const Severity Lowest = Severity.S2;

    /// <param name="suggestion">What is suggested without it.</param>
    /// <param name="executive">The words of the notes that show the customer's top management behind it.</param>
    public static Suggestion Of(Suggestion suggestion, string executive) =>
        suggestion.Severity <= Lowest
            ? suggestion
            : suggestion with
            {
                Severity = Lowest,
                SeverityReasons = [new(Why, executive)],
                // A rule, so there is nothing to weigh.
                SeverityConfidence = 1,
                OtherSeverity = null,
            };
}
